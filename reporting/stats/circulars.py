"""How a circular letter stands: who answered, whether the quorum is there, whether its figures still stand.

Nothing marks a circular as overtaken: each time it is looked at, the hashes it carries are compared with the
figures of the moment, so a change of any line voids it by itself (R18).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reporting.models import Answer, Ballot, Circular, CircularItem, MonthlyReport, State

from . import snapshot


@dataclass(frozen=True)
class CircularStanding:
    """A circular with its items, ballots and present contents; 5 queries."""

    circular: Circular

    @cached_property
    def items(self) -> list[CircularItem]:
        found = self.circular.items.select_related("report__district__province", "report__month")
        return list(found.order_by("report__district_id"))

    @cached_property
    def ballots(self) -> list[Ballot]:
        return list(self.circular.ballots.select_related("member").order_by("id"))

    @cached_property
    def changed(self) -> list[MonthlyReport]:
        """The district-months whose figures are no longer those that were sent round."""
        reports = [item.report for item in self.items]
        contents = snapshot.of_reports(reports)
        return [
            item.report
            for item in self.items
            if not _still_asked(item) or contents[item.report_id].sha256 != item.content_sha256
        ]

    @property
    def is_void(self) -> bool:
        return bool(self.changed)

    def takes_answers(self, now: datetime) -> bool:
        circular = self.circular
        return circular.ended_at is None and not circular.is_expired(now) and not self.is_void

    @property
    def agreed(self) -> int:
        return sum(ballot.answer == Answer.AGREE for ballot in self.ballots)

    @property
    def answered(self) -> int:
        return sum(bool(ballot.answer) for ballot in self.ballots)

    @property
    def has_quorum(self) -> bool:
        """Only those who agree are counted: a remark is not yet an agreement."""
        return self.agreed >= self.circular.quorum

    @property
    def remarks(self) -> list[Ballot]:
        return [ballot for ballot in self.ballots if ballot.answer == Answer.REMARK]


def _still_asked(item: CircularItem) -> bool:
    """Whether the revision is still in the hands of those who asked."""
    report = item.report
    at_work = report.state == State.SUBMITTED if item.provincial else report.takes_figures
    return at_work and report.revision == item.revision
