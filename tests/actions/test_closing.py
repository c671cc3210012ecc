"""Closing a producer and opening it again: what is expected changes, what was reported never does (R16)."""

from __future__ import annotations

import pytest

from reporting.actions import closing, groups, removal
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AuditEvent, Category, ProducerGroup, RosterEntry, SalesLine, WeeklyEntry
from reporting.stats import sheet
from tests import build

NOVEMBER, DECEMBER = build.OCTOBER.next(), build.OCTOBER.plus(2)


@pytest.fixture
def group(three_groups) -> ProducerGroup:
    """A producer with two categories since October."""
    return ProducerGroup.objects.get(name="กลุ่มอาหารอร่อย")


@pytest.fixture
def november(three_groups, department):
    build.open_month(NOVEMBER, by=department)
    return build.report_of("4302", NOVEMBER)


def close(report, group, by, reason="เลิกกิจการ") -> ProducerGroup:
    return closing.close_group(report=report, group=group, reason=reason, by=by, now=build.NOW)


def reopen(group, by, reason="กลับมาผลิตอีก") -> ProducerGroup:
    return closing.reopen_group(group=group, reason=reason, by=by, now=build.NOW)


def roster(group) -> dict[str, tuple]:
    return {entry.category: (entry.starts, entry.ends) for entry in group.roster.all()}


def expected(report, group) -> list[str]:
    return [row.category for row in sheet.rows(report) if row.group == group]


def test_the_given_month_is_the_last_that_expects_it(three_groups, november, group, officer):
    closed = close(three_groups, group, officer)
    assert (closed.closed_at, closed.closed_by) == (build.NOW, officer)
    assert roster(group) == {
        "FOOD": (build.OCTOBER, build.OCTOBER),
        "BEVERAGE": (build.OCTOBER, build.OCTOBER),
    }
    assert expected(three_groups, group) == ["FOOD", "BEVERAGE"]
    assert expected(november, group) == []


def test_lines_and_figures_stay_and_can_still_be_entered(three_groups, group, officer):
    build.enter(three_groups, by=officer)
    before = list(SalesLine.objects.values()), list(WeeklyEntry.objects.values())
    close(three_groups, group, officer)
    assert (list(SalesLine.objects.values()), list(WeeklyEntry.objects.values())) == before
    assert {result.outcome for result in build.enter(three_groups, by=officer, week=2)} == {"saved"}


def test_a_submitted_month_may_be_the_last(submitted, group, officer):
    close(submitted, group, officer)
    assert {ends for _, ends in roster(group).values()} == {build.OCTOBER}


def test_what_ended_earlier_keeps_its_end(three_groups, november, group, officer):
    RosterEntry.objects.filter(group=group, category="FOOD").update(ends=build.OCTOBER)
    close(november, group, officer)
    assert roster(group) == {"FOOD": (build.OCTOBER, build.OCTOBER), "BEVERAGE": (build.OCTOBER, NOVEMBER)}


def test_what_would_have_started_later_is_expected_nowhere(three_groups, november, group, officer):
    groups.add_category(report=november, group=group, category=Category.HERB, by=officer, now=build.NOW)
    close(three_groups, group, officer)
    assert "HERB" not in roster(group)
    assert expected(november, group) == []


def test_a_later_month_with_figures_is_not_contradicted(three_groups, november, group, officer):
    build.enter(november, by=officer)
    with pytest.raises(WrongState, match="มีรายการในเดือนพฤศจิกายน 2564"):
        close(three_groups, group, officer)
    assert close(november, group, officer).closed_at


def test_a_removed_line_of_a_later_month_is_no_contradiction(three_groups, november, group, officer):
    for category in ("FOOD", "BEVERAGE"):
        pair = {"group_id": group.pk, "category": category, "version": 0}
        removal.remove_line(report=november, **pair, reason="เลิกกิจการ", by=officer, now=build.NOW)
    assert close(three_groups, group, officer).closed_at


def test_closing_twice_is_once(three_groups, group, officer, chief):
    close(three_groups, group, officer)
    assert close(three_groups, group, chief, reason="อีกครั้ง").closed_by == officer
    assert AuditEvent.objects.filter(action="close_group").count() == 1


