"""A province as the department sees it: figures of what is confirmed, else state and dates (R12)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.actions import workflow
from reporting.models import Target
from tests import build, nationwide
from tests.views.desk import at, login_url, text_of

OCTOBER = build.OCTOBER
URL = reverse("nation_province", args=(OCTOBER, "43"))


def district_page(district: str) -> str:
    return reverse("nation_district", args=(OCTOBER, district))


def test_a_confirmed_district_shows_both_forms(client, published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "502.00" in page
    assert "รายงานรวม (ตามแบบ รต.๔)" in page
    assert "แยกตามผลิตภัณฑ์ (ตามแบบ รต.๓)" in page
    assert "251.00" in page
    assert "<b>1/2</b> อำเภอยืนยันแล้ว" in page
    assert "รต.๒ = รต.๓ = รต.๔ = 502.00 บาท" in page
    assert f'<a href="{district_page("4302")}">ท่าบ่อ</a>' in page


def test_an_unconfirmed_district_shows_state_and_dates_and_nothing_else(client, submitted, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "ส่งจังหวัดแล้ว" in page
    assert "ส่ง 3 พ.ย. 2564 10:00 น." in page
    for figure in ("502.00", "400.00", "251.00", "125.50", "4/4"):
        assert figure not in page
    assert at("sheet") not in page


def test_a_returned_district_says_when(client, submitted, province_staff, department):
    item = workflow.LineToReturn(submitted.lines.first().pk, "OTHER", "ยอดออนไลน์ซ้ำ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "จังหวัดส่งคืน" in page
    assert "ส่งคืน 3 พ.ย. 2564 10:00 น." in page
    assert "ยอดออนไลน์ซ้ำ" not in page


def test_a_correction_shows_the_old_figures_and_none_of_the_new(
    client, published, officer, province_staff, department
):
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, week=2, value=build.amounts("77777.00"))
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "กำลังแก้ไขฉบับใหม่" in page
    assert "ตัวเลขฉบับที่ 1" in page
    assert "502.00" in page
    assert "77,777" not in page


def test_targets_stand_beside_the_figures(client, published, department):
    Target.objects.create(district_id="4302", month=OCTOBER, channel="REGULAR", printed=Decimal(1004))
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "1,004.00" in page
    assert "50.0%" in page
    assert "ยังไม่กำหนด" in page


def test_the_auditor_reads_it_too(client, published, auditor):
    client.force_login(auditor)
    assert "502.00" in text_of(client.get(URL))


@pytest.mark.parametrize("code", ["99", "10", "4302", "x", "๔๓"])
def test_a_province_that_does_not_report_is_not_found(client, october, department, code):
    client.force_login(department)
    assert client.get(f"/nation/2565-10/provinces/{code}/").status_code == 404


def test_a_month_that_is_not_opened_has_no_figures_and_no_links(client, october, department):
    client.force_login(department)
    page = text_of(client.get(reverse("nation_province", args=(OCTOBER.next(), "43"))))
    assert "ยังไม่เปิดงวด" in page
    assert "/districts/4302/" not in page


def test_the_receipts_of_its_confirmations_lead_to_their_pages(client, published, department):
    client.force_login(department)
    number = "4302-2565-10-02"
    assert f'<a href="{reverse("receipt", args=(number,))}">{number}</a>' in text_of(client.get(URL))
    assert number not in text_of(client.get(reverse("nation_province", args=(OCTOBER, "41"))))


def test_a_past_day_has_the_receipts_up_to_it(client, published, department):
    client.force_login(department)
    assert "4302-2565-10-02" in text_of(client.get(URL, {"on": "2021-11-03"}))
    assert "4302-2565-10-02" not in text_of(client.get(URL, {"on": "2021-11-02"}))


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "administrator"])
def test_nobody_else_may(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


def test_it_takes_no_post(client, october, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405


def test_it_asks_no_working_table(client, submitted, department):
    client.force_login(department)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL)
    said = " ".join(query["sql"] for query in queries)
    assert "salesline" not in said
    assert "weeklyentry" not in said


@pytest.mark.parametrize("more", [(), ("4303", "4305", "4307", "4308", "4314", "4315", "4316")])
def test_queries_do_not_grow_with_the_districts(client, places, department, more, django_assert_num_queries):
    nationwide.districts(*more)
    build.open_month(OCTOBER, by=department)
    for code in ("4301", "4302", *more):
        nationwide.publish(code, by=department)
    client.force_login(department)
    with django_assert_num_queries(13):
        client.get(URL)
