"""The figures behind RT.3 and RT.4: publications first, working lines only for the province's own eyes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.actions import workflow
from reporting.models import Channel, Province
from reporting.stats import sales
from reporting.stats.sales import Basis
from tests import build, nationwide

WORKING_TABLES = ("reporting_salesline", "reporting_weeklyentry")


def figures_of(district: str, *, working: bool) -> sales.DistrictFigures:
    province = Province.objects.get(pk=district[:2])
    rows = sales.province_month(province, build.OCTOBER, working=working)
    return next(row for row in rows if row.district.pk == district)


def test_a_published_district_is_read_from_its_publication(published):
    row = figures_of("4302", working=False)
    assert row.basis == Basis.CONFIRMED
    assert row.category("FOOD") == (2, Decimal("251.00"))
    assert row.category("TEXTILE") == (1, Decimal("125.50"))
    assert row.category("HERB") == (0, Decimal("0.00"))
    assert [row.channel(channel.column) for channel in Channel] == [
        Decimal("400.00"),
        Decimal("80.00"),
        Decimal("22.00"),
    ]
    assert (row.producers_of("GROUP"), row.producers_of("INDIVIDUAL"), row.producers_of("SME")) == (2, 1, 0)
    assert row.total == row.category_total == Decimal("502.00")


def test_a_producer_of_two_categories_counts_once_in_the_sum(published):
    row = figures_of("4302", working=False)
    assert sum(row.category(category)[0] for category in build.Category) == 4
    assert row.producer_count == 3


def test_a_submitted_district_is_read_from_its_lines_for_the_province_alone(submitted):
    own = figures_of("4302", working=True)
    assert own.basis == Basis.UNCONFIRMED
    assert own.total == own.category_total == Decimal("502.00")
    assert own.producer_count == 3
    others = figures_of("4302", working=False)
    assert others.basis == Basis.NONE
    assert not others.has_figures
    assert others.total == 0


def test_lines_and_their_publication_give_the_same_figures(submitted, province_staff):
    lines = figures_of("4302", working=True)
    build.cover(submitted, by=province_staff)
    workflow.publish(report=submitted, by=province_staff, now=build.NOW)
    publication = figures_of("4302", working=True)
    assert publication.basis == Basis.CONFIRMED
    assert (publication.cells, publication.producers) == (lines.cells, lines.producers | {"SME": 0})
    assert publication.channels == lines.channels


def test_an_open_district_has_no_figures_for_anybody(three_groups, officer):
    build.enter(three_groups, by=officer)
    assert figures_of("4302", working=True).basis == Basis.NONE


def test_a_correction_leaves_the_published_figures_until_it_is_published(published, officer, province_staff):
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, week=2, value=build.amounts("9000"))
    row = figures_of("4302", working=True)
    assert (row.basis, row.revision, row.total) == (Basis.CONFIRMED, 1, Decimal("502.00"))


def test_without_working_no_working_table_is_asked(submitted):
    province = Province.objects.get(pk="43")
    with CaptureQueriesContext(connection) as queries:
        sales.province_month(province, build.OCTOBER, working=False)
    assert not [query for query in queries if any(table in query["sql"] for table in WORKING_TABLES)]


@pytest.mark.parametrize("more", [(), ("4303", "4305", "4307", "4308", "4314", "4315", "4316")])
def test_queries_do_not_grow_with_the_districts(more, places, department, django_assert_num_queries):
    nationwide.districts(*more)
    build.open_month(build.OCTOBER, by=department)
    for code in ("4301", "4302", *more):
        nationwide.publish(code, by=department)
    province = Province.objects.get(pk="43")
    with django_assert_num_queries(4):
        sales.province_month(province, build.OCTOBER, working=True)


def test_sums_keep_their_satang(october, officer, chief):
    """0.1 + 0.2 in binary fractions is not 0.3; a hundred lines of 0.10 are 10.00 exactly."""
    build.producers(100, district="4302", by=officer)
    report = build.report_of("4302")
    build.enter(report, by=officer, value=build.amounts("0.10", "0.20", "1000000000.01"))
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW)
    row = figures_of("4302", working=True)
    assert [str(row.channel(channel.column)) for channel in Channel] == ["10.00", "20.00", "100000000001.00"]
    assert str(row.total) == str(row.category_total) == "100000000031.00"


def test_published_totals_name_published_districts_only(published):
    province = Province.objects.get(pk="43")
    assert sales.published_totals(province, build.OCTOBER) == {"4302": Decimal("502.00")}
    assert sales.published_totals(province, build.OCTOBER.next()) == {}