def test_everything_comes_back_as_it_was(three_groups, november, group, officer):
    groups.add_category(report=november, group=group, category=Category.HERB, by=officer, now=build.NOW)
    RosterEntry.objects.filter(group=group, category="BEVERAGE").update(ends=build.OCTOBER)
    before = roster(group)
    close(three_groups, group, officer)
    opened = reopen(group, officer)
    assert (opened.closed_at, opened.closed_by) == (None, None)
    assert roster(group) == before
    assert expected(november, group) == ["FOOD", "HERB"]


def test_what_was_taken_off_meanwhile_does_not_come_back(three_groups, group, officer):
    groups.add_category(report=three_groups, group=group, category=Category.HERB, by=officer, now=build.NOW)
    close(three_groups, group, officer)
    pair = {"group_id": group.pk, "category": "HERB", "version": 0}
    removal.remove_line(report=three_groups, **pair, reason="ผิด", by=officer, now=build.NOW)
    reopen(group, officer)
    assert set(roster(group)) == {"FOOD", "BEVERAGE"}


def test_closing_and_opening_again_can_be_repeated(three_groups, november, group, officer):
    close(three_groups, group, officer)
    reopen(group, officer)
    close(november, group, officer)
    assert {ends for _, ends in roster(group).values()} == {NOVEMBER}
    reopen(group, officer)
    assert {ends for _, ends in roster(group).values()} == {None}


def test_opening_twice_is_once(three_groups, group, officer):
    close(three_groups, group, officer)
    reopen(group, officer)
    assert reopen(group, officer).closed_at is None
    assert AuditEvent.objects.filter(action="reopen_group").count() == 1


def test_a_name_that_was_taken_meanwhile_stays_taken(three_groups, group, officer):
    close(three_groups, group, officer)
    build.producer(group.name, district="4302", by=officer)
    with pytest.raises(BadInput, match="มี “กลุ่มอาหารอร่อย” ในตำบลในเมืองอยู่แล้ว"):
        reopen(group, officer)


def test_a_producer_closed_before_there_was_a_log_comes_back_without_categories(three_groups, group, officer):
    group.roster.update(ends=build.OCTOBER)
    ProducerGroup.objects.filter(pk=group.pk).update(closed_at=build.NOW, closed_by=officer)
    assert reopen(group, officer).closed_at is None
    assert {ends for _, ends in roster(group).values()} == {build.OCTOBER}


@pytest.mark.parametrize("reason", ["", "  "])
def test_both_need_a_reason(three_groups, group, officer, reason):
    with pytest.raises(BadInput, match="เหตุผล"):
        close(three_groups, group, officer, reason=reason)
    close(three_groups, group, officer)
    with pytest.raises(BadInput, match="เหตุผล"):
        reopen(group, officer, reason=reason)


def test_who_why_and_what_before_and_after_are_kept(three_groups, group, officer):
    close(three_groups, group, officer)
    reopen(group, officer)
    closed, opened = AuditEvent.objects.filter(stream=f"group:{group.pk}").order_by("sequence")
    assert (closed.actor, closed.reason, closed.action) == (officer, "เลิกกิจการ", "close_group")
    assert closed.changes == {
        "name": "กลุ่มอาหารอร่อย",
        "last_month": 202110,
        "roster": [
            {"category": "BEVERAGE", "before": [202110, None], "after": [202110, 202110]},
            {"category": "FOOD", "before": [202110, None], "after": [202110, 202110]},
        ],
    }
    assert (opened.actor, opened.reason, opened.action) == (officer, "กลับมาผลิตอีก", "reopen_group")
    assert opened.changes["roster"][0] == {
        "category": "BEVERAGE",
        "before": [202110, 202110],
        "after": [202110, None],
    }


@pytest.mark.parametrize("who", ["neighbour", "province_staff", "department", "auditor", "administrator"])
def test_nobody_else_may(three_groups, group, officer, who, request):
    person = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        close(three_groups, group, person)
    close(three_groups, group, officer)
    with pytest.raises(NotAllowed):
        reopen(group, person)


def test_another_districts_producer_is_not_closed_from_here(three_groups, officer, neighbour):
    theirs = build.producer("กลุ่มข้างบ้าน", district="4301", by=neighbour)
    with pytest.raises(BadInput, match="ไม่อยู่ใน"):
        close(three_groups, theirs, officer)


def test_queries(three_groups, group, officer, django_assert_num_queries):
    with django_assert_num_queries(12):
        close(three_groups, group, officer)
    with django_assert_num_queries(13):
        reopen(group, officer)
