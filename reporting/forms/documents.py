"""Signing RT.2, and recording what the OTOP committees resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reporting.actions.certifications import ResolutionData
from reporting.actions.documents import Upload
from reporting.models import Document, Method
from reporting.stats.coverage import DistrictRow

from .fields import EvidenceField, ThaiDateField

_TICK_FIRST = {"required": "โปรดทำเครื่องหมายข้อนี้ก่อนลงนาม"}


def upload_of(form: forms.Form, name: str) -> Upload | None:
    """The file that came with a valid form."""
    file = form.cleaned_data.get(name)
    return Upload(name=file.name, content=file.read()) if file else None


class SignForm(forms.Form):
    """What both ways to sign have in common: the document that was looked at, and the statements."""

    document = forms.UUIDField(widget=forms.HiddenInput)
    checked = forms.BooleanField(label="ข้าพเจ้าได้ตรวจ รต.๒ ฉบับนี้ครบทุกรายการแล้ว", error_messages=_TICK_FIRST)
    agrees = forms.BooleanField(label="ยอดจำหน่ายตรงกับที่คณะกรรมการ นตผ.อำเภอรับรอง", error_messages=_TICK_FIRST)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, initial={"document": document.pk}, **kwargs)


class ElectronicSignForm(SignForm):
    """Signing in the system: the statements, and the password once more."""

    prefix = "electronic"

    binds = forms.BooleanField(
        label="ข้าพเจ้าเข้าใจว่าการลงนามในระบบมีผลเป็นการรับรองข้อมูล และระบบจะบันทึกชื่อ ตำแหน่ง และเวลาที่ลงนาม",
        error_messages=_TICK_FIRST,
    )
    password = forms.CharField(
        label="รหัสผ่านของท่าน",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="พิมพ์รหัสผ่านที่ใช้เข้าระบบอีกครั้ง เพื่อยืนยันว่าเป็นท่าน",
        error_messages={"required": "โปรดพิมพ์รหัสผ่าน"},
    )


class ScanSignForm(SignForm):
    """Signing on paper: the statements, and a scan of the signed form."""

    prefix = "scan"

    same = forms.BooleanField(label="ไฟล์ที่แนบเป็น รต.๒ ฉบับนี้ ครบทุกหน้า และลงนามแล้ว", error_messages=_TICK_FIRST)
    file = EvidenceField(label="ภาพ รต.๒ ที่ลงนามแล้ว")


class ResolutionForm(forms.Form):
    """A committee's resolution: how, which, when, and its paper if there is one."""

    method = forms.ChoiceField(
        label="วิธีรับรอง",
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "โปรดเลือกวิธีรับรอง"},
    )
    number = forms.CharField(
        label="เลขที่มติหรือเลขที่หนังสือ",
        max_length=80,
        help_text="เช่น 11/2564 หรือ ที่ นค 0519.2/ว 123",
        error_messages={
            "required": "โปรดระบุเลขที่มติหรือเลขที่หนังสือ",
            "max_length": "เลขที่ยาวได้ไม่เกิน 80 ตัวอักษร",
        },
    )
    resolved_on = ThaiDateField(label="วันที่มีมติ")
    note = forms.CharField(
        label="หมายเหตุ (ถ้ามี)",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "หมายเหตุยาวได้ไม่เกิน 500 ตัวอักษร"},
    )
    file = EvidenceField(label="รายงานการประชุมหรือหนังสือเวียน (ถ้ามี)", required=False)

    def data_for_action(self) -> ResolutionData:
        """The valid form as the action takes it."""
        said = self.cleaned_data
        return ResolutionData(
            method=Method(said["method"]),
            number=said["number"],
            resolved_on=said["resolved_on"],
            note=said["note"],
            upload=upload_of(self, "file"),
        )


class ProvinceResolutionForm(ResolutionForm):
    """The provincial committee's resolution, with the districts that it covers."""

    reports = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "โปรดเลือกอำเภอที่มตินี้ครอบคลุมอย่างน้อย 1 อำเภอ",
            "invalid_choice": "มีอำเภอที่ยังไม่ได้ส่งรายงาน หรือจังหวัดดำเนินการไปแล้ว โปรดเลือกใหม่",
        },
    )

    def __init__(self, *args: Any, rows: Sequence[DistrictRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = [row for row in rows if row.can_be_covered]
        self.fields["reports"].choices = [(row.report.pk, str(row.report.district)) for row in free]
        self.fields["reports"].initial = [row.report.pk for row in free if row.certification is None]

    @property
    def chosen(self) -> set[str]:
        """The ids of the ticked districts, as the page sends them."""
        return {str(pk) for pk in self["reports"].value() or ()}
