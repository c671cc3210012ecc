"""Signing RT.2, and recording what the OTOP committees resolved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reporting.actions.certifications import ResolutionData
from reporting.actions.signing import STATEMENTS
from reporting.formats import thai_date
from reporting.models import CommitteeMember, Document, Method
from reporting.stats.coverage import DistrictRow
from reporting.uploads import Upload

from .fields import EvidenceField, ThaiDateField

SAME = "ไฟล์ที่แนบเป็น รต.๒ ฉบับนี้ ครบทุกหน้า และลงนามแล้ว"
_TICK_FIRST = {"required": "โปรดทำเครื่องหมายข้อนี้ก่อนลงนาม"}


def upload_of(form: forms.Form, name: str) -> Upload | None:
    """The file that came with a valid form."""
    return form.cleaned_data.get(name)


class SignForm(forms.Form):
    """What both ways to sign have in common: the document that was seen, and statements ticked one by one."""

    document = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        super().__init__(*args, initial={"document": document.pk}, **kwargs)
        self.statements = STATEMENTS[document.kind]
        for code, text in self.statements.items():
            self.fields[code] = forms.BooleanField(label=text, error_messages=_TICK_FIRST)

    @property
    def agreed(self) -> set[str]:
        """The statements that were ticked."""
        return {code for code in self.statements if self.cleaned_data[code]}


class ElectronicSignForm(SignForm):
    """Signing in the system: the statements. Who signs is asked for by the sign-in's own page."""

    prefix = "electronic"


class ScanSignForm(SignForm):
    """Signing on paper: the statements, and a scan of the signed form."""

    prefix = "scan"

    file = EvidenceField(label="ภาพ รต.๒ ที่ลงนามแล้ว")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["binds"]  # It is about signing in the system.
        self.fields["same"] = forms.BooleanField(label=SAME, error_messages=_TICK_FIRST)
        self.order_fields(["document", "checked", "agrees", "same", "file"])


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
    present = forms.TypedMultipleChoiceField(
        label="กรรมการที่เข้าประชุม หรือเห็นชอบตามหนังสือเวียน",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "มีผู้ที่ไม่อยู่ในทะเบียนกรรมการ โปรดเลือกใหม่"},
    )
    quorum_note = forms.CharField(
        label="เหตุที่องค์ประชุมไม่ครบ (เฉพาะเมื่อไม่ครบ)",
        max_length=300,
        required=False,
        error_messages={"max_length": "คำอธิบายยาวได้ไม่เกิน 300 ตัวอักษร"},
    )

    def __init__(self, *args: Any, members: Sequence[CommitteeMember] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].choices = [(row.pk, _member_label(row)) for row in members]
        if not members:
            del self.fields["present"], self.fields["quorum_note"]

    def data_for_action(self) -> ResolutionData:
        """The valid form as the action takes it."""
        said = self.cleaned_data
        return ResolutionData(
            method=Method(said["method"]),
            number=said["number"],
            resolved_on=said["resolved_on"],
            note=said["note"],
            upload=upload_of(self, "file"),
            present=frozenset(said.get("present", ())),
            quorum_note=said.get("quorum_note", ""),
        )


def _member_label(member: CommitteeMember) -> str:
    """A member as the list names them; one whose time has ended with the last day."""
    ended = f" (ถึง {thai_date(member.until, short=True)})" if member.until else ""
    return f"{member.name} · {member.get_role_display()}{ended}"


class ChosenDistricts(forms.Form):
    """The districts that a provincial resolution or circular covers."""

    reports = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": "โปรดเลือกอำเภอที่มตินี้ครอบคลุมอย่างน้อย 1 อำเภอ",
            "invalid_choice": "มีอำเภอที่ยังไม่ได้ส่งรายงาน หรือจังหวัดดำเนินการไปแล้ว โปรดเลือกใหม่",
        },
    )

    def offer(self, rows: Sequence[DistrictRow]) -> None:
        """Let the submitted districts be chosen; those without a resolution are ticked already."""
        free = [row for row in rows if row.can_be_covered]
        self.fields["reports"].choices = [(row.report.pk, str(row.report.district)) for row in free]
        self.fields["reports"].initial = [row.report.pk for row in free if row.certification is None]

    @property
    def chosen(self) -> set[str]:
        """The ids of the ticked districts, as the page sends them."""
        return {str(pk) for pk in self["reports"].value() or ()}


class ProvinceResolutionForm(ChosenDistricts, ResolutionForm):
    """The provincial committee's resolution, with the districts that it covers."""

    def __init__(self, *args: Any, rows: Sequence[DistrictRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(rows)
