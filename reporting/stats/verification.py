"""Recomputing everything that is stored twice, to find what was changed around the portal.

A line's month is the sum of its weeks (R2); a publication follows from its payload, which is what the lines
of its report still say (R11, R13); a state is where its log of transitions ends; the audit log is chained
without gaps (R17). Papers, files, corrections and pinned reports have modules beside
this one. Nothing here writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from reporting.models import (
    CHANNEL_COLUMNS,
    Action,
    AuditEvent,
    MonthlyReport,
    Publication,
    SalesLine,
    State,
    Transition,
    WeeklyEntry,
)

from .correction_verification import corrections, times
from .cover_verification import covers
from .file_verification import files, stray_files
from .inquiry_verification import inquiries
from .paper_verification import packs, papers
from .pinned_verification import pinned_reports
from .snapshot import Snapshot

CHUNK = 2_000
ZERO = Decimal("0.00")

# One answer for each row that was looked at: what is wrong with it, or None.
Findings = Iterator[str | None]


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Read everything as it stands now, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    if connection.vendor == "sqlite":  # Its usual transactions keep writers waiting.
        usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = usual


def line_totals() -> Findings:
    """Every line's month against the sum of its weeks (R2)."""
    entries = WeeklyEntry.objects.order_by("line_id").values_list("line_id", *CHANNEL_COLUMNS)
    weeks = groupby(entries.iterator(CHUNK), key=lambda entry: entry[0])
    line_id, own = next(weeks, (None, ()))
    lines = SalesLine.objects.order_by("pk").values_list("pk", *CHANNEL_COLUMNS)
    for pk, *stored in lines.iterator(CHUNK):
        sums = [ZERO, ZERO, ZERO]
        if line_id == pk:
            for _, *amounts in own:
                sums = [total + amount for total, amount in zip(sums, amounts, strict=True)]
            line_id, own = next(weeks, (None, ()))
        yield None if stored == sums else f"line {pk}: month {_baht(stored)}, its weeks {_baht(sums)}"


def publications() -> Findings:
    """Every publication's hash, totals and producers against its payload (R11)."""
    for publication in Publication.objects.order_by("pk").prefetch_related("totals").iterator(CHUNK):
        wrong = ", ".join(_differences(publication))
        yield f"publication {publication.pk} ({_name(publication)}): {wrong}" if wrong else None


def current_publications() -> Findings:
    """Every report against its publications: each confirmed revision once, the newest of them current."""
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    rows = Publication.objects.order_by("revision").values_list("report_id", "revision", "superseded_at")
    for report_id, revision, superseded_at in rows.iterator(CHUNK):
        found[report_id].append((revision, superseded_at is None))
    reports = MonthlyReport.objects.order_by("pk").values_list("pk", "state", "revision")
    for pk, state, revision in reports.iterator(CHUNK):
        newest = revision if state == State.PUBLISHED else revision - 1
        wanted = [(number, number == newest) for number in range(1, newest + 1)]
        wrong = found[pk] != wanted
        yield f"report {pk}: {state} revision {revision}, but publications {found[pk]}" if wrong else None


def published_lines() -> Findings:
    """Every published report's lines against its current publication: nothing has changed since (R13)."""
    current = Publication.objects.current().filter(report__state=State.PUBLISHED).order_by("report_id")
    columns = ("pk", "group_id", "category", "producer_type", "nil", "version", *CHANNEL_COLUMNS)
    lines = SalesLine.objects.present().filter(report__state=State.PUBLISHED).order_by("report_id", "pk")
    by_report = groupby(lines.values_list("report_id", *columns).iterator(CHUNK), key=lambda line: line[0])
    report_id, own = next(by_report, (None, ()))
    for publication in current.iterator(CHUNK):
        while report_id is not None and report_id < publication.report_id:
            report_id, own = next(by_report, (None, ()))
        working = [line[1:] for line in own] if report_id == publication.report_id else []
        published = [_figures(line) for line in _content(publication).get("lines", [])]
        changed = {line[0] for line in set(working) ^ set(published)}
        yield f"publication {publication.pk}: lines {sorted(changed)} differ from it" if changed else None


