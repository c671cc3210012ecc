"""Issued documents, their signatures, and the resolutions of the OTOP committees (R8, R16, R18).

A resolution and a document each remember the hash of the content they were made for. They hold only
while the report's content still has that hash: any change of a line voids them by itself.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .evidence import StoredFile
from .fields import FiscalMonthField
from .geography import Province
from .workflow import MonthlyReport

if TYPE_CHECKING:
    from .users import User


class Method(models.TextChoices):
    MEETING = "MEETING", "ประชุม"
    CIRCULAR = "CIRCULAR", "หนังสือเวียน"


class Resolution(models.Model):
    """What every committee resolution records."""

    method = models.CharField("วิธีรับรอง", max_length=10, choices=Method.choices)
    number = models.CharField("เลขที่มติ/หนังสือ", max_length=80)
    resolved_on = models.DateField("วันที่มีมติ")
    note = models.CharField("หมายเหตุ", max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.number}"


def resolution_is_whole(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(method__in=[method.value for method in Method]) & ~Q(number="")
    )


class DistrictCertification(Resolution):
    """The district committee's resolution for one revision of one district-month (R18)."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="certifications")
    revision = models.PositiveSmallIntegerField()
    content_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("report", "recorded_at", "id")
        constraints = (resolution_is_whole("district_certification_is_whole"),)


class ProvincialCertification(Resolution):
    """The provincial committee's resolution for a month; it names the districts it covers (R18)."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="certifications")
    month = FiscalMonthField()

    class Meta:
        ordering = ("province", "month", "recorded_at", "id")
        constraints = (resolution_is_whole("provincial_certification_is_whole"),)


class ProvincialCoverage(models.Model):
    """One revision of one district-month that a provincial resolution covers."""

    certification = models.ForeignKey(
        ProvincialCertification, on_delete=models.PROTECT, related_name="coverage"
    )
    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="coverage")
    revision = models.PositiveSmallIntegerField()
    content_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="coverage_once_per_report", fields=("certification", "report")),
        )

    def __str__(self) -> str:
        return f"{self.certification} · {self.report}"


class Kind(models.TextChoices):
    RT2 = "RT2", "รต.๒"


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> DocumentQuerySet:
        if user.district_id:
            return self.filter(report__district_id=user.district_id)
        return (
            self.filter(report__district__province_id=user.province_id) if user.province_id else self.none()
        )

    def in_force(self) -> DocumentQuerySet:
        return self.filter(replaced_at__isnull=True)


class Document(models.Model):
    """An issued form, kept byte for byte. A newer issue marks the older as replaced (R16)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="documents")
    revision = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=40, unique=True)
    content_sha256 = models.CharField(max_length=64)
    certification = models.ForeignKey(
        DistrictCertification, on_delete=models.PROTECT, related_name="documents"
    )
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="document")
    total = models.DecimalField(max_digits=16, decimal_places=2)
    line_count = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("report", "issued_at")
        constraints = (
            models.UniqueConstraint(
                name="document_one_in_force",
                fields=("report", "kind"),
                condition=Q(replaced_at__isnull=True),
            ),
            models.CheckConstraint(name="document_total_not_negative", condition=Q(total__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def short_hash(self) -> str:
        """The twelve characters that every page of the paper carries."""
        return self.content_sha256[:12]


class SignatureMethod(models.TextChoices):
    ELECTRONIC = "ELECTRONIC", "ลงนามในระบบ"
    SCAN = "SCAN", "ลงนามบนกระดาษและแนบภาพ"


class Signature(models.Model):
    """The development officer's signature on an issued document, with the hash of the signed bytes."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="signature")
    method = models.CharField(max_length=10, choices=SignatureMethod.choices)
    signer = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=120)
    position = models.CharField(max_length=120)
    acting_for = models.CharField(max_length=120, blank=True)
    document_sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="signature_scan_where_on_paper",
                condition=(
                    Q(method=SignatureMethod.ELECTRONIC, scan__isnull=True)
                    | Q(method=SignatureMethod.SCAN, scan__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="signature_names_signer", condition=~Q(signer_name="") & ~Q(position="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.signer_name} {self.document}"
