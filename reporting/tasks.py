"""Drawing beside the requests: small forms at once, large ones by the worker.

`manage.py db_worker` runs these tasks in production; in the demonstration they run where they are asked for.
Every task looks first after jobs whose process is gone.
"""

from __future__ import annotations

import logging
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from reporting.actions import jobs
from reporting.errors import Refusal
from reporting.models import Document, RenderJob, Scope, User
from reporting.reports import issuing
from reporting.reports.drafts import Draft

log = logging.getLogger(__name__)


def issue(*, scope: Scope, address: str, by: User, now: datetime) -> Document | RenderJob:
    """The document of a form, or the job that is making it. Raises NotReady and other refusals.

    What is drawn within two seconds is drawn at once; for the rest the worker is told.
    """
    at_once, data = settings.OTOP_DRAW_AT_ONCE, issuing.read(scope)
    answer = issuing.ask(scope=scope, address=address, by=by, now=now, data=data, at_once=at_once)
    if isinstance(answer, Document):
        return answer
    job, is_new = answer
    small = job.line_count <= at_once
    if is_new and small:
        return issuing.carry_out(job, clock=timezone.now, data=data)
    if is_new or _is_abandoned(job, now):
        if small:
            return issuing.run(job.pk, clock=timezone.now, data=data) or job
        draw.enqueue(str(job.pk))
    return job


def draft(form: Draft, *, address: str, by: User, now: datetime) -> RenderJob:
    """The job of a large draft: the one that is ready, the one under way, or a new one for the worker.

    Who asks for a draft tidies up first, so that drafts go also where no timer runs.
    """
    jobs.forget_drafts(now=now)
    own = RenderJob.objects.drafts_of(form.scope, content_sha256=form.content_sha256)
    if ready := own.at_hand(now).first():
        return ready
    job, is_new = jobs.ask(
        scope=form.scope,
        content_sha256=form.content_sha256,
        line_count=form.rows,
        address=address,
        by=by,
        now=now,
        is_draft=True,
    )
    if is_new or _is_abandoned(job, now):
        draw.enqueue(str(job.pk))
    return job


@task()
def draw(job_id: str) -> None:
    """Draw one job, after those that a lost process has left behind."""
    take_over()
    _run(UUID(job_id))


def take_over() -> int:
    """Draw the jobs whose lease is over; how many there were."""
    left = list(RenderJob.objects.abandoned(timezone.now()).values_list("pk", flat=True))
    for job_id in left:
        _run(job_id)
    return len(left)


def _is_abandoned(job: RenderJob, now: datetime) -> bool:
    return RenderJob.objects.abandoned(now).filter(pk=job.pk).exists()


def _run(job_id: UUID) -> None:
    """Draw; a refusal and a fault are kept with the job, and the next job is not held up by them."""
    try:
        issuing.run(job_id, clock=timezone.now)
    except Refusal as refusal:
        log.info("job %s: %s", job_id, refusal)
    except Exception:
        log.exception("job %s", job_id)
