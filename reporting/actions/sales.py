"""Saving what was sold: the one action that writes weekly entries and the sums of a month (R2).

Every row says what its author had on the screen (`seen`) and what is to be stored (`wanted`). A row
is a conflict only when the stored value is neither of the two; so two people may fill different weeks
or different lines at once, a repeated request changes nothing, and nobody overwrites unseen figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.models import (
    CHANNEL_COLUMNS,
    MonthlyReport,
    ProducerGroup,
    SalesLine,
    User,
    WeeklyEntry,
)
from reporting.stats import sheet

from . import audit, locks

ZERO = Decimal("0.00")
Amounts = tuple[Decimal, Decimal, Decimal]


@dataclass(frozen=True)
class Cell:
    """A line's state in one week: regular, transfer and online in baht, or nothing, or "no sales"."""

    amounts: Amounts | None = None
    nil: bool = False


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


class Outcome(StrEnum):
    SAVED = "saved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    LOCKED = "locked"
    REFUSED = "refused"


@dataclass(frozen=True)
class RowResult:
    """What became of a row. On a conflict `stored` is the other value and `line.changed_by` its author."""

    row: WeekRow
    outcome: Outcome
    stored: Cell
    line: SalesLine | None = None
    sentence: str = ""


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
    locks.require_takes_figures(report)
    if week not in {known.number for known in report.fiscal_month.weeks()}:
        raise BadInput(f"เดือน{report.fiscal_month} ไม่มีสัปดาห์ที่ {week}")
    desk = _Desk(report, week=week, rows=rows, by=by, now=now)
    results = [desk.take(row) for row in rows]
    desk.write()
    return results


