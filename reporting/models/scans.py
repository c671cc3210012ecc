"""Scans of signed papers: which issued document each one was filed to, and how that was told (R8, R16).

A better scan takes the place of an earlier one by a mark; both are kept. A scan whose code could not be read
waits with the district until somebody says which paper it is, or that it is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .documents import Document
from .evidence import StoredFile
from .geography import District
from .scopes import desk_of

if TYPE_CHECKING:
    from .users import User


class FiledBy(models.TextChoices):
    CODE = "CODE", "อ่านจากคิวอาร์โค้ด"
    PERSON = "PERSON", "ผู้ส่งเลือกเอง"


class SignedScanQuerySet(models.QuerySet["SignedScan"]):
    def visible_to(self, user: User) -> SignedScanQuerySet:
        """Those of one's own district; the province sees what was filed to its districts' papers."""
        if user.district_id:
            return self.filter(district_id=user.district_id)
        return self.filter(document__in=Document.objects.filter(desk_of(user)))

    def waiting(self) -> SignedScanQuerySet:
        """Those of which nobody has said yet what they are."""
        return self.filter(document__isnull=True, replaced_at__isnull=True)

    def in_force(self) -> SignedScanQuerySet:
        return self.filter(document__isnull=False, replaced_at__isnull=True)


class SignedScan(models.Model):
    """One scan. `replaced_at` marks one that another took the place of, or that was put aside unfiled."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="signed_scans")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="signed_scan")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="scans")
    filed_by = models.CharField(max_length=6, choices=FiledBy.choices, blank=True)
    filed_at = models.DateTimeField(null=True)
    replaced_at = models.DateTimeField(null=True)

    objects = SignedScanQuerySet.as_manager()

    class Meta:
        ordering = ("district", "id")
        constraints = (
            models.CheckConstraint(
                name="scan_filing_is_whole",
                condition=(
                    Q(document__isnull=True, filed_at__isnull=True, filed_by="")
                    | Q(
                        document__isnull=False,
                        filed_at__isnull=False,
                        filed_by__in=[how.value for how in FiledBy],
                    )
                ),
            ),
            models.UniqueConstraint(
                name="scan_one_in_force",
                fields=("document",),
                condition=Q(document__isnull=False, replaced_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(
                name="scan_waiting",
                fields=("district",),
                condition=Q(document__isnull=True, replaced_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.file} · {self.document or 'รอเลือกเอกสาร'}"
