"""A committee's answers, the closing and changes of lines at once, on PostgreSQL: one effect each.

The twins take out the lock on the report's row; they must come to grief, or the tests would prove nothing.
"""

from __future__ import annotations

import threading

import pytest

from reporting.actions import answers, certifications, circular_end, circulars, sales
from reporting.actions.sales import Cell, WeekRow
from reporting.errors import Refusal, Stale
from reporting.models import Answer, AuditEvent, Ballot, DistrictCertification
from reporting.models.workflow import MonthlyReportQuerySet
from reporting.stats import sheet
from reporting.stats.circulars import CircularStanding
from tests import build
from tests.test_races import CROWD, crowd

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def press_answer(circular) -> None:
    """Twenty devices with one link: half agree, half have a remark; no page showed an answer yet."""
    ballot = circular.ballots.order_by("id").first()
    turns, taking = iter(range(CROWD)), threading.Lock()

    def press():
        with taking:
            agrees = next(turns) % 2
        said = {"answer": Answer.AGREE} if agrees else {"answer": Answer.REMARK, "remark": "โปรดตรวจ"}
        return answers.answer_circular(ballot=ballot, seen=0, now=build.NOW, **said)

    said = crowd(press)
    assert [answer for answer in said if not isinstance(answer, tuple | Stale)] == []
    kept = [repeated for answer in said if isinstance(answer, tuple) for repeated in answer[1:]]
    assert (kept.count(False), len(kept)) == (1, CROWD // 2)
    assert AuditEvent.objects.filter(action="answer_circular").count() == 1
    assert Ballot.objects.get(pk=ballot.pk).times == 1


def all_together(monkeypatch, module, name: str, times: int) -> None:
    """Let the first callers of a function go on only together."""
    meeting, plain = threading.Barrier(times), getattr(module, name)
    first = threading.Semaphore(times)

    def together(*args, **kwargs):
        found = plain(*args, **kwargs)
        if first.acquire(blocking=False):
            meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(module, name, together)


def test_one_link_at_once_has_one_effect(circular):
    press_answer(circular)


def test_one_link_without_the_lock_comes_to_grief(circular, monkeypatch):
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    all_together(monkeypatch, CircularStanding, "takes_answers", CROWD)
    with pytest.raises(AssertionError):
        press_answer(circular)


def close_and_change(circular, report, officer, chief) -> None:
    """One closes while another types: the resolution is on the figures sent round, or not there."""
    row = sheet.rows(report)[0]
    seen = Cell(amounts=build.amounts("100.00", "20.00", "5.50"))
    change = WeekRow(*row.key, seen=seen, wanted=Cell(amounts=build.amounts("7.00")))
    turns, taking = iter(range(CROWD)), threading.Lock()

    def press():
        with taking:
            turn = next(turns)
        if turn % 2:
            return circular_end.close_circular(circular=circular, by=chief, now=build.NOW)
        return sales.save_week(report=report, week=1, rows=[change], by=officer, now=build.NOW)

    said = crowd(press)
    assert [
        answer for answer in said if isinstance(answer, Exception) and not isinstance(answer, Refusal)
    ] == []
    closed = AuditEvent.objects.filter(action="close_circular").first()
    typed = AuditEvent.objects.get(action="save_week", sequence__gt=first_circular())
    assert DistrictCertification.objects.count() == (closed is not None)
    assert closed is None or closed.sequence < typed.sequence
    stale = [answer for answer in said if isinstance(answer, Stale)]
    assert bool(stale) == (closed is None)


def first_circular() -> int:
    return AuditEvent.objects.get(action="start_circular").sequence


@pytest.fixture
def agreed(circular):
    build.answer(circular, Answer.AGREE, Answer.AGREE, Answer.AGREE)
    return circular


def test_closing_and_changing_a_line_at_once(agreed, ticked, officer, chief):
    close_and_change(agreed, ticked, officer, chief)


def test_a_line_that_changes_while_the_circular_closes_is_seen(agreed, ticked, officer, chief, monkeypatch):
    """The line is changed after the officer pressed and before the lock is taken: refused as stale."""
    plain = circular_end.lock_circular

    def after_a_change(circular):
        build.enter(ticked, by=officer, value=build.amounts("7.00"))
        return plain(circular)

    monkeypatch.setattr(circular_end, "lock_circular", after_a_change)
    with pytest.raises(Stale):
        circular_end.close_circular(circular=agreed, by=chief, now=build.NOW)
    assert not DistrictCertification.objects.exists()


def close_at_once(circular, chief) -> None:
    said = crowd(lambda: circular_end.close_circular(circular=circular, by=chief, now=build.NOW))
    assert [answer for answer in said if isinstance(answer, Exception)] == []
    assert DistrictCertification.objects.count() == 1
    assert AuditEvent.objects.filter(action="close_circular").count() == 1


def test_closing_at_once_has_one_effect(agreed, chief):
    close_at_once(agreed, chief)


def test_closing_without_the_lock_comes_to_grief(agreed, chief, monkeypatch):
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    all_together(monkeypatch, certifications, "_attendance", CROWD)
    with pytest.raises(AssertionError):
        close_at_once(agreed, chief)


def start_at_once(report, chief) -> None:
    said = crowd(lambda: build.circular(report, of=chief.district, by=chief))
    assert [answer for answer in said if isinstance(answer, Exception)] == []
    assert len({answer.pk for answer in said}) == 1
    assert AuditEvent.objects.filter(action="start_circular").count() == 1


def test_starting_at_once_has_one_effect(ticked, five_members, chief):
    start_at_once(ticked, chief)


def test_starting_without_the_lock_comes_to_grief(ticked, five_members, chief, monkeypatch):
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    all_together(monkeypatch, circulars, "_open_ones", CROWD)
    with pytest.raises(AssertionError, match="IntegrityError"):
        start_at_once(ticked, chief)
