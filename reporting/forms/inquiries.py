"""Asking about a published figure, writing on, and what the list of inquiries is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from reporting.fiscal import FiscalMonth
from reporting.formats import money
from reporting.models import Inquiry, InquiryState, Province, User
from reporting.models.inquiries import InquiryQuerySet
from reporting.stats.inquiries import Figure

NOT_CLOSED, ALL = "", "ALL"
AGES = (3, 7, 14, 30)
TOO_LONG = "ยาวเกินไป พิมพ์ได้ไม่เกิน 1,000 ตัวอักษร"


def words(label: str, *, required: str, rows: int = 3) -> forms.CharField:
    """A field for what is said; it is kept for good."""
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": required, "max_length": TOO_LONG},
    )


class InquiryForm(forms.Form):
    """Which figure of a publication, and the question. The figures stand in their choices."""

    figure = forms.ChoiceField(label="ตัวเลขที่ซักถาม", error_messages={"required": "โปรดเลือกตัวเลขที่ซักถาม"})
    text = words("คำถาม", required="โปรดพิมพ์คำถาม", rows=4)

    def __init__(self, figures: Sequence[Figure], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._figures = {one.code: one for one in figures}
        self.fields["figure"].choices = [
            (code, f"{one.subject}: {money(one.amount)} บาท") for code, one in self._figures.items()
        ]
        self.fields["figure"].error_messages["invalid_choice"] = "โปรดเลือกตัวเลขที่มีในฉบับนี้"

    @property
    def chosen(self) -> Figure:
        return self._figures[self.cleaned_data["figure"]]


class WriteForm(forms.Form):
    text = words("ข้อความ", required="โปรดพิมพ์ข้อความก่อนส่ง")


class ShareForm(forms.Form):
    text = words("ขอให้อำเภอชี้แจงเรื่องใด", required="โปรดพิมพ์ว่าขอให้อำเภอชี้แจงเรื่องใด", rows=2)


class CloseForm(forms.Form):
    text = words("ปิดเรื่องด้วยคำว่า", required="โปรดพิมพ์คำสั้น ๆ ว่าปิดเรื่องเพราะอะไร", rows=1)


class InquiryFilter(forms.Form):
    """`months` are the opened ones; who reads all provinces may choose one."""

    state = forms.ChoiceField(
        label="สถานะ",
        required=False,
        choices=[(NOT_CLOSED, "ที่ยังไม่ปิดเรื่อง"), *InquiryState.choices, (ALL, "ทั้งหมด")],
    )
    month = forms.ChoiceField(label="เดือน", required=False)
    province = forms.ModelChoiceField(
        Province.objects.none(), required=False, label="จังหวัด", empty_label="ทุกจังหวัด"
    )
    age = forms.TypedChoiceField(
        label="ค้างมาแล้ว",
        required=False,
        coerce=int,
        empty_value=0,
        choices=[("", "กี่วันก็ได้"), *((days, f"ตั้งแต่ {days} วัน") for days in AGES)],
    )

    def __init__(self, *args: Any, user: User, months: Iterable[FiscalMonth], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest_first = sorted(months, reverse=True)
        self.fields["month"].choices = [("", "ทุกเดือน"), *((one.slug, one.label) for one in newest_first)]
        if user.sees_publications_of_all:
            self.fields["province"].queryset = Province.objects.visible_to(user).reporting()
        else:
            del self.fields["province"]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    def narrowed(self, inquiries: InquiryQuerySet, *, now: datetime) -> InquiryQuerySet:
        """The inquiries that are asked for, those that have waited longest first; none for a bad filter."""
        if not self.is_valid():
            return inquiries.none()
        asked = self.cleaned_data
        if asked["state"] == NOT_CLOSED:
            inquiries = inquiries.exclude(state=InquiryState.CLOSED)
        elif asked["state"] != ALL:
            inquiries = inquiries.filter(state=asked["state"])
        if asked["month"]:
            inquiries = inquiries.filter(publication__month=FiscalMonth.parse(asked["month"]))
        if asked.get("province"):
            inquiries = inquiries.filter(publication__province=asked["province"])
        if asked["age"]:
            inquiries = inquiries.filter(since__lte=now - timedelta(days=asked["age"]))
        return inquiries.order_by("since", "pk")


def close_form(inquiry: Inquiry, data: QueryDict | None = None) -> CloseForm:
    """The form that ends the matter, beginning with the word that fits it."""
    word = "ตอบแล้ว" if inquiry.state == InquiryState.ANSWERED else ""
    return CloseForm(data, initial={"text": word})
