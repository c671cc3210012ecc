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

from reporting.actions import closing, groups, imports, locks, sales, ticks, workflow
from reporting.actions.imports import MonthRow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.workflow import Done
from reporting.errors import BadInput, SimilarNames, WrongState
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


def press_import(report, officer) -> None:
    """Twenty people store two weeks of one line, each other figures, all of whom saw both empty."""
    row = sheet.rows(report)[0]
    figures = iter(range(1, CROWD + 1))
    taking = threading.Lock()

    def store():
        with taking:
            wanted = build.amounts(str(next(figures)))
        change = MonthRow(*row.key, seen={1: None, 2: None}, wanted={1: wanted, 2: wanted})
        return imports.save_month(report=report, rows=[change], by=officer, now=build.NOW)[0]

    answers = crowd(store)
    assert [answer for answer in answers if not isinstance(answer, imports.MonthResult)] == []
    outcomes = [answer.outcome for answer in answers]
    assert outcomes.count(sales.Outcome.SAVED) == 1
    assert outcomes.count(sales.Outcome.CONFLICT) == CROWD - 1
    saved = next(answer for answer in answers if answer.outcome is sales.Outcome.SAVED)
    line = SalesLine.objects.get(report=report, group_id=row.group.pk, category=row.category)
    assert line.regular == 2 * saved.row.wanted[1][0]


def test_one_of_twenty_imports_is_stored_with_all_its_weeks(three_groups, officer):
    press_import(three_groups, officer)


def test_importing_without_the_lock_comes_to_grief(three_groups, officer, monkeypatch):
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    meeting = threading.Barrier(CROWD)
    plain = imports._take

    def all_at_once(desk, row):
        found = plain(desk, row)
        meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(imports, "_take", all_at_once)
    with pytest.raises(AssertionError):
        press_import(three_groups, officer)


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


