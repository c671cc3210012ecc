"""The province's board: where every district stands, and who waits for the province."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import inquiries, workflow
from reporting.actions.ticks import Level
from tests import build, nationwide
from tests.actions.test_inquiries import asked
from tests.views.desk import at, login_url, text_of

OCTOBER, NOVEMBER = build.OCTOBER, build.OCTOBER.next()


def address(province: str = "43", month=OCTOBER) -> str:
    return reverse("province_board", args=(province, month))


URL = address()


def row_of(page: str, district: str) -> str:
    """The table row of a district, by its name."""
    rows = page.partition("<tbody>")[2].split("<tr>")
    return next(row for row in rows if district in row)


def test_every_district_is_a_row_with_its_state(client, submitted, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "รอจังหวัดตรวจ" in row_of(page, "ท่าบ่อ")
    assert "กำลังบันทึก" in row_of(page, "เมืองหนองคาย")
    assert "เมืองอุดรธานี" not in page
    assert "<b>0/2</b> อำเภอยืนยันแล้ว" in page


def test_a_submitted_district_shows_its_figures_and_counts(client, submitted, province_staff):
    build.tick(submitted, Level.PROVINCE, by=province_staff)
    client.force_login(province_staff)
    row = row_of(text_of(client.get(URL)), "ท่าบ่อ")
    assert row.count("4/4") == 3
    assert "502.00" in row
    assert "3 พ.ย. 2564 10:00 น." in row
    assert "ตรงเวลา" in row
    assert at("sheet") in row


def test_an_open_district_shows_counts_and_no_figures(client, three_groups, officer, province_staff):
    build.enter(three_groups, by=officer)
    client.force_login(province_staff)
    row = row_of(text_of(client.get(URL)), "ท่าบ่อ")
    assert "4/4" in row
    assert "502.00" not in row
    assert "เลยกำหนด" in row


def test_a_late_submission_stays_late(client, three_groups, officer, chief, province_staff):
    late = build.NOW.replace(day=9)
    build.publish(three_groups, officer=officer, chief=chief, staff=province_staff, now=late)
    client.force_login(province_staff)
    row = row_of(text_of(client.get(URL)), "ท่าบ่อ")
    assert "ล่าช้า" in row
    assert '<span class="hint">ยืนยัน</span><br>9 พ.ย. 2564' in row


def test_the_banner_names_who_waits_and_leads_to_the_first(client, submitted, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "1 อำเภอส่งแล้ว รอจังหวัดตรวจ: ท่าบ่อ" in page
    assert "ตรวจอำเภอท่าบ่อ" in page


def test_without_anybody_waiting_there_is_no_banner(client, october, province_staff):
    client.force_login(province_staff)
    assert "รอจังหวัดตรวจ:" not in text_of(client.get(URL))


def test_a_returned_district_says_when(client, submitted, province_staff):
    item = workflow.LineToReturn(submitted.lines.first().pk, "OTHER", "โปรดตรวจ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    client.force_login(province_staff)
    row = row_of(text_of(client.get(URL)), "ท่าบ่อ")
    assert "ส่งคืนอำเภอแล้ว" in row
    assert '<span class="hint">ส่งคืน</span><br>3 พ.ย. 2564' in row
    assert "502.00" not in row


def test_a_correction_keeps_the_published_figures_and_says_so(client, published, officer, province_staff):
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, week=2)
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    row = row_of(page, "ท่าบ่อ")
    assert "กำลังแก้ไขฉบับใหม่" in row
    assert "502.00" in row
    assert "ฉบับที่ 1" in row
    assert "<b>1/2</b> อำเภอยืนยันแล้ว" in page


def test_last_months_total_stands_beside(client, published, department, province_staff):
    build.open_month(NOVEMBER, by=department)
    client.force_login(province_staff)
    assert "502.00" in row_of(text_of(client.get(address(month=NOVEMBER))), "ท่าบ่อ")


def test_the_search_form_offers_months_and_districts(client, october, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert f'action="{reverse("month_find")}"' in page
    assert 'name="target" value="province_board"' in page
    assert "ทุกอำเภอ" in page
    assert '<option value="4302" >ท่าบ่อ</option>' in page


@pytest.mark.parametrize(("district", "place"), [("4302", at("sheet")), ("", URL)])
def test_the_search_leads_to_a_districts_sheet_or_back_to_the_board(
    client, october, province_staff, district, place
):
    client.force_login(province_staff)
    query = {"target": "province_board", "fiscal_year": "2565", "month": "10", "district": district}
    assert client.get(reverse("month_find"), query).url == place


def test_another_provinces_district_is_not_found_by_the_search(client, october, province_staff):
    client.force_login(province_staff)
    query = {"target": "province_board", "fiscal_year": "2565", "month": "10", "district": "4101"}
    assert client.get(reverse("month_find"), query).url == reverse("home")


def test_it_leads_to_the_forms_and_the_committee(client, october, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    for name in ("rt3", "rt4", "province_certify"):
        assert reverse(name, args=("43", OCTOBER)) in page


def test_a_month_that_is_not_opened_says_so(client, october, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(address(month=NOVEMBER)))
    assert "ยังไม่เปิดงวดของเดือนนี้" in page


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "other_province", "administrator"])
def test_for_people_elsewhere_it_does_not_exist(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("who", ["department", "auditor"])
def test_the_nation_has_pages_of_its_own(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize(
    "path", ["/provinces/99/2565-10/", "/provinces/43/2565-13/", "/provinces/43/9999-10/"]
)
def test_a_wrong_address_is_not_found(client, october, province_staff, path):
    client.force_login(province_staff)
    assert client.get(path).status_code == 404


def test_it_takes_no_post(client, october, province_staff):
    client.force_login(province_staff)
    assert client.post(URL).status_code == 405


def test_it_says_how_many_inquiries_of_the_month_wait(client, published, department, province_staff):
    client.force_login(province_staff)
    assert "ข้อซักถามจากกรมฯ" not in text_of(client.get(URL))
    found = asked(department)
    page = text_of(client.get(URL))
    assert f'รอตอบ 1 เรื่อง <a href="{reverse("inquiries")}?month={OCTOBER.slug}">' in page
    build.open_month(NOVEMBER, by=department)
    assert "ข้อซักถามจากกรมฯ" not in text_of(client.get(address(month=NOVEMBER)))
    inquiries.write(inquiry=found, text="ตรวจแล้ว", by=province_staff, now=build.NOW)
    assert "ข้อซักถามจากกรมฯ" not in text_of(client.get(URL))


@pytest.mark.parametrize("more", [(), ("4303", "4305", "4307", "4308", "4314", "4315", "4316")])
def test_queries_do_not_grow_with_the_districts(
    client, places, department, province_staff, officer, chief, more, django_assert_num_queries
):
    nationwide.districts("4317", *more)  # 4317 stays open: its roster is counted too.
    build.open_month(OCTOBER, by=department)
    build.producers(3, district="4302", by=officer)
    build.submit(build.report_of("4302"), officer=officer, chief=chief)
    for code in ("4301", *more):
        nationwide.publish(code, by=department)
    client.force_login(province_staff)
    with django_assert_num_queries(15):
        client.get(URL)
