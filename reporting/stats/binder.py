"""What a district-month's binder holds: how many pieces for each line, and the pieces themselves."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from reporting.models import Evidence, MonthlyReport, SalesLine


def counts(report: MonthlyReport) -> dict[int | None, int]:
    """Line id → how many pieces stand for it, None → for the whole month; 1 query."""
    present = report.evidence.present().order_by()
    return dict(present.values_list("line_id").annotate(count=Count("id")))


def pieces(report: MonthlyReport, *, line: SalesLine | None = None, kind: str = "") -> QuerySet[Evidence]:
    """The pieces as they came, with those that were taken out; of one line or kind if told."""
    found = report.evidence.select_related("file", "line__group", "added_by", "removed_by")
    if line is not None:
        found = found.filter(line=line)
    return (found.filter(kind=kind) if kind else found).order_by("id")
