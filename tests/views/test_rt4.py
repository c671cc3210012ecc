"""RT.4 on the screen: producers by type, baht by channel, target and percentage."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from reporting.actions import workflow
from reporting.models import Target
from tests import build, nationwide
from tests.views.desk import login_url, text_of

URL = reverse("rt4", args=("43", build.OCTOBER))


def test_the_form_with_its_columns_and_sums(client, published, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "<h1>รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP</h1>" in page
    for word in ("กลุ่มผู้ผลิตชุมชน", "เจ้าของรายเดียว", "SME", "รายได้ปกติ", "รายได้โอน", "รายได้ออนไลน์"):
        assert word in page
    assert "400.00" in page
    assert "502.00" in page
    assert "รวม 2 อำเภอ" in page


def test_a_target_that_is_not_set_is_said_and_never_zero(client, published, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert page.count("ยังไม่กำหนด") >= 3
    Target.objects.create(district_id="4302", month=build.OCTOBER, channel="REGULAR", printed=Decimal(1004))
    page = text_of(client.get(URL))
    assert "1,004.00" in page
    assert "50.0%" in page
    assert "ยังไม่กำหนด 1 อำเภอ" in page


def test_the_seeds_figures_are_shown_in_full(client, october, department, province_staff):
    line = ("FOOD", "GROUP", "93335876.00", "5409805.00", "0.00")
    nationwide.publish("4302", by=department, lines=[line])
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "93,335,876.00" in page
    assert "5,409,805.00" in page


def test_what_is_only_submitted_is_marked(client, submitted, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert ">ยังไม่ยืนยัน<" in page
    assert "ยืนยันแล้ว 0 อำเภอ" in page


def test_a_correction_says_which_revision_the_figures_are(client, published, province_staff):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    client.force_login(province_staff)
    assert "ตัวเลขฉบับที่ 1" in text_of(client.get(URL))


def test_the_tie_out_is_shown(client, published, province_staff):
    client.force_login(province_staff)
    assert "รต.๒ = รต.๓ = รต.๔ = 502.00 บาท" in text_of(client.get(URL))


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("officer", 404),
        ("chief", 404),
        ("other_province", 404),
        ("administrator", 404),
        ("department", 403),
        ("auditor", 403),
    ],
)
def test_it_is_the_provinces_own(client, october, request, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == status


def test_it_takes_no_post(client, october, province_staff):
    client.force_login(province_staff)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("more", [(), ("4303", "4305", "4307", "4308", "4314", "4315", "4316")])
def test_queries_do_not_grow_with_the_districts(
    client, places, department, province_staff, officer, chief, more, django_assert_num_queries
):
    nationwide.districts(*more)
    build.open_month(build.OCTOBER, by=department)
    build.producers(3, district="4302", by=officer)
    build.submit(build.report_of("4302"), officer=officer, chief=chief)
    for code in ("4301", *more):
        nationwide.publish(code, by=department)
    client.force_login(province_staff)
    with django_assert_num_queries(17):
        client.get(URL)
