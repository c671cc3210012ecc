"""Issuing forms from their pages, and the page that shows how far a form is that takes longer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting import tasks
from reporting.access import Permission, needs
from reporting.errors import Refusal
from reporting.fiscal import FiscalMonth
from reporting.models import OF_THE_DIRECTOR, Document, JobState, Kind, Province, RenderJob, Scope

from .cockpit import url_of
from .common import SAVED, on_province, public_address, show_refusal

SENTENCES = {
    JobState.WAITING: "รอคิวจัดทำ",
    JobState.RUNNING: "กำลังจัดหน้าและวาดเอกสาร",
    JobState.DONE: "จัดทำเสร็จแล้ว",
    JobState.FAILED: "จัดทำไม่สำเร็จ",
}


@require_POST
@on_province(Permission.ISSUE_PROVINCE, back="rt3")
def rt3_issue(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    return issued(request, Scope(Kind.RT3, province=province, month=month))


@require_POST
@on_province(Permission.ISSUE_PROVINCE, back="rt4")
def rt4_issue(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    return issued(request, Scope(Kind.RT4, province=province, month=month))


@require_POST
@needs(Permission.ISSUE_NATION)
def nation_issue(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    scope = Scope(Kind.NATION, month=month)
    try:
        return issued(request, scope)
    except Refusal as refusal:
        show_refusal(request, refusal)
        return redirect(page_of(scope))


@require_safe
@never_cache
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """How far a form is. It looks again by itself, and leads to the document or the draft in the end."""
    found = get_object_or_404(RenderJob.objects.visible_to(request.user).with_context(), pk=job_id)
    request.page_behind = page_of(found.scope)
    if found.state == JobState.DONE and not found.is_draft:
        return redirect("document", document_id=found.document_id)
    if found.state == JobState.DONE:
        context = {"job": found, "at_hand": found.is_at_hand(timezone.now()), "back": request.page_behind}
        return render(request, "reporting/documents/draft_ready.html", context)
    context = {
        "job": found,
        "sentence": SENTENCES[JobState(found.state)],
        "failed": found.state == JobState.FAILED,
        "back": request.page_behind,
    }
    return render(request, "reporting/documents/job.html", context)


@require_safe
@never_cache
def job_state(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The same for the page's script: how far, in words, and whether the page must be shown anew."""
    found = get_object_or_404(RenderJob.objects.visible_to(request.user), pk=job_id)
    sentence = SENTENCES[JobState(found.state)]
    over = found.finished_at is not None
    return JsonResponse({"progress": found.progress, "sentence": sentence, "over": over})


def issued(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Issue a form: back to its page with the number, or to the page of the job that is making it."""
    answer = tasks.issue(scope=scope, address=public_address(request), by=request.user, now=timezone.now())
    if isinstance(answer, RenderJob):
        return redirect("job", job_id=answer.pk)
    messages.success(request, f"{SAVED} ออก {_name(answer)} เลขที่ {answer.number} แล้ว")
    return redirect(page_of(scope))


def page_of(scope: Scope) -> str:
    """The address of the page on which a form is looked at and issued."""
    if scope.report:
        return url_of(scope.kind.lower(), scope.report)
    if scope.province:
        return reverse(scope.kind.lower(), args=(scope.province.pk, scope.month))
    page = "director_reports" if scope.kind in OF_THE_DIRECTOR else "nation_report"
    return reverse(page, args=(scope.month,))


def _name(document: Document) -> str:
    return document.get_kind_display()
