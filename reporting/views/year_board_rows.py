"""Rows of the board of a fiscal year, ready to draw: 300 cells leave a template no time to think."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse

from reporting import badges
from reporting.fiscal import FiscalMonth
from reporting.formats import DASH, money, percent, percent_text
from reporting.models import SignatureMethod, State, User
from reporting.stats.year_board import MonthSum, Next, Punctual, YearBoard, YearCell, YearRow

Row = dict[str, Any]

# What the district asks of the province, by its most urgent month: shape, level, words, button, page.
_NEXT = {
    Next.CHECK: ("send-fill", "info", "รอจังหวัดตรวจ", "ตรวจ", "sheet"),
    Next.OVERDUE: ("clock-fill", "bad", "เลยกำหนดส่ง", "ทวงถาม", "talk"),
    Next.MENDING: ("arrow-return-left", "warn", "รออำเภอแก้ไข", "เปิดดู", "sheet"),
    Next.ENTERING: ("pencil-square", "wait", "รออำเภอส่ง", "", ""),
    Next.NOTHING: ("check-lg", "ok", "ยืนยันครบแล้ว", "", ""),
}
_SHORT = {State.PUBLISHED: "ยืนยันแล้ว", State.RETURNED: "ส่งคืนแล้ว"}
_SIGNED = {SignatureMethod.SCAN: "มีภาพ รต.๒ ที่ลงนาม", SignatureMethod.ELECTRONIC: "ลงนามในระบบแล้ว"}


def heads(board: YearBoard, province_code: str) -> list[Row]:
    """Per month its name and the address of its own board."""
    return [
        {
            "label": f"{month.short_th} {month.year_be}",
            "url": reverse("province_board", args=(province_code, month)),
        }
        for month in board.months
    ]


def rows(board: YearBoard, user: User) -> list[Row]:
    """Per district its name, what to press next, its sum and its months."""
    return [
        {
            "name": row.district.name_th,
            "next": _next(row),
            "total": _whole(row.total),
            "punctual": _on_time(row.punctual),
            "cells": [_cell(cell, row, user) for cell in row.cells],
        }
        for row in board.rows
    ]


def feet(board: YearBoard) -> list[Row]:
    """Per month its score, its sum and its changes."""
    return [_foot(foot) for foot in board.feet]


def cards(board: YearBoard) -> list[Row]:
    """Completeness and punctuality of the whole board, and what waits for whom."""
    cells, punctual = board.cells, board.punctual
    published = sum(cell.published for cell in cells)
    return [
        {
            "label": "จังหวัดยืนยันแล้ว",
            "value": f"{published:,}/{len(cells):,}",
            "note": f"{percent_text(percent(published, len(cells)))} ของรายงานที่เปิดงวด",
        },
        {
            "label": "ส่งตรงเวลา",
            "value": f"{punctual.on_time:,}/{punctual.due:,}",
            "note": f"{percent_text(punctual.share)} ของรายงานที่ถึงกำหนด",
        },
        {"label": "รอจังหวัดตรวจ", "value": f"{board.asking(Next.CHECK):,}", "note": "รายงานที่อำเภอส่งแล้ว"},
        {"label": "เลยกำหนดส่ง", "value": f"{board.asking(Next.OVERDUE):,}", "note": "รายงานที่อำเภอยังไม่ส่ง"},
    ]


def whole_total(board: YearBoard) -> str:
    return _whole(board.total)


def _next(row: YearRow) -> Row:
    wanted, cells = row.next
    shape, level, label, verb, page = _NEXT[wanted]
    if wanted == Next.NOTHING and all(cell.report is None for cell in row.cells):
        return {"shape": "dash-lg", "level": "wait", "label": "ยังไม่เปิดงวด"}
    found = {"shape": shape, "level": level, "label": label, "note": ""}
    if wanted == Next.NOTHING:
        return found
    first = cells[0]
    found["note"] = f"และอีก {len(cells) - 1} เดือน" if len(cells) > 1 else ""
    if not verb:
        return found | {"label": f"{label} {_short(first.month)}"}
    url = reverse(page, args=(row.district.pk, first.month))
    return found | {"url": url, "action": f"{verb} {_short(first.month)}"}


def _cell(cell: YearCell, row: YearRow, user: User) -> Row:
    if cell.report is None:
        return {"closed": True, "badge": badges.BADGES["NOT_OPENED"]}
    return {
        "badge": _badge(cell, user),
        "url": reverse("sheet", args=(row.district.pk, cell.month)),
        "total": _whole(cell.total),
        "lines": _lines(cell),
        "compares": cell.total is not None,
        "before": _signed_percent(cell.change),
        "year_before": _signed_percent(cell.change_of_year),
        "timing": _timing(cell),
        "signed": _SIGNED.get(cell.signed_by, ""),
    }


def _badge(cell: YearCell, user: User) -> badges.Badge:
    """The state as the province reads it, in a word that fits a cell."""
    report, counts = cell.report, cell.counts
    verified = counts.expected > 0 and not counts.not_reported and not counts.district_unticked
    found = badges.for_report(report, user=user, verified=verified)
    return found._replace(label=_SHORT.get(report.state, found.label))


def _timing(cell: YearCell) -> badges.Badge | None:
    if not cell.timing:
        return None
    return badges.badge(cell.timing, label=f"เลยกำหนด {cell.days_overdue} วัน" if cell.days_overdue else "")


def _lines(cell: YearCell) -> str:
    """How many lines the figures have; of an open month, how many of them are entered."""
    if cell.total is not None:
        return f"{cell.lines:,} รายการ"
    return f"บันทึก {cell.counts.reported:,}/{cell.counts.expected:,} รายการ"


def _foot(foot: MonthSum) -> Row:
    return {
        "score": foot.score,
        "total": _whole(foot.total),
        "punctual": _on_time(foot.punctual),
        "before": _signed_percent(foot.change),
        "year_before": _signed_percent(foot.change_of_year),
    }


def _on_time(punctual: Punctual) -> str:
    return f"ตรงเวลา {punctual.on_time}/{punctual.due}" if punctual.due else ""


def _short(month: FiscalMonth) -> str:
    return f"{month.short_th} {month.year_be}"


def _whole(amount: Decimal | None) -> str:
    """Whole baht, cut off: the board compares, the forms say the satang."""
    return DASH if amount is None else money(amount).partition(".")[0]


def _signed_percent(value: Decimal | None) -> str:
    return f"+{percent_text(value)}" if value is not None and value > 0 else percent_text(value)
