"""Notes: what the district says about a line, above all where its figures look unusual.

A note is no figure: it changes no version, so that ticks stay (R6), and no hash of the lines.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.models import MonthlyReport, SalesLine, User

from . import audit, locks, reach


@transaction.atomic
def write_note(
    *, report: MonthlyReport, group_id: int, category: str, note: str, by: User, now: datetime
) -> SalesLine:
    """Put a note on a line, in the place of its old one; an empty note takes it away.

    Raises WrongState while the district may not change the line, BadInput for a pair without a line.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    locks.require_takes_figures(report, now=now)
    lines = {line.category: line for line in locks.lock_pairs(report, [(group_id, category)])}
    line = lines.get(category)
    if line is None or line.is_removed:
        raise BadInput("ยังไม่มียอดของรายการนี้ โปรดกรอกยอด หรือเลือก “ไม่มียอดทั้งเดือน” ก่อน แล้วจึงชี้แจง")
    reach.of_report(report).require(line)
    before, line.note = line.note, note.strip()
    if line.note != before:
        line.save(update_fields=["note"])
        change = {"line": line.pk, "before": {"note": before}, "after": {"note": line.note}}
        audit.record(by=by, now=now, action="write_note", obj=report, changes=change)
    return line
