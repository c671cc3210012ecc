"""More time for one district in one month, by the department alone (R14).

An extension is a last day and a reason. It moves no due date: what is submitted after that stays late.
When its day is over the district is locked again, with everything it has entered. Each action locks the
report's row first, as every entry does.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.errors import BadInput, WrongState
from reporting.formats import thai_date
from reporting.models import Extension, MonthlyReport, NoticeKind, State, User

from . import audit, locks, notices

_NOT_NEEDED = {
    State.SUBMITTED: "อำเภอส่งจังหวัดแล้ว จึงไม่ต้องขยายเวลา",
    State.RETURNED: "จังหวัดส่งคืนแล้ว อำเภอแก้ไขได้อยู่แล้ว จึงไม่ต้องขยายเวลา",
    State.PUBLISHED: "จังหวัดยืนยันแล้ว หากต้องแก้ไข ให้ใช้การแก้ไขหลังยืนยัน",
}


@transaction.atomic
def extend(*, report: MonthlyReport, until: date, reason: str, by: User, now: datetime) -> Extension:
    """Let one district enter and submit until the end of a day in Bangkok, in the place of an earlier day.

    Before the month is closed it is said beforehand. The same day and reason again change nothing. Raises
    BadInput without a reason, for a day that is over or not after the due date, WrongState for a month that
    does not lie with the district.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.EXTEND, report)
    if not (reason := reason.strip()):
        raise BadInput("โปรดระบุเหตุผลที่ขยายเวลา")
    before = in_force(report)
    if before and (before.until, before.reason) == (until, reason):
        return before
    if report.is_correction or report.state != State.OPEN:
        raise WrongState(
            _NOT_NEEDED.get(report.state, "อำเภอกำลังแก้ไขหลังยืนยัน ซึ่งมีวันสุดท้ายของตัวเอง จึงไม่ต้องขยายเวลา")
        )
    _require_day(report, until, now)
    if before:
        _end(before, by=by, now=now)
    extension = Extension.objects.create(
        report=report, until=until, reason=reason, granted_at=now, granted_by=by
    )
    _follow(report, until)
    changes = {"more_time": [_iso(before), until.isoformat()]}
    audit.record(by=by, now=now, action="extend_month", obj=report, changes=changes, reason=reason)
    notices.extension(NoticeKind.EXTENDED, report=report, by=by, now=now)
    return extension


@transaction.atomic
def take_back(*, report: MonthlyReport, reason: str, by: User, now: datetime) -> None:
    """End the extension in force; what the district has entered stays. Without one nothing changes.

    Raises BadInput without a reason.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.EXTEND, report)
    if not (extension := in_force(report)):
        return
    if not (reason := reason.strip()):
        raise BadInput("โปรดระบุเหตุผลที่ยกเลิกการขยายเวลา")
    _end(extension, reason=reason, by=by, now=now)
    _follow(report, None)
    changes = {"more_time": [_iso(extension), None]}
    audit.record(by=by, now=now, action="end_extension", obj=report, changes=changes, reason=reason)
    notices.extension(NoticeKind.EXTENSION_ENDED, report=report, by=by, now=now)


def in_force(report: MonthlyReport) -> Extension | None:
    """The extension that was neither replaced nor taken back; its last day may be over."""
    return report.extensions.in_force().first()


def _require_day(report: MonthlyReport, until: date, now: datetime) -> None:
    today, due = bangkok_date(now), report.month.submit_due
    if until < today:
        raise BadInput(f"วันสุดท้ายต้องไม่ก่อนวันนี้ ({thai_date(today)})")
    if until <= due:
        raise BadInput(f"วันสุดท้ายต้องอยู่หลังกำหนดส่ง ({thai_date(due)})")


def _follow(report: MonthlyReport, until: date | None) -> None:
    report.extended_until = until
    report.save(update_fields=["extended_until"])


def _end(extension: Extension, *, reason: str = "", by: User, now: datetime) -> None:
    extension.ended_at, extension.ended_by, extension.ended_reason = now, by, reason
    extension.save(update_fields=["ended_at", "ended_by", "ended_reason"])


def _iso(extension: Extension | None) -> str | None:
    return extension.until.isoformat() if extension else None
