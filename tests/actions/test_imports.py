"""Storing several weeks of a line at once, or nothing of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.actions import imports, removal
from reporting.actions.desk import Outcome
from reporting.actions.imports import MonthRow, MonthState
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AuditEvent, SalesLine, WeeklyEntry
from reporting.stats import desk, sheet
from tests import build

TEN, TWENTY = build.amounts("10.00"), build.amounts("20.00", "1", "0.75")


def save(report, by, *, seen=None, wanted, seen_nil=False, wanted_nil=False, key=None):
    """One row; the first pair unless told, and weeks that are not named as seen were seen empty."""
    seen = dict.fromkeys(wanted) | (seen or {})
    row = MonthRow(
        *(key or desk.rows(report)[0].key),
        seen=seen,
        wanted=wanted,
        seen_nil=seen_nil,
        wanted_nil=wanted_nil,
    )
    [result] = imports.save_month(report=report, rows=[row], by=by, now=build.NOW)
    return result


def test_all_weeks_and_their_sum_are_stored_in_one_act(three_groups, officer):
    assert save(three_groups, officer, wanted={1: TEN, 4: TWENTY}).outcome is Outcome.SAVED
    line = SalesLine.objects.get()
    assert line.amounts == (Decimal("30.00"), Decimal("1.00"), Decimal("0.75")) and line.version == 1
    assert WeeklyEntry.objects.count() == 2
    [event] = AuditEvent.objects.filter(action="save_month")
    assert [change["week"] for change in event.changes] == [1, 4]
    assert event.changes[0]["before"]["amounts"] is None
    assert event.changes[1]["after"]["amounts"] == ["20.00", "1.00", "0.75"]


def test_weeks_that_are_not_named_stay_and_the_version_grows_once(three_groups, officer, chief):
    save(three_groups, officer, wanted={1: TEN})
    save(three_groups, chief, seen={1: TEN}, wanted={2: TEN, 3: TEN})
    line = SalesLine.objects.get()
    assert line.total == Decimal("30.00") and line.version == 2
    assert WeeklyEntry.objects.get(week=1).saved_by == officer
    assert WeeklyEntry.objects.get(week=3).saved_by == chief


def test_one_week_in_conflict_keeps_the_whole_line(three_groups, officer, chief):
    save(three_groups, chief, wanted={2: TWENTY})
    result = save(three_groups, officer, wanted={1: TEN, 2: TEN})
    assert result.outcome is Outcome.CONFLICT and "สัปดาห์ที่ 2" in result.sentence
    assert result.stored == MonthState({2: TWENTY})
    assert WeeklyEntry.objects.count() == 1


def test_a_repeated_request_changes_nothing(three_groups, officer):
    save(three_groups, officer, wanted={1: TEN})
    assert save(three_groups, officer, wanted={1: TEN}).outcome is Outcome.UNCHANGED
    assert SalesLine.objects.get().version == 1
    assert AuditEvent.objects.filter(action="save_month").count() == 1


def test_no_sales_takes_the_weeks_of_nothing_along(three_groups, officer):
    save(three_groups, officer, wanted={1: build.amounts("0"), 2: build.amounts("0")})
    assert save(three_groups, officer, wanted={}, wanted_nil=True).outcome is Outcome.SAVED
    assert SalesLine.objects.get().nil and not WeeklyEntry.objects.exists()
    again = save(three_groups, officer, wanted={3: TEN}, seen_nil=True)
    assert again.outcome is Outcome.SAVED and not SalesLine.objects.get().nil


def test_no_sales_is_refused_where_a_week_sold(three_groups, officer):
    save(three_groups, officer, wanted={1: TEN})
    assert save(three_groups, officer, wanted={}, wanted_nil=True).outcome is Outcome.REFUSED
    cleared = save(three_groups, officer, seen={1: TEN}, wanted={1: None}, wanted_nil=True)
    assert cleared.outcome is Outcome.SAVED and SalesLine.objects.get().nil


def test_no_sales_said_by_somebody_else_is_a_conflict(three_groups, officer, chief):
    save(three_groups, chief, wanted={}, wanted_nil=True)
    assert save(three_groups, officer, wanted={1: TEN}).outcome is Outcome.CONFLICT
    assert SalesLine.objects.get().nil


def test_a_change_voids_the_tick(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, build.Level.DISTRICT, by=chief)
    row = desk.rows(three_groups)[0]
    save(three_groups, officer, wanted={2: TEN}, key=row.key)
    ticked = SalesLine.objects.ticked_by_district()
    assert ticked.count() == 3 and row.line_id not in set(ticked.values_list("pk", flat=True))


def test_removed_and_unknown_pairs_are_not_stored(three_groups, officer):
    key = desk.rows(three_groups)[0].key
    why = {"version": 0, "reason": "เลิกกิจการ", "by": officer, "now": build.NOW}
    removal.remove_line(report=three_groups, group_id=key[0], category=key[1], **why)
    assert save(three_groups, officer, wanted={1: TEN}, key=key).outcome is Outcome.CONFLICT
    assert save(three_groups, officer, wanted={1: TEN}, key=(999, "FOOD")).outcome is Outcome.LOCKED
    assert not WeeklyEntry.objects.exists()


def test_a_week_the_month_does_not_have(three_groups, officer):
    with pytest.raises(BadInput):
        save(three_groups, officer, wanted={6: TEN})


def test_once_handed_over_nothing_is_stored(submitted, officer):
    with pytest.raises(WrongState):
        save(submitted, officer, wanted={2: TEN})


def test_it_takes_the_right_and_the_district(three_groups, neighbour, province_staff):
    for person in (neighbour, province_staff):
        with pytest.raises(NotAllowed):
            save(three_groups, person, wanted={1: TEN})


def test_the_queries_do_not_grow(report, officer, django_assert_num_queries):
    """Savepoint (2), report, weeks, lines, roster; lines, weeks, event (2), open circulars."""
    build.producers(25, district="4302", by=officer)
    wanted = dict.fromkeys(range(1, 6), TEN)
    rows = [MonthRow(*key, seen=dict.fromkeys(wanted), wanted=wanted) for key in sheet.expected_keys(report)]
    with django_assert_num_queries(11):
        results = imports.save_month(report=report, rows=rows, by=officer, now=build.NOW)
    assert {result.outcome for result in results} == {Outcome.SAVED} and len(results) == 25
