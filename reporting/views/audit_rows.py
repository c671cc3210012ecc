"""Events of the audit log, ready to draw: in words, with the names of what they were done to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reporting import audit_words
from reporting.audit_words import Change
from reporting.fiscal import FiscalMonth
from reporting.models import AuditEvent, Cover, MonthlyReport, SalesLine, User

SHOWN_CHANGES = 12
"""So many changes of an event on the list; all of them on the event's own page."""


@dataclass(frozen=True)
class NamedChange:
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class EventRow:
    pk: int
    at: datetime
    actor: User | None
    cover: Cover | None
    action: str
    place: str
    reason: str
    changes: list[NamedChange]
    count: int
    hash: str

    @property
    def left_out(self) -> int:
        return self.count - len(self.changes)


def rows(events: Sequence[AuditEvent], *, limit: int | None = SHOWN_CHANGES) -> list[EventRow]:
    """The rows of a page of events; 2 queries whatever their number."""
    changes = {event.pk: audit_words.changes(event) for event in events}
    shown = {pk: found[:limit] for pk, found in changes.items()}
    lines = {change.line for found in shown.values() for change in found if change.line is not None}
    named = SalesLine.objects.filter(pk__in=lines).select_related("group")
    names = {line.pk: f"{line.group} ({line.get_category_display()})" for line in named}
    reports = {pk for event in events for pk in _report_ids(event)}
    months = {
        report.pk: report.month
        for report in MonthlyReport.objects.filter(pk__in=reports).select_related("month")
    }
    return [
        EventRow(
            pk=event.pk,
            at=event.at,
            actor=event.actor,
            cover=event.cover,
            action=audit_words.action_label(event.action),
            place=_place(event, months),
            reason=event.reason,
            changes=[_named(change, names) for change in shown[event.pk]],
            count=len(changes[event.pk]),
            hash=event.hash[:12],
        )
        for event in events
    ]


def _named(change: Change, names: dict[int, str]) -> NamedChange:
    line = "" if change.line is None else names.get(change.line, f"รายการเลขที่ {change.line}")
    return NamedChange(" ".join(filter(None, (line, change.what))), change.before, change.after)


def _report_ids(event: AuditEvent) -> list[int]:
    """The district-months an event is about: its own, or those that a province's resolution covers."""
    if event.object_type == "monthlyreport":
        return [int(event.object_id)]
    return event.changes.get("reports", []) if isinstance(event.changes, dict) else []


def _place(event: AuditEvent, months: dict[int, FiscalMonth]) -> str:
    area = event.district or event.province or "ทั้งประเทศ"
    reports = _report_ids(event)
    month = months[reports[0]] if reports else audit_words.month_of(event)
    return f"{area} · {month}" if month else str(area)
