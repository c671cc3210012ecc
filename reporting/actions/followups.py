"""The follow-up mark: an office marks a line to come back to it, and takes the mark away (P07).

It moves no state, voids no tick, and is not the province's first act: the district may still withdraw.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.models import FollowUp, MonthlyReport, Office, User

from . import audit, locks


@transaction.atomic
def follow(*, report: MonthlyReport, line_id: int, wanted: bool, by: User, now: datetime) -> None:
    """Mark a line for the person's office, or take its mark away; a repeated request has no new effect.

    Raises NotAllowed for others than the two offices, BadInput for a line of another report.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.DISCUSS, report)
    if not report.lines.filter(pk=line_id).exists():
        raise BadInput("ไม่พบรายการนี้ในเดือนนี้ โปรดเปิดหน้านี้ใหม่")
    office = Office.of(by)
    found = FollowUp.objects.open().filter(line_id=line_id, office=office).first()
    if bool(found) == wanted:
        return
    if found:
        found.cleared_at, found.cleared_by = now, by
        found.save(update_fields=["cleared_at", "cleared_by"])
    else:
        FollowUp.objects.create(line_id=line_id, office=office, marked_at=now, marked_by=by)
    change = {"line": line_id, "before": {"followed": not wanted}, "after": {"followed": wanted}}
    audit.record(by=by, now=now, action="follow_line", obj=report, changes=change)
