"""A message about a month or one of its lines."""

from __future__ import annotations

from django import forms


class MessageForm(forms.Form):
    text = forms.CharField(
        label="ข้อความ",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "โปรดพิมพ์ข้อความก่อนส่ง",
            "max_length": "ยาวเกินไป พิมพ์ได้ไม่เกิน 1,000 ตัวอักษร",
        },
    )
