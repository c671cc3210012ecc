"""What is sent back to the district line by line, and what the district answers in words (R10).

The verb itself, its state and its receipt, is `workflow.return_lines`. A returned line loses the province's
tick. The district's tick was given for a version and goes with it: a changed line loses it by itself (R6),
and a line that comes back as it was carries an answer instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.errors import BadInput, WrongState
from reporting.formats import thai_date
from reporting.models import MonthlyReport, Return, ReturnedLine, ReturnReason, SalesLine, User
from reporting.models.sales import PROVINCE_TICK

from . import audit, locks


@dataclass(frozen=True)
class LineToReturn:
    """A line to send back, with coded reason and words (R10), and by when the province wishes it mended."""

    line_id: int
    reason: str
    text: str
    wanted_by: date | None = None


@dataclass(frozen=True)
class Answer:
    """What the district says to one returned line; `seen` is the answer its author had on the screen."""

    line_id: int
    seen: str
    text: str


class Outcome(StrEnum):
    SAVED = "saved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class AnswerResult:
    """What became of an answer; on a conflict `stored` is somebody else's."""

    line_id: int
    outcome: Outcome
    stored: str


def send_back(
    *,
    report: MonthlyReport,
    lines: Sequence[LineToReturn],
    own: Mapping[int, SalesLine],
    whole: bool,
    by: User,
    now: datetime,
) -> Return:
    """Write down what comes back and why; `own` are the report's present lines, locked. Raises BadInput."""
    reasons = {reason.code: reason for reason in ReturnReason.objects.filter(active=True)}
    _require_complete(lines, own, reasons, today=bangkok_date(now))
    sent_back = Return.objects.create(report=report, revision=report.revision, whole=whole, at=now, by=by)
    ReturnedLine.objects.bulk_create(
        _returned(sent_back, item, own[item.line_id], reasons[item.reason]) for item in lines
    )
    returned = report.lines.filter(pk__in=[item.line_id for item in lines])
    returned.update(**dict.fromkeys(PROVINCE_TICK))
    return sent_back


def _require_complete(
    lines: Sequence[LineToReturn],
    own: Mapping[int, SalesLine],
    reasons: Mapping[str, ReturnReason],
    *,
    today: date,
) -> None:
    if not lines:
        raise BadInput("โปรดเลือกรายการที่จะส่งคืนอย่างน้อย 1 รายการ")
    for item in lines:
        if item.line_id not in own:
            raise BadInput("มีรายการที่ไม่อยู่ในรายงานนี้ โปรดเปิดหน้านี้ใหม่")
        if item.reason not in reasons or not item.text.strip():
            raise BadInput(f"โปรดเลือกเหตุผลและพิมพ์คำอธิบายของ “{own[item.line_id].group}”")
        if item.wanted_by and item.wanted_by < today:
            raise BadInput(f"วันที่ขอให้แก้ต้องไม่ก่อนวันนี้ ({thai_date(today)})")


def _returned(sent_back: Return, item: LineToReturn, line: SalesLine, reason: ReturnReason) -> ReturnedLine:
    return ReturnedLine(
        sent_back=sent_back,
        line=line,
        line_version=line.version,
        reason=reason,
        reason_label=reason.label,
        text=item.text.strip(),
        wanted_by=item.wanted_by,
        regular=line.regular,
        transfer=line.transfer,
        online=line.online,
        nil=line.nil,
    )


@transaction.atomic
def answer(
    *, report: MonthlyReport, answers: Sequence[Answer], by: User, now: datetime
) -> list[AnswerResult]:
    """Say something to returned lines; one result per answer. An empty text takes an answer back.

    Raises WrongState unless the report lies with the district because of a return and the line is one of it.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    in_force = _lines_in_force(report)
    results, changes = [], []
    for said in answers:
        found = in_force.get(said.line_id)
        if found is None:
            raise WrongState("จังหวัดไม่ได้ส่งคืนรายการนี้ จึงตอบไม่ได้")
        text, stored = said.text.strip(), found.answer
        if text == stored:
            results.append(AnswerResult(said.line_id, Outcome.UNCHANGED, stored))
        elif said.seen.strip() != stored:
            results.append(AnswerResult(said.line_id, Outcome.CONFLICT, stored))
        else:
            _say(found, text, by=by, now=now)
            results.append(AnswerResult(said.line_id, Outcome.SAVED, text))
            changes.append({"line": said.line_id, "before": {"answer": stored}, "after": {"answer": text}})
    ReturnedLine.objects.bulk_update(in_force.values(), ["answer", "answered_at", "answered_by"])
    if changes:
        audit.record(by=by, now=now, action="answer_returned", obj=report, changes=changes)
    return results


def _lines_in_force(report: MonthlyReport) -> dict[int, ReturnedLine]:
    in_force = locks.return_in_force(report)
    if in_force is None:
        raise locks.nothing_returned()
    return {item.line_id: item for item in in_force.lines.all()}


def _say(found: ReturnedLine, text: str, *, by: User, now: datetime) -> None:
    found.answer = text
    found.answered_at, found.answered_by = (now, by) if text else (None, None)
