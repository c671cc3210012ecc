"""What the pairs of the register sell in a month, and in which weeks they say so.

Every function gives a Sale: the weeks of one line, whose sums are its month (R2).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.fiscal import FiscalMonth
from reporting.models import CHANNEL_COLUMNS

from .figures import MONTH_SIGMA, FigureMaker, split_total
from .plan import LETTER_MONTHS
from .register import Pair

Amounts = tuple[Decimal, Decimal, Decimal]

ZERO = Decimal("0.00")
YEARLY_GROWTH = Decimal("0.05")
ONLINE_GROWTH = Decimal("1.15")
NIL = 0.03


@dataclass(frozen=True)
class Sale:
    """One line's month: (week, (regular, transfer, online)) in baht; without weeks it is nil."""

    pair: Pair
    weeks: tuple[tuple[int, Amounts], ...]

    @property
    def month(self) -> Amounts:
        if len(self.weeks) == 1:
            return self.weeks[0][1]
        return tuple(sum((amounts[n] for _, amounts in self.weeks), ZERO) for n in range(3))


Seller = Callable[[Sequence[Pair], FiscalMonth], list[Sale]]


def growth(month: FiscalMonth) -> Decimal:
    """How much more is sold than in the letter's fiscal year."""
    return 1 + YEARLY_GROWTH * (month.fiscal_year - LETTER_MONTHS[0].fiscal_year)


def week_by_week(figures: FigureMaker, rolls: random.Random, first_year: int) -> Seller:
    """Lines that are typed every week, some of them nil. Online sales grow faster from `first_year` on."""

    def sell(pairs: Sequence[Pair], month: FiscalMonth) -> list[Sale]:
        sales = []
        for pair in pairs:
            online = ONLINE_GROWTH ** (month.fiscal_year - first_year)
            amounts = figures.month_amounts(pair.base, month.month, growth(month), online_growth=online)
            sales.append(Sale(pair, ()) if rolls.random() < NIL else _weekly(pair, amounts, month, figures))
        return sales

    return sell


def by_the_letter(figures: FigureMaker, target: Mapping[str, Decimal], factor: Decimal) -> Seller:
    """Lines of one district whose sums are `factor` times the letter's target, to the baht.

    `target` has baht by column; the letter knows no online sales.
    """

    def sell(pairs: Sequence[Pair], month: FiscalMonth) -> list[Sale]:
        samples = [figures.month_amounts(pair.base, month.month) for pair in pairs]
        parts = {}
        for column in ("regular", "transfer"):
            weights = [sample[column] for sample in samples]
            if not any(weights):  # By chance nobody in the district sells this way.
                weights = [pair.base for pair in pairs]
            baht = (target[column] * factor).quantize(Decimal(1))
            parts[column] = split_total(baht, weights, unit=Decimal(1))
        return [
            _weekly(pair, {"regular": regular, "transfer": transfer, "online": ZERO}, month, figures)
            for pair, regular, transfer in zip(pairs, parts["regular"], parts["transfer"], strict=True)
        ]

    return sell


def once_a_month(figures: FigureMaker, rolls: random.Random, first_year: int) -> Seller:
    """Lines that are typed in the last week only, in whole tens of baht; their base is that of `first_year`.

    There are tens of thousands of them; hence the plain numbers.
    """

    def sell(pairs: Sequence[Pair], month: FiscalMonth) -> list[Sale]:
        season = float(figures.seasonal(month.month))
        season *= 1 + float(YEARLY_GROWTH) * (month.fiscal_year - first_year)
        last_week, sales = month.weeks()[-1].number, []
        for pair in pairs:
            noise = rolls.lognormvariate(-MONTH_SIGMA * MONTH_SIGMA / 2, MONTH_SIGMA)
            tens = int(float(pair.base) * season * noise / 10)
            online, transfer = int(tens * pair.online_share), int(tens * pair.transfer_share)
            amounts = (_baht(tens - online - transfer), _baht(transfer), _baht(online))
            sales.append(Sale(pair, ((last_week, amounts),)))
        return sales

    return sell


def unusual(sold: Sequence[Sale]) -> list[Sale]:
    """The same sales with three that a province should look at: a jump, round thousands, another channel."""
    changed, places = list(sold), [place for place, sale in enumerate(sold) if sale.weeks]
    for place, change in zip(places[3::7], (_sevenfold, _in_thousands, _online), strict=False):
        sale = changed[place]
        changed[place] = Sale(sale.pair, tuple((week, change(amounts)) for week, amounts in sale.weeks))
    return changed


def _sevenfold(amounts: Amounts) -> Amounts:
    return tuple(7 * amount for amount in amounts)


def _in_thousands(amounts: Amounts) -> Amounts:
    return (Decimal(1000) * (1 + sum(amounts) // 1000), ZERO, ZERO)


def _online(amounts: Amounts) -> Amounts:
    return (ZERO, ZERO, sum(amounts, ZERO))


def _weekly(
    pair: Pair, month_amounts: Mapping[str, Decimal], month: FiscalMonth, figures: FigureMaker
) -> Sale:
    numbers = [week.number for week in month.weeks()]
    columns = [figures.split_weeks(month_amounts[column], len(numbers)) for column in CHANNEL_COLUMNS]
    return Sale(pair, tuple(zip(numbers, zip(*columns, strict=True), strict=True)))


def _baht(tens: int) -> Decimal:
    return Decimal(f"{tens}0.00") if tens else ZERO
