"""The nation's sums: current publications alone, exact to the satang, complete over all provinces."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.actions import workflow
from reporting.models import Publication, ReportingMonth
from reporting.stats import comparison, nation, nation_year
from tests import build, nationwide

OCTOBER = build.OCTOBER


@pytest.fixture
def two_months(places, department):
    """October with two of three districts published, November opened and empty."""
    for month in (OCTOBER, OCTOBER.next()):
        build.open_month(month, by=department)
    nationwide.publish("4302", by=department)
    nationwide.publish("4101", by=department, lines=[("FOOD", "INDIVIDUAL", "5.00", "0.00", "0.50")])


def cells(table: nation_year.YearTable, province: str) -> list[nation.Cell]:
    return next(row.cells for row in table.rows if row.area.pk == province)


def test_the_year_has_every_reporting_province_and_twelve_months(two_months):
    table = nation_year.year_table(2565)
    assert [row.area.pk for row in table.rows] == ["41", "43"]
    assert table.months[0] == OCTOBER
    assert all(len(row.cells) == 12 for row in table.rows)


@pytest.mark.parametrize("narrowed", [nation_year.Narrowed(), nation_year.Narrowed(province="43")])
def test_rows_are_asked_for_in_the_order_of_their_codes(narrowed):
    assert nation_year.areas(narrowed).ordered


def test_a_cell_says_how_far_a_province_is(two_months):
    table = nation_year.year_table(2565)
    assert [cell.level for cell in cells(table, "43")[:3]] == ["part", "none", "closed"]
    assert cells(table, "41")[0].level == "full"
    october = cells(table, "43")[0]
    assert (october.amounts.districts, october.expected, october.amounts.producers) == (1, 2, 2)


def test_rows_and_columns_add_up_to_the_same_sum(two_months):
    table = nation_year.year_table(2565)
    total = Decimal("1236.55")
    assert sum(row.total.total for row in table.rows) == total
    assert sum(amounts.total for amounts in table.month_totals) == total
    assert table.total.total == total
    assert sum(amounts.total for amounts in nation.by_category(months=table.months).values()) == total
    assert total == sum(publication.total for publication in Publication.objects.current())


def test_another_fiscal_year_is_empty(two_months):
    table = nation_year.year_table(2566)
    assert {cell.level for row in table.rows for cell in row.cells} == {"closed"}
    assert table.total == nation.Amounts()


def test_every_category_is_named_in_the_official_order(two_months):
    categories = nation.by_category(months=[OCTOBER])
    assert list(categories) == ["FOOD", "BEVERAGE", "TEXTILE", "HOUSEWARE", "HERB"]
    assert categories["FOOD"].total == Decimal("1236.25")
    assert categories["FOOD"].producers == 2
    assert categories["TEXTILE"].total == 0


def test_only_the_current_revision_counts(published, officer, chief, province_staff):
    before = nation_year.year_table(2565).total.total
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("1.00"))
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW)
    assert nation_year.year_table(2565).total.total == before == Decimal("502.00")
    build.cover(report, by=province_staff)
    workflow.publish(report=report, by=province_staff, now=build.NOW)
    assert nation_year.year_table(2565).total.total == Decimal("4.00")


def test_a_year_of_great_sums_keeps_its_satang(places, department):
    """Amounts whose binary sum would be off by satang: the sum is exact all the same."""
    months = [OCTOBER.plus(number) for number in range(12)]
    for month in months:
        build.open_month(month, by=department)
        for code, amount in (("4301", "9999999999.99"), ("4302", "33333333333.33"), ("4101", "0.01")):
            nationwide.publish(
                code, by=department, month=month, lines=[("FOOD", "SME", amount, amount, amount)]
            )
    exact = 12 * 3 * (Decimal("9999999999.99") + Decimal("33333333333.33") + Decimal("0.01"))
    assert nation_year.year_table(2565).total.total == exact
    assert nation.by_category(months=months)["FOOD"].total == exact


def test_no_working_table_is_asked(submitted):
    with CaptureQueriesContext(connection) as queries:
        nation_year.year_table(2565)
        nation.by_category(months=[OCTOBER])
        comparison.month_table(OCTOBER)
    said = " ".join(query["sql"] for query in queries)
    assert "salesline" not in said
    assert "weeklyentry" not in said


@pytest.mark.parametrize("published", [1, 3])
def test_queries_do_not_grow(published, october, department, django_assert_num_queries):
    for code in ("4302", "4301", "4101")[:published]:
        nationwide.publish(code, by=department)
    with django_assert_num_queries(5):
        nation_year.year_table(2565)
    with django_assert_num_queries(4):
        comparison.month_table(OCTOBER)


def test_a_month_is_compared_like_for_like(places, department):
    """4301 is missing in November: its October does not count against it."""
    for month in (OCTOBER.plus(-11), OCTOBER, OCTOBER.next()):
        build.open_month(month, by=department)
    for code, amount in (("4301", "700.00"), ("4302", "100.00"), ("4101", "200.00")):
        nationwide.publish(code, by=department, lines=[("FOOD", "GROUP", amount, "0.00", "0.00")])
    for code, amount in (("4302", "110.00"), ("4101", "130.00")):
        lines = [("FOOD", "GROUP", amount, "0.00", "0.00")]
        nationwide.publish(code, by=department, month=OCTOBER.next(), lines=lines)
    nationwide.publish(
        "4302", by=department, month=OCTOBER.plus(-11), lines=[("FOOD", "GROUP", "55.00", "0.00", "0.00")]
    )
    table = comparison.month_table(OCTOBER.next())
    nong_khai = next(row for row in table.rows if row.province.pk == "43")
    assert nong_khai.month_before.change == Decimal(10)
    assert (nong_khai.month_before.districts, nong_khai.year_before.change) == (1, Decimal(100))
    assert (table.total.month_before.now, table.total.month_before.then) == (Decimal("240"), Decimal("300"))
    assert table.total.month_before.change == Decimal(-20)
    assert table.total.cell.amounts.total == Decimal("240.00")
    alone = comparison.province_row(nong_khai.province, OCTOBER.next(), expected=2)
    assert alone == nong_khai


def test_a_month_with_nothing_before_it_is_not_compared(two_months):
    table = comparison.month_table(OCTOBER)
    assert table.total.month_before.change is None
    assert table.total.cell.expected == 3
    assert ReportingMonth.objects.count() == 2
