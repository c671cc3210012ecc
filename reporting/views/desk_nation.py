"""The first page of the department and the auditor: how far the open months have come (R12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.models import ReportingMonth, User
from reporting.stats import overview

from . import correction_rows, inquiry_rows


class NationDesk:
    """The open months, the newest first, and which one to show in large."""

    def __init__(self, user: User, opened: Iterable[ReportingMonth], *, now: datetime) -> None:
        present = FiscalMonth.of(bangkok_date(now))
        begun = sorted((m for m in opened if m.month <= present), key=lambda m: m.month, reverse=True)
        shown = [month for month in begun if month.is_open] or begun[:1]
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

    @property
    def of_districts(self) -> str:
        return f"จาก {self.focus.expected:,}" if self.focus else ""

    @property
    def of_provinces(self) -> str:
        return f"จาก {self.focus.provinces:,}" if self.focus else ""
