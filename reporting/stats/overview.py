"""How far every open month has come in the nation: states of reports and sums of publications (R12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum

from reporting.models import CHANNEL_COLUMNS, MonthlyReport, Publication, ReportingMonth, State

ZERO = Decimal("0.00")


@dataclass
class MonthOverview:
    """One month: its districts by province code, those published, and what they sold in baht.

    A district counts as published while any revision of it is in force, also during a correction (R13).
    """

    month: ReportingMonth
    reports: Counter[str] = field(default_factory=Counter)
    publications: Counter[str] = field(default_factory=Counter)
    submitted: int = 0
    corrections: int = 0
    total: Decimal = ZERO
    online: Decimal = ZERO

    @property
    def expected(self) -> int:
        return self.reports.total()

    @property
    def published(self) -> int:
        return self.publications.total()

    @property
    def provinces(self) -> int:
        return len(self.reports)

    @property
    def provinces_done(self) -> int:
        return sum(self.publications[code] >= count for code, count in self.reports.items())


def of_months(months: Sequence[ReportingMonth]) -> list[MonthOverview]:
    """The months in the order given; 2 queries whatever their number."""
    found = {month.month: MonthOverview(month) for month in months}
    reports = MonthlyReport.objects.filter(month__in=months).order_by()
    grouped = reports.values("month__month", "district__province_id", "state", "revision")
    for row in grouped.annotate(n=Count("pk")):
        overview = found[row["month__month"]]
        overview.reports[row["district__province_id"]] += row["n"]
        if row["state"] == State.SUBMITTED:
            overview.submitted += row["n"]
        if row["revision"] > 1 and row["state"] != State.PUBLISHED:
            overview.corrections += row["n"]
    current = Publication.objects.current().filter(month__in=list(found)).order_by()
    sums = {column: Sum(column) for column in CHANNEL_COLUMNS}
    for row in current.values("month", "province_id").annotate(n=Count("pk"), **sums):
        overview = found[row["month"]]
        overview.publications[row["province_id"]] += row["n"]
        # SQLite adds binary fractions; whole satang are exact again (R3).
        amounts = {column: row[column].quantize(ZERO) for column in CHANNEL_COLUMNS}
        overview.total += sum(amounts.values(), ZERO)
        overview.online += amounts["online"]
    return list(found.values())
