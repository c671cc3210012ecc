"""A year's sums by month, category, producer type, channel and region: each a chart and its table.

A part is held against the year before like for like, or one month would stand beside twelve; the months stand
beside their own of the year before, each in full.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.safestring import mark_safe

from reporting import charts
from reporting.formats import money, money_or_dash, percent, percent_text
from reporting.models import Category, Channel, ProducerType
from reporting.stats.nation_year import YearTable
from reporting.stats.year_figures import Figures

from .nation_rows import MILLION

Row = dict[str, Any]
NAMES = ("ปีนี้", "ช่วงเดียวกันปีก่อน")


def months(table: YearTable, *, fiscal_year: int) -> Row:
    """The months of this year and of the year before as lines, with their growth like for like."""
    now = [column.now.total if column.now.districts else None for column in table.columns]
    then = [column.then.total if column.then.districts else None for column in table.columns]
    drawn = [
        charts.Line(f"ปีงบประมาณ {fiscal_year}", now),
        charts.Line(f"ปีงบประมาณ {fiscal_year - 1}", then),
    ]
    steps = [month.short_th for month in table.months]
    picture = charts.lines(steps, drawn, key="months", title="ยอดจำหน่ายรายเดือน (ล้านบาท)", text=_in_millions)
    return {
        "chart": mark_safe(picture),
        "years": (fiscal_year, fiscal_year - 1),
        "rows": [
            {
                "label": month.label,
                "now": money_or_dash(column.now.total),
                "then": money_or_dash(column.then.total),
                "growth": percent_text(column.growth),
            }
            for month, column in zip(table.months, table.columns, strict=True)
        ],
    }


def all_parts(table: YearTable) -> list[Row]:
    """By category, by producer type and by channel, each with every part named."""
    categories = {one.label: table.of(category=one.value) for one in Category}
    types = {one.short: table.of(producer_type=one.value) for one in ProducerType}
    return [
        _part("categories", "ประเภทผลิตภัณฑ์", categories, table),
        _part("types", "ประเภทผู้ผลิต", types, table),
        _channels(table),
    ]


def regions(table: YearTable) -> Row:
    return _part("regions", "ภาค", table.by_region(), table)


def _part(key: str, head: str, found: dict[str, Figures], table: YearTable) -> Row:
    rows = [
        {
            "label": label,
            "channels": [money_or_dash(getattr(figures.now, channel.column)) for channel in Channel],
            "total": money_or_dash(figures.now.total),
            "then": money_or_dash(figures.both_then.total),
            "share": percent_text(percent(figures.now.total, table.total.total)),
            "growth": percent_text(figures.growth),
        }
        for label, figures in found.items()
    ]
    bars = (charts.Bar(label, one.now.total, one.both_then.total) for label, one in found.items())
    return {"key": key, "head": head, "rows": rows, "chart": _bars(key, head, bars)}


def _channels(table: YearTable) -> Row:
    figures = table.figures
    bars, rows = [], []
    for channel in Channel:
        now, then = getattr(figures.now, channel.column), getattr(figures.both_then, channel.column)
        bars.append(charts.Bar(channel.label, now, then))
        rows.append(
            {
                "label": channel.label,
                "total": money_or_dash(now),
                "then": money_or_dash(then),
                "share": percent_text(percent(now, figures.now.total)),
                "growth": percent_text(figures.growth_of(channel.column)),
            }
        )
    return {"key": "channels", "head": "ช่องทาง", "rows": rows, "chart": _bars("channels", "ช่องทาง", bars)}


def _bars(key: str, head: str, bars: Iterable[charts.Bar]) -> str:
    title = f"ยอดจำหน่ายแยกตาม{head} (ล้านบาท)"
    return mark_safe(charts.bars(list(bars), key=key, title=title, names=NAMES, text=_in_millions))


def _in_millions(value: Decimal) -> str:
    return money(value / MILLION).removesuffix(".00")
