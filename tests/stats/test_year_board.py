"""The board of a province's year: states, sums, changes, and what each district asks for next."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from reporting.actions import workflow
from reporting.forms.year_board import YearFilter
from reporting.models import Province, SignatureMethod
from reporting.stats import year_board
from reporting.stats.year_board import Next
from tests import build, nationwide

OCTOBER, NOVEMBER = build.OCTOBER, build.OCTOBER.next()
IN_TIME, LATE = dt.date(2021, 11, 3), dt.date(2021, 11, 8)


def board(today=IN_TIME, months=(OCTOBER,)):
    return year_board.of_province(Province.objects.get(pk="43"), months, today=today)


def cell_of(found, district="4302", month=OCTOBER):
    row = next(row for row in found.rows if row.district.pk == district)
    return next(cell for cell in row.cells if cell.month == month)


def next_of(found, district="4302"):
    wanted, cells = next(row.next for row in found.rows if row.district.pk == district)
    return wanted, [cell.month for cell in cells]


def publish(district, month, baht, *, by):
    nationwide.publish(district, by=by, lines=[("FOOD", "GROUP", baht, "0.00", "0.00")], month=month)


def test_an_open_month_shows_how_far_it_is_and_no_sum(three_groups, officer):
    build.enter(three_groups, by=officer)
    cell = cell_of(board())
    assert (cell.total, cell.published, cell.counts.reported, cell.counts.expected) == (None, False, 4, 4)
    assert next_of(board()) == (Next.ENTERING, [OCTOBER])


@pytest.mark.parametrize(
    ("today", "wanted"), [(dt.date(2021, 11, 5), Next.ENTERING), (dt.date(2021, 11, 6), Next.OVERDUE)]
)
def test_the_whole_due_day_is_in_time(three_groups, today, wanted):
    assert next_of(board(today))[0] == wanted


def test_a_submitted_month_shows_its_lines_and_waits_for_the_province(submitted):
    cell = cell_of(board(LATE))
    assert (cell.total, cell.lines, cell.timing) == (Decimal("502.00"), 4, "ON_TIME")
    assert cell.signed_by == SignatureMethod.ELECTRONIC
    assert next_of(board(LATE)) == (Next.CHECK, [OCTOBER])


def test_a_returned_month_waits_for_the_district_and_shows_no_sum(submitted, province_staff):
    item = workflow.LineToReturn(submitted.lines.first().pk, "OTHER", "ตรวจ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    assert cell_of(board(LATE)).total is None
    assert next_of(board(LATE))[0] == Next.MENDING


def test_a_correction_leaves_the_published_sum_and_its_signature(published, province_staff):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    cell = cell_of(board())
    assert (cell.total, cell.published, cell.next) == (Decimal("502.00"), True, Next.MENDING)
    assert cell.signed_by == SignatureMethod.ELECTRONIC


def test_changes_against_the_month_before_and_the_year_before(places, department):
    before = {OCTOBER.same_month_last_year(): "80.00", OCTOBER.previous(): "200.00", OCTOBER: "100.00"}
    for month, baht in before.items():
        build.open_month(month, by=department)
        publish("4302", month, baht, by=department)
    cell = cell_of(board())
    assert (cell.change, cell.change_of_year) == (Decimal(-50), Decimal(25))


def test_what_was_nothing_or_not_published_is_not_compared(places, department):
    for month, baht in ((OCTOBER, "0.00"), (NOVEMBER, "100.00")):
        build.open_month(month, by=department)
        publish("4302", month, baht, by=department)
    cell = cell_of(board(months=(NOVEMBER,)), month=NOVEMBER)
    assert (cell.before, cell.change, cell.change_of_year) == (Decimal("0.00"), None, None)


def test_the_foot_compares_only_districts_known_in_both_months(places, department):
    for month in (OCTOBER, NOVEMBER):
        build.open_month(month, by=department)
        publish("4302", month, "100.00", by=department)
    publish("4301", NOVEMBER, "100.00", by=department)
    foot = board(months=(NOVEMBER,)).feet[0]
    assert (foot.score, foot.total, foot.change) == ("2/2", Decimal("200.00"), Decimal(0))


def test_the_most_urgent_comes_first_and_counts_its_months(submitted, department):
    build.open_month(NOVEMBER, by=department)
    found = board(dt.date(2022, 1, 1), (OCTOBER, NOVEMBER))
    assert next_of(found) == (Next.CHECK, [OCTOBER])
    assert next_of(found, "4301") == (Next.OVERDUE, [OCTOBER, NOVEMBER])


@pytest.mark.parametrize(
    ("show", "districts"),
    [
        ("", ["4301", "4302"]),
        ("check", ["4302"]),
        ("overdue", ["4301"]),
        ("late", ["4301"]),
        ("unsigned", ["4301"]),
    ],
)
def test_the_filter_chooses_districts(submitted, show, districts):
    found = YearFilter({"show": show}).narrowed(board(LATE))
    assert [row.district.pk for row in found.rows] == districts


@pytest.mark.parametrize(("part", "count"), [("", 2), ("1", 1), ("2", 1), ("3", 0), ("open", 1), ("x", 2)])
def test_the_filter_chooses_months(published, department, part, count):
    january = OCTOBER.plus(3)
    build.open_month(january, by=department)
    publish("4301", OCTOBER, "1.00", by=department)
    found = YearFilter({"part": part}).narrowed(board(months=(OCTOBER, january)))
    assert len(found.months) == count
    assert all(len(row.cells) == count for row in found.rows)


@pytest.mark.parametrize("more", [(), ("4303", "4305", "4307")])
def test_queries_do_not_grow(submitted, department, more, django_assert_num_queries):
    nationwide.districts(*more)
    build.open_month(NOVEMBER, by=department)
    with django_assert_num_queries(9):  # One of them for the province itself.
        board(months=(OCTOBER, NOVEMBER))


def test_on_time_is_counted_of_what_was_due_or_came(submitted, department):
    """ท่าบ่อ came in time; เมืองหนองคาย is overdue only after its due day."""
    build.open_month(NOVEMBER, by=department)
    before, after = board(IN_TIME, (OCTOBER, NOVEMBER)), board(LATE, (OCTOBER, NOVEMBER))
    assert before.punctual == (1, 1)
    assert after.punctual == after.feet[0].punctual == (1, 2)
    assert after.feet[1].punctual == (0, 0) and after.feet[1].punctual.share is None
    assert [row.punctual for row in after.rows] == [(0, 1), (1, 1)]
    assert (after.punctual.share, after.asking(Next.CHECK), after.asking(Next.OVERDUE)) == (Decimal(50), 1, 1)
