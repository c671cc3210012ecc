"""The page with the year's weeks, each box the way to its week."""

from __future__ import annotations

import re

import pytest

from reporting.actions import workflow
from tests import build
from tests.views.desk import at, login_url, text_of

URL = at("year_strip")


def boxes(page: str) -> list[tuple[str, str, str]]:
    return re.findall(r'<a class="(\w+)" href="([^"]+)" title="([^"]+)" aria-label="\3">\d</a>', page)


def test_each_week_leads_to_its_table(client, three_groups, officer):
    build.enter(three_groups, by=officer, week=1)
    client.force_login(officer)
    page = text_of(client.get(URL))
    found = boxes(page)
    assert [css for css, _, _ in found] == ["full", "none", "none", "none", "none"]
    assert found[1][1] == f"{at('entry')}?week=2"
    assert found[1][2] == "ตุลาคม 2564 สัปดาห์ที่ 2 (8–14 ต.ค.): ขาด 4 จาก 4 รายการ"
    assert "ยังไม่ครบ <b>4 สัปดาห์</b>" in page
    assert client.get(found[1][1]).status_code == 200
    assert page.count("ยังไม่เปิดงวด") == 11


def test_a_half_filled_week_looks_different(client, three_groups, officer, chief):
    build.enter(three_groups, by=officer, week=1)
    build.producer("ร้านใหม่", district="4302", by=officer)
    client.force_login(chief)
    assert boxes(text_of(client.get(URL)))[0][::2] == (
        "part",
        "ตุลาคม 2564 สัปดาห์ที่ 1 (1–7 ต.ค.): ขาด 1 จาก 5 รายการ",
    )


def test_a_finished_month_says_its_state(client, published, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert boxes(page) == []
    assert "จังหวัดยืนยันแล้ว" in page
    assert "ไม่มีช่องว่างในเดือนที่บันทึกได้" in page


def test_other_years_are_one_press_away(client, three_groups, officer, department):
    build.open_month(build.OCTOBER.plus(-1), by=department)
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert f'href="{at("year_strip", month=build.OCTOBER.plus(-1))}"' in page


def test_the_first_page_shows_the_strip(client, three_groups, officer):
    client.force_login(officer)
    page = text_of(client.get("/home/"))
    assert len(boxes(page)) == 5
    assert "ยังไม่ครบ 5 สัปดาห์" in page


def test_a_returned_month_can_be_filled_in(client, submitted, officer, province_staff):
    line = submitted.lines.first()
    item = workflow.LineToReturn(line.pk, "OTHER", "โปรดตรวจ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    client.force_login(officer)
    assert boxes(text_of(client.get(URL)))[0][0] == "full"


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "department", "auditor", "administrator"])
def test_for_everybody_else_it_does_not_exist(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_the_province_has_no_strip(client, report, province_staff):
    client.force_login(province_staff)
    assert client.get(URL).status_code == 403


def test_it_is_only_read(client, report, officer):
    client.force_login(officer)
    assert client.post(URL).status_code == 405
