"""What the key figure's pages show, in words: cards, levels, what if, and where the growth comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse

from reporting import kpi
from reporting.formats import DASH, money, percent, percent_text, signed_money
from reporting.models import Base, District, KpiDefinition, Measure
from reporting.stats.kpi import Area, Scope, Score

Row = dict[str, Any]


def address(area: Area | None) -> tuple[str, dict[str, str]]:
    """The name of an area's page and what its address names besides the year."""
    if area is None:
        return "kpi_nation", {}
    if isinstance(area, District):
        return "kpi_district", {"district_code": area.pk}
    return "kpi_province", {"province_code": area.pk}


def page(score: Score, definition: KpiDefinition, *, more: Decimal | None) -> Row:
    """The definition in words, the figures, the levels, and what more sales a week would come to."""
    return {
        "measure": Measure(definition.measure).label,
        "base": Base(definition.base).label,
        "score": score,
        "cards": _cards(score, definition),
        "rungs": [_rung(one, score) for one in score.rungs],
        "what_if": _what_if(score, definition, more) if more is not None else None,
    }


def rows(scores: Iterable[Score], scope: Scope) -> list[Row]:
    """Per area its figures and the way to its page."""
    return [{**_link(score.area, scope), **_figures(score)} for score in scores]


def sources(
    area: Area | None, parts: Iterable[Score], found: Mapping[str, kpi.Explained], scope: Scope
) -> Row:
    """Where the growth comes from, and that of each province in baht where the nation's is known.

    A province without a month of both years has "–".
    """
    whole = found.get(area.pk if area else "")
    rows = []
    for score in parts if whole and not area else ():
        own = found.get(score.area.pk)
        amounts = (own.new, own.moved, own.real, own.total) if own else (None,) * 4
        rows.append({**_link(score.area, scope), "amounts": [signed_money(one) or DASH for one in amounts]})
    return {"explained": _explained(whole) if whole else [], "sources": rows}


def _link(area: Area, scope: Scope) -> Row:
    name, place = address(area)
    url = reverse(name, kwargs={**place, "fiscal_year": scope.fiscal_year})
    return {"name": area.name_th, "url": f"{url}?round={scope.round}"}


def _explained(parts: kpi.Explained) -> list[Row]:
    """The growth in baht by where it comes from, and their sum."""
    named = [
        ("ผู้ผลิตรายใหม่", "ไม่มียอดในเดือนเดียวกันของปีก่อนเลย", parts.new),
        ("ย้ายช่องทาง", "ยอดช่องทางนี้กับช่องทางอื่นของผู้ผลิตรายเดียวกันเปลี่ยนสวนทางกัน", parts.moved),
        ("เพิ่มหรือลดจริง", "ส่วนที่เหลือ รวมผู้ผลิตที่ไม่มียอดแล้ว", parts.real),
    ]
    return [
        {
            "label": label,
            "note": note,
            "baht": signed_money(baht),
            "share": percent_text(percent(baht, parts.total)),
        }
        for label, note, baht in named
    ] + [{"label": "รวม", "note": "", "baht": signed_money(parts.total), "share": ""}]


def _figures(score: Score) -> Row:
    return {
        "actual": _baht(score.actual if score.months_in else None),
        "target": _baht(score.target),
        "reached": percent_text(percent(score.actual, score.target)),
        "growth": percent_text(score.growth),
        "level": DASH if score.level is None else str(score.level),
        "a_week": _needed(score.a_week),
    }


def _cards(score: Score, definition: KpiDefinition) -> list[Row]:
    figures = _figures(score)
    weeks = f"อีก {score.weeks} สัปดาห์จนสิ้นรอบ" if score.weeks else "สิ้นรอบแล้ว"
    return [
        {"label": "ผลงาน (บาท)", "value": figures["actual"], "note": _confirmed(score)},
        {
            "label": "เป้าหมายของรอบ (บาท)",
            "value": figures["target"],
            "note": f"ฐาน {_baht(score.base or None)} เพิ่มขึ้น {percent_text(definition.percent)}",
        },
        {
            "label": "เพิ่มขึ้นจากฐาน",
            "value": figures["growth"],
            "note": f"ระดับ {figures['level']}/{kpi.LEVELS} · ฐานถึงขณะนี้ {_baht(score.base_so_far or None)}",
        },
        {"label": "ต้องขายสัปดาห์ละ (บาท)", "value": figures["a_week"], "note": weeks},
    ]


def _confirmed(score: Score) -> str:
    """How much is in: of several districts a month may be in by a part of them."""
    months = f"ยืนยันแล้ว {score.months_in} เดือน"
    return months if isinstance(score.area, District) else f"{months} {score.reports_in:,} ฉบับ"


def _rung(rung: Any, score: Score) -> Row:
    reached = score.level is not None and score.level >= rung.number
    return {
        "number": rung.number,
        "growth": percent_text(rung.growth),
        "wanted": _baht(rung.wanted),
        "a_week": _needed(rung.a_week),
        "reached": reached,
    }


def _what_if(score: Score, definition: KpiDefinition, more: Decimal) -> Row:
    """The end of the scope with so many baht in each week that is left."""
    end = score.actual + more * score.weeks
    growth = kpi.growth(end, score.base)
    level = kpi.level(growth, definition.thresholds)
    return {
        "more": money(more),
        "weeks": score.weeks,
        "end": money(end),
        "growth": percent_text(growth),
        "level": DASH if level is None else level,
        "reaches": score.target is not None and end >= score.target,
    }


def _needed(a_week: Decimal | None) -> str:
    return "ถึงแล้ว" if a_week == 0 else _baht(a_week)


def _baht(value: Decimal | None) -> str:
    return DASH if value is None else money(value)
