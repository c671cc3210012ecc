"""Figures and addresses of a fiscal year's pages, ready to draw; `nation_year_tables` has the long tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from django.urls import reverse

from reporting.fiscal import FiscalMonth
from reporting.formats import DASH, money, money_or_dash, percent, percent_text
from reporting.forms.nation_year import NationYearFilter
from reporting.models import Channel, Province
from reporting.stats.nation_year import Area, AreaRow, YearTable
from reporting.stats.year_figures import Punctuality

from .as_of import AsOf
from .nation_rows import channel_cards, millions, province_url

Row = dict[str, Any]


@dataclass(frozen=True)
class Links:
    """Where the cells of a page lead, with the filter where the other page has it, and with the day."""

    fiscal_year: int
    asked: NationYearFilter
    as_of: AsOf
    province: Province | None = None

    @cached_property
    def day(self) -> str:
        """The day as text, or nothing."""
        return self.as_of.day.isoformat() if self.as_of.day else ""

    @property
    def page(self) -> str:
        return "nation_province_year" if self.province else "nation_year"

    @cached_property
    def query(self) -> str:
        """What the page was asked for, as the end of an address."""
        return self.asked.query(day=self.day)

    def area(self, area: Area) -> str:
        """A province's year, narrowed alike; a district has the province's table and no year of its own."""
        if self.province:
            return ""
        return province_year_url(self.fiscal_year, area.pk) + self._kept_by_areas

    def cell(self, area: Area, month: FiscalMonth) -> str:
        return (district_url if self.province else province_url)(month, area.pk) + self._of_that_day

    def month(self, month: FiscalMonth) -> str:
        if self.province:
            return province_url(month, self.province.pk) + self._of_that_day
        return reverse("nation_month", args=[month]) + self._of_that_day

    def month_sum(self, month: FiscalMonth) -> str:
        """What a month's sum is made of: the month's page; narrowed, this page of that month alone."""
        if not self.asked.is_narrowed:
            return self.month(month)
        place = {"province_code": self.province.pk} if self.province else {}
        own = reverse(self.page, kwargs={"fiscal_year": self.fiscal_year, **place})
        return f"{own}{self.asked.query(day=self.day, only=month)}#areas"

    @cached_property
    def _kept_by_areas(self) -> str:
        return self.asked.query(day=self.day, but=("region", "measure"))

    @cached_property
    def _of_that_day(self) -> str:
        return self.as_of.query


def month_heads(table: YearTable, *, links: Links) -> list[Row]:
    """Per month its name, the address of its page, and the sum of all areas with what it is made of."""
    return [
        {
            "label": month.short_th,
            "title": month.label,
            "url": links.month(month),
            "sum_url": links.month_sum(month) if amounts.districts else "",
            "total": millions(amounts) if amounts.districts else DASH,
            "exact": money(amounts.total),
        }
        for month, amounts in zip(table.months, table.month_totals, strict=True)
    ]


def total_row(table: YearTable) -> Row:
    return {"millions": millions(table.total), **figures(table, table)}


def figures(row: AreaRow | YearTable, table: YearTable) -> Row:
    """The sum of an area or of all, its share of all, its growth, and how complete and punctual it is."""
    punctual = row.punctual
    return {
        "amount": money_or_dash(row.total.total),
        "share": percent_text(percent(row.total.total, table.total.total)),
        "growth": percent_text(row.figures.growth),
        "completeness": percent_text(punctual.completeness),
        "counts": f"{punctual.confirmed:,}/{punctual.expected:,}",
        "district": percent_text(punctual.district),
        "province": percent_text(punctual.province),
    }


def cards(table: YearTable, *, channel: str) -> list[Row]:
    """The sum and its channels, or the one channel that the page is narrowed to."""
    found = channel_cards(table.total)
    return [{**found[0], "label": Channel(channel).label}] if channel else found


def growth(table: YearTable) -> Row | None:
    """How the sum compares with the same months of the year before; None with nothing to compare with."""
    figures, change = table.figures, table.figures.growth
    if change is None:
        return None
    return {
        "value": change,
        "rising": change >= 0,
        "districts": figures.both_now.districts,
        "now": figures.both_now.total,
        "then": figures.both_then.total,
    }


def rates(punctual: Punctuality) -> list[Row]:
    """Completeness and punctuality in words, with what they are counted from."""
    due = punctual.confirmed + punctual.overdue
    return [
        {
            "label": "ยืนยันแล้ว",
            "value": punctual.completeness,
            "counts": f"{punctual.confirmed:,} จาก {punctual.expected:,} ฉบับ",
        },
        {
            "label": "อำเภอส่งทันกำหนด",
            "value": punctual.district,
            "counts": f"{punctual.submitted_in_time:,} จาก {punctual.confirmed:,} ฉบับที่ยืนยันแล้ว",
        },
        {
            "label": "จังหวัดยืนยันทันกำหนด",
            "value": punctual.province,
            "counts": f"{punctual.confirmed_in_time:,} จาก {due:,} ฉบับที่ถึงกำหนดหรือยืนยันแล้ว",
        },
    ]


@lru_cache(maxsize=20_000)
def district_url(month: FiscalMonth, district_code: str) -> str:
    return reverse("nation_district", kwargs={"month": month, "district_code": district_code})


@lru_cache(maxsize=2_000)
def province_year_url(fiscal_year: int, province_code: str) -> str:
    """The address of a province's year, which a page names in each of its tables and on the map."""
    return reverse("nation_province_year", args=(fiscal_year, province_code))
