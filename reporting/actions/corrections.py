"""Corrections of what is published, from the request to the grant (R13).

The district asks and may withdraw; the province while the month is open, the department always, grants until
a day, grants less than was asked, or refuses with words. Who may grant may also open a correction unasked. A
grant begins the next revision by `workflow.reopen`; the swap is `workflow.publish`, and a correction that
comes to nothing is ended by `workflow.end_correction`. Every action locks the report's row first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.formats import thai_date
from reporting.models import (
    Action,
    Correction,
    CorrectionLine,
    CorrectionReason,
    CorrectionState,
    MonthlyReport,
    NoticeKind,
    State,
    User,
)
from reporting.stats import correctable
from reporting.stats.sheet import PairKey

from . import audit, locks, notices, workflow

NOT_PUBLISHED = "ขอแก้ไขได้เมื่อจังหวัดยืนยันเดือนนี้แล้ว และไม่มีฉบับแก้ไขค้างอยู่"
DECIDED = "คำขอนี้พิจารณาไปแล้ว หรืออำเภอถอนไปแล้ว โปรดดูผลล่าสุด"


@dataclass(frozen=True)
class Wish:
    """What is asked for: the pairs, the coded reason with words, and what it is thought to add, in baht."""

    pairs: Collection[PairKey]
    reason: CorrectionReason
    text: str
    effect: Decimal = Decimal("0.00")
    evidence: Collection[int] = ()
    """The ids of pieces of the month's evidence."""


def last_day(now: datetime) -> date:
    """Until when a grant lasts unless another day is chosen."""
    return bangkok_date(now) + timedelta(days=settings.OTOP_CORRECTION_DAYS)


def open_correction(report: MonthlyReport) -> Correction | None:
    """The correction that is asked for or granted, with its people; 1 query."""
    return report.corrections.open().with_context().first()


def may_ask(user: User, report: MonthlyReport, *, pending: Correction | None) -> bool:
    """Whether the request page belongs on this person's page; `pending` is the open correction."""
    can_ask = access.can(user, Permission.ASK_CORRECTION, report)
    return can_ask and report.state == State.PUBLISHED and pending is None


