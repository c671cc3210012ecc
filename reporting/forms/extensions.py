"""More time for one district: which one, until when, why."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms

from reporting.models import MonthlyReport

from .fields import ThaiDateField


class ExtensionForm(forms.Form):
    """`reports` are those that the district can be given time for, in the order of provinces."""

    district = forms.ChoiceField(
        label="อำเภอ",
        error_messages={"required": "โปรดเลือกอำเภอ", "invalid_choice": "อำเภอนี้ส่งแล้ว หรือไม่มีในเดือนนี้"},
    )
    until = ThaiDateField(label="ขยายเวลาถึงสิ้นวันที่")
    reason = forms.CharField(
        label="เหตุผล",
        max_length=400,
        widget=forms.Textarea({"rows": 3}),
        help_text="ใครขอ เพราะเหตุใด เช่น น้ำท่วมสำนักงาน ตามหนังสือจังหวัดที่ … อำเภอและจังหวัดเห็นเหตุผลนี้",
        error_messages={"required": "โปรดระบุเหตุผลที่ขยายเวลา", "max_length": "เหตุผลยาวได้ไม่เกิน 400 ตัวอักษร"},
    )

    def __init__(self, *args: Any, reports: Iterable[MonthlyReport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_district = {report.district_id: report for report in reports}
        provinces = groupby(self.by_district.values(), key=lambda report: report.district.province.name_th)
        self.fields["district"].choices = [
            ("", "เลือกอำเภอที่ยังไม่ส่ง"),
            *(
                (name, [(report.district_id, report.district.name_th) for report in reports])
                for name, reports in provinces
            ),
        ]

    @property
    def report(self) -> MonthlyReport:
        return self.by_district[self.cleaned_data["district"]]
