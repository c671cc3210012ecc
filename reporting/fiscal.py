"""Fiscal months, their weeks and the Buddhist era.

The Thai fiscal year 2565 is October 2021 to September 2022 CE: it is named by the Buddhist-era year it
ends in. Its two rounds are October to March and April to September. A month has the weeks 1–7, 8–14,
15–21, 22–28 and 29–end, so that a February of 28 days has four weeks (R2).

Years are CE everywhere inside the program. They become BE by adding 543 to the bare year number, only
where a person reads or types them; a whole date is never moved by 543 years, because 29 February would
not survive it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

BE_OFFSET = 543

MONTHS_TH = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_SHORT_TH = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

# A year outside this range is a mistake, most often a BE year given where CE is meant.
_YEARS_CE = range(1900, 2300)
_FIRST_CALENDAR_MONTH = 10
_WEEK_STARTS = (1, 8, 15, 22, 29)
_SLUG = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def to_be(year_ce: int) -> int:
    """The Buddhist-era number of a CE year: 2021 → 2564."""
    return year_ce + BE_OFFSET


def to_ce(year_be: int) -> int:
    """The CE number of a Buddhist-era year: 2564 → 2021."""
    return year_be - BE_OFFSET


@dataclass(frozen=True)
class Week:
    """One reporting week of a month, both days included (R2)."""

    number: int
    first_day: dt.date
    last_day: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def days(self) -> str:
        """The days alone: "8–14", and "29" for a week of one day."""
        if self.first_day == self.last_day:
            return str(self.first_day.day)
        return f"{self.first_day.day}–{self.last_day.day}"

    @property
    def label(self) -> str:
        """The days with the short month: "1–7 พ.ย."."""
        return f"{self.days} {MONTHS_SHORT_TH[self.first_day.month - 1]}"


@dataclass(frozen=True, order=True)
class FiscalMonth:
    """One calendar month, seen as a month of a fiscal year. Sorts in time.

    `year_ce` is the calendar year in CE and `month` the calendar month 1–12. ValueError for anything
    else, in particular for a BE year.
    """

    year_ce: int
    month: int

    def __post_init__(self) -> None:
        if self.year_ce not in _YEARS_CE:
            raise ValueError(f"{self.year_ce} is not a CE year between 1900 and 2299")
        if self.month not in range(1, 13):
            raise ValueError(f"{self.month} is not a calendar month between 1 and 12")

    @classmethod
    def of(cls, day: dt.date) -> FiscalMonth:
        """The month that a date lies in.

        A datetime is refused with TypeError: which day it is depends on the time zone, so the caller
        turns it into a date in Bangkok first.
        """
        if isinstance(day, dt.datetime):
            raise TypeError("FiscalMonth.of takes a date in Bangkok, not a datetime")
        return cls(day.year, day.month)

    @classmethod
    @lru_cache(maxsize=5_000)
    def from_key(cls, key: int) -> FiscalMonth:
        """The month of a number yyyymm in CE, the inverse of `key`: 202110 is October 2021.

        Rows of the database name the same few months thousands of times, so each is made once.
        """
        return cls(*divmod(key, 100))

    @classmethod
    def of_fiscal_year(cls, fiscal_year: int, month: int) -> FiscalMonth:
        """Calendar month 1–12 of a fiscal year in BE: (2565, 10) is October 2021 CE."""
        return cls(to_ce(fiscal_year) - (month >= _FIRST_CALENDAR_MONTH), month)

    @classmethod
    def parse(cls, slug: str) -> FiscalMonth:
        """The month of a slug like "2565-10", the inverse of `slug`. ValueError for any other text."""
        match = _SLUG.fullmatch(slug)
        if match is None:
            raise ValueError(f"{slug!r} is not a fiscal year and month like 2565-10")
        return cls.of_fiscal_year(int(match[1]), int(match[2]))

    @property
    def key(self) -> int:
        """The number yyyymm in CE that the database stores: 202110."""
        return self.year_ce * 100 + self.month

    @property
    def slug(self) -> str:
        """Fiscal year in BE and calendar month, as in URLs: October 2021 is "2565-10"."""
        return f"{self.fiscal_year}-{self.month:02d}"

    @property
    def fiscal_year(self) -> int:
        """The fiscal year in BE: October 2021 → 2565."""
        return to_be(self.year_ce) + (self.month >= _FIRST_CALENDAR_MONTH)

    @property
    def year_be(self) -> int:
        """The calendar year in BE: October 2021 → 2564."""
        return to_be(self.year_ce)

    @property
    def position(self) -> int:
        """Place in the fiscal year, 1 (October) to 12 (September)."""
        return (self.month - _FIRST_CALENDAR_MONTH) % 12 + 1

    @property
    def round(self) -> int:
        """The half of the fiscal year: 1 is October–March, 2 is April–September."""
        return 1 if self.position <= 6 else 2

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year_ce, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year_ce, self.month, calendar.monthrange(self.year_ce, self.month)[1])

    @property
    def name_th(self) -> str:
        return MONTHS_TH[self.month - 1]

    @property
    def short_th(self) -> str:
        return MONTHS_SHORT_TH[self.month - 1]

    @property
    def label(self) -> str:
        """The month with its calendar year in BE, Arabic digits: "ตุลาคม 2564"."""
        return f"{self.name_th} {self.year_be}"

    def __str__(self) -> str:
        return self.label

    def plus(self, months: int) -> FiscalMonth:
        """The month so many months later, or earlier when negative."""
        year, index = divmod(self.year_ce * 12 + self.month - 1 + months, 12)
        return FiscalMonth.from_key(year * 100 + index + 1)

    def next(self) -> FiscalMonth:
        return self.plus(1)

    def previous(self) -> FiscalMonth:
        return self.plus(-1)

    def same_month_last_year(self) -> FiscalMonth:
        return self.plus(-12)

    def weeks(self) -> list[Week]:
        """The four or five weeks; together they hold every day of the month exactly once (R2)."""
        end = self.last_day.day
        starts = [start for start in _WEEK_STARTS if start <= end]
        return [
            Week(number, self.first_day.replace(day=start), self.first_day.replace(day=min(start + 6, end)))
            for number, start in enumerate(starts, start=1)
        ]

    def week(self, number: int) -> Week:
        """The week of that number. ValueError when the month has no such week."""
        for week in self.weeks():
            if week.number == number:
                return week
        raise ValueError(f"{self.slug} has no week {number}")

    def week_of(self, day: dt.date) -> Week:
        """The week that a date lies in. ValueError when the date is in another month."""
        if FiscalMonth.of(day) != self:
            raise ValueError(f"{day} is not in {self.slug}")
        return self.week((day.day - 1) // 7 + 1)


def fiscal_year_months(fiscal_year: int) -> list[FiscalMonth]:
    """The twelve months of a fiscal year in BE, from October to September."""
    october = FiscalMonth.of_fiscal_year(fiscal_year, _FIRST_CALENDAR_MONTH)
    return [october.plus(number) for number in range(12)]


class FiscalMonthConverter:
    """URL path converter, registered as "fiscal_month": "2565-10" ↔ FiscalMonth(2021, 10)."""

    # [0-9] and not \d, which would also let Thai digits make a second address of the same page.
    regex = "25[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> FiscalMonth:
        return FiscalMonth.parse(value)

    def to_url(self, value: FiscalMonth) -> str:
        return value.slug
