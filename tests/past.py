"""Months in bulk: what a district's producers sold in months that are over and published."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from reporting.fiscal import FiscalMonth
from reporting.models import MonthlyReport, ProducerGroup, SalesLine, State, User
from tests import build

Amounts = tuple[Decimal, Decimal, Decimal]


def publish(
    month: FiscalMonth,
    groups: Sequence[ProducerGroup],
    amounts: Callable[[int], Amounts],
    *,
    by: User,
    department: User,
    state: State = State.PUBLISHED,
) -> MonthlyReport:
    """The month of the producers' district with a line for each of their pairs; `amounts` by their number."""
    build.open_month(month, by=department)
    report = build.report_of(groups[0].district_id, month)
    SalesLine.objects.bulk_create(
        SalesLine(
            report=report,
            group=group,
            category=entry.category,
            producer_type=group.producer_type,
            changed_at=build.NOW,
            changed_by=by,
            **dict(zip(("regular", "transfer", "online"), amounts(number), strict=True)),
        )
        for number, group in enumerate(groups)
        for entry in group.roster.all()
    )
    if state == State.PUBLISHED:
        stamps = dict.fromkeys(
            ("submitted_at", "first_submitted_at", "published_at", "province_acted_at"), build.NOW
        )
        MonthlyReport.objects.filter(pk=report.pk).update(
            state=state, submitted_by=by, published_by=by, **stamps
        )
    return report
