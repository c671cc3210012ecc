"""The Director-General's reports: figures pinned to a moment and to the publications they were summed from.

A report is written once: its content is text with its SHA-256, and it names every publication behind it. What
is confirmed or corrected later is told beside it and never changes it (R13, R16).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from .documents import Document
from .fields import FiscalMonthField, MoneyField, not_negative
from .publications import Publication
from .scopes import OF_THE_DIRECTOR, Kind, Scope

if TYPE_CHECKING:
    from .users import User


class PinnedReportQuerySet(models.QuerySet["PinnedReport"]):
    def visible_to(self, user: User) -> PinnedReportQuerySet:
        """Those who read the publications of all; nobody else's pages show the nation."""
        return self if user.sees_publications_of_all else self.none()

    def of_scope(self, scope: Scope) -> PinnedReportQuerySet:
        return self.filter(kind=scope.kind, month=scope.month)


class PinnedReport(models.Model):
    """`kind` says how far back it sums from `month`; `number` counts the reports of a kind and month.

    `basis_sha256` is of the publications' ids and hashes, `sha256` of the whole content.
    """

    kind = models.CharField(max_length=4, choices=Kind.choices)
    month = FiscalMonthField()
    number = models.PositiveSmallIntegerField()
    cutoff_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    total = MoneyField()
    basis_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    publications = models.ManyToManyField(Publication, through="PinnedPublication", related_name="+")
    # Last in the row, so that lists need not read past it.
    content = models.TextField()

    objects = PinnedReportQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at",)
        constraints = (
            models.UniqueConstraint(name="pinned_number_once", fields=("kind", "month", "number")),
            models.CheckConstraint(
                name="pinned_is_a_directors_report",
                condition=Q(kind__in=[kind.value for kind in OF_THE_DIRECTOR]),
            ),
            models.CheckConstraint(
                name="pinned_content_has_hash", condition=~Q(content="") & ~Q(sha256="") & ~Q(basis_sha256="")
            ),
            models.CheckConstraint(name="pinned_to_the_past", condition=Q(cutoff_at__lte=F("made_at"))),
            models.CheckConstraint(name="pinned_total_not_negative", condition=not_negative("total")),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.month} ครั้งที่ {self.number}"

    @property
    def scope(self) -> Scope:
        return Scope(Kind(self.kind), month=self.month)

    @property
    def figures(self) -> dict[str, Any]:
        """The content as data; its shape is described in `stats.pinning`."""
        return json.loads(self.content)

    @property
    def document(self) -> Document | None:
        """The paper that was issued of it, if one was; 1 query."""
        own = Document.objects.of_scope(self.scope).select_related("issued_by", "replaced_by", "file")
        return own.filter(content_sha256=self.sha256).order_by("issued_at").first()


class PinnedPublication(models.Model):
    """One publication that a report was summed from."""

    report = models.ForeignKey(PinnedReport, on_delete=models.PROTECT, related_name="pins")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="pins")

    class Meta:
        constraints = (
            models.UniqueConstraint(name="pinned_publication_once", fields=("report", "publication")),
        )

    def __str__(self) -> str:
        return f"{self.report} · {self.publication}"
