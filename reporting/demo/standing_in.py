"""One development officer is away for some days, and the neighbour's stands in."""

from __future__ import annotations

import datetime as dt

from reporting.actions import covers
from reporting.actions.covers import Days
from reporting.deadlines import bangkok_date

from .people import HOME_PROVINCE, People

AWAY = "4301"
SUBSTITUTE = "4302"
DAYS = 5


def create(people: People, *, now: dt.datetime) -> None:
    """The cover, arranged by the province, from today on."""
    today = bangkok_date(now)
    covers.arrange(
        absent=people.chiefs[AWAY],
        substitute=people.chiefs[SUBSTITUTE],
        days=Days(today, today + dt.timedelta(days=DAYS - 1)),
        reason="ลาพักผ่อน",
        by=people.staff[HOME_PROVINCE],
        now=now,
    )
