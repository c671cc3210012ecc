"""What a Director-General's report is asked for: how far back it sums, and the day whose end it stands at."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from reporting.models import OF_THE_DIRECTOR, Kind

from .as_of import AsOfForm

REACH = {
    Kind.DIRECTOR_MONTH: "ประจำเดือน",
    Kind.DIRECTOR_ROUND: "สะสมตั้งแต่ต้นรอบ (ต.ค.–มี.ค. หรือ เม.ย.–ก.ย.)",
    Kind.DIRECTOR_YEAR: "สะสมตั้งแต่ต้นปีงบประมาณ",
}


class DirectorForm(AsOfForm):
    """Without a day the report stands at the moment of pressing."""

    kind = forms.ChoiceField(
        label="ช่วงเวลาของรายงาน",
        choices=[(kind.value, REACH[kind]) for kind in OF_THE_DIRECTOR],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        initial=Kind.DIRECTOR_MONTH,
    )
    field_order = ("kind", "on")

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["on"].label = "ตัดยอด ณ สิ้นวันที่"
        self.fields["on"].help_text = "เว้นว่างเพื่อใช้ข้อมูล ณ เวลาที่กด"
