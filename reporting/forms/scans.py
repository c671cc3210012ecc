"""Sending scans of signed papers: the statements of signing once, and any number of files."""

from __future__ import annotations

from typing import Any

from django import forms

from reporting.models import Document

from .fields import SeveralFilesField

_TICK_FIRST = {"required": "โปรดทำเครื่องหมายข้อนี้ก่อนส่ง"}


class ScansForm(forms.Form):
    checked = forms.BooleanField(
        label="ข้าพเจ้าได้ตรวจ รต.๒ ทุกฉบับที่ส่ง ครบทุกรายการแล้ว", error_messages=_TICK_FIRST
    )
    agrees = forms.BooleanField(label="ยอดจำหน่ายตรงกับที่คณะกรรมการ นตผ.อำเภอรับรอง", error_messages=_TICK_FIRST)
    same = forms.BooleanField(
        label="ทุกไฟล์เป็น รต.๒ ที่ออกจากระบบและลงนามแล้ว และส่งครบทุกหน้าของแต่ละฉบับ", error_messages=_TICK_FIRST
    )
    files = SeveralFilesField(
        label="ภาพเอกสารที่ลงนามแล้ว",
        help_text=(
            "PDF, JPG, PNG หรือ WebP ไฟล์ละไม่เกิน 10 เมกะไบต์ เลือกได้หลายไฟล์ ถ่ายให้เห็นคิวอาร์โค้ดมุมกระดาษทุกหน้า "
            "ถ้าถ่ายทีละหน้า ให้เลือกทุกหน้าพร้อมกันตามลำดับ ระบบรวมเป็นไฟล์เดียวต่อฉบับ"
        ),
    )


class ChooseForm(forms.Form):
    """Which paper a waiting scan is of."""

    document = forms.ModelChoiceField(
        label="เอกสาร",
        queryset=Document.objects.none(),
        to_field_name="number",
        widget=forms.Select({"class": "form-select"}),
        empty_label="เลือกเอกสาร",
        error_messages={
            "required": "โปรดเลือกเอกสารของภาพนี้",
            "invalid_choice": "เอกสารนี้รับภาพไม่ได้แล้ว โปรดเลือกใหม่",
        },
    )

    way = forms.ChoiceField(
        label="ถ้าเอกสารนี้มีภาพอยู่แล้ว",
        choices=[("replace", "แทนที่ทั้งชุด"), ("further", "เพิ่มเป็นหน้าต่อไป")],
        widget=forms.RadioSelect({"class": "form-check-input"}),
        required=False,
    )

    def __init__(self, *args: Any, papers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = papers
        self.fields["document"].label_from_instance = paper_label

    @property
    def further(self) -> bool | None:
        """Whether the scan is the next page of the one there, or takes its place; None when not said."""
        way = self.cleaned_data["way"]
        return way == "further" if way else None


def paper_label(document: Document) -> str:
    return f"{document.number} เดือน{document.fiscal_month.label}"
