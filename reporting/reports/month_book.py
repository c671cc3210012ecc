"""The month as a spreadsheet that an officer fills in without a line (its shape: `forms.month_sheet`).

One sheet: a row per line, last month beside it, three cells for each week, and "no sales". Only the cells
that may be changed can be typed into. Everything a person wrote is put in as text, so that a producer whose
name begins with = + - or @ never becomes a formula; the only formulas are our own sums, which the upload
ignores.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from reporting.actions.imports import MonthState
from reporting.fiscal import Week
from reporting.formats import thai_datetime
from reporting.forms.file_row import NIL_WORD
from reporting.forms.month_sheet import (
    CATEGORY,
    HEAD_ROW,
    KEY,
    NAME,
    SEEN,
    SUM_ROW,
    key_text,
    state_text,
    week_code,
)
from reporting.forms.sales import NIL
from reporting.models import Category, Channel, MonthlyReport, ProducerType
from reporting.stats.desk import Amounts, DeskRow
from reporting.stats.sheet import PairKey

from . import month_book_style as style

CODES_AT, HEAD_AT, FIRST_ROW = 3, 4, 6

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Column:
    """A column: its code for the upload, its head (and the channel under it), and its width in characters."""

    code: str
    head: str
    width: float
    under: str = ""
    figures: bool = False


def columns(weeks: Sequence[Week]) -> list[Column]:
    """All columns in their order; A and the last one are hidden."""
    found = [
        Column(KEY, HEAD_ROW, 12, HEAD_ROW),
        Column("", "ที่", 5),
        Column(NAME, "กลุ่ม/ผู้ผลิต ผู้ประกอบการ", 34),
        Column(CATEGORY, "ประเภทผลิตภัณฑ์", 17),
        Column("", "ประเภทผู้ผลิต", 15),
        Column("", "ตำบล", 13),
    ]
    found += [Column("", "เดือนก่อน", 13, channel.label, figures=True) for channel in Channel]
    for week in weeks:
        head = f"สัปดาห์ที่ {week.number} ({week.label})"
        found += [
            Column(week_code(week.number, channel.column), head, 13, channel.label, figures=True)
            for channel in Channel
        ]
    found.append(Column(NIL, "ไม่มียอดทั้งเดือน", 11))
    found.append(Column("", "รวมเดือนนี้", 15, figures=True))
    found.append(Column(SEEN, "ค่าเมื่อดาวน์โหลด", 12))
    return found


class MonthBook:
    """Draws the workbook. `last_month` is in baht by pair; `editable` says which keys may be typed into."""

    def __init__(
        self,
        report: MonthlyReport,
        *,
        rows: Sequence[DeskRow],
        filled: Mapping[int | None, Mapping[int, Amounts]],
        last_month: Mapping[PairKey, Amounts | None],
        editable: set[PairKey],
        now: datetime,
    ) -> None:
        self.report, self.rows, self.filled, self.now = report, rows, filled, now
        self.last_month, self.editable = last_month, editable
        self.weeks = report.fiscal_month.weeks()
        self.columns = columns(self.weeks)
        self.last_row = FIRST_ROW + len(rows) - 1
        self.book = Workbook()
        self.sheet: Worksheet = self.book.active
        self.sheet.title = f"{report.fiscal_month.short_th} {report.fiscal_month.year_be}"

    def file(self) -> bytes:
        style.name_styles(self.book)
        self._head()
        for number, row in enumerate(self.rows, start=1):
            self._line(number, row)
        self._sums()
        style.dress(self.sheet, self.columns, first=FIRST_ROW, last=self.last_row)
        stream = io.BytesIO()
        save_workbook(self.book, stream)
        return stream.getvalue()

    def _head(self) -> None:
        district = self.report.district
        title = (
            f"แบบบันทึกยอดจำหน่ายสินค้า OTOP ประจำเดือน{self.report.fiscal_month} {district} {district.province}"
        )
        how = (
            "กรอกเฉพาะช่องสีเหลือง หน่วยเป็นบาท สัปดาห์ที่ยังไม่มีข้อมูลให้เว้นว่าง ถ้าไม่มียอดทั้งเดือนให้เลือก “ไม่มี” "
            f"แล้วนำเข้าที่หน้าบันทึกยอด (ข้อมูล ณ {thai_datetime(self.now)})"
        )
        self._put(1, 2, title, "title")
        self._put(2, 2, how, "how")
        for position, column in enumerate(self.columns, start=1):
            self._put(CODES_AT, position, column.code or None, "code")
            self._put(HEAD_AT, position, column.head, "head")
            self._put(HEAD_AT + 1, position, column.under or None, "head")

    def _line(self, number: int, row: DeskRow) -> None:
        at = FIRST_ROW + number - 1
        may_type = row.key in self.editable
        state = MonthState(self.filled.get(row.line_id, {}), row.nil)
        values = [key_text(self.report, row.key), number, row.name, Category(row.key[1]).label]
        values += [ProducerType(row.producer_type).short, row.subdistrict]
        values += list(self.last_month.get(row.key) or (None,) * 3)
        for week in self.weeks:
            values += list(state.weeks.get(week.number) or (None,) * 3)
        values.append(NIL_WORD if row.nil else None)
        values.append(self._sum_of_row(at))
        values.append(state_text(state))
        for position, (column, value) in enumerate(zip(self.columns, values, strict=True), start=1):
            typed = column.code == NIL or (column.figures and bool(column.code))
            kind = "figure" if column.figures else "text"
            own_formula = column.head == "รวมเดือนนี้"
            name = f"{'free' if typed and may_type else 'locked'}-{kind}"
            self._put(at, position, value, name, formula=own_formula)

    def _put(self, row: int, column: int, value: Any, name: str, *, formula: bool = False) -> Cell:
        cell = self.sheet.cell(row, column)
        if isinstance(value, str) and not formula:
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"  # Also when it begins like a formula.
        else:
            cell.value = value
        cell.style = name
        return cell

    # --- our own sums ---

    def _places(self, *, channel: str = "") -> list[int]:
        """The columns of the weeks' figures, all or of one channel, counted from 1."""
        ends = f"-{channel}" if channel else ""
        return [
            position
            for position, column in enumerate(self.columns, start=1)
            if column.figures and column.code and column.code.endswith(ends)
        ]

    def _sum_of_row(self, at: int) -> str:
        places = self._places()
        return f"=SUM({get_column_letter(places[0])}{at}:{get_column_letter(places[-1])}{at})"

    def _sums(self) -> None:
        at = self.last_row + 1
        for position, column in enumerate(self.columns, start=1):
            letter = get_column_letter(position)
            if column.figures and self.rows:
                total = f"=SUM({letter}{FIRST_ROW}:{letter}{self.last_row})"
                self._put(at, position, total, "sum", formula=True)
            else:
                words = {KEY: SUM_ROW, NAME: "รวม"}
                self._put(at, position, words.get(column.code), "sum")
