"""Invented sales that have the shape of a real year (the department's published figures of BE 2567).

A producer sells about 294,000 baht a month; 48.7 % of the money is food, 19.7 % houseware, 18.1 % textile,
8.2 % herb and 5.3 % beverage; 4.2 % is sold online; January is the peak and September the low. A line's size
is log-normal: a mean fixed by category and producer type, a spread wide enough for a few large sellers.

Amounts are Decimals with satang (R3). Random numbers only choose sizes; sums are split with whole satang, so
parts always add up to what was split.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Decimal
from fractions import Fraction

SATANG = Decimal("0.01")

BAHT_PER_PRODUCER_MONTH = 294_000
# Some producers report two categories: about 99,000 lines a month of 93,000 producers.
LINES_PER_PRODUCER = 1.06
BAHT_PER_LINE_MONTH = BAHT_PER_PRODUCER_MONTH / LINES_PER_PRODUCER


@dataclass(frozen=True)
class CategoryShape:
    """Shares in percent of all lines and of all baht; sigma of the logarithm of a line's size."""

    lines: float
    baht: float
    sigma: float


CATEGORIES = {
    "FOOD": CategoryShape(lines=43, baht=48.7, sigma=1.0),
    "BEVERAGE": CategoryShape(lines=5, baht=5.3, sigma=1.1),
    "TEXTILE": CategoryShape(lines=24, baht=18.1, sigma=0.9),
    "HOUSEWARE": CategoryShape(lines=19, baht=19.7, sigma=1.1),
    "HERB": CategoryShape(lines=9, baht=8.2, sigma=1.0),
}

TYPE_SHARES = {"GROUP": 55, "INDIVIDUAL": 43, "SME": 2}
# Size against the average line; weighted with the shares above they average 1.
TYPE_SIZES = {"GROUP": 0.9355, "INDIVIDUAL": 0.85, "SME": 6.0}

# By calendar month; the mean is exactly 1.
SEASON = {
    month: Decimal(percent) / 100
    for month, percent in enumerate((120, 106, 102, 104, 96, 94, 94, 92, 84, 94, 100, 114), start=1)
}

# Of all lines so many sell through the channel at all; what those sell there makes the share of all baht.
ONLINE_LINES, ONLINE_BAHT = 0.18, 0.042
TRANSFER_LINES, TRANSFER_BAHT = 0.30, 0.05
MONTH_SIGMA = 0.15
CHANNEL_SIGMA = 0.20

# What sellers round to, in baht, and how often: most report round sums, some to the satang.
ROUNDING = {"100": 35, "10": 30, "1": 20, "0.25": 10, "0.01": 5}

# The fifth week has one to three days only.
WEEK_DAYS = (7, 7, 7, 7, 2.5)


