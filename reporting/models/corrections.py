"""Corrections: how a published figure is changed, from the request to the swap (R13).

A correction names the (producer, category) pairs that may change, why, and what it will come to. It is asked
for by the district or opened by who may grant it, granted until a day or refused, and ends with its
publication or without one. Each state is tied to its stamps by a CHECK; one correction at a time is open.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from reporting import deadlines

from .binder import Evidence
from .fields import MoneyField, all_or_none
from .groups import Category, ProducerGroup
from .publications import Publication
from .sales import SalesLine
from .workflow import MonthlyReport

if TYPE_CHECKING:
    from .users import User

PairKey = tuple[int, str]


class CorrectionReason(models.TextChoices):
    FORGOTTEN = "FORGOTTEN", "ลืมรายงานยอดหรือลืมกลุ่ม"
    MISTYPED = "MISTYPED", "พิมพ์ตัวเลขผิด"
    TWICE = "TWICE", "นับยอดซ้ำ"
    CHANNEL = "CHANNEL", "ลงยอดผิดช่องทาง"
    KIND = "KIND", "ผิดประเภทผลิตภัณฑ์หรือประเภทผู้ผลิต"
    EVIDENCE = "EVIDENCE", "พบหลักฐานใหม่"
    AUDIT = "AUDIT", "หน่วยตรวจสอบให้แก้ไข"
    OTHER = "OTHER", "อื่น ๆ"


class CorrectionState(models.TextChoices):
    ASKED = "ASKED", "รอพิจารณา"
    GRANTED = "GRANTED", "อนุญาตให้แก้ไข"
    PUBLISHED = "PUBLISHED", "จังหวัดยืนยันฉบับแก้ไขแล้ว"
    REFUSED = "REFUSED", "ไม่อนุญาต"
    WITHDRAWN = "WITHDRAWN", "อำเภอถอนคำขอ"
    ENDED = "ENDED", "ยุติการแก้ไข"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def visible_to(self, user: User) -> CorrectionQuerySet:
        """What is asked of published months: one's own area, and everywhere for who reads all publications.

        It says published figures and words only, so that it shows nothing of a draft (R12).
        """
        if user.sees_publications_of_all:
            return self
        if user.district_id:
            return self.filter(report__district_id=user.district_id)
        if user.province_id:
            return self.filter(report__district__province_id=user.province_id)
        return self.none()

    def open(self) -> CorrectionQuerySet:
        """Those that are asked for or granted and have not ended."""
        return self.filter(ended_at__isnull=True)

    def asked(self) -> CorrectionQuerySet:
        """Those that wait for an answer."""
        return self.filter(state=CorrectionState.ASKED)

    def with_context(self) -> CorrectionQuerySet:
        """Everything that a page says of a correction beside its lines, in one query."""
        return self.select_related(
            "report__month", "report__district__province", "asked_by", "granted_by", "ended_by"
        )

    def of_publications(self, publications: Iterable[Publication]) -> dict[int, Correction]:
        """Publication id → the correction that it came from, with its people; 1 query.

        First revisions have none, nor has a revision of the time before corrections named their lines.
        """
        wanted = {(one.report_id, one.revision - 1): one.pk for one in publications if one.revision > 1}
        found = self.filter(report_id__in={report_id for report_id, _ in wanted})
        found = found.filter(state=CorrectionState.PUBLISHED).select_related("asked_by", "granted_by")
        by_place = ((wanted.get((one.report_id, one.revision)), one) for one in found)
        return {publication_id: one for publication_id, one in by_place if publication_id is not None}


class Correction(models.Model):
    """`revision` is the published one that is to be replaced; `effect` what it is thought to add, in baht."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="corrections")
    revision = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=CorrectionState.choices, default=CorrectionState.ASKED)
    reason = models.CharField("เหตุผล", max_length=10, choices=CorrectionReason.choices)
    text = models.CharField("คำอธิบาย", max_length=400)
    effect = MoneyField("ผลต่อยอดรวมโดยประมาณ")
    evidence = models.ManyToManyField(Evidence, related_name="corrections")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(null=True)
    granted_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    # The last day, in Bangkok, on which the draft can be changed and submitted.
    expires_on = models.DateField("แก้ไขได้ถึงวันที่", null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    ended_text = models.CharField("คำชี้แจง", max_length=400, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("report", "asked_at", "id")
        constraints = (
            models.UniqueConstraint(
                name="correction_one_open_per_report",
                fields=("report",),
                condition=Q(ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="correction_state_agrees_with_stamps",
                condition=(
                    Q(state=CorrectionState.ASKED, granted_at__isnull=True, ended_at__isnull=True)
                    | Q(state=CorrectionState.GRANTED, granted_at__isnull=False, ended_at__isnull=True)
                    | Q(
                        state__in=[CorrectionState.REFUSED, CorrectionState.WITHDRAWN],
                        granted_at__isnull=True,
                        ended_at__isnull=False,
                    )
                    | Q(
                        state__in=[CorrectionState.PUBLISHED, CorrectionState.ENDED],
                        granted_at__isnull=False,
                        ended_at__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="correction_stamps_are_whole",
                condition=all_or_none("granted_at", "granted_by", "expires_on")
                & all_or_none("ended_at", "ended_by"),
            ),
            models.CheckConstraint(
                name="correction_has_reason_and_text",
                condition=Q(reason__in=[reason.value for reason in CorrectionReason]) & ~Q(text=""),
            ),
            models.CheckConstraint(
                name="correction_refusal_has_words",
                condition=~Q(state__in=[CorrectionState.REFUSED, CorrectionState.ENDED], ended_text=""),
            ),
            models.CheckConstraint(name="correction_revision_from_one", condition=Q(revision__gte=1)),
        )

    def __str__(self) -> str:
        return f"แก้ไข{self.report} ฉบับที่ {self.revision}"

    @property
    def why(self) -> str:
        """The coded reason and the words, in one sentence."""
        return f"{self.get_reason_display()}: {self.text}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_asked(self) -> bool:
        return self.state == CorrectionState.ASKED

    @property
    def is_granted(self) -> bool:
        return self.state == CorrectionState.GRANTED

    @property
    def is_unasked(self) -> bool:
        """Whether who granted it opened it without being asked."""
        return self.granted_by_id == self.asked_by_id

    def is_expired_at(self, now: datetime) -> bool:
        """Whether the last day of the grant is over in Bangkok: the draft is then frozen."""
        return self.is_granted and deadlines.is_late(now, self.expires_on)

    def granted_pairs(self) -> set[PairKey]:
        """The (producer, category) pairs that may be changed; 1 query."""
        return set(self.lines.filter(granted=True).values_list("group_id", "category"))


class CorrectionLineQuerySet(models.QuerySet["CorrectionLine"]):
    def with_line(self) -> CorrectionLineQuerySet:
        """Each with `line_id`: that of the pair's line in the report, or None while it has no line."""
        own = SalesLine.objects.filter(
            report=OuterRef("correction__report"), group=OuterRef("group"), category=OuterRef("category")
        )
        return self.annotate(line_id=Subquery(own.values("pk")[:1]))


class CorrectionLine(models.Model):
    """A (producer, category) pair that is asked for; a pair without a line yet can be named too."""

    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="lines")
    group = models.ForeignKey(ProducerGroup, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=10, choices=Category.choices)
    granted = models.BooleanField(default=False)

    objects = CorrectionLineQuerySet.as_manager()

    class Meta:
        ordering = ("correction", "id")
        constraints = (
            models.UniqueConstraint(
                name="correction_line_once_per_pair", fields=("correction", "group", "category")
            ),
            models.CheckConstraint(
                name="correction_line_category_known",
                condition=Q(category__in=[kind.value for kind in Category]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} · {self.get_category_display()}"

    @property
    def key(self) -> PairKey:
        return (self.group_id, self.category)
