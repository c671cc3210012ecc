"""Where a person's letters go, and whether they are wanted: they go out once there is an address."""

from __future__ import annotations

from django import forms

EMAIL_ERRORS = {"invalid": "อีเมลนี้อ่านไม่ได้ โปรดพิมพ์ใหม่ เช่น somchai@example.go.th"}


class MailForm(forms.Form):
    email = forms.EmailField(
        label="อีเมล",
        required=False,
        help_text="เว้นว่างได้ ถ้าไม่ต้องการรับทางอีเมล",
        error_messages=EMAIL_ERRORS,
    )
    wants_mail = forms.BooleanField(label="ส่งเรื่องแจ้งเตือนไปที่อีเมลนี้ด้วย", required=False)
