"""The table of holidays, kept by the department, and due dates that follow it (R14).

Adding or removing a day moves no due date by itself: whoever changes the table looks at what would move and
says so. Only open months move. What was submitted before stays judged by the due date of its day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, Stale, WrongState
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.models import Holiday, User
from reporting.stats import due_dates
from reporting.stats.due_dates import Moved

from . import audit, locks, notices


@transaction.atomic
def add_holiday(*, day: date, name: str, reason: str, by: User, now: datetime) -> Holiday:
    """Put a day into the table. The same day and name again change nothing; BadInput for another name."""
    access.require(by, Permission.MANAGE_MONTHS)
    name, reason = name.strip(), _required(reason)
    if not name:
        raise BadInput("โปรดพิมพ์ชื่อวันหยุด")
    known = _lock_all().get(day)
    if known and known.name == name:
        return known
    if known:
        raise BadInput(f"{thai_date(day)} เป็นวันหยุดอยู่แล้ว: {known.name}")
    holiday = Holiday(day=day, name=name)
    try:
        with transaction.atomic():
            holiday.save(force_insert=True)
    except IntegrityError:  # There was no row to lock: somebody else added the day at the same moment.
        raise BadInput(f"{thai_date(day)} เป็นวันหยุดอยู่แล้ว") from None
    changes = {"day_off": [None, day.isoformat()], "holiday": name}
    audit.record(by=by, now=now, action="add_holiday", obj=holiday, changes=changes, reason=reason)
    return holiday


@transaction.atomic
def remove_holiday(*, day: date, reason: str, by: User, now: datetime) -> None:
    """Take a day out of the table; the log keeps it. WrongState where it is not in it."""
    access.require(by, Permission.MANAGE_MONTHS)
    reason = _required(reason)
    holiday = _lock_all().get(day)
    if holiday is None:
        raise WrongState(f"{thai_date(day)} ไม่อยู่ในตารางวันหยุด หรือนำออกไปแล้ว")
    changes = {"day_off": [day.isoformat(), None], "holiday": holiday.name}
    audit.record(by=by, now=now, action="remove_holiday", obj=holiday, changes=changes, reason=reason)
    holiday.delete()


@transaction.atomic
def move_due_dates(*, seen: Mapping[FiscalMonth, str], by: User, now: datetime) -> list[Moved]:
    """Let the due dates of the open months in `seen` follow the table; each with the mark of what was seen.

    A month whose dates are as the table says already is passed over. Stale when the table has changed since.
    """
    access.require(by, Permission.MANAGE_MONTHS)
    months = [month for key in sorted(seen) if (month := locks.lock_month(key))]
    found = due_dates.moved(months, holidays=Holiday.objects.days(), shift=settings.OTOP_SHIFT_DUE_DATES)
    if any(one.mark != seen[one.month.month] for one in found):
        raise Stale("ตารางวันหยุดเปลี่ยนไปแล้ว จึงยังไม่ได้เลื่อนกำหนด โปรดดูกำหนดใหม่อีกครั้ง")
    for one in found:
        _move(one, by=by, now=now)
    return found


def _move(moved: Moved, *, by: User, now: datetime) -> None:
    month, before, after = moved.month, moved.before, moved.after
    submitted = locks.lock_reports_of(month).filter(first_submitted_at__isnull=False)
    submitted.filter(first_submit_due__isnull=True).update(first_submit_due=before.submit)
    month.submit_due, month.check_due, month.publish_due = after.submit, after.check, after.publish
    month.save(update_fields=["submit_due", "check_due", "publish_due"])
    pairs = {
        "submit_due": (before.submit, after.submit),
        "check_due": (before.check, after.check),
        "publish_due": (before.publish, after.publish),
    }
    changes = {name: [old.isoformat(), new.isoformat()] for name, (old, new) in pairs.items() if old != new}
    changes["month"] = month.month.key
    audit.record(by=by, now=now, action="move_due_dates", obj=month, changes=changes)
    notices.due_moved(month=month, by=by, now=now)


def _lock_all() -> dict[date, Holiday]:
    """Every holiday by its day, locked in one order: the table is changed by one person at a time."""
    return {holiday.day: holiday for holiday in Holiday.objects.select_for_update().order_by("day")}


def _required(reason: str) -> str:
    if not (reason := reason.strip()):
        raise BadInput("โปรดระบุเหตุผล เช่น มติคณะรัฐมนตรีวันที่")
    return reason
