"""What an uploaded month would change, row by row, before anything is stored.

A row is compared with what was stored when its sheet was downloaded, if the sheet still says that: only what
the officer typed is imported, and a figure that somebody else has saved since is never overwritten. A sheet
without that memory (a .csv made by hand) changes what it has figures for, and leaves blank weeks alone.

The rows that can be stored travel through the page to the second press in one signed field, which says what
was shown and what is to be stored; nothing is kept on the server between the two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core import signing

from reporting.actions.desk import REMOVED, UNKNOWN, Amounts, Cell, Outcome
from reporting.actions.imports import MonthResult, MonthRow, MonthState, judge
from reporting.actions.reach import Reach
from reporting.errors import BadInput
from reporting.formats import money
from reporting.models import Category, MonthlyReport
from reporting.stats.desk import DeskRow
from reporting.thai import name_key
from reporting.uploads.tables import Row

from .file_row import Columns, FileRow
from .month_sheet import CATEGORY, KEY, NAME, BadKey, place_text, read_key, whose_sheet
from .sales import seen_cell, seen_text

_SALT = "reporting.dry_run"

NO_KEY = "แถวนี้ไม่มีรหัสรายการ จึงไม่รู้ว่าเป็นยอดของใคร โปรดกรอกในแถวของแบบที่ดาวน์โหลด"
OTHER_PLACE = "แถวนี้เป็นของอำเภอหรือเดือนอื่น"
OTHER_NAME = "ชื่อหรือประเภทในแถวไม่ตรงกับรหัสรายการ อาจเรียงแถวไม่ครบทุกคอลัมน์ โปรดดาวน์โหลดแบบใหม่"
CHANGED_SINCE = "มีผู้บันทึกค่าอื่นหลังจากที่ท่านดาวน์โหลดแบบ โปรดตรวจในตารางแล้วแก้ที่นั่น หรือดาวน์โหลดแบบใหม่"
LOST = "รายการที่ตรวจไว้อ่านไม่ได้แล้ว ยังไม่ได้บันทึก โปรดเลือกไฟล์แล้วตรวจอีกครั้ง"


@dataclass(frozen=True)
class Change:
    """One thing a row changes, in words: the week, and what is stored before and after."""

    what: str
    before: str
    after: str


@dataclass
class CheckedRow:
    """One row of the file, by its number there: what it would change, or why it is not imported."""

    number: int
    label: str
    errors: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    month_row: MonthRow | None = None


@dataclass(frozen=True)
class DryRun:
    """The rows of a file: those that can be stored, those that cannot, and how many say nothing new."""

    rows: Sequence[CheckedRow]

    @property
    def accepted(self) -> list[CheckedRow]:
        return [row for row in self.rows if row.month_row and not row.errors]

    @property
    def refused(self) -> list[CheckedRow]:
        return [row for row in self.rows if row.errors]

    @property
    def unchanged(self) -> int:
        return len(self.rows) - len(self.accepted) - len(self.refused)


class Checker:
    """Compares rows with the month as it is stored; `rows` and `filled` are those of `stats.desk`.

    `within` is what may be changed (R10, R13).
    """

    def __init__(
        self,
        report: MonthlyReport,
        *,
        rows: Iterable[DeskRow],
        filled: Mapping[int | None, Mapping[int, Amounts]],
        within: Reach,
    ) -> None:
        self.report, self.filled, self.within = report, filled, within
        self.known = {row.key: row for row in rows}
        self.weeks = [week.number for week in report.fiscal_month.weeks()]

    def check(self, columns: Columns, table: Iterable[tuple[int, Row]]) -> DryRun:
        """What the rows of a file would change, in its order; a pair that is there twice is not imported.

        BadInput, which says whose sheet it is, when none of its rows is of this district-month.
        """
        numbered = [(number, row) for number, row in table if columns.says_something(row)]
        counts = Counter(columns.text(row, KEY) for _, row in numbered)
        if sentence := whose_sheet(self.report, counts):
            raise BadInput(sentence)
        checked = []
        for number, row in numbered:
            found = self._check_row(columns, number, row)
            key = columns.text(row, KEY)
            if key and counts[key] > 1:
                found.errors.insert(0, f"รายการนี้มี {counts[key]} แถวในไฟล์ โปรดเหลือไว้แถวเดียว")
            checked.append(found)
        return DryRun(checked)

    def check_again(self, rows: Iterable[MonthRow]) -> DryRun:
        """What rows that were accepted before would change now."""
        checked = []
        for row in rows:
            found = self._named(row)
            stored_row = self.known.get(row.key)
            if stored_row:
                self._compare(found, stored_row, row)
            else:
                found.errors.append(UNKNOWN)
            checked.append(found)
        return DryRun(checked)

    def not_saved(self, results: Iterable[MonthResult]) -> DryRun:
        """The rows that an import could not store, with the action's own sentences."""
        checked = []
        for result in results:
            found = self._named(result.row)
            found.changes = changes(result.stored, result.row.applied_to(result.stored))
            found.errors.append(result.sentence)
            checked.append(found)
        return DryRun(checked)

    def _named(self, row: MonthRow) -> CheckedRow:
        known = self.known.get(row.key)
        return CheckedRow(0, known.label if known else Category(row.category).label)

    def _check_row(self, columns: Columns, number: int, row: Row) -> CheckedRow:
        found = CheckedRow(number, columns.text(row, NAME)[:200] or "–")
        stored_row = self._find(columns, row, found)
        if stored_row is None:
            return found
        found.label = stored_row.label
        read = FileRow(columns, row, self.weeks)
        found.errors += read.errors
        found.notes += read.notes
        if not found.errors:
            self._compare(found, stored_row, read.month_row(stored_row.key, self._stored(stored_row)))
        return found

    def _find(self, columns: Columns, row: Row, found: CheckedRow) -> DeskRow | None:
        """The pair that a row belongs to; None with a sentence when it is none of this month's."""
        try:
            place, key = read_key(columns.text(row, KEY))
        except BadKey:
            found.errors.append(NO_KEY)
            return None
        if place != place_text(self.report):
            found.errors.append(OTHER_PLACE)
            return None
        stored_row = self.known.get(key)
        if stored_row is None:
            found.errors.append(UNKNOWN)
        elif not _same_names(columns, row, stored_row):
            found.errors.append(OTHER_NAME)
            return None
        return stored_row

    def _stored(self, row: DeskRow) -> MonthState:
        return MonthState(self.filled.get(row.line_id, {}), row.nil)

    def _compare(self, found: CheckedRow, stored_row: DeskRow, row: MonthRow) -> None:
        stored = self._stored(stored_row)
        outcome, sentence = judge(row, stored)
        if outcome == Outcome.UNCHANGED:
            return
        found.changes, found.month_row = changes(stored, row.applied_to(stored)), row
        if locked := self.within.refusal(stored_row.line_id, stored_row.key):
            sentence = locked
        elif stored_row.removed_at:
            sentence = REMOVED
        elif outcome == Outcome.CONFLICT:
            sentence = CHANGED_SINCE
        if sentence:
            found.errors.append(sentence)


