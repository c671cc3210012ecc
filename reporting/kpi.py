"""The department's key figure, computed: base, target, growth, level, and what is needed a week.

Pure functions over exact decimals of baht (R3). Without a base above zero there is no target, no growth and
no level: None, shown as "–". What explains a growth adds up to it to the satang.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from reporting.formats import percent

ZERO = Decimal("0.00")
SATANG = Decimal("0.01")
MONTHS_OF_A_YEAR = 12
DAYS_OF_A_WEEK = 7
LEVELS = 5


def rounded(value: Decimal) -> Decimal:
    return value.quantize(SATANG, rounding=ROUND_HALF_UP)


def part_of_year(total: Decimal, months: int) -> Decimal:
    """A year's baht for so many months of it, each alike."""
    return rounded(total * months / MONTHS_OF_A_YEAR)


def mean(years: Sequence[Decimal]) -> Decimal:
    """The mean over the years of which anything is known: those above zero."""
    known = [year for year in years if year]
    return rounded(sum(known, ZERO) / len(known)) if known else ZERO


def target(base: Decimal, growth: Decimal) -> Decimal | None:
    """The baht that are `growth` percent above the base; None without a base."""
    return rounded(base * (100 + growth) / 100) if base else None


def growth(actual: Decimal, base: Decimal) -> Decimal | None:
    """Growth on the base in percent, unrounded: 14.96 does not reach 15."""
    return percent(actual - base, base)


def level(reached: Decimal | None, thresholds: Sequence[Decimal]) -> int | None:
    """How many of the ascending thresholds are reached, 0 to 5; None without a growth."""
    return None if reached is None else sum(reached >= threshold for threshold in thresholds)


def weeks_left(last_day: dt.date, *, today: dt.date) -> int:
    """Weeks to the end of the last day, a begun week included; 0 once it has passed."""
    days = (last_day - today).days + 1
    return max(-(-days // DAYS_OF_A_WEEK), 0)


def a_week(wanted: Decimal | None, actual: Decimal, weeks: int) -> Decimal | None:
    """Baht to be sold in each week that is left; 0 when it is reached, None when it cannot be any more."""
    if wanted is None:
        return None
    missing = max(wanted - actual, ZERO)
    if not missing:
        return ZERO
    return rounded(missing / weeks) if weeks else None


@dataclass(frozen=True)
class Sold:
    """What a producer sold: baht that the figure measures, and baht of the other channels."""

    measured: Decimal = ZERO
    other: Decimal = ZERO


@dataclass(frozen=True)
class Explained:
    """A growth in baht by where it comes from; a part may be negative."""

    new: Decimal = ZERO
    moved: Decimal = ZERO
    real: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        return self.new + self.moved + self.real

    def __add__(self, other: Explained) -> Explained:
        return Explained(self.new + other.new, self.moved + other.moved, self.real + other.real)


def explain(producers: Iterable[tuple[Sold, Sold]]) -> Explained:
    """The growth over all producers, of each what was sold now and then.

    New: all that producers sell who sold nothing in the base. Moved: what went up here while it went down in
    the other channels of the same producer, or the other way round. Real: everything else, closed producers
    included.
    """
    return sum((_one(now, then) for now, then in producers), Explained())


def _one(now: Sold, then: Sold) -> Explained:
    if not (then.measured or then.other):
        return Explained(new=now.measured)
    change, other = now.measured - then.measured, now.other - then.other
    moved = ZERO
    if change > 0 > other:
        moved = min(change, -other)
    elif change < 0 < other:
        moved = max(change, -other)
    return Explained(moved=moved, real=change - moved)
