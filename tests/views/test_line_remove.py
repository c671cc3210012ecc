"""✕: taking a row out of the month, with a reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import removal, workflow
from reporting.actions.workflow import LineToReturn
from reporting.models import AuditEvent, RosterEntry, SalesLine
from reporting.stats import desk
from tests import build
from tests.views.desk import at, login_url, text_of, told

REASON = {"reason": "เพิ่มซ้ำกับรายการอื่น", "detail": ""}


def url(row, *, query: str = "") -> str:
    return reverse("line_remove", args=("4302", build.OCTOBER, *row.key)) + query


@pytest.fixture
def row(three_groups, officer):
    """The first row of the table, with figures of one week."""
    build.enter(three_groups, by=officer)
    return desk.rows(three_groups)[0]


def test_the_page_asks_before_anything_happens(client, row, officer):
    client.force_login(officer)
    page = text_of(client.get(url(row, query="?week=2&page=1")))
    assert "กลุ่มทอผ้าบ้านน้ำโมง · ต.ในเมือง" in page
    assert "125.50 บาท" in page
    assert "ระบบเก็บยอดและเหตุผลไว้ และนำกลับมาได้" in page
    assert f'href="{at("entry")}?week=2&amp;page=1"' in page
    assert SalesLine.objects.present().count() == 4


def test_the_row_leaves_the_month_and_can_be_brought_back(client, row, officer):
    client.force_login(officer)
    response = client.post(url(row, query="?week=2&page=1"), REASON | {"version": row.version})
    line = SalesLine.objects.get(pk=row.line_id)
    assert response.url == f"{at('entry')}?week=2&page=1&removed={line.pk}"
    assert (line.removed_by, line.removed_reason) == (officer, "เพิ่มซ้ำกับรายการอื่น")
    assert line.total == row.total
    assert AuditEvent.objects.filter(action="remove_line").count() == 1
    page = text_of(client.get(response.url))
    assert f"การบันทึกข้อมูลสมบูรณ์ นำ “{line}” ออกจากเดือนนี้แล้ว" in page
    assert "เลิกทำ" in page
    assert "รายการที่นำออกจากเดือนนี้ (1)" in page
    assert officer.full_name in page
    assert page.count('class="x-btn"') == 3
    assert page.count(reverse("line_restore", args=("4302", build.OCTOBER, line.pk))) == 2
    assert "376.50</td>" in page  # What was taken out no longer counts.


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"reason": "อื่น ๆ", "detail": "ขอถอนตัว"}, "ขอถอนตัว"),
        ({"reason": "ย้ายไปอยู่อำเภออื่น", "detail": "อำเภอศรีเชียงใหม่"}, "ย้ายไปอยู่อำเภออื่น: อำเภอศรีเชียงใหม่"),
    ],
)
def test_words_of_ones_own_are_kept(client, row, officer, typed, reason):
    client.force_login(officer)
    client.post(url(row), typed | {"version": row.version})
    assert SalesLine.objects.get(pk=row.line_id).removed_reason == reason


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "โปรดเลือกเหตุผล"),
        ({"detail": "คำที่พิมพ์ไว้"}, "โปรดเลือกเหตุผล"),
        ({"reason": "อื่น ๆ", "detail": " "}, "โปรดพิมพ์เหตุผล"),
        ({"reason": "ไม่มีในรายการ"}, "โปรดเลือกเหตุผล"),
    ],
)
def test_without_a_reason_nothing_happens(client, row, officer, typed, sentence):
    client.force_login(officer)
    response = client.post(url(row), typed | {"version": row.version})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert typed.get("detail", "").strip() in text_of(response)
    assert SalesLine.objects.present().count() == 4


def test_a_line_that_changed_meanwhile_is_shown_first(client, row, three_groups, officer, chief):
    build.enter(three_groups, by=chief, week=2)
    client.force_login(officer)
    response = client.post(url(row), REASON | {"version": row.version})
    page = text_of(response)
    assert response.status_code == 422
    assert f"ถูกแก้ไขโดย{chief.full_name}" in page
    assert "251.00 บาท" in page
    assert f'name="version" value="{row.version + 1}"' in page
    assert SalesLine.objects.present().count() == 4
    assert client.post(url(row), REASON | {"version": row.version + 1}).status_code == 302


def test_a_pair_without_figures_is_taken_out_of_this_month_only(client, three_groups, officer):
    pair = desk.rows(three_groups)[0]
    client.force_login(officer)
    assert client.post(url(pair), REASON | {"version": "0"}).status_code == 302
    assert RosterEntry.objects.filter(group=pair.key[0]).exists()
    assert "รายการที่นำออกจากเดือนนี้ (1)" in text_of(client.get(at("entry")))


def test_pressing_twice_has_one_effect(client, row, officer):
    client.force_login(officer)
    answers = [client.post(url(row), REASON | {"version": row.version}) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert SalesLine.objects.get(pk=row.line_id).version == row.version + 1


def test_a_row_that_is_out_already_leads_back(client, row, officer):
    client.force_login(officer)
    client.post(url(row), REASON | {"version": row.version})
    response = client.get(url(row))
    assert response.url == f"{at('entry')}?removed={row.line_id}"


@pytest.mark.parametrize("key", [(1, "GOLD"), (999_999_999, "FOOD"), (10**30, "FOOD")])
def test_an_unknown_row_does_not_exist(client, row, officer, key):
    client.force_login(officer)
    where = f"{at('entry').split('?')[0]}remove/{key[0]}/{key[1]}/"
    assert client.get(where).status_code == 404
    assert client.post(where, REASON).status_code == 404


def test_a_submitted_month_gives_up_no_line(client, submitted, officer):
    row = desk.rows(submitted)[0]
    client.force_login(officer)
    for response in (client.get(url(row)), client.post(url(row), REASON | {"version": row.version})):
        assert response.url == at("entry")
        assert "ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้" in told(response)[-1]
    assert SalesLine.objects.present().count() == 4


def test_a_line_that_did_not_come_back_stays(client, submitted, officer, province_staff):
    first, second, *_ = desk.rows(submitted)
    item = LineToReturn(first.line_id, "OTHER", "โปรดตรวจ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    client.force_login(officer)
    response = client.post(url(second), REASON | {"version": second.version})
    assert response.status_code == 422
    assert "จังหวัดไม่ได้ส่งคืนรายการนี้ จึงแก้ไขไม่ได้" in text_of(response)
    assert client.post(url(first), REASON | {"version": first.version}).status_code == 302


def test_names_are_escaped(client, three_groups, officer):
    build.producer("<script>1</script>", district="4302", by=officer)
    bad = next(row for row in desk.rows(three_groups) if row.name.startswith("<"))
    client.force_login(officer)
    assert "<script>1" not in client.get(url(bad)).content.decode()
    response = client.post(url(bad), {"reason": "อื่น ๆ", "detail": "<script>2</script>", "version": "0"})
    page = client.get(response.url).content.decode()
    assert "<script>1" not in page
    assert "<script>2" not in page


def test_a_visitor_signs_in_first(client, row):
    assert client.get(url(row)).url == login_url(url(row))


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, row, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(row)).status_code == 404
    assert client.post(url(row), REASON | {"version": row.version}).status_code == 404


def test_the_province_removes_nothing(client, row, province_staff):
    client.force_login(province_staff)
    assert client.get(url(row)).status_code == 403
    assert client.post(url(row), REASON | {"version": row.version}).status_code == 403


def test_it_is_read_and_posted_only(client, row, officer):
    client.force_login(officer)
    assert client.put(url(row)).status_code == 405


@pytest.mark.parametrize("count", [3, 112])
def test_queries_of_the_page(client, report, officer, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    row = desk.rows(report)[0]
    client.force_login(officer)
    client.get(url(row))
    with django_assert_num_queries(6):
        client.get(url(row))


def test_what_was_taken_out_costs_one_query_more(client, report, officer, django_assert_num_queries):
    build.producers(9, district="4302", by=officer)
    build.enter(report, by=officer)
    for row in desk.rows(report)[:4]:
        removal.remove_line(
            report=report,
            group_id=row.key[0],
            category=row.key[1],
            version=row.version,
            reason="ผิด",
            by=officer,
            now=build.NOW,
        )
    client.force_login(officer)
    client.get(at("entry"))
    with django_assert_num_queries(10):
        client.get(at("entry"))
