"""What the district's register can be narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms

from reporting.models import ProducerType, Subdistrict


class RegisterFilter(forms.Form):
    """A part of the name, the kind of producer, where it is, and whether it is open; all may be left out."""

    q = forms.CharField(
        label="ชื่อกลุ่ม/ผู้ผลิต",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    type = forms.ChoiceField(
        label="ประเภทผู้ผลิต",
        required=False,
        choices=[("", "ทุกประเภท"), *((kind.value, kind.short) for kind in ProducerType)],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    subdistrict = forms.ModelChoiceField(
        Subdistrict.objects.none(),
        label="ตำบล",
        required=False,
        empty_label="ทุกตำบล",
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={"invalid_choice": "ไม่มีตำบลนี้ในอำเภอ โปรดเลือกใหม่"},
    )
    status = forms.ChoiceField(
        label="สถานะ",
        required=False,
        choices=[("", "ทั้งหมด"), ("open", "เปิดอยู่"), ("closed", "ปิดแล้ว")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subdistrict"].queryset = Subdistrict.objects.filter(district=district)
