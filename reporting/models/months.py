"""Months that the department has opened, with their due dates, and the table of holidays (R14, R15)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from reporting.deadlines import DueDates

from .fields import FiscalMonthField, all_or_none


class ReportingMonthQuerySet(models.QuerySet["ReportingMonth"]):
    def open(self) -> ReportingMonthQuerySet:
        """Months in which figures may still be entered, late or not."""
        return self.filter(closed_at__isnull=True)

    def opened(self, at: datetime | None = None) -> ReportingMonthQuerySet:
        """The months that were opened by a moment, closed since or not; None is now."""
        return self if at is None else self.filter(opened_at__lte=at)


class ReportingMonth(models.Model):
    month = FiscalMonthField("เดือน", unique=True)
    submit_due = models.DateField("อำเภอส่งภายใน")
    check_due = models.DateField("จังหวัดตรวจภายใน")
    publish_due = models.DateField("จังหวัดยืนยันภายใน")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = ReportingMonthQuerySet.as_manager()

    class Meta:
        ordering = ("month",)
        constraints = (
            models.CheckConstraint(
                name="month_closing_is_whole", condition=all_or_none("closed_at", "closed_by")
            ),
            models.CheckConstraint(
                name="month_due_dates_in_order",
                condition=Q(submit_due__lte=F("check_due"), check_due__lte=F("publish_due")),
            ),
            models.CheckConstraint(
                name="month_is_a_month", condition=Q(month__gte=200010) & Q(month__lte=209912)
            ),
        )

    def __str__(self) -> str:
        return str(self.month)

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def due(self) -> DueDates:
        return DueDates(submit=self.submit_due, check=self.check_due, publish=self.publish_due)


class HolidayQuerySet(models.QuerySet["Holiday"]):
    def days(self) -> set[date]:
        """All known holidays as a set of dates, the form that `deadlines` takes."""
        return set(self.values_list("day", flat=True))


class Holiday(models.Model):
    day = models.DateField("วันที่", primary_key=True)
    name = models.CharField("วันหยุด", max_length=120)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return self.name
