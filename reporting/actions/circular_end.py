"""The end of a circular letter: closed into the committee's resolution, or cancelled (R18).

The officer closes a circular; it never closes itself. Remarks are to be read first, and a member who made one
may still come to agree.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.deadlines import bangkok_date
from reporting.errors import BadInput, Stale, WrongState
from reporting.models import Answer, Ballot, Circular, Method, Outcome, User
from reporting.stats.circulars import CircularStanding

from . import certifications
from .attendance import Voice
from .certifications import ResolutionData
from .circulars import end, lock_circular
from .committee import permission_of

VOID = "ยอดเปลี่ยนไปหลังเวียนหนังสือ หนังสือเวียนฉบับนี้จึงใช้ไม่ได้แล้ว โปรดเวียนใหม่จากยอดปัจจุบัน"


@transaction.atomic
def close_circular(*, circular: Circular, by: User, now: datetime) -> Circular:
    """Turn a circular that has its quorum into the committee's resolution, in one transaction.

    Stale when a line has changed since it was sent round; WrongState without a quorum or after its end. A
    repeated request changes nothing.
    """
    standing = _locked(circular, by)
    circular = standing.circular
    if circular.outcome == Outcome.ADOPTED:
        return circular
    _require_open(circular)
    if standing.is_void:
        raise Stale(VOID)
    if not standing.has_quorum:
        raise WrongState(
            f"กรรมการเห็นชอบ {standing.agreed} จาก {len(standing.ballots)} คน "
            f"ยังไม่ครบ {circular.quorum} คน จึงบันทึกเป็นมติไม่ได้"
        )
    _resolve(standing, by=by, now=now)
    return end(standing, Outcome.ADOPTED, action="close_circular", by=by, now=now)


@transaction.atomic
def cancel_circular(*, circular: Circular, reason: str, by: User, now: datetime) -> Circular:
    """End a circular without a resolution; its links say so from then on."""
    standing = _locked(circular, by)
    reason = reason.strip()
    if not reason:
        raise BadInput("โปรดระบุเหตุผลที่ยกเลิก")
    if standing.circular.outcome == Outcome.CANCELLED:
        return standing.circular
    _require_open(standing.circular)
    return end(standing, Outcome.CANCELLED, action="cancel_circular", reason=reason, by=by, now=now)


def _locked(circular: Circular, by: User) -> CircularStanding:
    """The circular as it stands now, behind the lock that orders it among answers and changes of lines."""
    access.require(by, permission_of(circular.committee), circular.committee)
    return lock_circular(circular)


def _require_open(circular: Circular) -> None:
    if circular.ended_at is not None:
        raise WrongState(f"{circular}สิ้นสุดแล้ว ({circular.get_outcome_display()})")


def _resolve(standing: CircularStanding, *, by: User, now: datetime) -> None:
    """Record the resolution by the same action as one that was typed in."""
    circular = standing.circular
    data = ResolutionData(
        method=Method.CIRCULAR,
        number=circular.number,
        resolved_on=bangkok_date(now),
        circular=circular,
        voices=tuple(_voice(ballot) for ballot in standing.ballots),
    )
    seen = {item.report_id: item.content_sha256 for item in standing.items}
    if circular.district_id:
        (item,) = standing.items
        certifications.certify_district(
            report=item.report, data=data, seen=item.content_sha256, by=by, now=now
        )
        return
    certifications.certify_province(
        province=circular.province,
        month=circular.month,
        report_ids=list(seen),
        data=data,
        seen=seen,
        by=by,
        now=now,
    )


def _voice(ballot: Ballot) -> Voice:
    return Voice(
        member_id=ballot.member_id,
        name=ballot.name,
        role=ballot.role,
        present=ballot.answer == Answer.AGREE,
        answer=ballot.answer,
        remark=ballot.remark,
        answered_at=ballot.answered_at,
    )
