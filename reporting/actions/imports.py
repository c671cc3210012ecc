"""Storing the figures of several weeks at once, from a spreadsheet or of returned lines, line by line.

Each row says for every week it changes what its author was shown (`seen`) and what is to be stored
(`wanted`); the weeks it does not name stay as they are. A line is stored with all its weeks or not at all:
when one of them was changed by somebody else meanwhile, the row is a conflict and nothing of it is written.
The page that shows what would change asks the same `judge`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.models import MonthlyReport, User
from reporting.stats.sheet import PairKey

from . import locks
from .desk import CHANGED, NIL_BUT_SOLD, REMOVED, Amounts, Cell, Desk, Outcome, cell_json


@dataclass(frozen=True)
class MonthState:
    """What a line says in its whole month: baht by week and channel, or "no sales"."""

    weeks: Mapping[int, Amounts] = field(default_factory=dict)
    nil: bool = False

    def cell(self, week: int) -> Cell:
        return Cell(amounts=self.weeks.get(week), nil=self.nil)


@dataclass(frozen=True)
class MonthRow:
    """What a row of a spreadsheet changes: `seen` and `wanted` have the same weeks; None is "no entry"."""

    group_id: int
    category: str
    seen: Mapping[int, Amounts | None]
    wanted: Mapping[int, Amounts | None]
    seen_nil: bool = False
    wanted_nil: bool = False

    @property
    def key(self) -> PairKey:
        return (self.group_id, self.category)

    def applied_to(self, stored: MonthState) -> MonthState:
        """What the line says once the row is stored."""
        if self.wanted_nil:
            return MonthState(nil=True)
        weeks = {number: amounts for number, amounts in (stored.weeks | self.wanted).items() if amounts}
        return MonthState(weeks)


@dataclass(frozen=True)
class MonthResult:
    """What became of a row; `stored` is what its line says now."""

    row: MonthRow
    outcome: Outcome
    stored: MonthState
    sentence: str = ""


def judge(row: MonthRow, stored: MonthState) -> tuple[Outcome, str]:
    """Whether a row can be stored over what is stored, and the sentence when it cannot."""
    if row.applied_to(stored) == stored:
        return Outcome.UNCHANGED, ""
    if stored.nil not in (row.seen_nil, row.wanted_nil):
        return Outcome.CONFLICT, CHANGED
    for week, wanted in row.wanted.items():
        if stored.weeks.get(week) not in (row.seen[week], wanted):
            return Outcome.CONFLICT, f"{CHANGED} (สัปดาห์ที่ {week})"
    left = (stored.weeks | row.wanted).values()
    if row.wanted_nil and any(any(amounts) for amounts in left if amounts):
        return Outcome.REFUSED, NIL_BUT_SOLD
    return Outcome.SAVED, ""


def save_month(
    *, report: MonthlyReport, rows: Sequence[MonthRow], by: User, now: datetime
) -> list[MonthResult]:
    """Store the rows of a spreadsheet (see `store`)."""
    return store(report=report, rows=rows, action="save_month", by=by, now=now)


@transaction.atomic
def store(
    *, report: MonthlyReport, rows: Sequence[MonthRow], action: str, by: User, now: datetime
) -> list[MonthResult]:
    """Store the rows with all their weeks and the month's sums; one result per row, in their order.

    `action` is what the audit log calls it: figures of a spreadsheet, or of returned lines.

    A row that cannot be stored never keeps the others from being stored. Raises WrongState when the report
    takes no figures now, BadInput for a week the month does not have, NotAllowed without the right.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    locks.require_takes_figures(report, now=now)
    known = {week.number for week in report.fiscal_month.weeks()}
    if any(week not in known for row in rows for week in row.wanted):
        raise BadInput(f"เดือน{report.fiscal_month} ไม่มีสัปดาห์นี้ โปรดดาวน์โหลดแบบของเดือนนี้แล้วกรอกใหม่")
    desk = Desk(report, keys={row.key for row in rows}, by=by, now=now)
    results = [_take(desk, row) for row in rows]
    desk.write(action=action)
    return results


def _take(desk: Desk, row: MonthRow) -> MonthResult:
    """Decide about one row and note what `write` has to do."""
    line = desk.lines.get(row.key)
    stored = MonthState(desk.weeks(line), nil=bool(line and line.nil))
    if locked := desk.locked(row.key):
        return MonthResult(row, Outcome.LOCKED, stored, locked)
    if line and line.is_removed:
        return MonthResult(row, Outcome.CONFLICT, stored, REMOVED)
    outcome, sentence = judge(row, stored)
    if outcome != Outcome.SAVED:
        return MonthResult(row, outcome, stored, sentence)
    after = row.applied_to(stored)
    desk.put(row.key, after.weeks, nil=after.nil, changes=_changes(stored, after))
    return MonthResult(row, outcome, after)


def _changes(before: MonthState, after: MonthState) -> list[dict[str, Any]]:
    """For the audit event: each week that changed, or the line as a whole where only "no sales" did."""
    numbers = sorted(number for number in before.weeks | after.weeks if _differs(before, after, number))
    if not numbers:
        return [{"before": cell_json(before.cell(0)), "after": cell_json(after.cell(0))}]
    return [
        {"week": number, "before": cell_json(before.cell(number)), "after": cell_json(after.cell(number))}
        for number in numbers
    ]


def _differs(before: MonthState, after: MonthState, week: int) -> bool:
    return before.weeks.get(week) != after.weeks.get(week)
