"""What everybody may see of a month: provinces × product categories in baht, with cells hidden (R12).

Only publications in force are read. A producer counts once in each of its categories, and once in the sum of
its province.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from reporting.fiscal import FiscalMonth
from reporting.models import CHANNEL_COLUMNS, Category, Publication, PublicationTotal
from reporting.suppression import hidden

from .comparison import PRODUCER_COLUMNS
from .nation import SATANG, ZERO


@dataclass(frozen=True)
class Row:
    """A province, or all of them; None is a hidden amount."""

    name: str
    amounts: Sequence[Decimal | None]


@dataclass(frozen=True)
class Table:
    """`rows` end with the sum of all, amounts end with the sum of the categories."""

    month: FiscalMonth
    rows: Sequence[Row]

    @property
    def hides(self) -> bool:
        return any(amount is None for row in self.rows for amount in row.amounts)


def months() -> list[FiscalMonth]:
    """The months of which something is published, the newest first; 1 query."""
    published = Publication.objects.current().order_by("-month")
    return list(published.values_list("month", flat=True).distinct())


def table(month: FiscalMonth) -> Table:
    """The month's table with what has to be hidden left out; 2 queries."""
    publications = Publication.objects.current().filter(month=month).order_by()
    people = {column: Sum(column) for column in PRODUCER_COLUMNS}
    places = (
        publications.values("province_id", "province__name_th").annotate(**people).order_by("province_id")
    )
    cells = _cells(month)
    names, counts, amounts = [], [], []
    for place in places.order_by("province_id"):
        own = [cells.get((place["province_id"], category.value), (0, ZERO)) for category in Category]
        names.append(place["province__name_th"])
        counts.append([*(n for n, _ in own), sum(place[column] for column in PRODUCER_COLUMNS)])
        amounts.append([*(baht for _, baht in own), sum((baht for _, baht in own), ZERO)])
    if not names:
        return Table(month, ())
    names.append("รวม")
    counts.append([sum(column) for column in zip(*counts, strict=True)])
    amounts.append([sum(column, ZERO) for column in zip(*amounts, strict=True)])
    secret = hidden(counts, amounts)
    shown = [
        [None if (at, place) in secret else baht for place, baht in enumerate(row)]
        for at, row in enumerate(amounts)
    ]
    return Table(month, [Row(name, row) for name, row in zip(names, shown, strict=True)])


def _cells(month: FiscalMonth) -> dict[tuple[str, str], tuple[int, Decimal]]:
    """Province and category → producers and baht."""
    sums = {f"of_{column}": Sum(column) for column in CHANNEL_COLUMNS}
    current = Publication.objects.current().filter(month=month).order_by()
    found = PublicationTotal.objects.filter(publication__in=current).order_by()
    grouped = found.values("publication__province_id", "category").annotate(n=Sum("lines"), **sums)
    return {
        (row["publication__province_id"], row["category"]): (
            row["n"],
            sum((row[name].quantize(SATANG) for name in sums), ZERO),
        )
        for row in grouped
    }
