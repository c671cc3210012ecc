"""Writing the demonstration's data in bulk; every function refuses outside demo mode.

A finished month is written as the verbs of the workflow would have left it: lines whose months are the sums
of their weeks (R2), ticks given for the current versions (R6), one log row and one audit event for each
change of state, and a publication made by the same functions (R11). What the verbs ask for on paper is not
there: an old month has the committees' resolutions but no RT.2, no signature and no log of its typing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from reporting.access import TRANSITIONS
from reporting.errors import NotAllowed
from reporting.models import (
    Action,
    AuditEvent,
    DistrictCertification,
    MonthlyReport,
    Notice,
    ProducerGroup,
    ProvincialCertification,
    ProvincialCoverage,
    Publication,
    RosterEntry,
    SalesLine,
    Transition,
    User,
    WeeklyEntry,
)
from reporting.stats import snapshot
from reporting.stats.snapshot import Snapshot

from . import audit, workflow
from .bulk import insert

LOADED = "load_demo"
OLD = timedelta(days=21)


@dataclass(frozen=True)
class Stamp:
    """Who did it, and when."""

    by: User
    at: datetime


@dataclass
class FinishedMonth:
    """A district-month to be written as published. Everything but the report and the coverage is unsaved.

    `entries` name their line of `lines`; `lines` carry valid ticks of both levels. The report is open and
    untouched, and read with its month, district and province.
    """

    report: MonthlyReport
    lines: list[SalesLine]
    entries: list[WeeklyEntry]
    certification: DistrictCertification
    coverage: ProvincialCertification
    submitted: Stamp
    checked_at: datetime
    published: Stamp


def is_loaded() -> bool:
    """Whether the database holds the demonstration. The audit log says so, where nobody can take it out."""
    return AuditEvent.objects.filter(object_type="user", action=LOADED).exists()


@transaction.atomic
def mark_loaded(*, by: User, now: datetime) -> None:
    """Say in the audit log that the database is a demonstration, whose people have read what is old."""
    only_in_demo()
    Notice.objects.unread().filter(at__lt=now - OLD).update(read_at=F("at"))
    audit.record(by=by, now=now, action=LOADED, obj=by, changes={})


@transaction.atomic
def store_accounts(accounts: Sequence[User]) -> None:
    """Accounts with the passwords they carry."""
    only_in_demo()
    User.objects.bulk_create(accounts)


@transaction.atomic
def store_register(groups: Sequence[ProducerGroup], roster: Sequence[RosterEntry]) -> None:
    """Producers, and the pairs that are expected of them; the roster's entries name groups of `groups`."""
    only_in_demo()
    insert(groups)
    for entry in roster:
        entry.group_id = entry.group.pk
    insert(roster)


@transaction.atomic
def store_resolutions(resolutions: Sequence[ProvincialCertification]) -> None:
    """Resolutions of provincial committees; which districts they cover comes with the finished months."""
    only_in_demo()
    insert(resolutions)


@transaction.atomic
def store_finished(finished: Sequence[FinishedMonth]) -> None:
    """Write district-months that have gone the whole way, in a constant number of statements."""
    only_in_demo()
    insert([line for month in finished for line in month.lines])
    entries = [entry for month in finished for entry in month.entries]
    for entry in entries:
        entry.line_id = entry.line.pk
    insert(entries)
    contents = [_content(month) for month in finished]
    store_steps(finished, [content.sha256 for content in contents])
    publications = list(map(_publication, finished, contents))
    insert(publications)
    pairs = zip(publications, contents, strict=True)
    insert([total for publication, content in pairs for total in workflow.build_totals(publication, content)])


@transaction.atomic
def store_steps(finished: Sequence[FinishedMonth], hashes: Sequence[str]) -> None:
    """The resolutions on contents of these hashes, the hand-overs with their events, and the reports."""
    only_in_demo()
    _store_papers(finished, hashes)
    transitions, events = [], []
    for month in finished:
        rows = _move(month)
        transitions += rows
        events += _events(rows)
    insert(transitions)
    insert(events)
    _update_reports([month.report for month in finished])


def only_in_demo() -> None:
    if not settings.OTOP_DEMO:
        raise NotAllowed("ข้อมูลสาธิตใส่ได้เฉพาะในโหมดสาธิตเท่านั้น")


def _content(month: FinishedMonth) -> Snapshot:
    weeks: dict[int, list[list[object]]] = {}
    for entry in month.entries:
        weeks.setdefault(entry.line_id, []).append([entry.week, *(f"{a:.2f}" for a in entry.amounts)])
    report = month.report
    return snapshot.of_lines(
        district=report.district_id,
        month=report.fiscal_month.key,
        revision=report.revision,
        lines=month.lines,
        weeks=weeks,
    )


def _store_papers(finished: Sequence[FinishedMonth], hashes: Sequence[str]) -> None:
    """The committees' resolutions, made for exactly these contents (R18)."""
    certifications, coverage = [], []
    for month, sha256 in zip(finished, hashes, strict=True):
        about = {"report": month.report, "revision": month.report.revision, "content_sha256": sha256}
        for name, value in about.items():
            setattr(month.certification, name, value)
        certifications.append(month.certification)
        coverage.append(ProvincialCoverage(certification=month.coverage, **about))
    insert(certifications)
    insert(coverage)


def _move(month: FinishedMonth) -> list[Transition]:
    """Set the report's stamps as the two verbs do; their log rows."""
    report, rows = month.report, []
    report.submitted_at = report.first_submitted_at = month.submitted.at
    report.submitted_by = month.submitted.by
    report.province_acted_at = month.checked_at
    report.published_at, report.published_by = month.published.at, month.published.by
    steps = ((Action.SUBMIT, month.submitted), (Action.PUBLISH, month.published))
    for sequence, (action, stamp) in enumerate(steps, start=1):
        before, report.state = report.state, TRANSITIONS[action].target
        rows.append(
            workflow.build_transition(report, action, before, sequence=sequence, by=stamp.by, now=stamp.at)
        )
    return rows


def _events(rows: Sequence[Transition]) -> list[AuditEvent]:
    """One audit event for each change of state, chained (R17)."""
    events: list[AuditEvent] = []
    for row in rows:
        last = events[-1] if events else None
        changes = workflow.changes_of(row)
        events.append(
            audit.following(last, by=row.by, now=row.at, action=row.action, obj=row.report, changes=changes)
        )
    return events


def _publication(month: FinishedMonth, content: Snapshot) -> Publication:
    stamp = month.published
    return workflow.build_publication(report=month.report, content=content, by=stamp.by, now=stamp.at)


def _update_reports(reports: Sequence[MonthlyReport]) -> None:
    """Store state and stamps of many reports at once."""
    MonthlyReport.objects.bulk_create(
        reports,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "state",
            "first_submitted_at",
            "submitted_at",
            "submitted_by",
            "province_acted_at",
            "published_at",
            "published_by",
        ],
    )