@transaction.atomic
def ask(*, report: MonthlyReport, wish: Wish, by: User, now: datetime) -> Correction:
    """Ask for a correction of the published month. A repeated request gets the one that is there.

    WrongState unless the month is published and nothing is asked for yet, BadInput for an empty wish or for a
    pair that the month cannot have.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.ASK_CORRECTION, report)
    if pending := open_correction(report):
        if pending.is_asked and _says(pending, wish):
            return pending
        raise WrongState("มีคำขอแก้ไขของเดือนนี้ค้างอยู่แล้ว โปรดรอผล หรือถอนคำขอเดิมก่อน")
    if report.state != State.PUBLISHED:
        raise WrongState(NOT_PUBLISHED)
    correction = _ask(report, wish, by=by, now=now)
    notices.correction(NoticeKind.CORRECTION_ASKED, report=report, by=by, now=now)
    return correction


@transaction.atomic
def withdraw(*, correction: Correction, by: User, now: datetime) -> Correction:
    """Take back a request that nobody has decided on yet. WrongState once somebody has."""
    correction = _locked(correction)
    access.require(by, Permission.ASK_CORRECTION, correction.report)
    if correction.state == CorrectionState.WITHDRAWN:
        return correction
    _require_asked(correction)
    _end(correction, CorrectionState.WITHDRAWN, "", by=by, now=now)
    changes = {"correction": correction.pk}
    audit.record(by=by, now=now, action="withdraw_correction", obj=correction.report, changes=changes)
    notices.correction(NoticeKind.CORRECTION_WITHDRAWN, report=correction.report, by=by, now=now)
    return correction


@transaction.atomic
def refuse(*, correction: Correction, text: str, by: User, now: datetime) -> Correction:
    """Refuse a request with words. WrongState when it is decided or withdrawn already."""
    correction = _locked(correction)
    _require_may_decide(by, correction.report)
    if correction.state == CorrectionState.REFUSED:
        return correction
    _require_asked(correction)
    text = _words(text, "โปรดพิมพ์เหตุผลที่ไม่อนุญาต เพื่อให้อำเภอทราบ")
    _end(correction, CorrectionState.REFUSED, text, by=by, now=now)
    changes = {"correction": correction.pk}
    audit.record(
        by=by, now=now, action="refuse_correction", obj=correction.report, changes=changes, reason=text
    )
    notices.correction(NoticeKind.CORRECTION_REFUSED, report=correction.report, by=by, now=now)
    return correction


@transaction.atomic
def grant(
    *,
    correction: Correction,
    pairs: Collection[PairKey] | None = None,
    expires_on: date | None = None,
    by: User,
    now: datetime,
) -> Correction:
    """Grant a request, or the part of it that `pairs` names, and open the next revision for exactly that.

    The draft can be changed until the end of `expires_on` in Bangkok (unless told, OTOP_CORRECTION_DAYS from
    now). A repeated request gets the same answer; WrongState when it is decided otherwise or withdrawn.
    """
    correction = _locked(correction)
    _require_may_decide(by, correction.report)
    expires_on = expires_on or last_day(now)
    asked = {line.key for line in correction.lines.all()}
    wanted = asked if pairs is None else set(pairs)
    if correction.is_granted:
        if (correction.granted_pairs(), correction.expires_on) == (wanted, expires_on):
            return correction
        raise WrongState("มีผู้อนุญาตคำขอนี้ไปแล้ว โปรดดูรายการและวันหมดเวลาที่อนุญาตไว้")
    _require_asked(correction)
    if not wanted or not wanted <= asked:
        raise BadInput("โปรดเลือกรายการที่อนุญาตอย่างน้อย 1 รายการ จากรายการที่ขอ")
    return _grant(correction, wanted, expires_on, by=by, now=now)


@transaction.atomic
def open_unasked(
    *, report: MonthlyReport, wish: Wish, expires_on: date | None = None, by: User, now: datetime
) -> Correction:
    """Ask and grant in one, by who may grant. A repeated request gets the same correction."""
    report = locks.lock_report(report)
    access.require(by, Permission.REOPEN, report)
    expires_on = expires_on or last_day(now)
    if pending := open_correction(report):
        if pending.is_granted and pending.granted_by == by and _says(pending, wish):
            return pending
        if pending.is_asked:
            raise WrongState("อำเภอขอแก้ไขเดือนนี้ไว้แล้ว โปรดพิจารณาคำขอของอำเภอก่อน")
    access.require_press(by, Action.REOPEN, report)
    correction = _ask(report, wish, by=by, now=now)
    return _grant(correction, set(wish.pairs), expires_on, by=by, now=now)


@transaction.atomic
def extend(*, correction: Correction, expires_on: date, by: User, now: datetime) -> Correction:
    """Move the last day of a grant, which unfreezes an expired draft. WrongState unless it is granted."""
    correction = _locked(correction)
    _require_may_decide(by, correction.report)
    if not correction.is_granted:
        raise WrongState("การแก้ไขนี้สิ้นสุดแล้ว หรือยังไม่ได้อนุญาต จึงเปลี่ยนวันหมดเวลาไม่ได้")
    _require_day(expires_on, now)
    before = correction.expires_on
    if before != expires_on:
        correction.expires_on = expires_on
        correction.save(update_fields=["expires_on"])
        changes = {"correction": correction.pk, "expires": expires_on.isoformat()}
        changes |= {"expired": before.isoformat()}
        audit.record(by=by, now=now, action="extend_correction", obj=correction.report, changes=changes)
        kind = NoticeKind.CORRECTION_EXTENDED
        notices.correction(kind, report=correction.report, by=by, now=now, last_day=expires_on)
    return correction


def _ask(report: MonthlyReport, wish: Wish, *, by: User, now: datetime) -> Correction:
    if wish.reason not in CorrectionReason.values:
        raise BadInput("โปรดเลือกเหตุผลที่ขอแก้ไข")
    text = _words(wish.text, "โปรดพิมพ์คำอธิบายว่าผิดตรงไหน และที่ถูกคืออะไร")
    pairs = set(wish.pairs)
    if not pairs:
        raise BadInput("โปรดเลือกรายการที่ขอแก้ไขอย่างน้อย 1 รายการ")
    if not pairs <= correctable.keys(report):
        raise BadInput("มีรายการที่ไม่อยู่ในทะเบียนของอำเภอนี้ โปรดเปิดหน้านี้ใหม่แล้วเลือกอีกครั้ง")
    evidence = list(report.evidence.present().filter(pk__in=wish.evidence))
    if len(evidence) != len(set(wish.evidence)):
        raise BadInput("มีหลักฐานที่ถูกนำออกไปแล้ว โปรดเลือกหลักฐานอีกครั้ง")
    correction = Correction.objects.create(
        report=report,
        revision=report.revision,
        reason=wish.reason,
        text=text,
        effect=wish.effect,
        asked_at=now,
        asked_by=by,
    )
    CorrectionLine.objects.bulk_create(
        CorrectionLine(correction=correction, group_id=group_id, category=category)
        for group_id, category in sorted(pairs)
    )
    correction.evidence.set(evidence)
    changes = {"correction": correction.pk, "pairs": _listed(pairs), "why": wish.reason}
    changes |= {"effect": f"{wish.effect:.2f}"}
    audit.record(by=by, now=now, action="ask_correction", obj=report, changes=changes, reason=text)
    return correction


def _grant(
    correction: Correction, pairs: set[PairKey], expires_on: date, *, by: User, now: datetime
) -> Correction:
    report = correction.report
    access.require_press(by, Action.REOPEN, report)
    _require_day(expires_on, now)
    lines = list(correction.lines.all())
    for line in lines:
        line.granted = line.key in pairs
    CorrectionLine.objects.bulk_update(lines, ["granted"])
    correction.state = CorrectionState.GRANTED
    correction.granted_at, correction.granted_by, correction.expires_on = now, by, expires_on
    correction.save(update_fields=["state", "granted_at", "granted_by", "expires_on"])
    changes = {"correction": correction.pk, "pairs": _listed(pairs), "expires": expires_on.isoformat()}
    audit.record(by=by, now=now, action="grant_correction", obj=report, changes=changes)
    done = workflow.reopen(report=report, reason=correction.why, correction=correction, by=by, now=now)
    correction.report = done.report
    return correction


def _end(correction: Correction, state: CorrectionState, text: str, *, by: User, now: datetime) -> None:
    correction.state, correction.ended_text = state, text
    correction.ended_at, correction.ended_by = now, by
    correction.save(update_fields=["state", "ended_text", "ended_at", "ended_by"])


def _locked(correction: Correction) -> Correction:
    """The correction as it stands now; the lock on its report's row guards it."""
    report = locks.lock_report(correction.report)
    found = Correction.objects.with_context().get(pk=correction.pk)
    found.report = report
    return found


def _require_may_decide(by: User, report: MonthlyReport) -> None:
    access.require(by, Permission.REOPEN, report)
    if not access.may_decide(by, report):
        raise NotAllowed(access.CLOSED_FOR_THE_PROVINCE)


def _require_asked(correction: Correction) -> None:
    if not correction.is_asked:
        raise WrongState(DECIDED)


def _require_day(expires_on: date, now: datetime) -> None:
    today = bangkok_date(now)
    if expires_on < today:
        raise BadInput(f"วันหมดเวลาแก้ไขต้องไม่ก่อนวันนี้ ({thai_date(today)})")


def _says(correction: Correction, wish: Wish) -> bool:
    """Whether a correction says all that the wish says."""
    said = (correction.reason, correction.text, correction.effect)
    same = said == (wish.reason, wish.text.strip(), wish.effect)
    return same and {line.key for line in correction.lines.all()} == set(wish.pairs)


def _words(text: str, sentence: str) -> str:
    if not (text := text.strip()):
        raise BadInput(sentence)
    return text


def _listed(pairs: Collection[PairKey]) -> list[list[int | str]]:
    """The pairs as the audit log writes them."""
    return [[group_id, category] for group_id, category in sorted(pairs)]
