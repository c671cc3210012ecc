"""The national report's figures: the month and the year up to it, from publications and targets alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.models import Target
from reporting.stats import nation_report
from tests import build, nationwide

OCTOBER = build.OCTOBER
NOVEMBER = OCTOBER.next()


@pytest.fixture
def two_months(places, department):
    for month in (OCTOBER, NOVEMBER, NOVEMBER.next()):
        build.open_month(month, by=department)
    nationwide.publish("4302", by=department)
    nationwide.publish("4302", by=department, month=NOVEMBER, lines=[("FOOD", "GROUP", "100", "20", "3")])
    nationwide.publish("4101", by=department, month=NOVEMBER, lines=[("HERB", "SME", "5", "0", "0.50")])
    nationwide.publish("4101", by=department, month=NOVEMBER.next())


def target(district: str, amount: str, month, channel: str = "REGULAR") -> None:
    Target.objects.create(district_id=district, month=month, channel=channel, printed=Decimal(amount))


def test_the_month_and_the_year_up_to_it(two_months):
    table = nation_report.table(NOVEMBER)
    udon, nongkhai = table.rows
    assert [row.province.pk for row in table.rows] == ["41", "43"]
    assert nongkhai.month.channels == (Decimal("100"), Decimal("20"), Decimal("3"))
    assert nongkhai.month.producers == (1, 0, 0)
    assert (nongkhai.month.districts, nongkhai.expected, nongkhai.year.districts) == (1, 2, 2)
    assert nongkhai.year.total == Decimal("123") + Decimal("1231.05")
    assert udon.year.total == Decimal("5.50")  # December lies behind the report's month.
    assert table.total.month.total == Decimal("128.50")
    assert table.total.year.total == Decimal("1359.55")
    assert table.total.expected == 3


def test_a_missing_target_is_not_zero(two_months):
    table = nation_report.table(NOVEMBER)
    assert [row.month.target for row in (*table.rows, table.total)] == [None] * 3
    assert [row.year.percent for row in (*table.rows, table.total)] == [None] * 3


def test_only_the_districts_with_a_target_are_measured_by_it(two_months):
    target("4302", "200", NOVEMBER)
    target("4302", "46", NOVEMBER, channel="ONLINE")
    target("4301", "54", NOVEMBER)
    udon, nongkhai = nation_report.table(NOVEMBER).rows
    assert (nongkhai.month.target, nongkhai.month.aimed) == (Decimal("300"), 2)
    assert nongkhai.month.percent == Decimal(41)
    assert (udon.month.target, udon.month.percent) == (None, None)
    total = nation_report.table(NOVEMBER).total
    assert (total.month.target, total.month.percent) == (Decimal("300"), Decimal(41))


def test_what_was_accepted_counts_before_what_was_printed(two_months):
    row = {"district_id": "4302", "month": NOVEMBER, "channel": "REGULAR"}
    Target.objects.create(**row, printed=Decimal(1), accepted=Decimal(246), note="พิมพ์ผิด")
    assert nation_report.table(NOVEMBER).rows[1].month.percent == Decimal(50)


def test_a_target_of_a_month_without_sales_counts_in_the_year(two_months):
    target("4302", "1231.05", OCTOBER)
    target("4302", "1231.05", NOVEMBER)
    year = nation_report.table(NOVEMBER).rows[1].year
    assert (year.target, year.aimed) == (Decimal("2462.10"), 2)
    assert year.percent == Decimal("1354.05") * 100 / Decimal("2462.10")


def test_a_target_before_anything_is_in_has_no_percentage(two_months):
    target("4301", "54", NOVEMBER)
    assert nation_report.table(NOVEMBER).rows[1].month.percent is None


def test_no_working_table_is_asked(submitted):
    with CaptureQueriesContext(connection) as queries:
        nation_report.table(OCTOBER)
    said = " ".join(query["sql"] for query in queries)
    assert not [table for table in ("salesline", "weeklyentry", "monthlyreport", "document") if table in said]


def test_queries_do_not_grow(two_months, django_assert_num_queries):
    for month in (OCTOBER, NOVEMBER):
        with django_assert_num_queries(7):
            nation_report.table(month)
