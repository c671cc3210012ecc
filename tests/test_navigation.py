"""The frame of every page: the menu by right, the month that is kept, the due date in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from reporting.actions import months
from reporting.deadlines import BANGKOK
from tests import build

NOVEMBER = build.OCTOBER.next()


def context(client, user, name, **kwargs):
    client.force_login(user)
    return client.get(reverse(name, kwargs=kwargs)).context


def entries(page) -> set[str]:
    return {item["label"] for section in page["nav"] for item in section["items"]}


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("officer", {"บันทึกยอดจำหน่ายสินค้า OTOP ประจำเดือน", "ยืนยันข้อมูลยอดจำหน่ายประจำเดือน"}),
        ("chief", {"แบบฟอร์มยืนยันข้อมูลสำหรับพัฒนาการอำเภอ (รต.๒)"}),
        ("province_staff", {"ยืนยันข้อมูลยอดจำหน่ายประจำเดือน", "แยกตามผลิตภัณฑ์ (รต.๓)", "รายงานรวม (รต.๔)"}),
        ("department", {"ภาพรวมปีงบประมาณ", "เปิด–ปิดเดือน", "ผู้ใช้งาน"}),
        ("auditor", {"ภาพรวมปีงบประมาณ", "บันทึกการใช้งาน"}),
        ("administrator", {"ผู้ใช้งาน"}),
    ],
)
def test_the_menu_has_the_words_the_users_know(client, october, who, words, request):
    page = context(client, request.getfixturevalue(who), "home")
    assert words <= entries(page)


@pytest.mark.parametrize(
    "who", ["officer", "chief", "province_staff", "department", "auditor", "administrator"]
)
def test_every_entry_of_the_menu_opens(client, october, who, request):
    page = context(client, request.getfixturevalue(who), "home")
    for section in page["nav"]:
        for item in section["items"]:
            assert client.get(item["url"]).status_code == 200, item["label"]


def test_another_month_keeps_the_page(client, report, officer, department):
    build.open_month(NOVEMBER, by=department)
    switch = context(client, officer, "entry", district_code="4302", month=build.OCTOBER)["month_switch"]
    assert switch["previous"] is None
    assert switch["next"]["url"] == reverse("entry", kwargs={"district_code": "4302", "month": NOVEMBER})
    assert [month["current"] for month in switch["months"]] == [False, True]


def test_a_form_about_one_month_offers_no_other(client, submitted, chief):
    page = context(client, chief, "withdraw", district_code="4302", month=build.OCTOBER)
    assert page["month_switch"] is None


@pytest.fixture
def at(monkeypatch):
    """Set the clock of the frame."""
    from reporting import navigation

    def move(day: int, hour: int = 12):
        moment = dt.datetime(2021, 11, day, hour, 0, tzinfo=BANGKOK)
        monkeypatch.setattr(navigation.timezone, "now", lambda: moment)

    return move


@pytest.mark.parametrize(
    ("day", "level", "words"), [(1, "wait", "เหลือ"), (3, "warn", "เหลือ 2 วัน"), (7, "bad", "เลยกำหนด 2 วัน")]
)
def test_the_due_date_in_words(client, report, officer, at, day, level, words):
    at(day)
    due = context(client, officer, "entry", district_code="4302", month=build.OCTOBER)["due"]
    assert due["level"] == level
    assert "5 พ.ย. 2564" in due["text"] and words in due["text"]


def test_the_province_has_its_own_due_date(client, report, province_staff, at):
    at(7)
    due = context(client, province_staff, "province_board", province_code="43", month=build.OCTOBER)["due"]
    assert due["text"].startswith("ยืนยันภายใน 10 พ.ย. 2564")


def test_what_is_done_is_said_in_place_of_the_due_date(client, submitted, officer, province_staff):
    due = context(client, officer, "sheet", district_code="4302", month=build.OCTOBER)["due"]
    assert due["level"] == "ok" and due["text"].startswith("ส่งจังหวัดแล้ว")


def test_a_closed_month_says_so(client, report, officer, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    due = context(client, officer, "entry", district_code="4302", month=build.OCTOBER)["due"]
    assert "ปิดรับข้อมูล" in due["text"]
