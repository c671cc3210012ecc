"""Taking a producer off the register, and putting it back: what is expected changes, never what was reported.

The roster is what a district expects to report. Closing ends it, opening again takes that back, and both say
in the producer's own stream of the audit log why, and what the roster was before.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import AuditEvent, MonthlyReport, ProducerGroup, RosterEntry, User
from reporting.stats import producers

from . import audit, locks


@transaction.atomic
def close_group(
    *, report: MonthlyReport, group: ProducerGroup, reason: str, by: User, now: datetime
) -> ProducerGroup:
    """Expect nothing of a producer after the report's month, which is the last one that does.

    What an officer expects of it: figures that are typed, or still to be typed, for this month and earlier
    ones are not touched, go the way of every other line and are missing until they are there; nothing that
    was reported goes away (R16); from the next month on there is no row. It does not matter whether the
    report itself is still open, because nothing in it changes. Where a later month has a line already the
    closing would contradict it, and is refused: the officer closes in that month, or takes the line out
    there first. A category that was to start later leaves the roster. A repeated request changes nothing.

    Raises BadInput without a reason or for another district's producer, WrongState for a later line.
    """
    locks.lock_reports_from(report)
    access.require(by, Permission.ENTER, report)
    group = _locked(group)
    if group.district_id != report.district_id:
        raise BadInput(f"“{group}” ไม่อยู่ใน{report.district}")
    reason = _required(reason, "โปรดระบุเหตุผลที่ปิดกลุ่ม")
    if group.closed_at is not None:
        return group
    last = report.fiscal_month
    if later := producers.month_with_line_after(group, last):
        raise WrongState(refusal(group, last, later))
    group.closed_at, group.closed_by = now, by
    group.save()
    changes = {"name": group.name, "last_month": last.key, "roster": _end_roster(group, last)}
    audit.record(by=by, now=now, action="close_group", obj=group, changes=changes, reason=reason)
    return group


@transaction.atomic
def reopen_group(*, group: ProducerGroup, reason: str, by: User, now: datetime) -> ProducerGroup:
    """Undo a closing: the roster is again what it was, as if the producer had never been closed.

    Months since then that are still being entered expect it too; where it sold nothing, the officer says so.
    What has been changed on the roster meanwhile stays changed. A repeated request changes nothing.

    Raises BadInput without a reason, or when the name has been registered anew in the meantime.
    """
    access.require(by, Permission.ENTER, group.district)
    group = _locked(group)
    reason = _required(reason, "โปรดระบุเหตุผลที่เปิดกลุ่มอีกครั้ง")
    if group.closed_at is None:
        return group
    namesakes = ProducerGroup.objects.active().filter(subdistrict=group.subdistrict)
    if twin := namesakes.filter(name_key=group.name_key).first():
        raise BadInput(f"มี “{twin}” ใน{group.subdistrict}อยู่แล้ว ลงทะเบียนใหม่หลังจากปิดกลุ่มนี้ ให้ใช้กลุ่มนั้น")
    group.closed_at = group.closed_by = None
    group.save()
    changes = {"name": group.name, "roster": _restore_roster(group)}
    audit.record(by=by, now=now, action="reopen_group", obj=group, changes=changes, reason=reason)
    return group


def refusal(group: ProducerGroup, last: FiscalMonth, later: FiscalMonth) -> str:
    """Why a producer with a line in a later month cannot be closed after `last`."""
    return (
        f"“{group}” มีรายการในเดือน{later} แล้ว จึงให้เดือน{last} เป็นเดือนสุดท้ายไม่ได้ "
        f"ให้ปิดกลุ่มจากหน้าของเดือน{later} หรือลบรายการของเดือนนั้นก่อน"
    )


def _locked(group: ProducerGroup) -> ProducerGroup:
    """The producer as it stands now, while nobody else changes the register."""
    locks.lock_register(group)
    return ProducerGroup.objects.select_related("district", "subdistrict").get(pk=group.pk)


def _required(reason: str, sentence: str) -> str:
    if not reason.strip():
        raise BadInput(sentence)
    return reason.strip()


def _end_roster(group: ProducerGroup, last: FiscalMonth) -> list[audit.Change]:
    """End all categories with the month `last`; what was changed."""
    changes = []
    for entry in group.roster.order_by("category"):
        if entry.ends is not None and entry.ends <= last:
            continue
        before = _interval(entry)
        if entry.starts > last:
            entry.delete()
            changes.append({"category": entry.category, "before": before, "after": None})
            continue
        entry.ends = last
        entry.save()
        changes.append({"category": entry.category, "before": before, "after": _interval(entry)})
    return changes


def _restore_roster(group: ProducerGroup) -> list[audit.Change]:
    """Undo what the last closing did to the roster, where nobody else has changed it since."""
    closing = AuditEvent.objects.filter(stream=f"group:{group.pk}", action="close_group").first()
    entries = {entry.category: entry for entry in group.roster.all()}
    changes = []
    for ended in closing.changes["roster"] if closing else ():
        entry, (starts, ends) = entries.get(ended["category"]), ended["before"]
        if (_interval(entry) if entry else None) != ended["after"]:
            continue
        entry = entry or RosterEntry(group=group, category=ended["category"])
        entry.starts, entry.ends = FiscalMonth.from_key(starts), FiscalMonth.from_key(ends) if ends else None
        entry.save()
        changes.append({"category": entry.category, "before": ended["after"], "after": _interval(entry)})
    return changes


def _interval(entry: RosterEntry) -> list[int | None]:
    """The months an entry counts in, as the audit log writes them: [202110, None]."""
    return [entry.starts.key, entry.ends.key if entry.ends else None]
