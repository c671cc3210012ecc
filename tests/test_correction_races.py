"""Offices that decide on one correction at once, on PostgreSQL: one of them wins, and the others are told.

Each test has a twin without the lock on the report's row, which must come to grief.
"""

from __future__ import annotations

import threading
from collections import Counter

import pytest

from reporting.actions import corrections
from reporting.actions.corrections import Wish
from reporting.errors import WrongState
from reporting.models import AuditEvent, Correction, CorrectionState, MonthlyReport, State, Transition
from reporting.models.workflow import MonthlyReportQuerySet
from reporting.stats import sheet
from tests import build
from tests.test_races import CROWD, crowd

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(published, officer) -> Correction:
    wish = Wish([row.key for row in sheet.rows(published)[:2]], "TWICE", "นับซ้ำ")
    return corrections.ask(report=published, wish=wish, by=officer, now=build.NOW)


@pytest.fixture
def without_lock(monkeypatch):
    """The twin: the report is read without its lock, and everybody has looked before anybody goes on."""
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    meeting, taking, turns = threading.Barrier(CROWD), threading.Lock(), Counter()
    plain = corrections._locked

    def look(correction):
        found = plain(correction)
        with taking:
            turns["looked"] += 1
            together = turns["looked"] <= CROWD
        if together:
            meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(corrections, "_locked", look)


def in_turns(*calls):
    """The answers of a crowd whose members press the buttons in turn."""
    turns, taking = iter(range(CROWD)), threading.Lock()

    def press():
        with taking:
            turn = next(turns)
        return calls[turn % len(calls)]()

    return crowd(press)


def grant_twice(asked, province_staff, department) -> None:
    """Ten of the province grant the first line while ten of the department grant the second."""
    first, second = [line.key for line in asked.lines.all()]
    answers = in_turns(
        lambda: corrections.grant(correction=asked, pairs=[first], by=province_staff, now=build.NOW),
        lambda: corrections.grant(correction=asked, pairs=[second], by=department, now=build.NOW),
    )
    assert [one for one in answers if not isinstance(one, Correction | WrongState)] == []
    won = {one.granted_by_id for one in answers if isinstance(one, Correction)}
    assert len(won) == 1
    stored = Correction.objects.get()
    assert won == {stored.granted_by_id}
    assert stored.granted_pairs() == ({first} if stored.granted_by == province_staff else {second})
    report = MonthlyReport.objects.get(pk=asked.report_id)
    assert (report.state, report.revision) == (State.OPEN, 2)
    assert Transition.objects.filter(action="reopen").count() == 1
    assert AuditEvent.objects.filter(action="grant_correction").count() == 1


def grant_or_withdraw(asked, province_staff, officer) -> None:
    """Ten of the province grant while ten of the district take the request back."""
    answers = in_turns(
        lambda: corrections.grant(correction=asked, by=province_staff, now=build.NOW),
        lambda: corrections.withdraw(correction=asked, by=officer, now=build.NOW),
    )
    assert [one for one in answers if not isinstance(one, Correction | WrongState)] == []
    assert sum(isinstance(one, Correction) for one in answers) == CROWD // 2, "one of the two won"
    stored, report = Correction.objects.get(), MonthlyReport.objects.get(pk=asked.report_id)
    granted = stored.state == CorrectionState.GRANTED
    assert granted or stored.state == CorrectionState.WITHDRAWN
    assert (report.state, report.correction_id) == (
        (State.OPEN, stored.pk) if granted else (State.PUBLISHED, None)
    )
    events = Counter(AuditEvent.objects.values_list("action", flat=True))
    assert (events["grant_correction"], events["withdraw_correction"]) == ((1, 0) if granted else (0, 1))


def test_of_two_grants_one_is_given(asked, province_staff, department):
    grant_twice(asked, province_staff, department)


def test_two_grants_without_the_lock_come_to_grief(asked, province_staff, department, without_lock):
    with pytest.raises(AssertionError):
        grant_twice(asked, province_staff, department)


def test_a_request_is_granted_or_withdrawn(asked, province_staff, officer):
    grant_or_withdraw(asked, province_staff, officer)


def test_granting_and_withdrawing_without_the_lock_come_to_grief(
    asked, province_staff, officer, without_lock
):
    with pytest.raises(AssertionError):
        grant_or_withdraw(asked, province_staff, officer)
