"""A table of targets on its way in: read, matched and searched, and carried between two presses.

Nothing is kept on the server before the table is accepted: it travels through the page in one signed field,
as the texts that were pasted, and is read anew by each press.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django import forms
from django.core import signing

from reporting.errors import BadInput
from reporting.formats import money
from reporting.models import District, Province, TableSource
from reporting.target_tables import districts as matching
from reporting.target_tables import faults, reading
from reporting.uploads import tables

_SALT = "reporting.target_draft"
_FORMULA = "(สูตร)"

LOST = "ตารางที่ตรวจไว้อ่านไม่ได้แล้ว ยังไม่ได้บันทึก โปรดวางตารางแล้วตรวจอีกครั้ง"


@dataclass(frozen=True)
class Draft:
    """The texts of a table for a province and fiscal year (BE); what they say is worked out on demand."""

    province: Province
    fiscal_year: int
    kind: TableSource
    grid: Sequence[Sequence[str]]
    file_name: str = ""

    @classmethod
    def of_text(cls, province: Province, fiscal_year: int, text: str) -> Draft:
        """A pasted table. BadInput when it has no cells."""
        return cls(province, fiscal_year, TableSource.PASTE, reading.pasted(text))

    @classmethod
    def of_file(cls, province: Province, fiscal_year: int, data: bytes, file_name: str) -> Draft:
        """The first sheet of a workbook, or a text file, that has a table. BadInput when none has."""
        refusal = BadInput(reading.NO_MONTHS)
        for sheet in tables.read_sheets(data):
            draft = cls(province, fiscal_year, TableSource.FILE, _texts(sheet), file_name)
            try:
                _ = draft.table
            except BadInput as fault:
                refusal = fault
            else:
                return draft
        raise refusal

    @classmethod
    def unpacked(cls, province: Province, fiscal_year: int, text: str) -> Draft:
        """The inverse of `packed`. BadInput when the text is not ours, or of another province or year."""
        try:
            place, kind, file_name, grid = signing.loads(text, salt=_SALT)
        except signing.BadSignature as fault:
            raise BadInput(LOST) from fault
        if place != [province.pk, fiscal_year]:
            raise BadInput(LOST)
        return cls(province, fiscal_year, TableSource(kind), grid, file_name)

    @property
    def packed(self) -> str:
        content = [[self.province.pk, self.fiscal_year], self.kind.value, self.file_name, self.grid]
        return signing.dumps(content, salt=_SALT, compress=True)

    @cached_property
    def table(self) -> reading.PrintedTable:
        return reading.read(self.grid, fiscal_year=self.fiscal_year)

    @cached_property
    def findings(self) -> faults.Findings:
        return faults.find(self.table)

    @cached_property
    def districts(self) -> dict[str, str]:
        """The province's districts by code; 1 query."""
        known = District.objects.reporting().filter(province=self.province)
        return dict(known.values_list("pk", "name_th"))

    @cached_property
    def matches(self) -> list[matching.Match]:
        return matching.match([line.name for line in self.table.lines], self.districts)

    @property
    def channels(self) -> list[str]:
        """The channels for which columns are printed."""
        present = {column.channel for column in self.table.columns}
        return [code for code in reading.CHANNELS if code in present]


def _texts(sheet: Sequence[tables.Row]) -> list[list[str]]:
    return [[_text(value) for value in row] for row in sheet]


def _text(value: tables.Value) -> str:
    if isinstance(value, tables.Odd):
        return _FORMULA
    if isinstance(value, Decimal):
        # A workbook's figures are binary: more than satang is a remainder of reckoning, not a print.
        return (
            f"{value.quantize(Decimal('0.01')):f}"
            if value == value.quantize(Decimal("0.01"))
            else f"{value:f}"
        )
    return value or ""


def baht(amount: Decimal | None) -> str:
    """Baht as printed tables have it: without satang where there are none."""
    return money(amount).removesuffix(".00")


def styled(form: forms.Form) -> None:
    """Give the fields the looks of the portal's own forms, where no form helper draws them."""
    for field in form.fields.values():
        select = isinstance(field, forms.ChoiceField)
        field.widget.attrs["class"] = "form-select" if select else "form-control"


class TableForm(forms.Form):
    """The table itself: pasted, or as a file."""

    text = forms.CharField(
        label="วางตารางที่คัดลอกจาก Word หรือ Excel",
        required=False,
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        error_messages={"max_length": "ข้อความยาวเกินไป โปรดวางเฉพาะตาราง"},
    )
    file = forms.FileField(
        label="หรือเลือกไฟล์ .xlsx หรือ .csv ไม่เกิน 2 เมกะไบต์",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": "ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่"},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not (data.get("text", "").strip() or data.get("file")):
            raise forms.ValidationError("โปรดวางตาราง หรือเลือกไฟล์")
        return data
