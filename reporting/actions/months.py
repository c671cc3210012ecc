"""Opening and closing months, for the whole nation at once (R14, R15).

Whether a month is closed also stands on each of its reports. Who closes or opens again locks the reports in
the order in which everybody does: figures that are being saved are stored first, and who waits finds the
month closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from reporting import access, deadlines
from reporting.access import Permission
from reporting.errors import BadInput, WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import District, Holiday, MonthlyReport, ReportingMonth, User

from . import audit, locks, notices


@transaction.atomic
def open_month(*, month: FiscalMonth, by: User, now: datetime) -> ReportingMonth:
    """Open a month, past ones too (R15): due dates from R14 and one report per reporting district (R19).

    Opening an open month changes nothing. WrongState for a closed one, which is opened again with a reason.
    """
    return open_months(months=[month], by=by, now=now)[0]


@transaction.atomic
def open_months(*, months: Iterable[FiscalMonth], by: User, now: datetime) -> list[ReportingMonth]:
    """The same for several at once, in time; everybody is told once."""
    access.require(by, Permission.MANAGE_MONTHS)
    opened, new = [], []
    for month in sorted(months):
        found, is_new = _opened(month, by=by, now=now)
        opened.append(found)
        new += [found] if is_new else []
    if new:
        notices.months_opened(months=new, by=by, now=now)
    return opened


@transaction.atomic
def close_month(*, month: FiscalMonth, by: User, now: datetime) -> ReportingMonth:
    """Close a month to further entering; what was submitted can still be checked and confirmed.

    A district with an extension goes on until its last day.
    """
    access.require(by, Permission.MANAGE_MONTHS)
    existing = locks.lock_month(month)
    if existing is None:
        raise WrongState(f"เดือน{month} ยังไม่ได้เปิด")
    if not existing.is_open:
        return existing
    existing.closed_at, existing.closed_by = now, by
    existing.save()
    locks.lock_reports_of(existing).update(closed=True)
    audit.record(by=by, now=now, action="close_month", obj=existing, changes={"month": month.key})
    notices.month_closed(month=existing, by=by, now=now)
    return existing


@transaction.atomic
def reopen_month(*, month: FiscalMonth, reason: str, by: User, now: datetime) -> ReportingMonth:
    """Open a month again that was closed by mistake: reports, due dates and lateness stay as they were.

    Raises BadInput without a reason, WrongState for a month that was never opened.
    """
    access.require(by, Permission.MANAGE_MONTHS)
    existing = locks.lock_month(month)
    if existing is None:
        raise WrongState(f"เดือน{month} ยังไม่ได้เปิด")
    if existing.is_open:
        return existing
    if not (reason := reason.strip()):
        raise BadInput("โปรดระบุเหตุผลที่เปิดเดือนอีกครั้ง")
    existing.closed_at = existing.closed_by = None
    existing.save()
    locks.lock_reports_of(existing).update(closed=False)
    changes = {"month": month.key}
    audit.record(by=by, now=now, action="reopen_month", obj=existing, changes=changes, reason=reason)
    notices.month_reopened(month=existing, by=by, now=now)
    return existing


def _opened(month: FiscalMonth, *, by: User, now: datetime) -> tuple[ReportingMonth, bool]:
    """The open month, and whether it was opened just now."""
    if existing := locks.lock_month(month):
        if existing.is_open:
            return existing, False
        raise WrongState(f"เดือน{month} ปิดไปแล้ว หากต้องเปิดอีกครั้ง โปรดระบุเหตุผล")
    due = deadlines.due_dates(month, holidays=Holiday.objects.days(), shift=settings.OTOP_SHIFT_DUE_DATES)
    opened = ReportingMonth(
        month=month,
        submit_due=due.submit,
        check_due=due.check,
        publish_due=due.publish,
        opened_at=now,
        opened_by=by,
    )
    try:
        with transaction.atomic():
            opened.save(force_insert=True)
    except IntegrityError:
        # There was no row to lock: somebody else opened the month at the same moment.
        return ReportingMonth.objects.get(month=month), False
    districts = District.objects.reporting()
    MonthlyReport.objects.bulk_create(
        MonthlyReport(district=district, month=opened) for district in districts
    )
    audit.record(by=by, now=now, action="open_month", obj=opened, changes={"month": month.key})
    return opened, True
