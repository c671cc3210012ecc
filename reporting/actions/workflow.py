"""The six verbs of the workflow. Each is one row of the transition table, one log row, one audit event.

Every verb locks the report first. A repeated request finds the work done and gets the same answer
with `repeated` set; a request that does not fit the state is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from reporting import access
from reporting.access import TRANSITIONS
from reporting.errors import BadInput, NotReady
from reporting.models import (
    Action,
    Correction,
    CorrectionState,
    MonthlyReport,
    Publication,
    PublicationTotal,
    State,
    Transition,
    User,
)
from reporting.readiness import Standing, before_publish, before_submit, problems
from reporting.stats.snapshot import Snapshot

from . import ahead, audit, drafts, locks, notices, overtaken, returns
from .returns import LineToReturn


@dataclass(frozen=True)
class Done:
    """The answer to a verb: the report, the log row with its receipt number, and whether it was a repeat."""

    report: MonthlyReport
    transition: Transition
    repeated: bool = False

    @property
    def receipt(self) -> str:
        return self.transition.receipt


@transaction.atomic
def submit(*, report: MonthlyReport, by: User, now: datetime) -> Done:
    """Hand the month to the province (R8). Raises NotReady with the open checks."""
    report = locks.lock_report(report)
    if done := _repeated(report, Action.SUBMIT, by):
        return done
    access.require_press(by, Action.SUBMIT, report)
    locks.require_takes_figures(report, now=now)
    if open_checks := problems(before_submit(Standing(report))):
        raise NotReady(open_checks, lead="ยังส่งจังหวัดไม่ได้")
    before = report.state
    report.submitted_at, report.submitted_by = now, by
    report.first_submitted_at = report.first_submitted_at or now
    report.returned_at = report.returned_by = report.province_acted_at = None
    return _moved(report, Action.SUBMIT, before, by=by, now=now)


@transaction.atomic
def withdraw(*, report: MonthlyReport, reason: str, by: User, now: datetime) -> Done:
    """Take the month back before the province has acted (R9). The submission then counts as not made.

    A month that the province had returned goes back to what it was then: only the returned lines can be
    changed (R10), and the date of its first submission stays.
    """
    report = locks.lock_report(report)
    if done := _repeated(report, Action.WITHDRAW, by):
        return done
    access.require_press(by, Action.WITHDRAW, report)
    locks.require_time_to_withdraw(report, now=now)
    reason = _reason(reason, "โปรดระบุเหตุผลที่ดึงกลับ")
    before = report.state
    if sent_back := report.newest_return():
        report.returned_at, report.returned_by = sent_back.at, sent_back.by
        report.province_acted_at = sent_back.at
        return _moved(report, Action.WITHDRAW, before, State.RETURNED, by=by, now=now, reason=reason)
    report.submitted_at = report.submitted_by = None
    if not report.is_correction:
        report.first_submitted_at = report.first_submit_due = None
    return _moved(report, Action.WITHDRAW, before, by=by, now=now, reason=reason)


@transaction.atomic
def return_lines(
    *, report: MonthlyReport, lines: Sequence[LineToReturn], whole: bool = False, by: User, now: datetime
) -> Done:
    """Send lines back to the district, each with a coded reason and words (R10); `whole`: the report itself.

    The returned lines lose the province's ticks. The district's stand until a figure changes (R6), and no
    line comes back as it was without an answer in words.
    """
    report = locks.lock_report(report)
    if done := _repeated(report, Action.RETURN_LINES, by):
        return done
    access.require_press(by, Action.RETURN_LINES, report)
    own = {line.pk: line for line in locks.lock_lines(report) if not line.is_removed}
    returns.send_back(report=report, lines=lines, own=own, whole=whole, by=by, now=now)
    before = report.state
    report.returned_at, report.returned_by = now, by
    report.province_acted_at = report.province_acted_at or now
    returned = [[item.line_id, own[item.line_id].version, item.reason] for item in lines]
    details = {"returned": returned} | ({"whole": True} if whole else {})
    wishes = [item.wanted_by for item in lines if item.wanted_by]
    told = {"count": len(lines), "wish": min(wishes, default=None)}
    return _moved(report, Action.RETURN_LINES, before, details=details, told=told, by=by, now=now)


@transaction.atomic
def publish(*, report: MonthlyReport, by: User, now: datetime) -> Done:
    """Confirm the month for the province: the publication is written in the same transaction (R11).

    A correction's publication takes the place of the older revision in one step (R13).
    """
    report = locks.lock_report(report)
    if done := _repeated(report, Action.PUBLISH, by):
        return done
    access.require_press(by, Action.PUBLISH, report)
    standing = Standing(report)
    if open_checks := problems(before_publish(standing)):
        raise NotReady(open_checks, lead="ยังยืนยันไม่ได้")
    report.publications.current().update(superseded_at=now)
    publication = build_publication(report=report, content=standing.snapshot, by=by, now=now)
    publication.save(force_insert=True)
    PublicationTotal.objects.bulk_create(build_totals(publication, standing.snapshot))
    if report.correction:
        drafts.leave(report, CorrectionState.PUBLISHED, by=by, now=now)
    before = report.state
    report.published_at, report.published_by = now, by
    report.province_acted_at = report.province_acted_at or now
    ahead.after_publishing(report)
    return _moved(report, Action.PUBLISH, before, by=by, now=now)


@transaction.atomic
def reopen(
    *, report: MonthlyReport, reason: str, correction: Correction | None = None, by: User, now: datetime
) -> Done:
    """Begin revision n+1 of a published month; revision n stays visible and counted (R13).

    The step by which `corrections.grant` opens the draft; from then on `correction` says which pairs may be
    changed, and until when.
    """
    report = locks.lock_report(report)
    if done := _repeated(report, Action.REOPEN, by):
        return done
    access.require_press(by, Action.REOPEN, report)
    reason = _reason(reason, "โปรดระบุเหตุผลที่เปิดแก้ไข")
    before = report.state
    report.revision += 1
    report.reopened_at, report.reopened_by, report.reopen_reason = now, by, reason
    report.correction = correction
    report.submitted_at = report.submitted_by = report.province_acted_at = None
    report.published_at = report.published_by = None
    told = {"wish": correction.expires_on} if correction else None
    return _moved(report, Action.REOPEN, before, told=told, by=by, now=now, reason=reason)


@transaction.atomic
def end_correction(*, report: MonthlyReport, reason: str, by: User, now: datetime) -> Done:
    """End a correction without a publication: the report says again what is published, as if never opened.

    Figures, ticks, papers and stamps go back to the published revision; what was drafted stays in the audit
    log, in the log of transitions and in the papers that were issued (R13, R16, R17).
    """
    report = locks.lock_report(report)
    if done := _repeated(report, Action.END_CORRECTION, by):
        return done
    access.require_press(by, Action.END_CORRECTION, report)
    reason = _reason(reason, "โปรดระบุเหตุผลที่ยุติการแก้ไข")
    before, ended = report.state, report.correction
    details = {"correction": ended.pk, "lines": drafts.go_back(report, by=by, now=now)}
    drafts.leave(report, CorrectionState.ENDED, text=reason, by=by, now=now)
    return _moved(report, Action.END_CORRECTION, before, details=details, by=by, now=now, reason=reason)


def build_publication(*, report: MonthlyReport, content: Snapshot, by: User, now: datetime) -> Publication:
    """The unsaved publication of a report's content, with every figure that readers ask for (R11)."""
    producers = content.producers()
    return Publication(
        report=report,
        province_id=report.district.province_id,
        district_id=report.district_id,
        month=report.fiscal_month,
        revision=report.revision,
        payload=content.text,
        sha256=content.sha256,
        line_count=content.line_count,
        producers_group=producers.get("GROUP", 0),
        producers_individual=producers.get("INDIVIDUAL", 0),
        producers_sme=producers.get("SME", 0),
        submitted_at=report.first_submitted_at,
        submit_due=report.submit_due,
        publish_due=report.month.publish_due,
        published_at=now,
        published_by=by,
        **content.channel_totals(),
    )


