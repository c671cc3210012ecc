"""The sheet: one page for the district and its province, with what each may press."""

from __future__ import annotations

import pytest

from reporting.actions import removal, sales, workflow
from reporting.actions.ticks import Level
from reporting.models import SalesLine
from reporting.stats import progress, sheet
from tests import build
from tests.views.desk import at, login_url, text_of

URL = at("sheet")


@pytest.fixture
def entered(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups


def test_the_development_officer_sees_every_line_and_may_tick(client, entered, chief):
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert page.count('name="tick"') == 4
    assert "ยืนยันทั้งหมด 4 รายการ" in page
    assert "กลุ่มทอผ้าบ้านน้ำโมง" in page
    assert "ยังไม่ยืนยันระดับอำเภอ 4 จาก 4 รายการ" in page
    assert "รวมทั้งเดือน" in page
    assert "400.00" in page


def test_the_head_has_a_box_that_works_without_javascript(client, entered, chief):
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert 'name="page_all"' in page
    assert "ทำเครื่องหมายทั้งหน้า 4 รายการ" in page


def test_the_officer_sees_the_same_lines_without_boxes(client, entered, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "กลุ่มทอผ้าบ้านน้ำโมง" in page
    assert 'name="tick"' not in page
    assert "ยืนยันทั้งหมด" not in page
    assert at("submit") not in page


def test_lines_without_figures_are_left_out_and_it_says_so(client, three_groups, officer, chief):
    row = sheet.rows(three_groups)[0]
    wanted = sales.Cell(amounts=build.amounts("10.00"))
    typed = sales.WeekRow(row.group.pk, row.category, seen=sales.Cell(), wanted=wanted)
    sales.save_week(report=three_groups, week=1, rows=[typed], by=officer, now=build.NOW)
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert page.count('name="tick"') == 1
    assert "เว้น 3 รายการที่ยังไม่มียอด" in page
    assert "ยังไม่บันทึก" in page


def test_nil_removed_and_changed_lines_say_what_they_are(client, entered, officer, chief):
    build.tick(entered, Level.DISTRICT, by=chief)
    rows = [row for row in sheet.with_weeks(sheet.rows(entered)) if row.line]
    changed, nil, gone = rows[:3]
    for row, wanted in ((changed, sales.Cell(amounts=build.amounts("7.00"))), (nil, sales.Cell(nil=True))):
        cell = sales.WeekRow(
            row.group.pk, row.category, seen=sales.Cell(amounts=row.weeks[1].amounts), wanted=wanted
        )
        sales.save_week(report=entered, week=1, rows=[cell], by=officer, now=build.NOW)
    removal.remove_line(
        report=entered,
        group_id=gone.group.pk,
        category=gone.category,
        version=gone.line.version,
        reason="เลิกกิจการ",
        by=officer,
        now=build.NOW,
    )
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert "แก้หลังยืนยัน" in page
    assert "ไม่มียอดจำหน่าย" in page
    assert "is-removed" in page
    assert "เลิกกิจการ" in page
    assert page.count('name="tick"') == 3


def test_returned_lines_show_the_provinces_reason(client, submitted, chief, province_staff):
    line = submitted.lines.first()
    item = workflow.LineToReturn(line.pk, "TOO_HIGH", "โปรดตรวจใบเสร็จ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert "is-returned" in page
    assert "ยอดสูงผิดปกติ" in page
    assert "โปรดตรวจใบเสร็จ" in page


def test_the_province_ticks_what_was_submitted(client, submitted, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert at("tick_province") in page
    assert page.count('name="tick"') == 4
    assert at("return_lines") in page
    assert "ยังไม่ยืนยันระดับจังหวัด 4 จาก 4 รายการ" in page
    assert at("publish") not in page


def test_what_is_ready_can_be_handed_over(client, three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.sign(three_groups, by=chief)
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert f'action="{at("submit")}"' in page
    assert "อำเภอจะแก้ไขไม่ได้จนกว่าจังหวัดส่งคืน" in page
    assert "RT2-4302-2565-10-1-1" in page


def test_what_is_covered_can_be_published(client, submitted, province_staff):
    build.cover(submitted, by=province_staff)
    client.force_login(province_staff)
    assert f'action="{at("publish")}"' in text_of(client.get(URL))


def test_after_a_change_the_papers_say_that_they_no_longer_hold(client, three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.sign(three_groups, by=chief)
    build.enter(three_groups, by=officer, week=2, value=build.amounts("1.00"))
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert "แก้รายการหลังรับรอง" in page
    assert "ไม่ตรงกับรายการปัจจุบัน" in page


def test_a_published_month_can_only_be_read(client, published, chief):
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert "จังหวัดยืนยันแล้ว" in page
    assert 'name="tick"' not in page
    assert at("submit") not in page
    assert at("withdraw") not in page


def test_rows_come_a_hundred_at_a_time(client, report, officer, chief):
    build.producers(103, district="4302", by=officer)
    build.enter(report, by=officer)
    client.force_login(chief)
    first, second = text_of(client.get(URL)), text_of(client.get(URL, {"page": "2"}))
    assert first.count('name="tick"') == 100
    assert second.count('name="tick"') == 3
    assert "ทำเครื่องหมายทั้งหน้า (3 รายการ)" in second
    assert "ยืนยันทั้งหมด 103 รายการ" in second
    assert "รวมหน้านี้" in second
    assert '<option value="2" selected>101–103</option>' in second


@pytest.mark.parametrize("page", ["", "0", "9", "-1", "๒", "x", "99999999999999999999"])
def test_a_wrong_page_number_shows_a_page(client, entered, chief, page):
    client.force_login(chief)
    assert client.get(URL, {"page": page}).status_code == 200


def test_the_counts_of_the_page_are_those_of_the_actions(entered, chief):
    build.tick(entered, Level.DISTRICT, by=chief)
    SalesLine.objects.filter(report=entered, pk=entered.lines.first().pk).update(version=9)
    entered_ids = set(entered.lines.filter(weeks__isnull=False).values_list("pk", flat=True))
    of_rows = progress.counts_of_rows(sheet.rows(entered), entered=entered_ids)
    assert of_rows == progress.counts_of(entered)


def test_a_visitor_signs_in_first(client, report):
    response = client.get(URL)
    assert response.status_code == 302
    assert response.url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_it_takes_no_post(client, report, chief):
    client.force_login(chief)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("groups", [3, 130])
def test_queries_while_the_district_works(client, report, officer, chief, groups, django_assert_num_queries):
    build.producers(groups, district="4302", by=officer)
    build.enter(report, by=officer)
    build.sign(report, by=chief)
    client.force_login(chief)
    with django_assert_num_queries(14):
        client.get(URL)


@pytest.mark.parametrize("groups", [3, 130])
def test_queries_while_the_province_checks(
    client, report, officer, chief, province_staff, groups, django_assert_num_queries
):
    build.producers(groups, district="4302", by=officer)
    build.submit(report, officer=officer, chief=chief)
    client.force_login(province_staff)
    with django_assert_num_queries(17):
        client.get(URL)


@pytest.mark.parametrize("groups", [3, 130])
def test_queries_of_a_returned_correction(
    client, report, officer, chief, province_staff, groups, django_assert_num_queries
):
    """The fullest page there is: papers, an older publication to compare with, and returned lines."""
    build.producers(groups, district="4302", by=officer)
    published = build.publish(report, officer=officer, chief=chief, staff=province_staff)
    reopened = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(reopened, by=officer, value=build.amounts("1.00"))
    build.sign(reopened, by=chief)
    sent = workflow.submit(report=reopened, by=chief, now=build.NOW).report
    item = workflow.LineToReturn(sent.lines.first().pk, "OTHER", "โปรดตรวจ")
    workflow.return_lines(report=sent, lines=[item], by=province_staff, now=build.NOW)
    client.force_login(chief)
    with django_assert_num_queries(16):
        client.get(URL)
