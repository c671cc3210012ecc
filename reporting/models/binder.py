"""The evidence binder of a district-month: what stands behind its figures, for the month or for one line.

A piece of evidence is a file, or the words that say where the paper is kept. Taking one out is a mark with a
reason; what stood behind a published revision stays for good (R16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .evidence import StoredFile
from .publications import Publication
from .sales import SalesLine
from .workflow import MonthlyReport

if TYPE_CHECKING:
    from .users import User


class EvidenceKind(models.TextChoices):
    PHOTO = "PHOTO", "ภาพถ่ายสินค้าหรือการจำหน่าย"
    RECEIPT = "RECEIPT", "ใบเสร็จ บิล หรือสมุดบัญชี"
    RT1 = "RT1", "แบบ รต.๑ ที่จัดเก็บแล้ว"
    ONLINE = "ONLINE", "ข้อความหรือรายการเงินออนไลน์"
    OTHER = "OTHER", "อื่น ๆ"
    KEPT_AT_GROUP = "KEPT", "เก็บไว้ที่กลุ่ม"

    @property
    def is_file(self) -> bool:
        """Whether this kind is a file; the other kind is words alone."""
        return self != EvidenceKind.KEPT_AT_GROUP


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, user: User) -> EvidenceQuerySet:
        """Evidence of the reports of one's own desk; the department and the auditor reach what a publication
        stands on, and nothing that waits for one (R12).
        """
        if user.sees_publications_of_all:
            confirmed = Publication.objects.filter(
                report=OuterRef("report"), revision__gte=OuterRef("revision")
            )
            return self.present().filter(Exists(confirmed))
        return self.filter(report__in=MonthlyReport.objects.visible_to(user))

    def present(self) -> EvidenceQuerySet:
        """What has not been taken out."""
        return self.filter(removed_at__isnull=True)

    def behind(self, publication: Publication) -> EvidenceQuerySet:
        """What a published revision stands on.

        It came with this revision or an earlier one, and nothing that a confirmed revision stands on can be
        taken out any more (R16).
        """
        return self.present().filter(report=publication.report_id, revision__lte=publication.revision)


class Evidence(models.Model):
    """One file or one sentence; `line` is empty where it speaks for the whole month."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="evidence")
    line = models.ForeignKey(SalesLine, null=True, on_delete=models.PROTECT, related_name="evidence")
    revision = models.PositiveSmallIntegerField()
    kind = models.CharField("ชนิดหลักฐาน", max_length=10, choices=EvidenceKind.choices)
    note = models.CharField("คำอธิบาย", max_length=500, blank=True)
    file = models.OneToOneField(StoredFile, null=True, on_delete=models.PROTECT, related_name="evidence")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    removed_reason = models.CharField("เหตุผลที่นำออก", max_length=500, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("report", "id")
        constraints = (
            models.CheckConstraint(
                name="evidence_is_a_file_or_words",
                condition=(
                    (Q(kind=EvidenceKind.KEPT_AT_GROUP, file__isnull=True) & ~Q(note=""))
                    | Q(kind__in=[kind.value for kind in EvidenceKind if kind.is_file], file__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="evidence_removal_is_whole",
                condition=(
                    Q(removed_at__isnull=True, removed_by__isnull=True, removed_reason="")
                    | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_reason=""))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.file.name if self.file_id else self.note}"

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None
