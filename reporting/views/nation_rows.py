"""Rows of the nation's pages, ready to draw."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.urls import reverse

from reporting.fiscal import FiscalMonth
from reporting.formats import DASH, money, money_or_dash, percent, percent_text
from reporting.models import Category, Channel, Publication
from reporting.stats.comparison import MonthRow, MonthTable
from reporting.stats.nation import Amounts

MILLION = 1_000_000
Row = dict[str, Any]

LEVELS = {
    "full": "ครบทุกอำเภอ",
    "part": "ยืนยันแล้วบางอำเภอ",
    "none": "ยังไม่มีอำเภอใดยืนยัน",
    "closed": "ยังไม่เปิดงวด",
}


def month_rows(table: MonthTable, *, query: str = "") -> list[Row]:
    """Per province its counts and amounts, and how it compares."""
    month = table.month
    return [
        {
            "name": row.province.name_th,
            "url": province_url(month, row.province.pk) + query,
            "level": row.cell.level,
            "word": LEVELS[row.cell.level],
            "districts": row.cell.amounts.districts,
            "expected": row.cell.expected,
            "producers": f"{row.cell.amounts.producers:,}" if row.cell.amounts.districts else DASH,
            "regular": money_or_dash(row.cell.amounts.regular),
            "transfer": money_or_dash(row.cell.amounts.transfer),
            "online": money_or_dash(row.cell.amounts.online),
            "total": money_or_dash(row.cell.amounts.total),
            "month_before": percent_text(row.month_before.change),
            "year_before": percent_text(row.year_before.change),
        }
        for row in table.rows
    ]


def compared(row: MonthRow) -> list[Row]:
    """The comparisons of a month that there are: growth in percent, and how many districts it rests on."""
    both = (("เดือนก่อน", row.month_before), ("เดือนเดียวกันปีก่อน", row.year_before))
    return [
        {"label": label, "value": one.change, "rising": one.change >= 0, "districts": one.districts}
        for label, one in both
        if one.change is not None
    ]


def channel_cards(amounts: Amounts | Publication) -> list[Row]:
    """The sum and its three channels, each with its share of the sum in percent."""
    channels = [
        {
            "label": channel.label,
            "value": getattr(amounts, channel.column),
            "share": percent(getattr(amounts, channel.column), amounts.total),
        }
        for channel in Channel
    ]
    return [{"label": "รวมทุกช่องทาง", "value": amounts.total, "share": None}, *channels]


def category_rows(categories: Mapping[str, Amounts], total: Amounts) -> list[Row]:
    """Per category its amounts and its share of everything in percent."""
    return [
        {
            "code": category,
            "label": Category(category).label,
            "amounts": amounts,
            "share": percent(amounts.total, total.total),
        }
        for category, amounts in categories.items()
    ]


@lru_cache(maxsize=20_000)
def province_url(month: FiscalMonth, province_code: str) -> str:
    """The address of a province's month; a year's page has 912 of them."""
    return reverse("nation_province", kwargs={"month": month, "province_code": province_code})


def millions(amounts: Amounts) -> str:
    return money(amounts.total / MILLION)
