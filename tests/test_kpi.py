"""The key figure's arithmetic: base, target, growth, level, weeks, and what explains a growth."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import kpi

LEVELS = tuple(Decimal(number) for number in (3, 6, 9, 12, 15))


def test_the_letters_target():
    assert kpi.target(Decimal("13932644555.69"), Decimal(15)) == Decimal("16022541239.04")


def test_without_a_base_there_is_nothing_to_reach():
    assert kpi.target(Decimal(0), Decimal(15)) is None
    assert kpi.growth(Decimal(5), Decimal(0)) is None
    assert kpi.level(None, LEVELS) is None
    assert kpi.a_week(None, Decimal(5), 3) is None


@pytest.mark.parametrize(
    ("actual", "level"), [("102.99", 0), ("103", 1), ("114.96", 4), ("115", 5), ("200", 5), ("90", 0)]
)
def test_a_level_begins_at_its_threshold_and_not_below(actual, level):
    assert kpi.level(kpi.growth(Decimal(actual), Decimal(100)), LEVELS) == level


@pytest.mark.parametrize(
    ("today", "weeks"),
    [
        (dt.date(2022, 3, 31), 1),
        (dt.date(2022, 3, 25), 1),
        (dt.date(2022, 3, 24), 2),
        (dt.date(2022, 4, 1), 0),
        (dt.date(2022, 9, 1), 0),
    ],
)
def test_a_begun_week_counts_until_the_end_of_the_last_day(today, weeks):
    assert kpi.weeks_left(dt.date(2022, 3, 31), today=today) == weeks


def test_what_is_needed_a_week():
    assert kpi.a_week(Decimal(100), Decimal(90), 3) == Decimal("3.33")
    assert kpi.a_week(Decimal(100), Decimal(100), 3) == 0
    assert kpi.a_week(Decimal(100), Decimal(90), 0) is None


def test_the_mean_is_of_the_years_that_are_known():
    assert kpi.mean([Decimal(100), Decimal(0), Decimal("50.01")]) == Decimal("75.01")
    assert kpi.mean([Decimal(0)] * 3) == 0


def test_half_a_year_is_half_of_the_year():
    assert kpi.part_of_year(Decimal("1200.01"), 6) == Decimal("600.01")


@pytest.mark.parametrize(
    ("now", "then", "new", "moved", "real"),
    [
        ((50, 10), (0, 0), 50, 0, 0),  # A new producer, or one who sold nothing then.
        ((30, 80), (10, 100), 0, 20, 0),  # All of it came from the other channels.
        ((50, 80), (10, 100), 0, 20, 20),  # Half of it.
        ((50, 120), (10, 100), 0, 0, 40),  # Everything grew.
        ((10, 100), (30, 80), 0, -20, 0),  # Moved away.
        ((0, 0), (30, 80), 0, 0, -30),  # Closed.
    ],
)
def test_where_a_growth_comes_from(now, then, new, moved, real):
    found = kpi.explain([(kpi.Sold(*map(Decimal, now)), kpi.Sold(*map(Decimal, then)))])
    assert (found.new, found.moved, found.real) == (new, moved, real)


satang = st.integers(0, 10**14).map(lambda number: Decimal(number) / 100)
sold = st.builds(kpi.Sold, satang, satang)


@given(producers=st.lists(st.tuples(sold, sold), max_size=8))
def test_the_parts_add_up_to_the_growth_exactly(producers):
    growth = sum((now.measured - then.measured for now, then in producers), Decimal(0))
    assert kpi.explain(producers).total == growth
