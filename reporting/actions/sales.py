"""Saving what was sold in a week: the action behind the weekly table (R2).

Every row says what its author had on the screen (`seen`) and what is to be stored (`wanted`). A row
is a conflict only when the stored value is neither of the two; so two people may fill different weeks
or different lines at once, a repeated request changes nothing, and nobody overwrites unseen figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.models import MonthlyReport, SalesLine, User, WeeklyEntry
from reporting.stats import sheet

from . import locks
from .desk import CHANGED, NIL_BUT_SOLD, REMOVED, Amounts, Cell, Desk, Outcome, cell_json


@dataclass(frozen=True)
class WeekRow:
    """One row of the form: which pair, what its author saw, what is to be stored."""

    group_id: int
    category: str
    seen: Cell
    wanted: Cell

    @property
    def key(self) -> sheet.PairKey:
        return (self.group_id, self.category)


@dataclass(frozen=True)
class RowResult:
    """What became of a row. On a conflict `stored` is the other value; `entry` and `line` name its author.

    `others` are the line's other weeks by number, in baht.
    """

    row: WeekRow
    outcome: Outcome
    stored: Cell
    line: SalesLine | None = None
    sentence: str = ""
    entry: WeeklyEntry | None = None
    others: Mapping[int, Amounts] = field(default_factory=dict)


@transaction.atomic
def save_week(
    *, report: MonthlyReport, week: int, rows: Sequence[WeekRow], by: User, now: datetime
) -> list[RowResult]:
    """Store the rows of one week and the month's sums; returns one result per row, in their order.

    A row that cannot be stored never keeps the others from being stored. Raises WrongState when the
    report takes no figures now, BadInput when the month has no such week, NotAllowed without the right.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    locks.require_takes_figures(report, now=now)
    if week not in {known.number for known in report.fiscal_month.weeks()}:
        raise BadInput(f"เดือน{report.fiscal_month} ไม่มีสัปดาห์ที่ {week}")
    desk = _Desk(report, week=week, rows=rows, by=by, now=now)
    results = [desk.with_other_weeks(desk.take(row)) for row in rows]
    desk.write(action="save_week")
    return results


class _Desk(Desk):
    """The rows of one week: decided row by row, written in bulk."""

    def __init__(
        self, report: MonthlyReport, *, week: int, rows: Sequence[WeekRow], by: User, now: datetime
    ) -> None:
        super().__init__(report, keys={row.key for row in rows}, by=by, now=now)
        self.week = week

    def take(self, row: WeekRow) -> RowResult:
        """Decide about one row and note what `write` has to do."""
        line = self.lines.get(row.key)
        stored = self.stored(line)
        entry = self.entry(line)
        if row.wanted == stored and not (line and line.is_removed):
            return RowResult(row, Outcome.UNCHANGED, stored, line, entry=entry)
        if locked := self.locked(row.key):
            return RowResult(row, Outcome.LOCKED, stored, line, locked)
        if line and line.is_removed:
            return RowResult(row, Outcome.CONFLICT, stored, line, REMOVED)
        if row.wanted == row.seen:  # Its author changes nothing, and learns what is stored by now.
            return RowResult(row, Outcome.UNCHANGED, stored, line, entry=entry)
        if row.seen != stored:
            return RowResult(row, Outcome.CONFLICT, stored, line, CHANGED, entry)
        if row.wanted.nil and self.sold_in_other_weeks(line):
            return RowResult(row, Outcome.REFUSED, stored, line, NIL_BUT_SOLD)
        line = self.apply(row, line, before=stored)
        return RowResult(row, Outcome.SAVED, row.wanted, line)

    def with_other_weeks(self, result: RowResult) -> RowResult:
        if result.line is None or result.stored.nil:
            return result
        entries = self.entries.get(result.line.pk, {})
        others = {number: entry.amounts for number, entry in entries.items() if number != self.week}
        return replace(result, others=others)

    def stored(self, line: SalesLine | None) -> Cell:
        entry = self.entry(line)
        return Cell(amounts=entry.amounts if entry else None, nil=line.nil) if line else Cell()

    def entry(self, line: SalesLine | None) -> WeeklyEntry | None:
        """What the line says in this week so far."""
        return self.entries.get(line.pk, {}).get(self.week) if line else None

    def sold_in_other_weeks(self, line: SalesLine | None) -> bool:
        return any(any(amounts) for number, amounts in self.weeks(line).items() if number != self.week)

    def apply(self, row: WeekRow, line: SalesLine | None, *, before: Cell) -> SalesLine:
        weeks = self.weeks(line)
        weeks.pop(self.week, None)
        if row.wanted.nil:
            weeks = {}
        elif row.wanted.amounts is not None:
            weeks[self.week] = row.wanted.amounts
        change = {"week": self.week, "before": cell_json(before), "after": cell_json(row.wanted)}
        return self.put(row.key, weeks, nil=row.wanted.nil, changes=[change])
