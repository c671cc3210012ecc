"""The follow-up mark on a line: a district's or a province's own note to itself to come back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .fields import all_or_none
from .sales import SalesLine

if TYPE_CHECKING:
    from .users import User


class Office(models.TextChoices):
    DISTRICT = "DISTRICT", "อำเภอ"
    PROVINCE = "PROVINCE", "จังหวัด"

    @classmethod
    def of(cls, user: User) -> Office:
        return cls.PROVINCE if user.is_province_staff else cls.DISTRICT


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def visible_to(self, user: User) -> FollowUpQuerySet:
        """The marks of one's own office; the other level keeps its own."""
        mine = self.filter(office=Office.of(user))
        if user.district_id:
            return mine.filter(line__report__district_id=user.district_id)
        if user.province_id:
            return mine.filter(line__report__district__province_id=user.province_id)
        return self.none()

    def open(self) -> FollowUpQuerySet:
        return self.filter(cleared_at__isnull=True)


class FollowUp(models.Model):
    """One marking, from when it was set to when it was taken away; old ones stay (R16)."""

    line = models.ForeignKey(SalesLine, on_delete=models.PROTECT, related_name="follow_ups")
    office = models.CharField(max_length=10, choices=Office.choices)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    cleared_at = models.DateTimeField(null=True)
    cleared_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ("-marked_at", "-id")
        constraints = (
            models.UniqueConstraint(
                name="follow_up_one_open_per_office",
                fields=("line", "office"),
                condition=Q(cleared_at__isnull=True),
            ),
            models.CheckConstraint(name="follow_up_office_known", condition=Q(office__in=Office.values)),
            models.CheckConstraint(
                name="follow_up_clearing_is_whole", condition=all_or_none("cleared_at", "cleared_by")
            ),
        )

    def __str__(self) -> str:
        return f"{self.line} · {self.get_office_display()}"
