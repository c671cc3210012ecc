"""What open data is asked for, and for whom a key is made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reporting.fiscal import FiscalMonth

MONTH = "เขียนเดือนเป็นปีงบประมาณ พ.ศ. และเดือน เช่น 2565-10 คือตุลาคม 2564"


UNKNOWN = "ไม่มีตัวเลือกชื่อนี้ ที่ใช้ได้คือ "


class OpenDataForm(forms.Form):
    """The parameters of an address; all may be left out.

    A name that is none of them is refused: a machine would take everything for the part that it meant.
    """

    first = forms.CharField(required=False, help_text="เดือนแรก เช่น 2565-10")
    last = forms.CharField(required=False, help_text="เดือนสุดท้าย เช่น 2565-12")
    province = forms.RegexField("^[0-9]{2}$", required=False, help_text="รหัสจังหวัด 2 หลัก เช่น 43")
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000, help_text="หน้าที่ เริ่มจาก 1")

    def clean_first(self) -> FiscalMonth | None:
        return _month(self.cleaned_data["first"])

    def clean_last(self) -> FiscalMonth | None:
        return _month(self.cleaned_data["last"])

    def clean(self) -> None:
        for name in sorted(self.data.keys() - self.fields.keys()):
            self.errors[name] = self.error_class([UNKNOWN + ", ".join(self.fields)])

    @property
    def scope(self) -> dict[str, Any]:
        """The valid form as columns of publications."""
        asked = self.cleaned_data
        named = {"month__gte": asked["first"], "month__lte": asked["last"], "province_id": asked["province"]}
        return {name: value for name, value in named.items() if value}


class KeyForm(forms.Form):
    name = forms.CharField(label="หน่วยงานหรือระบบที่จะใช้ข้อมูล", max_length=120)


def _month(text: str) -> FiscalMonth | None:
    try:
        return FiscalMonth.parse(text) if text else None
    except ValueError:
        raise ValidationError(MONTH) from None
