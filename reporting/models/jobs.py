"""Forms that are being drawn: one row per job, so that nobody draws what another already draws (R16).

Whoever draws holds a lease. When a process is killed, nothing of its work is stored, and once the lease is
over the next one takes the job over. A form of one content is asked for once while it is on its way, however
many people press the button.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, IntegerField, Q, Value
from django.db.models.functions import Coalesce

from .documents import Document
from .scopes import Kind, Scope, Scoped, desk_of, scope_fits_kind
from .users import Role, User

LEASE = timedelta(minutes=5)


class JobState(models.TextChoices):
    WAITING = "WAITING", "รอคิว"
    RUNNING = "RUNNING", "กำลังจัดทำ"
    DONE = "DONE", "เสร็จแล้ว"
    FAILED = "FAILED", "ไม่สำเร็จ"


class RenderJobQuerySet(models.QuerySet["RenderJob"]):
    def visible_to(self, user: User) -> RenderJobQuerySet:
        """Jobs of one's own desk: the district's and province's forms, the department's national report."""
        if user.role == Role.DEPARTMENT:
            return self.filter(kind=Kind.NATION)
        return self.filter(desk_of(user))

    def with_context(self) -> RenderJobQuerySet:
        """Everything that drawing and its page read beside the job itself, in one query."""
        return self.select_related("report__district__province", "report__month", "province", "asked_by")

    def of_scope(self, scope: Scope) -> RenderJobQuerySet:
        return self.filter(**scope.columns)

    def under_way(self) -> RenderJobQuerySet:
        return self.filter(finished_at__isnull=True)

    def abandoned(self, now: datetime) -> RenderJobQuerySet:
        """Jobs whose lease is over, and jobs that nobody took for as long: whoever drew them is gone."""
        waits = Q(state=JobState.WAITING, asked_at__lt=now - LEASE)
        return self.filter(waits | Q(state=JobState.RUNNING, lease_until__lt=now))


class RenderJob(Scoped):
    """One form to be drawn. `address` is the portal's own, which the QR code leads to.

    `line_count` is the number of rows that the form has on paper.
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
    finished_at = models.DateTimeField(null=True)
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="jobs")

    objects = RenderJobQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at",)
        constraints = (
            scope_fits_kind("job_scope_fits_kind"),
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
                    | Q(
                        state=JobState.DONE,
                        lease_until__isnull=True,
                        finished_at__isnull=False,
                        document__isnull=False,
                        error="",
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
