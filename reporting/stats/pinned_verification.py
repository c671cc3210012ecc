"""Recomputing what is stored twice about the Director-General's reports, for `verification` (R13, R16).

A report's content has its hash; the publications that it names are there, are still those that it was summed
from, and make the total that it says. What they were summed to is what was handed over, so it is never summed
anew: a later rule or name must not make an old report wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from reporting.models import CHANNEL_COLUMNS, PinnedPublication, PinnedReport

from .nation import ZERO
from .pinning import basis_of

CHUNK = 200


def pinned_reports() -> Iterator[str | None]:
    """Every pinned report against its content and its publications; 1 query for each besides."""
    for report in PinnedReport.objects.order_by("pk").iterator(CHUNK):
        wrong = ", ".join(_faults(report))
        yield f"pinned report {report.pk} ({report.kind} {report.month.slug}): {wrong}" if wrong else None


def _faults(report: PinnedReport) -> Iterator[str]:
    if hashlib.sha256(report.content.encode()).hexdigest() != report.sha256:
        yield "its content has another hash"
    columns = ("publication_id", "publication__sha256", *(f"publication__{one}" for one in CHANNEL_COLUMNS))
    rows = list(PinnedPublication.objects.filter(report=report).order_by().values_list(*columns))
    if basis_of(row[:2] for row in rows) != report.basis_sha256:
        yield "its publications are other ones"
    total = sum((baht for row in rows for baht in row[2:]), ZERO)
    if total != report.total:
        yield f"total {report.total}, its publications {total}"
    said = _content(report)
    if said.get("basis") != report.basis_sha256 or said.get("publications") != len(rows):
        yield "its content names other publications"


def _content(report: PinnedReport) -> dict[str, Any]:
    try:
        return report.figures
    except ValueError:  # Told by its hash.
        return {}
