"""Which months have districts with more time: beside the months that every page reads anyway (R14)."""

from __future__ import annotations

from datetime import date

from django.db.models import (
    Count,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from reporting.models import Extension, ReportingMonth, User


def on_months(months: QuerySet[ReportingMonth], user: User, *, today: date) -> QuerySet[ReportingMonth]:
    """The months, for a district with `state` and `extended_until` of its own report, else with
    `extended_districts`.

    Counted are the districts of one's own area whose last day is not over; for the department all.
    """
    if user.is_district_staff:
        own = FilteredRelation("reports", condition=Q(reports__district=user.district_id))
        return months.annotate(own=own).annotate(
            state=F("own__state"), extended_until=F("own__extended_until")
        )
    found = Extension.objects.in_force().filter(report__month=OuterRef("pk"), until__gte=today).order_by()
    if user.is_province_staff:
        found = found.filter(report__district__province=user.province_id)
    number = found.values("report__month").annotate(number=Count("pk")).values("number")
    return months.annotate(
        extended_districts=Coalesce(Subquery(number, output_field=IntegerField()), Value(0))
    )
