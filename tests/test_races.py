"""Twenty people press the same button at once, on PostgreSQL: one effect, and a friendly answer for all.

Each test has a twin in which the lock on the report's row is taken out; the twin must come to grief, or
the test would prove nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from reporting.actions import sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.workflow import Done
from reporting.models import (
    Action,
    AuditEvent,
    MonthlyReport,
    Publication,
    ReturnReason,
    SalesLine,
    State,
    Transition,
)
from reporting.models.workflow import MonthlyReportQuerySet
from reporting.stats import sheet
from tests import build

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

CROWD = 20


def crowd(call: Callable[[], object]) -> list[object]:
    """The answers (or the exceptions) of twenty threads that start together."""
    start = threading.Barrier(CROWD)

    def one(_: int) -> object:
        try:
            start.wait(timeout=30)
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(one, range(CROWD)))


@pytest.fixture
def without_lock(monkeypatch):
    """The twin: reports are read without their lock, and everybody gets past the first check together."""
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    meeting = threading.Barrier(CROWD)
    plain = workflow._repeated

    def all_at_once(*args):
        found = plain(*args)
        meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(workflow, "_repeated", all_at_once)


@pytest.fixture
def ready_to_submit(three_groups, officer, chief) -> MonthlyReport:
    build.enter(three_groups, by=officer)
    build.sign(three_groups, by=chief)
    return three_groups


@pytest.fixture
def ready_to_publish(submitted, province_staff) -> MonthlyReport:
    build.cover(submitted, by=province_staff)
    return submitted


def press_submit(report, chief) -> None:
    answers = crowd(lambda: workflow.submit(report=report, by=chief, now=build.NOW))
    one_effect(answers, report, Action.SUBMIT, State.SUBMITTED)


def press_publish(report, staff) -> None:
    answers = crowd(lambda: workflow.publish(report=report, by=staff, now=build.NOW))
    one_effect(answers, report, Action.PUBLISH, State.PUBLISHED)
    assert Publication.objects.filter(report=report).count() == 1


def one_effect(answers, report, action, state) -> None:
    assert [answer for answer in answers if not isinstance(answer, Done)] == []
    assert sorted(answer.repeated for answer in answers) == [False] + [True] * (CROWD - 1)
    assert len({answer.receipt for answer in answers}) == 1
    assert MonthlyReport.objects.get(pk=report.pk).state == state
    assert Transition.objects.filter(report=report, action=action).count() == 1
    assert AuditEvent.objects.filter(stream=f"report:{report.pk}", action=action).count() == 1


def test_submit_has_one_effect(ready_to_submit, chief):
    press_submit(ready_to_submit, chief)


def test_submit_without_the_lock_comes_to_grief(ready_to_submit, chief, without_lock):
    with pytest.raises(AssertionError):
        press_submit(ready_to_submit, chief)


def test_publish_has_one_effect(ready_to_publish, province_staff):
    press_publish(ready_to_publish, province_staff)


def test_publish_without_the_lock_comes_to_grief(ready_to_publish, province_staff, without_lock):
    with pytest.raises(AssertionError):
        press_publish(ready_to_publish, province_staff)


def press_save(report, officer) -> None:
    """Twenty people save twenty different figures in a cell that all of them saw empty."""
    row = sheet.rows(report)[0]
    figures = iter(range(1, CROWD + 1))
    taking = threading.Lock()

    def save():
        with taking:
            wanted = Cell(amounts=build.amounts(str(next(figures))))
        change = WeekRow(*row.key, seen=Cell(), wanted=wanted)
        return sales.save_week(report=report, week=1, rows=[change], by=officer, now=build.NOW)[0]

    answers = crowd(save)
    assert [answer for answer in answers if not isinstance(answer, sales.RowResult)] == []
    outcomes = [answer.outcome for answer in answers]
    assert outcomes.count(sales.Outcome.SAVED) == 1
    assert outcomes.count(sales.Outcome.CONFLICT) == CROWD - 1
    saved = next(answer for answer in answers if answer.outcome is sales.Outcome.SAVED)
    line = SalesLine.objects.get(report=report, group_id=row.group.pk, category=row.category)
    assert line.regular == saved.row.wanted.amounts[0]


def test_one_of_twenty_figures_is_stored_and_the_others_are_told(three_groups, officer):
    press_save(three_groups, officer)


def test_saving_without_the_lock_comes_to_grief(three_groups, officer, monkeypatch):
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    meeting = threading.Barrier(CROWD)
    plain = sales._Desk.take

    def all_at_once(desk, row):
        found = plain(desk, row)
        meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(sales._Desk, "take", all_at_once)
    with pytest.raises(AssertionError):
        press_save(three_groups, officer)


def test_withdrawing_and_returning_at_once_lets_one_of_them_happen(submitted, chief, province_staff):
    ReturnReason.objects.get_or_create(code="OTHER", defaults={"label": "อื่น ๆ", "position": 10})
    line = submitted.lines.first()
    item = workflow.LineToReturn(line.pk, "OTHER", "โปรดตรวจ")
    turns = iter(range(CROWD))
    taking = threading.Lock()

    def press():
        with taking:
            turn = next(turns)
        if turn % 2:
            return workflow.withdraw(report=submitted, reason="ขอแก้", by=chief, now=build.NOW)
        return workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)

    answers = crowd(press)
    moves = list(Transition.objects.filter(report=submitted).values_list("action", flat=True))
    assert moves in (["submit", "withdraw"], ["submit", "return_lines"])
    done = [answer for answer in answers if isinstance(answer, Done)]
    assert len(done) == CROWD // 2
    assert [answer.repeated for answer in done].count(False) == 1
