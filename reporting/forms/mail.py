"""Where a person's letters go, and whether they want them."""

from __future__ import annotations

from typing import Any

from django import forms


class MailForm(forms.Form):
    email = forms.EmailField(
        label="อีเมล",
        required=False,
        help_text="เว้นว่างได้ ถ้าไม่ต้องการรับทางอีเมล",
        error_messages={"invalid": "อีเมลนี้อ่านไม่ได้ โปรดพิมพ์ใหม่ เช่น somchai@example.go.th"},
    )
    wants_mail = forms.BooleanField(label="ส่งเรื่องแจ้งเตือนทางอีเมลด้วย", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("wants_mail") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", "โปรดพิมพ์อีเมลที่จะให้ส่งถึง หรือเอาเครื่องหมายข้างล่างออก")
        return data
