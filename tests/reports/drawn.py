"""Reading forms back from what was drawn: the page, the PDF and the spreadsheet."""

from __future__ import annotations

import io
import re
import subprocess
from decimal import Decimal
from html.parser import HTMLParser

from django.template.loader import render_to_string
from openpyxl import load_workbook

from reporting.formats import arabic_digits
from reporting.reports import pdf, xlsx

MONEY = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})*\.\d{2}(?!\d)")

Grid = list[list[str]]


class _Cells(HTMLParser):
    """The texts of the data cells, row by row, a picture by its description; and all text of the page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Grid = []
        self.text: list[str] = []
        self.in_cell = False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
            self.in_cell = True
        elif tag == "img" and self.in_cell:
            self.rows[-1][-1] += dict(attrs)["alt"]

    def handle_endtag(self, tag):
        if tag == "td":
            self.in_cell = False

    def handle_data(self, data):
        self.text.append(data)
        if self.in_cell:
            self.rows[-1][-1] += data


def page(template: str, report) -> _Cells:
    """The form as the screen's preview draws it."""
    cells = _Cells()
    cells.feed(render_to_string(template, {"report": report, "title_tag": "h2", "heading": "h2"}))
    cells.rows = [[arabic_digits(" ".join(text.split())) for text in row] for row in cells.rows if row]
    return cells


def paper(template: str, report, tmp_path) -> str:
    """The text of the drawn PDF with Arabic digits, line by line."""
    file = tmp_path / "form.pdf"
    file.write_bytes(pdf.draw(template, report))
    told = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, timeout=60)
    return arabic_digits(told.stdout.decode())


def workbook(report):
    return load_workbook(io.BytesIO(xlsx.draw(report)))


def data_rows(report) -> list[list[object]]:
    """The rows of the workbook's tables, below their heads and above the lines at the end."""
    rows = []
    for sheet, table in zip(workbook(report).worksheets, report.tables, strict=True):
        first = sheet[sheet.freeze_panes].row
        last = first + len(table.rows) + len(table.totals) - 1
        rows += [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last)]
    return rows


def money_in(text: str) -> list[str]:
    return sorted(MONEY.findall(text))


def value(cell: object) -> object:
    """A cell as something to compare: numbers as decimals, nothing and a dash as zero, text as itself."""
    if cell in (None, "", "–"):
        return Decimal(0)
    if isinstance(cell, int | float):
        return Decimal(str(cell))
    plain = str(cell).replace(",", "").removesuffix("%")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else str(cell)
