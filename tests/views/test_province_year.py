"""The province's board of a fiscal year: one page to see what to press next."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import workflow
from tests import build, nationwide
from tests.views.desk import at, login_url, text_of

OCTOBER = build.OCTOBER


def address(province: str = "43", year: int = 2565) -> str:
    return reverse("province_year", args=(province, year))


URL = address()


def row_of(page: str, district: str) -> str:
    rows = page.partition("<tbody>")[2].split("<tr>")
    return next(row for row in rows if district in row)


def test_a_submitted_district_is_pressed_next(client, submitted, province_staff):
    client.force_login(province_staff)
    row = row_of(text_of(client.get(URL)), "ท่าบ่อ")
    for words in ("รอจังหวัดตรวจ", "ตรวจ ต.ค. 2564", "<b>502</b>", "4 รายการ", "ตรงเวลา", "ลงนามในระบบแล้ว"):
        assert words in row
    assert at("sheet") in row
    assert "ด.ก่อน – · ปีก่อน –" in row


def test_a_late_district_is_asked_and_shows_no_sum(client, three_groups, officer, province_staff):
    build.enter(three_groups, by=officer)
    client.force_login(province_staff)
    row = row_of(text_of(client.get(URL)), "ท่าบ่อ")
    assert "ทวงถาม ต.ค. 2564" in row and at("talk") in row and "เลยกำหนด" in row
    assert "บันทึก 4/4 รายการ" in row and "<b>–</b>" in row


def test_the_cards_say_how_complete_and_how_punctual_the_year_is(client, submitted, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    for words in ("0/2", "0.0% ของรายงานที่เปิดงวด", "1/2", "50.0% ของรายงานที่ถึงกำหนด", "ตรงเวลา 1/2 อำเภอ"):
        assert words in page


def test_a_published_year_asks_for_nothing(client, published, province_staff):
    nationwide.publish("4301", by=province_staff)
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "ยืนยันครบแล้ว" in row_of(page, "ท่าบ่อ")
    assert "ยืนยันแล้ว 2/2 อำเภอ" in page
    assert reverse("province_board", args=("43", OCTOBER)) in page


def test_a_correction_is_with_the_district(client, published, province_staff):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    client.force_login(province_staff)
    row = row_of(text_of(client.get(URL)), "ท่าบ่อ")
    assert "รออำเภอแก้ไข" in row and "กำลังแก้ไขฉบับใหม่" in row and "<b>502</b>" in row


def test_the_filter_is_in_the_address(client, submitted, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL, {"show": "check", "part": "1"}))
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert "ท่าบ่อ" in body and "เมืองหนองคาย" not in body
    assert '<option value="check" selected>' in page and "แสดง 1/2 อำเภอ" in page


def test_a_filter_that_finds_nothing_says_how_to_go_on(client, submitted, province_staff):
    client.force_login(province_staff)
    assert "ไม่มีอำเภอหรือเดือนที่ตรงกับที่เลือก" in text_of(client.get(URL, {"show": "mending"}))


def test_what_the_address_says_wrongly_is_left_out(client, submitted, province_staff):
    client.force_login(province_staff)
    assert "แสดง 2/2 อำเภอ" in text_of(client.get(URL, {"show": "<b>", "part": "9"}))


def test_a_year_without_an_opened_month_says_so(client, places, province_staff):
    client.force_login(province_staff)
    assert "ปีงบประมาณนี้ยังไม่เปิดงวด" in text_of(client.get(URL))
    assert client.get(address(year=2700)).status_code == 404


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 404), ("chief", 404), ("other_province", 404), ("administrator", 404), ("department", 403)],
)
def test_it_is_the_provinces_own(client, october, request, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == status


def test_it_takes_no_post(client, october, province_staff):
    client.force_login(province_staff)
    assert client.post(URL).status_code == 405


def test_twelve_queries_for_25_districts_and_12_months(
    client, submitted, department, province_staff, django_assert_max_num_queries
):
    nationwide.districts(*(f"43{number}" for number in range(50, 73)))
    for number in range(1, 12):
        build.open_month(OCTOBER.plus(number), by=department)
    nationwide.publish("4350", by=department, month=OCTOBER.next())
    client.force_login(province_staff)
    client.get(URL)
    with django_assert_max_num_queries(12):
        page = text_of(client.get(URL))
    assert (page.count('<th scope="row">'), page.count('<th scope="col"><a')) == (26, 12)