class FigureMaker:
    """Sizes of lines and their months. The same seed and the same calls give the same figures."""

    def __init__(self, seed: int):
        self._seed = seed
        self._random = random.Random(seed)

    def pick_category(self) -> str:
        """A category, as often as lines have it."""
        return self._random.choices(list(CATEGORIES), [shape.lines for shape in CATEGORIES.values()])[0]

    def pick_type(self) -> str:
        """A producer type: 55 % GROUP, 43 % INDIVIDUAL, 2 % SME."""
        return self._random.choices(list(TYPE_SHARES), list(TYPE_SHARES.values()))[0]

    def line_base(self, category: str, producer_type: str) -> Decimal:
        """What a new line sells in an average month, all channels, in baht. KeyError for unknown codes."""
        shape = CATEGORIES[category]
        mean = BAHT_PER_LINE_MONTH * shape.baht / shape.lines * TYPE_SIZES[producer_type]
        return _money(mean * _noise(self._random, shape.sigma))

    def seasonal(self, calendar_month: int) -> Decimal:
        """The month's factor: 1.20 in January (1), 0.84 in September (9), 1 on the average of a year."""
        return SEASON[calendar_month]

    def month_amounts(
        self,
        base: Decimal,
        calendar_month: int,
        growth: Decimal = Decimal(1),
        *,
        online_growth: Decimal = Decimal(1),
    ) -> dict[str, Decimal]:
        """The baht a line of this base sells in the month: {"regular", "transfer", "online"}.

        `growth` multiplies everything and `online_growth` the online part besides (1.15 is 15 % more). The
        answer hangs on the seed and the arguments alone, not on earlier calls; give each year a growth of its
        own, or its months repeat. Whether a line sells online or by transfer hangs on its base and stays so.
        """
        line_key = f"{self._seed}|{base.normalize()}"
        line = random.Random(line_key)
        online_share = _channel_share(line, ONLINE_LINES, ONLINE_BAHT)
        transfer_share = _channel_share(line, TRANSFER_LINES, TRANSFER_BAHT)
        month = random.Random(f"{line_key}|{calendar_month}|{growth.normalize()}")
        total = base * growth * SEASON[calendar_month] * Decimal(_noise(month, MONTH_SIGMA))
        unit = Decimal(month.choices(list(ROUNDING), list(ROUNDING.values()))[0])
        total = _round(total, unit, ROUND_HALF_EVEN)
        online_share *= _noise(month, CHANNEL_SIGMA)
        transfer_share *= _noise(month, CHANNEL_SIGMA)
        too_much = max(1.0, (online_share + transfer_share) / 0.95)
        online = _round(total * Decimal(online_share / too_much), unit, ROUND_DOWN)
        transfer = _round(total * Decimal(transfer_share / too_much), unit, ROUND_DOWN)
        return {
            "regular": total - online - transfer,
            "transfer": transfer,
            "online": _round(online * online_growth, SATANG, ROUND_HALF_EVEN),
        }

    def split_weeks(self, amount: Decimal, weeks: int) -> list[Decimal]:
        """The amount over the weeks of a month, uneven, some weeks nothing; adds up exactly.

        `weeks` is 4 or 5 (R2); ValueError for anything else.
        """
        if weeks not in (4, 5):
            raise ValueError(f"a month has 4 or 5 weeks, not {weeks}")
        weights = [
            0 if self._random.random() < 0.08 else int(1000 * days * self._random.gammavariate(4, 0.25))
            for days in WEEK_DAYS[:weeks]
        ]
        unit = Decimal(10) if amount >= 1000 else SATANG
        return split_total(amount, weights if any(weights) else [1] * weeks, unit=unit)


def split_total(
    total: Decimal, weights: Sequence[int | float | Decimal], *, unit: Decimal = SATANG
) -> list[Decimal]:
    """Parts of `total` baht in proportion to the weights; they add up to it exactly and none is negative.

    Parts are whole multiples of `unit`, by the largest remainder; what is left below one unit goes to the
    largest weight. A weight of zero gets nothing. Raises ValueError for a negative total or weight, a part of
    a satang, no weights, or nothing but zero weights while there is something to split.
    """
    total = Decimal(total)
    shares = [Fraction(weight) for weight in weights]
    if total < 0 or any(share < 0 for share in shares):
        raise ValueError("totals and weights are not negative")
    if total != total.quantize(SATANG):
        raise ValueError(f"{total} has a fraction of a satang")
    if not shares or (total and not any(shares)):
        raise ValueError("nothing to give the total to")
    if not total:
        return [Decimal("0.00") for _ in shares]
    units, rest = divmod(total, unit)
    scale = math.lcm(*(share.denominator for share in shares))
    whole = [share.numerator * (scale // share.denominator) for share in shares]
    quotas = [divmod(int(units) * weight, sum(whole)) for weight in whole]
    counts = [count for count, _ in quotas]
    by_remainder = sorted(range(len(quotas)), key=lambda index: -quotas[index][1])
    for index in by_remainder[: int(units) - sum(counts)]:
        counts[index] += 1
    parts = [(count * unit).quantize(SATANG) for count in counts]
    parts[whole.index(max(whole))] += rest.quantize(SATANG)
    return parts


def _channel_share(line: random.Random, lines: float, baht: float) -> float:
    """The part of its sales a line makes through a channel; zero for most, `baht` on the average of all."""
    if line.random() >= lines:
        return 0.0
    mean = baht / lines
    return line.betavariate(2, 2 / mean - 2)


def _noise(source: random.Random, sigma: float) -> float:
    """A log-normal factor with mean 1."""
    return source.lognormvariate(-sigma * sigma / 2, sigma)


def _money(value: float) -> Decimal:
    return Decimal(value).quantize(SATANG)


def _round(value: Decimal, unit: Decimal, rounding: str) -> Decimal:
    return ((value / unit).quantize(Decimal(1), rounding=rounding) * unit).quantize(SATANG)
