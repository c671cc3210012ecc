"""นำกลับมา: undoing a removal."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import months, removal
from reporting.models import AuditEvent, RosterEntry, SalesLine
from reporting.stats import desk
from reporting.views.common import SAVED
from tests import build
from tests.views.desk import at, login_url, text_of, told


@pytest.fixture
def removed(three_groups, officer) -> SalesLine:
    build.enter(three_groups, by=officer)
    row = desk.rows(three_groups)[0]
    return removal.remove_line(
        report=three_groups,
        group_id=row.key[0],
        category=row.key[1],
        version=row.version,
        reason="เพิ่มซ้ำ",
        by=officer,
        now=build.NOW,
    )


def url(line, *, query: str = "") -> str:
    return reverse("line_restore", args=("4302", build.OCTOBER, line.pk)) + query


def test_the_line_comes_back_with_its_figures(client, removed, officer):
    client.force_login(officer)
    response = client.post(url(removed, query="?week=2&page=1"))
    line = SalesLine.objects.get(pk=removed.pk)
    assert response.url == f"{at('entry')}?week=2&page=1#line-{line.group_id}-{line.category}"
    assert told(response) == [f"{SAVED} นำ “{line.group}” กลับมาแล้ว"]
    assert not line.is_removed
    assert line.amounts == build.amounts("100.00", "20.00", "5.50")
    assert RosterEntry.objects.filter(group=line.group, category=line.category).exists()
    page = text_of(client.get(response.url))
    assert page.count('class="x-btn"') == 4
    assert "รายการที่นำออกจากเดือนนี้" not in page


def test_pressing_twice_has_one_effect(client, removed, officer):
    client.force_login(officer)
    for _ in range(2):
        assert client.post(url(removed)).status_code == 302
    assert AuditEvent.objects.filter(action="restore_line").count() == 1


def test_a_closed_month_takes_nothing_back(client, removed, officer, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    client.force_login(officer)
    response = client.post(url(removed))
    assert response.url == at("entry")
    assert "กรมฯ ปิดรับข้อมูลของเดือนนี้แล้ว" in told(response)[-1]
    assert SalesLine.objects.get(pk=removed.pk).is_removed
    page = text_of(client.get(at("entry")))
    assert "รายการที่นำออกจากเดือนนี้ (1)" in page
    assert url(removed) not in page


@pytest.mark.parametrize("number", [999_999, 10**30])
def test_an_unknown_line_does_not_exist(client, removed, officer, number):
    client.force_login(officer)
    assert client.post(reverse("line_restore", args=("4302", build.OCTOBER, number))).status_code == 404


def test_a_line_of_another_report_does_not_exist(client, removed, officer, neighbour):
    theirs = build.report_of("4301")
    build.producer("กลุ่มอื่น", district="4301", by=neighbour)
    build.enter(theirs, by=neighbour)
    client.force_login(officer)
    assert client.post(url(theirs.lines.get())).status_code == 404


def test_a_visitor_signs_in_first(client, removed):
    assert client.post(url(removed)).url == login_url("/home/")


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, removed, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(url(removed)).status_code == 404


def test_the_province_brings_nothing_back(client, removed, province_staff):
    client.force_login(province_staff)
    assert client.post(url(removed)).status_code == 403


def test_a_link_cannot_do_it(client, removed, officer):
    client.force_login(officer)
    assert client.get(url(removed)).status_code == 405
    assert SalesLine.objects.get(pk=removed.pk).is_removed
