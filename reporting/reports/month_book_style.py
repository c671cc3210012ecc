"""How the month's spreadsheet looks: cells, widths, what stays in view, what is checked, how it prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.worksheet import Worksheet

from reporting.forms.file_row import NIL_WORD
from reporting.forms.sales import NIL

if TYPE_CHECKING:
    from .month_book import Column

FONT = "TH Sarabun New"
FIGURES = "#,##0.00"
TEXT = "@"
_GREEN, _YELLOW, _GREY = "FF14532D", "FFFFFBE6", "FFF3F4F1"
_LINE = Side(style="thin", color="FFC9CFC8")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

# Columns up to this one stay in view on the screen and are printed on each sheet of paper.
_STAYS = "E"
_LAST_WEEK_OF_FIRST_PAPER = 2


def name_styles(book: Workbook) -> None:
    """Each kind of cell once by its name, so that a thousand rows stay small."""
    plain, bold = Font(name=FONT, size=14), Font(name=FONT, size=14, bold=True)
    right = Alignment(horizontal="right", vertical="center")
    left = Alignment(vertical="center", wrap_text=True)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    locked, free = Protection(locked=True), Protection(locked=False)
    grey, yellow = PatternFill("solid", fgColor=_GREY), PatternFill("solid", fgColor=_YELLOW)
    green = PatternFill("solid", fgColor=_GREEN)
    white = Font(name=FONT, size=14, bold=True, color="FFFFFFFF")
    styles = (
        NamedStyle("title", font=Font(name=FONT, size=20, bold=True), number_format=TEXT),
        NamedStyle("how", font=plain, number_format=TEXT),
        NamedStyle("code", font=plain, number_format=TEXT),
        NamedStyle("head", font=white, fill=green, alignment=middle, border=_BOX, number_format=TEXT),
        NamedStyle("sum", font=bold, fill=grey, border=_BOX, alignment=right, number_format=FIGURES),
        NamedStyle("locked-text", font=plain, fill=grey, border=_BOX, alignment=left, number_format=TEXT),
        NamedStyle(
            "locked-figure", font=plain, fill=grey, border=_BOX, alignment=right, number_format=FIGURES
        ),
        NamedStyle("free-text", font=plain, fill=yellow, border=_BOX, alignment=middle),
        NamedStyle("free-figure", font=plain, fill=yellow, border=_BOX, alignment=right),
    )
    for style in styles:
        style.protection = free if style.name.startswith("free") else locked
        if style.name == "free-figure":
            style.number_format = FIGURES
        book.add_named_style(style)


def dress(sheet: Worksheet, columns: Sequence[Column], *, first: int, last: int) -> None:
    """Everything about the sheet that is not a cell's own."""
    _sizes(sheet, columns, first)
    _merge_head(sheet, columns, first - 2)
    if last >= first:
        _validate(sheet, columns, first, last)
    _protect(sheet)
    _paper(sheet, columns, first)


def _sizes(sheet: Worksheet, columns: Sequence[Column], first: int) -> None:
    for position, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = column.width
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions[get_column_letter(len(columns))].hidden = True
    sheet.row_dimensions[first - 3].hidden = True  # The codes of the columns.
    for row, height in ((1, 30), (2, 22), (first - 2, 24), (first - 1, 24)):
        sheet.row_dimensions[row].height = height
    sheet.freeze_panes = f"{_STAYS}{first}"


def _merge_head(sheet: Worksheet, columns: Sequence[Column], row: int) -> None:
    """One head over the three channels of a week, and one over both rows where there is no channel."""
    start = 1
    for position, column in enumerate(columns, start=1):
        following = columns[position].head if position < len(columns) else ""
        if not column.under:
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=position, end_column=position)
        elif following != column.head:
            sheet.merge_cells(start_row=row, end_row=row, start_column=start, end_column=position)
        if following != column.head:
            start = position + 1


def _validate(sheet: Worksheet, columns: Sequence[Column], first: int, last: int) -> None:
    """The program warns of what the import would refuse. It only warns: Thai digits are text to it."""
    figures = DataValidation("decimal", operator="between", formula1="0", formula2="999999999.99")
    figures.errorStyle, figures.allow_blank, figures.showErrorMessage = "warning", True, True
    figures.errorTitle = "ตรวจจำนวนเงิน"
    figures.error = "จำนวนเงินเป็นบาท ตั้งแต่ 0 ถึง 999,999,999.99 ทศนิยมไม่เกิน 2 หลัก พิมพ์เลขไทยได้ ต้องการใช้ค่านี้หรือไม่"
    nil = DataValidation("list", formula1=f'"{NIL_WORD}"', allow_blank=True, showErrorMessage=True)
    nil.errorTitle, nil.error = "ไม่มียอดทั้งเดือน", f"เลือก “{NIL_WORD}” หรือเว้นว่าง"
    for position, column in enumerate(columns, start=1):
        letter = get_column_letter(position)
        if column.code == NIL:
            nil.add(f"{letter}{first}:{letter}{last}")
        elif column.figures and column.code:
            figures.add(f"{letter}{first}:{letter}{last}")
    sheet.add_data_validation(figures)
    sheet.add_data_validation(nil)


def _protect(sheet: Worksheet) -> None:
    """Against slips, not against people: without a password. Widths may be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def _paper(sheet: Worksheet, columns: Sequence[Column], first: int) -> None:
    """A4 landscape, two sheets side by side: two weeks on the first; the names are on both."""
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.scale = 62
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.print_title_rows = f"{first - 2}:{first - 1}"
    sheet.print_title_cols = f"B:{chr(ord(_STAYS) - 1)}"
    code = f"w{_LAST_WEEK_OF_FIRST_PAPER}-online"
    last_column = next(at for at, column in enumerate(columns, start=1) if column.code == code)
    sheet.col_breaks = ColBreak()
    sheet.col_breaks.append(Break(id=last_column))
    sheet.oddFooter.right.text = "หน้า &P/&N"
    sheet.oddFooter.left.text = "&A"
