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

from reporting.actions import groups, locks, sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.workflow import Done
from reporting.errors import BadInput
from reporting.models import (
    Action,
    AuditEvent,
    Category,
    MonthlyReport,
    ProducerGroup,
    ProducerType,
    Publication,
    RosterEntry,
    SalesLine,
    State,
    Subdistrict,
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


@pytest.fixture
def two_months(three_groups, department) -> list[MonthlyReport]:
    build.open_month(build.OCTOBER.next(), by=department)
    return [three_groups, build.report_of("4302", build.OCTOBER.next())]


@pytest.fixture
def without_register_lock(monkeypatch):
    """The twin: nobody locks the district's register, and the first of each month write together."""
    monkeypatch.setattr(locks, "lock_register", lambda report: None)
    meeting, first = threading.Barrier(2), threading.Semaphore(2)

    def together(plain):
        def save(row, *args, **kwargs):
            if first.acquire(blocking=False):
                meeting.wait(timeout=30)
            return plain(row, *args, **kwargs)

        return save

    monkeypatch.setattr(ProducerGroup, "save", together(ProducerGroup.save))
    monkeypatch.setattr(RosterEntry, "save", together(RosterEntry.save))


def in_turns(reports: list[MonthlyReport], add: Callable[[MonthlyReport], RosterEntry]) -> list[RosterEntry]:
    """Ten people in each of two months add the same; those who succeed, all others being told why not."""
    turns = iter(reports * (CROWD // 2))
    taking = threading.Lock()

    def press():
        with taking:
            report = next(turns)
        return add(report)

    answers = crowd(press)
    assert [answer for answer in answers if not isinstance(answer, RosterEntry | BadInput)] == []
    return [answer for answer in answers if isinstance(answer, RosterEntry)]


def add_pair(reports, officer) -> None:
    group = ProducerGroup.objects.get(name="ร้านน้ำพริกแม่คำ")
    herbs = {"group": group, "category": Category.HERB, "by": officer, "now": build.NOW}
    added = in_turns(reports, lambda report: groups.add_category(report=report, **herbs))
    assert RosterEntry.objects.get(group=group, category=Category.HERB).starts == build.OCTOBER
    # Where November came first, October moved its start once.
    assert len(added) == AuditEvent.objects.filter(action="add_group").count()
    assert len(added) in (1, 2)


def add_producer(reports, officer) -> None:
    new = {
        "name": "กลุ่มจักสานบ้านว่าน",
        "subdistrict": Subdistrict.objects.get(pk="430201"),
        "producer_type": ProducerType.GROUP,
        "category": Category.HOUSEWARE,
        "by": officer,
        "now": build.NOW,
    }
    added = in_turns(reports, lambda report: groups.add_new_group(report=report, **new))
    assert len(added) == 1
    assert ProducerGroup.objects.filter(name=new["name"]).count() == 1


@pytest.mark.parametrize("add", [add_pair, add_producer])
def test_adding_the_same_in_two_months_has_one_effect(two_months, officer, add):
    add(two_months, officer)


@pytest.mark.parametrize("add", [add_pair, add_producer])
def test_adding_without_the_lock_comes_to_grief(two_months, officer, add, without_register_lock):
    with pytest.raises(AssertionError, match="IntegrityError"):
        add(two_months, officer)
