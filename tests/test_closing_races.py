"""Closing a month and taking an extension back, while twenty people save: what comes after is not stored.

Each test has a twin in which the lock on the report's row is taken out; the twin must come to grief, or the
test would prove nothing.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable

import pytest

from reporting.actions import extensions, locks, months, sales
from reporting.actions.sales import Cell, WeekRow
from reporting.errors import WrongState
from reporting.models import MonthlyReport, WeeklyEntry
from reporting.models.workflow import MonthlyReportQuerySet
from reporting.stats import sheet
from tests import build
from tests.test_races import CROWD, crowd

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

LAST_DAY = dt.date(2021, 11, 20)


@pytest.fixture
def closing(three_groups, department) -> Callable[[], object]:
    """The department closes the month."""
    return lambda: months.close_month(month=build.OCTOBER, by=department, now=build.NOW)


@pytest.fixture
def taking_back(closing, three_groups, department) -> Callable[[], object]:
    """The department takes the district's extension back; the month is closed."""
    extensions.extend(report=three_groups, until=LAST_DAY, reason="น้ำท่วม", by=department, now=build.NOW)
    closing()
    return lambda: extensions.take_back(report=three_groups, reason="ผิดอำเภอ", by=department, now=build.NOW)


def save_until_it_ends(report: MonthlyReport, officer, end: Callable[[], object], done: threading.Event):
    """Nineteen save weeks while one person ends the district's time; all answers, and nothing comes later."""
    pairs = [row.key for row in sheet.rows(report)]
    wanted = [(pair, week) for week in range(1, 6) for pair in pairs][: CROWD - 1]
    turns, taking, stored = iter([None, *wanted]), threading.Lock(), []

    def press():
        with taking:
            turn = next(turns)
        if turn is None:
            try:
                end()
                stored.append(WeeklyEntry.objects.count())
            finally:
                done.set()
            return None
        (group_id, category), week = turn
        row = WeekRow(group_id, category, seen=Cell(), wanted=Cell(amounts=build.amounts("7.00")))
        return sales.save_week(report=report, week=week, rows=[row], by=officer, now=build.NOW)

    answers = crowd(press)
    assert [one for one in answers if not isinstance(one, list | WrongState | None)] == []
    saved = [result for one in answers if isinstance(one, list) for result in one]
    assert {result.outcome for result in saved} <= {sales.Outcome.SAVED}
    assert WeeklyEntry.objects.count() == len(saved) == stored[0], "nothing is stored after the end"


@pytest.fixture
def without_lock(monkeypatch) -> threading.Event:
    """The twin: who saves has found the report open, and writes when its time has ended."""
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    done, plain = threading.Event(), locks.require_takes_figures

    def look_before_the_end(report, *, now):
        plain(report, now=now)
        done.wait(timeout=30)

    monkeypatch.setattr(locks, "require_takes_figures", look_before_the_end)
    return done


@pytest.mark.parametrize("end", ["closing", "taking_back"])
def test_nothing_is_stored_after_the_end(request, three_groups, officer, end):
    save_until_it_ends(three_groups, officer, request.getfixturevalue(end), threading.Event())


@pytest.mark.parametrize("end", ["closing", "taking_back"])
def test_without_the_lock_figures_come_after_the_end(request, three_groups, officer, end, without_lock):
    with pytest.raises(AssertionError):
        save_until_it_ends(three_groups, officer, request.getfixturevalue(end), without_lock)
