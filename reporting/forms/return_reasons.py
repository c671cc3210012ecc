"""The words of a reason for returning a line."""

from __future__ import annotations

from django import forms

from reporting.actions.return_reasons import Wording
from reporting.models import ReturnReason

_TOO_LONG = {"max_length": "ข้อความยาวเกินไป โปรดย่อให้สั้นลง"}


class ReasonForm(forms.Form):
    """One reason, new or worded anew."""

    label = forms.CharField(
        label="เหตุผล",
        max_length=120,
        help_text="จังหวัดเลือกจากรายการนี้เมื่อส่งคืน",
        error_messages={"required": "โปรดพิมพ์เหตุผล", **_TOO_LONG},
    )
    advice = forms.CharField(
        label="สิ่งที่อำเภอควรตรวจ (ถ้ามี)",
        max_length=200,
        required=False,
        help_text="แสดงข้างรายการที่ส่งคืนด้วยเหตุผลนี้",
        error_messages=_TOO_LONG,
    )

    @classmethod
    def of(cls, reason: ReturnReason) -> ReasonForm:
        return cls(initial={"label": reason.label, "advice": reason.advice})

    @property
    def wording(self) -> Wording:
        return Wording(**self.cleaned_data)
