"""Handing over: who comes, what no system knows, and what the successor agrees to."""

from __future__ import annotations

from typing import Any

from django import forms

from reporting.actions.handover import STATEMENTS
from reporting.models import User

_UNKNOWN = "ยังไม่ทราบว่าเป็นผู้ใด"


class SuccessorForm(forms.Form):
    """Who comes: another account of the same office and role, or nobody yet."""

    successor = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="ผู้รับมอบ",
        required=False,
        empty_label=_UNKNOWN,
        help_text="เลือกได้เฉพาะบัญชีของสำนักงานและหน้าที่เดียวกัน ถ้ายังไม่ทราบ ผู้ที่มาใหม่ในหน้าที่นี้รับมอบได้เอง",
        error_messages={"invalid_choice": "ผู้รับมอบต้องมีบัญชีของสำนักงานและหน้าที่เดียวกัน โปรดเลือกใหม่"},
    )

    def __init__(self, *args: Any, leaver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = User.objects.successors_of(leaver)


class HandoverForm(SuccessorForm):
    """The pack of the one who leaves: the successor, and words of one's own."""

    words = forms.CharField(
        label="สิ่งที่ระบบไม่รู้ (ถ้ามี)",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="เช่น ควรโทรหาใครของกลุ่ม วันใดที่ไปเก็บข้อมูลได้ งานประจำปีของพื้นที่ โปรดไม่พิมพ์รหัสผ่านหรือข้อมูลส่วนตัว",
        error_messages={"max_length": "ยาวเกินไป พิมพ์ได้ไม่เกิน 4,000 ตัวอักษร"},
    )


class AcceptForm(forms.Form):
    """The statements one by one, and the hash of the open matters that were on the page."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, text in STATEMENTS.items():
            ask = {"required": "โปรดทำเครื่องหมายข้อนี้ก่อนรับมอบ"}
            self.fields[code] = forms.BooleanField(label=text, error_messages=ask)

    @property
    def agreed(self) -> set[str]:
        """The statements that were ticked."""
        return {code for code in STATEMENTS if self.cleaned_data[code]}
