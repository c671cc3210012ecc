"""Adding to a district's register and roster: a new producer, or another category of one (R1)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, SimilarNames, WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import (
    AuditEvent,
    Category,
    CorrectionLine,
    MonthlyReport,
    ProducerGroup,
    ProducerType,
    RosterEntry,
    SalesLine,
    State,
    Subdistrict,
    User,
)
from reporting.stats import producers, sheet
from reporting.thai import name_key

from . import audit, locks, reach


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
    apart_from: Collection[int] = (),
) -> RosterEntry:
    """Register a producer and expect its category from the report's month on.

    Raises SimilarNames when a producer of the same name (compared by `name_key`) is registered in the
    subdistrict already, or one of the district has a name that looks like it and is not in `apart_from`, the
    ids of those that the person was shown and knows to be others. BadInput for a subdistrict elsewhere.
    """
    report = _lock_for_adding(report, by, now=now)
    if subdistrict.district_id != report.district_id:
        raise BadInput(f"ตำบลที่เลือกไม่อยู่ใน{report.district}")
    _require_within(report, None, category)
    others = _told_apart(name, subdistrict, apart_from)
    group = ProducerGroup(
        district=report.district,
        subdistrict=subdistrict,
        producer_type=producer_type,
        created_at=now,
        created_by=by,
    )
    group.set_name(name)
    group.save()
    told = {"apart_from": [other.name for other in others]} if others else {}
    return _add_pair(report, group, category, by=by, now=now, new=True, more=told)


@transaction.atomic
def add_category(
    *, report: MonthlyReport, group: ProducerGroup, category: Category, by: User, now: datetime
) -> RosterEntry:
    """Expect another category of a registered producer from the report's month on (R1)."""
    report = _lock_for_adding(report, by, now=now)
    group = ProducerGroup.objects.get(pk=group.pk)  # Somebody may have closed it.
    if group.district_id != report.district_id:
        raise BadInput(f"“{group}” ไม่อยู่ใน{report.district}")
    if group.closed_at is not None:
        raise BadInput(f"“{group}” ปิดไปแล้ว จึงเพิ่มรายการไม่ได้")
    _require_within(report, group, category)
    return _add_pair(report, group, category, by=by, now=now, new=False)


def require_takes_groups(report: MonthlyReport, *, now: datetime) -> None:
    """Refuse when no row may be added to the report now: it takes no figures, or only some lines' (R10, R13).

    A correction may add the pairs that were granted; a pair of the month's roster has its row already.
    """
    locks.require_takes_figures(report, now=now)
    if report.state != State.OPEN:
        raise WrongState("จังหวัดส่งคืนเฉพาะบางรายการ จึงเพิ่มกลุ่มในเดือนนี้ไม่ได้ ให้เพิ่มในเดือนถัดไป")
    if report.correction_id and not _granted_without_row(report):
        raise WrongState("ฉบับแก้ไขเพิ่มได้เฉพาะรายการที่ได้รับอนุญาต และมีแถวครบแล้ว จึงเพิ่มกลุ่มไม่ได้ ให้เพิ่มในเดือนถัดไป")


def takes_groups(report: MonthlyReport, *, now: datetime) -> bool:
    """Whether a row may be added to the report now."""
    try:
        require_takes_groups(report, now=now)
    except WrongState:
        return False
    return True


def _granted_without_row(report: MonthlyReport) -> set[sheet.PairKey]:
    """The granted pairs that have neither a line nor a place on the month's roster yet."""
    granted = reach.of_report(report).granted or {}
    without_line = {key for key, line_id in granted.items() if line_id is None}
    return without_line - set(sheet.expected_keys(report)) if without_line else set()


def _lock_for_adding(report: MonthlyReport, by: User, *, now: datetime) -> MonthlyReport:
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    require_takes_groups(report, now=now)
    locks.lock_register(report)
    return report


