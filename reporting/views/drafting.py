"""Drafts of forms: small ones at once, large ones by the worker, with a page that leads to the file.

Looking never writes: the address of a large draft answers a GET with the draft that is ready, the page of the
job that is making it, or a page that offers to have it made; only a POST asks for it.
"""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting import tasks
from reporting.models import RenderJob, Scope
from reporting.reports import drafts
from reporting.reports.past import Past

from .common import public_address
from .issuing import page_of


def draft(request: HttpRequest, scope: Scope, *, past: Past | None = None) -> HttpResponse:
    """A form as it stands. Raises refusals; the caller has checked the right to see it.

    One of a past day is drawn while one waits: of such forms even the nation's has some 150 rows only.
    """
    address, now = public_address(request), timezone.now()
    form = drafts.build(scope, by=request.user, address=address, past=past)
    if past or form.rows <= settings.OTOP_DRAW_AT_ONCE:
        return _shown(form.draw(), form.name)
    if request.method == "POST":
        return redirect("job", job_id=tasks.draft(form, address=address, by=request.user, now=now).pk)
    own = RenderJob.objects.drafts_of(scope, content_sha256=form.content_sha256)
    if found := own.at_hand(now).first() or own.under_way().first():
        return redirect("job", job_id=found.pk)
    context = {"kind": scope.kind.label, "title": RenderJob(**scope.columns)}
    context |= {"rows": form.rows, "back": page_of(scope)}
    return render(request, "reporting/documents/draft.html", context)


@require_safe
@never_cache
def job_file(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """A large draft that is ready; when its hour is over, the page that says so."""
    jobs = RenderJob.objects.visible_to(request.user).filter(is_draft=True)
    found = get_object_or_404(jobs.with_context(), pk=job_id)
    if not found.is_at_hand(timezone.now()):
        return redirect("job", job_id=found.pk)
    with found.file.open("rb") as file:
        return _shown(file.read(), drafts.name_of(found.scope))


def _shown(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
