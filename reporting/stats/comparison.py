"""One month of the nation against the month before and the same month a year before.

Figures are compared like for like: only districts that are published in both months count, on both
sides. Otherwise a month in which half of the districts are still missing would look like a fall in sales.
`at` is the moment whose figures are wanted, for all three months alike; None is now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from reporting.fiscal import FiscalMonth
from reporting.formats import percent
from reporting.models import CHANNEL_COLUMNS, Province, Publication, PublicationTotal, ReportingMonth

from .nation import SATANG, ZERO, Amounts, Cell, expected_districts

PRODUCER_COLUMNS = ("producers_group", "producers_individual", "producers_sme")
ByDistrict = dict[str, Amounts]


@dataclass
class Comparison:
    """Baht now and then, of the districts that are published in both months."""

    districts: int = 0
    now: Decimal = ZERO
    then: Decimal = ZERO

    def add(self, other: Comparison) -> None:
        self.districts += other.districts
        self.now += other.now
        self.then += other.then

    @property
    def change(self) -> Decimal | None:
        """Growth in percent; None when there is nothing to compare with."""
        return percent(self.now - self.then, self.then)


@dataclass
class MonthRow:
    """A province in the month, or the sum of all."""

    province: Province | None
    cell: Cell
    month_before: Comparison = field(default_factory=Comparison)
    year_before: Comparison = field(default_factory=Comparison)


@dataclass
class MonthTable:
    month: FiscalMonth
    rows: list[MonthRow]
    total: MonthRow


def month_table(month: FiscalMonth, *, at: datetime | None = None, category: str = "") -> MonthTable:
    """All reporting provinces in the order of their codes, with their sum; 4 queries.

    With a category, its sales alone: then `districts` are those that sold of it, and a producer counts once.
    """
    opened = ReportingMonth.objects.opened(at).filter(month=month).exists()
    expected = expected_districts()
    before, last_year = month.previous(), month.same_month_last_year()
    found = _by_province((month, before, last_year), at=at, category=category)
    total = MonthRow(None, Cell(Amounts(), sum(expected.values()), opened))
    rows = []
    for province in Province.objects.reporting():
        districts = found.get((province.pk, month), {})
        cell = Cell(_sum(districts.values()), expected.get(province.pk, 0), opened)
        row = MonthRow(
            province,
            cell,
            month_before=_compare(districts, found.get((province.pk, before), {})),
            year_before=_compare(districts, found.get((province.pk, last_year), {})),
        )
        total.cell.amounts.add(cell.amounts)
        total.month_before.add(row.month_before)
        total.year_before.add(row.year_before)
        rows.append(row)
    return MonthTable(month, rows, total)


def province_row(
    province: Province, month: FiscalMonth, *, expected: int, at: datetime | None = None
) -> MonthRow:
    """One province's row of `month_table`, with so many districts expected; 1 query."""
    before, last_year = month.previous(), month.same_month_last_year()
    found = _by_province((month, before, last_year), province=province, at=at)
    districts = found.get((province.pk, month), {})
    return MonthRow(
        province,
        Cell(_sum(districts.values()), expected, bool(districts)),
        month_before=_compare(districts, found.get((province.pk, before), {})),
        year_before=_compare(districts, found.get((province.pk, last_year), {})),
    )


def _by_province(
    months: Iterable[FiscalMonth],
    *,
    province: Province | None = None,
    at: datetime | None = None,
    category: str = "",
) -> dict[tuple[str, FiscalMonth], ByDistrict]:
    publications = Publication.objects.in_force(at).filter(month__in=months).order_by()
    if province:
        publications = publications.filter(province=province)
    found: dict[tuple[str, FiscalMonth], ByDistrict] = {}
    columns = ("province_id", "month", "district_id", *CHANNEL_COLUMNS, *PRODUCER_COLUMNS)
    rows = _of_category(publications, category) if category else publications.values_list(*columns)
    for province_id, month, district_id, *figures in rows:
        amounts = Amounts(*figures[:3], districts=1, producers=sum(figures[3:]))
        found.setdefault((province_id, month), {})[district_id] = amounts
    return found


def _of_category(publications: QuerySet[Publication], category: str) -> Iterator[tuple[Any, ...]]:
    """Province, month, district, baht by channel and producers of one category, by publication; 1 query."""
    place = ("publication__province_id", "publication__month", "publication__district_id")
    cells = PublicationTotal.objects.filter(publication__in=publications, category=category).order_by()
    sums = {f"{column}_sum": Sum(column) for column in CHANNEL_COLUMNS}
    for *where, regular, transfer, online, lines in cells.values_list(*place).annotate(
        **sums, n=Sum("lines")
    ):
        # SQLite adds binary fractions; whole satang are exact again (R3).
        yield (*where, *(baht.quantize(SATANG) for baht in (regular, transfer, online)), lines)


def _compare(now: ByDistrict, then: ByDistrict) -> Comparison:
    both = now.keys() & then.keys()
    return Comparison(
        districts=len(both),
        now=sum((now[district].total for district in both), ZERO),
        then=sum((then[district].total for district in both), ZERO),
    )


def _sum(amounts: Iterable[Amounts]) -> Amounts:
    total = Amounts()
    for one in amounts:
        total.add(one)
    return total
