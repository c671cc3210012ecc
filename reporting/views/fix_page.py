"""What the page of the returned lines shows: why each came back, what to check, its weeks and its answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from django.core.paginator import Page, Paginator

from reporting import checking, deadlines
from reporting.actions import reach, returns
from reporting.actions.desk import Cell, Outcome
from reporting.actions.fixing import Fixed
from reporting.actions.imports import MonthResult
from reporting.actions.reach import Reach
from reporting.deadlines import bangkok_date
from reporting.formats import money, thai_date
from reporting.forms.fixing import TypedFix, field_name
from reporting.forms.sales import SEEN, TypedRow, seen_text
from reporting.models import Channel, MonthlyReport, ReturnedLine, User
from reporting.stats import desk, doubts, history, risk, threads
from reporting.stats import returned as returned_lines
from reporting.stats.desk import Amounts
from reporting.stats.history import NO_HISTORY, History
from reporting.stats.threads import Talk

LINES_PER_PAGE = 20
_STORED = (Outcome.SAVED, Outcome.UNCHANGED)


@dataclass(frozen=True)
class Attempt:
    """A press of which something is left over: what was typed, and what became of it."""

    typed: Mapping[int, TypedFix] = field(default_factory=dict)
    fixed: Fixed | None = None
    refusal: str = ""
    rest: str = ""
    rest_error: str = ""

    @cached_property
    def problems(self) -> dict[int, MonthResult]:
        """Line id → the answer to figures that are not stored as they were typed."""
        ids = {typed.key: line_id for line_id, typed in self.typed.items()}
        results = self.fixed.lines if self.fixed else ()
        return {ids[result.row.key]: result for result in results if result.outcome not in _STORED}

    @cached_property
    def answers_taken(self) -> dict[int, str]:
        """Line id → the answer that somebody else has written meanwhile."""
        said = self.fixed.answers if self.fixed else ()
        return {one.line_id: one.stored for one in said if one.outcome is returns.Outcome.CONFLICT}

    @cached_property
    def left(self) -> set[int]:
        """The lines of which something that was typed is not stored."""
        left = {*self.problems, *self.answers_taken}
        left |= {line_id for line_id, typed in self.typed.items() if typed.has_errors}
        return set(self.typed) if self.refusal else left


@dataclass(frozen=True)
class Field:
    """One amount of a week: its name, what stands in it, and what is wrong with it."""

    name: str
    label: str
    value: str
    error: str = ""


@dataclass(frozen=True)
class Week:
    """One row of a line's small table, with what its author has seen."""

    number: int
    days: str
    fields: Sequence[Field]
    seen_name: str
    seen: str

    @property
    def errors(self) -> list[str]:
        return [f"{one.label}: {one.error}" for one in self.fields if one.error]


@dataclass(frozen=True)
class Line:
    """One returned line with everything that is said about it; `locked`: why only an answer is asked."""

    number: int
    item: ReturnedLine
    weeks: Sequence[Week]
    nil: bool
    answer: str
    answer_seen: str
    past: History
    checks: Sequence[str]
    facts: Sequence[str]
    talk: Talk | None
    until: str
    locked: str
    errors: Sequence[str] = ()

    @property
    def state(self) -> str:
        """The code of the line's badge: changed, answered, or still to be done."""
        if self.item.is_changed:
            return "LINE_FIXED"
        return "LINE_ANSWERED" if self.item.answer else "LINE_RETURNED"

    @property
    def names(self) -> dict[str, str]:
        line_id = self.item.line_id
        named = {"nil": "nil", "answer": "answer", "answer_seen": f"answer-{SEEN}"}
        return {key: field_name(line_id, column) for key, column in named.items()}

    @property
    def compared(self) -> list[tuple[str, str, Decimal | None]]:
        """What the line's month is compared with: a name, an amount's kind, and baht over the channels."""
        past, item = self.past, self.item
        before = sum(item.before) if item.before else None
        return [
            ("เดือนก่อน", "last", sum(past.last_month) if past.last_month else None),
            ("เดือนเดียวกันปีก่อน", "last", sum(past.last_year) if past.last_year else None),
            ("เมื่อส่งคืน", "before", before),
            ("ขณะนี้", "now", item.line.total),
        ]


