"""Who was there when a committee resolved, and whether that was enough (R18).

All members of the day of the resolution are counted. Without a quorum the resolution needs an explanation; a
committee whose register is empty for that day has nobody to count.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reporting.errors import BadInput
from reporting.formats import thai_date
from reporting.models import (
    Committee,
    CommitteeMember,
    DistrictCertification,
    ProvincialCertification,
    ResolutionMember,
    quorum_of,
)


@dataclass(frozen=True)
class Voice:
    """One member of the committee and the part they took; in a circular `present` means: agreed."""

    member_id: int
    name: str
    role: str
    present: bool
    answer: str = ""
    remark: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True)
class Attendance:
    """The members of a resolution, counted."""

    voices: Sequence[Voice] = ()
    quorum_note: str = ""

    @property
    def total(self) -> int:
        return len(self.voices)

    @property
    def present(self) -> int:
        return sum(voice.present for voice in self.voices)

    @property
    def reached(self) -> bool:
        return self.present >= quorum_of(self.total)

    def columns(self) -> dict[str, Any]:
        """What a resolution keeps of it."""
        if not self.voices:
            return {}
        return {
            "members_total": self.total,
            "members_present": self.present,
            "quorum": quorum_of(self.total),
            "quorum_note": "" if self.reached else self.quorum_note,
        }


def counted(*, committee: Committee, day: date, present: Collection[int], note: str) -> Attendance:
    """The members of that day, `present` ticked. BadInput for strangers and a bare lack of quorum."""
    members = list(CommitteeMember.objects.of(committee).on(day).in_order())
    if strangers := set(present) - {member.pk for member in members}:
        names = CommitteeMember.objects.of(committee).filter(pk__in=strangers).in_order()
        named = " ".join(f"{member.name}" for member in names) or "ผู้ที่เลือก"
        raise BadInput(f"{named} ไม่ได้เป็นกรรมการในวันที่ {thai_date(day)} โปรดตรวจวันที่มีมติหรือทะเบียนกรรมการ")
    voices = [Voice(row.pk, row.name, row.role, row.pk in present) for row in members]
    attendance = Attendance(voices, note.strip())
    if voices and not attendance.reached and not attendance.quorum_note:
        raise BadInput(
            f"องค์ประชุมไม่ครบ: ร่วม {attendance.present} จากกรรมการ {attendance.total} คน "
            f"ต้องมีอย่างน้อย {quorum_of(attendance.total)} คน "
            "โปรดทำเครื่องหมายผู้ที่ร่วมให้ครบ หรือระบุเหตุที่องค์ประชุมไม่ครบ"
        )
    return attendance


def keep(attendance: Attendance, certification: DistrictCertification | ProvincialCertification) -> None:
    """Write the members down with the resolution, as they are called today."""
    district = isinstance(certification, DistrictCertification)
    column = "district_certification" if district else "provincial_certification"
    ResolutionMember.objects.bulk_create(
        ResolutionMember(
            **{column: certification},
            member_id=voice.member_id,
            name=voice.name,
            role=voice.role,
            present=voice.present,
            answer=voice.answer,
            remark=voice.remark,
            answered_at=voice.answered_at,
        )
        for voice in attendance.voices
    )


def same(attendance: Attendance, existing: DistrictCertification | ProvincialCertification) -> bool:
    """Whether a recorded resolution counted the same members, with the same explanation."""
    kept = (existing.members_total or 0, existing.quorum_note)
    if kept != (attendance.total, attendance.columns().get("quorum_note", "")):
        return False
    there = set(existing.members.filter(present=True).values_list("member_id", flat=True))
    return there == {voice.member_id for voice in attendance.voices if voice.present}
