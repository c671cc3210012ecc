"""Targets by district, month and channel, as printed and as accepted, and the tables they came with.

A target table may contain typing faults: what was printed is kept beside what was accepted, with who accepted
it, when and why. A month without a target has no row, which is not the same as a target of zero. A column may
count for another channel than it was printed for; the row remembers both.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from reporting.fiscal import fiscal_year_months

from .fields import FiscalMonthField, MoneyField, all_or_none
from .geography import District, Province
from .sales import Channel

if TYPE_CHECKING:
    from .users import User


class TableSource(models.TextChoices):
    PASTE = "PASTE", "วางตาราง"
    FILE = "FILE", "อัปโหลดไฟล์"
    LADDER = "LADDER", "ขั้นบันได"


class TargetTable(models.Model):
    """A table that the department has accepted: where it came from, and the print as it was, cell for cell.

    `printed` is a list of rows of texts. `decisions` are those that no target keeps, of printed sums that do
    not tie and of cells that were left unset: {"label", "printed", "added", "accepted", "reason"}, all texts.
    """

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="target_tables")
    fiscal_year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=6, choices=TableSource.choices)
    file_name = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    printed = models.JSONField()
    decisions = models.JSONField(default=list)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-accepted_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="target_table_source_known", condition=Q(source__in=TableSource.values)
            ),
            models.CheckConstraint(
                name="target_table_year_known", condition=Q(fiscal_year__gte=2544, fiscal_year__lte=2642)
            ),
            models.CheckConstraint(
                name="target_table_file_named", condition=~Q(source="FILE") | ~Q(file_name="")
            ),
        )
        indexes = (models.Index(name="target_tables_of_year", fields=("province", "fiscal_year")),)

    def __str__(self) -> str:
        return f"{self.province} ปีงบประมาณ {self.fiscal_year}"


class TargetQuerySet(models.QuerySet["Target"]):
    def of_fiscal_year(self, fiscal_year: int) -> TargetQuerySet:
        """The targets of the twelve months of a fiscal year (BE)."""
        months = fiscal_year_months(fiscal_year)
        return self.filter(month__gte=months[0], month__lte=months[-1])

    def visible_to(self, user: User) -> TargetQuerySet:
        """Those of the districts that the person may see."""
        return self.filter(district__in=District.objects.visible_to(user))


class Target(models.Model):
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="targets")
    month = FiscalMonthField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    # The column's own channel, where the department has given the column to another one; else "".
    printed_in = models.CharField(
        max_length=10, choices=Channel.choices, blank=True, default="", db_default=""
    )
    printed = MoneyField(null=True)
    accepted = MoneyField(null=True)
    note = models.CharField(max_length=500, blank=True)
    table = models.ForeignKey(TargetTable, null=True, on_delete=models.PROTECT, related_name="targets")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = TargetQuerySet.as_manager()

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
            models.CheckConstraint(
                name="target_acceptance_is_whole",
                condition=all_or_none("accepted_at", "accepted_by", "table"),
            ),
            models.CheckConstraint(
                name="target_accepted_has_a_figure",
                condition=Q(accepted_at__isnull=True) | Q(accepted__isnull=False),
            ),
            models.CheckConstraint(
                name="target_change_has_a_reason",
                condition=(
                    Q(printed__isnull=True)
                    | Q(accepted__isnull=True)
                    | Q(accepted=F("printed"))
                    | ~Q(note="")
                ),
            ),
            models.CheckConstraint(
                name="target_printed_in_another_channel",
                condition=Q(printed_in="") | (Q(printed_in__in=Channel.values) & ~Q(printed_in=F("channel"))),
            ),
        )

    def __str__(self) -> str:
        return f"{self.district} {self.month} {self.channel}"

    @property
    def value(self) -> Decimal:
        """The figure that counts, in baht: the accepted one where there is one."""
        return self.printed if self.accepted is None else self.accepted

    @property
    def column(self) -> str:
        """The channel of the column in which it was printed."""
        return self.printed_in or self.channel

    @property
    def is_changed(self) -> bool:
        """Whether another figure counts than was printed."""
        return self.printed is not None and self.value != self.printed

    @property
    def assignment(self) -> str:
        """A sentence where the column counts for another channel than it was printed for; else ""."""
        if not self.printed_in:
            return ""
        return assignment_words(self.printed_in, self.channel)


def assignment_words(printed_in: str, channel: str) -> str:
    """That a printed column counts for another channel, in words."""
    return f"พิมพ์ในคอลัมน์ “{Channel(printed_in).label}” กรมฯ กำหนดเป็น{Channel(channel).label}"
