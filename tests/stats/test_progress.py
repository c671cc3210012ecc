"""Counts of lines per report, and of reports per stage."""

from __future__ import annotations

import pytest

from reporting.actions import removal, sales, workflow
from reporting.actions.ticks import Level
from reporting.models import State
from reporting.stats import progress, sheet
from tests import build

OCTOBER = build.OCTOBER


def test_nothing_is_entered_yet(three_groups):
    counts = progress.counts_of(three_groups)
    assert (counts.expected, counts.reported, counts.not_reported, counts.missing) == (4, 0, 4, 4)


def test_entered_nil_removed_and_ticked_are_told_apart(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    rows = sheet.with_weeks(sheet.rows(three_groups))
    nil = sales.WeekRow(
        rows[0].group.pk,
        rows[0].category,
        seen=sales.Cell(amounts=rows[0].weeks[1].amounts),
        wanted=sales.Cell(nil=True),
    )
    sales.save_week(report=three_groups, week=1, rows=[nil], by=officer, now=build.NOW)
    removal.remove_line(
        report=three_groups,
        group_id=rows[1].group.pk,
        category=rows[1].category,
        version=rows[1].version,
        reason="เลิกกิจการ",
        by=officer,
        now=build.NOW,
    )
    build.tick(three_groups, Level.DISTRICT, by=chief)
    counts = progress.counts_of(three_groups)
    assert (counts.present, counts.entered, counts.nil, counts.removed) == (3, 2, 1, 1)
    assert (counts.expected, counts.not_reported) == (3, 0)
    assert (counts.district_ticked, counts.district_unticked, counts.province_unticked) == (3, 0, 3)


def test_a_tick_on_an_older_version_does_not_count(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    build.enter(three_groups, by=officer, week=2)
    assert progress.counts_of(three_groups).district_ticked == 0


def test_after_submission_the_roster_no_longer_adds_rows(submitted, officer):
    build.producer("กลุ่มมาทีหลัง", district="4302", by=officer)
    counts = progress.counts_of(submitted)
    assert (counts.expected, counts.missing) == (4, 0)


@pytest.mark.parametrize("groups", [2, 60])
def test_counting_takes_the_same_queries_for_any_number_of_lines(
    groups, october, officer, django_assert_max_num_queries
):
    build.producers(groups, district="4302", by=officer)
    build.enter(build.report_of("4302"), by=officer)
    reports = [build.report_of(code) for code in ("4301", "4302", "4101")]
    with django_assert_max_num_queries(3):
        counts = progress.line_counts(reports)
    assert [counts[report.pk].present for report in reports] == [0, groups, 0]


def test_stages_are_counted_by_month(published, department, province_staff):
    build.open_month(OCTOBER.next(), by=department)
    months = [OCTOBER, OCTOBER.next(), OCTOBER.plus(2)]
    stages = progress.stages_by_month(months)
    assert stages[OCTOBER] == {
        "OPEN": 2,
        "SUBMITTED": 0,
        "RETURNED": 0,
        "PUBLISHED": 1,
        "CORRECTION": 0,
    }
    assert stages[OCTOBER.next()]["OPEN"] == 3
    assert OCTOBER.plus(2) not in stages


def test_a_correction_is_a_stage_of_its_own_until_it_is_published(published, province_staff):
    assert progress.stage(published) == State.PUBLISHED
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    assert progress.stage(report) == progress.CORRECTION
    stages = progress.stages_by_month([OCTOBER])[OCTOBER]
    assert (stages["CORRECTION"], stages["PUBLISHED"], stages["OPEN"]) == (1, 0, 2)
