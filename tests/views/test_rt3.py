"""RT.3 on the screen: it draws the report as it was built."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import PublicationTotal
from tests import build, nationwide
from tests.views.desk import login_url, text_of

URL = reverse("rt3", args=("43", build.OCTOBER))


def test_the_form_with_its_sums_and_states(client, submitted, department, province_staff):
    nationwide.publish("4301", by=department)
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "<h1>รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP แยกตามผลิตภัณฑ์</h1>" in page
    assert "แบบ รต.๓ จังหวัดหนองคาย ประจำเดือนตุลาคม 2564 ปีงบประมาณ พ.ศ. 2565" in page
    assert "1,230.75" in page
    assert "รวม 2 อำเภอ" in page
    assert "1,733.05" in page
    assert "ยืนยันแล้ว 1 อำเภอ" in page
    assert "1,231.05" in page


def test_what_is_only_submitted_is_marked(client, submitted, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "รอจังหวัดตรวจ" in page
    assert ">ยังไม่ยืนยัน<" in page
    assert "กำลังบันทึก" in page


def test_the_tie_out_is_shown(client, published, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "รต.๒ = รต.๓ = รต.๔ = 502.00 บาท" in page
    assert "ตรงกัน" in page


def test_a_difference_is_an_alarm_with_the_districts_name(client, published, province_staff):
    PublicationTotal.objects.filter(category="FOOD", producer_type="GROUP").update(regular=0)
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "รต.๒ 502.00 บาท · รต.๓ 402.00 บาท · รต.๔ 502.00 บาท" in page
    assert "ที่ไม่ตรงกัน: ท่าบ่อ" in page
    assert "ยอดไม่ตรงกัน ห้ามใช้ตัวเลขนี้จนกว่าจะตรวจแก้" in page  # On the paper as well.


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
