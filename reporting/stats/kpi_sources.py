"""Where the growth of the key figure comes from: new producers, moved channels, real growth (D09).

Like for like on the same months of the year before: only district-months that are published in both years
count. The database adds up each producer's lines out of the publications' texts (R12), `reporting.kpi` judges
them. A producer belongs to one district, so the nation is the sum of its provinces to the satang.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet

from reporting import kpi
from reporting.models import CHANNEL_COLUMNS, KpiDefinition, Publication

from . import text_lines
from .kpi import Area, Scope, within
from .text_lines import baht, of_line, sum_of

KEPT_FOR = 30 * 24 * 3600
"""Seconds. A result is good for as long as its publications are those that count."""

ROWS_AT_ONCE = 2000

Counted = tuple[int, str]
"""A publication's id and the hash of its content."""


def explained(area: Area, scope: Scope, definition: KpiDefinition) -> kpi.Explained | None:
    """The growth of a district or a province, None without such a month; 2 queries."""
    found = _counted(within(area), scope)
    ones = [one for province in found.values() for one in province]
    return _explain(ones, scope, definition.columns) if ones else None


def explained_by_province(scope: Scope, definition: KpiDefinition) -> dict[str, kpi.Explained]:
    """The growth of each province with such months; 1 query, and 1 for each one that has changed.

    A nation's round has over a million lines, which take a server some ten seconds. A province's result is
    therefore kept under the hashes of the contents that it was made from.
    """
    name = f"kpi-sources-{scope.fiscal_year}-{scope.round}-{definition.measure}"
    kept: dict[str, tuple[str, kpi.Explained]] = cache.get(name, {})
    found = {}
    for province, ones in _counted(within(None), scope).items():
        mark = hashlib.sha256("".join(sorted(sha256 for _, sha256 in ones)).encode()).hexdigest()
        if province in kept and kept[province][0] == mark:
            found[province] = kept[province]
        else:
            found[province] = (mark, _explain(ones, scope, definition.columns))
    if found != kept:
        cache.set(name, found, KEPT_FOR)
    return {province: parts for province, (_, parts) in found.items()}


def _counted(publications: QuerySet[Publication], scope: Scope) -> dict[str, list[Counted]]:
    """The publications of both years whose district-month has one in the other year too, by province."""
    wanted = publications.filter(month__in=[*scope.back(1), *scope.months]).order_by()
    rows = list(wanted.values_list("province_id", "district_id", "month", "pk", "sha256"))
    known = {(district, month) for _, district, month, *_ in rows}
    found = defaultdict(list)
    for province, district, month, *one in rows:
        if (district, month.plus(12 if month < scope.months[0] else -12)) in known:
            found[province].append(tuple(one))
    return found


def _explain(counted: Sequence[Counted], scope: Scope, columns: Sequence[str]) -> kpi.Explained:
    return kpi.explain(_producers([pk for pk, _ in counted], scope, columns))


def _producers(
    pks: Sequence[int], scope: Scope, columns: Sequence[str]
) -> Iterator[tuple[kpi.Sold, kpi.Sold]]:
    """What each producer sold in the scope and a year before, by publications with these ids; 1 query."""
    others = [column for column in CHANNEL_COLUMNS if column not in columns]
    first = scope.months[0].key
    statement = f"""
        SELECT {sum_of(columns, ">=")}, {sum_of(others, ">=")}, {sum_of(columns, "<")}, {sum_of(others, "<")}
        FROM {text_lines.tables()}
        WHERE p.id IN ({", ".join(["%s"] * len(pks))})
        GROUP BY p.district_id, {of_line("group")}
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [first, first, first, first, *pks])
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            for measured, other, measured_then, other_then in rows:
                yield (
                    kpi.Sold(baht(measured), baht(other)),
                    kpi.Sold(baht(measured_then), baht(other_then)),
                )
