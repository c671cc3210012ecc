"""Which months the demonstration has, and at which moments things happened in them.

Everything hangs on the day it is made: the current month is being entered, the last finished one shows every
state, and all months before it, back to the beginning of the last fiscal year, are published. Besides there
are the three months of the province's letter, October to December 2564. Nothing ever happens in the future: a
plan that reaches past the present is pressed together until it fits.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Collection
from dataclasses import dataclass, field

from reporting.deadlines import BANGKOK, DueDates, bangkok_date, due_dates, next_working_day
from reporting.fiscal import FiscalMonth, Week, fiscal_year_months

LETTER_MONTHS = tuple(FiscalMonth(2021, month) for month in (10, 11, 12))

OPENED_DAYS_BEFORE = 7
CLOSED_DAYS_AFTER_DUE = 34


class ClockTooEarly(ValueError):
    """The computer's clock shows a time in which there is no last year to tell about."""


@dataclass
class Plan:
    """The months and moments of a demonstration made at `now` (aware), with this year's `holidays`."""

    now: dt.datetime
    holidays: Collection[dt.date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        self._random = random.Random(2565)
        if self.history[0] <= LETTER_MONTHS[-1].next():
            raise ClockTooEarly(f"{self.now:%Y-%m-%d}")

    @property
    def current(self) -> FiscalMonth:
        return FiscalMonth.of(bangkok_date(self.now))

    @property
    def last(self) -> FiscalMonth:
        """The last finished month: the one whose reports are under way."""
        return self.current.previous()

    @property
    def history(self) -> list[FiscalMonth]:
        """The months before it, from the first of the last fiscal year on."""
        month, months = fiscal_year_months(self.current.fiscal_year - 1)[0], []
        while month < self.last:
            months.append(month)
            month = month.next()
        return months

    @property
    def months(self) -> list[FiscalMonth]:
        return [*LETTER_MONTHS, *self.history, self.last, self.current]

    def due(self, month: FiscalMonth) -> DueDates:
        return due_dates(month, holidays=self.holidays)

    def opened_at(self, month: FiscalMonth) -> dt.datetime:
        day = month.first_day - dt.timedelta(days=OPENED_DAYS_BEFORE)
        return self.in_office(next_working_day(day, holidays=self.holidays))

    def closed_at(self, month: FiscalMonth) -> dt.datetime | None:
        """When the department closed the month, or None while it is open."""
        day = self.due(month).publish + dt.timedelta(days=CLOSED_DAYS_AFTER_DUE)
        closed = self.in_office(next_working_day(day, holidays=self.holidays))
        return closed if closed < self.now else None

    def in_office(self, day: dt.date, *, earliest: float = 9, latest: float = 16) -> dt.datetime:
        """A moment of that day between two hours, in Bangkok."""
        seconds = self._random.uniform(earliest * 3600, latest * 3600)
        return dt.datetime.combine(day, dt.time(), tzinfo=BANGKOK) + dt.timedelta(seconds=int(seconds))

    def working_day(self, first: dt.date, last: dt.date) -> dt.date:
        """A working day of the span by chance; the first one after it when it has none."""
        days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
        working = [day for day in days if next_working_day(day, holidays=self.holidays) == day]
        return self._random.choice(working) if working else next_working_day(last, holidays=self.holidays)

    def typed_at(self, week: Week) -> dt.datetime:
        """When a week's figures are typed: in the morning of the first working day after it."""
        day = next_working_day(week.last_day + dt.timedelta(days=1), holidays=self.holidays)
        return self.in_office(day, earliest=8.5, latest=12)

    def part_of(self, span: dt.timedelta) -> dt.timedelta:
        return dt.timedelta(seconds=int(span.total_seconds() * self._random.random()))

    def chance(self, probability: float) -> bool:
        return self._random.random() < probability


class Squeeze:
    """Moments of the first working days after the last finished month, all of them in the past.

    Early in a month these days have not come yet; then they are pressed together, in their order.
    """

    DAYS = 8

    def __init__(self, plan: Plan) -> None:
        first = plan.current.first_day
        days = [first + dt.timedelta(days=number) for number in range(3 * self.DAYS)]
        working = [day for day in days if next_working_day(day, holidays=plan.holidays) == day]
        self.days = working[: self.DAYS]
        self.start = dt.datetime.combine(first, dt.time(), tzinfo=BANGKOK)
        span = dt.timedelta(days=(self.days[-1] - first).days + 1)
        self.factor = min(1, (plan.now - self.start) / span)

    def at(self, day: int, hour: float) -> dt.datetime:
        """The hour of the so-and-so-many-th working day, from 1 to DAYS, in Bangkok."""
        planned = dt.timedelta(days=(self.days[day - 1] - self.start.date()).days, hours=hour)
        return self.start + planned * self.factor
