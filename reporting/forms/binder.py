"""The binder's forms: what is put in, and which pieces are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from reporting.models import EvidenceKind, SalesLine

from .fields import SeveralFilesField, SeveralFilesInput

_UNKNOWN_LINE = {"invalid_choice": "ไม่พบรายการนี้ในเดือนนี้ โปรดเลือกใหม่"}
_SELECT = {"class": "form-select"}
# Only these: a telephone that keeps another format then sends JPG by itself.
_CAMERA = {"accept": "image/jpeg,image/png", "capture": "environment"}


def _line_choices(lines: Sequence[SalesLine], everything: str) -> list[tuple[str, str]]:
    return [("", everything), *((str(line.pk), str(line)) for line in lines)]


class EvidenceForm(forms.Form):
    """One kind, one note and any number of files, for a line or for the whole month."""

    line = forms.TypedChoiceField(
        label="หลักฐานของ", required=False, coerce=int, empty_value=None, error_messages=_UNKNOWN_LINE
    )
    kind = forms.TypedChoiceField(
        label="ชนิดหลักฐาน",
        choices=EvidenceKind.choices,
        coerce=EvidenceKind,
        error_messages={"required": "โปรดเลือกชนิดหลักฐาน", "invalid_choice": "โปรดเลือกชนิดหลักฐาน"},
    )
    camera = SeveralFilesField(label="ถ่ายภาพ", required=False, widget=SeveralFilesInput(attrs=_CAMERA))
    files = SeveralFilesField(
        label="เลือกไฟล์",
        required=False,
        help_text="PDF, JPG, PNG หรือ WebP ไฟล์ละไม่เกิน 10 เมกะไบต์ เลือกได้หลายไฟล์",
    )
    note = forms.CharField(
        label="คำอธิบาย",
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="ถ้าเลือก “เก็บไว้ที่กลุ่ม” ให้บอกว่าเก็บอะไรไว้ที่ใคร",
        error_messages={"max_length": "ยาวเกินไป พิมพ์ได้ไม่เกิน 500 ตัวอักษร"},
    )

    def __init__(self, *args: Any, lines: Sequence[SalesLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = _line_choices(lines, "ทั้งเดือน ไม่เจาะจงรายการ")

    @property
    def came(self) -> list[Any]:
        """All files of a valid form, from the camera and from the folder."""
        return [*self.cleaned_data["camera"], *self.cleaned_data["files"]]


class EvidenceFilter(forms.Form):
    """A GET form: all pieces, or those of one line or one kind."""

    line = forms.TypedChoiceField(
        label="รายการ", required=False, coerce=int, empty_value=None, widget=forms.Select(_SELECT)
    )
    kind = forms.ChoiceField(
        label="ชนิด",
        required=False,
        choices=[("", "ทุกชนิด"), *EvidenceKind.choices],
        widget=forms.Select(_SELECT),
    )

    def __init__(self, *args: Any, lines: Sequence[SalesLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = _line_choices(lines, "ทุกรายการ")
