"""Fiscal months, weeks and the Buddhist era."""

from __future__ import annotations

import calendar
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.fiscal import (
    MONTHS_SHORT_TH,
    MONTHS_TH,
    FiscalMonth,
    FiscalMonthConverter,
    fiscal_year_months,
    to_be,
    to_ce,
)

OCTOBER = FiscalMonth(2021, 10)

months = st.builds(FiscalMonth, st.integers(1950, 2250), st.integers(1, 12))
# The months that a URL can name: fiscal years 2500–2599.
url_months = st.builds(FiscalMonth.of_fiscal_year, st.integers(2500, 2599), st.integers(1, 12))
dates = st.dates(dt.date(1950, 1, 1), dt.date(2250, 12, 31))


def test_fiscal_year_2565_is_october_2021_to_september_2022():
    expected = [(2021, 10), (2021, 11), (2021, 12), *((2022, month) for month in range(1, 10))]
    assert [(month.year_ce, month.month) for month in fiscal_year_months(2565)] == expected
    assert [month.fiscal_year for month in fiscal_year_months(2565)] == [2565] * 12
    assert FiscalMonth(2021, 9).fiscal_year == 2564
    assert FiscalMonth(2022, 10).fiscal_year == 2566


def test_everything_about_october_2021():
    assert OCTOBER.key == 202110
    assert OCTOBER.slug == "2565-10"
    assert OCTOBER.fiscal_year == 2565
    assert OCTOBER.year_be == 2564
    assert (OCTOBER.first_day, OCTOBER.last_day) == (dt.date(2021, 10, 1), dt.date(2021, 10, 31))
    assert (OCTOBER.name_th, OCTOBER.short_th) == ("ตุลาคม", "ต.ค.")
    assert OCTOBER.label == str(OCTOBER) == "ตุลาคม 2564"
    assert OCTOBER.next() == FiscalMonth(2021, 11)
    assert OCTOBER.previous() == FiscalMonth(2021, 9)
    assert OCTOBER.same_month_last_year() == FiscalMonth(2020, 10)


def test_positions_and_rounds_run_through_the_fiscal_year():
    year = fiscal_year_months(2565)
    assert [month.position for month in year] == list(range(1, 13))
    assert [month.round for month in year] == [1] * 6 + [2] * 6
    assert [month.month for month in year if month.round == 1] == [10, 11, 12, 1, 2, 3]


def test_month_names_are_twelve_and_distinct():
    assert len(set(MONTHS_TH)) == len(set(MONTHS_SHORT_TH)) == 12
    assert [name for name in MONTHS_TH if name.endswith("คม")] == [
        MONTHS_TH[i] for i in (0, 2, 4, 6, 7, 9, 11)
    ]
    assert (MONTHS_TH[0], MONTHS_TH[11]) == ("มกราคม", "ธันวาคม")
    assert all(short[0] in name for short, name in zip(MONTHS_SHORT_TH, MONTHS_TH, strict=True))


@pytest.mark.parametrize(("ce", "be"), [(2021, 2564), (2000, 2543), (1957, 2500)])
def test_eras(ce, be):
    assert to_be(ce) == be
    assert to_ce(be) == ce


def test_29_february_survives_the_buddhist_era():
    """2563 BE is a leap year and 2563 CE is not, so a date moved by 543 years would not exist."""
    february = FiscalMonth.of(dt.date(2020, 2, 29))
    assert february.last_day == dt.date(2020, 2, 29)
    assert february.label == "กุมภาพันธ์ 2563"
    with pytest.raises(ValueError):
        dt.date(2563, 2, 29)


@pytest.mark.parametrize(
    ("year", "month"),
    [(2564, 10), (2565, 1), (1899, 12), (2300, 1), (0, 1), (2021, 0), (2021, 13), (2021, -1)],
)
def test_impossible_months_are_refused(year, month):
    with pytest.raises(ValueError, match="is not a"):
        FiscalMonth(year, month)


@pytest.mark.parametrize("key", [256410, 202100, 202113, 2021, 0, -202110])
def test_impossible_keys_are_refused(key):
    with pytest.raises(ValueError, match="is not a"):
        FiscalMonth.from_key(key)


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "2565",
        "2565-1",
        "2565-00",
        "2565-13",
        "2565-010",
        "2565/10",
        "-2565-10",
        "x2565-10",
        "2565-10 ",
        " 2565-10",
        "2565-10\n",
        "๒๕๖๕-๑๐",
        "2565-๑๐",
        # A CE year, which would be the year 1478.
        "2021-10",
    ],
)
def test_other_slugs_are_refused(slug):
    with pytest.raises(ValueError):
        FiscalMonth.parse(slug)


