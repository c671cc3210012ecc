"""Opening and closing months (R14, R15, R19)."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.actions import months
from reporting.errors import NotAllowed, WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import AuditEvent, Holiday, MonthlyReport, ReportingMonth
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
    build.open_month(build.OCTOBER, by=department)
    assert ReportingMonth.objects.get().is_open
    assert MonthlyReport.objects.count() == 3


def test_a_month_that_was_never_opened_cannot_be_closed(places, department):
    with pytest.raises(WrongState):
        months.close_month(month=NOVEMBER, by=department, now=build.NOW)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_only_the_department_opens_and_closes(places, who, request):
    with pytest.raises(NotAllowed):
        build.open_month(NOVEMBER, by=request.getfixturevalue(who))
