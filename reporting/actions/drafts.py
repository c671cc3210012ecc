"""How the draft of a correction is left: by its publication, or back to what is published (R13).

Going back makes the report equal its publication again, to the version of each line, so that its hash is the
one on the signed paper. The versions that the draft used are spent: no later change is given one of them, and
no page of the draft can tick a line that it did not show. The caller holds the lock on the report's row.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from reporting.models import (
    CHANNEL_COLUMNS,
    Action,
    AuditEvent,
    CorrectionState,
    Document,
    Kind,
    MonthlyReport,
    Publication,
    SalesLine,
    User,
    WeeklyEntry,
)
from reporting.models.sales import DISTRICT_TICK, PROVINCE_TICK

from . import audit, locks

Amounts = tuple[Decimal, Decimal, Decimal]

_TICKS = {"tick_district": DISTRICT_TICK, "tick_province": PROVINCE_TICK}
_WRITTEN = (
    *CHANNEL_COLUMNS,
    *("producer_type", "nil", "version", "spent_version", "changed_at", "changed_by"),
    *("removed_at", "removed_by", "removed_reason", "lapsed"),
    *DISTRICT_TICK,
    *PROVINCE_TICK,
)


def leave(report: MonthlyReport, state: CorrectionState, *, text: str = "", by: User, now: datetime) -> None:
    """Close the correction under which the report is drafted; the caller stores the report."""
    correction, report.correction = report.correction, None
    correction.state, correction.ended_text = state, text
    correction.ended_at, correction.ended_by = now, by
    correction.save(update_fields=["state", "ended_text", "ended_at", "ended_by"])


def go_back(report: MonthlyReport, *, by: User, now: datetime) -> list[audit.Change]:
    """Make lines, papers and stamps those of the current publication; what changed on the lines.

    The caller stores the report.
    """
    publication = report.publications.current().get()
    changes = _lines_back(report, publication, by=by, now=now)
    _papers_back(report, publication, now=now)
    _stamps_back(report, publication)
    return changes


def _lines_back(
    report: MonthlyReport, publication: Publication, *, by: User, now: datetime
) -> list[audit.Change]:
    content = publication.content
    published = {line["line"]: line for line in content["lines"]}
    removed = {line["line"]: line for line in content["removed"]}
    weeks: dict[int, dict[int, Amounts]] = {}
    entries = WeeklyEntry.objects.filter(line__report=report).order_by("line_id", "week")
    for entry in entries.select_for_update(of=("self",)):
        weeks.setdefault(entry.line_id, {})[entry.week] = entry.amounts
    lines, changes, wrong_weeks = locks.lock_lines(report), [], []
    for line in lines:
        before, was = _said(line, weeks.get(line.pk, {})), line.version
        if line.pk in published:
            _as_published(line, published[line.pk])
        elif line.pk in removed:
            _as_removed(line, removed[line.pk], by=by, now=now)
        else:
            _lapse(line, by=by, now=now)
        after = _said(line, wanted := _weeks(published.get(line.pk), weeks.get(line.pk, {})))
        if wanted != weeks.get(line.pk, {}):
            wrong_weeks.append((line, wanted))
        if before != after or line.version != was:
            line.changed_at, line.changed_by = now, by
            changes.append({"line": line.pk, "before": before, "after": after})
    _ticks_back(report, lines)
    SalesLine.objects.store(lines, _WRITTEN)
    _store_weeks(wrong_weeks, by=by, now=now)
    return changes


def _as_published(line: SalesLine, published: Mapping[str, Any]) -> None:
    for column in CHANNEL_COLUMNS:
        setattr(line, column, Decimal(published[column]))
    line.nil, line.producer_type = published["nil"], published["producer_type"]
    line.removed_at, line.removed_by, line.removed_reason = None, None, ""
    _version_back(line, published["version"])


def _as_removed(line: SalesLine, removed: Mapping[str, Any], *, by: User, now: datetime) -> None:
    """A line that was taken out before the publication; its figures count nowhere and stay as they are."""
    if not line.is_removed:
        line.removed_at, line.removed_by = now, by
    line.removed_reason = removed["reason"]
    _version_back(line, removed["version"])


def _lapse(line: SalesLine, *, by: User, now: datetime) -> None:
    """A line that came with the draft: it stays as a mark that no content speaks of (R16)."""
    if line.is_removed and line.lapsed:
        return
    if not line.is_removed:
        line.removed_at, line.removed_by = now, by
        line.removed_reason = "เพิ่มในฉบับแก้ไขที่ยุติแล้ว"
    line.lapsed = True
    line.version = max(line.version, line.spent_version) + 1


def _version_back(line: SalesLine, version: int) -> None:
    if line.version != version:
        line.spent_version = max(line.spent_version, line.version)
        line.version = version


def _weeks(published: Mapping[str, Any] | None, own: Mapping[int, Amounts]) -> dict[int, Amounts]:
    """The weeks as they were published; of a line that was not, its own."""
    if published is None:
        return dict(own)
    return {week: tuple(map(Decimal, amounts)) for week, *amounts in published["weeks"]}


def _store_weeks(wanted: list[tuple[SalesLine, dict[int, Amounts]]], *, by: User, now: datetime) -> None:
    """Put the weeks of these lines in the place of those they have (R2)."""
    entries = [
        WeeklyEntry(
            line=line,
            week=week,
            saved_at=now,
            saved_by=by,
            **dict(zip(CHANNEL_COLUMNS, amounts, strict=True)),
        )
        for line, weeks in wanted
        for week, amounts in weeks.items()
    ]
    WeeklyEntry.objects.filter(line__in=[line for line, _ in wanted]).delete()
    WeeklyEntry.objects.bulk_create(entries)


def _ticks_back(report: MonthlyReport, lines: list[SalesLine]) -> None:
    """The ticks that the publication stood on, as the audit log tells of them.

    A tick that is not found there, because the month was loaded with its history, is left away.
    """
    for action, columns in _TICKS.items():
        lost = {line.pk: line for line in lines if _lacks(line, getattr(line, columns[0]))}
        for event in _tick_events(report, action) if lost else ():
            for line_id, version in event.changes["confirmed"]:
                if line_id in lost and lost[line_id].version == version:
                    _set(lost.pop(line_id), columns, (version, event.actor, event.at))
        for line in lost.values():
            _set(line, columns, (None, None, None))


def _lacks(line: SalesLine, ticked: int | None) -> bool:
    """Whether a tick is not the one that the published line, or the mark of a removed one, can carry."""
    if line.is_removed:
        return (ticked or 0) > line.version
    return ticked != line.version


def _tick_events(report: MonthlyReport, action: str) -> list[AuditEvent]:
    events = AuditEvent.objects.filter(stream=f"report:{report.pk}", action=action)
    return list(events.select_related("actor").order_by("-sequence"))


def _set(line: SalesLine, columns: tuple[str, ...], values: tuple[Any, ...]) -> None:
    for column, value in zip(columns, values, strict=True):
        setattr(line, column, value)


def _papers_back(report: MonthlyReport, publication: Publication, *, now: datetime) -> None:
    """The published paper is in force again; what the draft issued names it as its successor (R16)."""
    own = report.documents.filter(kind=Kind.RT2)
    paper = own.filter(revision=publication.revision, content_sha256=publication.sha256)
    paper = paper.filter(signature__isnull=False).order_by("-issued_at").first()
    if paper is None or paper.replaced_at is None:
        return
    own.in_force().update(replaced_at=now, replaced_by=paper)
    Document.objects.filter(pk=paper.pk).update(replaced_at=None, replaced_by=None)


def _stamps_back(report: MonthlyReport, publication: Publication) -> None:
    """The stamps of the published revision, from its publication and the log of its hand-overs."""
    report.revision = publication.revision
    report.returned_at = report.returned_by = None
    report.published_at, report.published_by = publication.published_at, publication.published_by
    log = report.transitions.filter(revision=publication.revision).select_related("by").order_by("-sequence")
    of_publication = Q(at__lte=publication.published_at)
    sent = log.filter(of_publication, action=Action.SUBMIT).first()
    report.submitted_at, report.submitted_by = sent.at, sent.by
    report.province_acted_at = publication.published_at
    opened = log.filter(of_publication, action=Action.REOPEN).first()
    report.reopened_at, report.reopened_by = (opened.at, opened.by) if opened else (None, None)
    report.reopen_reason = opened.reason if opened else ""


def _said(line: SalesLine, weeks: Mapping[int, Amounts]) -> dict[str, Any]:
    """A line as the audit event keeps it: its month and weeks, whether it counts, and its version."""
    return {
        "amounts": [f"{amount:.2f}" for amount in line.amounts],
        "weeks": [[week, *(f"{amount:.2f}" for amount in weeks[week])] for week in sorted(weeks)],
        "nil": line.nil,
        "removed": line.removed_reason or None,
        "version": line.version,
    }
