"""A table as a file to take along: CSV and a workbook, both leaving row by row.

Neither ever holds more than some hundred rows, so that the lines of a nation's month need no more memory than
those of a district. Amounts are plain numbers. Text stays text: what begins like a formula is never computed.

openpyxl makes the workbook with its styles and its head; the rows are put into its sheet as text, because
openpyxl takes a minute for a hundred thousand of them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import save_workbook

from .figures import FORMULA, harmless
from .table_files import head_of, plain
from .tables import Column, Table, Value
from .xlsx import FORMATS, MILLIMETRES_PER_CHARACTER

ROWS_AT_ONCE = 500

_SHEET = "xl/worksheets/sheet1.xml"
_END = b"</sheetData>"


@dataclass(frozen=True)
class Export:
    """`name` is what the file is called, without its ending; `rows` may be read once only."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Value, ...]]


def of_table(name: str, table: Table) -> Export:
    """A table of a form with its sums."""
    return Export(name, table.columns, (*table.rows, *table.totals))


def csv_parts(export: Export) -> Iterator[bytes]:
    """The file in parts: UTF-8 with its mark, without which Excel reads Thai wrongly."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    text.write("\ufeff")
    writer.writerow(map(head_of, export.columns))
    kinds = [column.kind for column in export.columns]
    for number, row in enumerate(export.rows, start=1):
        writer.writerow(
            harmless(value) if isinstance(value, str) else plain(value, kind)
            for value, kind in zip(row, kinds, strict=True)
        )
        if number % ROWS_AT_ONCE == 0:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def xlsx_parts(export: Export) -> Iterator[bytes]:
    """The workbook in parts: one sheet with its head in bold, which stays in view."""
    shell, styles = _shell(export)
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as out, ZipFile(io.BytesIO(shell)) as own:
        for name in own.namelist():
            if name != _SHEET:
                out.writestr(name, own.read(name))
        # The head is not all that the sheet holds; without a word on its size a reader looks for itself.
        before, after = re.sub(rb"<dimension[^>]*/>", b"", own.read(_SHEET)).split(_END)
        with out.open(_SHEET, "w") as sheet:
            sheet.write(before)
            for part in _in_parts(_row(row, styles) for row in export.rows):
                sheet.write(part)
                yield sink.taken()
            sheet.write(_END + after)
    yield sink.taken()


@dataclass(frozen=True)
class _Styles:
    """The numbers of the workbook's styles: of each column, and of text that looks like a formula."""

    columns: Sequence[int]
    quoted: int


class _Sink(io.RawIOBase):
    """Where a file is written to and taken from, part by part; it has no place to go back to."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def _shell(export: Export) -> tuple[bytes, _Styles]:
    """The workbook with nothing but its head, and the styles that its rows are written with."""
    book = Workbook()
    sheet = book.active
    sheet.title = export.name[:31]
    sheet.freeze_panes = "A2"
    for number, column in enumerate(export.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width / MILLIMETRES_PER_CHARACTER
        sheet.cell(1, number, head_of(column)).font = Font(bold=True)
        if column.kind in FORMATS:
            sheet.cell(2, number).number_format = FORMATS[column.kind]
    columns = [sheet.cell(2, number).style_id for number in range(1, len(export.columns) + 1)]
    sheet.cell(2, 1).quotePrefix = True
    quoted = sheet.cell(2, 1).style_id
    sheet.delete_rows(2)
    file = io.BytesIO()
    save_workbook(book, file)
    return file.getvalue(), _Styles(columns, quoted)


def _in_parts(rows: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    for row in rows:
        held.append(row)
        if len(held) == ROWS_AT_ONCE:
            yield "".join(held).encode()
            held = []
    yield "".join(held).encode()


def _row(row: Iterable[Value], styles: _Styles) -> str:
    cells = (_cell(value, style, styles.quoted) for value, style in zip(row, styles.columns, strict=True))
    return f"<row>{''.join(cells)}</row>"


def _cell(value: Value, style: int, quoted: int) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        style = quoted if value.startswith(FORMULA) else 0
        text = escape(ILLEGAL_CHARACTERS_RE.sub("", value))
        return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    number = f"{round(value, 6):f}" if isinstance(value, Decimal) else value
    return f'<c s="{style}"><v>{number}</v></c>'
