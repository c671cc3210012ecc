"""The months and moments of a demonstration, whatever day it is made on."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.deadlines import BANGKOK, next_working_day
from reporting.demo.plan import LETTER_MONTHS, ClockTooEarly, Plan, Squeeze
from reporting.fiscal import FiscalMonth

MOMENTS = st.datetimes(
    min_value=dt.datetime(2024, 1, 1), max_value=dt.datetime(2060, 12, 31), timezones=st.just(BANGKOK)
)


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def test_a_november_has_last_year_and_one_month_of_this_year():
    plan = Plan(now=at("2026-11-22T09:00"))
    assert plan.current == FiscalMonth(2026, 11)
    assert plan.last == FiscalMonth(2026, 10)
    assert plan.history == [FiscalMonth(2025, 10).plus(number) for number in range(12)]
    assert plan.months == [*LETTER_MONTHS, *plan.history, plan.last, plan.current]


def test_in_october_the_last_finished_month_ends_last_year():
    plan = Plan(now=at("2026-10-01T00:00"))
    assert plan.last == FiscalMonth(2026, 9)
    assert (plan.history[0], plan.history[-1]) == (FiscalMonth(2025, 10), FiscalMonth(2026, 8))


def test_the_day_is_bangkoks():
    assert Plan(now=dt.datetime(2026, 10, 31, 18, tzinfo=dt.UTC)).current == FiscalMonth(2026, 11)


def test_a_clock_that_runs_wrong_is_refused():
    with pytest.raises(ClockTooEarly):
        Plan(now=at("2022-09-30T12:00"))


@given(now=MOMENTS)
def test_months_are_distinct_and_in_order(now):
    plan = Plan(now=now)
    assert plan.months == sorted(set(plan.months))
    assert plan.last.next() == plan.current == FiscalMonth.of(now.date())
    assert len(plan.history) in range(11, 23)
    assert plan.history[0].month == 10


@given(now=MOMENTS)
def test_months_are_opened_before_they_begin_and_closed_after_their_due_dates(now):
    plan = Plan(now=now)
    for month in plan.months:
        assert plan.opened_at(month).date() < month.first_day
        closed = plan.closed_at(month)
        assert closed is None or plan.due(month).publish < closed.date() <= now.date()
    assert plan.closed_at(plan.last) is None or now.day > 10
    assert plan.closed_at(plan.current) is None


@given(now=MOMENTS)
def test_what_happened_to_the_last_month_is_over_and_in_order(now):
    moments = Squeeze(Plan(now=now))
    planned = [moments.at(day, hour) for day in range(1, Squeeze.DAYS + 1) for hour in (8.5, 12, 16)]
    assert planned == sorted(planned)
    assert moments.start <= planned[0] and planned[-1] <= now


def test_late_in_a_month_moments_are_the_hours_of_working_days():
    moments = Squeeze(Plan(now=at("2026-11-22T09:00"), holidays={dt.date(2026, 11, 3)}))
    assert [day.day for day in moments.days] == [2, 4, 5, 6, 9, 10, 11, 12]
    assert moments.at(2, 13.5) == at("2026-11-04T13:30")
    assert all(next_working_day(day, holidays=set()) == day for day in moments.days)
