"""Holding what was done in somebody's stead against the cover that it names (S55, R17)."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.models import AuditEvent, Transition

CHUNK = 2_000


def covers() -> Iterator[str | None]:
    """Every act in somebody's stead: by the substitute, at the covered office, while the cover ran."""
    events = AuditEvent.objects.filter(cover__isnull=False).select_related("cover").order_by("pk")
    for event in events.iterator(CHUNK):
        cover = event.cover
        there = cover.province_id or cover.district_id
        elsewhere = there != (event.province_id if cover.province_id else event.district_id)
        wrong = elsewhere or event.actor_id != cover.substitute_id or not cover.allows(event.at)
        yield f"audit event {event.pk} ({event.stream}): not covered by {cover.pk}" if wrong else None
    steps = Transition.objects.filter(cover__isnull=False).select_related("cover").order_by("pk")
    for step in steps.iterator(CHUNK):
        wrong = step.by_id != step.cover.substitute_id or not step.cover.allows(step.at)
        yield f"transition {step.pk} ({step.receipt}): not covered by {step.cover_id}" if wrong else None
