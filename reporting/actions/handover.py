"""Handing an office over: the pack is pinned, a successor named, and the pack accepted or taken back (R16).

The pack is read and written in one transaction under the office's lock, so that it is the office of one
moment. Who accepts has read what is open at that moment too: an acceptance on an outdated list is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from reporting import access, pack
from reporting.access import Permission
from reporting.errors import BadInput, NotAllowed, Stale, WrongState
from reporting.models import Committee, Handover, Role, User

from . import audit, locks

STATEMENTS = {
    "read": "ข้าพเจ้าได้อ่านชุดส่งมอบนี้ครบทุกส่วนแล้ว",
    "open": "ข้าพเจ้าได้อ่านเรื่องที่ค้างอยู่ ณ วันนี้ และรับไปดำเนินการต่อ",
}


@transaction.atomic
def start(*, successor: User | None, words: str, by: User, now: datetime) -> Handover:
    """Pin the pack of the person's office. The same once more is one pack.

    Raises BadInput for a successor of another office or role, WrongState while another pack of theirs waits.
    """
    access.require(by, Permission.HAND_OVER)
    _lock(by.area)
    words = words.strip()
    if waiting := Handover.objects.waiting().filter(leaver=by).first():
        if (waiting.successor, waiting.words) == (successor, words):
            return waiting
        raise WrongState("ท่านมีชุดส่งมอบที่รอรับอยู่แล้ว หากต้องการทำใหม่ โปรดถอนชุดเดิมก่อน")
    _require_fitting(successor, by)
    return _pinned(by, successor=successor, words=words, by=by, now=now)


@transaction.atomic
def leave(*, leaver: User, words: str, by: User, now: datetime) -> Handover:
    """The pack of somebody whose account is being moved or ended, pinned by who manages it.

    The caller has made sure that `by` manages the account; no successor is known, and no other pack waits.
    """
    _lock(leaver.area)
    return _pinned(leaver, successor=None, words=words, by=by, now=now)


def _pinned(leaver: User, *, successor: User | None, words: str, by: User, now: datetime) -> Handover:
    sections = pack.of_office(leaver.area, now=now)
    found = Handover.objects.create(
        district=leaver.district,
        province=leaver.province,
        role=leaver.role,
        leaver=leaver,
        successor=successor,
        created_at=now,
        words=words,
        content=pack.text_of(sections),
        sha256=pack.hash_of(sections),
    )
    change = {"leaver": leaver.full_name, "successor": _name(successor), "content": found.sha256}
    audit.record(by=by, now=now, action="start_handover", obj=leaver.area, changes=change)
    return found


@transaction.atomic
def name_successor(*, handover: Handover, successor: User | None, by: User, now: datetime) -> Handover:
    """Say who comes, or that it is not known: the one who leaves, and whoever looks after the office."""
    handover = _locked(handover)
    if not may_name(by, handover):
        raise NotAllowed
    _require_fitting(successor, handover.leaver)
    if handover.successor == successor:
        return handover
    before, handover.successor = handover.successor, successor
    handover.save(update_fields=["successor"])
    change = {
        "leaver": handover.leaver.full_name,
        "successor_before": _name(before),
        "successor": _name(successor),
    }
    audit.record(by=by, now=now, action="name_successor", obj=handover.place, changes=change)
    return handover


@transaction.atomic
def accept(
    *, handover: Handover, statements: Collection[str], seen: str, by: User, now: datetime
) -> Handover:
    """Take the office over; `seen` is the hash of what was open on the page. Once more changes nothing.

    Raises BadInput without every statement, Stale when other matters are open than those that were read.
    """
    access.require(by, Permission.HAND_OVER)
    handover = _locked(handover, ended=True)
    if handover.accepted_by_id == by.pk:
        return handover
    _require_waiting(handover)
    if not handover.may_be_accepted_by(by):
        raise NotAllowed("ชุดส่งมอบนี้รับได้เฉพาะผู้รับมอบที่ระบุไว้")
    if set(statements) != set(STATEMENTS):
        raise BadInput("โปรดทำเครื่องหมายให้ครบทุกข้อก่อนรับมอบ")
    if pack.hash_of(pack.still_open(handover.place, now=now)) != seen:
        raise Stale("เรื่องที่ค้างอยู่เปลี่ยนไประหว่างที่ท่านอ่าน โปรดอ่านรายการล่าสุดแล้วรับมอบอีกครั้ง")
    handover.accepted_at, handover.accepted_by = now, by
    handover.statements = list(STATEMENTS.values())
    handover.save(update_fields=["accepted_at", "accepted_by", "statements"])
    change = {"leaver": handover.leaver.full_name, "content": handover.sha256, "open_matters": seen}
    audit.record(by=by, now=now, action="accept_handover", obj=handover.place, changes=change)
    return handover


@transaction.atomic
def withdraw(*, handover: Handover, by: User, now: datetime) -> Handover:
    """Take one's own pack back before it is accepted; it stays, and another one can be made."""
    access.require(by, Permission.HAND_OVER)
    handover = _locked(handover, ended=True)
    if by.pk != handover.leaver_id:
        raise NotAllowed("ถอนได้เฉพาะชุดส่งมอบของตนเอง")
    if handover.withdrawn_at:
        return handover
    _require_waiting(handover)
    handover.withdrawn_at, handover.withdrawn_by = now, by
    handover.save(update_fields=["withdrawn_at", "withdrawn_by"])
    change = {"leaver": by.full_name, "content": handover.sha256}
    audit.record(by=by, now=now, action="withdraw_handover", obj=handover.place, changes=change)
    return handover


def may_name(user: User, handover: Handover) -> bool:
    """Whether this person may say who comes: so that no pack waits for somebody who never does."""
    if not (handover.is_waiting and access.can(user, Permission.HAND_OVER, handover.place)):
        return False
    return user.pk == handover.leaver_id or (user.role != handover.role and user.role != Role.OFFICER)


def _require_fitting(successor: User | None, leaver: User) -> None:
    """The successor has another account of the same office and role."""
    if successor and successor not in User.objects.successors_of(leaver):
        raise BadInput("ผู้รับมอบต้องมีบัญชีของสำนักงานและหน้าที่เดียวกัน โปรดเลือกใหม่ หรือเลือก “ยังไม่ทราบ”")


def _require_waiting(handover: Handover) -> None:
    if handover.accepted_at:
        raise WrongState(f"ชุดส่งมอบนี้มีผู้รับแล้วคือ {handover.accepted_by}")
    if handover.withdrawn_at:
        raise WrongState("ชุดส่งมอบนี้ถอนไปแล้ว จึงรับหรือเปลี่ยนผู้รับไม่ได้")


def _lock(place: Committee) -> None:
    locks.lock_committee(place)


def _locked(handover: Handover, *, ended: bool = False) -> Handover:
    """The pack as it stands now, behind its office's lock; `ended`: also one that no longer waits."""
    _lock(handover.place)
    handover = Handover.objects.with_people().get(pk=handover.pk)
    if not ended:
        _require_waiting(handover)
    return handover


def _name(user: User | None) -> str:
    return user.full_name if user else "ยังไม่ทราบ"
