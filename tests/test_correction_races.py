"""Offices that decide on one correction at once, on PostgreSQL: one of them wins, and the others are told.

Each test has a twin without the lock on the report's row, which must come to grief.
"""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest

from reporting.actions import corrections, locks, workflow
from reporting.actions.corrections import Wish
from reporting.actions.workflow import Done
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


@pytest.fixture
def granted(asked, province_staff) -> Correction:
    return corrections.grant(correction=asked, by=province_staff, now=build.NOW)


@pytest.fixture
def both_look_before_either_acts(monkeypatch):
    """The twin of those who do not begin with the correction: the same, where the report is read."""
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    meeting, plain = threading.Barrier(CROWD), locks.lock_report

    def look(report):
        found = plain(report)
        meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(locks, "lock_report", look)


def extend_or_end(granted, province_staff, department) -> None:
    """Ten of the province give a draft more time while ten of the department end it."""
    until = granted.expires_on + timedelta(days=3)
    report = MonthlyReport.objects.get(pk=granted.report_id)
    answers = in_turns(
        lambda: corrections.extend(correction=granted, expires_on=until, by=province_staff, now=build.NOW),
        lambda: workflow.end_correction(report=report, reason="ไม่ต้องแก้", by=department, now=build.NOW),
    )
    assert [one for one in answers if not isinstance(one, Correction | Done | WrongState)] == []
    ended = [one for one in answers if isinstance(one, Done)]
    assert sorted(one.repeated for one in ended) == [False] + [True] * (CROWD // 2 - 1)
    stored = Correction.objects.get()
    extended = any(isinstance(one, Correction) for one in answers)
    assert stored.state == CorrectionState.ENDED
    assert stored.expires_on == (until if extended else granted.expires_on)
    assert MonthlyReport.objects.get(pk=report.pk).state == State.PUBLISHED
    told = AuditEvent.objects.filter(action__in=["extend_correction", "end_correction"])
    actions = list(told.order_by("sequence").values_list("action", flat=True))
    assert actions == ["extend_correction"] * extended + ["end_correction"]


def test_a_draft_gets_more_time_before_it_is_ended_or_none(granted, province_staff, department):
    extend_or_end(granted, province_staff, department)


def test_extending_and_ending_without_the_lock_come_to_grief(
    granted, province_staff, department, both_look_before_either_acts
):
    with pytest.raises(AssertionError):
        extend_or_end(granted, province_staff, department)


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
