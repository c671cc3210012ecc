"""Circular letters: the officer's form that starts one, and the member's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reporting.actions.circulars import CircularData
from reporting.models import Answer
from reporting.stats.coverage import DistrictRow

from .documents import ChosenDistricts
from .fields import ThaiDateField


class CircularForm(forms.Form):
    """Number and last day of a circular letter."""

    number = forms.CharField(
        label="เลขที่หนังสือเวียน",
        max_length=80,
        help_text="เช่น ที่ นค 0519.2/ว 123",
        error_messages={
            "required": "โปรดระบุเลขที่หนังสือ",
            "max_length": "เลขที่ยาวได้ไม่เกิน 80 ตัวอักษร",
        },
    )
    expires_on = ThaiDateField(label="ตอบได้ถึงวันที่")

    def data_for_action(self) -> CircularData:
        return CircularData(self.cleaned_data["number"], self.cleaned_data["expires_on"])


class ProvinceCircularForm(ChosenDistricts, CircularForm):
    """A provincial circular names the districts it covers."""

    def __init__(self, *args: Any, rows: Sequence[DistrictRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(rows)


class AnswerForm(forms.Form):
    """A member's answer; a remark needs words, and both need the member's own confirmation."""

    answer = forms.ChoiceField(
        label="คำตอบของท่าน",
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "โปรดเลือก เห็นชอบ หรือ มีข้อสังเกต"},
    )
    remark = forms.CharField(
        label="ข้อสังเกต (ต้องพิมพ์เมื่อเลือก มีข้อสังเกต)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "ข้อสังเกตยาวได้ไม่เกิน 500 ตัวอักษร"},
    )
    myself = forms.BooleanField(error_messages={"required": "โปรดยืนยันชื่อของท่านก่อนส่งคำตอบ"})
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["myself"].label = f"ข้าพเจ้าคือ {name} และเป็นผู้ตอบด้วยตนเอง"

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("answer") == Answer.REMARK and not said.get("remark"):
            self.add_error("remark", "โปรดพิมพ์ข้อสังเกต")
        return said
