"""Due dates, lateness and the countdown (R14)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.deadlines import (
    BANGKOK,
    DueDates,
    bangkok_date,
    countdown_th,
    days_left,
    due_dates,
    end_of_day,
    halfway,
    is_late,
    next_working_day,
    until_th,
)
from reporting.fiscal import FiscalMonth

HOLIDAYS = {dt.date(2021, 12, 6), dt.date(2021, 12, 10)}
DUE = dt.date(2021, 12, 7)

months = st.builds(FiscalMonth, st.integers(2000, 2100), st.integers(1, 12))
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
moments = st.datetimes(dt.datetime(2000, 1, 2), dt.datetime(2100, 1, 1), timezones=st.just(dt.UTC))


def december(day: int) -> dt.date:
    return dt.date(2021, 12, day)


def bangkok(day: int, hour: int, minute: int = 0, second: int = 0) -> dt.datetime:
    return dt.datetime(2021, 12, day, hour, minute, second, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    ("month", "holidays", "shift", "expected"),
    [
        # 5 December 2021 is a Sunday, the 6th its substitute, the 10th a Friday and a holiday.
        (FiscalMonth(2021, 11), HOLIDAYS, True, (december(7), december(7), december(13))),
        (FiscalMonth(2021, 11), set(), True, (december(6), december(6), december(10))),
        (FiscalMonth(2021, 11), HOLIDAYS, False, (december(5), december(6), december(10))),
        (FiscalMonth(2021, 10), HOLIDAYS, True, tuple(dt.date(2021, 11, day) for day in (5, 8, 10))),
        # December's report is due in January of the next calendar year.
        (FiscalMonth(2021, 12), HOLIDAYS, True, tuple(dt.date(2022, 1, day) for day in (5, 6, 10))),
    ],
)
def test_due_dates(month, holidays, shift, expected):
    assert due_dates(month, holidays=holidays, shift=shift) == DueDates(*expected)


def test_due_dates_take_any_collection_of_holidays():
    given_as = [set(HOLIDAYS), list(HOLIDAYS), tuple(HOLIDAYS), dict.fromkeys(HOLIDAYS, "วันหยุด")]
    assert {due_dates(FiscalMonth(2021, 11), holidays=holidays) for holidays in given_as} == {
        DueDates(december(7), december(7), december(13))
    }


@given(months, st.data())
def test_due_dates_are_the_first_working_days_from_5_6_and_10(month, data):
    following = month.next()
    offsets = data.draw(st.sets(st.integers(0, 30)))
    holidays = {following.first_day + dt.timedelta(days=offset) for offset in offsets}
    due = due_dates(month, holidays=holidays)
    assert due.submit <= due.check <= due.publish
    for day, plain in ((due.submit, 5), (due.check, 6), (due.publish, 10)):
        start = following.first_day.replace(day=plain)
        skipped = [start + dt.timedelta(days=offset) for offset in range((day - start).days)]
        assert day >= start
        assert day.isoweekday() <= 5 and day not in holidays
        assert all(other.isoweekday() > 5 or other in holidays for other in skipped)


def test_without_shift_the_plain_days_stand():
    for month in (FiscalMonth(year, number) for year in range(2000, 2101) for number in range(1, 13)):
        due = due_dates(month, holidays=HOLIDAYS, shift=False)
        assert (due.submit.day, due.check.day, due.publish.day) == (5, 6, 10)
        assert {FiscalMonth.of(day) for day in (due.submit, due.check, due.publish)} == {month.next()}


@given(days, st.sets(days, max_size=5))
def test_next_working_day_is_idempotent(day, holidays):
    moved = next_working_day(day, holidays=holidays)
    assert next_working_day(moved, holidays=holidays) == moved


@pytest.mark.parametrize(("day", "expected"), [(3, 3), (4, 7), (5, 7), (6, 7), (9, 9), (10, 13), (11, 13)])
def test_next_working_day(day, expected):
    assert next_working_day(december(day), holidays=HOLIDAYS) == december(expected)


@pytest.mark.parametrize(
    ("at", "late"),
    [
        (bangkok(7, 0), False),
        (bangkok(7, 23, 59, 59), False),
        (bangkok(7, 23, 59, 59) + dt.timedelta(microseconds=999_999), False),
        (bangkok(8, 0), True),
        # The same two seconds, told in UTC.
        (dt.datetime(2021, 12, 7, 16, 59, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2021, 12, 7, 17, 0, 0, tzinfo=dt.UTC), True),
        (bangkok(1, 0), False),
        (bangkok(31, 0), True),
    ],
)
def test_is_late_from_midnight_in_bangkok(at, late):
    assert is_late(at, DUE) is late


@given(days)
def test_the_last_second_is_in_time_and_the_next_is_late(due):
    last = end_of_day(due)
    assert (last.hour, last.minute, last.second, last.utcoffset()) == (23, 59, 59, dt.timedelta(hours=7))
    assert not is_late(last, due)
    assert is_late(last + dt.timedelta(seconds=1), due)


@pytest.mark.parametrize(
    "ask",
    [is_late, lambda at, due: countdown_th(due, now=at), lambda at, _: bangkok_date(at)],
    ids=["is_late", "countdown_th", "bangkok_date"],
)
def test_a_moment_without_a_time_zone_is_refused(ask):
    with pytest.raises(ValueError, match="aware"):
        ask(dt.datetime(2021, 12, 7, 12), DUE)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (dt.datetime(2021, 12, 5, 20, 59, tzinfo=BANGKOK), "เหลือ 2 วัน 3 ชั่วโมง ถึงสิ้นวันที่ 7"),
        (dt.datetime(2021, 12, 7, 16, 59, 59, tzinfo=dt.UTC), "เหลือไม่ถึง 1 นาที ถึงสิ้นวันที่ 7"),
        (dt.datetime(2021, 12, 7, 17, tzinfo=dt.UTC), "เลยกำหนด 1 วัน"),
    ],
)
def test_the_countdown_says_to_which_end(now, words):
    assert until_th(DUE, now=now) == words


@pytest.mark.parametrize(("today", "left"), [(1, 6), (6, 1), (7, 0), (8, -1), (31, -24)])
def test_days_left(today, left):
    assert days_left(DUE, today=december(today)) == left


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (dt.datetime(2021, 11, 22, 10, tzinfo=BANGKOK), "เหลือ 15 วัน"),
        (bangkok(4, 0), "เหลือ 3 วัน"),
        (bangkok(5, 20, 59), "เหลือ 2 วัน 3 ชั่วโมง"),
        (bangkok(5, 23, 30), "เหลือ 2 วัน"),
        (bangkok(6, 0), "เหลือ 1 วัน 23 ชั่วโมง"),
        (bangkok(6, 23, 59, 59), "เหลือ 1 วัน"),
        (bangkok(7, 0), "เหลือ 23 ชั่วโมง 59 นาที"),
        (bangkok(7, 18, 59, 59), "เหลือ 5 ชั่วโมง"),
        (bangkok(7, 23, 39), "เหลือ 20 นาที"),
        (bangkok(7, 23, 59), "เหลือไม่ถึง 1 นาที"),
        (bangkok(7, 23, 59, 59) + dt.timedelta(microseconds=1), "เหลือไม่ถึง 1 นาที"),
        (bangkok(8, 0), "เลยกำหนด 1 วัน"),
        (bangkok(10, 12), "เลยกำหนด 3 วัน"),
        # 17:00 UTC is midnight in Bangkok.
        (dt.datetime(2021, 12, 7, 17, tzinfo=dt.UTC), "เลยกำหนด 1 วัน"),
    ],
)
def test_countdown(now, words):
    assert countdown_th(DUE, now=now) == words


@given(st.integers(-400, 400), moments)
def test_countdown_agrees_with_lateness(offset, now):
    due = bangkok_date(now) + dt.timedelta(days=offset)
    words = countdown_th(due, now=now)
    assert words.startswith("เลยกำหนด ") == is_late(now, due)
    assert words.startswith("เหลือ") != is_late(now, due)
    if offset:
        assert words.split()[1:3] == [str(abs(offset)), "วัน"]
    assert " 0 " not in words


@pytest.mark.parametrize(
    ("today", "due", "wish"),
    [
        ((2021, 11, 4), (2021, 11, 10), (2021, 11, 8)),  # Half of the time would end on a Sunday.
        ((2021, 11, 8), (2021, 11, 10), (2021, 11, 9)),
        ((2021, 11, 10), (2021, 11, 10), (2021, 11, 11)),
        ((2021, 11, 19), (2021, 11, 10), (2021, 11, 22)),
    ],
)
def test_a_wish_lies_on_a_weekday_before_the_due_day_while_there_is_time(today, due, wish):
    assert halfway(dt.date(*due), today=dt.date(*today)) == dt.date(*wish)
