"""Opening and closing months, for the whole nation at once (R14, R15)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from reporting import access, deadlines
from reporting.access import Permission
from reporting.errors import WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import District, Holiday, MonthlyReport, ReportingMonth, User

from . import audit, notices


@transaction.atomic
def open_month(*, month: FiscalMonth, by: User, now: datetime) -> ReportingMonth:
    """Open a month, past ones too (R15): due dates from R14 and one report per reporting district (R19).

    Opening an open month changes nothing; a closed one is opened again, its reports as they were.
    """
    access.require(by, Permission.MANAGE_MONTHS)
    existing = ReportingMonth.objects.select_for_update().filter(month=month).first()
    if existing and existing.is_open:
        return existing
    if existing:
        existing.closed_at = existing.closed_by = None
        existing.save()
        audit.record(by=by, now=now, action="reopen_month", obj=existing, changes={"month": month.key})
        notices.month_opened(month=existing, again=True, by=by, now=now)
        return existing
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
        return ReportingMonth.objects.get(month=month)
    districts = District.objects.reporting()
    MonthlyReport.objects.bulk_create(
        MonthlyReport(district=district, month=opened) for district in districts
    )
    audit.record(by=by, now=now, action="open_month", obj=opened, changes={"month": month.key})
    notices.month_opened(month=opened, by=by, now=now)
    return opened


@transaction.atomic
def close_month(*, month: FiscalMonth, by: User, now: datetime) -> ReportingMonth:
    """Close a month to further entering; what was submitted can still be checked and confirmed."""
    access.require(by, Permission.MANAGE_MONTHS)
    existing = ReportingMonth.objects.select_for_update().filter(month=month).first()
    if existing is None:
        raise WrongState(f"เดือน{month} ยังไม่ได้เปิด")
    if not existing.is_open:
        return existing
    existing.closed_at, existing.closed_by = now, by
    existing.save()
    audit.record(by=by, now=now, action="close_month", obj=existing, changes={"month": month.key})
    notices.month_closed(month=existing, by=by, now=now)
    return existing
