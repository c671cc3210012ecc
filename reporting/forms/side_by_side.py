"""Which two revisions are wanted side by side, and whether with the lines that are the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from reporting.formats import thai_date
from reporting.models import Publication


class SideBySideForm(forms.Form):
    """`publications` are the confirmed revisions of the month, the newest first; the last two unless told."""

    before = forms.TypedChoiceField(label="ฉบับเดิม", coerce=int)
    after = forms.TypedChoiceField(label="ฉบับที่เทียบ", coerce=int)
    all = forms.BooleanField(label="แสดงรายการที่เหมือนกันด้วย", required=False)

    def __init__(self, asked: QueryDict, *, publications: Sequence[Publication]) -> None:
        newest = publications[0].revision
        self.usual = (max(newest - 1, 1), newest)
        super().__init__(dict(zip(("before", "after"), self.usual, strict=True)) | asked.dict())
        self.only_one = len(publications) == 1
        choices = [
            (one.revision, f"ฉบับที่ {one.revision} · ยืนยัน {thai_date(one.published_at, short=True)}")
            for one in publications
        ]
        for name in ("before", "after"):
            self.fields[name].choices = choices
            self.fields[name].widget.attrs["class"] = "form-select"
        self.fields["all"].widget.attrs["class"] = "form-check-input"

    def clean(self) -> dict[str, Any]:
        asked = super().clean()
        if not self.errors and asked["before"] == asked["after"] and not self.only_one:
            raise ValidationError("โปรดเลือกสองฉบับที่ต่างกัน", code="same")
        return asked

    @property
    def pair(self) -> tuple[int, int]:
        """The revisions of the form; the last two where it is not valid."""
        if not self.is_valid():
            return self.usual
        return (self.cleaned_data["before"], self.cleaned_data["after"])
