"""Putting evidence into a district-month's binder, and taking it out again by a mark (R9, R10, R16).

Evidence is no figure: it changes no version, so that ticks stay (R6), and no hash of the lines. But it stands
behind the figures, so it follows their times: nothing moves after submission, and only a returned line gets
more while the province waits for corrections.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, WrongState
from reporting.models import Evidence, EvidenceKind, FileKind, MonthlyReport, SalesLine, StoredFile, User
from reporting.uploads import Intake, Upload

from . import audit, evidence, locks, reach
from .reach import Reach

_MEGABYTE = 1024 * 1024

NOT_OF_THE_MONTH = "จังหวัดส่งคืนเฉพาะบางรายการ จึงนำหลักฐานของทั้งเดือนออกไม่ได้ เพิ่มหลักฐานใหม่ได้"


def room_left(report: MonthlyReport) -> int:
    """Bytes that the month's binder can still take; what was taken out is kept and counts. 1 query."""
    files = StoredFile.objects.filter(evidence__report=report)
    used = files.aggregate(sum=Sum("size"))["sum"] or 0
    return max(0, settings.OTOP_EVIDENCE_MB * _MEGABYTE - used)


@transaction.atomic
def add(
    *,
    report: MonthlyReport,
    line_id: int | None = None,
    kind: EvidenceKind,
    note: str = "",
    uploads: Sequence[Upload] = (),
    by: User,
    now: datetime,
) -> list[Evidence]:
    """Put files, or the words that say where the paper is kept, into the binder.

    Raises WrongState while the district may not change the month or line, BadInput for a file that may not
    be kept or that there is no room for. What is in the binder already is not put in twice.
    """
    intakes = _intakes(kind, note, uploads)
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    locks.require_takes_figures(report, now=now)
    line = _line(report, line_id)
    present = {_key(item): item for item in _present(report, line, kind)}
    found = [present.get(_key_of(intake, note)) for intake in intakes]
    _require_room(report, [new for new, item in zip(intakes, found, strict=True) if new and not item])
    added = []
    for position, intake in enumerate(intakes):
        if found[position] is None:
            file = evidence.store_intake(intake, FileKind.EVIDENCE, by=by, now=now) if intake else None
            item = Evidence(report=report, line=line, revision=report.revision, kind=kind, note=note.strip())
            item.file, item.added_at, item.added_by = file, now, by
            item.save(force_insert=True)
            found[position] = item
            added.append(item)
    if added:
        changes = [_change(item, before="", after=_words(item)) for item in added]
        audit.record(by=by, now=now, action="add_evidence", obj=report, changes=changes)
    return found


@transaction.atomic
def remove(*, report: MonthlyReport, evidence_id: int, reason: str, by: User, now: datetime) -> Evidence:
    """Take a piece of evidence out of the binder with a reason; it stays as a mark (R16).

    WrongState while the district may not change what it belongs to, and for what a published revision
    stands on: a correction adds, it takes nothing away.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    locks.require_takes_figures(report, now=now)
    if not (reason := reason.strip()):
        raise BadInput("โปรดระบุเหตุผลที่นำหลักฐานออก")
    item = report.evidence.select_related("file").filter(pk=evidence_id).first()
    if item is None:
        raise BadInput("ไม่พบหลักฐานนี้ในเดือนนี้")
    _require_removable(report, item)
    if item.is_removed:
        return item
    item.removed_at, item.removed_by, item.removed_reason = now, by, reason
    item.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    changes = [_change(item, before=_words(item), after="")]
    audit.record(by=by, now=now, action="remove_evidence", obj=report, changes=changes, reason=reason)
    return item


def why_not_removable(report: MonthlyReport, item: Evidence, within: Reach) -> str:
    """Why this piece cannot be taken out, or nothing; `within` is what may be changed (R10, R13)."""
    if item.revision < report.revision:
        return "หลักฐานนี้ใช้ประกอบฉบับที่จังหวัดยืนยันแล้ว จึงนำออกไม่ได้ เพิ่มหลักฐานใหม่ได้"
    if item.line_id is None:
        return NOT_OF_THE_MONTH if within.returned is not None else ""
    sentence = within.refusal_of(item.line_id)
    return f"{sentence} และนำหลักฐานของรายการออกไม่ได้" if sentence else ""


def _require_removable(report: MonthlyReport, item: Evidence) -> None:
    if sentence := why_not_removable(report, item, reach.of_report(report)):
        raise WrongState(sentence)


def _intakes(kind: EvidenceKind, note: str, uploads: Sequence[Upload]) -> list[Intake | None]:
    """The files as they may be kept, each once; None alone for words. Before any row is locked."""
    if not EvidenceKind(kind).is_file:
        if uploads:
            raise BadInput("“เก็บไว้ที่กลุ่ม” เป็นข้อความเท่านั้น หากมีไฟล์ โปรดเลือกชนิดอื่น")
        if not note.strip():
            raise BadInput("โปรดบอกว่าเก็บอะไรไว้ที่ใคร เช่น สมุดบัญชีของกลุ่ม อยู่กับเหรัญญิก")
        return [None]
    if not uploads:
        raise BadInput("โปรดเลือกไฟล์หรือถ่ายภาพอย่างน้อย 1 ไฟล์")
    return list({upload.intake.sha256: upload.intake for upload in uploads}.values())


def _line(report: MonthlyReport, line_id: int | None) -> SalesLine | None:
    if line_id is None:
        return None
    line = next(iter(locks.lock_lines(report, ids=[line_id])), None)
    if line is None or line.is_removed:
        raise BadInput("ไม่พบรายการนี้ในเดือนนี้ หรือถูกนำออกแล้ว โปรดเลือกรายการใหม่")
    if sentence := reach.of_report(report).refusal_of(line.pk):
        raise WrongState(f"{sentence} และเพิ่มหลักฐานไม่ได้")
    return line


def _present(report: MonthlyReport, line: SalesLine | None, kind: EvidenceKind) -> Sequence[Evidence]:
    return report.evidence.present().filter(line=line, kind=kind).select_related("file")


def _key(item: Evidence) -> str:
    return item.file.sha256 if item.file else item.note


def _key_of(intake: Intake | None, note: str) -> str:
    return intake.sha256 if intake else note.strip()


def _require_room(report: MonthlyReport, intakes: Sequence[Intake]) -> None:
    """The lock on the report's row makes two people add one after the other, so that both are counted."""
    wanted, left = sum(len(intake.content) for intake in intakes), room_left(report)
    if wanted > left:
        raise BadInput(
            f"แฟ้มหลักฐานของเดือนนี้เหลือที่ {left / _MEGABYTE:.1f} เมกะไบต์ แต่ไฟล์ที่แนบรวม {wanted / _MEGABYTE:.1f}"
            f" เมกะไบต์ (เดือนละไม่เกิน {settings.OTOP_EVIDENCE_MB} เมกะไบต์) โปรดเลือกเฉพาะไฟล์ที่จำเป็น"
            " หรือใช้ “เก็บไว้ที่กลุ่ม”"
        )


def _words(item: Evidence) -> str:
    mark = f" ({item.file.sha256[:12]})" if item.file else ""
    note = f" · {item.note}" if item.file and item.note else ""
    return f"{item}{note}{mark}"


def _change(item: Evidence, *, before: str, after: str) -> dict[str, object]:
    states = {"before": {"evidence": before}, "after": {"evidence": after}}
    return {"line": item.line_id, "evidence": item.pk, **states}
