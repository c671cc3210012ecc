"""What the list of accounts can be narrowed to."""

from __future__ import annotations

from typing import Any

from django import forms

from reporting.models import Province, Role, User

UNUSED = "new"


class UserFilter(forms.Form):
    """A word of the name, and a role; both may be left out."""

    q = forms.CharField(
        label="ชื่อ ตำแหน่ง หรือพื้นที่",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    role = forms.ChoiceField(
        label="หน้าที่ในระบบ",
        required=False,
        choices=[("", "ทุกหน้าที่"), *Role.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    active = forms.ChoiceField(
        label="การใช้งาน",
        required=False,
        choices=[("", "ทั้งหมด"), ("1", "ใช้งานอยู่"), ("0", "ปิดใช้งาน"), (UNUSED, "ยังไม่เคยเข้าใช้")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class ResponsibleFilter(forms.Form):
    """A province, for who sees several; and whether only offices with a gap are wanted."""

    province = forms.ModelChoiceField(
        Province.objects.reporting(),
        label="จังหวัด",
        required=False,
        empty_label="ทุกจังหวัด",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    gaps = forms.BooleanField(
        label="เฉพาะที่ต้องดู",
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if user.province_id:
            del self.fields["province"]
