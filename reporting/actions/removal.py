"""Taking a line out of a month, and bringing it back: a mark with a reason, never a deletion (R16)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, Stale
from reporting.models import MonthlyReport, ProducerGroup, SalesLine, User
from reporting.stats import sheet

from . import audit, groups, locks, overtaken, reach
from .desk import touch


@transaction.atomic
def remove_line(
    *, report: MonthlyReport, group_id: int, category: str, version: int, reason: str, by: User, now: datetime
) -> SalesLine:
    """Take a line out of the month with a reason; it stays as a mark (R16) and can be restored.

    A pair that was added in this very month by mistake also leaves the roster.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    locks.require_takes_figures(report, now=now)
    locks.lock_register(report)
    reason = reason.strip()
    if not reason:
        raise BadInput("โปรดระบุเหตุผลที่นำรายการออก")
    line = _line_for_change(report, group_id, category, version, by=by, now=now)
    if line.is_removed:
        return line
    before = _state(line)
    line.removed_at, line.removed_by, line.removed_reason = now, by, reason
    touch(line, by=by, now=now)
    line.save()
    roster = groups.take_off_roster(report, group_id, category)
    change = {"line": line.pk, "before": before, "after": _state(line), "roster": roster}
    audit.record(by=by, now=now, action="remove_line", obj=report, changes=change, reason=reason)
    overtaken.tell(report=report, by=by, now=now)
    return line


@transaction.atomic
def restore_line(*, report: MonthlyReport, line_id: int, by: User, now: datetime) -> SalesLine:
    """Undo a removal: the figures come back as they were, the ticks do not (R6)."""
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    locks.require_takes_figures(report, now=now)
    locks.lock_register(report)
    found = locks.lock_lines(report, ids=[line_id])
    if not found:
        raise BadInput("ไม่พบรายการนี้ในเดือนนี้")
    line = found[0]
    reach.of_report(report).require(line)
    if not line.is_removed:
        return line
    before = _state(line)
    line.removed_at = line.removed_by = None
    line.removed_reason, line.lapsed = "", False
    touch(line, by=by, now=now)
    line.save()
    roster = groups.put_on_roster(report, line.group_id, line.category)
    change = {"line": line.pk, "before": before, "after": _state(line), "roster": roster}
    audit.record(by=by, now=now, action="restore_line", obj=report, changes=change)
    overtaken.tell(report=report, by=by, now=now)
    return line


def _line_for_change(
    report: MonthlyReport, group_id: int, category: str, version: int, *, by: User, now: datetime
) -> SalesLine:
    """The locked line of a pair, or a fresh unsaved one for a roster pair; Stale when it was changed."""
    lines = {(line.group_id, line.category): line for line in locks.lock_lines(report)}
    line = lines.get((group_id, category))
    if line is not None:
        reach.of_report(report).require(line)
        if line.version != version and not line.is_removed:
            raise Stale(f"“{line.group}” ถูกแก้ไขโดย{line.changed_by}หลังจากที่ท่านเปิดหน้านี้ โปรดดูค่าล่าสุดก่อน")
        return line
    if (group_id, category) not in set(sheet.expected_keys(report)):
        raise BadInput("ไม่พบรายการนี้ในเดือนนี้")
    group = ProducerGroup.objects.get(pk=group_id)
    return SalesLine(
        report=report,
        group=group,
        category=category,
        producer_type=group.producer_type,
        version=0,
        changed_at=now,
        changed_by=by,
    )


def _state(line: SalesLine) -> dict[str, Any]:
    return {"version": line.version, "removed": line.removed_reason or None}
