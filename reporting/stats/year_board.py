"""The board of a province's fiscal year: where every district's months stand, and what each asks for next.

A published month shows its publication, a submitted one its working lines; an open one shows how far it has
come and no sum, because it may change with every key. Changes are shares of what was published then: what
nobody published is not known, and is no zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Sum

from reporting.fiscal import FiscalMonth
from reporting.formats import percent
from reporting.models import (
    CHANNEL_COLUMNS,
    District,
    Document,
    Kind,
    MonthlyReport,
    Province,
    Publication,
    SalesLine,
    State,
)

from . import board, progress
from .progress import LineCounts
from .sales import SATANG, ZERO

NO_LINES = LineCounts()


class Next(StrEnum):
    """What a district's year asks for, the most urgent first."""

    CHECK = "check"
    OVERDUE = "overdue"
    MENDING = "mending"
    ENTERING = "entering"
    NOTHING = "nothing"


class Punctual(NamedTuple):
    """How many of the months that are due or were submitted came in time (R14)."""

    on_time: int
    due: int

    @property
    def share(self) -> Decimal | None:
        """Percent; None before anything was due."""
        return percent(self.on_time, self.due)


class _Published(NamedTuple):
    revision: int
    lines: int
    total: Decimal


@dataclass(frozen=True)
class YearCell:
    """One district's month. Baht; None is not known. `lines` is how many lines the shown figures have."""

    month: FiscalMonth
    report: MonthlyReport | None = None
    counts: LineCounts = NO_LINES
    published: bool = False
    lines: int = 0
    total: Decimal | None = None
    before: Decimal | None = None
    year_before: Decimal | None = None
    signed_by: str = ""
    days_overdue: int = 0

    @property
    def timing(self) -> str:
        """'ON_TIME' or 'LATE', as on the board of a month (R14)."""
        return board.timing(self.report, self.days_overdue)

    @property
    def change(self) -> Decimal | None:
        """Percent against the month before; None when one of the two is not known or nothing."""
        return _change(self.total, self.before)

    @property
    def change_of_year(self) -> Decimal | None:
        """Percent against the same month a year before."""
        return _change(self.total, self.year_before)

    @property
    def next(self) -> Next:
        """What this month asks for."""
        report = self.report
        if report is None or report.state == State.PUBLISHED:
            return Next.NOTHING
        if report.state == State.SUBMITTED:
            return Next.CHECK
        if report.state == State.RETURNED or report.is_correction:
            return Next.MENDING
        return Next.OVERDUE if self.days_overdue else Next.ENTERING


@dataclass(frozen=True)
class YearRow:
    """One district with its opened months in time."""

    district: District
    cells: Sequence[YearCell]

    @property
    def total(self) -> Decimal | None:
        """Baht of the months that have figures to show; None without any."""
        return _total(self.cells)

    @property
    def punctual(self) -> Punctual:
        return _punctual(self.cells)

    @property
    def next(self) -> tuple[Next, Sequence[YearCell]]:
        """The most urgent thing that the district asks for, and the months that do, the oldest first."""
        wanted = min((cell.next for cell in self.cells), key=list(Next).index, default=Next.NOTHING)
        return wanted, [cell for cell in self.cells if cell.next == wanted]


@dataclass(frozen=True)
class MonthSum:
    """The foot of a month: its districts together."""

    month: FiscalMonth
    cells: Sequence[YearCell]

    @property
    def score(self) -> str:
        """ "7/9": how many of the districts are published."""
        return f"{sum(cell.published for cell in self.cells)}/{len(self.cells)}"

    @property
    def total(self) -> Decimal | None:
        return _total(self.cells)

    @property
    def punctual(self) -> Punctual:
        return _punctual(self.cells)

    @property
    def change(self) -> Decimal | None:
        """Percent against the month before, of the districts of which both months are known."""
        return _change_of_both((cell.total, cell.before) for cell in self.cells)

    @property
    def change_of_year(self) -> Decimal | None:
        return _change_of_both((cell.total, cell.year_before) for cell in self.cells)


@dataclass(frozen=True)
class YearBoard:
    months: Sequence[FiscalMonth]
    rows: Sequence[YearRow]

    @property
    def feet(self) -> list[MonthSum]:
        """The sums of the months, in their order."""
        return [MonthSum(month, [row.cells[at] for row in self.rows]) for at, month in enumerate(self.months)]

    @property
    def cells(self) -> list[YearCell]:
        """All district-months that are opened."""
        return [cell for row in self.rows for cell in row.cells if cell.report is not None]

    @property
    def total(self) -> Decimal | None:
        return _total(self.cells)

    @property
    def punctual(self) -> Punctual:
        return _punctual(self.cells)

    def asking(self, wanted: Next) -> int:
        """How many district-months ask for this."""
        return sum(cell.next == wanted for cell in self.cells)


