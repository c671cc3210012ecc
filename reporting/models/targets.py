"""Monthly targets per district and channel, as printed and as accepted.

A target table may contain typing faults: what was printed is kept beside what was accepted, and a
month without a target has no row, which is not the same as a target of zero.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from .fields import FiscalMonthField, MoneyField
from .geography import District
from .sales import Channel


class Target(models.Model):
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="targets")
    month = FiscalMonthField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    printed = MoneyField(null=True)
    accepted = MoneyField(null=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("month", "district", "channel")
        constraints = (
            models.UniqueConstraint(
                name="target_once_per_district_month_channel", fields=("district", "month", "channel")
            ),
            models.CheckConstraint(
                name="target_not_negative",
                condition=(
                    (Q(printed__isnull=True) | Q(printed__gte=0))
                    & (Q(accepted__isnull=True) | Q(accepted__gte=0))
                ),
            ),
            models.CheckConstraint(
                name="target_has_a_value", condition=Q(printed__isnull=False) | Q(accepted__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.district} {self.month} {self.channel}"

    @property
    def value(self) -> Decimal:
        """The figure that counts, in baht: the accepted one where there is one."""
        return self.printed if self.accepted is None else self.accepted
