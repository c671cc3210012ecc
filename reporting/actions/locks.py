"""Locks in one order everywhere: the report's row first, then the district's register, then lines by id.

Actions of a province that touch several reports (its committee's resolution) lock the province's row
first and the reports by id after it. The same order in every action is what makes deadlocks impossible.
"""

from __future__ import annotations

from collections.abc import Collection

from reporting.errors import WrongState
from reporting.models import District, MonthlyReport, Return, SalesLine, State


def lock_report(report: MonthlyReport) -> MonthlyReport:
    """The report as it stands now, with its row locked until the transaction ends."""
    return MonthlyReport.objects.locked().get(pk=report.pk)


def lock_lines(report: MonthlyReport, *, ids: Collection[int] | None = None) -> list[SalesLine]:
    """The report's lines (or those of `ids`), locked in id order, with their producers."""
    lines = report.lines.select_for_update(of=("self",)).select_related("group", "changed_by").order_by("id")
    return list(lines if ids is None else lines.filter(pk__in=ids))


def lock_register(report: MonthlyReport) -> None:
    """Lock the register of the report's district, which its other months share.

    Only against others who lock it: what merely refers to the district, such as audit events, goes on.
    """
    District.objects.select_for_update(no_key=True).get(pk=report.district_id)


def require_takes_figures(report: MonthlyReport) -> None:
    """Refuse when the district may not change the report now (R9, R14)."""
    if report.takes_figures:
        return
    if report.state == State.SUBMITTED:
        raise WrongState("ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไข ให้ดึงกลับ หรือขอให้จังหวัดส่งคืน")
    if report.state == State.PUBLISHED:
        raise WrongState("จังหวัดยืนยันแล้ว จึงแก้ไขไม่ได้ หากต้องแก้ไข โปรดขอให้จังหวัดเปิดแก้ไข")
    raise WrongState("กรมฯ ปิดรับข้อมูลของเดือนนี้แล้ว หากต้องส่ง โปรดแจ้งจังหวัดเพื่อขอให้กรมฯ เปิดเดือนนี้อีกครั้ง")


def newest_return(report: MonthlyReport) -> Return | None:
    """The newest return of this revision, whatever has become of the report since."""
    return report.returns.filter(revision=report.revision).order_by("-at", "-id").first()


def return_in_force(report: MonthlyReport) -> Return | None:
    """The newest return of this revision while the report lies with the district because of it."""
    return newest_return(report) if report.state == State.RETURNED else None


def returned_line_ids(report: MonthlyReport) -> set[int] | None:
    """The ids of the lines the district may change: None means all of them (R10)."""
    if report.state != State.RETURNED:
        return None
    newest = return_in_force(report)
    return set(newest.lines.values_list("line_id", flat=True)) if newest else set()
