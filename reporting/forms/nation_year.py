"""What the nation's year is narrowed to, and what its map is coloured by: GET fields that can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import Category, Channel, ProducerType, Province
from reporting.stats.two_years import Narrowed

MEASURES = {
    "total": "ยอดจำหน่าย",
    "growth": "เพิ่มหรือลดจากปีก่อน",
    "online": "สัดส่วนรายได้ออนไลน์",
    "completeness": "ความครบถ้วน",
    "punctual": "จังหวัดยืนยันทันกำหนด",
}


class NationYearFilter(forms.Form):
    """Months are named by their number in the calendar, so that the same address fits another fiscal year.

    What the address says wrongly is left out and said beside its field.
    """

    first = forms.ChoiceField(label="ตั้งแต่เดือน", required=False)
    last = forms.ChoiceField(label="ถึงเดือน", required=False)
    region = forms.ChoiceField(label="ภาค", required=False)
    category = forms.ChoiceField(label="ประเภทผลิตภัณฑ์", required=False)
    channel = forms.ChoiceField(label="ช่องทาง", required=False)
    type = forms.ChoiceField(label="ประเภทผู้ผลิต", required=False)
    measure = forms.ChoiceField(label="สีของแผนที่", required=False)

    def __init__(self, asked: QueryDict, *, fiscal_year: int, regions: Sequence[str] = ()) -> None:
        super().__init__(asked)
        self.fiscal_year, self.year_months = fiscal_year, fiscal_year_months(fiscal_year)
        months = [(str(month.month), month.label) for month in self.year_months]
        self._offer("first", "ต้นปีงบประมาณ", months)
        self._offer("last", "สิ้นปีงบประมาณ", months)
        self._offer("region", "ทุกภาค", [(name, name) for name in regions])
        self._offer("category", "ทุกประเภท", Category.choices)
        self._offer("channel", "ทุกช่องทาง", Channel.choices)
        self._offer("type", "ทุกประเภท", [(one.value, one.short) for one in ProducerType])
        self.fields["measure"].choices = list(MEASURES.items())
        if not regions:
            del self.fields["region"], self.fields["measure"]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
        self.full_clean()

    def _offer(self, name: str, everything: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", everything), *choices]

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        first, last = self._place(asked.get("first"), 0), self._place(asked.get("last"), 11)
        if first > last:
            self.add_error("last", ValidationError("เดือนสุดท้ายอยู่ก่อนเดือนแรก โปรดเลือกใหม่", code="order"))
            asked["first"] = asked["last"] = ""
        return asked

    def _place(self, number: str | None, otherwise: int) -> int:
        places = [month.month for month in self.year_months]
        return places.index(int(number)) if number else otherwise

    @property
    def months(self) -> list[FiscalMonth]:
        asked = self.cleaned_data
        first, last = self._place(asked.get("first"), 0), self._place(asked.get("last"), 11)
        return self.year_months[first : last + 1] or self.year_months

    def narrowed(self, province: Province | None = None) -> Narrowed:
        asked = self.cleaned_data
        channel = asked.get("channel")
        return Narrowed(
            province=province,
            region=asked.get("region", ""),
            category=asked.get("category", ""),
            producer_type=asked.get("type", ""),
            channel=Channel(channel).column if channel else "",
        )

    @property
    def coloured_by(self) -> str:
        return self.cleaned_data.get("measure") or "total"

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("region", "category", "channel", "type"))

    def query(self, *, day: str = "", but: Sequence[str] = (), only: FiscalMonth | None = None) -> str:
        """The end of an address that asks for the same: "?first=10&channel=ONLINE", or nothing.

        `only` asks it of one month.
        """
        asked = {name: value for name, value in self.cleaned_data.items() if value and name not in but}
        if only:
            asked |= {"first": only.month, "last": only.month}
        if day:
            asked["on"] = day
        return f"?{urlencode(asked)}" if asked else ""
