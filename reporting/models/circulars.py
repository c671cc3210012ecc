"""Circular letters: the committee certifies exact figures without meeting, each member by an own link (R18).

A circular carries the hash of each content it asks about, so a change of any line voids it by itself. A
member's link is a secret (`links`), which can be shown to the officer again.
"""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from reporting.deadlines import end_of_day

from .committee import Committee, CommitteeMember, CommitteeRole, committee_columns, of_one_committee
from .fields import FiscalMonthField, all_or_none
from .geography import District, Province
from .links import SecretLink, hash_of
from .workflow import MonthlyReport


class Outcome(models.TextChoices):
    ADOPTED = "ADOPTED", "ปิดและบันทึกเป็นมติ"
    CANCELLED = "CANCELLED", "ยกเลิก"
    VOID = "VOID", "ยอดเปลี่ยนหลังเวียน"


class Answer(models.TextChoices):
    AGREE = "AGREE", "เห็นชอบ"
    REMARK = "REMARK", "มีข้อสังเกต"


class CircularQuerySet(models.QuerySet["Circular"]):
    def of(self, committee: Committee) -> CircularQuerySet:
        return self.filter(**committee_columns(committee))

    def open(self) -> CircularQuerySet:
        """Neither closed nor cancelled; its figures or its last day may have passed all the same."""
        return self.filter(ended_at__isnull=True)


class Circular(models.Model):
    district = models.ForeignKey(District, null=True, on_delete=models.PROTECT, related_name="circulars")
    province = models.ForeignKey(Province, null=True, on_delete=models.PROTECT, related_name="circulars")
    month = FiscalMonthField()
    number = models.CharField("เลขที่หนังสือ", max_length=80)
    expires_on = models.DateField("ตอบได้ถึงวันที่")
    quorum = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    end_reason = models.CharField(max_length=500, blank=True)
    # When its office was told that the figures are no longer those that were sent round.
    void_told_at = models.DateTimeField(null=True)

    objects = CircularQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-id")
        constraints = (
            of_one_committee("circular_of_one_committee"),
            models.CheckConstraint(
                name="circular_is_whole", condition=~Q(number="") & Q(quorum__gte=1) & Q(month__gte=200010)
            ),
            models.CheckConstraint(
                name="circular_end_is_whole",
                condition=all_or_none("ended_at", "ended_by")
                & (
                    Q(ended_at__isnull=True, outcome="")
                    | Q(ended_at__isnull=False, outcome__in=[outcome.value for outcome in Outcome])
                ),
            ),
            models.CheckConstraint(
                name="circular_reason_where_cancelled", condition=~Q(outcome=Outcome.CANCELLED, end_reason="")
            ),
        )
        indexes = (
            models.Index(name="circular_by_district_month", fields=("district", "month")),
            models.Index(name="circular_by_province_month", fields=("province", "month")),
        )

    def __str__(self) -> str:
        return f"หนังสือเวียน {self.number}"

    @property
    def committee(self) -> Committee:
        return self.district or self.province

    def is_expired(self, now: datetime) -> bool:
        """Whether the last day to answer is over in Bangkok."""
        return now > end_of_day(self.expires_on)


class CircularItem(models.Model):
    """One revision of one district-month that a circular asks about; one open circular each (R18)."""

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="items")
    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="circular_items")
    revision = models.PositiveSmallIntegerField()
    content_sha256 = models.CharField(max_length=64)
    provincial = models.BooleanField()
    # The circular's own end, repeated so that the database itself can keep to one open circular.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("circular", "report")
        constraints = (
            models.UniqueConstraint(name="circular_item_once", fields=("circular", "report")),
            models.UniqueConstraint(
                name="circular_one_open_per_revision",
                fields=("report", "revision", "provincial"),
                condition=Q(ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.circular} · {self.report}"


class BallotQuerySet(models.QuerySet["Ballot"]):
    def behind(self, token: str) -> BallotQuerySet:
        """The ballot that a link leads to, if the link is one of ours."""
        return self.filter(token_sha256=hash_of(token))


class Ballot(SecretLink):
    """A member's place in a circular: the link, and the newest answer; earlier ones are in the log."""

    SALT = "reporting.circulars.link"

    circular = models.ForeignKey(Circular, on_delete=models.PROTECT, related_name="ballots")
    member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="ballots")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=10, choices=CommitteeRole.choices)
    answer = models.CharField("คำตอบ", max_length=10, choices=Answer.choices, blank=True)
    remark = models.CharField("ข้อสังเกต", max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    times = models.PositiveSmallIntegerField(default=0)

    objects = BallotQuerySet.as_manager()

    class Meta:
        ordering = ("circular", "id")
        constraints = (
            models.UniqueConstraint(name="ballot_once_per_member", fields=("circular", "member")),
            models.CheckConstraint(
                name="ballot_answer_is_whole",
                condition=Q(answer="", remark="", answered_at__isnull=True, times=0)
                | Q(answer__in=[answer.value for answer in Answer], answered_at__isnull=False, times__gte=1),
            ),
            models.CheckConstraint(
                name="ballot_remark_has_words", condition=~Q(answer=Answer.REMARK, remark="")
            ),
        )

    def __str__(self) -> str:
        return f"{self.circular} · {self.name}"