def _same_names(columns: Columns, row: Row, stored_row: DeskRow) -> bool:
    """Whether the visible words of a row, where the file has them, are those of its key."""
    name, category = columns.text(row, NAME), columns.text(row, CATEGORY)
    named = not name or name_key(name) == name_key(stored_row.name)
    return named and (not category or name_key(category) == name_key(Category(stored_row.key[1]).label))


def packed(report: MonthlyReport, run: DryRun) -> str:
    """The accepted rows as one signed text, with what was shown of each."""
    rows = [_row_json(row.month_row) for row in run.accepted if row.month_row]
    return signing.dumps({"report": report.pk, "rows": rows}, salt=_SALT, compress=True)


def unpacked(report: MonthlyReport, text: str) -> list[MonthRow]:
    """The inverse of `packed`. BadInput when the text is not ours, or of another month."""
    try:
        content = signing.loads(text, salt=_SALT)
    except signing.BadSignature as fault:
        raise BadInput(LOST) from fault
    if content["report"] != report.pk:
        raise BadInput(LOST)
    return [_row_from(parts) for parts in content["rows"]]


def _row_json(row: MonthRow) -> list[Any]:
    weeks = [[week, _text(row.seen[week]), _text(row.wanted[week])] for week in sorted(row.wanted)]
    return [*row.key, row.seen_nil, row.wanted_nil, weeks]


def _row_from(parts: list[Any]) -> MonthRow:
    group_id, category, seen_nil, wanted_nil, weeks = parts
    seen = {week: seen_cell(before).amounts for week, before, _ in weeks}
    wanted = {week: seen_cell(after).amounts for week, _, after in weeks}
    return MonthRow(group_id, category, seen, wanted, seen_nil, wanted_nil)


def _text(amounts: Amounts | None) -> str:
    return seen_text(Cell(amounts=amounts))


def changes(before: MonthState, after: MonthState) -> list[Change]:
    """What differs between two states of a line, week by week, in words."""
    if after.nil:
        return [Change("ทั้งเดือน", _month_words(before), "ไม่มียอดจำหน่าย")]
    found = [Change("ทั้งเดือน", "ไม่มียอดจำหน่าย", "มียอด")] if before.nil else []
    for week in sorted(before.weeks | after.weeks):
        old, new = before.weeks.get(week), after.weeks.get(week)
        if old != new:
            found.append(Change(f"สัปดาห์ที่ {week}", _amount_words(old), _amount_words(new)))
    return found


def _month_words(state: MonthState) -> str:
    weeks = (f"สัปดาห์ที่ {week}: {_amount_words(state.weeks[week])}" for week in sorted(state.weeks))
    return " ".join(weeks) or _amount_words(None)


def _amount_words(amounts: Amounts | None) -> str:
    return " / ".join(map(money, amounts)) if amounts else "เว้นว่าง"
