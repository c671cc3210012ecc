"""The sentences of a hand-over: who, what, until when; no figure, no reason, nothing twice."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting import telling
from reporting.deadlines import BANGKOK, end_of_day
from reporting.models import Action, NoticeKind
from tests import build

DUE = dt.date(2021, 11, 5)


@pytest.mark.parametrize("kind", Action.values)
def test_every_verb_has_a_sentence_for_each_office(report, officer, kind):
    words = telling.hand_over(kind, report, by=officer, now=build.NOW, count=2)
    for sentence in (words.district, words.province):
        assert sentence.startswith("เจ้าหน้าที่อำเภอ officer (เจ้าหน้าที่อำเภอ) ")
        assert "รายงานอำเภอท่าบ่อ เดือนตุลาคม 2564" in sentence
        assert "{" not in sentence
    assert kind in NoticeKind


@pytest.mark.parametrize("kind", [*Action.values, ""])
def test_every_verb_has_words_for_line(report, kind):
    said = telling.for_line(kind, report, link="https://otop.example.go.th/", now=build.NOW).split("\n")
    assert said[0] in ("เรียน พัฒนาการอำเภอท่าบ่อ", "เรียน สำนักงานพัฒนาชุมชนจังหวัดหนองคาย")
    assert said[-2:] == ["https://otop.example.go.th/", "ขอขอบพระคุณ"]
    assert "{" not in "".join(said)


def test_what_the_province_has_to_do_and_until_when(report, chief):
    words = telling.hand_over(Action.SUBMIT, report, by=chief, now=build.NOW)
    assert words.province.endswith(" แล้ว โปรดตรวจและยืนยันภายในวันที่ 10 พฤศจิกายน 2564")
    assert words.district.endswith(" ให้จังหวัดแล้ว จังหวัดยืนยันภายในวันที่ 10 พฤศจิกายน 2564")


@pytest.mark.parametrize(
    ("wish", "end"),
    [
        (None, "ส่งใหม่ภายในวันที่ 10 พฤศจิกายน 2564"),
        (dt.date(2021, 11, 8), "ส่งใหม่ภายในวันที่ 8 พฤศจิกายน 2564"),
    ],
)
def test_a_return_is_wanted_back_by_the_wish_or_by_the_provinces_due_date(report, province_staff, wish, end):
    words = telling.hand_over(
        Action.RETURN_LINES, report, by=province_staff, now=build.NOW, count=1_200, wish=wish
    )
    assert "1,200 รายการ" in words.district
    assert words.district.endswith(end)


def test_line_tells_the_day_that_the_province_wishes(report):
    said = telling.for_line(
        Action.RETURN_LINES, report, link="x", now=build.NOW, wish=dt.date(2021, 11, 8)
    ).split("\n")
    assert said[2] == (
        "ขอความกรุณาแก้ไขหรือตอบตามเหตุผลในหน้านี้ แล้วส่งใหม่ภายในวันที่ 8 พฤศจิกายน 2564 "
        "จังหวัดต้องยืนยันภายในวันที่ 10 พฤศจิกายน 2564"
    )


def test_a_correction_has_no_due_date(report, chief):
    report.revision = 2
    words = telling.hand_over(Action.SUBMIT, report, by=chief, now=build.NOW)
    assert "ฉบับที่ 2" in words.province
    assert words.province.endswith("โปรดตรวจและยืนยันโดยเร็ว")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (dt.datetime(2021, 11, 5, 0, 0, tzinfo=BANGKOK), "ภายในวันที่ 5 พฤศจิกายน 2564"),
        (end_of_day(DUE), "ภายในวันที่ 5 พฤศจิกายน 2564"),
        (end_of_day(DUE).astimezone(dt.UTC), "ภายในวันที่ 5 พฤศจิกายน 2564"),
        (end_of_day(DUE) + dt.timedelta(seconds=1), "โดยเร็ว (เลยกำหนด 5 พฤศจิกายน 2564 แล้ว)"),
    ],
)
def test_the_whole_due_day_in_bangkok_is_still_in_time(now, said):
    assert telling.until(DUE, now=now) == said