def build_totals(publication: Publication, content: Snapshot) -> list[PublicationTotal]:
    """The unsaved totals by category × producer type of a publication (R11)."""
    return [
        PublicationTotal(
            publication=publication,
            category=category,
            producer_type=producer_type,
            lines=cell.lines,
            regular=cell.regular,
            transfer=cell.transfer,
            online=cell.online,
        )
        for (category, producer_type), cell in content.totals().items()
    ]


def _reason(text: str, sentence: str) -> str:
    text = text.strip()
    if not text:
        raise BadInput(sentence)
    return text


def _repeated(report: MonthlyReport, action: Action, by: User) -> Done | None:
    """The earlier answer, when this very verb was the last thing that happened to the report."""
    rule = TRANSITIONS[action]
    access.require(by, rule.permission, report)
    last = report.transitions.order_by("-sequence").first()
    if last and last.action == action and report.state == last.to_state:
        return Done(report, last, repeated=True)
    return None


def _moved(
    report: MonthlyReport,
    action: Action,
    before: str,
    after: str = "",
    *,
    by: User,
    now: datetime,
    reason: str = "",
    details: audit.Change | None = None,
    told: dict[str, Any] | None = None,
) -> Done:
    """Store the new state (the verb's own unless told), receipt and event; tell both offices, as `told`."""
    report.state = after or TRANSITIONS[action].target
    report.save()
    transition = build_transition(
        report, action, before, sequence=report.transitions.count() + 1, by=by, now=now, reason=reason
    )
    transition.save(force_insert=True)
    changes = changes_of(transition) | (details or {})
    audit.record(by=by, now=now, action=action, obj=report, changes=changes, reason=reason)
    notices.hand_over(action, report=report, by=by, now=now, **(told or {}))
    if action in (Action.WITHDRAW, Action.RETURN_LINES):
        overtaken.tell(report=report, by=by, now=now)
    return Done(report, transition)


def build_transition(
    report: MonthlyReport,
    action: Action,
    before: str,
    *,
    sequence: int,
    by: User,
    now: datetime,
    reason: str = "",
) -> Transition:
    """The unsaved log row of a verb that has brought the report to its present state, with its receipt."""
    return Transition(
        report=report,
        sequence=sequence,
        action=action,
        from_state=before,
        to_state=report.state,
        revision=report.revision,
        at=now,
        by=by,
        cover=by.cover,
        reason=reason,
        receipt=f"{report.district_id}-{report.fiscal_month.slug}-{sequence:02}",
    )


def changes_of(transition: Transition) -> audit.Change:
    """What the audit log says of a change of state."""
    return {
        "before": transition.from_state,
        "after": transition.to_state,
        "revision": transition.revision,
    }
