"""Reading an uploaded spreadsheet, .xlsx or .csv, into plain cells; limits come first (`table_limits`).

A cell is nothing, a text as it was typed, an exact number, or something that no figure can be (a formula, a
date), which keeps its own sentence. Whatever is wrong with the file as a whole is a BadInput that says what
to do; a damaged file never becomes a server error, and nothing of a refused file is used.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from reporting.errors import BadInput

from . import table_limits
from .table_limits import AGAIN, BROKEN, SAVE_AS

MAX_ROWS = 3_000
MAX_COLUMNS = 60
MAX_SHEETS = 5

TOO_MANY_ROWS = f"ไฟล์มีเกิน {MAX_ROWS:,} แถว {AGAIN}"
TOO_MANY_COLUMNS = f"ไฟล์มีเกิน {MAX_COLUMNS} คอลัมน์ {AGAIN}"
NOT_A_TABLE = f"อ่านไฟล์นี้เป็นตารางไม่ได้ {SAVE_AS}"

FORMULA = "ช่องนี้เป็นสูตร โปรดพิมพ์ค่าแทนสูตร"
NOT_A_FIGURE = "ช่องนี้ไม่ใช่ตัวเลข โปรดพิมพ์จำนวนเงิน เช่น 1,230.50"


@dataclass(frozen=True)
class Odd:
    """A cell that cannot be a figure, with the sentence that says what to type instead."""

    sentence: str


Value = str | Decimal | Odd | None
Row = tuple[Value, ...]


def read_sheets(data: bytes) -> Iterator[list[Row]]:
    """The sheets of a workbook, or the one of a text file, one after the other as they are asked for.

    BadInput when the file is too large, damaged or dangerous.
    """
    if table_limits.is_workbook(data):
        table_limits.check_workbook(data)
        yield from _workbook_sheets(data)
    else:
        yield _text_sheet(data)


def column_name(position: int) -> str:
    """The letter that the spreadsheet program shows over a column, counted from 0."""
    return get_column_letter(position + 1)


def _workbook_sheets(data: bytes) -> Iterator[list[Row]]:
    try:
        with warnings.catch_warnings():
            # Parts that it does not know (filters, extensions) do not matter to us.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            sheets = [_capped(_cells(sheet)) for sheet in book.worksheets[:MAX_SHEETS]]
    except BadInput:
        raise
    # A damaged workbook can raise anything from anywhere inside the reader; all of it means the same.
    except Exception as fault:
        raise BadInput(BROKEN) from fault
    yield from sheets


def _cells(sheet: Any) -> Iterator[Row]:
    # What a sheet says of its own size is not believed, and what stands far below or beside is not read.
    sheet.reset_dimensions()
    for cells in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS + 1):
        yield tuple(_value(cell) for cell in cells)


def _value(cell: Any) -> Value:
    value = cell.value
    if value is None or value == "":
        return None
    if cell.data_type == "f":
        return Odd(FORMULA)
    if isinstance(value, str):
        return value
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return Odd(NOT_A_FIGURE)
    if isinstance(value, int | float):
        # The shortest text that names the stored number is what the program shows.
        number = Decimal(repr(value))
        return number if number.is_finite() else Odd(NOT_A_FIGURE)
    return Odd(NOT_A_FIGURE)


def _text_sheet(data: bytes) -> list[Row]:
    text = _decoded(data)
    if "\x00" in text:
        raise BadInput(NOT_A_TABLE)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        return _capped(tuple(cell if cell.strip() else None for cell in row) for row in rows)
    except csv.Error as fault:
        raise BadInput(NOT_A_TABLE) from fault


def _decoded(data: bytes) -> str:
    """Text as programs in Thailand save it: UTF-8, Excel's "Unicode text" or TIS-620."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp874")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(NOT_A_TABLE)


def _delimiter(text: str) -> str:
    """What parts the cells: whichever of the usual signs is most frequent in the first lines."""
    head = text[:2_000]
    return max(",;\t", key=head.count)


def _capped(rows: Iterable[Row]) -> list[Row]:
    """The rows without the empty ones at the end. BadInput when there are too many, or too wide ones."""
    kept: list[Row] = []
    for number, row in enumerate(rows, start=1):
        filled = [position for position, value in enumerate(row) if value is not None]
        if not filled:
            continue
        if filled[-1] >= MAX_COLUMNS:
            raise BadInput(TOO_MANY_COLUMNS)
        if number > MAX_ROWS:
            raise BadInput(TOO_MANY_ROWS)
        kept.extend(() for _ in range(number - 1 - len(kept)))  # So that rows keep their numbers.
        kept.append(row)
    return kept
