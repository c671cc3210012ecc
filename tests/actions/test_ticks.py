"""Ticks are given for a version and hold only for it (R6, R7)."""

from __future__ import annotations

import pytest

from reporting.actions import ticks
from reporting.actions.ticks import Level, Outcome
from reporting.errors import NotAllowed, WrongState
from reporting.models import AuditEvent, SalesLine
from tests import build


@pytest.fixture
def entered(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups


def outcomes(results):
    return [result.outcome for result in results]


def test_every_line_gets_a_result_and_the_version_is_kept(entered, chief):
    results = build.tick(entered, Level.DISTRICT, by=chief)
    assert outcomes(results) == [Outcome.CONFIRMED] * 4
    assert all(line.is_ticked_by_district and line.district_tick_by == chief for line in entered.lines.all())


def test_a_repeated_tick_has_no_new_effect(entered, chief):
    build.tick(entered, Level.DISTRICT, by=chief)
    assert outcomes(build.tick(entered, Level.DISTRICT, by=chief)) == [Outcome.ALREADY] * 4
    assert AuditEvent.objects.filter(action="tick_district").count() == 1


def test_a_line_changed_meanwhile_is_left_alone(entered, officer, chief):
    seen = build.versions(entered)
    build.enter(entered, by=officer, value=build.amounts("1.00"))
    results = ticks.tick(report=entered, level=Level.DISTRICT, seen=seen, by=chief, now=build.NOW)
    assert outcomes(results) == [Outcome.CHANGED] * 4
    assert not SalesLine.objects.ticked_by_district().exists()


def test_lines_that_were_shown_and_not_wanted_are_cleared(entered, chief):
    build.tick(entered, Level.DISTRICT, by=chief)
    seen = build.versions(entered)
    first, *others = seen
    results = ticks.tick(
        report=entered, level=Level.DISTRICT, seen=seen, wanted=set(others), by=chief, now=build.NOW
    )
    assert outcomes(results) == [Outcome.CLEARED, *[Outcome.ALREADY] * 3]
    line = SalesLine.objects.get(pk=first)
    assert (line.district_tick_version, line.district_tick_by, line.district_tick_at) == (None, None, None)


def test_a_box_left_as_it_was_shown_changes_nothing(entered, chief):
    """A colleague has ticked the first line and cleared the second since the page was opened."""
    seen = build.versions(entered)
    first, second, third, fourth = seen
    build.tick(entered, Level.DISTRICT, by=chief)
    sent = {"report": entered, "level": Level.DISTRICT, "seen": seen, "by": chief, "now": build.NOW}
    ticks.tick(wanted={first, third, fourth}, shown=set(seen), **sent)
    results = ticks.tick(wanted={second, third}, shown={second, fourth}, **sent)
    assert {result.line.pk: result.outcome for result in results} == {
        second: Outcome.CHANGED,
        third: Outcome.ALREADY,
        fourth: Outcome.CLEARED,
    }
    ticked = SalesLine.objects.ticked_by_district().values_list("pk", flat=True)
    assert set(ticked) == {first, third}


def test_a_line_without_figures_cannot_be_ticked(entered, officer, chief):
    line = entered.lines.order_by("id").first()
    line.weeks.all().delete()
    results = build.tick(entered, Level.DISTRICT, by=chief)
    assert outcomes(results) == [Outcome.BLOCKED, *[Outcome.CONFIRMED] * 3]
    assert "ยังไม่มียอด" in results[0].sentence


def test_separate_duties_where_the_office_wants_them(three_groups, chief, settings):
    settings.OTOP_SEPARATE_DUTIES = True
    build.enter(three_groups, by=chief)
    results = build.tick(three_groups, Level.DISTRICT, by=chief)
    assert outcomes(results) == [Outcome.BLOCKED] * 4
    assert "ของตนเอง" in results[0].sentence


def test_who_typed_any_week_typed_the_line(three_groups, officer, chief, settings):
    settings.OTOP_SEPARATE_DUTIES = True
    build.enter(three_groups, by=chief, week=1)
    build.enter(three_groups, by=officer, week=2)
    assert outcomes(build.tick(three_groups, Level.DISTRICT, by=chief)) == [Outcome.BLOCKED] * 4


def test_the_province_ticks_only_what_was_submitted(entered, province_staff):
    with pytest.raises(WrongState, match="เมื่ออำเภอส่งแล้ว"):
        build.tick(entered, Level.PROVINCE, by=province_staff)


def test_the_first_tick_of_the_province_is_remembered(submitted, province_staff):
    build.tick(submitted, Level.PROVINCE, by=province_staff)
    submitted.refresh_from_db()
    assert submitted.province_acted_at == build.NOW


@pytest.mark.parametrize("who", ["officer", "neighbour", "province_staff", "department"])
def test_only_the_development_officer_ticks_for_the_district(entered, who, request):
    with pytest.raises(NotAllowed):
        build.tick(entered, Level.DISTRICT, by=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["officer", "chief", "other_province", "department"])
def test_only_the_province_ticks_for_the_province(submitted, who, request):
    with pytest.raises(NotAllowed):
        build.tick(submitted, Level.PROVINCE, by=request.getfixturevalue(who))


def test_ticking_100_lines_takes_a_fixed_number_of_queries(
    report, officer, chief, django_assert_max_num_queries
):
    build.producers(100, district="4302", by=officer)
    build.enter(report, by=officer)
    seen = build.versions(report)
    with django_assert_max_num_queries(10):
        results = ticks.tick(report=report, level=Level.DISTRICT, seen=seen, by=chief, now=build.NOW)
    assert outcomes(results) == [Outcome.CONFIRMED] * 100
