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


class LinkedDateField(ThaiDateField):
    """A date of a GET form: typed in BE as elsewhere, while links between pages carry it in ISO and CE."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "form-control", "placeholder": "เช่น 3/11/2564", "autocomplete": "off"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("help_text", "")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        try:
            return _from_link(value) or super().to_python(value)
        except ValueError:
            raise ValidationError("ไม่มีวันที่นี้ในปฏิทิน โปรดพิมพ์วันใหม่", code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """In BE, whatever the address says; what is no date stays as it was typed."""
        try:
            return super().prepare_value(_from_link(value) or value)
        except ValueError:
            return value


def _from_link(value: Any) -> dt.date | None:
    """The date of "2021-11-03", None for another way of writing. ValueError for a day that does not exist."""
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        return dt.date.fromisoformat(value.strip())
    return None


class AsOfForm(forms.Form):
    """`today` is the day in Bangkok: the end of a later day cannot be known."""

    on = LinkedDateField(label="ตัวเลข ณ สิ้นวันที่", required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> dt.date | None:
        day = self.cleaned_data["on"]
        if day is not None and day > self.today:
            raise ValidationError(f"ยังไม่ถึงวันที่ {thai_date(day)} โปรดพิมพ์วันนี้หรือวันก่อนหน้า", code="later")
        if day is not None and day < _EARLIEST:
            raise ValidationError(f"ระบบไม่มีข้อมูลก่อนวันที่ {thai_date(_EARLIEST)} โปรดพิมพ์วันใหม่", code="earlier")
        return day