def _require_within(report: MonthlyReport, group: ProducerGroup | None, category: str) -> None:
    """In a correction, refuse a pair that was not granted; a producer that is new (None) never was (R13)."""
    if not report.correction_id:
        return
    missing = _granted_without_row(report)
    if group is None or (group.pk, category) not in missing:
        named = CorrectionLine.objects.filter(correction=report.correction).select_related("group")
        left = " · ".join(str(pair) for pair in named if pair.key in missing)
        raise BadInput(f"ฉบับแก้ไขนี้เพิ่มได้เฉพาะรายการที่ได้รับอนุญาต: {left}")


def _told_apart(name: str, subdistrict: Subdistrict, apart_from: Collection[int]) -> list[ProducerGroup]:
    """The producers whose names look like this new one, all of which the person has told apart from it."""
    key = name_key(name)[:200]
    if not key:
        raise BadInput("โปรดพิมพ์ชื่อกลุ่มหรือผู้ผลิต")
    namesakes = ProducerGroup.objects.active().filter(subdistrict=subdistrict, name_key=key)
    if twin := namesakes.select_related("subdistrict").first():
        sentence = f"มี “{twin}” ใน{subdistrict}อยู่แล้ว โปรดเลือกจากกลุ่มที่มีอยู่ แล้วเพิ่มประเภทผลิตภัณฑ์"
        raise SimilarNames(sentence, [twin], same=True)
    alike = producers.similar(subdistrict.district_id, name)
    if not {group.pk for group in alike} <= set(apart_from):
        sentence = f"ชื่อนี้คล้ายกับ {len(alike)} กลุ่มในทะเบียนของอำเภอ โปรดตรวจว่าเป็นกลุ่มเดียวกันหรือไม่"
        raise SimilarNames(sentence, alike)
    return alike


def _add_pair(
    report: MonthlyReport,
    group: ProducerGroup,
    category: Category,
    *,
    by: User,
    now: datetime,
    new: bool,
    more: audit.Change | None = None,
) -> RosterEntry:
    month, label = report.fiscal_month, Category(category).label
    line = report.lines.filter(group=group, category=category).first()
    if line and line.is_removed:
        raise BadInput(f"“{group}” ({label}) ถูกนำออกจากเดือนนี้ไว้ กด “นำกลับมา” ใต้ตารางได้")
    entry = RosterEntry.objects.select_for_update().filter(group=group, category=category).first()
    starts_before = entry.starts.key if entry else None
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
        "starts_before": starts_before,
        **(more or {}),
    }
    audit.record(by=by, now=now, action="add_group", obj=report, changes=change)
    return entry


def take_off_roster(report: MonthlyReport, group_id: int, category: str) -> audit.Change | None:
    """Undo what this very month did to the roster, when its row is removed; what was changed, or None.

    A pair that was added in this month by mistake leaves the roster; one whose start was moved here gets
    its old start back. A pair that was expected before, has a line in another month, or was moved by another
    month since, is not touched. The register is locked.
    """
    added = _added_here(report, group_id, category)
    others = SalesLine.objects.filter(group_id=group_id, category=category).exclude(report=report)
    entry = RosterEntry.objects.filter(group_id=group_id, category=category).first()
    if added is None or entry is None or report.state != State.OPEN or others.exists():
        return None
    if entry.starts.key != added.changes["starts"]:
        return None
    before = added.changes["starts_before"]
    change = {"before": entry.starts.key, "after": before}
    if before is None:
        entry.delete()
    else:
        entry.starts = FiscalMonth.from_key(before)
        entry.save()
    return change


def put_on_roster(report: MonthlyReport, group_id: int, category: str) -> audit.Change | None:
    """Expect a pair again whose row comes back; what was changed, or None. The register is locked."""
    month = report.fiscal_month
    entry = RosterEntry.objects.filter(group_id=group_id, category=category).first()
    if entry and entry.starts <= month:
        return None
    before = entry.starts.key if entry else None
    entry = entry or RosterEntry(group_id=group_id, category=category)
    entry.starts = month
    entry.save()
    return {"before": before, "after": month.key}


def _added_here(report: MonthlyReport, group_id: int, category: str) -> AuditEvent | None:
    """The event by which this month added the pair to the roster, if it did."""
    events = AuditEvent.objects.filter(stream=f"report:{report.pk}", action="add_group")
    here = events.filter(changes__group=group_id, changes__category=category)
    return here.order_by("-sequence").first()
