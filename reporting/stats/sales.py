"""What a province's districts sold in a month: the one aggregate behind RT.3, RT.4 and their screens.

A published district is always read from its publication. For the province's own eyes a submitted
district is read from its working lines; nobody else ever asks for those (R12).

Sums by category (RT.3) and sums by channel (RT.4) come from different rows of the database, so that the
two forms can be held against each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from django.db.models import Count, Sum

from reporting.fiscal import FiscalMonth
from reporting.models import (
    CHANNEL_COLUMNS,
    District,
    MonthlyReport,
    ProducerType,
    Province,
    Publication,
    PublicationTotal,
    SalesLine,
    State,
)

from .snapshot import Totals

ZERO = Decimal("0.00")
SATANG = Decimal("0.01")
Cells = dict[tuple[str, str], Totals]


class Basis(StrEnum):
    """What a district's figures rest on."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    NONE = "none"

    @property
    def label(self) -> str:
        return {
            Basis.CONFIRMED: "จังหวัดยืนยันแล้ว",
            Basis.UNCONFIRMED: "ยังไม่ยืนยัน",
            Basis.NONE: "ยังไม่มีข้อมูล",
        }[self]


@dataclass
class DistrictFigures:
    """One district's month: where it stands and, when there is something to show, its figures in baht."""

    district: District
    report: MonthlyReport | None
    revision: int | None = None
    published: bool = False
    cells: Cells = field(default_factory=dict)
    producers: dict[str, int] = field(default_factory=dict)
    channels: dict[str, Decimal] = field(default_factory=dict)

    @property
    def has_figures(self) -> bool:
        return self.revision is not None

    @property
    def basis(self) -> Basis:
        if not self.has_figures:
            return Basis.NONE
        return Basis.CONFIRMED if self.published else Basis.UNCONFIRMED

    def category(self, category: str) -> tuple[int, Decimal]:
        """Producers and baht of one category, the cell of RT.3."""
        chosen = [cell for (kind, _), cell in self.cells.items() if kind == category]
        return sum(cell.lines for cell in chosen), sum(map(_sum, chosen), ZERO)

    def channel(self, column: str) -> Decimal:
        """Baht of one channel, by the name of its column."""
        return self.channels.get(column, ZERO)

    def producers_of(self, producer_type: str) -> int:
        return self.producers.get(producer_type, 0)

    @property
    def producer_count(self) -> int:
        return sum(self.producers.values())

    @property
    def total(self) -> Decimal:
        """Baht over all channels, the total of RT.4."""
        return sum(self.channels.values(), ZERO)

    @property
    def category_total(self) -> Decimal:
        """Baht over all categories, the total of RT.3; it equals `total` unless stored rows contradict."""
        return sum(map(_sum, self.cells.values()), ZERO)


def province_month(
    province: Province, month: FiscalMonth, *, working: bool, at: datetime | None = None
) -> list[DistrictFigures]:
    """Figures of all districts of a province in the order of their codes; at most 6 queries.

    With `working`, districts that are submitted and not yet published are read from their lines. With `at`,
    the figures are those of the publications that counted at that moment; there is no past of working lines.
    """
    districts = province.districts.reporting()
    reports = {
        report.district_id: report
        for report in MonthlyReport.objects.for_month(month)
        .filter(district__province=province)
        .select_related("month", "district")
    }
    figures = {district.pk: DistrictFigures(district, reports.get(district.pk)) for district in districts}
    published = Publication.objects.in_force(at).filter(province=province, month=month).defer("payload")
    _fill_from_publications(figures, list(published))
    if working:
        waiting = [
            report
            for report in reports.values()
            if report.state == State.SUBMITTED and not figures[report.district_id].published
        ]
        _fill_from_lines(figures, waiting)
    return list(figures.values())


def published_totals(province: Province, month: FiscalMonth) -> dict[str, Decimal]:
    """Baht over all channels by district code, of the districts that are published; 1 query."""
    publications = Publication.objects.current().filter(province=province, month=month)
    return {
        district: sum(amounts, ZERO)
        for district, *amounts in publications.values_list("district_id", *CHANNEL_COLUMNS)
    }


def _fill_from_publications(figures: dict[str, DistrictFigures], publications: list[Publication]) -> None:
    for publication in publications:
        row = figures[publication.district_id]
        row.revision, row.published = publication.revision, True
        row.producers = {
            ProducerType.GROUP.value: publication.producers_group,
            ProducerType.INDIVIDUAL.value: publication.producers_individual,
            ProducerType.SME.value: publication.producers_sme,
        }
        row.channels = {column: getattr(publication, column) for column in CHANNEL_COLUMNS}
    totals = PublicationTotal.objects.filter(publication__in=publications)
    for cell in totals.select_related("publication").defer("publication__payload"):
        key = (cell.category, cell.producer_type)
        figures[cell.publication.district_id].cells[key] = Totals(
            cell.lines, cell.regular, cell.transfer, cell.online
        )


def _fill_from_lines(figures: dict[str, DistrictFigures], reports: list[MonthlyReport]) -> None:
    if not reports:
        return
    for report in reports:
        figures[report.district_id].revision = report.revision
    lines = SalesLine.objects.filter(report__in=reports).present().order_by()
    sums = {column: Sum(column) for column in CHANNEL_COLUMNS}
    grouped = lines.values("report__district_id", "category", "producer_type").annotate(n=Count("pk"), **sums)
    for row in grouped:
        amounts = (_exact(row[column]) for column in CHANNEL_COLUMNS)
        key = (row["category"], row["producer_type"])
        figures[row["report__district_id"]].cells[key] = Totals(row["n"], *amounts)
    people = Count("group", distinct=True)
    for row in lines.values("report__district_id", "producer_type").annotate(n=people, **sums):
        own = figures[row["report__district_id"]]
        own.producers[row["producer_type"]] = row["n"]
        for column in CHANNEL_COLUMNS:
            own.channels[column] = own.channels.get(column, ZERO) + _exact(row[column])


def _exact(amount: Decimal) -> Decimal:
    """A sum as the database gives it, in whole satang: SQLite adds binary fractions (R3)."""
    return amount.quantize(SATANG)


def _sum(cell: Totals) -> Decimal:
    return cell.regular + cell.transfer + cell.online
