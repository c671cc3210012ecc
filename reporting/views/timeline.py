"""The log of a district-month for reading: every hand-over, what was returned, what was published."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from reporting.models import Action, MonthlyReport, Publication, ReturnedLine, Transition


@dataclass(frozen=True)
class Event:
    """One change of state with what belongs to it: returned lines, or the publication it wrote."""

    transition: Transition
    returned: list[ReturnedLine] = field(default_factory=list)
    publication: Publication | None = None

    @property
    def whole(self) -> bool:
        """Whether the report as a whole was sent back."""
        return bool(self.returned) and self.returned[0].sent_back.whole


def timeline(report: MonthlyReport) -> list[Event]:
    """All changes of state of a report, the newest first; 3 queries."""
    returned: dict[datetime, list[ReturnedLine]] = defaultdict(list)
    lines = ReturnedLine.objects.filter(sent_back__report=report)
    for item in lines.select_related("sent_back", "reason", "line__group", "answered_by").order_by(
        "line__group__sort_key"
    ):
        returned[item.sent_back.at].append(item)
    published = {one.revision: one for one in report.publications.defer("payload")}
    return [
        Event(
            transition=transition,
            returned=returned[transition.at] if transition.action == Action.RETURN_LINES else [],
            publication=published.get(transition.revision) if transition.action == Action.PUBLISH else None,
        )
        for transition in report.transitions.select_related("by", "cover__absent").order_by("-sequence")
    ]
