"""The board of a province's month: every district with its state, its progress, its figures and its times."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from reporting import deadlines
from reporting.fiscal import FiscalMonth
from reporting.models import District, MonthlyReport, Province, State

from . import progress, sales
from .progress import LineCounts
from .sales import DistrictFigures


@dataclass(frozen=True)
class BoardRow:
    """One district. `counts` are of its working lines; `before` is the baht of the month before."""

    figures: DistrictFigures
    counts: LineCounts
    before: Decimal | None
    days_overdue: int

    @property
    def district(self) -> District:
        return self.figures.district

    @property
    def report(self) -> MonthlyReport | None:
        return self.figures.report

    @property
    def is_verified(self) -> bool:
        """Whether the district has entered and ticked every line."""
        counts = self.counts
        return counts.expected > 0 and not counts.not_reported and not counts.district_unticked

    @property
    def waits_for_province(self) -> bool:
        return self.report is not None and self.report.state == State.SUBMITTED

    @property
    def is_correcting(self) -> bool:
        """Whether the figures shown are an older revision that a correction will replace (R13)."""
        return self.report is not None and self.figures.published and self.report.state != State.PUBLISHED

    @property
    def timing(self) -> str:
        return timing(self.report, self.days_overdue)

    @property
    def timing_label(self) -> str:
        """The words beside the lamp where its own do not say enough."""
        return f"เลยกำหนด {self.days_overdue} วัน" if self.days_overdue else ""


@dataclass(frozen=True)
class Board:
    rows: list[BoardRow]
    stages: dict[str, int]

    @property
    def expected(self) -> int:
        return len(self.rows)

    @property
    def published(self) -> int:
        """Districts whose figures the department can read, also while they are being corrected."""
        return sum(row.figures.published for row in self.rows)

    @property
    def waiting(self) -> list[BoardRow]:
        """Districts that have submitted and wait for the province."""
        return [row for row in self.rows if row.waits_for_province]

    @property
    def is_opened(self) -> bool:
        return any(row.report for row in self.rows)

    @property
    def counts(self) -> LineCounts:
        """The lines of all districts together."""
        names = [field.name for field in fields(LineCounts)]
        return LineCounts(*(sum(getattr(row.counts, name) for row in self.rows) for name in names))

    @property
    def total(self) -> Decimal:
        """Baht of the districts that have figures to show."""
        return sum((row.figures.total for row in self.rows), sales.ZERO)

    @property
    def before(self) -> Decimal | None:
        """Baht of the month before, of the districts that are confirmed there; None without any."""
        known = [row.before for row in self.rows if row.before is not None]
        return sum(known, sales.ZERO) if known else None


def of_province(province: Province, month: FiscalMonth, *, today: date) -> Board:
    """The board in the order of the districts' codes; at most 10 queries whatever their number."""
    figures = sales.province_month(province, month, working=True)
    reports = [own.report for own in figures if own.report]
    counts = progress.line_counts(reports) if reports else {}
    before = sales.published_totals(province, month.previous())
    rows = [
        BoardRow(
            figures=own,
            counts=counts[own.report.pk] if own.report else LineCounts(),
            before=before.get(own.district.pk),
            days_overdue=days_overdue(own.report, today),
        )
        for own in figures
    ]
    seen = Counter(progress.stage(report) for report in reports)
    return Board(rows, {stage: seen[stage] for stage in progress.STAGES})


def timing(report: MonthlyReport | None, overdue: int) -> str:
    """'ON_TIME' or 'LATE' once the month was submitted (R14), and 'LATE' when it should have been."""
    if report is None:
        return ""
    if report.is_late is None:
        return "LATE" if overdue else ""
    return "LATE" if report.is_late else "ON_TIME"


def days_overdue(report: MonthlyReport | None, today: date) -> int:
    """Days since the due date of a first submission that has not come."""
    if report is None or report.first_submitted_at is not None:
        return 0
    return max(0, -deadlines.days_left(report.month.submit_due, today=today))
