"""A day on which government offices are closed: when, its name, and why it is put into the table."""

from __future__ import annotations

from typing import Any

from django import forms

from .fields import ThaiDateField

_TOO_LONG = {"max_length": "ข้อความยาวเกินไป โปรดย่อให้สั้นลง"}


class HolidayForm(forms.Form):
    day = ThaiDateField(label="วันที่")
    name = forms.CharField(
        label="ชื่อวันหยุด", max_length=120, error_messages={"required": "โปรดพิมพ์ชื่อวันหยุด", **_TOO_LONG}
    )
    reason = forms.CharField(
        label="เหตุผล",
        max_length=400,
        help_text="เช่น มติคณะรัฐมนตรีวันที่ 5 มกราคม 2564",
        error_messages={"required": "โปรดระบุเหตุผล", **_TOO_LONG},
    )

    @property
    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
