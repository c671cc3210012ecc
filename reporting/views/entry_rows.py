"""Autosave: some rows of the weekly table at a time, answered row by row in JSON.

The rows come in the fields of the form and go the way of the form; only the answer is another. It
carries what the page needs to go on without being loaded again: the drawn state and sentences of each
row, what is stored by now, and the sums of the line's other weeks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from reporting.access import Permission
from reporting.actions import locks, presence
from reporting.actions.desk import ZERO, Outcome
from reporting.actions.sales import RowResult
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.forms import grid
from reporting.forms.grid_row import Beside, GridRow
from reporting.forms.sales import TypedRow, seen_text
from reporting.models import MonthlyReport, User
from reporting.stats import desk, history
from reporting.stats.desk import Amounts, DeskRow, WeekFigures
from reporting.stats.history import NO_HISTORY
from reporting.stats.sheet import PairKey

from .common import number, on_report
from .entry import save_typed
from .entry_page import Attempt, frame

OTHER_PERSON = "มีผู้อื่นเข้าสู่ระบบในเครื่องนี้แล้ว ตัวเลขที่พิมพ์ไว้ยังอยู่ในเครื่อง โปรดเข้าสู่ระบบด้วยบัญชีของท่าน"


@require_POST
@on_report(Permission.ENTER, back="entry")
def entry_rows(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """Store rows of one week; `me` is the person for whom the page was made, and never somebody else."""
    if number(request.POST.get("me")) != request.user.pk:
        return JsonResponse({"refusal": OTHER_PERSON}, status=409)
    week = number(request.POST.get("week"))
    try:
        attempt = save_typed(request, report, week, every=True)
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=422)
    answers = Answers(report, attempt, week=week, by=request.user, now=timezone.now())
    return JsonResponse({"refusal": attempt.refusal, "rows": answers.rows()})


@require_POST
@on_report(Permission.ENTER, back="entry")
def entry_here(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """Say that one has the table open; answers who else has, in a sentence, or in nothing."""
    try:
        week = number(request.POST.get("week"))
        others = presence.be_here(report=report, week=week, by=request.user, now=timezone.now())
    except Refusal as refusal:
        return JsonResponse({"refusal": str(refusal)}, status=422)
    people = [f"{other.user.full_name} (สัปดาห์ที่ {other.week})" for other in others]
    return JsonResponse({"says": f"เปิดอยู่ด้วยกัน: {', '.join(people)}" if people else ""})


class Answers:
    """What the page is told about each row that it sent."""

    def __init__(
        self, report: MonthlyReport, attempt: Attempt, *, week: int, by: User, now: datetime
    ) -> None:
        self.report, self.attempt, self.week, self.by, self.now = report, attempt, week, by, now
        self.today = bangkok_date(now)
        self.frame = frame(report, self.today)
        self.returned = locks.returned_lines(report)
        self.histories = history.of_report(report, group_ids={group_id for group_id, _ in attempt.typed})

    def rows(self) -> list[dict[str, Any]]:
        return [self.answer(typed) for typed in self.attempt.typed.values()]

    def answer(self, typed: TypedRow) -> dict[str, Any]:
        result = self.attempt.results.get(typed.key)
        item = self.grid_row(typed, result)
        answer = {"key": item.key, "outcome": self.outcome(typed, result)}
        answer |= grid.drawn_state(item, self.frame)
        if result:
            rest = [str(amount) for amount in _other_weeks(result)]
            answer |= {"seen": seen_text(result.stored), "rest": rest}
        return answer

    def outcome(self, typed: TypedRow, result: RowResult | None) -> str:
        """Saved, unchanged, conflict or locked as the action says; else invalid or refused."""
        if self.attempt.refusal:
            return "refused"
        if result is None:
            return "invalid"
        return Outcome.LOCKED if _is_gone(result) else result.outcome

    def grid_row(self, typed: TypedRow, result: RowResult | None) -> GridRow:
        left = typed.key in self.attempt.left
        row = self.taken_row(typed, result) if result else self.stored_row(typed)
        return GridRow(
            number=None,
            row=row,
            editable=not self.attempt.refusal and not (result and _is_gone(result)),
            returned=self.returned.get(row.line_id) if row.line_id else None,
            typed=typed if left else None,
            result=result if left else None,
            refusal=self.attempt.refusal if left else "",
            beside=self.beside(row, self.weeks(row, result)),
        )

    def beside(self, row: DeskRow, weeks: Mapping[int, Amounts]) -> Beside:
        past = self.histories.get(row.key, NO_HISTORY)
        return Beside.of(row, self.report, history=past, weeks=weeks, today=self.today)

    def weeks(self, row: DeskRow, result: RowResult | None) -> Mapping[int, Amounts]:
        """What the row's line says week by week."""
        if result is None:
            return self.filled.get(row.line_id, {})
        own = {self.week: result.stored.amounts} if result.stored.amounts else {}
        return dict(result.others) | own

    def taken_row(self, typed: TypedRow, result: RowResult) -> DeskRow:
        """The row as the action left it, without the producer's facts, which the page has already."""
        row = DeskRow(typed.key, name="", sort_key="", producer_type="", subdistrict="")
        if line := result.line:
            row.line_id, row.version, row.nil, row.month = line.pk, line.version, line.nil, line.amounts
            row.note = line.note
        if result.stored.amounts:
            entry = result.entry
            at, author = (entry.saved_at, entry.saved_by) if entry else (self.now, self.by)
            row.week = WeekFigures(result.stored.amounts, at, author.full_name)
        return row

    def stored_row(self, typed: TypedRow) -> DeskRow:
        """The row that the action was not asked about: what it said before, it goes on to say."""
        return self.stored.get(typed.key) or DeskRow(typed.key, "", "", "", "")

    @cached_property
    def stored(self) -> dict[PairKey, DeskRow]:
        """All rows as they are stored; read only when some row could not be handed to the action."""
        rows = desk.rows(self.report)
        desk.read_week(rows, self.week, desk.entries(self.report))
        return {row.key: row for row in rows}

    @cached_property
    def filled(self) -> desk.Filled:
        return desk.filled(self.report)


def _is_gone(result: RowResult) -> bool:
    """Whether nothing more can be typed into the row: it is locked or was taken out of the month."""
    removed = result.line is not None and result.line.is_removed
    return result.outcome == Outcome.LOCKED or removed


def _other_weeks(result: RowResult) -> tuple[Decimal, ...]:
    """The line's month without the week of the page, in baht by channel."""
    month = result.line.amounts if result.line else (ZERO, ZERO, ZERO)
    return tuple(total - own for total, own in zip(month, result.stored.amounts or (ZERO,) * 3, strict=True))
