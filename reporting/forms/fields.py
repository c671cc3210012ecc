"""Fields that read what Thai officers write: dates of the Buddhist era, and files that are evidence."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from reporting.errors import BadInput
from reporting.fiscal import MONTHS_SHORT_TH, MONTHS_TH, to_be, to_ce
from reporting.formats import arabic_digits
from reporting.uploads import Upload, check_size

_YEARS_BE = range(2500, 2700)
_YEARS_CE = range(1957, 2157)
_UNREADABLE = "อ่านวันที่ไม่ได้ โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564"

_IN_FIGURES = re.compile(r"([0-9]{1,2})\s*([/.-])\s*([0-9]{1,2})\s*\2\s*([0-9]+)")
_IN_WORDS = re.compile(r"([0-9]{1,2})\s*([ก-๎.]+?)\s*(?:พ\.?ศ\.?)?\s*([0-9]+)")
_MONTH_BY_NAME = {
    name.replace(".", ""): number
    for names in (MONTHS_TH, MONTHS_SHORT_TH)
    for number, name in enumerate(names, start=1)
}


def parse_thai_date(text: str) -> dt.date:
    """The date of "2/11/2564", "๒ พ.ย. ๒๕๖๔" or "2 พฤศจิกายน พ.ศ. 2564".

    ValueError, with a sentence that says what to type, for everything else: a year in CE or cut short,
    a day that the month does not have, a month that does not exist.
    """
    text = arabic_digits(text).strip()
    if match := _IN_FIGURES.fullmatch(text):
        day, month, year = int(match[1]), int(match[3]), match[4]
    elif (match := _IN_WORDS.fullmatch(text)) and (named := _MONTH_BY_NAME.get(match[2].replace(".", ""))):
        day, month, year = int(match[1]), named, match[3]
    else:
        raise ValueError(_UNREADABLE)
    if month not in range(1, 13):
        raise ValueError(f"เดือนต้องเป็น 1 ถึง 12 แต่พิมพ์ {month} โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564")
    try:
        return dt.date(to_ce(_year_be(year, day, month)), month, day)
    except OverflowError:
        raise ValueError(_UNREADABLE) from None
    except ValueError as wrong:
        if str(wrong).startswith("day"):
            raise ValueError(f"ไม่มีวันที่ {day} {MONTHS_TH[month - 1]} {year} โปรดตรวจวันที่อีกครั้ง") from None
        raise


def _year_be(text: str, day: int, month: int) -> int:
    year = int(text[:9])
    if len(text) == 4 and year in _YEARS_BE:
        return year
    if len(text) == 4 and year in _YEARS_CE:
        raise ValueError(f"ปี {text} เป็น ค.ศ. โปรดพิมพ์เป็น พ.ศ. เช่น {day}/{month}/{to_be(year)}")
    raise ValueError("โปรดพิมพ์ปี พ.ศ. ให้ครบ 4 หลัก เช่น 2/11/2564")


class ThaiDateField(forms.Field):
    """A date typed in BE, in Thai or Arabic digits; gives a `date`."""

    default_error_messages = {"required": "โปรดระบุวันที่"}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"placeholder": "วว/ดด/ปปปป", "autocomplete": "off"})
        )
        kwargs.setdefault("help_text", "ปี พ.ศ. เช่น 2/11/2564")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        try:
            return parse_thai_date(str(value))
        except ValueError as wrong:
            raise ValidationError(str(wrong), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.date):
            return f"{value.day}/{value.month}/{to_be(value.year)}"
        return value


ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/jpeg,image/png,image/webp"


class EvidenceField(forms.FileField):
    """A PDF or a picture of at most ten megabytes, told by its content and not its name: an `Upload`."""

    default_error_messages = {
        "required": "โปรดแนบไฟล์",
        "missing": "ไม่พบไฟล์ที่แนบ โปรดเลือกไฟล์อีกครั้ง",
        "empty": "ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่",
        "invalid": "ไม่พบไฟล์ที่แนบ โปรดเลือกไฟล์อีกครั้ง",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        kwargs.setdefault("help_text", "PDF, JPG, PNG หรือ WebP ไม่เกิน 10 เมกะไบต์")
        super().__init__(**kwargs)

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Upload | None:
        file = super().clean(data, initial)
        return taken_in(file) if file else None


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not files.getlist(name)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name)


class SeveralFilesField(forms.Field):
    """Any number of files up to `most`, as they came; their content is looked at where they are taken in.

    A file that may not be kept does not keep the others out, so this field refuses none of them.
    """

    default_error_messages = {"required": "โปรดเลือกไฟล์อย่างน้อย 1 ไฟล์"}
    most = 30

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", SeveralFilesInput(attrs={"accept": ACCEPTED, "multiple": True}))
        super().__init__(**kwargs)

    def clean(self, value: list[UploadedFile]) -> list[UploadedFile]:
        files = super().clean(value)
        if len(files) > self.most:
            raise ValidationError(f"แนบได้ครั้งละไม่เกิน {self.most} ไฟล์ โปรดแบ่งส่ง", code="many")
        return files


def taken_in(file: UploadedFile) -> Upload:
    """The file as an upload that was looked into. ValidationError, with a sentence, if it may not be kept."""
    try:
        check_size(file.size)
        upload = Upload(name=file.name, content=file.read())
        _ = upload.intake
    except BadInput as refusal:
        raise ValidationError(str(refusal), code="invalid") from None
    return upload
