"""The nation's figures, from publications only: those that count, or that counted at a moment (R12, R13).

Sums are made by the database over publications and their totals; no working line is ever read here. `at` is
the moment whose figures are wanted; None is now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from reporting.fiscal import FiscalMonth
from reporting.models import (
    CHANNEL_COLUMNS,
    Category,
    District,
    Province,
    Publication,
    PublicationTotal,
)

ZERO = Decimal("0.00")
SATANG = Decimal("0.01")


@dataclass(slots=True)
class Amounts:
    """Baht by channel, with how many district-months and producers stand behind them."""

    regular: Decimal = ZERO
    transfer: Decimal = ZERO
    online: Decimal = ZERO
    districts: int = 0
    producers: int = 0

    @property
    def total(self) -> Decimal:
        return self.regular + self.transfer + self.online

    def add(self, other: Amounts) -> None:
        self.regular += other.regular
        self.transfer += other.transfer
        self.online += other.online
        self.districts += other.districts
        self.producers += other.producers


@dataclass(slots=True)
class Cell:
    """One province in one month: its amounts, and how many of its districts are in."""

    amounts: Amounts
    expected: int
    opened: bool

    @property
    def level(self) -> str:
        """'full' when every district is published, 'part', 'none', or 'closed' for a month not opened."""
        if not self.opened:
            return "closed"
        if not self.amounts.districts:
            return "none"
        return "full" if self.amounts.districts >= self.expected else "part"


def expected_districts() -> dict[str, int]:
    """How many districts report, by province code; 1 query."""
    grouped = District.objects.reporting().order_by().values_list("province_id")
    return dict(grouped.annotate(n=Count("pk")))


def province_total(province: Province, month: FiscalMonth, *, at: datetime | None = None) -> Decimal:
    """The province's baht in the month over all channels, as the nation's pages sum it; 1 query."""
    found = _by_province_and_month([month], province=province, at=at).get((province.pk, month))
    return found.total if found else ZERO


def sums_by_month(months: list[FiscalMonth], *, at: datetime | None = None) -> dict[FiscalMonth, Decimal]:
    """Everything published in baht, by month, wherever it is filed; 1 query."""
    grouped = _in_force(months, at).values("month").annotate(**{one: Sum(one) for one in CHANNEL_COLUMNS})
    return {row["month"]: _amounts(row).total for row in grouped}


def _in_force(months: list[FiscalMonth], at: datetime | None = None) -> QuerySet[Publication]:
    return Publication.objects.in_force(at).filter(month__gte=months[0], month__lte=months[-1]).order_by()


def _by_province_and_month(
    months: list[FiscalMonth], *, province: Province | None = None, at: datetime | None = None
) -> dict[tuple[str, FiscalMonth], Amounts]:
    sums = {column: Sum(column) for column in CHANNEL_COLUMNS}
    people = Sum("producers_group") + Sum("producers_individual") + Sum("producers_sme")
    publications = _in_force(months, at)
    if province:
        publications = publications.filter(province=province)
    grouped = publications.values("province_id", "month").annotate(n=Count("pk"), people=people, **sums)
    return {
        (row["province_id"], row["month"]): _amounts(row, districts=row["n"], producers=row["people"])
        for row in grouped
    }


def by_category(*, months: list[FiscalMonth], at: datetime | None = None) -> dict[str, Amounts]:
    """Published amounts by category, every category named, in the official order; 1 query.

    `producers` counts a producer once in each of its categories, as RT.3 does.
    """
    publications = _in_force(months, at)
    sums = {column: Sum(column) for column in CHANNEL_COLUMNS}
    grouped = (
        PublicationTotal.objects.filter(publication__in=publications)
        .order_by()
        .values("category", "publication__month")
        .annotate(n=Sum("lines"), **sums)
    )
    found: dict[str, Amounts] = {category.value: Amounts() for category in Category}
    for row in grouped:
        found[row["category"]].add(_amounts(row, producers=row["n"]))
    return found


def _amounts(row: dict[str, Any], *, districts: int = 0, producers: int = 0) -> Amounts:
    """A row of sums in whole satang (R3).

    SQLite adds binary fractions: exact to the satang for a month of the nation, not for a year. So the
    database adds up to a month, and months are added here.
    """
    sums = {column: row[column].quantize(SATANG) for column in CHANNEL_COLUMNS}
    return Amounts(**sums, districts=districts, producers=producers)
