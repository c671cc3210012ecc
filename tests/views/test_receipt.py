"""The receipt of a hand-over: what, from whom to whom, when, in time; who reads it, and words for LINE."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from reporting.actions import workflow
from reporting.actions.workflow import LineToReturn
from reporting.models import Publication
from tests import build
from tests.views.desk import at, login_url, text_of

SUBMITTED, PUBLISHED = (reverse("receipt", args=(f"4302-2565-10-0{number}",)) for number in (1, 2))


def page_of(client, person, url: str) -> str:
    client.force_login(person)
    response = client.get(url)
    assert response.status_code == 200
    return text_of(response)


def test_a_submission_names_both_offices_the_day_and_the_figures(client, submitted, chief):
    page = page_of(client, chief, SUBMITTED)
    for words in (
        "เลขที่รับ 4302-2565-10-01",
        "สำนักงานพัฒนาชุมชนอำเภอท่าบ่อ",
        "สำนักงานพัฒนาชุมชนจังหวัดหนองคาย",
        "3 พ.ย. 2564 10:00 น.",
        "5 พฤศจิกายน 2564",
        "ตรงเวลา",
        "4 รายการ รวม <b>502.00</b> บาท",
        submitted.documents.get().content_sha256[:12],
    ):
        assert words in page


def test_a_receipt_keeps_the_office_when_its_person_has_moved(client, submitted, chief, province_staff):
    chief.district_id = "4301"
    chief.save()
    page = page_of(client, province_staff, SUBMITTED)
    assert "สำนักงานพัฒนาชุมชนอำเภอท่าบ่อ" in page
    assert "อำเภอเมืองหนองคาย" not in page


def test_a_late_submission_says_so(client, three_groups, officer, chief):
    build.submit(three_groups, officer=officer, chief=chief, now=build.NOW + dt.timedelta(days=6))
    assert "ล่าช้า" in page_of(client, chief, SUBMITTED)


def test_a_return_says_how_many_lines_and_has_no_due_date(client, submitted, chief, province_staff):
    items = [LineToReturn(pk, "OTHER", "ตรวจ") for pk in list(build.versions(submitted))[:3]]
    workflow.return_lines(report=submitted, lines=items, by=province_staff, now=build.NOW)
    page = page_of(client, chief, PUBLISHED)
    assert "3 รายการ" in page
    assert "ตรงเวลา" not in page
    assert "จังหวัดส่งคืน" in page


def test_a_correction_is_neither_late_nor_in_time(client, published, officer, chief, province_staff):
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    assert "เหตุผล</dt><dd>ยอดซ้ำ" in page_of(client, chief, reverse("receipt", args=("4302-2565-10-03",)))
    build.enter(report, by=officer, value=build.amounts("9.00"))
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW + dt.timedelta(days=30))
    page = page_of(client, chief, reverse("receipt", args=("4302-2565-10-04",)))
    assert "ฉบับที่ 2" in page
    assert "36.00" in page
    assert "ล่าช้า" not in page


@pytest.mark.parametrize("who", ["department", "auditor"])
def test_who_reads_publications_reads_their_receipts_and_no_other(client, published, request, who):
    person = request.getfixturevalue(who)
    page = page_of(client, person, PUBLISHED)
    assert "502.00" in page
    assert Publication.objects.get().sha256[:12] in page
    assert "LINE" not in page
    assert client.get(SUBMITTED).status_code == 404


def test_a_receipt_of_what_is_corrected_keeps_the_figures_of_then(
    client, published, officer, province_staff, department
):
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("9.00"))
    page = page_of(client, department, PUBLISHED)
    assert "502.00" in page
    assert "36.00" not in page


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "administrator"])
def test_for_everybody_else_it_does_not_exist(client, published, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(PUBLISHED).status_code == 404


def test_a_number_that_was_never_given_is_not_found(client, submitted, chief):
    client.force_login(chief)
    assert client.get(reverse("receipt", args=("4302-2565-10-99",))).status_code == 404


def test_visitors_and_methods(client, submitted, chief):
    assert client.get(SUBMITTED).url == login_url(SUBMITTED)
    client.force_login(chief)
    assert client.post(SUBMITTED).status_code == 405


def test_the_office_that_pressed_finds_words_for_the_other_one(
    client, submitted, chief, province_staff, settings
):
    settings.OTOP_PUBLIC_URL = "https://otop.example.go.th"
    page = page_of(client, chief, SUBMITTED)
    message = page.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0]
    assert message == (
        "เรียน สำนักงานพัฒนาชุมชนจังหวัดหนองคาย อำเภอส่งรายงานอำเภอท่าบ่อ เดือนตุลาคม 2564 ให้จังหวัดแล้ว "
        "ขอความกรุณาตรวจและยืนยันโดยเร็ว (เลยกำหนด 10 พฤศจิกายน 2564 แล้ว) "
        f"https://otop.example.go.th{at('sheet')} ขอขอบพระคุณ"
    )
    assert "502" not in message
    assert "data-copy=" in page
    assert "<textarea" not in page_of(client, province_staff, SUBMITTED)


def test_what_was_overtaken_is_not_told_any_more(client, submitted, chief):
    workflow.withdraw(report=submitted, reason="ผิด", by=chief, now=build.NOW)
    assert "<textarea" not in page_of(client, chief, SUBMITTED)
    assert "ดึงรายงานอำเภอท่าบ่อ" in page_of(client, chief, PUBLISHED)


def test_the_months_page_has_the_words_of_its_state(client, submitted, chief, province_staff):
    assert "ขอความกรุณาตรวจและยืนยัน" in page_of(client, chief, at("sheet"))
    assert "<textarea" not in page_of(client, province_staff, at("sheet"))
    wish = dt.date(2600, 1, 1)
    item = LineToReturn(submitted.lines.first().pk, "OTHER", "ตรวจ", wish)
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    assert "แล้วส่งใหม่ภายในวันที่ 1 มกราคม 3143" in page_of(client, province_staff, at("sheet"))
    assert "<textarea" not in page_of(client, chief, at("sheet"))


def test_the_province_finds_a_reminder_for_who_has_not_submitted(client, submitted, province_staff):
    board = page_of(client, province_staff, reverse("province_board", args=("43", build.OCTOBER)))
    assert "เรียน พัฒนาการอำเภอ เมืองหนองคาย รายงาน" in board
    assert "เรียน พัฒนาการอำเภอเมืองหนองคาย" in page_of(client, province_staff, at("sheet", district="4301"))


def test_queries(client, submitted, chief, django_assert_num_queries):
    client.force_login(chief)
    with django_assert_num_queries(
        6
    ):  # The session, the person, the hand-over, what followed, the paper, the frame.
        client.get(SUBMITTED)
