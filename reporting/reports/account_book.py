"""The spreadsheet in which accounts are typed for the import (its shape: `forms.account_sheet`)."""

from __future__ import annotations

import io
from collections.abc import Iterable

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import save_workbook

from reporting.forms.account_sheet import HEADS, MOST
from reporting.models import District, Province, Role

_WIDTHS = (22, 30, 34, 20, 20, 26, 30)
_TEXT = "@"


def draw(roles: Iterable[Role], areas: Iterable[District | Province]) -> bytes:
    """The heads with empty rows below, all of them text, so that no code loses its zero; and the codes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "บัญชี"
    _fill(sheet, [HEADS], _WIDTHS)
    for row in sheet.iter_rows(min_row=2, max_row=MOST + 1, max_col=len(HEADS)):
        for cell in row:
            cell.number_format = _TEXT
    words = ",".join(role.label for role in roles)
    choice = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
    choice.add(f"D2:D{MOST + 1}")
    sheet.add_data_validation(choice)
    _fill(book.create_sheet("รหัสพื้นที่"), [("รหัส", "พื้นที่"), *((one.pk, _words(one)) for one in areas)], (10, 40))
    file = io.BytesIO()
    save_workbook(book, file)
    return file.getvalue()


def _words(area: District | Province) -> str:
    return f"{area} {area.province}" if isinstance(area, District) else str(area)


def _fill(sheet: Worksheet, rows: Iterable[Iterable[str]], widths: Iterable[int]) -> None:
    for row in rows:
        sheet.append(list(row))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
