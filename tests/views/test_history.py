"""The log of a district-month: hand-overs with receipts, returned lines with reasons, publications."""

from __future__ import annotations

import pytest

from reporting.actions import workflow
from tests import build
from tests.views.desk import at, login_url, text_of

URL = at("history")


def test_every_step_is_there_with_its_receipt(client, published, chief):
    client.force_login(chief)
    page = text_of(client.get(URL))
    for number in ("4302-2565-10-01", "4302-2565-10-02"):
        assert f'เลขที่รับ <a href="/receipts/{number}/">{number}</a>' in page
    assert "502.00 บาท" in page
    assert "ฉบับที่กรมฯ เห็นอยู่" in page


def test_returns_and_reasons_are_there(client, submitted, chief, province_staff):
    line = submitted.lines.first()
    item = workflow.LineToReturn(line.pk, "TOO_HIGH", "โปรดตรวจใบเสร็จ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert "ยอดสูงผิดปกติ โปรดตรวจกับหลักฐาน" in page
    assert "โปรดตรวจใบเสร็จ" in page
    build.explain(submitted, "ตรวจแล้ว ถูกต้อง", by=chief)
    assert "อำเภอตอบ: ตรวจแล้ว ถูกต้อง" in text_of(client.get(URL))
    assert str(line.group) in page


def test_after_a_correction_both_revisions_are_there(client, published, officer, chief, province_staff):
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("9.00"))
    build.sign(report, by=chief)
    report = workflow.submit(report=report, by=chief, now=build.NOW).report
    build.cover(report, by=province_staff)
    workflow.publish(report=report, by=province_staff, now=build.NOW)
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "มีฉบับใหม่แทน" in page
    assert "502.00 บาท" in page
    assert "36.00 บาท" in page
    assert "เหตุผล: ยอดซ้ำ" in page


def test_a_month_that_was_never_sent_says_so(client, report, officer):
    client.force_login(officer)
    assert "ยังไม่เคยส่งจังหวัด" in text_of(client.get(URL))


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, published, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_it_takes_no_post(client, report, chief):
    client.force_login(chief)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("rounds", [1, 4])
def test_queries(client, submitted, chief, province_staff, rounds, django_assert_num_queries):
    report = submitted
    for _ in range(rounds):
        items = [workflow.LineToReturn(pk, "OTHER", "ตรวจ") for pk in build.versions(report)]
        report = workflow.return_lines(report=report, lines=items, by=province_staff, now=build.NOW).report
        build.explain(report, "ถูกต้อง", by=chief)
        report = workflow.submit(report=report, by=chief, now=build.NOW).report
    client.force_login(chief)
    with django_assert_num_queries(8):
        client.get(URL)
