"""What a district's and a province's pages show, as tables to take along: their own area's figures only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reporting import badges
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_datetime
from reporting.models import Channel, MonthlyReport, ProducerType, Province, SalesLine
from reporting.stats.board import Board, BoardRow
from reporting.stats.sheet import SheetRow
from reporting.stats.year_board import YearBoard

from .export_files import Export
from .exports import MONEY, PEOPLE, Row, baht, count, text

BOARD = (
    text("รหัสอำเภอ", 20),
    text("อำเภอ"),
    text("สถานะ", 50),
    text("ความตรงเวลา"),
    text("ฐานของตัวเลข"),
    count("รายการที่คาดไว้"),
    count("รายการที่ยังไม่รายงาน"),
    *PEOPLE,
    *MONEY,
    baht("เดือนก่อน"),
)


def board(province: Province, month: FiscalMonth, found: Board) -> Export:
    """The districts of a province's month, as on its board."""
    return Export(f"ยอดจำหน่าย OTOP {province} {month.label}", BOARD, [_board_row(row) for row in found.rows])


def _board_row(row: BoardRow) -> Row:
    figures = row.figures
    money = (*(figures.channel(one.column) for one in Channel), figures.total)
    return (
        figures.district.pk,
        figures.district.name_th,
        badges.for_report(row.report, verified=row.is_verified).label,
        row.timing_label or (badges.badge(row.timing).label if row.timing else ""),
        figures.basis.label,
        row.counts.expected,
        row.counts.not_reported,
        *(figures.producers_of(kind) if figures.has_figures else None for kind in ProducerType),
        *(money if figures.has_figures else (None,) * len(money)),
        row.before,
    )


def year(province: Province, fiscal_year: int, found: YearBoard) -> Export:
    """Districts × months as on the board of the year, and whether each figure is confirmed."""
    columns = [text("รหัสอำเภอ", 20), text("อำเภอ")]
    for month in found.months:
        columns += [baht(month.label), text(f"สถานะ {month.short_th}")]
    rows = []
    for row in found.rows:
        cells = [part for cell in row.cells for part in (cell.total, badges.for_report(cell.report).label)]
        rows.append((row.district.pk, row.district.name_th, *cells, row.total))
    name = f"ยอดจำหน่าย OTOP {province} ปีงบประมาณ {fiscal_year}"
    return Export(name, (*columns, baht("รวม")), rows)


LINES = (
    count("ที่"),
    text("กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", 90),
    text("ตำบล"),
    text("ประเภทผู้ผลิต", 60),
    text("ประเภทผลิตภัณฑ์", 60),
    *MONEY,
    text("สถานะ", 50),
    text("คำชี้แจง", 80),
    text("ยืนยันระดับอำเภอ"),
    text("ยืนยันระดับจังหวัด"),
)


def lines(report: MonthlyReport, rows: list[SheetRow]) -> Export:
    """The lines of a district-month as they stand, those taken out and those still missing included."""
    name = f"รายการยอดจำหน่าย OTOP {report.district} {report.fiscal_month.label}"
    return Export(name, LINES, [_line(row) for row in rows])


def _line(row: SheetRow) -> Row:
    line, group = row.line, row.group
    kind = ProducerType(line.producer_type if line else group.producer_type).label
    about = (row.number, group.name, group.subdistrict.name_th, kind, row.category_label)
    if line is None:
        return (*about, None, None, None, None, "ยังไม่รายงาน", "", "", "")
    ticks = (_tick(line.is_ticked_by_district), _tick(line.is_ticked_by_province))
    return (*about, *line.amounts, line.total, _state(line), line.note, *ticks)


def _state(line: SalesLine) -> str:
    if line.is_removed:
        return f"นำออก: {line.removed_reason}"
    return "ไม่มียอดจำหน่าย" if line.nil else "รายงานแล้ว"


def _tick(ticked: bool) -> str:
    return "ยืนยันแล้ว" if ticked else "ยังไม่ยืนยัน"


HISTORY = (
    text("เลขที่รับ", 50),
    text("เมื่อ"),
    text("การดำเนินการ", 50),
    text("โดย", 60),
    count("ฉบับที่"),
    text("สถานะก่อน", 50),
    text("สถานะหลัง", 50),
    text("เหตุผล", 80),
    count("รายการที่ส่งคืน"),
    baht("ยอดที่จังหวัดยืนยัน"),
)


def history(report: MonthlyReport, events: Iterable[Any]) -> Export:
    """Every change of state, the newest first; `events` are those of the page (`views.timeline`)."""
    name = f"ประวัติการส่งและส่งคืน {report.district} {report.fiscal_month.label}"
    return Export(name, HISTORY, [_event(event) for event in events])


def _event(event: Any) -> Row:
    step = event.transition
    return (
        step.receipt,
        thai_datetime(step.at),
        step.get_action_display(),
        f"{step.by} {step.cover.in_stead}" if step.cover else step.by.full_name,
        step.revision,
        step.get_from_state_display(),
        step.get_to_state_display(),
        step.reason,
        len(event.returned) or None,
        event.publication.total if event.publication else None,
    )
