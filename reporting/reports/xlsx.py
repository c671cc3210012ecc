"""Draws a form of `tables` as an Excel workbook: one sheet per table, ready to print on A4.

Amounts are numbers with a format, so that people can go on reckoning; they are never formulas. Text is
always text: a name that begins with "=" must not be run by the reader's spreadsheet.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from reporting.stats.tie_out import TieOut

from .tables import Column, Kind, Table, Value

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    Kind.BAHT: "#,##0.00",
    Kind.CHANGE: "+#,##0.00;-#,##0.00;0.00",
    Kind.COUNT: "#,##0",
    Kind.PERCENT: "0.0",
}
MILLIMETRES_PER_CHARACTER = 1.9
"""A column's width on paper, told in characters as spreadsheets count it."""
ROOM = 2
"""Characters beside a figure: machines without the font show a wider one."""
LINE_HEIGHT = 24
RED = "A3161A"

_THIN = Side(style="thin")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "TH Sarabun New"


def draw(report: Any) -> bytes:
    """The workbook of a report that follows the protocol of `tables`."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = report.title
    for table in report.tables:
        _fill(book.create_sheet(table.name[:31]), report, table)
    file = io.BytesIO()
    save_workbook(book, file)
    return file.getvalue()


def _fill(sheet: Worksheet, report: Any, table: Table) -> None:
    draft = ["ร่าง ใช้ตรวจสอบเท่านั้น"] if report.is_draft else []
    above = [*draft, *report.heading, *([table.caption] if table.caption else [])]
    for line in above:
        _line(sheet, line, table, bold=line == report.heading[0], centred=True)
    first_head = len(above) + 1
    _heads(sheet, table, first_head)
    for row in table.rows:
        _row(sheet, row, table.columns)
    for row in table.totals:
        _row(sheet, row, table.columns, bold=True)
    sheet.append([])
    for line in report.closing:
        _line(sheet, line, table)
    if tie_out := getattr(report, "tie_out", None):
        _seal(sheet, tie_out, table)
    _set_up(sheet, table, first_head)


def _seal(sheet: Worksheet, tie_out: TieOut, table: Table) -> None:
    """The seal's words, in red where the sums differ."""
    if tie_out.agrees:
        for words in tie_out.words:
            _line(sheet, f"ยอดตรงกัน {words}", table)
        return
    lines = ["ยอดไม่ตรงกัน ห้ามใช้ตัวเลขนี้จนกว่าจะตรวจแก้", *tie_out.words]
    if tie_out.differing:
        lines.append(f"ที่ไม่ตรงกัน: {' '.join(tie_out.differing)}")
    for line in lines:
        _line(sheet, line, table, bold=True, colour=RED)


def _line(
    sheet: Worksheet,
    text: str,
    table: Table,
    *,
    bold: bool = False,
    centred: bool = False,
    colour: str | None = None,
) -> None:
    """A line of text over the whole width."""
    at = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    cell = sheet.cell(at, 1)
    _put(cell, text)
    cell.font = Font(name=_FONT, size=16, bold=bold, color=colour)
    cell.alignment = Alignment(horizontal="center" if centred else "left", wrap_text=True, vertical="top")
    sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(table.columns))
    # A merged cell does not grow with its text.
    room = sum(column.width for column in table.columns) / MILLIMETRES_PER_CHARACTER
    sheet.row_dimensions[at].height = LINE_HEIGHT * (1 + int(len(text) / room))


def _heads(sheet: Worksheet, table: Table, at: int) -> None:
    """Two rows of heads; a group's head reaches over its columns, a column without one over both rows."""
    column = 1
    for head in table.upper_heads:
        _put(sheet.cell(at, column), head.label)
        last = column + head.columns - 1
        if head.columns > 1 or head.rows > 1:
            sheet.merge_cells(start_row=at, end_row=at + head.rows - 1, start_column=column, end_column=last)
        column = last + 1
    for number, own in enumerate(table.columns, start=1):
        if own.group:
            _put(sheet.cell(at + 1, number), own.label)
        for row in (at, at + 1):
            cell = sheet.cell(row, number)
            cell.font = Font(name=_FONT, size=14, bold=True)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = _BOX


def _row(sheet: Worksheet, row: Iterable[Value], columns: Iterable[Column], *, bold: bool = False) -> None:
    at = sheet.max_row + 1
    for number, (value, column) in enumerate(zip(row, columns, strict=True), start=1):
        cell = sheet.cell(at, number)
        _put(cell, value, FORMATS.get(column.kind))
        left = column.kind == Kind.TEXT
        cell.alignment = Alignment(horizontal="left" if left else "right", vertical="top", wrap_text=left)
        cell.font = Font(name=_FONT, size=14, bold=bold)
        cell.border = _BOX


def _put(cell: Any, value: Value, number_format: str | None = None) -> None:
    """Write a value: a number as a number, and any text as text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in tuple("=+-@\t\r")
        return
    cell.value = round(value, 6) if isinstance(value, Decimal) else value
    if number_format and value is not None:
        cell.number_format = number_format


def _set_up(sheet: Worksheet, table: Table, first_head: int) -> None:
    """Widths, the head that stays in view and on every printed page, and the sheet of paper."""
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(table, number - 1, column)
    sheet.freeze_panes = sheet.cell(first_head + 2, 1)
    sheet.print_title_rows = f"{first_head}:{first_head + 1}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left, sheet.page_margins.right = 3 / 2.54, 2 / 2.54
    sheet.page_margins.top, sheet.page_margins.bottom = 2.5 / 2.54, 2 / 2.54
    sheet.oddFooter.right.text = "หน้า &P/&N"


def _width(table: Table, position: int, column: Column) -> float:
    """A column's width in characters: that of the paper, or more where a figure would turn into ####."""
    figures = (row[position] for row in (*table.rows, *table.totals))
    shown = "{:,.2f}" if column.kind in (Kind.BAHT, Kind.CHANGE) else "{:,}"
    longest = max((len(shown.format(one)) for one in figures if isinstance(one, int | Decimal)), default=0)
    return max(column.width / MILLIMETRES_PER_CHARACTER, longest + ROOM)
