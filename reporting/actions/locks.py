"""Locks in one order everywhere: the report's row first, then the district's register, then lines by id.

Actions of a province that touch several reports (its committee's resolution) lock the province's row
first and the reports by id after it. The same order in every action is what makes deadlocks impossible.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from reporting import access
from reporting.deadlines import bangkok_date
from reporting.errors import WrongState
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.models import (
    Committee,
    District,
    Inquiry,
    MonthlyReport,
    ProducerGroup,
    Province,
    ReportingMonth,
    Return,
    ReturnedLine,
    SalesLine,
    SignedScan,
    State,
    WeeklyEntry,
)


def lock_report(report: MonthlyReport) -> MonthlyReport:
    """The report as it stands now, with its row locked until the transaction ends."""
    return MonthlyReport.objects.locked().get(pk=report.pk)


def lock_inquiry(inquiry: Inquiry) -> Inquiry:
    """The inquiry as it stands now, with its row locked: it guards its messages and its part of the log."""
    return Inquiry.objects.with_context().select_for_update(of=("self",)).get(pk=inquiry.pk)


def lock_committee(committee: Committee) -> None:
    """Lock the row whose stream of the audit log tells of the committee, before any report of its area.

    A province is locked by the same strength as by its resolutions; a district as its register is.
    """
    if isinstance(committee, District):
        District.objects.select_for_update(no_key=True).get(pk=committee.pk)
    else:
        Province.objects.select_for_update(of=("self",)).get(pk=committee.pk)


def lock_month(month: FiscalMonth) -> ReportingMonth | None:
    """The opened month with its row locked, before any report of it; None while it is not opened.

    Only against others who lock it: what merely refers to the month, such as notices, goes on.
    """
    return ReportingMonth.objects.select_for_update(no_key=True).filter(month=month).first()


def lock_reports_of(month: ReportingMonth) -> QuerySet[MonthlyReport]:
    """All reports of a month, each locked, by id: what is being entered is stored first. For an update."""
    reports = MonthlyReport.objects.filter(month=month)
    list(reports.order_by("id").select_for_update(no_key=True).values_list("pk"))
    return reports


def lock_reports_from(report: MonthlyReport) -> None:
    """Lock the report's row and those of the district's later months, by id: none of them gets a line now."""
    months = MonthlyReport.objects.locked().filter(month__month__gte=report.fiscal_month)
    list(months.filter(district=report.district_id).order_by("id"))


def lock_lines(report: MonthlyReport, *, ids: Collection[int] | None = None) -> list[SalesLine]:
    """The report's lines (or those of `ids`), locked in id order, with their producers."""
    lines = report.lines.select_for_update(of=("self",)).select_related("group", "changed_by").order_by("id")
    return list(lines if ids is None else lines.filter(pk__in=ids))


def lock_pairs(report: MonthlyReport, keys: Collection[tuple[int, str]]) -> list[SalesLine]:
    """The lines of the producers in `keys`, all their categories, locked in id order."""
    lines = report.lines.select_for_update(of=("self",)).select_related("group", "changed_by").order_by("id")
    return list(lines.filter(group_id__in={group_id for group_id, _ in keys}))


def lock_weeks(report: MonthlyReport, keys: Collection[tuple[int, str]]) -> list[WeeklyEntry]:
    """The weekly entries of the producers in `keys` with their lines, both locked, by the lines' ids."""
    ids = {group_id for group_id, _ in keys}
    weeks = WeeklyEntry.objects.filter(line__report=report, line__group_id__in=ids)
    weeks = weeks.select_for_update(of=("self", "line")).order_by("line_id", "week")
    return list(weeks.select_related("line__group", "line__changed_by", "saved_by"))


def lock_register(of: MonthlyReport | ProducerGroup | SignedScan) -> None:
    """Lock the register of the report's or the producer's district, which all its months share.

    Only against others who lock it: what merely refers to the district, such as audit events, goes on.
    """
    District.objects.select_for_update(no_key=True).get(pk=of.district_id)


def require_takes_figures(report: MonthlyReport, *, now: datetime) -> None:
    """Refuse when the district may not change the report now (R9, R13, R14)."""
    if report.takes_figures_at(now):
        return
    if report.takes_figures and report.is_frozen_at(now):
        raise WrongState(frozen(report))
    if report.state == State.SUBMITTED:
        raise WrongState("ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไข ให้ดึงกลับ หรือขอให้จังหวัดส่งคืน")
    if report.state == State.PUBLISHED:
        raise WrongState("จังหวัดยืนยันแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไข โปรดขอให้จังหวัดเปิดแก้ไข")
    raise WrongState(shut(report))


def require_time_to_withdraw(report: MonthlyReport, *, now: datetime) -> None:
    """Refuse to take back what could not be submitted again: the district's time is over (R9, R14)."""
    if not report.is_correction and report.is_shut_on(bangkok_date(now)):
        raise WrongState(access.CLOSED_FOR_WITHDRAWAL)


def frozen(report: MonthlyReport) -> str:
    """What a correction says after the last day of its grant: what was kept, and what to do (R13)."""
    until = thai_date(report.correction.expires_on)
    return f"หมดเวลาแก้ไขแล้วเมื่อสิ้นวันที่ {until} สิ่งที่แก้ไว้ยังอยู่ครบ และฉบับเดิมยังมีผล หากต้องแก้ต่อ โปรดขอให้ผู้อนุญาตขยายเวลา"


def shut(report: MonthlyReport) -> str:
    """What a closed month says to a district that has no time left in it (R14)."""
    ask = "หากต้องส่ง โปรดแจ้งจังหวัดเพื่อขอให้กรมฯ ขยายเวลาให้อำเภอ"
    if report.extended_until is None:
        return f"กรมฯ ปิดรับข้อมูลของเดือนนี้แล้ว {ask}"
    until = thai_date(report.extended_until)
    return f"เวลาที่กรมฯ ขยายให้หมดแล้วเมื่อสิ้นวันที่ {until} สิ่งที่บันทึกไว้ยังอยู่ครบ {ask}อีก"


def nothing_returned() -> WrongState:
    """The refusal of whoever wants to mend or to answer where nothing lies with the district."""
    return WrongState("เดือนนี้ไม่มีรายการที่จังหวัดส่งคืนค้างอยู่ จึงยังไม่ได้บันทึก")


def return_in_force(report: MonthlyReport) -> Return | None:
    """The newest return of this revision while the report lies with the district because of it."""
    return report.newest_return() if report.state == State.RETURNED else None


def returned_lines(report: MonthlyReport) -> dict[int | None, ReturnedLine]:
    """Line id → why it came back, while the report lies with the district because of that (R10)."""
    in_force = return_in_force(report)
    if in_force is None:
        return {}
    return {line.line_id: line for line in in_force.lines.select_related("reason")}


def returned_line_ids(report: MonthlyReport) -> set[int] | None:
    """The ids of the lines the district may change: None means all of them (R10)."""
    if report.state != State.RETURNED:
        return None
    newest = return_in_force(report)
    return set(newest.lines.values_list("line_id", flat=True)) if newest else set()
