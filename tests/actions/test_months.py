"""Opening and closing months (R14, R15, R19)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import months
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import AuditEvent, Holiday, MonthlyReport, Notice, ReportingMonth
from tests import build

NOVEMBER = FiscalMonth(2021, 11)


def test_every_reporting_district_gets_a_report_and_bangkok_none(october):
    assert set(MonthlyReport.objects.values_list("district_id", flat=True)) == {"4301", "4302", "4101"}


def test_due_dates_move_to_working_days(places, department):
    for day in (dt.date(2021, 12, 6), dt.date(2021, 12, 10)):
        Holiday.objects.create(day=day, name="วันหยุด")
    opened = build.open_month(NOVEMBER, by=department)
    assert (opened.submit_due, opened.check_due, opened.publish_due) == (
        dt.date(2021, 12, 7),
        dt.date(2021, 12, 7),
        dt.date(2021, 12, 13),
    )


def test_due_dates_stay_where_the_setting_says_so(places, department, settings):
    settings.OTOP_SHIFT_DUE_DATES = False
    assert build.open_month(NOVEMBER, by=department).submit_due == dt.date(2021, 12, 5)


def test_opening_twice_is_once(october, department):
    assert build.open_month(build.OCTOBER, by=department) == october
    assert MonthlyReport.objects.count() == 3
    assert AuditEvent.objects.filter(action="open_month").count() == 1


def test_closing_and_opening_again_keeps_the_reports(october, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    assert not ReportingMonth.objects.get().is_open
    assert MonthlyReport.objects.filter(closed=True).count() == 3
    months.reopen_month(month=build.OCTOBER, reason="ปิดผิดเดือน", by=department, now=build.NOW)
    assert ReportingMonth.objects.get().is_open
    assert MonthlyReport.objects.filter(closed=False).count() == 3
    assert AuditEvent.objects.get(action="reopen_month").reason == "ปิดผิดเดือน"


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_closed_month_opens_with_a_reason_only(october, department, reason):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    with pytest.raises(BadInput, match="เหตุผล"):
        months.reopen_month(month=build.OCTOBER, reason=reason, by=department, now=build.NOW)
    with pytest.raises(WrongState, match="โปรดระบุเหตุผล"):
        build.open_month(build.OCTOBER, by=department)
    assert not ReportingMonth.objects.get().is_open


def test_opening_again_what_is_open_is_once_and_what_never_was_is_refused(october, department):
    months.reopen_month(month=build.OCTOBER, reason="", by=department, now=build.NOW)
    assert not AuditEvent.objects.filter(action="reopen_month").exists()
    with pytest.raises(WrongState, match="ยังไม่ได้เปิด"):
        months.reopen_month(month=NOVEMBER, reason="ปิดผิดเดือน", by=department, now=build.NOW)


def test_a_year_of_months_is_opened_at_once_and_told_once(october, officer, province_staff, department):
    Notice.objects.all().delete()
    wanted = [build.OCTOBER.plus(number) for number in (2, 0, 1)]
    opened = months.open_months(months=wanted, by=department, now=build.NOW)
    assert [one.month for one in opened] == sorted(wanted)
    assert MonthlyReport.objects.count() == 9
    assert AuditEvent.objects.filter(action="open_month").count() == 3
    told = Notice.objects.get(user=officer)
    assert "2 เดือน (พฤศจิกายน 2564 ถึงธันวาคม 2564)" in told.text
    assert Notice.objects.filter(user=province_staff).count() == 1


def test_one_closed_month_among_several_opens_none(october, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    with pytest.raises(WrongState):
        months.open_months(months=[build.OCTOBER, NOVEMBER], by=department, now=build.NOW)
    assert ReportingMonth.objects.count() == 1


def test_a_month_that_was_never_opened_cannot_be_closed(places, department):
    with pytest.raises(WrongState):
        months.close_month(month=NOVEMBER, by=department, now=build.NOW)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_only_the_department_opens_and_closes(places, who, request):
    with pytest.raises(NotAllowed):
        build.open_month(NOVEMBER, by=request.getfixturevalue(who))
