"""Dates of the Buddhist era as people type them, and files that are evidence."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from reporting.formats import thai_date, thai_digits
from reporting.forms.as_of import LinkedDateField
from reporting.forms.fields import EvidenceField, ThaiDateField, parse_thai_date
from tests import uploaded

DAY = dt.date(2021, 11, 2)
DAYS = st.dates(min_value=dt.date(1957, 1, 1), max_value=dt.date(2156, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2/11/2564",
        "02/11/2564",
        "๒/๑๑/๒๕๖๔",
        " 2 / 11 / 2564 ",
        "2-11-2564",
        "2.11.2564",
        "2 พฤศจิกายน 2564",
        "2 พ.ย. 2564",
        "2 พ.ย.2564",
        "2พย2564",
        "๒ พฤศจิกายน พ.ศ. ๒๕๖๔",
        "2 พ.ย. พ.ศ. 2564",
    ],
)
def test_what_people_write(text):
    assert parse_thai_date(text) == DAY


@given(DAYS)
def test_every_way_of_writing_a_day_reads_back(day):
    for text in (
        f"{day.day}/{day.month}/{day.year + 543}",
        thai_date(day),
        thai_date(day, short=True),
        thai_digits(thai_date(day)),
        ThaiDateField().prepare_value(day),
    ):
        assert parse_thai_date(text) == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_sentence(text):
    try:
        assert isinstance(parse_thai_date(text), dt.date)
    except ValueError as refused:
        assert any("ก" <= letter <= "๙" for letter in str(refused))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2/11/2021", "ปี 2021 เป็น ค.ศ. โปรดพิมพ์เป็น พ.ศ. เช่น 2/11/2564"),
        ("2/11/64", "โปรดพิมพ์ปี พ.ศ. ให้ครบ 4 หลัก เช่น 2/11/2564"),
        ("2/11/25640", "โปรดพิมพ์ปี พ.ศ. ให้ครบ 4 หลัก เช่น 2/11/2564"),
        ("2/11/1", "โปรดพิมพ์ปี พ.ศ. ให้ครบ 4 หลัก เช่น 2/11/2564"),
        ("2/11/9999", "โปรดพิมพ์ปี พ.ศ. ให้ครบ 4 หลัก เช่น 2/11/2564"),
        ("2/11/" + "9" * 5000, "โปรดพิมพ์ปี พ.ศ. ให้ครบ 4 หลัก เช่น 2/11/2564"),
        ("2/13/2564", "เดือนต้องเป็น 1 ถึง 12 แต่พิมพ์ 13 โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564"),
        ("29/2/2564", "ไม่มีวันที่ 29 กุมภาพันธ์ 2564 โปรดตรวจวันที่อีกครั้ง"),
        ("0/2/2564", "ไม่มีวันที่ 0 กุมภาพันธ์ 2564 โปรดตรวจวันที่อีกครั้ง"),
        ("31 เม.ย. 2564", "ไม่มีวันที่ 31 เมษายน 2564 โปรดตรวจวันที่อีกครั้ง"),
        ("2564-11-02", "อ่านวันที่ไม่ได้ โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564"),
        ("2/11-2564", "อ่านวันที่ไม่ได้ โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564"),
        ("2 เดือนสิบเอ็ด 2564", "อ่านวันที่ไม่ได้ โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564"),
        ("พรุ่งนี้", "อ่านวันที่ไม่ได้ โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564"),
        ("２/11/2564", "อ่านวันที่ไม่ได้ โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564"),
    ],
)
def test_refusals_say_what_to_type(text, sentence):
    with pytest.raises(ValidationError) as refused:
        ThaiDateField().clean(text)
    assert refused.value.messages == [sentence]


def test_the_leap_day_of_2567():
    assert parse_thai_date("29/2/2567") == dt.date(2024, 2, 29)


@pytest.mark.parametrize("blank", ["", "   ", None])
def test_blank_is_none_or_asked_for(blank):
    assert ThaiDateField(required=False).clean(blank) is None
    with pytest.raises(ValidationError, match="โปรดระบุวันที่"):
        ThaiDateField().clean(blank)


class WithDate(forms.Form):
    day = ThaiDateField(label="วันที่")


def test_a_form_shows_a_day_in_be_and_keeps_what_was_typed():
    assert 'value="2/11/2564"' in str(WithDate(initial={"day": DAY})["day"])
    assert 'value="2/11/64"' in str(WithDate({"day": "2/11/64"})["day"])


class WithLink(forms.Form):
    day = LinkedDateField(label="วันที่")


@given(day=DAYS)
def test_a_links_day_is_shown_as_it_would_be_typed(day):
    linked = WithLink({"day": day.isoformat()})
    typed = WithLink({"day": linked["day"].value()})
    assert linked["day"].value() == f"{day.day}/{day.month}/{day.year + 543}"
    assert linked.is_valid() and typed.is_valid()
    assert linked.cleaned_data == typed.cleaned_data == {"day": day}


def test_a_links_day_that_does_not_exist_is_told_and_kept():
    form = WithLink({"day": "2021-02-30"})
    assert form.errors["day"] == ["ไม่มีวันที่นี้ในปฏิทิน โปรดพิมพ์วันใหม่"]
    assert form["day"].value() == "2021-02-30"
    assert 'type="text"' in str(form["day"])


@pytest.mark.parametrize(
    "content", [uploaded.pdf(), uploaded.picture("PNG"), uploaded.picture()], ids=["pdf", "png", "jpg"]
)
def test_a_file_is_told_by_its_content(content):
    upload = EvidenceField().clean(SimpleUploadedFile("any-name.exe", content))
    assert upload.content == content
    assert not upload.intake.name.endswith(".exe")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"GIF89a", "รับเฉพาะไฟล์ PDF, JPG, PNG หรือ WebP โปรดเลือกไฟล์ใหม่"),
        (b"", "ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่"),
        (b"%PDF-" + b"0" * 10 * 1024 * 1024, "ไฟล์ใหญ่เกิน 10 เมกะไบต์ โปรดย่อขนาดแล้วแนบใหม่"),
    ],
    ids=["gif", "empty", "large"],
)
def test_other_files_are_refused(content, sentence):
    with pytest.raises(ValidationError) as refused:
        EvidenceField().clean(SimpleUploadedFile("มติ.pdf", content))
    assert refused.value.messages == [sentence]


def test_no_file_is_asked_for_unless_it_is_optional():
    assert EvidenceField(required=False).clean(None) is None
    with pytest.raises(ValidationError, match="โปรดแนบไฟล์"):
        EvidenceField().clean(None)
