"""Leave cover: who stands in, from when until when; and why it ends before."""

from __future__ import annotations

from typing import Any

from django import forms

from reporting.actions.covers import Days
from reporting.models import User

from .fields import ThaiDateField

_TOO_LONG = {"max_length": "ข้อความยาวเกินไป โปรดย่อให้สั้นลง"}


class SubstituteChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.full_name} · {obj.get_role_display()} {obj.area}"


class CoverForm(forms.Form):
    """Those who may stand in for the absent person, and the days; the action asks again."""

    substitute = SubstituteChoice(
        User.objects.none(),
        label="ผู้ปฏิบัติหน้าที่แทน",
        empty_label="โปรดเลือก",
        help_text="ผู้มีหน้าที่เดียวกันในจังหวัดเดียวกัน พัฒนาการอำเภอให้เจ้าหน้าที่ของอำเภอเดียวกันแทนได้ด้วย",
        error_messages={"required": "โปรดเลือกผู้ปฏิบัติหน้าที่แทน", "invalid_choice": "โปรดเลือกจากรายชื่อ"},
    )
    starts_on = ThaiDateField(label="ตั้งแต่วันที่")
    ends_on = ThaiDateField(label="ถึงวันที่ (รวมวันนี้ด้วย)")
    reason = forms.CharField(
        label="เหตุผลหรือคำสั่ง",
        max_length=300,
        required=False,
        help_text="เช่น ลาพักผ่อน หรือเลขที่คำสั่ง เว้นว่างได้",
        error_messages=_TOO_LONG,
    )

    def __init__(self, *args: Any, absent: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = User.objects.substitutes_for(absent).select_related("district", "province")
        self.fields["substitute"].queryset = found.order_by("district", "role", "full_name")

    @property
    def days(self) -> Days:
        return Days(self.cleaned_data["starts_on"], self.cleaned_data["ends_on"])


class CoverEndForm(forms.Form):
    """Why a cover ends before its last day."""

    reason = forms.CharField(
        label="เหตุผล",
        max_length=300,
        help_text="เช่น กลับมาปฏิบัติหน้าที่ก่อนกำหนด",
        error_messages={"required": "โปรดระบุเหตุผลที่ให้สิ้นสุดก่อนกำหนด", **_TOO_LONG},
    )
