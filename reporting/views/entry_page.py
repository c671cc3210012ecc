"""What the page of the weekly table shows, read once and prepared for the template.

After a save that could not be completed the page shows the rows that were posted, whatever page they
stand on by now, so that nothing that was typed is lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from html import escape
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.safestring import SafeString

from reporting.actions.sales import Outcome, RowResult
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.forms import grid
from reporting.forms.grid_row import Beside, Frame, GridRow
from reporting.forms.notes import NoteForm
from reporting.forms.sales import TypedRow
from reporting.models import MonthlyReport, User
from reporting.stats import binder, desk, history, sheet
from reporting.stats.desk import Amounts, DeskRow
from reporting.stats.history import NO_HISTORY, History
from reporting.stats.sheet import PairKey
from reporting.thai import name_key

from .entry_notices import Notices, RemovedRow, ReturnedLink, RowLink

_STORED = (Outcome.SAVED, Outcome.UNCHANGED)


@dataclass(frozen=True)
class Attempt:
    """A save of which something is left over: what was posted, and what became of it."""

    typed: Mapping[PairKey, TypedRow]
    results: Mapping[PairKey, RowResult] = field(default_factory=dict)
    refusal: str = ""

    @property
    def saved(self) -> int:
        """How many rows are stored as they were typed, by this save or already before it."""
        return sum(result.outcome in _STORED for result in self.results.values())

    @cached_property
    def left(self) -> dict[PairKey, TypedRow]:
        """The rows that are not stored as they were typed."""
        done = {key for key, result in self.results.items() if result.outcome in _STORED}
        rows = self.typed.items()
        return {key: row for key, row in rows if row.errors or (row.needs_saving and key not in done)}


@dataclass(frozen=True)
class TotalsRow:
    """A row of sums under the table, in baht; `total_label` says of what its last figure is the sum."""

    label: str
    total_label: str
    regular: Decimal
    transfer: Decimal
    online: Decimal

    @property
    def total(self) -> Decimal:
        return self.regular + self.transfer + self.online


@dataclass(frozen=True)
class WeekLink:
    number: int
    days: str
    url: str
    current: bool
    done: bool


def _is_found(row: DeskRow, text: str) -> bool:
    return name_key(text) in name_key(f"{row.label} {row.subdistrict}")


def frame(report: MonthlyReport, today: date, *, query: str = "") -> Frame:
    """What the rows of a report's table share."""
    at = {"district_code": report.district_id, "month": report.fiscal_month}
    pair = {"group_id": 0, "category": "FOOD"}
    remove, note = (reverse(name, kwargs=at | pair) for name in ("line_remove", "line_note"))
    evidence = reverse("evidence_line", kwargs=at | {"line_id": 0})
    return Frame(
        remove_url=remove.removesuffix("0/FOOD/"),
        note_url=note.removesuffix("0/FOOD/"),
        evidence_url=evidence.removesuffix("0/"),
        query=escape(query),
        weeks=[week.number for week in report.fiscal_month.weeks()],
        today=today,
    )


