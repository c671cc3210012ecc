"""More time for one district: until when it may still enter and submit a month that is closed for all (R14).

An extension moves no due date: what comes after the due date stays late. The one in force is also written on
the report (`extended_until`), where the lock on the report's row guards it; earlier ones are kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .fields import all_or_none
from .workflow import MonthlyReport

if TYPE_CHECKING:
    from .users import User


class ExtensionQuerySet(models.QuerySet["Extension"]):
    def visible_to(self, user: User) -> ExtensionQuerySet:
        """Those of one's own district or province; all for who reads all publications."""
        if user.sees_publications_of_all:
            return self
        if user.district_id:
            return self.filter(report__district_id=user.district_id)
        return (
            self.filter(report__district__province_id=user.province_id) if user.province_id else self.none()
        )

    def in_force(self) -> ExtensionQuerySet:
        """Those that were neither replaced nor taken back; their last day may be over."""
        return self.filter(ended_at__isnull=True)


class Extension(models.Model):
    """`until` is the last day in Bangkok. `ended_…` say who replaced it or took it back, and why."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="extensions")
    until = models.DateField("ขยายเวลาถึงวันที่")
    reason = models.CharField("เหตุผล", max_length=400)
    granted_at = models.DateTimeField()
    granted_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_reason = models.CharField("เหตุผลที่ยกเลิก", max_length=400, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ("report", "granted_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="extension_one_in_force", fields=("report",), condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(name="extension_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="extension_ending_is_whole",
                condition=(
                    all_or_none("ended_at", "ended_by") & (Q(ended_at__isnull=False) | Q(ended_reason=""))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.report} ขยายเวลาถึง {self.until}"
