"""Which day's reminder goes out today: before the due date, once after it, never on a day off."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.due_reminders import previous_working_day, reminder_day

NOVEMBER = {day: dt.date(2021, 11, day) for day in range(1, 31)}
DUE = NOVEMBER[5]  # A Friday.


def asked(today: int, *, due: dt.date = DUE, before=(3, 1), holidays=()) -> int | None:
    found = reminder_day(due, today=NOVEMBER[today], before=before, holidays=holidays)
    return found.day if found else None


@pytest.mark.parametrize(
    ("today", "day"),
    [(1, None), (2, 2), (3, 2), (4, 4), (5, 4), (6, None), (7, None), (8, 8), (9, 8), (14, 8), (15, None)],
)
def test_three_days_before_one_day_before_and_the_first_working_day_after(today, day):
    assert asked(today) == day


@pytest.mark.parametrize(("today", "day"), [(4, None), (5, 5), (6, 5), (7, 5), (8, 5)])
def test_a_reminder_of_a_sunday_goes_out_on_the_friday(today, day):
    """Three days before Monday is Friday; one day before is Sunday, which gives way to the same Friday."""
    assert asked(today, due=NOVEMBER[8]) == day


def test_a_holiday_gives_way_as_a_sunday_does():
    assert asked(4, holidays={NOVEMBER[4]}) == 3
    assert asked(8, holidays={NOVEMBER[8], NOVEMBER[9]}) is None
    assert asked(10, holidays={NOVEMBER[8], NOVEMBER[9]}) == 10


def test_reminders_can_be_off_and_be_on_the_day_itself():
    assert asked(4, before=()) is None
    assert asked(8, before=()) == 8, "what is late is told in any case"
    assert asked(5, before=(0,)) == 5


def test_the_working_day_before():
    assert previous_working_day(NOVEMBER[7], holidays=()) == NOVEMBER[5]
    assert previous_working_day(NOVEMBER[7], holidays={NOVEMBER[5]}) == NOVEMBER[4]
    assert previous_working_day(NOVEMBER[4], holidays=()) == NOVEMBER[4]
