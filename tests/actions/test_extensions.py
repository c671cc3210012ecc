"""More time for one district: who gives it, what it allows, and that lateness stays (R14)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import extensions, months, sales, workflow
from reporting.deadlines import BANGKOK, end_of_day
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AuditEvent, Extension, MonthlyReport, Notice, NoticeKind, SalesLine, State
from reporting.stats import gaps, reminders, sheet
from tests import build

CLOSED = dt.datetime(2021, 11, 15, 9, 0, tzinfo=BANGKOK)
LAST_DAY = dt.date(2021, 11, 20)
WHILE_EXTENDED = dt.datetime(2021, 11, 18, 9, 0, tzinfo=BANGKOK)
AFTERWARDS = dt.datetime(2021, 11, 21, 0, 0, tzinfo=BANGKOK)


def fresh(report: MonthlyReport) -> MonthlyReport:
    return build.report_of(report.district_id)


def extend(report, by, **change):
    asked = {"until": LAST_DAY, "reason": "น้ำท่วมสำนักงาน", "now": CLOSED} | change
    return extensions.extend(report=report, by=by, **asked)


@pytest.fixture
def closed(three_groups, officer, department) -> MonthlyReport:
    """The report with one week typed, in a month that is closed."""
    build.enter(three_groups, by=officer)
    months.close_month(month=build.OCTOBER, by=department, now=CLOSED)
    return fresh(three_groups)


@pytest.fixture
def extended(closed, department) -> MonthlyReport:
    extend(closed, department)
    return fresh(closed)


def test_the_district_enters_signs_and_submits_until_the_last_day(extended, officer, chief):
    build.enter(extended, by=officer, week=2, now=WHILE_EXTENDED)
    build.sign(extended, by=chief, now=WHILE_EXTENDED)
    done = workflow.submit(report=extended, by=chief, now=end_of_day(LAST_DAY))
    assert done.report.state == State.SUBMITTED
    assert done.report.is_late is True, "an extension moves no due date"


def test_other_districts_stay_locked(extended, neighbour):
    with pytest.raises(WrongState, match="ปิดรับข้อมูลของเดือนนี้แล้ว"):
        build.enter(build.report_of("4301"), by=neighbour, now=WHILE_EXTENDED)


@pytest.mark.parametrize(
    ("now", "shut"),
    [
        (end_of_day(LAST_DAY), False),
        (AFTERWARDS - dt.timedelta(microseconds=1), False),
        (AFTERWARDS, True),
        (dt.datetime(2021, 11, 20, 16, 59, 59, tzinfo=dt.UTC), False),
        (dt.datetime(2021, 11, 20, 17, 0, tzinfo=dt.UTC), True),
    ],
)
def test_it_ends_with_its_last_day_in_bangkok(extended, officer, now, shut):
    assert extended.takes_figures_at(now) is not shut
    if shut:
        with pytest.raises(WrongState, match="หมดแล้วเมื่อสิ้นวันที่ 20 พฤศจิกายน 2564 สิ่งที่บันทึกไว้ยังอยู่ครบ"):
            build.enter(extended, by=officer, week=2, now=now)
    else:
        results = build.enter(extended, by=officer, week=2, now=now)
        assert {result.outcome for result in results} == {sales.Outcome.SAVED}


def test_what_was_entered_stays_and_more_time_goes_on_with_it(extended, officer, department):
    build.enter(extended, by=officer, week=2, now=WHILE_EXTENDED)
    totals = sheet.column_totals(SalesLine.objects.all())
    later = AFTERWARDS.date() + dt.timedelta(days=5)
    extend(extended, department, until=later, now=AFTERWARDS)
    assert sheet.column_totals(SalesLine.objects.all()) == totals
    assert build.enter(fresh(extended), by=officer, week=3, now=AFTERWARDS)
    first, second = Extension.objects.order_by("id")
    assert (first.ended_at, first.ended_by) == (AFTERWARDS, department)
    assert (second.until, second.ended_at) == (later, None)


def test_it_can_be_said_before_the_month_is_closed(three_groups, officer, department):
    extend(three_groups, department, now=build.NOW)
    months.close_month(month=build.OCTOBER, by=department, now=CLOSED)
    assert build.enter(fresh(three_groups), by=officer, now=WHILE_EXTENDED)


def test_a_month_that_is_open_is_open_after_the_last_day_too(three_groups, officer, department):
    extend(three_groups, department, now=build.NOW)
    assert build.enter(three_groups, by=officer, now=AFTERWARDS)


def test_the_same_again_changes_nothing(extended, department):
    extend(extended, department)
    assert Extension.objects.count() == 1
    assert AuditEvent.objects.filter(action="extend_month").count() == 1


def test_it_is_taken_back_with_a_reason(extended, officer, department):
    with pytest.raises(BadInput, match="เหตุผล"):
        extensions.take_back(report=extended, reason=" ", by=department, now=WHILE_EXTENDED)
    for _ in range(2):
        extensions.take_back(report=extended, reason="ผิดอำเภอ", by=department, now=WHILE_EXTENDED)
    extension = Extension.objects.get()
    assert (extension.ended_reason, extension.ended_by) == ("ผิดอำเภอ", department)
    with pytest.raises(WrongState, match="ปิดรับข้อมูล"):
        build.enter(fresh(extended), by=officer, now=WHILE_EXTENDED)
    assert AuditEvent.objects.filter(action="end_extension", reason="ผิดอำเภอ").count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": "  "}, "โปรดระบุเหตุผล"),
        ({"until": dt.date(2021, 11, 14)}, "ไม่ก่อนวันนี้"),
        ({"until": dt.date(2021, 11, 5), "now": build.NOW}, "หลังกำหนดส่ง"),
    ],
)
def test_bad_input(closed, department, change, sentence):
    with pytest.raises(BadInput, match=sentence):
        extend(closed, department, **change)
    assert not Extension.objects.exists()


@pytest.mark.parametrize("state", ["submitted", "published"])
def test_what_lies_elsewhere_needs_no_time(request, state, department):
    with pytest.raises(WrongState):
        extend(request.getfixturevalue(state), department)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_only_the_department_gives_time(closed, request, who):
    with pytest.raises(NotAllowed):
        extend(closed, request.getfixturevalue(who))
    with pytest.raises(NotAllowed):
        extensions.take_back(report=closed, reason="x", by=request.getfixturevalue(who), now=CLOSED)


def test_the_log_says_what_was_before(extended, department):
    extend(extended, department, until=dt.date(2021, 11, 25), reason="ยังไม่ลด")
    events = AuditEvent.objects.filter(action="extend_month").order_by("sequence")
    assert [event.changes["more_time"] for event in events] == [
        [None, "2021-11-20"],
        ["2021-11-20", "2021-11-25"],
    ]
    assert {event.stream for event in events} == {f"report:{extended.pk}"}


def test_both_offices_are_told_without_the_reason(
    closed, officer, chief, province_staff, stranger, department
):
    Notice.objects.all().delete()
    extend(closed, department)
    told = Notice.objects.filter(kind=NoticeKind.EXTENDED)
    assert set(told.values_list("user", flat=True)) == {officer.pk, chief.pk, province_staff.pk}
    text = told.get(user=chief).text
    assert "ถึงสิ้นวันที่ 20 พฤศจิกายน 2564" in text
    assert "ส่งหลัง 5 พฤศจิกายน 2564 ยังถือว่าล่าช้า" in text
    assert "น้ำท่วม" not in text
    extensions.take_back(report=closed, reason="ผิดอำเภอ", by=department, now=WHILE_EXTENDED)
    assert "สิ่งที่บันทึกไว้ยังอยู่ครบ" in Notice.objects.get(kind=NoticeKind.EXTENSION_ENDED, user=chief).text


def test_within_the_extension_a_month_can_be_taken_back_and_not_after_it(extended, officer, chief):
    build.sign(extended, by=chief, now=WHILE_EXTENDED)
    workflow.submit(report=extended, by=chief, now=WHILE_EXTENDED)
    with pytest.raises(WrongState, match="ดึงกลับไม่ได้"):
        workflow.withdraw(report=extended, reason="พบยอดผิด", by=chief, now=AFTERWARDS)
    done = workflow.withdraw(report=extended, reason="พบยอดผิด", by=chief, now=end_of_day(LAST_DAY))
    assert done.report.state == State.OPEN


def test_gaps_and_reminders_know_it(extended):
    def weeks(now):
        return bool(gaps.of_year("4302", 2565, now=now)[0].weeks)

    assert weeks(end_of_day(LAST_DAY)) and not weeks(AFTERWARDS)
    days = reminders.Days(submit=build.NOW.date(), publish=None)
    assert reminders.matters([extended], days, today=LAST_DAY)
    assert not reminders.matters([extended], days, today=AFTERWARDS.date())


def test_who_sees_extensions(extended, chief, neighbour, province_staff, other_province, department, auditor):
    seen = {
        person.username: Extension.objects.visible_to(person).count()
        for person in (chief, neighbour, province_staff, other_province, department, auditor)
    }
    assert seen == {
        "chief": 1,
        "neighbour": 0,
        "province": 1,
        "other-province": 0,
        "department": 1,
        "auditor": 1,
    }
