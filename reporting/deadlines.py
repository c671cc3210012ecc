"""Due dates and lateness (R14).

The district submits by the 5th of the month after the reporting month, the province checks by the 6th
and confirms by the 10th. A due date that is a Saturday, a Sunday or a holiday moves to the next working
day. The whole due day in Bangkok, to 23:59:59, is still in time.

Everything here is pure: today and now are arguments, and holidays are given by the caller.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from reporting.fiscal import FiscalMonth

BANGKOK = ZoneInfo("Asia/Bangkok")

SUBMIT_DAY, CHECK_DAY, PUBLISH_DAY = 5, 6, 10

_SATURDAY = 5
# From three days on the hours say nothing that helps.
_DAYS_WITHOUT_HOURS = 3


@dataclass(frozen=True)
class DueDates:
    """The last days in Bangkok on which each step is in time."""

    submit: dt.date
    check: dt.date
    publish: dt.date


def next_working_day(day: dt.date, *, holidays: Collection[dt.date]) -> dt.date:
    """The day itself when it is a working day, otherwise the first working day after it."""
    while day.weekday() >= _SATURDAY or day in holidays:
        day += dt.timedelta(days=1)
    return day


def due_dates(month: FiscalMonth, *, holidays: Collection[dt.date], shift: bool = True) -> DueDates:
    """The due dates of a reporting month; they lie in the month after it (R14).

    With `shift` off, the 5th, 6th and 10th stand whatever day they are.
    """
    following = month.next().first_day

    def due(day: int) -> dt.date:
        plain = following.replace(day=day)
        return next_working_day(plain, holidays=holidays) if shift else plain

    return DueDates(submit=due(SUBMIT_DAY), check=due(CHECK_DAY), publish=due(PUBLISH_DAY))


def end_of_day(day: dt.date) -> dt.datetime:
    """23:59:59 of that day in Bangkok, as an aware datetime."""
    return dt.datetime.combine(day, dt.time(23, 59, 59), tzinfo=BANGKOK)


def last_moment(day: dt.date) -> dt.datetime:
    """The last instant of that day in Bangkok that a database can tell from the next day."""
    return dt.datetime.combine(day, dt.time.max, tzinfo=BANGKOK)


def bangkok_date(at: dt.datetime) -> dt.date:
    """The day it is in Bangkok at that moment. ValueError for a datetime without a time zone."""
    if at.tzinfo is None:
        raise ValueError("an aware datetime is needed to know the day in Bangkok")
    return at.astimezone(BANGKOK).date()


def is_late(at: dt.datetime, due: dt.date) -> bool:
    """Whether a moment lies after the due day in Bangkok. ValueError without a time zone."""
    return bangkok_date(at) > due


def days_left(due: dt.date, *, today: dt.date) -> int:
    """Whole days from today to the due day: 0 on the day itself, negative once it has passed."""
    return (due - today).days


def halfway(due: dt.date, *, today: dt.date) -> dt.date:
    """A weekday between today and a due day that leaves time on both sides; tomorrow once there is none."""
    day = today + dt.timedelta(days=max(1, days_left(due, today=today) // 2))
    return next_working_day(day, holidays=())


def countdown_th(due: dt.date, *, now: dt.datetime) -> str:
    """The time left until the end of the due day, in words: "เหลือ 2 วัน 3 ชั่วโมง", "เลยกำหนด 3 วัน".

    `now` is aware; ValueError without a time zone. Days overdue are counted by the calendar.
    """
    days = days_left(due, today=bangkok_date(now))
    if days < 0:
        return f"เลยกำหนด {-days} วัน"
    left = max(end_of_day(due) - now, dt.timedelta(0))
    hours, minutes = left.seconds // 3600, left.seconds // 60 % 60
    if days >= _DAYS_WITHOUT_HOURS or (days and not hours):
        return f"เหลือ {days} วัน"
    if days:
        return f"เหลือ {days} วัน {hours} ชั่วโมง"
    if hours:
        return f"เหลือ {hours} ชั่วโมง {minutes} นาที" if minutes else f"เหลือ {hours} ชั่วโมง"
    return f"เหลือ {minutes} นาที" if minutes else "เหลือไม่ถึง 1 นาที"


def until_th(due: dt.date, *, now: dt.datetime) -> str:
    """The same with the end it counts to: "เหลือ 2 วัน 3 ชั่วโมง ถึงสิ้นวันที่ 5"; overdue as it is."""
    left = countdown_th(due, now=now)
    return left if is_late(now, due) else f"{left} ถึงสิ้นวันที่ {due.day}"