class _Desk:
    """The rows of one save: everything is read once, decided row by row, and written in bulk."""

    def __init__(
        self, report: MonthlyReport, *, week: int, rows: Sequence[WeekRow], by: User, now: datetime
    ) -> None:
        self.report, self.week, self.by, self.now = report, week, by, now
        self.editable = locks.returned_line_ids(report)
        self.lines = {(line.group_id, line.category): line for line in locks.lock_lines(report)}
        self.entries: dict[int, dict[int, WeeklyEntry]] = {}
        for entry in WeeklyEntry.objects.filter(line__report=report):
            self.entries.setdefault(entry.line_id, {})[entry.week] = entry
        missing = {row.key for row in rows} - set(self.lines)
        self.roster = set(sheet.expected_keys(report)) if missing else set()
        ids = {group_id for group_id, _ in missing & self.roster}
        self.groups = ProducerGroup.objects.in_bulk(ids) if ids else {}
        self.changed: list[SalesLine] = []
        self.created: list[SalesLine] = []
        self.upserts: list[tuple[SalesLine, Amounts]] = []
        self.deletions: list[int] = []
        self.log: list[tuple[SalesLine, dict[str, Any]]] = []

    def take(self, row: WeekRow) -> RowResult:
        """Decide about one row and note what `write` has to do."""
        line = self.lines.get(row.key)
        stored = self.stored(line)
        if row.wanted == stored and not (line and line.is_removed):
            return RowResult(row, Outcome.UNCHANGED, stored, line)
        if line is None and row.key not in self.roster:
            return RowResult(row, Outcome.LOCKED, stored, None, "รายการนี้ไม่อยู่ในทะเบียนของเดือนนี้")
        if self.editable is not None and (line is None or line.pk not in self.editable):
            return RowResult(row, Outcome.LOCKED, stored, line, "จังหวัดไม่ได้ส่งคืนรายการนี้ จึงแก้ไขไม่ได้")
        if line and line.is_removed:
            return RowResult(row, Outcome.CONFLICT, stored, line, "รายการนี้ถูกนำออกจากเดือนนี้แล้ว")
        if row.seen != stored:
            return RowResult(row, Outcome.CONFLICT, stored, line, "มีผู้บันทึกค่าอื่นไว้ก่อน")
        if row.wanted.nil and self.sold_in_other_weeks(line):
            return RowResult(
                row, Outcome.REFUSED, stored, line, "สัปดาห์อื่นของเดือนนี้มียอดแล้ว จึงเลือก “ไม่มียอด” ไม่ได้"
            )
        line = self.apply(row, line, before=stored)
        return RowResult(row, Outcome.SAVED, row.wanted, line)

    def stored(self, line: SalesLine | None) -> Cell:
        if line is None:
            return Cell()
        entry = self.entries.get(line.pk, {}).get(self.week)
        return Cell(amounts=entry.amounts if entry else None, nil=line.nil)

    def sold_in_other_weeks(self, line: SalesLine | None) -> bool:
        weeks = self.entries.get(line.pk, {}) if line else {}
        return any(any(entry.amounts) for number, entry in weeks.items() if number != self.week)

    def apply(self, row: WeekRow, line: SalesLine | None, *, before: Cell) -> SalesLine:
        if line is None:
            line = self.new_line(row)
        else:
            touch(line, by=self.by, now=self.now)
            self.changed.append(line)
        entries = self.entries.get(line.pk, {})
        weeks = {number: entry.amounts for number, entry in entries.items() if number != self.week}
        if row.wanted.nil:
            self.deletions += [entry.pk for entry in entries.values()]
            weeks = {}
        elif row.wanted.amounts is None:
            self.deletions += [entry.pk for number, entry in entries.items() if number == self.week]
        else:
            weeks[self.week] = row.wanted.amounts
            self.upserts.append((line, row.wanted.amounts))
        line.nil = row.wanted.nil
        for position, column in enumerate(CHANNEL_COLUMNS):
            setattr(line, column, sum((amounts[position] for amounts in weeks.values()), ZERO))
        self.log.append((line, {"week": self.week, "before": _cell(before), "after": _cell(row.wanted)}))
        return line

    def new_line(self, row: WeekRow) -> SalesLine:
        group = self.groups[row.group_id]
        line = SalesLine(
            report=self.report,
            group=group,
            category=row.category,
            producer_type=group.producer_type,
            changed_at=self.now,
            changed_by=self.by,
        )
        self.created.append(line)
        return line

    def write(self) -> None:
        """Lines, then their weeks, then one audit event; a constant number of statements per page."""
        if not self.log:
            return
        SalesLine.objects.bulk_create(self.created)
        fields = [*CHANNEL_COLUMNS, "nil", "version", "changed_at", "changed_by"]
        SalesLine.objects.bulk_update(self.changed, fields)
        if self.deletions:
            WeeklyEntry.objects.filter(pk__in=self.deletions).delete()
        WeeklyEntry.objects.bulk_create(
            [self.new_entry(line, amounts) for line, amounts in self.upserts],
            update_conflicts=True,
            unique_fields=["line", "week"],
            update_fields=[*CHANNEL_COLUMNS, "saved_at", "saved_by"],
        )
        changes = [{"line": line.pk, "version": line.version} | change for line, change in self.log]
        audit.record(by=self.by, now=self.now, action="save_week", obj=self.report, changes=changes)

    def new_entry(self, line: SalesLine, amounts: Amounts) -> WeeklyEntry:
        values = dict(zip(CHANNEL_COLUMNS, amounts, strict=True))
        return WeeklyEntry(line=line, week=self.week, saved_at=self.now, saved_by=self.by, **values)


def touch(line: SalesLine, *, by: User, now: datetime) -> None:
    """A change of meaning: the version grows, so that earlier ticks are void by themselves (R6)."""
    line.version += 1
    line.changed_at, line.changed_by = now, by


def _cell(cell: Cell) -> dict[str, Any]:
    amounts = [f"{amount:.2f}" for amount in cell.amounts] if cell.amounts else None
    return {"amounts": amounts, "nil": cell.nil}
