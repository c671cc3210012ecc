"""What is added up in a year's table: baht of two years, and how complete and punctual the reports are."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from reporting.formats import percent

from .nation import Amounts


@dataclass(slots=True)
class Figures:
    """Baht of some months and of the same months a year before.

    `both_now` and `both_then` hold only the district-months that are published in both years.
    """

    now: Amounts = field(default_factory=Amounts)
    then: Amounts = field(default_factory=Amounts)
    both_now: Amounts = field(default_factory=Amounts)
    both_then: Amounts = field(default_factory=Amounts)

    def add(self, other: Figures) -> None:
        self.now.add(other.now)
        self.then.add(other.then)
        self.both_now.add(other.both_now)
        self.both_then.add(other.both_then)

    @property
    def growth(self) -> Decimal | None:
        """Growth on the year before in percent, like for like; None with nothing to compare with."""
        return percent(self.both_now.total - self.both_then.total, self.both_then.total)

    def growth_of(self, column: str) -> Decimal | None:
        """The same of one channel, named by its column."""
        then = getattr(self.both_then, column)
        return percent(getattr(self.both_now, column) - then, then)


@dataclass(slots=True)
class Punctuality:
    """District-months: how many are expected and confirmed, and which of them in time (R14).

    `overdue` are those not confirmed although the day for it has passed.
    """

    expected: int = 0
    confirmed: int = 0
    submitted_in_time: int = 0
    confirmed_in_time: int = 0
    overdue: int = 0

    def add(self, other: Punctuality) -> None:
        self.expected += other.expected
        self.confirmed += other.confirmed
        self.submitted_in_time += other.submitted_in_time
        self.confirmed_in_time += other.confirmed_in_time
        self.overdue += other.overdue

    @property
    def completeness(self) -> Decimal | None:
        """Confirmed in percent of what is expected."""
        return percent(self.confirmed, self.expected)

    @property
    def district(self) -> Decimal | None:
        """Percent of the confirmed reports that their districts had submitted in time."""
        return percent(self.submitted_in_time, self.confirmed)

    @property
    def province(self) -> Decimal | None:
        """Percent that the provinces confirmed in time, of the confirmed and the overdue ones."""
        return percent(self.confirmed_in_time, self.confirmed + self.overdue)
