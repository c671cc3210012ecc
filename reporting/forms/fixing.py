"""What the district typed for the lines that came back: every week of a line, and the answer in words.

Each line carries its month in one small table. What was seen stands beside what is wanted, week by week, as
on the weekly table; a line is stored with all its weeks or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from reporting.actions.imports import MonthRow
from reporting.actions.returns import Answer
from reporting.models import CHANNEL_COLUMNS, ReturnedLine
from reporting.stats.sheet import PairKey

from .sales import SEEN, TypedRow, seen_cell

ANSWER_LENGTH = 500
FOR_THE_REST = "rest"


def field_name(line_id: int, column: str, week: int = 0) -> str:
    """The name of a line's field, or of its field of a week: "f-17-answer", "f-17-3-regular"."""
    return f"f-{line_id}-{week}-{column}" if week else f"f-{line_id}-{column}"


def answer_error(text: str) -> str:
    """Why an answer cannot be kept as it is, or nothing."""
    if "\0" in text:
        return "คำตอบมีอักขระที่อ่านไม่ได้ โปรดพิมพ์ใหม่"
    if len(text.strip()) > ANSWER_LENGTH:
        return f"คำตอบยาวเกินไป โปรดพิมพ์ไม่เกิน {ANSWER_LENGTH} ตัวอักษร"
    return ""


def rest_error(text: str, *, pressed: bool) -> str:
    """Why the answer for all lines that are left cannot be given, or nothing."""
    if pressed and not text.strip():
        return "โปรดพิมพ์คำตอบสำหรับรายการที่ยังไม่แก้"
    if text.strip() and not pressed:
        return "พิมพ์ไว้แต่ยังไม่ได้ตอบ: กดปุ่มข้างล่าง หรือลบข้อความ"
    return answer_error(text)


@dataclass
class TypedFix:
    """One returned line as it came back from the browser."""

    line_id: int
    key: PairKey
    weeks: Mapping[int, TypedRow]
    nil: bool
    answer: str
    answer_seen: str
    nil_error: str = field(init=False, default="")
    answer_error: str = field(init=False, default="")

    def __post_init__(self) -> None:
        if self.nil and any(row.wanted.amounts and any(row.wanted.amounts) for row in self.weeks.values()):
            self.nil_error = "เลือก “ไม่มียอดทั้งเดือน” ไว้ แต่มียอดในตาราง: นำเครื่องหมายออก หรือลบยอด"
        self.answer_error = answer_error(self.answer)

    @property
    def was_nil(self) -> bool:
        return any(row.seen.nil for row in self.weeks.values())

    @property
    def is_readable(self) -> bool:
        """Whether every figure of the line can be stored."""
        return not self.nil_error and not any(row.errors for row in self.weeks.values())

    @property
    def has_errors(self) -> bool:
        return bool(self.answer_error) or not self.is_readable

    @property
    def row(self) -> MonthRow | None:
        """What the action takes of the figures: nothing while one cannot be read, or none was changed."""
        if not self.weeks or not self.is_readable:
            return None
        seen = {number: row.seen.amounts for number, row in self.weeks.items()}
        wanted = {number: None if self.nil else row.wanted.amounts for number, row in self.weeks.items()}
        changed = [number for number in seen if seen[number] != wanted[number]]
        if not changed and self.nil == self.was_nil:
            return None
        return MonthRow(
            *self.key,
            seen={number: seen[number] for number in changed},
            wanted={number: wanted[number] for number in changed},
            seen_nil=self.was_nil,
            wanted_nil=self.nil,
        )

    @property
    def said(self) -> Answer | None:
        """The answer, unless it is the one that was seen."""
        if self.answer_error or self.answer.strip() == self.answer_seen.strip():
            return None
        return Answer(self.line_id, self.answer_seen, self.answer)


def read(posted: QueryDict, returned: Iterable[ReturnedLine], numbers: Sequence[int]) -> dict[int, TypedFix]:
    """Line id → what was typed, for the returned lines of the posted page."""
    found = {}
    for item in returned:
        names = [field_name(item.line_id, name) for name in ("answer", f"answer-{SEEN}")]
        if all(name in posted for name in names):
            found[item.line_id] = _typed(posted, item, numbers)
    return found


def _typed(posted: QueryDict, item: ReturnedLine, numbers: Sequence[int]) -> TypedFix:
    line_id, key = item.line_id, (item.line.group_id, item.line.category)
    columns = (*CHANNEL_COLUMNS, SEEN)
    if not all(field_name(line_id, column, week) in posted for week in numbers for column in columns):
        numbers = ()  # Of a removed line only the answer is asked; half a table says nothing.
    weeks = {
        week: TypedRow(
            key=key,
            texts={column: posted[field_name(line_id, column, week)] for column in CHANNEL_COLUMNS},
            nil=False,
            seen=seen_cell(posted[field_name(line_id, SEEN, week)]),
        )
        for week in numbers
    }
    return TypedFix(
        line_id,
        key,
        weeks,
        nil=field_name(line_id, "nil") in posted,
        answer=posted[field_name(line_id, "answer")],
        answer_seen=posted[field_name(line_id, f"answer-{SEEN}")],
    )
