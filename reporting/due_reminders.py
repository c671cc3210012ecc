"""Whom to remind of what, today: pure, so that any day can be asked about.

A reminder goes out some days before a due date and once after it. A day that falls on a day off gives way to
the working day before it, because nobody reads on a holiday; the one after it to the next working day. What a
timer missed is made up for as long as it helps: before the due date until it has passed, after it for a week.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from reporting import deadlines

DAY = timedelta(days=1)
MADE_UP_FOR = timedelta(days=6)


def previous_working_day(day: date, *, holidays: Collection[date]) -> date:
    """The day itself when it is a working day, otherwise the last working day before it."""
    while deadlines.next_working_day(day, holidays=holidays) != day:
        day -= DAY
    return day


def reminder_day(due: date, *, today: date, before: Iterable[int], holidays: Collection[date]) -> date | None:
    """The day for which a reminder of this due date is to go out today, None on all other days.

    The same day is answered until the next one comes, so that who has been reminded for it is not reminded
    again. `before` are days before the due date.
    """
    if today > due:
        late = deadlines.next_working_day(due + DAY, holidays=holidays)
        return late if late <= today <= late + MADE_UP_FOR else None
    planned = {previous_working_day(due - days * DAY, holidays=holidays) for days in before}
    return max((day for day in planned if day <= today), default=None)