def of_province(province: Province, months: Sequence[FiscalMonth], *, today: date) -> YearBoard:
    """The board of these opened months; at most 8 queries whatever the number of districts and months."""
    districts = list(province.districts.reporting())
    reports = list(
        MonthlyReport.objects.filter(district__in=districts, month__month__in=months).select_related("month")
    )
    published = _published(province, _with_their_past(months))
    unfinished = [report for report in reports if report.state != State.PUBLISHED]
    counts = progress.line_counts(unfinished) if unfinished else {}
    sums = _working_sums([report for report in unfinished if report.state == State.SUBMITTED])
    signed = _signed(reports)
    found = {(report.district_id, report.fiscal_month): report for report in reports}

    def cell(district: District, month: FiscalMonth) -> YearCell:
        report, own = found.get((district.pk, month)), published.get((district.pk, month))
        before = published.get((district.pk, month.previous()))
        year_before = published.get((district.pk, month.same_month_last_year()))
        working = counts.get(report.pk, NO_LINES) if report else NO_LINES
        revision = own.revision if own else report.revision if report else 0
        total = own.total if own else sums.get(report.pk) if report else None
        return YearCell(
            month=month,
            report=report,
            counts=working,
            published=own is not None,
            lines=own.lines if own else working.present,
            total=total,
            before=before.total if before else None,
            year_before=year_before.total if year_before else None,
            signed_by=signed.get((report.pk, revision), "") if report and total is not None else "",
            days_overdue=board.days_overdue(report, today),
        )

    return YearBoard(months, [YearRow(one, [cell(one, month) for month in months]) for one in districts])


def _with_their_past(months: Iterable[FiscalMonth]) -> set[FiscalMonth]:
    """The months, those before them and those of the year before."""
    return {one for month in months for one in (month, month.previous(), month.same_month_last_year())}


def _published(
    province: Province, months: Collection[FiscalMonth]
) -> dict[tuple[str, FiscalMonth], _Published]:
    """What is in force by district and month; 1 query."""
    current = Publication.objects.current().filter(province=province, month__in=months).order_by()
    values = current.values_list("district_id", "month", "revision", "line_count", *CHANNEL_COLUMNS)
    return {
        (district, month): _Published(revision, lines, sum(amounts, ZERO))
        for district, month, revision, lines, *amounts in values
    }


def _working_sums(reports: Sequence[MonthlyReport]) -> dict[int, Decimal]:
    """Baht over all lines by report id; 1 query, none without reports."""
    if not reports:
        return {}
    lines = SalesLine.objects.filter(report__in=reports).present().order_by().values("report_id")
    sums = lines.annotate(**{f"of_{column}": Sum(column) for column in CHANNEL_COLUMNS})
    values = sums.values_list("report_id", *(f"of_{column}" for column in CHANNEL_COLUMNS))
    return {report_id: sum(amounts, ZERO).quantize(SATANG) for report_id, *amounts in values}


def _signed(reports: Sequence[MonthlyReport]) -> dict[tuple[int, int], str]:
    """How the RT.2 in force is signed, by report id and revision; 1 query."""
    own = Document.objects.in_force().filter(kind=Kind.RT2, report__in=reports).exclude(signature=None)
    return {
        (report_id, revision): method
        for report_id, revision, method in own.values_list("report_id", "revision", "signature__method")
    }


def _punctual(cells: Iterable[YearCell]) -> Punctual:
    seen = [cell.timing for cell in cells if cell.timing]
    return Punctual(seen.count("ON_TIME"), len(seen))


def _total(cells: Iterable[YearCell]) -> Decimal | None:
    known = [cell.total for cell in cells if cell.total is not None]
    return sum(known, ZERO) if known else None


def _change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None or before is None else percent(now - before, before)


def _change_of_both(pairs: Iterable[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    """Percent of the sums over those pairs that are known on both sides."""
    both = [(now, before) for now, before in pairs if now is not None and before is not None]
    if not both:
        return None
    return _change(sum((now for now, _ in both), ZERO), sum((before for _, before in both), ZERO))
