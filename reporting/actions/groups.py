"""Adding to a district's register and roster: a new producer, or another category of one (R1)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, WrongState
from reporting.models import (
    Category,
    MonthlyReport,
    ProducerGroup,
    ProducerType,
    RosterEntry,
    State,
    Subdistrict,
    User,
)
from reporting.thai import name_key

from . import audit, locks


@transaction.atomic
def add_new_group(
    *,
    report: MonthlyReport,
    name: str,
    subdistrict: Subdistrict,
    producer_type: ProducerType,
    category: Category,
    by: User,
    now: datetime,
) -> RosterEntry:
    """Register a producer and expect its category from the report's month on.

    Raises BadInput when a producer of the same name (compared by `name_key`) is registered in the
    subdistrict already, or the subdistrict lies elsewhere.
    """
    report = _lock_for_adding(report, by)
    if subdistrict.district_id != report.district_id:
        raise BadInput(f"ตำบลที่เลือกไม่อยู่ใน{report.district}")
    key = name_key(name)[:200]
    if not key:
        raise BadInput("โปรดพิมพ์ชื่อกลุ่มหรือผู้ผลิต")
    twin = ProducerGroup.objects.active().filter(subdistrict=subdistrict, name_key=key).first()
    if twin:
        raise BadInput(f"มี “{twin}” ใน{subdistrict}อยู่แล้ว โปรดเลือกจากกลุ่มที่มีอยู่ แล้วเพิ่มประเภทผลิตภัณฑ์")
    group = ProducerGroup(
        district=report.district,
        subdistrict=subdistrict,
        producer_type=producer_type,
        created_at=now,
        created_by=by,
    )
    group.set_name(name)
    group.save()
    return _add_pair(report, group, category, by=by, now=now, new=True)


@transaction.atomic
def add_category(
    *, report: MonthlyReport, group: ProducerGroup, category: Category, by: User, now: datetime
) -> RosterEntry:
    """Expect another category of a registered producer from the report's month on (R1)."""
    report = _lock_for_adding(report, by)
    if group.district_id != report.district_id:
        raise BadInput(f"“{group}” ไม่อยู่ใน{report.district}")
    if group.closed_at is not None:
        raise BadInput(f"“{group}” ปิดไปแล้ว จึงเพิ่มรายการไม่ได้")
    return _add_pair(report, group, category, by=by, now=now, new=False)


def require_takes_groups(report: MonthlyReport) -> None:
    """Refuse when no row may be added to the report now: it takes no figures, or only returned lines."""
    locks.require_takes_figures(report)
    if report.state != State.OPEN:
        raise WrongState("จังหวัดส่งคืนเฉพาะบางรายการ จึงเพิ่มกลุ่มในเดือนนี้ไม่ได้ ให้เพิ่มในเดือนถัดไป")


def _lock_for_adding(report: MonthlyReport, by: User) -> MonthlyReport:
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    require_takes_groups(report)
    return report


def _add_pair(
    report: MonthlyReport, group: ProducerGroup, category: Category, *, by: User, now: datetime, new: bool
) -> RosterEntry:
    month, label = report.fiscal_month, Category(category).label
    line = report.lines.filter(group=group, category=category).first()
    if line and line.is_removed:
        raise BadInput(f"“{group}” ({label}) ถูกนำออกจากเดือนนี้ไว้ กด “นำกลับมา” ใต้ตารางได้")
    entry = RosterEntry.objects.select_for_update().filter(group=group, category=category).first()
    if entry is None:
        entry = RosterEntry(group=group, category=category, starts=month)
    elif line or (entry.starts <= month and (entry.ends is None or entry.ends >= month)):
        raise BadInput(f"มี “{group}” ({label}) ในเดือนนี้อยู่แล้ว ให้กรอกยอดในแถวเดิม")
    else:
        entry.starts, entry.ends = min(entry.starts, month), None
    entry.save()
    change = {
        "group": group.pk,
        "name": group.name,
        "category": category,
        "new_group": new,
        "starts": entry.starts.key,
    }
    audit.record(by=by, now=now, action="add_group", obj=report, changes=change)
    return entry
