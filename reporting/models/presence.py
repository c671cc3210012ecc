"""Who is at which table: a line per person, so that two people at one table know of each other."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from .workflow import MonthlyReport


class Presence(models.Model):
    """Where a person was last seen typing. Nobody's work, and so in no log; the next place replaces it."""

    user = models.OneToOneField(
        "reporting.User", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    report = models.ForeignKey(MonthlyReport, on_delete=models.CASCADE, related_name="+")
    week = models.PositiveSmallIntegerField()
    seen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="presence_week_from_one_to_five", condition=Q(week__gte=1, week__lte=5)
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.report} สัปดาห์ {self.week}"
