"""Sales lines and their weekly entries.

One line is one producer × one category × one month (R1). Its monthly amounts are the sums of its
weekly entries (R2). `version` grows with every change of meaning, and a tick is valid only while the
version it was given for is the current one (R6).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from .fields import MoneyField, all_or_none, not_negative
from .groups import Category, ProducerGroup, ProducerType
from .workflow import MonthlyReport


class Channel(models.TextChoices):
    REGULAR = "REGULAR", "รายได้ปกติ"
    TRANSFER = "TRANSFER", "รายได้โอน"
    ONLINE = "ONLINE", "รายได้ออนไลน์"

    @property
    def column(self) -> str:
        """The name of the money column that holds this channel."""
        return self.value.lower()


CHANNEL_COLUMNS = tuple(channel.column for channel in Channel)
DISTRICT_TICK = ("district_tick_version", "district_tick_by", "district_tick_at")
PROVINCE_TICK = ("province_tick_version", "province_tick_by", "province_tick_at")


class SalesLineQuerySet(models.QuerySet["SalesLine"]):
    def present(self) -> SalesLineQuerySet:
        """Lines that count: not removed."""
        return self.filter(removed_at__isnull=True)

    def ticked_by_district(self) -> SalesLineQuerySet:
        return self.filter(district_tick_version=F("version"))

    def store(self, lines: Sequence[SalesLine], fields: Sequence[str]) -> None:
        """Write these columns of stored lines, which were read whole and locked, in one statement.

        It is written as an insertion of rows that are there already: `bulk_update` builds a CASE for every
        column of every row, which costs ten times the CPU.
        """
        self.bulk_create(lines, update_conflicts=True, unique_fields=["id"], update_fields=fields)


class SalesLine(models.Model):
    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="lines")
    group = models.ForeignKey(ProducerGroup, on_delete=models.PROTECT, related_name="lines")
    category = models.CharField(max_length=10, choices=Category.choices)
    producer_type = models.CharField(max_length=10, choices=ProducerType.choices)
    regular = MoneyField("รายได้ปกติ")
    transfer = MoneyField("รายได้โอน")
    online = MoneyField("รายได้ออนไลน์")
    nil = models.BooleanField("ไม่มียอดจำหน่าย", default=False)
    note = models.CharField("หมายเหตุ", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    # Versions up to this one were used by a draft that came to nothing, and are never given again.
    spent_version = models.PositiveIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    removed_reason = models.CharField("เหตุผลที่นำออก", max_length=500, blank=True)
    # It came with a correction that was ended: it stays as a mark, and no content ever speaks of it.
    lapsed = models.BooleanField(default=False, db_default=False)
    district_tick_version = models.PositiveIntegerField(null=True)
    district_tick_by = models.ForeignKey(
        "reporting.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    district_tick_at = models.DateTimeField(null=True)
    province_tick_version = models.PositiveIntegerField(null=True)
    province_tick_by = models.ForeignKey(
        "reporting.User", null=True, on_delete=models.PROTECT, related_name="+"
    )
    province_tick_at = models.DateTimeField(null=True)

    objects = SalesLineQuerySet.as_manager()

    class Meta:
        ordering = ("report", "id")
        constraints = (
            models.UniqueConstraint(
                name="line_once_per_group_category_month", fields=("report", "group", "category")
            ),
            models.CheckConstraint(
                name="line_amounts_not_negative", condition=not_negative("regular", "transfer", "online")
            ),
            models.CheckConstraint(
                name="line_nil_has_no_amount",
                condition=Q(nil=False) | Q(regular=0, transfer=0, online=0),
            ),
            models.CheckConstraint(name="line_version_from_one", condition=Q(version__gte=1)),
            models.CheckConstraint(
                name="line_category_known", condition=Q(category__in=[kind.value for kind in Category])
            ),
            models.CheckConstraint(
                name="line_type_known", condition=Q(producer_type__in=[kind.value for kind in ProducerType])
            ),
            models.CheckConstraint(
                name="line_removal_is_whole",
                condition=(
                    Q(removed_at__isnull=True, removed_by__isnull=True, removed_reason="")
                    | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_reason=""))
                ),
            ),
            models.CheckConstraint(
                name="line_lapsed_is_removed", condition=Q(lapsed=False) | Q(removed_at__isnull=False)
            ),
            models.CheckConstraint(name="line_district_tick_is_whole", condition=all_or_none(*DISTRICT_TICK)),
            models.CheckConstraint(name="line_province_tick_is_whole", condition=all_or_none(*PROVINCE_TICK)),
            models.CheckConstraint(
                name="line_tick_not_ahead_of_version",
                condition=(
                    (Q(district_tick_version__isnull=True) | Q(district_tick_version__lte=F("version")))
                    & (Q(province_tick_version__isnull=True) | Q(province_tick_version__lte=F("version")))
                ),
            ),
        )
        indexes = (models.Index(name="line_history_of_a_pair", fields=("group", "category", "report")),)

    def __str__(self) -> str:
        return f"{self.group} · {self.get_category_display()}"

    @property
    def total(self) -> Decimal:
        """The month's sales over the three channels, in baht."""
        return self.regular + self.transfer + self.online

    @property
    def amounts(self) -> tuple[Decimal, Decimal, Decimal]:
        return (self.regular, self.transfer, self.online)

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def is_ticked_by_district(self) -> bool:
        return self.district_tick_version == self.version

    @property
    def is_ticked_by_province(self) -> bool:
        return self.province_tick_version == self.version


class WeeklyEntry(models.Model):
    """What one line sold in one week (R2). A week without a row has not been reported yet."""

    line = models.ForeignKey(SalesLine, on_delete=models.PROTECT, related_name="weeks")
    week = models.PositiveSmallIntegerField()
    regular = MoneyField("รายได้ปกติ")
    transfer = MoneyField("รายได้โอน")
    online = MoneyField("รายได้ออนไลน์")
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("line", "week")
        constraints = (
            models.UniqueConstraint(name="week_once_per_line", fields=("line", "week")),
            models.CheckConstraint(name="week_from_one_to_five", condition=Q(week__gte=1, week__lte=5)),
            models.CheckConstraint(
                name="week_amounts_not_negative", condition=not_negative("regular", "transfer", "online")
            ),
        )

    def __str__(self) -> str:
        return f"{self.line} สัปดาห์ {self.week}"

    @property
    def amounts(self) -> tuple[Decimal, Decimal, Decimal]:
        return (self.regular, self.transfer, self.online)
