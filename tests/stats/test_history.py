"""What a line sold before: twelve months, the week before, and the doubts that follow from them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from reporting.actions import notes, removal, sales
from reporting.actions.sales import Cell, WeekRow
from reporting.models import Category
from reporting.stats import desk, doubts, history, sheet
from tests import build
from tests.build import OCTOBER, amounts


@pytest.fixture
def pair(officer, department):
    """A producer that has been on the roster for two years."""
    group = build.producer("ร้านแม่คำ", district="4302", by=officer, starts=OCTOBER.plus(-24))
    return (group.pk, "FOOD")


@pytest.fixture
def sell(officer, department, pair):
    """Report one month of the pair: `months` before October, in some week."""

    def report(months: int, *figures: str, week: int = 1):
        month = OCTOBER.plus(-months)
        build.open_month(month, by=department)
        found = build.report_of("4302", month)
        row = WeekRow(*pair, seen=Cell(), wanted=Cell(amounts=amounts(*figures)))
        sales.save_week(report=found, week=week, rows=[row], by=officer, now=build.NOW)
        return found

    return report


def of(pair, month=OCTOBER):
    return history.of_report(build.report_of("4302", month)).get(pair, history.NO_HISTORY)


def test_twelve_months_in_their_places(sell, pair, report):
    sell(1, "10")
    sell(3, "30", "1", "2")
    sell(12, "120")
    sell(13, "130")
    found = of(pair)
    assert found.totals[-1] == found.last_month[0] == Decimal(10)
    assert found.last_year == amounts("120")
    assert found.totals[9] == Decimal(33)
    assert [at for at, total in enumerate(found.totals) if total is not None] == [0, 9, 11]


def test_the_median_needs_three_months_with_sales(sell, pair, report):
    sell(1, "10")
    sell(2, "50")
    assert of(pair).median is None
    sell(4, "20")
    assert of(pair).median == Decimal(20)
    sell(5, "0")
    assert of(pair).median == Decimal(20)


def test_its_own_month_later_ones_other_districts_and_removed_lines_do_not_count(
    sell, pair, report, officer, neighbour
):
    sell(0, "1")
    sell(-1, "2")
    other = build.producer("ร้านอื่น", district="4301", by=neighbour, starts=OCTOBER.previous())
    september = sell(1, "3")
    build.enter(build.report_of("4301", OCTOBER.previous()), by=neighbour)
    line = september.lines.get()
    removal.remove_line(
        report=september,
        group_id=pair[0],
        category="FOOD",
        version=line.version,
        reason="ผิด",
        by=officer,
        now=build.NOW,
    )
    assert history.of_report(report) == {}
    assert other.pk not in {group_id for group_id, _ in history.of_report(report)}


def test_the_last_week_of_the_month_before(sell, pair, report):
    sell(1, "7", week=5)
    sell(1, "6", week=4)
    assert history.last_week_of_the_month_before(report) == {pair: amounts("7")}


def test_a_short_february_ends_with_its_fourth_week(sell, pair, department):
    february = sell(8, "7", week=4)
    assert february.fiscal_month.weeks()[-1].number == 4
    march = OCTOBER.plus(-7)
    build.open_month(march, by=department)
    assert history.last_week_of_the_month_before(build.report_of("4302", march)) == {pair: amounts("7")}


@pytest.mark.parametrize("count", [3, 60])
def test_queries(report, officer, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    with django_assert_num_queries(1):
        history.of_report(report)
    lines = list(report.lines.all())
    weeks = desk.filled(report)
    with django_assert_num_queries(1):
        doubts.of_report(report, lines, weeks, today=dt.date(2021, 11, 3))


def test_the_doubts_of_a_report_and_their_answers(sell, pair, report, officer):
    build.producer("ร้านใหม่", district="4302", by=officer, categories=(Category.HERB,))
    sell(1, "100", "20", "5.50")
    build.enter(report, by=officer)  # 100.00, 20.00, 5.50 in every line, the old producer's too.
    rows = sheet.rows(report)
    today = dt.date(2021, 11, 3)

    def found():
        return doubts.of_report(report, list(report.lines.all()), desk.filled(report), today=today)

    [line] = [row.line for row in rows if row.key == pair]
    assert {key: one.sentences for key, one in found().items()} == {line.pk: ["เท่ากับเดือนก่อนทุกช่องทางถึงสตางค์"]}
    assert not found()[line.pk].is_answered
    notes.write_note(
        report=report, group_id=pair[0], category="FOOD", note="ยอดคงที่", by=officer, now=build.NOW
    )
    assert found()[line.pk].is_answered
    assert found()[line.pk].note == "ยอดคงที่"


def test_a_month_is_complete_when_it_is_over_or_every_week_is_in(report):
    assert not doubts.is_complete(report, {1, 2, 3, 4}, dt.date(2021, 10, 31))
    assert doubts.is_complete(report, {1, 2, 3, 4, 5}, dt.date(2021, 10, 31))
    assert doubts.is_complete(report, set(), dt.date(2021, 11, 1))


def test_the_doubts_of_several_months_together_are_those_of_each(pair, sell, officer):
    """Counted for the first page as the desk and the sheet say them line by line."""
    for months in (3, 2):
        sell(months, "1000", "0", "0")
    reports = [sell(1, "1000", "0", "0"), sell(0, "9000", "0", "0")]
    today = dt.date(2021, 12, 1)
    found = doubts.counts(reports, today=today)
    for report in reports:
        lines = list(report.lines.all())
        alone = doubts.of_report(report, lines, desk.filled(report), today=today)
        assert found[report.pk].doubted == len(alone) == 1
        assert found[report.pk].first == pair
    reports[0].lines.update(note="ตรวจแล้ว")
    again = doubts.counts(reports, today=today)
    assert [again[report.pk].unanswered for report in reports] == [0, 1]


def test_without_months_there_is_nothing_to_doubt(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert doubts.counts([], today=dt.date(2021, 12, 1)) == {}
