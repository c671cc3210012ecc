"""A district's publication as the department reads it, line by line, revision by revision."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.actions import removal, sales, workflow
from reporting.models import Publication
from reporting.stats import sheet
from tests import build, nationwide
from tests.views.desk import at, login_url, text_of

OCTOBER = build.OCTOBER


def address(district: str = "4302", month=OCTOBER) -> str:
    return reverse("nation_district", args=(month, district))


URL = address()


@pytest.fixture
def corrected(published, officer, chief, province_staff):
    """Revision 2 of the published month is confirmed too."""
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("1.00"))
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW)
    build.cover(report, by=province_staff)
    return workflow.publish(report=report, by=province_staff, now=build.NOW).report


def test_the_publication_with_its_lines_and_weeks(client, published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    publication = Publication.objects.get()
    assert "ข้อมูลที่จังหวัดยืนยันแล้ว ฉบับที่ 1" in page
    assert "502.00" in page
    assert "4 รายการ จากผู้ผลิต 3 ราย" in page
    assert "กลุ่มทอผ้าบ้านน้ำโมง" in page
    assert "ต.ในเมือง" in page
    assert "1–7 ต.ค." in page
    assert publication.sha256 in page
    assert "เจ้าหน้าที่จังหวัด province" in page
    assert "3 พ.ย. 2564 10:00 น." in page
    assert "ตรงเวลา" in page


def test_each_revision_has_the_receipt_of_its_own_confirmation(client, corrected, department):
    client.force_login(department)
    for revision, number in ((1, "4302-2565-10-02"), (2, "4302-2565-10-05")):
        page = text_of(client.get(URL, {"revision": revision}))
        address = reverse("receipt", args=(number,))
        assert f'<a href="{address}">{number}</a>' in page
        assert client.get(address).status_code == 200


def test_lines_are_in_thai_alphabetical_order(client, published, department):
    client.force_login(department)
    page = re.sub("<[^>]+>", "", text_of(client.get(URL)))
    names = ("1. กลุ่มทอผ้าบ้านน้ำโมง", "2. กลุ่มอาหารอร่อย", "3. กลุ่มอาหารอร่อย", "4. ร้านน้ำพริกแม่คำ")
    positions = [page.index(name) for name in names]
    assert positions == sorted(positions)


def test_sums_by_category_and_producer_type(client, published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว" in page
    assert "251.00" in page


def test_every_sum_leads_to_the_lines_that_it_is_made_of(client, published, department):
    client.force_login(department)
    page = client.get(URL)
    for share in page.context["shares"]:
        if not share.lines:
            continue
        link = f"?category={share.category}&amp;type={share.producer_type}#lines"
        assert f'href="{link}"' in text_of(page)
        found = client.get(URL, {"category": share.category, "type": share.producer_type})
        lines = list(found.context["page"])
        assert (len(lines), sum(line.total for line in lines)) == (share.lines, share.total)
    assert 'href="#lines"' in text_of(page)
    assert 'id="lines"' in text_of(page)


def test_a_sum_that_there_is_not_shows_all_lines(client, published, department):
    client.force_login(department)
    assert len(client.get(URL, {"category": "x", "type": "๑"}).context["page"]) == 4


def test_nil_and_removed_lines_are_told(client, three_groups, officer, chief, province_staff, department):
    rows = sheet.rows(three_groups)
    nil = sales.WeekRow(rows[0].group.pk, rows[0].category, seen=sales.Cell(), wanted=sales.Cell(nil=True))
    sales.save_week(report=three_groups, week=1, rows=[nil], by=officer, now=build.NOW)
    removal.remove_line(
        report=three_groups,
        group_id=rows[1].group.pk,
        category=rows[1].category,
        version=0,
        reason="เลิกกิจการแล้ว",
        by=officer,
        now=build.NOW,
    )
    for row in sheet.rows(three_groups)[2:]:
        typed = sales.WeekRow(
            row.group.pk, row.category, seen=sales.Cell(), wanted=sales.Cell(amounts=build.amounts("9.00"))
        )
        sales.save_week(report=three_groups, week=1, rows=[typed], by=officer, now=build.NOW)
    build.sign(three_groups, by=chief)
    workflow.submit(report=three_groups, by=chief, now=build.NOW)
    build.cover(three_groups, by=province_staff)
    workflow.publish(report=three_groups, by=province_staff, now=build.NOW)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "ไม่มียอดจำหน่าย" in page
    assert "รายการที่นำออกจากเดือนนี้ 1 รายการ" in page
    assert "เลิกกิจการแล้ว" in page


def test_lines_come_a_hundred_at_a_time(client, october, department):
    lines = [("FOOD", "GROUP", "1.00", "0.00", "0.00")] * 103
    nationwide.publish("4302", by=department, lines=lines)
    client.force_login(department)
    first, second = text_of(client.get(URL)), text_of(client.get(URL, {"page": "2"}))
    assert first.count('class="who"') == 100
    assert second.count('class="who"') == 3
    assert "103.00" in second


@pytest.mark.parametrize("state", ["three_groups", "submitted"])
def test_before_publication_there_is_the_state_and_no_figure(client, request, state, officer, department):
    report = request.getfixturevalue(state)
    if state == "three_groups":
        build.enter(report, by=officer)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "จังหวัดยังไม่ยืนยัน" in page
    assert "5 พฤศจิกายน 2564" in page
    assert ("ส่งจังหวัดครั้งแรก" in page) == (state == "submitted")
    for figure in ("502.00", "100.00", "4 รายการ", "กลุ่มทอผ้า", at("sheet")):
        assert figure not in page


def test_an_older_revision_can_be_read_and_says_that_it_is_old(client, corrected, department):
    client.force_login(department)
    now, old = text_of(client.get(URL)), text_of(client.get(URL, {"revision": "1"}))
    assert "ฉบับที่ 2</b>" in now
    assert 'href="?revision=1"' in now
    assert "มีฉบับใหม่แทนแล้ว" in old
    assert "125.50" in old
    assert "125.50" not in now


@pytest.mark.parametrize("revision", ["3", "0", "x", "", "-1", "๑"])
def test_a_revision_that_is_not_there_is_not_found(client, corrected, department, revision):
    client.force_login(department)
    assert client.get(URL, {"revision": revision}).status_code == 404


def test_a_correction_under_way_is_told_by_its_state_only(
    client, published, officer, province_staff, department
):
    report = workflow.reopen(report=published, reason="เหตุลับ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, week=2, value=build.amounts("77777.00"))
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "กำลังแก้ไขเป็นฉบับที่ 2" in page
    assert "502.00" in page
    assert "77,777" not in page
    assert "เหตุลับ" not in page


def test_the_department_may_reopen_what_is_published_and_the_auditor_not(
    client, published, department, auditor
):
    client.force_login(department)
    assert at("correction") in text_of(client.get(URL))
    client.force_login(auditor)
    assert at("correction") not in text_of(client.get(URL))


def test_during_a_correction_the_way_leads_to_it(client, published, province_staff, department):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    client.force_login(department)
    assert at("correction") in text_of(client.get(URL))


def test_a_month_that_is_not_opened_says_so(client, october, department):
    client.force_login(department)
    assert "ยังไม่เปิดงวด" in text_of(client.get(address(month=OCTOBER.next())))


@pytest.mark.parametrize("code", ["9999", "1001", "43", "x"])
def test_a_district_that_does_not_report_is_not_found(client, october, department, code):
    client.force_login(department)
    assert client.get(f"/nation/2565-10/districts/{code}/").status_code == 404


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "administrator"])
def test_nobody_else_may(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


def test_it_takes_no_post(client, october, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("query", ["", "?revision=1"])
def test_it_asks_no_working_table(client, corrected, department, query):
    client.force_login(department)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL + query)
    said = " ".join(query["sql"] for query in queries)
    assert "salesline" not in said
    assert "weeklyentry" not in said
    assert "producergroup" not in said


@pytest.mark.parametrize("lines", [2, 90])
def test_queries_do_not_grow_with_the_lines(client, october, department, lines, django_assert_num_queries):
    nationwide.publish("4302", by=department, lines=[("FOOD", "GROUP", "1.00", "0.00", "0.00")] * lines)
    client.force_login(department)
    with django_assert_num_queries(11):
        client.get(URL)
