"""What every save of figures shares: the lines of some pairs, locked and read once, and written in bulk.

An action decides about its rows one by one and notes what each line says from then on (`put`); `write` then
stores lines, weeks, sums and the audit event with a constant number of statements (R2, R17).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from reporting.models import (
    CHANNEL_COLUMNS,
    MonthlyReport,
    SalesLine,
    User,
    WeeklyEntry,
)
from reporting.stats import sheet

from . import audit, locks, overtaken, reach

ZERO = Decimal("0.00")
Amounts = tuple[Decimal, Decimal, Decimal]

UNKNOWN = "รายการนี้ไม่อยู่ในทะเบียนของเดือนนี้"
REMOVED = "รายการนี้ถูกนำออกจากเดือนนี้แล้ว"
CHANGED = "มีผู้บันทึกค่าอื่นไว้ก่อน"
NIL_BUT_SOLD = "สัปดาห์อื่นของเดือนนี้มียอดแล้ว จึงเลือก “ไม่มียอด” ไม่ได้"


@dataclass(frozen=True)
class Cell:
    """A line's state in one week: regular, transfer and online in baht, or nothing, or "no sales"."""

    amounts: Amounts | None = None
    nil: bool = False


class Outcome(StrEnum):
    SAVED = "saved"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    LOCKED = "locked"
    REFUSED = "refused"


class Desk:
    """The lines of `keys`: everything is read once, decided row by row, and written in bulk.

    The caller holds the lock on the report's row.
    """

    def __init__(self, report: MonthlyReport, *, keys: set[sheet.PairKey], by: User, now: datetime) -> None:
        self.report, self.by, self.now = report, by, now
        self.reach = reach.of_report(report)
        self.lines: dict[sheet.PairKey, SalesLine] = {}
        self.entries: dict[int, dict[int, WeeklyEntry]] = {}
        self.read(keys)
        missing = keys - set(self.lines)
        self.groups = sheet.expected_groups(report, missing) if missing else {}
        self.changed: list[SalesLine] = []
        self.created: list[SalesLine] = []
        self.upserts: list[tuple[SalesLine, int, Amounts]] = []
        self.deletions: list[int] = []
        self.log: list[tuple[SalesLine, dict[str, Any]]] = []
        self.touches_what_was_ticked = False

    def read(self, keys: set[sheet.PairKey]) -> None:
        """The lines of the pairs with their weeks, locked; 1 query when each of them has a week, else 2."""
        for entry in locks.lock_weeks(self.report, keys):
            line = entry.line
            known = self.lines.setdefault((line.group_id, line.category), line)
            self.entries.setdefault(known.pk, {})[entry.week] = entry
        if keys - set(self.lines):
            for line in locks.lock_pairs(self.report, keys - set(self.lines)):
                self.lines.setdefault((line.group_id, line.category), line)

    def locked(self, key: sheet.PairKey) -> str:
        """Why the district may not change this pair at all, or nothing (R10, R13)."""
        line = self.lines.get(key)
        if line is None and key not in self.groups:
            return UNKNOWN
        return self.reach.refusal(line.pk if line else None, key)

    def weeks(self, line: SalesLine | None) -> dict[int, Amounts]:
        """What the line says week by week so far, in baht."""
        entries = self.entries.get(line.pk, {}) if line else {}
        return {number: entry.amounts for number, entry in entries.items()}

    def put(
        self,
        key: sheet.PairKey,
        weeks: Mapping[int, Amounts],
        *,
        nil: bool,
        changes: Sequence[dict[str, Any]],
    ) -> SalesLine:
        """From now on the pair's line says exactly this; `changes` is what the audit event tells of it."""
        line = self.lines.get(key)
        if line is None:
            line = self.new_line(key)
        else:
            self.touches_what_was_ticked |= line.is_ticked_by_district
            touch(line, by=self.by, now=self.now)
            self.changed.append(line)
        entries = self.entries.get(line.pk, {})
        self.deletions += [entry.pk for number, entry in entries.items() if number not in weeks]
        for number, amounts in weeks.items():
            if number not in entries or entries[number].amounts != amounts:
                self.upserts.append((line, number, amounts))
        line.nil = nil
        for position, column in enumerate(CHANNEL_COLUMNS):
            setattr(line, column, sum((amounts[position] for amounts in weeks.values()), ZERO))
        self.log += [(line, change) for change in changes]
        return line

    def new_line(self, key: sheet.PairKey) -> SalesLine:
        group = self.groups[key]
        line = SalesLine(
            report=self.report,
            group=group,
            category=key[1],
            producer_type=group.producer_type,
            changed_at=self.now,
            changed_by=self.by,
        )
        self.created.append(line)
        return line

    def write(self, *, action: str) -> None:
        """Lines, then their weeks, then one audit event; a constant number of statements."""
        if not self.log:
            return
        SalesLine.objects.bulk_create(self.created)
        fields = [*CHANNEL_COLUMNS, "nil", "version", "changed_at", "changed_by"]
        SalesLine.objects.store(self.changed, fields)
        if self.deletions:
            WeeklyEntry.objects.filter(pk__in=self.deletions).delete()
        WeeklyEntry.objects.bulk_create(
            [self.new_entry(*upsert) for upsert in self.upserts],
            update_conflicts=True,
            unique_fields=["line", "week"],
            update_fields=[*CHANNEL_COLUMNS, "saved_at", "saved_by"],
        )
        changes = [{"line": line.pk, "version": line.version} | change for line, change in self.log]
        audit.record(by=self.by, now=self.now, action=action, obj=self.report, changes=changes)
        # A circular goes round with every line ticked: what was not ticked is in none that still holds.
        if self.created or self.touches_what_was_ticked:
            overtaken.tell(report=self.report, by=self.by, now=self.now)

    def new_entry(self, line: SalesLine, week: int, amounts: Amounts) -> WeeklyEntry:
        values = dict(zip(CHANNEL_COLUMNS, amounts, strict=True))
        return WeeklyEntry(line=line, week=week, saved_at=self.now, saved_by=self.by, **values)


def touch(line: SalesLine, *, by: User, now: datetime) -> None:
    """A change of meaning: the version grows, so that earlier ticks are void by themselves (R6)."""
    line.version = max(line.version, line.spent_version) + 1
    line.changed_at, line.changed_by = now, by


def cell_json(cell: Cell) -> dict[str, Any]:
    """A cell as the audit event keeps it."""
    amounts = [f"{amount:.2f}" for amount in cell.amounts] if cell.amounts else None
    return {"amounts": amounts, "nil": cell.nil}
