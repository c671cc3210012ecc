"""The year on one strip: which weeks still miss figures, and which months cannot have gaps (S19)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import groups, months, removal, sales
from reporting.actions.sales import Cell, WeekRow
from reporting.deadlines import BANGKOK
from reporting.models import Category
from reporting.stats import gaps, sheet
from tests import build
from tests.build import OCTOBER

IN_NOVEMBER = dt.datetime(2021, 11, 3, tzinfo=BANGKOK)


def of(month=OCTOBER, now=IN_NOVEMBER):
    strip = gaps.of_year("4302", month.fiscal_year, now=now)
    return next(item for item in strip if item.month == month)


def counts(item):
    return [(week.done, week.expected, week.missing) for week in item.weeks]


def test_twelve_months_of_which_only_opened_ones_have_weeks(three_groups):
    strip = gaps.of_year("4302", 2565, now=IN_NOVEMBER)
    assert [item.month for item in strip] == [OCTOBER.plus(place) for place in range(12)]
    assert [bool(item.weeks) for item in strip] == [True] + [False] * 11
    assert strip[0].report == three_groups
    assert strip[1].report is None


def test_a_week_misses_what_is_neither_entered_nor_nil(three_groups, officer):
    build.enter(three_groups, by=officer, week=2)
    first = sheet.rows(three_groups)[0]
    nil = WeekRow(*first.key, seen=Cell(amounts=build.amounts("100", "20", "5.50")), wanted=Cell(nil=True))
    sales.save_week(report=three_groups, week=2, rows=[nil], by=officer, now=build.NOW)
    assert counts(of()) == [(1, 4, 3), (4, 4, 0), (1, 4, 3), (1, 4, 3), (1, 4, 3)]
    assert of().gaps == 4


def test_weeks_to_come_are_no_gaps(three_groups):
    assert [week.missing for week in of(now=dt.datetime(2021, 10, 15, tzinfo=BANGKOK)).weeks] == [
        4,
        4,
        4,
        0,
        0,
    ]


def test_a_removed_pair_is_not_expected_and_a_new_one_is(three_groups, officer):
    row = sheet.rows(three_groups)[0]
    removal.remove_line(
        report=three_groups,
        group_id=row.group.pk,
        category=row.category,
        version=0,
        reason="ผิด",
        by=officer,
        now=build.NOW,
    )
    assert of().weeks[0].expected == 3
    group = sheet.rows(three_groups)[1].group
    groups.add_category(report=three_groups, group=group, category=Category.HERB, by=officer, now=build.NOW)
    assert of().weeks[0].expected == 4


def test_a_pair_is_expected_only_while_it_is_on_the_roster(report, officer, department):
    build.open_month(OCTOBER.next(), by=department)
    build.producer("ร้านใหม่", district="4302", by=officer, starts=OCTOBER.next())
    assert of().weeks[0].expected == 0
    assert of(OCTOBER.next()).weeks[0].expected == 1


def test_what_is_handed_over_or_closed_has_no_gaps(submitted, department):
    assert of().weeks == ()
    assert of().report.state == "SUBMITTED"
    months.open_month(month=OCTOBER.next(), by=department, now=build.NOW)
    assert of(OCTOBER.next()).weeks != ()
    build.report_of("4302", OCTOBER.next())
    months.close_month(month=OCTOBER.next(), by=department, now=build.NOW)
    assert of(OCTOBER.next()).weeks == ()


@pytest.mark.parametrize("count", [1, 4])
def test_queries(three_groups, officer, department, count, django_assert_num_queries):
    for number in range(1, count):
        build.open_month(OCTOBER.plus(number), by=department)
        build.enter(build.report_of("4302", OCTOBER.plus(number)), by=officer)
    with django_assert_num_queries(4):
        gaps.of_year("4302", 2565, now=IN_NOVEMBER)
