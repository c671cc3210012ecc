"""What is said around the weekly table: why it cannot be typed into, what came back, what was taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reporting import access, deadlines
from reporting.actions import extensions, groups, locks, reach
from reporting.actions.reach import Reach
from reporting.deadlines import bangkok_date
from reporting.errors import WrongState
from reporting.models import Extension, MonthlyReport, ReturnedLine, SalesLine, User
from reporting.stats.desk import DeskRow
from reporting.stats.sheet import ROWS_PER_PAGE


@dataclass(frozen=True)
class ReturnedLink:
    """The way to a row that the province sent back (R10)."""

    label: str
    url: str
    reason: str
    corrected: bool


@dataclass(frozen=True)
class RowLink:
    """The way to a row that may be corrected (R13)."""

    label: str
    url: str


@dataclass(frozen=True)
class RemovedRow:
    """A line that was taken out of the month, with who did it and why (R16)."""

    line: SalesLine
    may_restore: bool


class Notices:
    """What the desk may do with the report now, and what it should know; `rows` are all of the month."""

    def __init__(self, report: MonthlyReport, user: User, rows: Sequence[DeskRow], *, now: datetime) -> None:
        self.report, self.user, self.rows, self.now = report, user, rows, now

    @cached_property
    def locked_sentence(self) -> str:
        """Why nothing can be typed, or nothing."""
        try:
            locks.require_takes_figures(self.report, now=self.now)
        except WrongState as refusal:
            return str(refusal)
        return ""

    @property
    def editable(self) -> bool:
        return not self.locked_sentence

    @cached_property
    def may_add(self) -> bool:
        return groups.takes_groups(self.report, now=self.now)

    @property
    def may_withdraw(self) -> bool:
        return access.can_withdraw(self.user, self.report, today=bangkok_date(self.now))

    @cached_property
    def extension(self) -> Extension | None:
        """The extension by which the district can still enter; no query for a month that is open."""
        extended = self.report.closed and self.report.extended_until is not None
        return extensions.in_force(self.report) if extended and self.editable else None

    @cached_property
    def returned(self) -> dict[int | None, ReturnedLine]:
        """Line id → why it came back, while the report lies with the district because of that (R10)."""
        return locks.returned_lines(self.report)

    @cached_property
    def reach(self) -> Reach:
        """The rows that may be changed, as far as they are limited (R10, R13)."""
        return reach.of_report(self.report)

    def may_change(self, row: DeskRow) -> bool:
        """Whether figures of this row can be typed now."""
        return self.editable and not self.reach.refusal(row.line_id, row.key)

    def may_restore(self, line: SalesLine) -> bool:
        return self.editable and not self.reach.refusal_of(line.pk)

    def granted_links(self, present: Sequence[DeskRow], week: int) -> list[RowLink]:
        """The rows that the correction's grant names, in the table's order."""
        granted = self.reach.granted or {}
        return [
            RowLink(row.label, _row_url(row, position, week))
            for position, row in enumerate(present)
            if row.key in granted
        ]

    def returned_links(self, present: Sequence[DeskRow], week: int) -> list[ReturnedLink]:
        """The returned rows in the table's order, each with its page and place in the table."""
        links = []
        for position, row in enumerate(present):
            returned = self.returned.get(row.line_id)
            if returned is None:
                continue
            link = ReturnedLink(
                label=row.label,
                url=_row_url(row, position, week),
                reason=returned.why,
                corrected=returned.is_done_in(row),
            )
            links.append(link)
        return links

    @property
    def is_late(self) -> bool:
        """Whether a first submission from now on would be late (R14)."""
        never_sent = self.report.first_submitted_at is None
        return self.editable and never_sent and deadlines.is_late(self.now, self.report.month.submit_due)

    @cached_property
    def removed(self) -> list[RemovedRow]:
        """What was taken out of the month; no query while that is nothing."""
        ids = [row.line_id for row in self.rows if row.removed_at]
        if not ids:
            return []
        lines = (
            self.report.lines.filter(pk__in=ids).select_related("group", "removed_by").order_by("removed_at")
        )
        return [RemovedRow(line, may_restore=self.may_restore(line)) for line in lines]


def _row_url(row: DeskRow, position: int, week: int) -> str:
    """Where the row of this place among all rows stands in the table of a week."""
    page = position // ROWS_PER_PAGE + 1
    return f"?week={week}&page={page}#line-{row.key[0]}-{row.key[1]}"
