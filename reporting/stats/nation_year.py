"""A fiscal year of the nation or of a province: areas × months, and how it grew on the year before (R12).

Everything is summed by the database over the publications of the asked months and of the same months a year
before. Growth is counted like for like: only district-months that are published in both years, on both sides.
Punctuality comes from the first confirmed revision, as late stays late for good (R14).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Value

from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import District, Province, ReportingMonth

from .nation import Amounts, Cell
from .two_years import EVERYTHING, Asked, Narrowed, by_area, by_part, first_confirmed
from .year_figures import Figures, Punctuality

Area = Province | District


@dataclass
class AreaRow:
    """A province of the nation or a district of a province: a cell per month, and its year."""

    area: Area
    expected: int
    cells: list[Cell] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    punctual: Punctuality = field(default_factory=Punctuality)

    @property
    def total(self) -> Amounts:
        return self.figures.now


@dataclass
class YearTable:
    """Areas × months with sums of rows and columns; `parts` are those by category and producer type."""

    months: list[FiscalMonth]
    rows: list[AreaRow] = field(default_factory=list)
    columns: list[Figures] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    punctual: Punctuality = field(default_factory=Punctuality)
    parts: dict[tuple[str, str], Figures] = field(default_factory=dict)

    @property
    def month_totals(self) -> list[Amounts]:
        return [figures.now for figures in self.columns]

    @property
    def total(self) -> Amounts:
        return self.figures.now

    def of(self, *, category: str = "", producer_type: str = "") -> Figures:
        """The sums of a category, of a producer type, or of both."""
        total = Figures()
        for (one, kind), figures in self.parts.items():
            if category in ("", one) and producer_type in ("", kind):
                total.add(figures)
        return total

    def by_region(self) -> dict[str, Figures]:
        """The sums of the four regions, as far as the table has provinces of them."""
        found: dict[str, Figures] = {}
        for row in self.rows:
            found.setdefault(row.area.region4, Figures()).add(row.figures)
        return dict(sorted(found.items()))


def year_table(
    fiscal_year: int,
    *,
    months: Sequence[FiscalMonth] = (),
    narrowed: Narrowed = EVERYTHING,
    at: datetime | None = None,
    opened: Iterable[ReportingMonth] | None = None,
    today: date | None = None,
) -> YearTable:
    """The fiscal year (BE), or those months of it; 5 queries, 6 when narrowed to a part of the sales.

    `opened` are the opened months, for those who know them already: 1 query less. `today` is the day on which
    reports count as overdue; without it none is.
    """
    asked = Asked(list(months) or fiscal_year_months(fiscal_year), narrowed, at)
    found, punctual = by_area(asked), first_confirmed(asked)
    known = ReportingMonth.objects.opened(at) if opened is None else opened
    due = {one.month: one.publish_due for one in known if at is None or one.opened_at <= at}
    table = YearTable(asked.months, columns=[Figures() for _ in asked.months], parts=by_part(asked, found))
    for area in areas(narrowed):
        row, code = AreaRow(area, area.expected), area.pk
        for column, month in zip(table.columns, asked.months, strict=True):
            figures = found.get((code, month)) or Figures()
            row.cells.append(Cell(figures.now, row.expected, month in due))
            row.figures.add(figures)
            column.add(figures)
            if month in due:
                reports = punctual.get((code, month)) or Punctuality()
                reports.expected = row.expected
                if today and due[month] < today:
                    reports.overdue = max(reports.expected - reports.confirmed, 0)
                row.punctual.add(reports)
        table.figures.add(row.figures)
        table.punctual.add(row.punctual)
        table.rows.append(row)
    return table


def areas(narrowed: Narrowed) -> QuerySet[Any]:
    """The reporting provinces, or the reporting districts of the province, by their codes; 1 query.

    Each knows how many districts are `expected` to report.
    """
    if narrowed.province:
        return District.objects.reporting().filter(province=narrowed.province).annotate(expected=Value(1))
    provinces = Province.objects.reporting()
    provinces = provinces.filter(region4=narrowed.region) if narrowed.region else provinces
    expected = Count("districts", filter=Q(districts__reports_otop=True))
    return provinces.annotate(expected=expected).order_by("code")  # grouped rows forget their model's order
