"""In whose stead something was done, for what keeps only who did it and when (S55).

Every act writes its rows and its event with one moment and one person, so the log tells of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from reporting.models import AuditEvent, Cover

Act = tuple[int, datetime]


def of_stream(stream: str) -> Mapping[Act, Cover]:
    """The acts of a stream that were done in somebody's stead: person and moment → the cover; 1 query."""
    events = AuditEvent.objects.filter(stream=stream, cover__isnull=False).select_related("cover__absent")
    return {(event.actor_id, event.at): event.cover for event in events.defer("changes").order_by()}
