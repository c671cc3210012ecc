"""The department's report of a month: per province the month and the fiscal year up to it (R12).

Everything comes from publications, those that count or that counted at a moment, and from the targets. As on
RT.4, a missing target is not zero, and the percentage counts only the sales of districts that have one. The
database adds up to a province's month and the months are added here (see `nation`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.formats import percent
from reporting.models import CHANNEL_COLUMNS, Province, Publication, PublicationTotal, Target

from .comparison import PRODUCER_COLUMNS
from .nation import SATANG, ZERO, expected_districts
from .targets import channel_notes

Key = tuple[str, FiscalMonth]


@dataclass
class Figures:
    """Sums over district-months: baht by channel and by category path, producers by type, targets.

    `aimed` counts the district-months with a target, `aimed_sales` is what those of them sold that are
    published.
    """

    districts: int = 0
    producers: tuple[int, int, int] = (0, 0, 0)
    channels: tuple[Decimal, Decimal, Decimal] = (ZERO, ZERO, ZERO)
    by_category: Decimal = ZERO
    aimed: int = 0
    aimed_districts: int = 0
    aimed_sales: Decimal = ZERO
    target: Decimal | None = None

    @property
    def total(self) -> Decimal:
        return sum(self.channels, ZERO)

    @property
    def percent(self) -> Decimal | None:
        """Sales in percent of the target; None without a target, or before anything of it is in."""
        return percent(self.aimed_sales, self.target) if self.aimed_districts else None

    def add(self, other: Figures) -> None:
        self.districts += other.districts
        self.producers = tuple(map(sum, zip(self.producers, other.producers, strict=True)))
        self.channels = tuple(map(sum, zip(self.channels, other.channels, strict=True)))
        self.by_category += other.by_category
        self.aimed += other.aimed
        self.aimed_districts += other.aimed_districts
        self.aimed_sales += other.aimed_sales
        if other.target is not None:
            self.target = other.target + (self.target or ZERO)


@dataclass
class ProvinceFigures:
    """A province, or all of them: how many districts are expected, its month, and its year up to it."""

    province: Province | None
    expected: int
    month: Figures = field(default_factory=Figures)
    year: Figures = field(default_factory=Figures)


@dataclass
class Table:
    month: FiscalMonth
    rows: list[ProvinceFigures]
    total: ProvinceFigures
    aim_notes: tuple[str, ...] = ()


def table(month: FiscalMonth, *, at: datetime | None = None) -> Table:
    """All reporting provinces in the order of their codes, with their sum; 7 queries.

    `at` is the moment whose publications count, None is now; targets have no past.
    """
    months = fiscal_year_months(month.fiscal_year)[: month.position]
    found = _by_province_and_month(months, at)
    expected = expected_districts()
    total = ProvinceFigures(None, sum(expected.values()))
    rows = []
    for province in Province.objects.reporting():
        row = ProvinceFigures(province, expected.get(province.pk, 0))
        for one in months:
            row.year.add(found[province.pk, one])
        row.month.add(found[province.pk, month])
        total.month.add(row.month)
        total.year.add(row.year)
        rows.append(row)
    return Table(month, rows, total, _aim_notes(months, aimed=total.month.aimed))


def _by_province_and_month(months: Sequence[FiscalMonth], at: datetime | None) -> dict[Key, Figures]:
    found: dict[Key, Figures] = defaultdict(Figures)
    within = {"month__gte": months[0], "month__lte": months[-1]}
    publications = Publication.objects.in_force(at).filter(**within).order_by()
    counts = {column: Sum(column) for column in PRODUCER_COLUMNS}
    for key, row in _grouped(publications, n=Count("pk"), **counts):
        figures = found[key]
        figures.districts = row["n"]
        figures.channels = _channels(row)
        figures.producers = tuple(row[column] for column in PRODUCER_COLUMNS)
    # The month column is qualified by the outer row: a district has one target row per channel and month.
    has_target = Exists(Target.objects.filter(district=OuterRef("district_id"), month=OuterRef("month")))
    for key, row in _grouped(publications.filter(has_target), n=Count("pk")):
        found[key].aimed_districts, found[key].aimed_sales = row["n"], sum(_channels(row), ZERO)
    cells = PublicationTotal.objects.filter(publication__in=publications).order_by()
    named = cells.annotate(province_id=F("publication__province_id"), month=F("publication__month"))
    for key, row in _grouped(named):
        found[key].by_category = sum(_channels(row), ZERO)
    for key, target, districts in _targets(within):
        found[key].target, found[key].aimed = target, districts
    return found


def _aim_notes(months: Sequence[FiscalMonth], *, aimed: int) -> tuple[str, ...]:
    """What is to be said of the targets' channels in the last of the months and before it; 1 query."""
    within = {"month__gte": months[0], "month__lte": months[-1], "district__reports_otop": True}
    grouped = Target.objects.filter(**within).order_by().values_list("channel", "printed_in")
    counted = grouped.annotate(n=Count("pk", filter=Q(month=months[-1])))
    return channel_notes({(channel, printed_in): n for channel, printed_in, n in counted}, aimed=aimed)


def _grouped(rows: QuerySet[Any], **more: Any) -> list[tuple[Key, dict[str, Any]]]:
    """The rows' sums by province and month, with their baht by channel; 1 query."""
    sums = {column: Sum(column) for column in CHANNEL_COLUMNS}
    grouped = rows.values("province_id", "month").annotate(**sums, **more)
    return [((row["province_id"], row["month"]), row) for row in grouped]


def _channels(row: dict[str, Any]) -> tuple[Decimal, Decimal, Decimal]:
    return tuple(row[column].quantize(SATANG) for column in CHANNEL_COLUMNS)


def _targets(within: dict[str, FiscalMonth]) -> list[tuple[Key, Decimal, int]]:
    """Per province and month the sum of the targets that are set, and of how many districts; 1 query."""
    grouped = (
        Target.objects.filter(**within, district__reports_otop=True)
        .order_by()
        .values_list("district__province_id", "month")
        .annotate(target=Sum(Coalesce("accepted", "printed")), n=Count("district", distinct=True))
    )
    return [((province, month), target.quantize(SATANG), n) for province, month, target, n in grouped]
