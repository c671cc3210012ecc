"""Filling in the month's spreadsheet the way an officer does: download, type into cells, upload."""

from __future__ import annotations

import csv
import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.views.desk import at

DOWNLOAD, IMPORT = at("month_excel"), at("month_import")
CODES_ROW = 3


class Book:
    """A downloaded workbook whose cells are named by their column's code and the producer's name."""

    def __init__(self, data: bytes) -> None:
        self.book = load_workbook(io.BytesIO(data))
        self.sheet: Worksheet = self.book.worksheets[0]
        self.codes = {cell.value: cell.column for cell in self.sheet[CODES_ROW] if cell.value}

    def row(self, name: str, category: str = "") -> int:
        for row in range(6, self.sheet.max_row + 1):
            found = self.text(row, "name") == name
            if found and category in str(self.text(row, "key")):
                return row
        raise LookupError(name)

    def text(self, row: int, code: str):
        return self.sheet.cell(row, self.codes[code]).value

    def type(self, row: int, **typed: object) -> None:
        """`w1_regular=5` types into week 1; `nil="ไม่มี"` into the column of no sales."""
        for code, value in typed.items():
            self.sheet.cell(row, self.codes[code.replace("_", "-")]).value = value

    def data(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def data_with_number(self, row: int, code: str, written: str) -> bytes:
        """The file with a number cell exactly as a spreadsheet program would have written it."""
        self.type(row, **{code: 77.125})
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self.data())) as old, zipfile.ZipFile(stream, "w") as new:
            for part in old.namelist():
                new.writestr(part, old.read(part).replace(b"<v>77.125</v>", f"<v>{written}</v>".encode()))
        return stream.getvalue()

    def csv(self, encoding: str = "utf-8", *, delimiter: str = ",") -> bytes:
        """What a spreadsheet program saves as text: what is shown, hidden rows and columns too."""
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=delimiter)
        for row in self.sheet.iter_rows(values_only=True):
            writer.writerow([f"{value:,.2f}" if isinstance(value, float) else value for value in row])
        return stream.getvalue().encode(encoding)


def download(client: Client) -> Book:
    response = client.get(DOWNLOAD)
    assert response.status_code == 200
    return Book(response.content)


def upload(client: Client, data: bytes, *, name: str = "month.xlsx") -> HttpResponse:
    """Step one: what the file would change."""
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def confirm(client: Client, shown: HttpResponse) -> HttpResponse:
    """Step two: store what the page has shown."""
    return client.post(IMPORT, {"rows": shown.context["page"].packed})
