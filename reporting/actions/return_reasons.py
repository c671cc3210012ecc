"""The department's list of reasons for returning a line: add, word, order, retire and use again.

A code is never deleted (R16). What was returned keeps the words of its day, so a reason can be worded anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, WrongState
from reporting.models import ReturnReason, User

from . import audit


@dataclass(frozen=True)
class Wording:
    """A reason's words, and what the district should check first when a line comes back for it."""

    label: str
    advice: str = ""


@transaction.atomic
def add_reason(*, wording: Wording, by: User, now: datetime) -> ReturnReason:
    """Put a new reason at the end of the list. Raises BadInput for words that another reason has."""
    access.require(by, Permission.MANAGE_REASONS)
    known = _lock_all()
    label = _own_words(wording, known)
    number = len(known) + 1
    while f"REASON_{number}" in known:
        number += 1
    reason = ReturnReason(code=f"REASON_{number}", label=label, advice=wording.advice.strip())
    reason.position = _end_of(known)
    reason.save(force_insert=True)
    _record(reason, action="add_reason", before={}, by=by, now=now)
    return reason


@transaction.atomic
def word_reason(*, code: str, wording: Wording, by: User, now: datetime) -> ReturnReason:
    """Give a reason other words; the same words again change nothing."""
    access.require(by, Permission.MANAGE_REASONS)
    known = _lock_all()
    reason = _one(known, code)
    before = _state(reason)
    reason.label, reason.advice = _own_words(wording, known, but=code), wording.advice.strip()
    return _changed(reason, action="word_reason", before=before, by=by, now=now)


@transaction.atomic
def retire_reason(*, code: str, by: User, now: datetime) -> ReturnReason:
    """Offer a reason no longer. The last one that is offered stays, or nothing could be returned."""
    access.require(by, Permission.MANAGE_REASONS)
    known = _lock_all()
    reason = _one(known, code)
    if reason.active and sum(other.active for other in known.values()) == 1:
        raise WrongState("ต้องมีเหตุผลที่ใช้ได้อย่างน้อย 1 ข้อ จึงเลิกใช้ข้อนี้ไม่ได้")
    before = _state(reason)
    reason.active = False
    return _changed(reason, action="retire_reason", before=before, by=by, now=now)


@transaction.atomic
def use_reason(*, code: str, by: User, now: datetime) -> ReturnReason:
    """Offer a retired reason again, at the end of the list."""
    access.require(by, Permission.MANAGE_REASONS)
    known = _lock_all()
    reason = _one(known, code)
    before = _state(reason)
    if not reason.active:
        reason.active, reason.position = True, _end_of(known)
    return _changed(reason, action="use_reason", before=before, by=by, now=now)


@transaction.atomic
def move_reason(*, code: str, up: bool, by: User, now: datetime) -> ReturnReason:
    """Let a reason and its neighbour on the list change places; at the end of the list nothing changes."""
    access.require(by, Permission.MANAGE_REASONS)
    known = _lock_all()
    reason = _one(known, code)
    if not reason.active:
        raise WrongState("เหตุผลนี้เลิกใช้แล้ว จึงเลื่อนลำดับไม่ได้")
    offered = sorted((one for one in known.values() if one.active), key=lambda one: (one.position, one.code))
    before, place = _state(reason), offered.index(reason)
    other = place - 1 if up else place + 1
    if other in range(len(offered)):
        offered[place], offered[other] = offered[other], offered[place]
        for position, one in enumerate(offered, start=1):
            one.position = position
        ReturnReason.objects.bulk_update(offered, ["position"])
    return _changed(reason, action="move_reason", before=before, by=by, now=now)


def _lock_all() -> dict[str, ReturnReason]:
    """Every reason by its code, locked in one order: the list is changed by one person at a time."""
    return {reason.code: reason for reason in ReturnReason.objects.select_for_update().order_by("code")}


def _one(known: dict[str, ReturnReason], code: str) -> ReturnReason:
    if code not in known:
        raise BadInput("ไม่พบเหตุผลนี้ โปรดเปิดหน้านี้ใหม่")
    return known[code]


def _own_words(wording: Wording, known: dict[str, ReturnReason], *, but: str = "") -> str:
    label = wording.label.strip()
    if not label:
        raise BadInput("โปรดพิมพ์เหตุผล")
    if any(reason.label == label for code, reason in known.items() if code != but):
        raise BadInput(f"มีเหตุผล “{label}” อยู่แล้ว")
    return label


def _end_of(known: dict[str, ReturnReason]) -> int:
    return max((reason.position for reason in known.values()), default=0) + 1


def _state(reason: ReturnReason) -> audit.Change:
    return {
        "label": reason.label,
        "advice": reason.advice,
        "position": reason.position,
        "active": reason.active,
    }


def _changed(
    reason: ReturnReason, *, action: str, before: audit.Change, by: User, now: datetime
) -> ReturnReason:
    if _state(reason) != before:
        reason.save()
        _record(reason, action=action, before=before, by=by, now=now)
    return reason


def _record(reason: ReturnReason, *, action: str, before: audit.Change, by: User, now: datetime) -> None:
    changes = {"reason": reason.label, "before": before, "after": _state(reason)}
    audit.record(by=by, now=now, action=action, obj=reason, changes=changes)
