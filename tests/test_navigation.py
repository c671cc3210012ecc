"""The frame of every page: the menu by right, the month that is kept, the due date in words."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from reporting.actions import certifications, extensions, months, returns, workflow
from reporting.actions.returns import Answer
from reporting.actions.ticks import Level
from reporting.actions.workflow import LineToReturn
from reporting.deadlines import BANGKOK
from reporting.models import Document, Role
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
        (
            "officer",
            {"บันทึกยอดจำหน่ายสินค้า OTOP ประจำเดือน", "ทะเบียนกลุ่ม", "ยืนยันข้อมูลยอดจำหน่ายประจำเดือน"},
        ),
        ("chief", {"แบบฟอร์มยืนยันข้อมูลสำหรับพัฒนาการอำเภอ (รต.๒)", "ทะเบียนกลุ่ม"}),
        ("province_staff", {"ยืนยันข้อมูลยอดจำหน่ายประจำเดือน", "แยกตามผลิตภัณฑ์ (รต.๓)", "รายงานรวม (รต.๔)"}),
        ("department", {"ภาพรวมปีงบประมาณ", "เปิด–ปิดเดือน", "ผู้ใช้งาน"}),
        ("auditor", {"ภาพรวมปีงบประมาณ", "บันทึกการใช้งาน"}),
        ("administrator", {"ผู้ใช้งาน", "คู่มือ แบบฟอร์ม และ Road Map"}),
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


def test_signing_leads_to_the_form_of_another_month(client, three_groups, chief, officer, department):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certified = build.resolution()
    certifications.certify_district(report=three_groups, data=certified, by=chief, now=build.NOW)
    build.issue(three_groups, by=chief)
    build.open_month(NOVEMBER, by=department)
    switch = context(client, chief, "sign", district_code="4302", month=build.OCTOBER)["month_switch"]
    assert switch["next"]["url"] == reverse("rt2", args=("4302", NOVEMBER))


def test_a_paper_leads_to_the_page_behind_it_in_another_month(client, published, officer, department):
    build.open_month(NOVEMBER, by=department)
    document = Document.objects.get()
    page = context(client, officer, "document", document_id=document.pk)
    assert page["month_switch"]["current"]["label"] == "ตุลาคม 2564"
    assert page["month_switch"]["next"]["url"] == reverse("rt2", args=("4302", NOVEMBER))
    page = context(client, department, "document", document_id=document.pk)
    assert page["month_switch"]["next"]["url"] == reverse("nation_district", args=(NOVEMBER, "4302"))


def test_a_paper_that_is_being_drawn_keeps_its_month(client, three_groups, officer, chief, department):
    build.open_month(NOVEMBER, by=department)
    job = build.job(three_groups, by=chief)
    switch = context(client, officer, "job", job_id=job.pk)["month_switch"]
    assert switch["next"]["url"] == reverse("rt2", args=("4302", NOVEMBER))


def test_the_menu_counts_the_returned_lines_that_wait(
    client, submitted, officer, chief, province_staff, department
):
    """Of all months of the district, also on the page of another month, which it then leaves."""
    build.open_month(NOVEMBER, by=department)
    items = [LineToReturn(line.pk, "OTHER", "ตรวจ") for line in submitted.lines.all()[:2]]
    report = workflow.return_lines(report=submitted, lines=items, by=province_staff, now=build.NOW).report

    def counted(user, month=NOVEMBER, **where):
        page = context(client, user, "sheet", **{"district_code": "4302", "month": month} | where)
        return [
            (item["count"], item["url"])
            for section in page["nav"]
            for item in section["items"]
            if item["label"] == "แก้ไขที่จังหวัดส่งคืน"
        ]

    url = reverse("fix", kwargs={"district_code": "4302", "month": build.OCTOBER})
    assert counted(officer) == counted(chief, build.OCTOBER) == [(2, url)]
    neighbour = build.person("next-door", Role.OFFICER, district="4301")
    assert [count for count, _ in counted(neighbour, district_code="4301")] == [None]
    answer = [Answer(items[0].line_id, "", "ถูกต้อง")]
    returns.answer(report=report, answers=answer, by=officer, now=build.NOW)
    assert counted(officer) == [(1, url)]
    build.explain(report, "ถูกต้อง", by=officer)
    assert [count for count, _ in counted(officer)] == [None]


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


def test_a_correction_has_the_last_day_of_its_grant(client, published, officer, chief, province_staff, at):
    at(20)
    report = build.reopen(published, by=province_staff)
    due = context(client, officer, "sheet", district_code="4302", month=build.OCTOBER)["due"]
    assert due["level"] == "bad" and due["text"].startswith("แก้ไขได้ถึง 10 พ.ย. 2564 · เลยกำหนด 10 วัน")
    build.enter(report, by=officer, week=2)
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW)
    due = context(client, province_staff, "sheet", district_code="4302", month=build.OCTOBER)["due"]
    assert (due["text"], due["level"]) == ("ฉบับแก้ไขรอจังหวัดยืนยัน", "warn")


def test_a_closed_month_says_so(client, report, officer, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    due = context(client, officer, "entry", district_code="4302", month=build.OCTOBER)["due"]
    assert "ปิดรับข้อมูล" in due["text"]


def test_the_dates_behind_the_due_date(client, report, officer, province_staff, auditor, department):
    """Due, closed and extended by name: a district's own extension, for the others how many there are."""
    last_day = dt.date(2021, 11, 20)
    extensions.extend(report=report, until=last_day, reason="น้ำท่วม", by=department, now=build.NOW)

    def named(user, name, **kwargs) -> dict[str, str]:
        return dict(context(client, user, name, month=build.OCTOBER, **kwargs)["due"]["dates"])

    own = named(officer, "entry", district_code="4302")
    assert own["กำหนดอำเภอส่ง"] == "5 พฤศจิกายน 2564"
    assert own["ปิดรับข้อมูล"].startswith("ยังเปิดรับ")
    assert own["ขยายเวลาเฉพาะอำเภอนี้ถึง"] == "20 พฤศจิกายน 2564"
    for user, name, kwargs in (
        (province_staff, "province_board", {"province_code": "43"}),
        (auditor, "nation_month", {}),
    ):
        assert "ขยายเวลาเฉพาะบางอำเภอ" in named(user, name, **kwargs)


def test_in_an_extension_the_top_bar_counts_to_its_end(client, report, officer, department, at):
    extensions.extend(
        report=report, until=dt.date(2021, 11, 20), reason="น้ำท่วม", by=department, now=build.NOW
    )
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    at(18)
    due = context(client, officer, "entry", district_code="4302", month=build.OCTOBER)["due"]
    assert due["level"] == "warn" and due["text"].startswith("ขยายเวลาถึง 20 พ.ย. 2564 · เหลือ 2 วัน")
    at(21)
    due = context(client, officer, "entry", district_code="4302", month=build.OCTOBER)["due"]
    assert due["text"] == "กรมฯ ปิดรับข้อมูลเดือนนี้แล้ว"
