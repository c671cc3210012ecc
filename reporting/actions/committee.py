"""The registers of the committees: who sits in them, from when, until when (R16).

A district's register belongs to its development officer, a province's to the province's staff.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.formats import thai_date
from reporting.models import Committee, CommitteeMember, CommitteeRole, District, User, committee_columns

from . import audit, locks


@dataclass(frozen=True)
class MemberData:
    """What the register says of a member, apart from the day on which the time ends."""

    name: str
    role: CommitteeRole
    since: date
    position: str = ""
    email: str = ""
    phone: str = ""


def permission_of(committee: Committee) -> Permission:
    """The right that goes with a committee: its register, its meetings and its circulars."""
    district = isinstance(committee, District)
    return Permission.CERTIFY_DISTRICT if district else Permission.CERTIFY_PROVINCE


@transaction.atomic
def add_member(*, committee: Committee, data: MemberData, by: User, now: datetime) -> CommitteeMember:
    """Put a person into the register. The same once more is one member; BadInput for another of that name."""
    _begin(committee, by)
    data = _tidied(data)
    sitting = CommitteeMember.objects.of(committee).filter(name=data.name, until__isnull=True).first()
    if sitting and _said(sitting) == _said(data):
        return sitting
    if sitting:
        raise BadInput(f"{data.name}เป็นกรรมการอยู่แล้ว หากข้อมูลเปลี่ยน ให้แก้ไขรายชื่อเดิม")
    member = CommitteeMember.objects.create(
        **committee_columns(committee), **asdict(data), recorded_at=now, recorded_by=by
    )
    change = {"member": member.name, "before": None, "after": _said(data)}
    audit.record(by=by, now=now, action="add_member", obj=committee, changes=change)
    return member


@transaction.atomic
def change_member(*, member: CommitteeMember, data: MemberData, by: User, now: datetime) -> CommitteeMember:
    """Correct what the register says of a member; resolutions keep what it said when they were made."""
    committee = member.committee
    _begin(committee, by)
    member, data = CommitteeMember.objects.get(pk=member.pk), _tidied(data)
    before, after = _said(member), _said(data)
    if before == after:
        return member
    if CommitteeMember.objects.of(committee).filter(name=data.name, until__isnull=True).exclude(pk=member.pk):
        raise BadInput(f"มีกรรมการชื่อ {data.name} อยู่แล้ว")
    if member.until and data.since > member.until:
        raise BadInput(f"วันที่เริ่มต้องไม่หลังวันที่พ้นตำแหน่ง ({thai_date(member.until)})")
    for column, value in asdict(data).items():
        setattr(member, column, value)
    member.save()
    change = {"member": member.name, "before": before, "after": after}
    audit.record(by=by, now=now, action="change_member", obj=committee, changes=change)
    return member


@transaction.atomic
def end_member(*, member: CommitteeMember, until: date, by: User, now: datetime) -> CommitteeMember:
    """Let a member's time end with that day; the row stays (R16)."""
    _begin(member.committee, by)
    member = CommitteeMember.objects.get(pk=member.pk)
    if member.until == until:
        return member
    if member.until:
        raise BadInput(f"{member}พ้นตำแหน่งแล้วเมื่อ {thai_date(member.until)}")
    if until < member.since:
        raise BadInput(f"วันที่พ้นตำแหน่งต้องไม่ก่อนวันที่เริ่ม ({thai_date(member.since)})")
    member.until = until
    member.save(update_fields=["until"])
    change = {"member": member.name, "until": until.isoformat()}
    audit.record(by=by, now=now, action="end_member", obj=member.committee, changes=change)
    return member


def _begin(committee: Committee, by: User) -> None:
    access.require(by, permission_of(committee), committee)
    locks.lock_committee(committee)


def _tidied(data: MemberData) -> MemberData:
    texts = {key: " ".join(getattr(data, key).split()) for key in ("name", "position", "email", "phone")}
    if not texts["name"]:
        raise BadInput("โปรดพิมพ์ชื่อ–สกุลของกรรมการ")
    return MemberData(role=CommitteeRole(data.role), since=data.since, **texts)


def _said(row: CommitteeMember | MemberData) -> dict[str, str]:
    """What the log keeps of a member; addresses and numbers are in the register alone."""
    return {
        "name": row.name,
        "role": str(row.role),
        "position": row.position,
        "since": row.since.isoformat(),
        "contact": f"{row.email} {row.phone}".strip(),
    }
