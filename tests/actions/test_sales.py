"""Saving a week: sums, conflicts, nil lines, removal and undo (R1, R2, R6, R9, R10, R16)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.actions import groups, months, removal, sales, workflow
from reporting.actions.sales import Cell, Outcome, WeekRow
from reporting.actions.ticks import Level
from reporting.errors import BadInput, NotAllowed, Stale, WrongState
from reporting.models import AuditEvent, Category, RosterEntry, SalesLine, WeeklyEntry
from reporting.stats import sheet
from tests import build

TEN = Cell(amounts=build.amounts("10.00"))
TWENTY = Cell(amounts=build.amounts("20.25", "1.00", "0.50"))


def row_of(report, position=0):
    return sheet.with_weeks(sheet.rows(report))[position]


def save(report, by, *, wanted, seen=None, week=1, position=0, now=build.NOW):
    row = row_of(report, position)
    change = WeekRow(*row.key, seen=seen or Cell(), wanted=wanted)
    return sales.save_week(report=report, week=week, rows=[change], by=by, now=now)[0]


def test_a_line_is_the_sum_of_its_weeks(three_groups, officer):
    save(three_groups, officer, wanted=TEN, week=1)
    save(three_groups, officer, wanted=TWENTY, week=5)
    line = SalesLine.objects.get()
    assert line.amounts == build.amounts("30.25", "1.00", "0.50")
    assert [entry.week for entry in line.weeks.all()] == [1, 5]
    assert line.version == 2


def test_clearing_a_week_takes_it_out_of_the_sum(three_groups, officer):
    save(three_groups, officer, wanted=TEN, week=1)
    save(three_groups, officer, wanted=TWENTY, week=2)
    save(three_groups, officer, seen=TEN, wanted=Cell(), week=1)
    assert SalesLine.objects.get().total == Decimal("21.75")
    assert WeeklyEntry.objects.count() == 1


def test_a_repeated_request_changes_nothing(three_groups, officer):
    save(three_groups, officer, wanted=TEN)
    again = save(three_groups, officer, wanted=TEN)
    assert again.outcome is Outcome.UNCHANGED
    assert SalesLine.objects.get().version == 1
    assert AuditEvent.objects.filter(action="save_week").count() == 1


def test_the_second_of_two_people_sees_both_values(three_groups, officer, chief):
    save(three_groups, officer, wanted=TEN)
    second = save(three_groups, chief, wanted=TWENTY)
    assert second.outcome is Outcome.CONFLICT
    assert second.stored == TEN
    assert second.line.changed_by == officer
    assert SalesLine.objects.get().regular == Decimal("10.00")
    knowing = save(three_groups, chief, seen=TEN, wanted=TWENTY)
    assert knowing.outcome is Outcome.SAVED


def test_two_people_fill_two_weeks_without_a_conflict(three_groups, officer, chief):
    assert save(three_groups, officer, wanted=TEN, week=1).outcome is Outcome.SAVED
    assert save(three_groups, chief, wanted=TEN, week=2).outcome is Outcome.SAVED


def test_nil_is_reported_and_has_no_entry(three_groups, officer):
    save(three_groups, officer, wanted=Cell(nil=True))
    row = row_of(three_groups)
    assert row.line.nil and row.is_reported and not row.weeks


def test_nil_is_refused_where_another_week_sold(three_groups, officer):
    save(three_groups, officer, wanted=TEN, week=1)
    refused = save(three_groups, officer, wanted=Cell(nil=True), week=2)
    assert refused.outcome is Outcome.REFUSED
    assert "สัปดาห์อื่น" in refused.sentence


def test_figures_end_a_nil_line(three_groups, officer):
    save(three_groups, officer, wanted=Cell(nil=True))
    save(three_groups, officer, seen=Cell(nil=True), wanted=TEN)
    assert not SalesLine.objects.get().nil


def test_a_zero_is_an_entry_and_a_blank_is_not(three_groups, officer):
    zero = Cell(amounts=build.amounts("0.00"))
    save(three_groups, officer, wanted=zero)
    assert row_of(three_groups).is_reported
    save(three_groups, officer, seen=zero, wanted=Cell())
    assert not row_of(three_groups).is_reported


def test_a_short_february_has_no_fifth_week(department, three_groups, officer):
    february = build.OCTOBER.plus(4)
    build.open_month(february, by=department)
    with pytest.raises(BadInput, match="สัปดาห์ที่ 5"):
        sales.save_week(report=build.report_of("4302", february), week=5, rows=[], by=officer, now=build.NOW)


def test_a_pair_that_is_not_on_the_roster_is_locked(three_groups, officer):
    change = WeekRow(row_of(three_groups).group.pk, "HERB", seen=Cell(), wanted=TEN)
    result = sales.save_week(report=three_groups, week=1, rows=[change], by=officer, now=build.NOW)[0]
    assert result.outcome is Outcome.LOCKED
    assert not SalesLine.objects.exists()


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "province_staff", "department", "auditor", "administrator"]
)
def test_nobody_else_enters(three_groups, who, request):
    with pytest.raises(NotAllowed):
        save(three_groups, request.getfixturevalue(who), wanted=TEN)


def test_nothing_changes_after_submission(submitted, officer):
    with pytest.raises(WrongState, match="ส่งจังหวัดแล้ว"):
        save(submitted, officer, wanted=TEN)


def test_nothing_changes_in_a_closed_month(three_groups, officer, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    with pytest.raises(WrongState, match="ปิดรับข้อมูล"):
        save(three_groups, officer, wanted=TEN)


def test_only_returned_lines_can_be_changed(submitted, officer, province_staff):
    rows = sheet.with_weeks(sheet.rows(submitted))
    item = workflow.LineToReturn(rows[0].line.pk, "TOO_HIGH", "สูงกว่าเดือนก่อนสามเท่า")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    seen = Cell(amounts=rows[0].weeks[1].amounts)
    results = sales.save_week(
        report=submitted,
        week=1,
        by=officer,
        now=build.NOW,
        rows=[WeekRow(*row.key, seen=seen, wanted=TEN) for row in rows[:2]],
    )
    assert [result.outcome for result in results] == [Outcome.SAVED, Outcome.LOCKED]
    kept = SalesLine.objects.get(pk=rows[1].line.pk)
    assert kept.is_ticked_by_district
    assert not SalesLine.objects.get(pk=rows[0].line.pk).is_ticked_by_district


def test_a_change_voids_the_tick_by_itself(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    seen = Cell(amounts=build.amounts("100.00", "20.00", "5.50"))
    save(three_groups, officer, seen=seen, wanted=TEN)
    ticked = [row.line.is_ticked_by_district for row in sheet.rows(three_groups)]
    assert ticked == [False, True, True, True]


def remove(report, by, *, version=None, reason="บันทึกซ้ำ", position=0):
    row = row_of(report, position)
    return removal.remove_line(
        report=report,
        group_id=row.group.pk,
        category=row.category,
        version=row.version if version is None else version,
        reason=reason,
        by=by,
        now=build.NOW,
    )


def test_a_removed_line_is_kept_as_a_mark_and_counts_no_more(three_groups, officer):
    build.enter(three_groups, by=officer)
    line = remove(three_groups, officer)
    assert line.is_removed and line.removed_reason == "บันทึกซ้ำ" and line.version == 2
    lines = [row.line for row in sheet.rows(three_groups)]
    assert len(lines) == 4
    assert sheet.column_totals(lines)["total"] == 3 * Decimal("125.50")


def test_undo_brings_the_figures_back(three_groups, officer):
    build.enter(three_groups, by=officer)
    line = remove(three_groups, officer)
    back = removal.restore_line(report=three_groups, line_id=line.pk, by=officer, now=build.NOW)
    assert not back.is_removed
    assert back.total == Decimal("125.50")
    assert RosterEntry.objects.filter(group=back.group, category=back.category).exists()


def test_a_removal_needs_a_reason_and_the_version_that_was_seen(three_groups, officer):
    build.enter(three_groups, by=officer)
    with pytest.raises(BadInput, match="เหตุผล"):
        remove(three_groups, officer, reason=" ")
    with pytest.raises(Stale, match="ถูกแก้ไขโดย"):
        remove(three_groups, officer, version=0)


def test_a_pair_without_a_line_can_be_removed_and_completes_the_month(three_groups, officer):
    for position in range(4):
        remove(three_groups, officer, position=position)
    assert all(row.is_reported for row in sheet.rows(three_groups))


def test_a_pair_that_was_registered_before_stays_on_the_roster(three_groups, officer):
    line = remove(three_groups, officer, reason="หยุดผลิตเดือนนี้")
    assert RosterEntry.objects.filter(group=line.group, category=line.category).exists()


def test_a_pair_that_was_added_here_by_mistake_leaves_the_roster_and_comes_back_with_its_row(
    three_groups, officer
):
    group = row_of(three_groups).group
    entry = groups.add_category(
        report=three_groups, group=group, category=Category.HERB, by=officer, now=build.NOW
    )
    line = removal.remove_line(
        report=three_groups,
        group_id=group.pk,
        category="HERB",
        version=0,
        reason="เพิ่มผิด",
        by=officer,
        now=build.NOW,
    )
    assert not RosterEntry.objects.filter(pk=entry.pk).exists()
    event = AuditEvent.objects.get(action="remove_line")
    assert event.changes["roster"] == {"before": build.OCTOBER.key, "after": None}
    removal.restore_line(report=three_groups, line_id=line.pk, by=officer, now=build.NOW)
    assert RosterEntry.objects.get(group=group, category="HERB").starts == build.OCTOBER
    event = AuditEvent.objects.get(action="restore_line")
    assert event.changes["roster"] == {"before": None, "after": build.OCTOBER.key}


@pytest.fixture
def november(three_groups, department):
    build.open_month(build.OCTOBER.next(), by=department)
    return build.report_of("4302", build.OCTOBER.next())


@pytest.fixture
def group(three_groups):
    """A producer that has no herbs yet."""
    return row_of(three_groups).group


def add_herbs(report, group, by):
    groups.add_category(report=report, group=group, category=Category.HERB, by=by, now=build.NOW)


def remove_herbs(report, group, by, *, version=0):
    who = {"by": by, "now": build.NOW, "reason": "เพิ่มผิด"}
    return removal.remove_line(report=report, group_id=group.pk, category="HERB", version=version, **who)


def herbs_start(group):
    entry = RosterEntry.objects.filter(group=group, category="HERB").first()
    return entry and entry.starts


def test_a_pair_whose_start_was_moved_here_gets_it_back(three_groups, november, group, officer):
    add_herbs(november, group, officer)
    add_herbs(three_groups, group, officer)
    line = remove_herbs(three_groups, group, officer)
    assert herbs_start(group) == november.fiscal_month
    removal.restore_line(report=three_groups, line_id=line.pk, by=officer, now=build.NOW)
    assert herbs_start(group) == build.OCTOBER
    events = AuditEvent.objects.filter(action__in=["remove_line", "restore_line"]).order_by("id")
    moves = [(event.changes["roster"]["before"], event.changes["roster"]["after"]) for event in events]
    here, there = build.OCTOBER.key, november.fiscal_month.key
    assert moves == [(here, there), (there, here)]


def test_a_pair_that_an_earlier_month_has_taken_over_stays_when_the_later_gives_it_up(
    three_groups, november, group, officer
):
    add_herbs(november, group, officer)
    add_herbs(three_groups, group, officer)
    remove_herbs(november, group, officer)
    assert herbs_start(group) == build.OCTOBER


def test_a_pair_with_a_line_in_another_month_stays_on_the_roster(three_groups, november, group, officer):
    add_herbs(three_groups, group, officer)
    change = WeekRow(group.pk, "HERB", seen=Cell(), wanted=TEN)
    sales.save_week(report=november, week=1, rows=[change], by=officer, now=build.NOW)
    remove_herbs(three_groups, group, officer)
    assert herbs_start(group) == build.OCTOBER
    assert AuditEvent.objects.get(action="remove_line").changes["roster"] is None


def test_a_returned_report_does_not_touch_the_roster(three_groups, group, officer, chief, province_staff):
    add_herbs(three_groups, group, officer)
    submitted = build.submit(three_groups, officer=officer, chief=chief)
    line = submitted.lines.get(category="HERB")
    items = [workflow.LineToReturn(line.pk, "OTHER", "โปรดตรวจ")]
    workflow.return_lines(report=submitted, lines=items, by=province_staff, now=build.NOW)
    remove_herbs(submitted, group, officer, version=line.version)
    assert herbs_start(group) == build.OCTOBER


def test_saving_100_lines_takes_a_fixed_number_of_queries(report, officer, django_assert_max_num_queries):
    build.producers(100, district="4302", by=officer)
    with django_assert_max_num_queries(15):
        build.enter(report, by=officer)
    with django_assert_max_num_queries(15):
        build.enter(report, by=officer, value=build.amounts("7.00"))
    assert SalesLine.objects.filter(regular=Decimal("7.00")).count() == 100


def test_who_changes_nothing_is_told_what_is_stored_by_now(three_groups, officer, chief):
    save(three_groups, officer, wanted=TEN)
    result = save(three_groups, chief, seen=TWENTY, wanted=TWENTY)
    assert (result.outcome, result.stored) == (Outcome.UNCHANGED, TEN)
    assert SalesLine.objects.get().regular == Decimal("10.00")
