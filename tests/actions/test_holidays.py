"""The table of holidays, and due dates that follow it: late stays late, in time stays in time (R14)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import holidays, months, reference, workflow
from reporting.deadlines import BANGKOK, due_dates
from reporting.errors import BadInput, NotAllowed, Stale, WrongState
from reporting.models import AuditEvent, Holiday, MonthlyReport, Notice, NoticeKind, Publication
from reporting.stats import due_dates as stats
from tests import build

FIFTH, EIGHTH = dt.date(2021, 11, 5), dt.date(2021, 11, 8)
WHY = "มติคณะรัฐมนตรี"
ON_THE_EIGHTH = dt.datetime(2021, 11, 8, 9, 0, tzinfo=BANGKOK)


def add(by, day=FIFTH, name="วันหยุดพิเศษ", reason=WHY):
    return holidays.add_holiday(day=day, name=name, reason=reason, by=by, now=build.NOW)


def remove(by, day=FIFTH, reason="ยกเลิกมติ"):
    holidays.remove_holiday(day=day, reason=reason, by=by, now=build.NOW)


def follow(october, by, mark: str = ""):
    found = stats.moved([october], holidays=Holiday.objects.days(), shift=True)
    seen = {october.month: mark or (found[0].mark if found else "")}
    return holidays.move_due_dates(seen=seen, by=by, now=ON_THE_EIGHTH)


def test_the_fifth_the_sixth_and_the_tenth_of_december_2564(places, department):
    """The Sunday and the two days off move to the 7th, the 7th and the 13th, by rule and by opening."""
    add(department, dt.date(2021, 12, 6), "ชดเชยวันชาติ")
    add(department, dt.date(2021, 12, 10), "วันรัฐธรรมนูญ")
    wanted = [dt.date(2021, 12, day) for day in (7, 7, 13)]
    november = build.OCTOBER.next()
    by_rule = due_dates(november, holidays=Holiday.objects.days())
    opened = build.open_month(november, by=department)
    assert [by_rule.submit, by_rule.check, by_rule.publish] == wanted
    assert [opened.submit_due, opened.check_due, opened.publish_due] == wanted


def test_a_day_is_added_once_and_moves_nothing_by_itself(october, department):
    assert add(department) == add(department)
    october.refresh_from_db()
    assert october.submit_due == FIFTH
    event = AuditEvent.objects.get(action="add_holiday")
    assert event.changes == {"day_off": [None, "2021-11-05"], "holiday": "วันหยุดพิเศษ"}
    assert event.reason == WHY


def test_a_day_is_taken_out_and_can_come_back(places, department):
    add(department)
    remove(department)
    assert not Holiday.objects.exists()
    with pytest.raises(WrongState, match="ไม่อยู่ในตาราง"):
        remove(department)
    add(department)
    log = AuditEvent.objects.filter(stream="holiday:2021-11-05").order_by("sequence")
    assert [event.action for event in log] == ["add_holiday", "remove_holiday", "add_holiday"]


@pytest.mark.parametrize("change", [{"name": " "}, {"reason": " "}, {"name": "ชื่ออื่น"}])
def test_bad_input(places, department, change):
    add(department, EIGHTH)
    with pytest.raises(BadInput):
        add(department, EIGHTH, **change)
    with pytest.raises(BadInput):
        remove(department, EIGHTH, reason="")
    assert Holiday.objects.get().name == "วันหยุดพิเศษ"


def test_two_who_add_the_same_day_at_once(places, department, monkeypatch):
    """Neither finds a row to lock; the second meets the first one's row when it writes."""
    add(department)
    monkeypatch.setattr(holidays, "_lock_all", dict)
    with pytest.raises(BadInput, match="เป็นวันหยุดอยู่แล้ว"):
        add(department)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_only_the_department(october, request, who):
    person = request.getfixturevalue(who)
    for press in (add, remove):
        with pytest.raises(NotAllowed):
            press(person)
    with pytest.raises(NotAllowed):
        follow(october, person)


def test_open_months_follow_and_everybody_is_told(october, officer, province_staff, department):
    add(department)
    Notice.objects.all().delete()
    assert len(follow(october, department)) == 1
    assert follow(october, department) == []
    october.refresh_from_db()
    assert (october.submit_due, october.check_due, october.publish_due) == (
        EIGHTH,
        EIGHTH,
        dt.date(2021, 11, 10),
    )
    assert "8 พฤศจิกายน 2564" in Notice.objects.get(kind=NoticeKind.DUE_MOVED, user=officer).text
    assert Notice.objects.get(user=province_staff).text.endswith("10 พฤศจิกายน 2564")
    assert AuditEvent.objects.get(action="move_due_dates").changes == {
        "submit_due": ["2021-11-05", "2021-11-08"],
        "month": 202110,
    }


def test_what_was_seen_is_what_is_moved(october, department):
    add(department)
    with pytest.raises(Stale):
        follow(october, department, mark="2021-11-09 2021-11-09 2021-11-10")
    october.refresh_from_db()
    assert october.submit_due == FIFTH


def test_closed_months_keep_their_dates(october, department):
    add(department)
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    october.refresh_from_db()
    assert follow(october, department) == []


def test_in_time_stays_in_time(three_groups, october, officer, chief, department, province_staff):
    """Submitted on the 8th, the due date of that day, which is taken back to the 5th afterwards."""
    add(department)
    follow(october, department)
    report = build.submit(build.report_of("4302"), officer=officer, chief=chief, now=ON_THE_EIGHTH)
    assert report.is_late is False
    remove(department)
    october.refresh_from_db()
    follow(october, department)
    report = build.report_of("4302")
    assert (report.month.submit_due, report.is_late) == (FIFTH, False)
    build.cover(report, by=province_staff, now=ON_THE_EIGHTH)
    workflow.publish(report=report, by=province_staff, now=ON_THE_EIGHTH)
    assert Publication.objects.get().submit_due == EIGHTH


def test_late_stays_late_and_what_comes_afterwards_has_the_new_date(
    three_groups, october, officer, chief, neighbour, department
):
    build.submit(three_groups, officer=officer, chief=chief, now=ON_THE_EIGHTH)
    add(department)
    follow(october, department)
    late = build.report_of("4302")
    assert (late.month.submit_due, late.is_late) == (EIGHTH, True)
    other = build.report_of("4301")
    build.producer("กลุ่มอื่น", district="4301", by=neighbour)
    done = build.submit(other, officer=neighbour, chief=neighbour, now=ON_THE_EIGHTH)
    assert done.is_late is False


def test_taking_back_forgets_the_date_it_was_judged_by(three_groups, october, officer, chief, department):
    build.submit(three_groups, officer=officer, chief=chief, now=ON_THE_EIGHTH)
    add(department)
    follow(october, department)
    done = workflow.withdraw(report=three_groups, reason="ยอดผิด", by=chief, now=ON_THE_EIGHTH)
    assert done.report.is_late is None
    assert workflow.submit(report=done.report, by=chief, now=ON_THE_EIGHTH).report.is_late is False
    assert MonthlyReport.objects.get(pk=three_groups.pk).first_submit_due is None


def test_loading_the_reference_again_leaves_the_departments_days_alone(places, department, tmp_path):
    file = tmp_path / "holidays.csv"
    file.write_text("day,name_th\n2021-11-05,วันหนึ่ง\n2021-11-08,วันสอง\n", encoding="utf-8")
    assert reference.load_holidays(file) == 2
    remove(department, FIFTH)
    assert reference.load_holidays(file) == 1
    assert Holiday.objects.days() == {EIGHTH}
