"""What a Director-General's report says, summed once from the publications of a moment, and what came later.

The content is canonical JSON: `publications` and their `basis`, `expected` district-months, `channels`,
`categories` and `provinces` with baht by channel, `months` with their sums. Amounts are texts with two
decimals. Everything is added up here from rows of publications, exactly (R3).
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import (
    CHANNEL_COLUMNS,
    Category,
    Kind,
    PinnedReport,
    Province,
    Publication,
    PublicationTotal,
)

from .nation import SATANG, ZERO, expected_districts

Amounts = list[Decimal]


@dataclass(frozen=True)
class Summed:
    """A content as text, its hashes, and the ids of the publications behind it."""

    content: str
    sha256: str
    basis_sha256: str
    total: Decimal
    by_category: Decimal
    publications: Sequence[int]


@dataclass(frozen=True)
class Later:
    """A pinned publication with the one that counts now in its place."""

    pinned: Publication
    current: Publication

    @property
    def effect(self) -> Decimal:
        """Baht by which the report's sum would change."""
        return self.current.total - self.pinned.total


@dataclass(frozen=True)
class Since:
    """What came after a report: corrections of what it sums, and district-months that it does not have."""

    corrections: Sequence[Later]
    first_ones: int
    first_baht: Decimal

    @property
    def effect(self) -> Decimal:
        """Baht that the corrections alone add to the report's sum."""
        return sum((one.effect for one in self.corrections), ZERO)


def months_of(kind: str, month: FiscalMonth) -> list[FiscalMonth]:
    """The months that a kind of report sums: one, its round's or its fiscal year's up to it."""
    year = fiscal_year_months(month.fiscal_year)[: month.position]
    if kind == Kind.DIRECTOR_MONTH:
        return [month]
    return year if kind == Kind.DIRECTOR_YEAR else [one for one in year if one.round == month.round]


def summed(kind: str, month: FiscalMonth, *, at: datetime) -> Summed:
    """The content of a report of the publications in force at that moment; 4 queries."""
    pinned = Publication.objects.in_force(at).filter(month__in=months_of(kind, month)).order_by()
    rows = sorted(pinned.values_list("pk", "sha256", "province_id", "month", *CHANNEL_COLUMNS))
    basis = basis_of(row[:2] for row in rows)
    categories = _by_category(pinned)
    channels = _add([row[4:] for row in rows])
    data = _areas_and_months(rows, months_of(kind, month)) | {
        "kind": str(kind),
        "month": month.key,
        "cutoff": at.isoformat(),
        "publications": len(rows),
        "basis": basis,
        "channels": _texts(channels),
        "categories": [[one.value, *_texts(categories[one.value])] for one in Category],
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Summed(
        content=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        basis_sha256=basis,
        total=sum(channels, ZERO),
        by_category=sum(map(sum, categories.values()), ZERO),
        publications=[row[0] for row in rows],
    )


def basis_of(publications: Iterable[tuple[int, str]]) -> str:
    """The hash over ids and hashes of publications, in the order of their ids."""
    names = "\n".join(f"{pk} {sha256}" for pk, sha256 in sorted(publications))
    return hashlib.sha256(names.encode()).hexdigest()


def _areas_and_months(rows: Sequence[tuple], months: Sequence[FiscalMonth]) -> dict[str, object]:
    """The parts of the content by province and by month; 2 queries."""
    places: dict[str, list] = defaultdict(list)
    times: dict[FiscalMonth, list] = defaultdict(list)
    for _, _, province, month, *amounts in rows:
        places[province].append(amounts)
        times[month].append(amounts)
    wanted = {province: n * len(months) for province, n in expected_districts().items()}
    return {
        "expected": sum(wanted.values()),
        "months": [[one.key, len(times[one]), *_texts(_add(times[one]))] for one in months],
        "provinces": [
            [one.name_th, len(places[one.pk]), wanted.get(one.pk, 0), *_texts(_add(places[one.pk]))]
            for one in Province.objects.reporting()
        ],
    }


def since(report: PinnedReport) -> Since:
    """What came after a report, the largest effect first; 4 queries whatever their number."""
    replaced = report.publications.filter(superseded_at__isnull=False).defer("payload")
    by_report = {one.report_id: one for one in replaced.order_by()}
    current = Publication.objects.current().filter(report_id__in=by_report).defer("payload")
    found = [
        Later(by_report[one.report_id], one)
        for one in current.select_related("district", "province").order_by()
    ]
    months = months_of(report.kind, report.month)
    new = (
        Publication.objects.current()
        .filter(month__in=months)
        .exclude(report_id__in=report.publications.order_by().values("report_id"))
    )
    amounts = [sum(row, ZERO) for row in new.order_by().values_list(*CHANNEL_COLUMNS)]
    return Since(sorted(found, key=lambda one: -abs(one.effect)), len(amounts), sum(amounts, ZERO))


def _by_category(pinned: object) -> dict[str, Amounts]:
    sums = {column: Sum(column) for column in CHANNEL_COLUMNS}
    cells = PublicationTotal.objects.filter(publication__in=pinned).order_by()
    found: dict[str, list] = defaultdict(list)
    # The database adds up to a month; SQLite's binary fractions end there (see `nation`).
    for row in cells.values("category", "publication__month").annotate(**sums):
        found[row["category"]].append([row[column].quantize(SATANG) for column in CHANNEL_COLUMNS])
    return {one.value: _add(found[one.value]) for one in Category}


def _add(rows: Sequence[Amounts]) -> Amounts:
    return [sum(column, ZERO) for column in zip(*rows, strict=True)] or [ZERO] * len(CHANNEL_COLUMNS)


def _texts(amounts: Amounts) -> list[str]:
    return [f"{amount:.2f}" for amount in amounts]