def test_a_datetime_is_not_a_day():
    """17:30 UTC on 31 October is already November in Bangkok, so the caller has to decide first."""
    with pytest.raises(TypeError, match="Bangkok"):
        FiscalMonth.of(dt.datetime(2021, 10, 31, 17, 30, tzinfo=dt.UTC))


@given(dates)
def test_a_date_lies_in_its_month(day):
    month = FiscalMonth.of(day)
    assert month.first_day <= day <= month.last_day
    assert month in fiscal_year_months(month.fiscal_year)
    assert month.year_be == day.year + 543
    assert month.fiscal_year == (day + dt.timedelta(days=92)).year + 543


@given(months)
def test_round_trips(month):
    assert FiscalMonth.from_key(month.key) == month
    assert FiscalMonth.of_fiscal_year(month.fiscal_year, month.month) == month
    assert FiscalMonth.parse(month.slug) == month
    assert fiscal_year_months(month.fiscal_year)[month.position - 1] == month


@given(months)
def test_next_and_previous_are_neighbours_and_inverse(month):
    assert month.next().previous() == month.previous().next() == month
    assert month.next().first_day == month.last_day + dt.timedelta(days=1)
    assert month.previous() < month < month.next()


@given(months, st.integers(-500, 500), st.integers(-500, 500))
def test_plus_adds_up(month, first, second):
    if month.plus(first).year_ce in range(1950, 2250):
        assert month.plus(first).plus(second - first) == month.plus(second)
    assert month.plus(0) == month


@given(months)
def test_same_month_last_year(month):
    before = month.same_month_last_year()
    assert (before.fiscal_year, before.month) == (month.fiscal_year - 1, month.month)


@given(months, months)
def test_order_is_the_order_in_time(one, other):
    assert (one < other) == (one.first_day < other.first_day) == (one.key < other.key)
    assert (one == other) == (one.first_day == other.first_day)
    assert len({one, other}) == (1 if one == other else 2)


def test_twelve_months_sort_from_october_to_september():
    year = fiscal_year_months(2565)
    assert sorted(year[6:] + year[:6]) == year


@given(url_months)
def test_converter_round_trip(month):
    converter = FiscalMonthConverter()
    slug = converter.to_url(month)
    assert re.fullmatch(converter.regex, slug)
    assert converter.to_python(slug) == month


@pytest.mark.parametrize("text", ["2565-13", "2565-00", "2565-1", "2465-10", "2021-10", "๒๕๖๕-๑๐", "25๖๕-10"])
def test_converter_leaves_other_addresses_alone(text):
    assert re.fullmatch(FiscalMonthConverter.regex, text) is None


@pytest.mark.parametrize("year", range(2000, 2101))
def test_weeks_partition_every_month(year):
    for number in range(1, 13):
        length = calendar.monthrange(year, number)[1]
        weeks = FiscalMonth(year, number).weeks()
        covered = [
            week.first_day + dt.timedelta(days=offset)
            for week in weeks
            for offset in range((week.last_day - week.first_day).days + 1)
        ]
        assert covered == [dt.date(year, number, day) for day in range(1, length + 1)]
        assert [week.number for week in weeks] == list(range(1, len(weeks) + 1))
        assert [week.first_day.day for week in weeks] == [1, 8, 15, 22, 29][: len(weeks)]
        assert len(weeks) == (4 if length == 28 else 5)


@given(dates)
def test_a_date_lies_in_exactly_one_week(day):
    month = FiscalMonth.of(day)
    week = month.week_of(day)
    assert [other for other in month.weeks() if day in other] == [week] == [month.week(week.number)]


def test_february():
    assert [week.label for week in FiscalMonth(2021, 2).weeks()] == [
        "1–7 ก.พ.",
        "8–14 ก.พ.",
        "15–21 ก.พ.",
        "22–28 ก.พ.",
    ]
    assert FiscalMonth(2020, 2).week(5).label == "29 ก.พ."
    assert FiscalMonth(2021, 11).week(5).days == "29–30"
    assert FiscalMonth(2021, 10).week(5).days == "29–31"


@pytest.mark.parametrize("number", [0, 5, 6, -1])
def test_a_week_that_the_month_lacks_is_refused(number):
    with pytest.raises(ValueError, match="no week"):
        FiscalMonth(2021, 2).week(number)


@pytest.mark.parametrize("day", [dt.date(2021, 9, 30), dt.date(2021, 11, 1), dt.date(2020, 10, 5)])
def test_a_date_of_another_month_has_no_week_here(day):
    with pytest.raises(ValueError, match="is not in"):
        OCTOBER.week_of(day)
