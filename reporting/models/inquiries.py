"""What the department asks a province about a published figure, and what it is answered (S46).

An inquiry is pinned to one publication and keeps the figure as it stood there; it knows no working figure and
changes none (R12, R13). A message is never changed and never taken away (R16). The district of the
publication reads and writes along from the moment the province brings it in.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Value

from .fields import MoneyField, all_or_none, not_negative
from .groups import Category
from .publications import Publication
from .sales import Channel
from .users import Role

if TYPE_CHECKING:
    from .users import User


class InquiryState(models.TextChoices):
    """Who has the matter: the province, the department, nobody any more."""

    OPEN = "OPEN", "รอจังหวัดตอบ"
    ANSWERED = "ANSWERED", "จังหวัดตอบแล้ว"
    CLOSED = "CLOSED", "ปิดเรื่องแล้ว"


class InquiryQuerySet(models.QuerySet["Inquiry"]):
    def visible_to(self, user: User) -> InquiryQuerySet:
        """All for who reads every publication, the own province's, and those a district was brought into."""
        if user.sees_publications_of_all:
            return self
        if user.district_id:
            return self.filter(publication__district_id=user.district_id, shared_at__isnull=False)
        return self.filter(publication__province_id=user.province_id) if user.province_id else self.none()

    def waiting_for(self, user: User) -> InquiryQuerySet:
        """Those in which the next word is this person's office's."""
        return self._waiting(user.role, user.district_id, user.province_id)

    def count_for_each(self) -> models.QuerySet:
        """How many wait for a person, as a subquery beside the person's own row."""
        own = self._waiting(OuterRef("role"), OuterRef("district_id"), OuterRef("province_id"))
        return own.order_by().values(one=Value(1)).annotate(number=Count("pk")).values("number")

    def with_context(self) -> InquiryQuerySet:
        """Everything that a list says of an inquiry, in one query; no payload."""
        found = self.select_related("publication__province", "publication__district", "asked_by")
        return found.defer("publication__payload")

    def _waiting(self, role: Any, district: Any, province: Any) -> InquiryQuerySet:
        with_district = Q(publication__district=district, shared_at__isnull=False, heard_at__isnull=True)
        with_office = Q(publication__province=province) | with_district
        with_department = Q(asking=role, state=InquiryState.ANSWERED)
        asked = self.annotate(asking=Value(Role.DEPARTMENT.value))
        return asked.filter(Q(with_office, state=InquiryState.OPEN) | with_department)


class Inquiry(models.Model):
    """`line` names a line of the publication's payload, category and channel a sum of it; empty is all.

    `subject` and `amount` say which figure that is and how much it was, in baht; `since` is when the present
    state began. The district was brought in at `shared_at` and has written since at `heard_at`.
    """

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="inquiries")
    line = models.BigIntegerField(null=True)
    category = models.CharField(max_length=10, choices=Category.choices, blank=True)
    channel = models.CharField(max_length=10, choices=Channel.choices, blank=True)
    subject = models.CharField("เรื่อง", max_length=400)
    amount = MoneyField("ยอดที่ซักถาม")
    state = models.CharField(max_length=10, choices=InquiryState.choices, default=InquiryState.OPEN)
    since = models.DateTimeField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    shared_at = models.DateTimeField(null=True)
    shared_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")
    heard_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("reporting.User", null=True, on_delete=models.PROTECT, related_name="+")

    objects = InquiryQuerySet.as_manager()

    class Meta:
        ordering = ("since", "id")
        constraints = (
            models.CheckConstraint(
                name="inquiry_state_agrees_with_stamps",
                condition=(
                    Q(state=InquiryState.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                    | Q(
                        state__in=[InquiryState.OPEN, InquiryState.ANSWERED],
                        closed_at__isnull=True,
                        closed_by__isnull=True,
                    )
                ),
            ),
            models.CheckConstraint(
                name="inquiry_sharing_is_whole",
                condition=all_or_none("shared_at", "shared_by")
                & (Q(heard_at__isnull=True) | Q(shared_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="inquiry_figure_is_named",
                condition=~Q(subject="")
                & Q(category__in=["", *(kind.value for kind in Category)])
                & Q(channel__in=["", *(channel.value for channel in Channel)]),
            ),
            models.CheckConstraint(name="inquiry_amount_not_negative", condition=not_negative("amount")),
        )
        indexes = (
            models.Index(
                name="inquiry_not_closed",
                fields=("state", "publication"),
                condition=~Q(state=InquiryState.CLOSED.value),
            ),
        )

    def __str__(self) -> str:
        return f"{self.publication.district} เดือน{self.publication.month}: {self.subject}"

    @property
    def is_closed(self) -> bool:
        return self.state == InquiryState.CLOSED

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None

    def days_at(self, now: datetime) -> int:
        """For how many whole days the matter has been where it is."""
        return (now - self.since).days


class InquiryMessageKind(models.TextChoices):
    """What a message does to its inquiry."""

    ASK = "ASK", "ถาม"
    ANSWER = "ANSWER", "ตอบ"
    SHARE = "SHARE", "ขอให้อำเภอชี้แจง"
    REMARK = "REMARK", "อำเภอชี้แจง"
    CLOSE = "CLOSE", "ปิดเรื่อง"


class InquiryMessage(models.Model):
    inquiry = models.ForeignKey(Inquiry, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=10, choices=InquiryMessageKind.choices)
    author = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    text = models.CharField("ข้อความ", max_length=1000)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="inquiry_message_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="inquiry_message_kind_known",
                condition=Q(kind__in=[kind.value for kind in InquiryMessageKind]),
            ),
        )

    def __str__(self) -> str:
        return self.text
