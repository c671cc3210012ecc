"""Issued documents, their signatures, and the resolutions of the OTOP committees (R8, R16, R18).

A resolution and a document each remember the hash of the content they were made for. They hold only
while the report's content still has that hash: any change of a line voids them by itself.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from .circulars import Circular
from .evidence import StoredFile
from .fields import FiscalMonthField
from .geography import Province
from .publications import Publication
from .scopes import Kind, Scope, Scoped, desk_of, scope_fits_kind
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
    circular = models.OneToOneField(Circular, null=True, on_delete=models.PROTECT, related_name="+")
    # Of a committee whose register was empty on that day nothing is counted.
    members_total = models.PositiveSmallIntegerField(null=True)
    members_present = models.PositiveSmallIntegerField(null=True)
    quorum = models.PositiveSmallIntegerField(null=True)
    quorum_note = models.CharField("เหตุที่องค์ประชุมไม่ครบ", max_length=300, blank=True, default="", db_default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.number}"

    @property
    def numbered(self) -> str:
        """The number as it stands in a sentence: a letter's own begins with ที่ and needs no เลขที่ before it."""
        return self.number if self.number.startswith("ที่") else f"เลขที่ {self.number}"

    @property
    def turnout(self) -> str:
        """How many members were present, or agreed, of how many; empty where nothing was counted."""
        if self.members_total is None:
            return ""
        verb = "เข้าประชุม" if self.method == Method.MEETING else "เห็นชอบ"
        return f"มีกรรมการ{verb} {self.members_present} จาก {self.members_total} คน"


def resolution_is_whole(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(method__in=[method.value for method in Method]) & ~Q(number="")
    )


def attendance_is_whole(name: str) -> models.CheckConstraint:
    """All is counted or nothing, and a missing quorum is explained."""
    counted = Q(members_present__lte=F("members_total")) & (
        Q(members_present__gte=F("quorum")) | ~Q(quorum_note="")
    )
    return models.CheckConstraint(
        name=name,
        condition=Q(members_total__isnull=True, members_present__isnull=True, quorum__isnull=True)
        | (Q(members_total__isnull=False, members_present__isnull=False, quorum__isnull=False) & counted),
    )


class DistrictCertification(Resolution):
    """The district committee's resolution for one revision of one district-month (R18)."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="certifications")
    revision = models.PositiveSmallIntegerField()
    content_sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("report", "recorded_at", "id")
        constraints = (
            resolution_is_whole("district_certification_is_whole"),
            attendance_is_whole("district_certification_attendance_is_whole"),
        )


class ProvincialCertification(Resolution):
    """The provincial committee's resolution for a month; it names the districts it covers (R18)."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="certifications")
    month = FiscalMonthField()

    class Meta:
        ordering = ("province", "month", "recorded_at", "id")
        constraints = (
            resolution_is_whole("provincial_certification_is_whole"),
            attendance_is_whole("provincial_certification_attendance_is_whole"),
        )


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


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, user: User) -> DocumentQuerySet:
        """The papers of one's own desk; for the department and the auditor, papers of what is published.

        An RT.2 belongs to a publication when it was made from exactly the published lines; papers of a
        province and of the nation are made from publications only (R12).
        """
        if not user.sees_publications_of_all:
            return self.filter(desk_of(user))
        published = Publication.objects.filter(
            report=OuterRef("report"), revision=OuterRef("revision"), sha256=OuterRef("content_sha256")
        )
        return self.filter(Q(report__isnull=True) | Exists(published))

    def in_force(self) -> DocumentQuerySet:
        return self.filter(replaced_at__isnull=True)

    def of_scope(self, scope: Scope) -> DocumentQuerySet:
        """All issues of one form of one scope."""
        return self.filter(**scope.columns)

    def with_context(self) -> DocumentQuerySet:
        """Everything that is said of a paper beside its own row, in one query."""
        return self.select_related(
            "report__district__province", "report__month", "province", "file", "signature", "replaced_by"
        )


class Document(Scoped):
    """An issued form, kept byte for byte. A newer issue marks the older as replaced (R16).

    `revision` is the report's revision for RT.2, and counts the issues of the other forms.
    `content_sha256` is of exactly the data that were drawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    revision = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=40, unique=True)
    content_sha256 = models.CharField(max_length=64)
    certification = models.ForeignKey(
        DistrictCertification, null=True, on_delete=models.PROTECT, related_name="documents"
    )
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="document")
    total = models.DecimalField(max_digits=16, decimal_places=2)
    line_count = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaces")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("report", "issued_at")
        constraints = (
            scope_fits_kind("document_scope_fits_kind"),
            models.CheckConstraint(
                name="document_rt2_names_resolution",
                condition=(
                    Q(kind=Kind.RT2, certification__isnull=False)
                    | (~Q(kind=Kind.RT2) & Q(certification__isnull=True))
                ),
            ),
            models.UniqueConstraint(
                name="document_one_in_force",
                fields=("report", "kind"),
                condition=Q(replaced_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="document_one_in_force_in_province",
                fields=("province", "month", "kind"),
                condition=Q(replaced_at__isnull=True, province__isnull=False),
            ),
            models.UniqueConstraint(
                name="document_one_in_force_in_nation",
                fields=("month", "kind"),
                condition=Q(replaced_at__isnull=True, report__isnull=True, province__isnull=True),
            ),
            models.CheckConstraint(
                name="document_successor_only_where_replaced",
                condition=Q(replaced_by__isnull=True) | Q(replaced_at__isnull=False),
            ),
            models.CheckConstraint(name="document_total_not_negative", condition=Q(total__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def short_hash(self) -> str:
        """The twelve characters that every page of the paper carries."""
        return self.content_sha256[:12]

    def acting_for_of(self, signer: User) -> str:
        """For whom this person signs the paper: as the account says, else a province's for its governor."""
        return signer.acting_for or (self.province.governor if self.province_id else "")


class SignatureMethod(models.TextChoices):
    ELECTRONIC = "ELECTRONIC", "ลงนามในระบบ"
    SCAN = "SCAN", "ลงนามบนกระดาษและแนบภาพ"


class Signature(models.Model):
    """The signature on an issued document: the development officer's on RT.2, the province's on RT.4.

    It keeps the signer's name, position and acting-for line as of signing, the statements agreed to, one a
    line, and the hash of the signed bytes. A scan carries no statements.
    """

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="signature")
    method = models.CharField(max_length=10, choices=SignatureMethod.choices)
    signer = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    signer_name = models.CharField(max_length=120)
    position = models.CharField(max_length=480)
    acting_for = models.CharField(max_length=120, blank=True)
    statements = models.TextField(blank=True, db_default="")
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
