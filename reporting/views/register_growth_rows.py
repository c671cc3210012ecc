"""Rows of the pages of new, continuing and closed producers, ready to draw."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import mark_safe

from reporting import charts
from reporting.formats import DASH, MINUS, money, money_or_dash, percent_text
from reporting.models import District
from reporting.reports.register_growth import LABELS
from reporting.stats.register_growth import Area, Growth, Producer, Standing
from reporting.thai import thai_sort_key

from .as_of import AsOf
from .nation_rows import MILLION

Row = dict[str, Any]
NAMES = ("ปีนี้", "ปีก่อน")
NOTES = {
    Standing.NEW: "มียอดปีนี้ ไม่มียอดในเดือนเดียวกันของปีก่อน",
    Standing.CONTINUING: "มียอดทั้งสองปี",
    Standing.CLOSED: "มียอดปีก่อน ไม่มียอดปีนี้",
}


def address(area: Area | None) -> tuple[str, dict[str, str]]:
    """The name of an area's page, and what else its address says."""
    if area is None:
        return "growth_nation", {}
    if isinstance(area, District):
        return "growth_district", {"district_code": area.pk}
    return "growth_province", {"province_code": area.pk}


def scope(area: Area | None) -> dict[str, Area]:
    """The area as a condition on publications."""
    if area is None:
        return {}
    return {"district" if isinstance(area, District) else "province": area}


def query(category: str, day: AsOf) -> str:
    """The end of an address that asks for the same category and day, or nothing."""
    asked = {"category": category, "on": day.day.isoformat() if day.day else ""}
    asked = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(asked)}" if asked else ""


def cards(total: Growth) -> list[Row]:
    """Each standing with its producers and its share, and by how many there are more."""
    return [
        {
            "label": f"{LABELS[one]} (ราย)",
            "value": f"{total.parts[one].producers:,}",
            "note": _share_note(total, one),
        }
        for one in Standing
    ] + [{"label": "เพิ่มหรือลดสุทธิ (ราย)", "value": _signed(total.change), "note": "รายใหม่ลบด้วยรายที่หยุดขาย"}]


def _share_note(total: Growth, standing: Standing) -> str:
    share = total.share(standing)
    of = "ยอดปีก่อน" if standing == Standing.CLOSED else "ยอดปีนี้"
    return f"{percent_text(share)} ของ{of}" if share is not None else "ยังไม่มียอดให้เทียบ"


def standings(total: Growth) -> Row:
    """The three standings as a chart and its table."""
    bars = [
        charts.Bar(LABELS[one], total.parts[one].now or None, total.parts[one].then or None)
        for one in Standing
    ]
    title = "ยอดจำหน่ายของรายใหม่ รายเดิม และรายที่หยุดขาย (ล้านบาท)"
    picture = charts.bars(bars, key="standings", title=title, names=NAMES, text=_in_millions)
    return {
        "chart": mark_safe(picture),
        "rows": [
            {
                "label": LABELS[one],
                "note": NOTES[one],
                "producers": f"{total.parts[one].producers:,}",
                "now": money_or_dash(total.parts[one].now),
                "then": money_or_dash(total.parts[one].then),
                "share": percent_text(total.share(one)),
            }
            for one in Standing
        ],
        "now": money_or_dash(total.now),
        "then": money_or_dash(total.then),
        "not_compared": money_or_dash(total.not_compared),
        "published": money_or_dash(total.published),
    }


def row(one: Growth) -> Row:
    """An area's producers, baht and shares by standing; "–" where nothing can be compared."""
    parts = [
        {
            "producers": f"{part.producers:,}" if one.months else DASH,
            "baht": money_or_dash(part.then if standing == Standing.CLOSED else part.now),
            "share": percent_text(one.share(standing)),
        }
        for standing, part in one.parts.items()
    ]
    return {
        "parts": parts,
        "change": _signed(one.change) if one.months else DASH,
        "not_compared": money_or_dash(one.not_compared),
        "published": money_or_dash(one.published),
    }


def rows(found: Iterable[Growth], fiscal_year: int, *, query: str) -> list[Row]:
    """A row for each area, which leads to its page."""
    shown = []
    for one in found:
        name, place = address(one.area)
        url = reverse(name, kwargs={**place, "fiscal_year": fiscal_year}) + query
        shown.append(row(one) | {"name": one.area.name_th, "url": url})
    return shown


def lists(producers: Iterable[Producer], *, closed: Collection[int]) -> list[Row]:
    """The new producers and the closed ones by name; `closed` are those that the register has closed."""
    by_name = sorted(producers, key=lambda one: (thai_sort_key(one.name), one.pk))
    shown = []
    for standing in (Standing.NEW, Standing.CLOSED):
        is_closed = standing == Standing.CLOSED
        own = [
            {
                "name": one.name,
                "baht": money(one.then if is_closed else one.now),
                "closed": one.pk in closed,
            }
            for one in by_name
            if one.standing == standing
        ]
        year = "ยอดปีก่อน" if is_closed else "ยอดปีนี้"
        shown.append({"label": LABELS[standing], "year": year, "is_closed": is_closed, "rows": own})
    return shown


def _signed(number: int) -> str:
    return f"{number:+,}".replace("-", MINUS) if number else "0"


def _in_millions(value: Decimal) -> str:
    return money(value / MILLION).removesuffix(".00")
