"""Files that belong to a report: issued documents, minutes, signed scans, evidence.

A file is stored once under a random name with its SHA-256 and is never overwritten or deleted (R16).
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from .users import User


class FileKind(models.TextChoices):
    DOCUMENT = "document", "เอกสารที่ระบบออก"
    RESOLUTION = "resolution", "มติหรือรายงานการประชุม"
    SIGNED_SCAN = "signed_scan", "ภาพเอกสารที่ลงนามแล้ว"
    EVIDENCE = "evidence", "หลักฐาน"


def random_path(stored: StoredFile, filename: str) -> str:
    """A path that tells nothing and cannot be guessed; the real name is kept in the row."""
    name = uuid.uuid4().hex
    return f"{name[:2]}/{name}"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User) -> StoredFileQuerySet:
        """Files of the documents, signatures, resolutions and binders that this person may see (R12).

        A province's resolution speaks of several districts, so its files are for the province alone.
        """
        # These modules import this one.
        from .binder import Evidence
        from .documents import DistrictCertification, Document, ProvincialCertification, Signature
        from .scans import SignedScan
        from .workflow import MonthlyReport

        documents = Document.objects.visible_to(user)
        reports = MonthlyReport.objects.visible_to(user)
        certifications = DistrictCertification.objects.filter(report__in=reports)
        provincial = ProvincialCertification.objects.none()
        if user.province_id:
            provincial = ProvincialCertification.objects.filter(province_id=user.province_id)
        return self.filter(
            Q(pk__in=documents.values("file"))
            | Q(pk__in=Signature.objects.filter(document__in=documents).values("scan"))
            | Q(pk__in=SignedScan.objects.visible_to(user).values("file"))
            | Q(pk__in=Evidence.objects.visible_to(user).values("file"))
            | Q(pk__in=certifications.values("file"))
            | Q(pk__in=provincial.values("file"))
        )


class StoredFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20, choices=FileKind.choices)
    name = models.CharField("ชื่อไฟล์", max_length=200)
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to=random_path, max_length=120)
    # A small JPEG of the picture or the first page, made once when it came in.
    thumbnail = models.FileField(upload_to=random_path, max_length=120, blank=True, default="", db_default="")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ("uploaded_at",)
        constraints = (
            models.CheckConstraint(
                name="file_kind_known", condition=Q(kind__in=[kind.value for kind in FileKind])
            ),
            models.CheckConstraint(name="file_has_content", condition=Q(size__gt=0) & ~Q(sha256="")),
        )
        indexes = (models.Index(name="file_by_sha256", fields=("sha256",)),)

    def __str__(self) -> str:
        return self.name

    def content(self) -> bytes:
        """The stored bytes."""
        with self.file.open("rb") as opened:
            return opened.read()
