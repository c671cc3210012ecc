"""The note on a line: a sentence of one's own, or one of the usual ones."""

from __future__ import annotations

from django import forms


class NoteForm(forms.Form):
    USUAL = (
        "ตรวจกับผู้ผลิตแล้ว ยอดถูกต้อง",
        "ออกงานแสดงสินค้าในเดือนนี้",
        "มีคำสั่งซื้อจำนวนมาก",
        "อยู่นอกฤดูการผลิต",
        "หยุดผลิตชั่วคราว",
        "ไม่มีคำสั่งซื้อออนไลน์ในเดือนนี้",
    )

    note = forms.CharField(
        label="คำชี้แจง",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "usual-notes"}),
        help_text="ผู้ตรวจของอำเภอและจังหวัดจะเห็นคำชี้แจงนี้ ไม่กระทบยอดและการยืนยัน",
        error_messages={"max_length": "ยาวเกินไป พิมพ์ได้ไม่เกิน 500 ตัวอักษร"},
    )

    @property
    def sentences(self) -> list[str]:
        """What is wrong with it, without the names of fields."""
        return [sentence for sentences in self.errors.values() for sentence in sentences]