def transitions() -> Findings:
    """Every report's log: numbered without gaps, each state following from the last, ending where it is."""
    logs = _by_report(Transition.objects.order_by("report_id", "sequence"))
    events = _verbs()
    for pk, state in MonthlyReport.objects.order_by("pk").values_list("pk", "state").iterator(CHUNK):
        log, reached, wrong = logs.get(pk, []), State.OPEN.value, ""
        for number, (sequence, _, from_state, to_state) in enumerate(log, start=1):
            if sequence != number:
                wrong = wrong or f"transition {sequence} stands where {number} should"
            elif from_state != reached:
                wrong = wrong or f"transition {sequence} leaves {from_state}, the report was {reached}"
            reached = to_state
        if not wrong and reached != state:
            wrong = f"is {state}, its log ends at {reached}"
        if not wrong and [row[1] for row in log] != events.get(pk, []):
            wrong = f"its log says {[row[1] for row in log]}, the audit log {events.get(pk, [])}"
        yield f"report {pk}: {wrong}" if wrong else None


def audit_log() -> Findings:
    """Every audit event: numbered without gaps in its stream, chained, and with the hash of its content."""
    events = AuditEvent.objects.order_by("stream", "sequence")
    for _, stream in groupby(events.iterator(CHUNK), key=lambda event: event.stream):
        sequence, previous = 0, ""
        for event in stream:
            sequence += 1
            if event.sequence != sequence:
                wrong = f"is number {event.sequence} where {sequence} should be"
                sequence = event.sequence
            elif event.previous_hash != previous:
                wrong = "does not follow from the event before it"
            else:
                wrong = "" if event.hash == event.computed_hash() else "its content has another hash"
            previous = event.hash
            yield f"audit event {event.pk} ({event.stream}): {wrong}" if wrong else None


CHECKS: dict[str, Callable[[], Findings]] = {
    "line totals": line_totals,
    "publications": publications,
    "current publications": current_publications,
    "published lines": published_lines,
    "corrections": corrections,
    "times": times,
    "transitions": transitions,
    "audit log": audit_log,
    "covers": covers,
    "files": files,
    "stray files": stray_files,
    "papers": papers,
    "pinned reports": pinned_reports,
    "handover packs": packs,
    "inquiries": inquiries,
}


def _differences(publication: Publication) -> Iterator[str]:
    """The names of what does not follow from the payload."""
    content = Snapshot(publication.payload)
    if content.sha256 != publication.sha256:
        yield "hash"
    try:
        wanted = _derived(content)
    except (ValueError, KeyError, TypeError, ArithmeticError):
        yield "payload cannot be read"
        return
    for name, value in wanted.items():
        if getattr(publication, name) != value:
            yield name
    totals = {
        (total.category, total.producer_type): (total.lines, total.regular, total.transfer, total.online)
        for total in publication.totals.all()
    }
    cells = {
        key: (cell.lines, cell.regular, cell.transfer, cell.online) for key, cell in content.totals().items()
    }
    if totals != cells:
        yield "totals by category and type"


def _derived(content: Snapshot) -> dict[str, Any]:
    """The columns of a publication that follow from its payload."""
    producers = content.producers()
    return {
        "district_id": content.content["district"],
        "revision": content.content["revision"],
        "line_count": content.line_count,
        "producers_group": producers.get("GROUP", 0),
        "producers_individual": producers.get("INDIVIDUAL", 0),
        "producers_sme": producers.get("SME", 0),
        **content.channel_totals(),
    }


def _content(publication: Publication) -> dict[str, Any]:
    try:
        return publication.content
    except ValueError:  # Told by `publications`.
        return {}


def _figures(line: dict[str, Any]) -> tuple[Any, ...]:
    names = ("line", "group", "category", "producer_type", "nil", "version")
    return (*(line[name] for name in names), *(Decimal(line[column]) for column in CHANNEL_COLUMNS))


def _by_report(log: Any) -> dict[int, list[tuple[int, str, str, str]]]:
    rows: dict[int, list[tuple[int, str, str, str]]] = defaultdict(list)
    columns = ("report_id", "sequence", "action", "from_state", "to_state")
    for report_id, *row in log.values_list(*columns).iterator(CHUNK):
        rows[report_id].append(tuple(row))
    return rows


def _verbs() -> dict[int, list[str]]:
    """The verbs of the workflow that the audit log holds, by report, in their order."""
    verbs: dict[int, list[str]] = defaultdict(list)
    events = AuditEvent.objects.filter(object_type="monthlyreport", action__in=Action.values)
    rows = events.order_by("stream", "sequence").values_list("object_id", "action")
    for report_id, action in rows.iterator(CHUNK):
        verbs[int(report_id)].append(action)
    return verbs


def _name(publication: Publication) -> str:
    return f"{publication.district_id} {publication.month.slug} revision {publication.revision}"


def _baht(amounts: Iterable[Decimal]) -> str:
    return " / ".join(f"{amount:.2f}" for amount in amounts)
