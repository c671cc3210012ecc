"""The jobs of drawing: asked for once, drawn by whoever holds the lease, taken over when the lease is over.

A job says nothing of the domain and is in no log; the issue that comes out of it is. Drawing ends long before
its lease does, so a job whose lease is over belongs to a process that is gone.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from reporting.models import Document, JobState, RenderJob, Scope, User
from reporting.models.jobs import DRAFT_LIFE, LEASE

MOST_ATTEMPTS = 3
BEGUN = 5
GAVE_UP = "ระบบจัดทำเอกสารไม่สำเร็จหลายครั้ง โปรดแจ้งผู้ดูแลระบบ"


def ask(
    *,
    scope: Scope,
    content_sha256: str,
    line_count: int,
    address: str,
    by: User,
    now: datetime,
    is_draft: bool = False,
    leased: bool = False,
) -> tuple[RenderJob, bool]:
    """The job that draws this content, and whether it is new: a job under way serves all who ask for it.

    `leased`: a new one comes claimed, for who draws it at once.
    """
    lease = {"state": JobState.RUNNING, "attempt": 1, "progress": BEGUN, "lease_until": now + LEASE}
    while True:
        try:
            with transaction.atomic():
                job = RenderJob.objects.create(
                    **scope.columns,
                    content_sha256=content_sha256,
                    line_count=line_count,
                    address=address,
                    asked_at=now,
                    asked_by=by,
                    cover=by.cover,
                    is_draft=is_draft,
                    **(lease if leased else {}),
                )
            return job, True
        except IntegrityError:
            under_way = RenderJob.objects.of_scope(scope).under_way()
            if found := under_way.filter(content_sha256=content_sha256).first():
                return found, False
            # It was finished between the two looks: ask anew.


@transaction.atomic
def claim(*, job_id: UUID, now: datetime) -> RenderJob | None:
    """The job with a lease for the caller; None when another draws it or nothing is left to do."""
    job = RenderJob.objects.with_context().select_for_update(of=("self",)).get(pk=job_id)
    waiting = job.state == JobState.WAITING
    if not waiting and not (job.state == JobState.RUNNING and job.lease_until < now):
        return None
    if job.attempt >= MOST_ATTEMPTS:
        _close(job, now=now, error=GAVE_UP)
        return None
    job.state, job.attempt, job.progress = JobState.RUNNING, job.attempt + 1, BEGUN
    job.lease_until = now + LEASE
    job.save()
    return job


def report_progress(*, job: RenderJob, percent: int) -> None:
    """Say how far the drawing is."""
    RenderJob.objects.filter(pk=job.pk, attempt=job.attempt).under_way().update(progress=percent)


def finish(*, job: RenderJob, document: Document, now: datetime) -> None:
    """The document is there, whoever drew it; a job that has ended stays as it is."""
    RenderJob.objects.filter(pk=job.pk).under_way().update(
        state=JobState.DONE, lease_until=None, finished_at=now, progress=100, document=document
    )


@transaction.atomic
def keep_draft(*, job: RenderJob, content: bytes, content_sha256: str, now: datetime) -> None:
    """The draft is there, for an hour; `content_sha256` is what was drawn, which may be newer than asked."""
    present = RenderJob.objects.select_for_update().get(pk=job.pk)
    if present.finished_at is None and present.attempt == job.attempt:
        present.content_sha256, present.expires_at = content_sha256, now + DRAFT_LIFE
        present.file.save("draft.pdf", ContentFile(content), save=False)
        _close(present, now=now, done=True)


@transaction.atomic
def share_draft(*, job: RenderJob, other: RenderJob, now: datetime) -> None:
    """Another job came first with the same draft: one file serves both, until its hour is over."""
    present = RenderJob.objects.select_for_update().get(pk=job.pk)
    if present.finished_at is None:
        present.file, present.expires_at = other.file.name, other.expires_at
        _close(present, now=now, done=True)


def forget_drafts(*, now: datetime) -> int:
    """Erase the files of drafts whose hour is over; how many there were. The rows stay and say so.

    The file goes first, so that a lost process leaves no file behind without a row.
    """
    expired = list(RenderJob.objects.expired(now))
    for job in expired:
        job.file.storage.delete(job.file.name)
        RenderJob.objects.filter(pk=job.pk).update(file="")
    return len(expired)


@transaction.atomic
def fail(*, job: RenderJob, error: str, now: datetime) -> None:
    """Give the job up with a sentence, unless another has taken it over meanwhile."""
    present = RenderJob.objects.select_for_update().get(pk=job.pk)
    if present.finished_at is None and present.attempt == job.attempt:
        _close(present, now=now, error=error)


def _close(job: RenderJob, *, now: datetime, done: bool = False, error: str = "") -> None:
    job.state = JobState.DONE if done else JobState.FAILED
    job.lease_until, job.finished_at, job.progress = None, now, 100
    job.error = error[:500]
    job.save()
