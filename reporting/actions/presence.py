"""Saying that one is here, and hearing who else is: for two people at one table."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.models import MonthlyReport, Presence, User

LASTS = timedelta(seconds=90)
"""How long somebody counts as here after the last word from the page, which speaks every 30 seconds."""


@transaction.atomic
def be_here(*, report: MonthlyReport, week: int, by: User, now: datetime) -> list[Presence]:
    """Note that a person has a week's table open; returns the others at the report's tables, by name.

    No figure and no state changes, so nothing is logged. Raises BadInput for a week that the month lacks.
    """
    access.require(by, Permission.ENTER, report)
    if week not in {known.number for known in report.fiscal_month.weeks()}:
        raise BadInput(f"เดือน{report.fiscal_month} ไม่มีสัปดาห์ที่ {week}")
    Presence.objects.bulk_create(
        [Presence(user=by, report=report, week=week, seen_at=now)],
        update_conflicts=True,
        unique_fields=["user"],
        update_fields=["report", "week", "seen_at"],
    )
    others = Presence.objects.filter(report=report, seen_at__gt=now - LASTS).exclude(user=by)
    return list(others.select_related("user").order_by("user__full_name"))
