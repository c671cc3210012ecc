"""The first page of the department and the auditor: how far the open months have come (R12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.models import PinnedReport, ReportingMonth, User
from reporting.stats import overview

from . import correction_rows, inquiry_rows, roadmap_areas
from .roadmap import RoadMap


class NationDesk:
    """The open months, the newest first, and which one to show in large."""

    def __init__(self, user: User, opened: Iterable[ReportingMonth], *, now: datetime) -> None:
        present = FiscalMonth.of(bangkok_date(now))
        begun = sorted((m for m in opened if m.month <= present), key=lambda m: m.month, reverse=True)
        shown = [month for month in begun if month.is_open] or begun[:1]
        self.user, self.now = user, now
        self.months = overview.of_months(shown)
        self.can_manage = access.has_permission(user, Permission.MANAGE_MONTHS)
        self.requests = (
            correction_rows.waiting(user) if access.has_permission(user, Permission.REOPEN) else []
        )
        self.inquiries = inquiry_rows.waiting(user, now=now)
        self.can_audit = access.has_permission(user, Permission.SEE_AUDIT)

    @property
    def focus(self) -> overview.MonthOverview | None:
        """The newest month of which anything is confirmed, or else the newest."""
        return next((month for month in self.months if month.published), next(iter(self.months), None))

    @property
    def month(self) -> FiscalMonth | None:
        return self.focus.month.month if self.focus else None

    @cached_property
    def road_map(self) -> RoadMap:
        """The stages of that month; empty where none has been opened."""
        if self.focus is None:
            return RoadMap()
        month = self.focus.month.month
        urls = {
            "published": reverse("nation_month", args=(month,)),
            "reported": reverse("director_reports", args=(month,)),
        }
        if self.can_manage:
            urls["opened"] = reverse("months", args=(month.fiscal_year,))
        reported = PinnedReport.objects.visible_to(self.user).filter(month=month).exists()
        return roadmap_areas.of_nation(self.focus, reported=reported, urls=urls, now=self.now)

    @property
    def of_districts(self) -> str:
        return f"จาก {self.focus.expected:,}" if self.focus else ""

    @property
    def of_provinces(self) -> str:
        return f"จาก {self.focus.provinces:,}" if self.focus else ""