class FixPage:
    """The returned lines of a report, twenty at a time; what is left over of a press stays as typed."""

    def __init__(
        self,
        report: MonthlyReport,
        user: User,
        *,
        page: int,
        now: datetime,
        attempt: Attempt | None = None,
    ) -> None:
        self.report, self.user, self.now = report, user, now
        self.attempt = attempt or Attempt()
        self.returned = returned_lines.waiting([report]).get(report.pk, [])
        self.page: Page = Paginator(self.returned, LINES_PER_PAGE).get_page(max(page, 1))

    @property
    def sent_back(self) -> ReturnedLine | None:
        """Any of the returned lines, for when and by whom they were sent back."""
        return self.returned[0] if self.returned else None

    @cached_property
    def left(self) -> int:
        """How many lines are neither changed nor answered."""
        return sum(not item.is_done for item in self.returned)

    @property
    def done(self) -> int:
        return len(self.returned) - self.left

    @cached_property
    def reach(self) -> Reach:
        """What may be changed of the returned lines: all of them unless the draft is a correction's."""
        return Reach(granted=reach.granted(self.report))

    @cached_property
    def lines(self) -> list[Line]:
        if not self.returned:
            return []
        filled = desk.filled(self.report)
        of_report = list(self.report.lines.select_related("group"))
        today = bangkok_date(self.now)
        doubted = doubts.of_report(self.report, of_report, filled, today=today)
        flags = risk.of_report(self.report, of_report, filled, doubted)
        groups = {item.line.group_id for item in self.page}
        past = history.of_report(self.report, group_ids=groups)
        talks = threads.of_report(self.report, self.user)
        start = self.page.start_index()
        lines = []
        for number, item in enumerate(self.page, start=start):
            line = item.line
            said = [flag.sentence for flag in flags.get(line.pk, ())]
            doubt = doubted[line.pk].sentences if line.pk in doubted else ()
            said += [one for one in doubt if not any(flag.startswith(one) for flag in said)]
            own = past.get((line.group_id, line.category), NO_HISTORY)
            lines.append(
                self._line(
                    number, item, filled.get(line.pk, {}), past=own, facts=said, talk=talks.get(line.pk)
                )
            )
        return lines

    def _line(
        self,
        number: int,
        item: ReturnedLine,
        weeks: Mapping[int, Amounts],
        *,
        past: History,
        facts: Sequence[str],
        talk: Talk | None,
    ) -> Line:
        typed = self.attempt.typed.get(item.line_id) if item.line_id in self.attempt.left else None
        numbers = [week.number for week in self.report.fiscal_month.weeks()]
        suggested = checking.suggestion(item.reason_id, weeks, numbers)
        locked = self.reach.refusal(item.line_id, (item.line.group_id, item.line.category))
        return Line(
            number=number,
            item=item,
            weeks=self._weeks(item, weeks, None if locked else typed),
            nil=typed.nil if typed else item.line.nil,
            answer=typed.answer if typed else item.answer,
            answer_seen=self._answer_seen(item, typed),
            past=past,
            checks=[text for text in (suggested, item.reason.advice) if text],
            facts=facts,
            talk=talk,
            until=self._until(item),
            locked=locked,
            errors=self._errors(item, typed),
        )

    def _until(self, item: ReturnedLine) -> str:
        if item.wanted_by is None:
            return ""
        left = "" if item.is_done else f" · {deadlines.countdown_th(item.wanted_by, now=self.now)}"
        return f"{thai_date(item.wanted_by)}{left}"

    def _answer_seen(self, item: ReturnedLine, typed: TypedFix | None) -> str:
        """Whoever was told of another's answer has seen it by now."""
        if typed is None or item.line_id in self.attempt.answers_taken:
            return item.answer
        return typed.answer_seen if self.attempt.fixed is None or typed.answer_error else item.answer

    def _errors(self, item: ReturnedLine, typed: TypedFix | None) -> list[str]:
        if typed is None:
            return []
        taken = self.attempt.answers_taken.get(item.line_id)
        other = [] if taken is None else [f"มีผู้ตอบไว้ก่อน: “{taken or 'ไม่มีคำตอบ'}”"]
        if problem := self.attempt.problems.get(item.line_id):
            other.append(_sentence(problem))
        return [text for text in (typed.nil_error, typed.answer_error) if text] + other

    def _weeks(self, item: ReturnedLine, weeks: Mapping[int, Amounts], typed: TypedFix | None) -> list[Week]:
        nil = item.line.nil
        drawn = []
        for week in self.report.fiscal_month.weeks():
            stored = Cell(amounts=weeks.get(week.number), nil=nil)
            row = typed.weeks.get(week.number) if typed else None
            # Whoever was told of another's figures has seen them by now.
            kept = row and (self.attempt.fixed is None or not typed.is_readable)
            drawn.append(
                Week(
                    number=week.number,
                    days=week.label,
                    fields=_fields(item.line_id, week.number, stored, row),
                    seen_name=field_name(item.line_id, SEEN, week.number),
                    seen=seen_text(row.seen if kept else stored),
                )
            )
        return drawn


def _fields(line_id: int, week: int, stored: Cell, typed: TypedRow | None) -> list[Field]:
    amounts = stored.amounts or (None, None, None)
    texts = {
        channel.column: "" if amount is None else money(amount)
        for channel, amount in zip(Channel, amounts, strict=True)
    }
    errors: Mapping[str, str] = {}
    if typed is not None:
        texts, errors = typed.texts, typed.errors
    return [
        Field(
            field_name(line_id, channel.column, week),
            channel.label,
            texts[channel.column],
            errors.get(channel.column, ""),
        )
        for channel in Channel
    ]


def _sentence(result: MonthResult) -> str:
    """Why the figures are not stored and, where somebody else changed them, what is stored now."""
    if result.outcome is not Outcome.CONFLICT:
        return result.sentence
    weeks = [f"สัปดาห์ที่ {number} {_amounts(amounts)}" for number, amounts in result.stored.weeks.items()]
    stored = "ไม่มียอดทั้งเดือน" if result.stored.nil else " / ".join(weeks) or "เว้นว่าง"
    return f"{result.sentence} ขณะนี้: {stored}"


def _amounts(amounts: Amounts) -> str:
    sold = zip(Channel, amounts, strict=True)
    return " · ".join(f"{channel.label} {money(amount)}" for channel, amount in sold if amount) or "0.00"
