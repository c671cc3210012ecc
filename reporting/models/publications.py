"""What the province has confirmed: the frozen snapshot that the department reads (R11, R12).

A publication carries everything a reader needs (area, month, due dates, totals), so that the
department's pages touch no working table. A newer revision supersedes the older in one transaction;
nothing else in a publication ever changes (R13).
"""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from .fields import FiscalMonthField, MoneyField, not_negative
from .geography import District, Province
from .groups import Category, ProducerType
from .workflow import MonthlyReport

if TYPE_CHECKING:
    from .users import User


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User) -> PublicationQuerySet:
        if user.sees_publications_of_all:
            return self
        if user.district_id:
            return self.filter(district_id=user.district_id)
        return self.filter(province_id=user.province_id) if user.province_id else self.none()

    def current(self) -> PublicationQuerySet:
        """The newest confirmed revision of each district-month: the one that counts (R13)."""
        return self.in_force()

    def in_force(self, at: datetime | None = None) -> PublicationQuerySet:
        """The revisions that counted at a moment: confirmed by then, replaced later or never; None is now.

        Every figure of publications begins here, so that a past day is drawn by the code of the present.
        """
        if at is None:
            return self.filter(superseded_at__isnull=True)
        replaced_later = Q(superseded_at__isnull=True) | Q(superseded_at__gt=at)
        return self.filter(replaced_later, published_at__lte=at)

    def confirmed_after(self, at: datetime) -> PublicationQuerySet:
        """What figures as of that moment do not hold yet."""
        return self.filter(published_at__gt=at)

    def revisions(self) -> PublicationQuerySet:
        """Publications that took the place of an earlier one."""
        return self.filter(revision__gt=1)


class Publication(models.Model):
    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="publications")
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="+")
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="publications")
    month = FiscalMonthField()
    revision = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    line_count = models.PositiveIntegerField()
    regular = MoneyField()
    transfer = MoneyField()
    online = MoneyField()
    producers_group = models.PositiveIntegerField(default=0)
    producers_individual = models.PositiveIntegerField(default=0)
    producers_sme = models.PositiveIntegerField(default=0)
    submitted_at = models.DateTimeField()
    submit_due = models.DateField()
    publish_due = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    # Last in the row, so that sums over publications need not read past it.
    payload = models.TextField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("month", "district", "revision")
        constraints = (
            models.UniqueConstraint(name="publication_once_per_revision", fields=("report", "revision")),
            models.UniqueConstraint(
                name="publication_one_current_per_report",
                fields=("report",),
                condition=Q(superseded_at__isnull=True),
            ),
            models.CheckConstraint(
                name="publication_totals_not_negative",
                condition=not_negative("regular", "transfer", "online"),
            ),
            models.CheckConstraint(name="publication_has_hash", condition=~Q(sha256="") & ~Q(payload="")),
        )
        indexes = (
            models.Index(
                # With the district, so that whether a year has one is read from the index alone.
                name="publication_current_by_month",
                fields=("month", "province", "district"),
                condition=Q(superseded_at__isnull=True),
            ),
            models.Index(name="publication_by_month", fields=("month", "province")),
            models.Index(
                name="publication_revisions_in_time", fields=("-published_at",), condition=Q(revision__gt=1)
            ),
        )

    def __str__(self) -> str:
        return f"{self.district} {self.month} ฉบับที่ {self.revision}"

    def was_in_force(self, at: datetime | None = None) -> bool:
        """`PublicationQuerySet.in_force` for a row that is read already."""
        if at is None:
            return self.superseded_at is None
        return self.published_at <= at and (self.superseded_at is None or self.superseded_at > at)

    @property
    def total(self) -> Decimal:
        return self.regular + self.transfer + self.online

    @property
    def producers(self) -> int:
        """Producers that reported, each counted once however many categories it has."""
        return self.producers_group + self.producers_individual + self.producers_sme

    @property
    def content(self) -> dict[str, Any]:
        """The payload as data; its shape is described in `stats.snapshot`."""
        return json.loads(self.payload)


class PublicationTotal(models.Model):
    """A publication's sum for one category and producer type, in baht by channel."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="totals")
    category = models.CharField(max_length=10, choices=Category.choices)
    producer_type = models.CharField(max_length=10, choices=ProducerType.choices)
    lines = models.PositiveIntegerField()
    regular = MoneyField()
    transfer = MoneyField()
    online = MoneyField()

    class Meta:
        ordering = ("publication", "category", "producer_type")
        constraints = (
            models.UniqueConstraint(
                name="total_once_per_category_and_type",
                fields=("publication", "category", "producer_type"),
            ),
            models.CheckConstraint(
                name="total_amounts_not_negative", condition=not_negative("regular", "transfer", "online")
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication} {self.category} {self.producer_type}"
