"""The day whose end the figures are wanted for: a GET field of the pages that read publications."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reporting.formats import thai_date

from .fields import ThaiDateField

_EARLIEST = dt.date(2000, 10, 1)
"""The first month that the database knows begins here."""


class PickedDateField(ThaiDateField):
    """A date from the browser's calendar, which speaks ISO and CE, or typed in BE as elsewhere."""

    def __init__(self, **kwargs: Any) -> None:
        # The calendar itself is the browser's; what day was picked stands beside it in words, in BE.
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date", "class": "form-control"}))
        kwargs.setdefault("help_text", "")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
            try:
                return dt.date.fromisoformat(value.strip())
            except ValueError:
                raise ValidationError("ไม่มีวันที่นี้ในปฏิทิน โปรดเลือกวันใหม่", code="invalid") from None
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, dt.date) else value


class AsOfForm(forms.Form):
    """`today` is the day in Bangkok: the end of a later day cannot be known."""

    on = PickedDateField(label="ตัวเลข ณ สิ้นวันที่", required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].widget.attrs |= {"min": _EARLIEST.isoformat(), "max": today.isoformat()}

    def clean_on(self) -> dt.date | None:
        day = self.cleaned_data["on"]
        if day is not None and day > self.today:
            raise ValidationError(f"ยังไม่ถึงวันที่ {thai_date(day)} โปรดเลือกวันนี้หรือวันก่อนหน้า", code="later")
        if day is not None and day < _EARLIEST:
            raise ValidationError(f"ระบบไม่มีข้อมูลก่อนวันที่ {thai_date(_EARLIEST)} โปรดเลือกวันใหม่", code="earlier")
        return day