class EntryPage:
    """One week of a district-month, a hundred rows at a time, or `every` row on one page.

    `week` and `page` come from the address and fall back to a sensible one; `find` leaves the rows whose
    name, category or subdistrict contains it. `removed_id` is the line whose removal can be taken back.
    """

    def __init__(
        self,
        report: MonthlyReport,
        user: User,
        *,
        week: int,
        page: int,
        now: datetime,
        find: str = "",
        every: bool = False,
        removed_id: int = 0,
        attempt: Attempt | None = None,
    ) -> None:
        self.report, self.removed_id = report, removed_id
        self.today = bangkok_date(now)
        self.attempt = attempt or Attempt({})
        self.rows = desk.rows(report)
        self.notices = Notices(report, user, self.rows, now=now)
        self.present = [row for row in self.rows if not row.removed_at]
        entries = desk.entries(report)
        self.filled = desk.amounts_of(entries)
        self.done = desk.done(self.present, report, self.filled)
        self.week = report.fiscal_month.week(week if week in self.done else self._default_week())
        desk.read_week(self.rows, self.week.number, entries)
        self.find, self.every = find, every
        found = [row for row in self.present if _is_found(row, find)] if find else self.present
        per_page = max(len(found), 1) if every else sheet.ROWS_PER_PAGE
        self.page: Page = Paginator(found, per_page).get_page(max(page, 1))

    def _default_week(self) -> int:
        """The week of today; in another month the first one that is not complete, if that still counts."""
        month = self.report.fiscal_month
        if FiscalMonth.of(self.today) == month:
            return month.week_of(self.today).number
        gaps = [number for number, done in self.done.items() if not done]
        return gaps[0] if gaps and sheet.expects_roster(self.report) else 1

    # --- the table ---

    @cached_property
    def query(self) -> str:
        return self._query(self.week.number)

    def _query(self, week: int) -> str:
        asked = {"week": week, "page": self.page.number, "q": self.find, "rows": "all" if self.every else ""}
        return urlencode({name: value for name, value in asked.items() if value})

    @cached_property
    def grid_rows(self) -> list[GridRow]:
        numbers = {row.key: number for number, row in enumerate(self.present, start=1)}
        posted, left = self.attempt.typed, self.attempt.left
        shown = list(self.page)
        if posted:
            shown = [
                row for row in self.rows if row.key in left or (row.key in posted and row.key in numbers)
            ]
        return [self._grid_row(row, numbers.get(row.key)) for row in shown]

    @cached_property
    def table(self) -> SafeString:
        return grid.draw(self.grid_rows, frame(self.report, self.today, query=self.query))

    @property
    def pills(self) -> dict[str, SafeString]:
        """The states of a row that only the page's script knows of."""
        return {"waiting": grid.pill("LINE_WAITING"), "saving": grid.pill("LINE_SAVING")}

    @property
    def usual_notes(self) -> tuple[str, ...]:
        return NoteForm.USUAL

    def _grid_row(self, row: DeskRow, number: int | None) -> GridRow:
        typed = self.attempt.left.get(row.key)
        return GridRow(
            number=number,
            row=row,
            editable=number is not None and self.notices.may_change(row),
            returned=self.notices.returned.get(row.line_id),
            typed=typed,
            result=self.attempt.results.get(row.key) if typed else None,
            refusal=self.attempt.refusal if typed else "",
            beside=self._beside(row),
            evidence=self.evidence.get(row.line_id, 0),
        )

    def _beside(self, row: DeskRow) -> Beside:
        return Beside.of(
            row,
            self.report,
            history=self.histories.get(row.key, NO_HISTORY),
            weeks=self.filled.get(row.line_id, {}),
            today=self.today,
            week_before=self._week_before(row),
        )

    def _week_before(self, row: DeskRow) -> Amounts | None:
        """What the row sold in the week before; before the first week comes the last of the month before."""
        if self.week.number > 1:
            return self.filled.get(row.line_id, {}).get(self.week.number - 1)
        return self.last_weeks.get(row.key)

    @cached_property
    def evidence(self) -> Mapping[int | None, int]:
        """Pieces of evidence by line id; no query while no row has a line."""
        return binder.counts(self.report) if any(row.line_id for row in self.rows) else {}

    @cached_property
    def histories(self) -> Mapping[PairKey, History]:
        return history.of_report(self.report)

    @cached_property
    def last_weeks(self) -> Mapping[PairKey, Amounts]:
        return history.last_week_of_the_month_before(self.report)

    @cached_property
    def open_rows(self) -> list[GridRow]:
        """The rows that need attention, for the list above the table."""
        return [item for item in self.grid_rows if item.typed]

    @cached_property
    def orphans(self) -> list[str]:
        """What was typed for pairs that are no longer in the month, in words."""
        known = {row.key for row in self.rows}
        lost = [row for key, row in self.attempt.left.items() if key not in known]
        return [" · ".join(text for text in row.texts.values() if text) or "เว้นว่าง" for row in lost]

    @property
    def left_count(self) -> int:
        return len(self.attempt.left)

    @cached_property
    def totals(self) -> list[TotalsRow]:
        """Under the table: this week of the rows shown, and the month of all rows."""
        shown = [item.row for item in self.grid_rows]
        week = desk.sums(row.week.amounts for row in shown if row.week)
        month = desk.sums(row.month for row in self.present)
        of_all = f"{len(shown)} จาก {self.expected}" if len(shown) < self.expected else self.expected
        return [
            TotalsRow(
                f"{'รวมที่แสดง' if self.find else 'รวมหน้านี้'} สัปดาห์ที่ {self.week.number} ({of_all} รายการ)",
                f"รวมสัปดาห์ที่ {self.week.number}",
                *week,
            ),
            TotalsRow(f"รวมทั้งเดือน ทุกสัปดาห์ ({self.expected} รายการ)", "รวมเดือนนี้", *month),
        ]

    # --- around the table ---

    @cached_property
    def week_links(self) -> list[WeekLink]:
        return [
            WeekLink(
                number=week.number,
                days=week.label,
                url=f"?{self._query(week.number)}",
                current=week.number == self.week.number,
                done=self.done[week.number],
            )
            for week in self.report.fiscal_month.weeks()
        ]

    @property
    def expected(self) -> int:
        return len(self.present)

    @cached_property
    def reported(self) -> int:
        return sum(row.is_reported(self.filled) for row in self.present)

    @cached_property
    def reported_this_week(self) -> int:
        return sum(row.is_done(self.week.number, self.filled) for row in self.present)

    @property
    def editable(self) -> bool:
        return self.notices.editable

    @cached_property
    def returned_links(self) -> list[ReturnedLink]:
        return self.notices.returned_links(self.present, self.week.number)

    @cached_property
    def granted_links(self) -> list[RowLink]:
        return self.notices.granted_links(self.present, self.week.number)

    @cached_property
    def just_removed(self) -> RemovedRow | None:
        """The row that the user took out a moment ago and may want back."""
        return next((row for row in self.notices.removed if row.line.pk == self.removed_id), None)
