"""Forms that are being drawn: one row per job, so that nobody draws what another already draws (R16).

Whoever draws holds a lease. When a process is killed, nothing of its work is stored, and once the lease is
over the next one takes the job over. A form of one content is asked for once while it is on its way, however
many people press the button.

An issue becomes a document. A draft is a file of the job itself, for an hour: nobody keeps drafts.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, IntegerField, Q, Value
from django.db.models.functions import Coalesce

from .documents import Document
from .evidence import random_path
from .scopes import OF_A_DISTRICT, OF_THE_NATION, Kind, Scope, Scoped, desk_of, scope_fits_kind
from .users import User

LEASE = timedelta(minutes=5)
DRAFT_LIFE = timedelta(hours=1)


class JobState(models.TextChoices):
    WAITING = "WAITING", "รอคิว"
    RUNNING = "RUNNING", "กำลังจัดทำ"
    DONE = "DONE", "เสร็จแล้ว"
    FAILED = "FAILED", "ไม่สำเร็จ"


class RenderJobQuerySet(models.QuerySet["RenderJob"]):
    def visible_to(self, user: User) -> RenderJobQuerySet:
        """Jobs of one's own desk: the district's and province's forms, the department's own reports."""
        if user.sees_publications_of_all:
            return self.filter(kind__in=OF_THE_NATION)
        return self.filter(desk_of(user))

    def with_context(self) -> RenderJobQuerySet:
        """Everything that drawing and its page read beside the job itself, in one query."""
        cover = ("cover__absent", "cover__district__province", "cover__province")
        return self.select_related(
            "report__district__province", "report__month", "province", "asked_by", *cover
        )

    def of_scope(self, scope: Scope) -> RenderJobQuerySet:
        return self.filter(**scope.columns)

    def under_way(self) -> RenderJobQuerySet:
        return self.filter(finished_at__isnull=True)

    def drafts_of(self, scope: Scope, *, content_sha256: str) -> RenderJobQuerySet:
        """The drafts of exactly this content, the latest first."""
        own = self.of_scope(scope).filter(is_draft=True, content_sha256=content_sha256)
        return own.order_by("-asked_at")

    def at_hand(self, now: datetime) -> RenderJobQuerySet:
        """Drafts that can be looked at."""
        return self.filter(is_draft=True, expires_at__gt=now).exclude(file="")

    def expired(self, now: datetime) -> RenderJobQuerySet:
        """Drafts whose hour is over and whose file is still there."""
        return self.filter(is_draft=True, expires_at__lte=now).exclude(file="")

    def abandoned(self, now: datetime) -> RenderJobQuerySet:
        """Jobs whose lease is over, and jobs that nobody took for as long: whoever drew them is gone."""
        waits = Q(state=JobState.WAITING, asked_at__lt=now - LEASE)
        return self.filter(waits | Q(state=JobState.RUNNING, lease_until__lt=now))


class RenderJob(Scoped):
    """One form to be drawn. `address` is the portal's own, which the QR code leads to.

    `line_count` is the number of rows that the form has on paper. The content of an issue is that of its
    lines; of a draft, everything that is drawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_sha256 = models.CharField(max_length=64)
    line_count = models.PositiveIntegerField()
    address = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    # In whose stead; whoever draws the form draws it for that desk.
    cover = models.ForeignKey(
        "reporting.Cover", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    finished_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="jobs")
    is_draft = models.BooleanField(default=False, db_default=False)
    file = models.FileField(upload_to=random_path, max_length=120, blank=True, default="", db_default="")
    expires_at = models.DateTimeField(null=True)

    objects = RenderJobQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at",)
        constraints = (
            scope_fits_kind("job_scope_fits_kind", of_a_district=(Kind.RT1, *OF_A_DISTRICT)),
            models.CheckConstraint(name="job_rt1_is_a_draft", condition=~Q(kind=Kind.RT1) | Q(is_draft=True)),
            # Columns that do not apply are NULL, and NULLs differ from each other in a unique index.
            models.UniqueConstraint(
                "kind",
                Coalesce("report_id", Value(0)),
                Coalesce("province_id", Value("")),
                Coalesce(F("month"), Value(0), output_field=IntegerField()),
                "content_sha256",
                name="job_once_while_under_way",
                condition=Q(finished_at__isnull=True),
            ),
            models.CheckConstraint(name="job_progress_is_percent", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="job_state_agrees_with_stamps",
                condition=(
                    Q(state=JobState.WAITING, lease_until__isnull=True, finished_at__isnull=True, error="")
                    | Q(
                        state=JobState.RUNNING,
                        lease_until__isnull=False,
                        finished_at__isnull=True,
                        attempt__gte=1,
                        error="",
                    )
                    | (
                        Q(state=JobState.DONE, lease_until__isnull=True, finished_at__isnull=False, error="")
                        & (Q(document__isnull=False) | Q(is_draft=True))
                    )
                    | (
                        Q(
                            state=JobState.FAILED,
                            lease_until__isnull=True,
                            finished_at__isnull=False,
                            document__isnull=True,
                        )
                        & ~Q(error="")
                    )
                ),
            ),
            models.CheckConstraint(
                name="job_draft_is_kept_for_a_while",
                condition=(
                    Q(is_draft=False, expires_at__isnull=True, file="")
                    | Q(is_draft=True, document__isnull=True, state=JobState.DONE, expires_at__isnull=False)
                    | (
                        Q(is_draft=True, document__isnull=True, expires_at__isnull=True, file="")
                        & ~Q(state=JobState.DONE)
                    )
                ),
            ),
        )
        indexes = (
            models.Index(
                name="job_under_way",
                fields=("asked_at",),
                condition=Q(finished_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.area} {self.fiscal_month}"

    @property
    def asker(self) -> User:
        """Who asked, with the role and the area in which it was asked."""
        if self.cover is not None and self.asked_by.cover is None:
            self.asked_by.act_under(self.cover)
        return self.asked_by

    def is_at_hand(self, now: datetime) -> bool:
        """Whether the draft is there and may still be looked at."""
        return bool(self.file) and self.expires_at is not None and now < self.expires_at
