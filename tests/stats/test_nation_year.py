"""A year of the nation or of a province: both years side by side, narrowed, complete and punctual."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.models import Province
from reporting.stats import nation_year
from reporting.stats.two_years import Narrowed
from tests import build, nationwide

OCTOBER, LAST_YEAR = build.OCTOBER, build.OCTOBER.plus(-12)
NOVEMBER = OCTOBER.next()


def food(regular: str, online: str = "0.00") -> list[nationwide.Line]:
    return [("FOOD", "GROUP", regular, "0.00", online)]


@pytest.fixture
def two_years(places, department):
    """4301 in both years, 4302 only in this one, 4101 only in the one before."""
    for month in (LAST_YEAR, OCTOBER, NOVEMBER):
        build.open_month(month, by=department)
    nationwide.publish("4301", by=department, month=LAST_YEAR, lines=food("100.00", "10.00"))
    nationwide.publish("4101", by=department, month=LAST_YEAR, lines=food("900.00"))
    nationwide.publish(
        "4301", by=department, lines=[*food("120.00", "20.00"), ("HERB", "SME", "3.00", "0", "0")]
    )
    nationwide.publish("4302", by=department, lines=food("1000.00"))


def row(table: nation_year.YearTable, code: str) -> nation_year.AreaRow:
    return next(one for one in table.rows if one.area.pk == code)


def test_growth_counts_only_what_is_published_in_both_years(two_years):
    table = nation_year.year_table(2565)
    assert table.figures.now.total == Decimal("1143.00")
    assert table.figures.then.total == Decimal("1010.00")
    assert (table.figures.both_now.total, table.figures.both_then.total) == (Decimal("143"), Decimal("110"))
    assert table.figures.growth == Decimal(30)
    assert table.figures.growth_of("online") == Decimal(100)
    assert row(table, "43").figures.both_now.districts == 1
    assert table.columns[0].growth == Decimal(30)


def test_without_a_base_there_is_no_growth(two_years):
    table = nation_year.year_table(2565)
    assert row(table, "41").figures.growth is None
    assert table.figures.growth_of("transfer") is None
    assert table.columns[1].growth is None


def test_a_province_shows_its_districts(two_years):
    province = Province.objects.get(pk="43")
    table = nation_year.year_table(2565, narrowed=Narrowed(province=province))
    assert [(one.area.pk, one.expected) for one in table.rows] == [("4301", 1), ("4302", 1)]
    assert [one.cells[0].level for one in table.rows] == ["full", "full"]
    assert [one.cells[1].level for one in table.rows] == ["none", "none"]
    assert row(table, "4301").figures.growth == Decimal(30)
    assert row(table, "4302").figures.growth is None
    assert table.total == row(nation_year.year_table(2565), "43").total


@pytest.mark.parametrize(
    ("asked", "total", "growth"),
    [
        ({"category": "HERB"}, "3.00", None),
        ({"category": "FOOD"}, "1140.00", "27.27"),
        ({"producer_type": "SME"}, "3.00", None),
        ({"channel": "online"}, "20.00", "100.00"),
        ({"category": "FOOD", "channel": "online"}, "20.00", "100.00"),
        ({"region": "ภาคอื่น"}, "0.00", None),
    ],
)
def test_it_can_be_narrowed(two_years, asked, total, growth):
    table = nation_year.year_table(2565, narrowed=Narrowed(**asked))
    assert table.total.total == Decimal(total)
    assert sum(one.now.total for one in table.parts.values()) == Decimal(total)
    rounded = table.figures.growth and table.figures.growth.quantize(Decimal("0.01"))
    assert rounded == (growth and Decimal(growth))


def test_a_part_of_the_sales_leaves_the_lamps_as_they_are(two_years):
    table = nation_year.year_table(2565, narrowed=Narrowed(category="HERB"))
    assert [cell.level for cell in row(table, "43").cells[:3]] == ["full", "none", "closed"]
    assert table.total.districts == 2


def test_some_months_are_compared_with_the_same_months(two_years, department):
    nationwide.publish("4301", by=department, month=NOVEMBER, lines=food("7.00"))
    table = nation_year.year_table(2565, months=[NOVEMBER])
    assert (table.total.total, table.figures.then.total) == (Decimal("7.00"), Decimal("0.00"))
    assert len(table.rows[0].cells) == 1


def test_completeness_and_punctuality(places, department):
    """October: 4301 in time, 4302 late, 4101 missing and overdue. November is not due."""
    for month in (OCTOBER, NOVEMBER):
        build.open_month(month, by=department)
    nationwide.publish("4301", by=department)
    late = dt.datetime(2021, 11, 11, 9, 0, tzinfo=build.BANGKOK)
    nationwide.publish("4302", by=department, now=late)
    table = nation_year.year_table(2565, today=dt.date(2021, 11, 20))
    nation_wide, udon = table.punctual, row(table, "41").punctual
    assert (nation_wide.expected, nation_wide.confirmed, nation_wide.overdue) == (6, 2, 1)
    assert nation_wide.district == Decimal(50)
    assert nation_wide.province == Decimal(100) / 3
    assert row(table, "43").punctual.completeness == Decimal(50)
    assert (udon.completeness, udon.district, udon.province) == (0, None, 0)


def test_the_whole_due_day_in_bangkok_is_in_time(october, department):
    last = dt.datetime(2021, 11, 10, 23, 59, 59, tzinfo=build.BANGKOK)
    nationwide.publish("4301", by=department, now=last)
    nationwide.publish("4302", by=department, now=last + dt.timedelta(seconds=1))
    punctual = nation_year.year_table(2565).punctual
    assert (punctual.confirmed, punctual.confirmed_in_time) == (2, 1)


def test_it_reads_publications_of_the_asked_years_alone(two_years):
    with CaptureQueriesContext(connection) as queries:
        nation_year.year_table(2565)
    sums = [query["sql"] for query in queries if "reporting_publication" in query["sql"]]
    assert len(sums) == 3
    for sql in sums:
        assert "202110" in sql
        assert "201910" not in sql
        assert "202210" not in sql
    assert not any("salesline" in query["sql"] or "monthlyreport" in query["sql"] for query in queries)