def withdraw_or_tick(report, chief, staff) -> None:
    """Ten people of the district take the month back while ten of the province give it their first tick."""
    seen = build.versions(report)
    turns = iter(range(CROWD))
    taking = threading.Lock()

    def press():
        with taking:
            turn = next(turns)
        if turn % 2:
            return workflow.withdraw(report=report, reason="ขอแก้", by=chief, now=build.NOW)
        return ticks.tick(report=report, level=ticks.Level.PROVINCE, seen=seen, by=staff, now=build.NOW)

    answers = crowd(press)
    withdrawn = [answer for answer in answers if isinstance(answer, Done)]
    ticked = [answer for answer in answers if isinstance(answer, list)]
    assert [answer for answer in answers if not isinstance(answer, Done | list | WrongState)] == []
    assert sorted([len(withdrawn), len(ticked)]) == [0, CROWD // 2], "one of the two won, and only one"
    fresh = MonthlyReport.objects.get(pk=report.pk)
    marks = fresh.lines.filter(province_tick_version__isnull=False).count()
    if withdrawn:
        assert (fresh.state, fresh.province_acted_at, marks) == (State.OPEN, None, 0)
        assert [answer.repeated for answer in withdrawn].count(False) == 1
    else:
        assert (fresh.state, fresh.province_acted_at, marks) == (State.SUBMITTED, build.NOW, len(seen))


@pytest.fixture
def both_look_before_either_acts(monkeypatch):
    """The twin: the report is read without its lock, and everybody has looked before anybody goes on."""
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    meeting = threading.Barrier(CROWD)
    plain = locks.lock_report

    def look(report):
        found = plain(report)
        meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(locks, "lock_report", look)


def test_the_district_withdraws_or_the_province_ticks(submitted, chief, province_staff):
    withdraw_or_tick(submitted, chief, province_staff)


def test_withdrawing_and_ticking_without_the_lock_come_to_grief(
    submitted, chief, province_staff, both_look_before_either_acts
):
    with pytest.raises(AssertionError):
        withdraw_or_tick(submitted, chief, province_staff)


@pytest.fixture
def two_months(three_groups, department) -> list[MonthlyReport]:
    build.open_month(build.OCTOBER.next(), by=department)
    return [three_groups, build.report_of("4302", build.OCTOBER.next())]


@pytest.fixture
def without_register_lock(monkeypatch):
    """The twin: nobody locks the district's register, and the first of each month write together."""
    monkeypatch.setattr(locks, "lock_register", lambda of: None)
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


def add_look_alikes(reports, officer) -> None:
    """October's people add one name, November's another that looks like it; the second is asked about."""
    names = {
        report.pk: name for report, name in zip(reports, ("กลุ่มจักสานบ้านว่าน", "กลุ่มจักสานบ้านวาน"), strict=True)
    }
    new = {
        "subdistrict": Subdistrict.objects.get(pk="430201"),
        "producer_type": ProducerType.GROUP,
        "category": Category.HOUSEWARE,
        "by": officer,
        "now": build.NOW,
    }
    turns = iter(reports * (CROWD // 2))
    taking = threading.Lock()

    def press():
        with taking:
            report = next(turns)
        return groups.add_new_group(report=report, name=names[report.pk], **new)

    answers = crowd(press)
    assert [answer for answer in answers if not isinstance(answer, RosterEntry | SimilarNames)] == []
    assert ProducerGroup.objects.filter(name__in=names.values()).count() == 1
    # Half of them typed the name that is registered now, and the other half is asked.
    assert [answer.same for answer in answers if isinstance(answer, SimilarNames)].count(False) == CROWD // 2


def test_look_alikes_added_in_two_months_are_asked_about(two_months, officer):
    add_look_alikes(two_months, officer)


def test_look_alikes_without_the_lock_come_to_grief(two_months, officer, without_register_lock):
    with pytest.raises(AssertionError):
        add_look_alikes(two_months, officer)


def close_and_add(reports, officer) -> None:
    """November's people close a producer while October's add a category: nothing of it is left open."""
    october, november = reports
    group = ProducerGroup.objects.get(name="ร้านน้ำพริกแม่คำ")
    who = {"group": group, "by": officer, "now": build.NOW}
    turns = iter(range(CROWD))
    taking = threading.Lock()

    def press():
        with taking:
            turn = next(turns)
        if turn % 2:
            return closing.close_group(report=november, reason="เลิกกิจการ", **who)
        return groups.add_category(report=october, category=Category.HERB, **who)

    answers = crowd(press)
    assert [one for one in answers if not isinstance(one, ProducerGroup | RosterEntry | BadInput)] == []
    assert ProducerGroup.objects.get(pk=group.pk).closed_at == build.NOW
    assert {entry.ends for entry in group.roster.all()} == {november.fiscal_month}
    assert AuditEvent.objects.filter(action="close_group").count() == 1


@pytest.fixture
def closing_without_lock(monkeypatch):
    """The twin: the first to add has seen an open producer when the first to close has ended its roster."""
    monkeypatch.setattr(locks, "lock_register", lambda of: None)
    meeting = threading.Barrier(2)
    ended, added = threading.Semaphore(1), threading.Semaphore(1)
    end_roster, add_pair = closing._end_roster, groups._add_pair

    def end(*args):
        changes = end_roster(*args)
        if ended.acquire(blocking=False):
            meeting.wait(timeout=30)
        return changes

    def add(*args, **kwargs):
        if added.acquire(blocking=False):
            meeting.wait(timeout=30)
        return add_pair(*args, **kwargs)

    monkeypatch.setattr(closing, "_end_roster", end)
    monkeypatch.setattr(groups, "_add_pair", add)


def test_closing_and_adding_at_once_leave_nothing_open(two_months, officer):
    close_and_add(two_months, officer)


def test_closing_and_adding_without_the_lock_come_to_grief(two_months, officer, closing_without_lock):
    with pytest.raises(AssertionError):
        close_and_add(two_months, officer)
