"""Corrections of what is published: asking, withdrawing, granting, refusing, extending and ending (R13).

One page for the three offices. It knows what is published and what the request says, and no working figure:
the department decides without seeing the draft (R12).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting import access
from reporting.access import Permission
from reporting.actions import corrections, workflow
from reporting.errors import Refusal, WrongState
from reporting.fiscal import FiscalMonth
from reporting.forms.corrections import ExtendForm, GrantForm, WordsForm
from reporting.models import Correction, MonthlyReport, Publication
from reporting.reports import story_exports
from reporting.stats import correctable, steads

from .common import SAVED, require_form, show_refusal, to_report
from .correction_page import CorrectionPage
from .exports import sent

_NONE_OPEN = "เดือนนี้ไม่มีคำขอแก้ไขค้างอยู่ หรือมีผู้ดำเนินการไปแล้ว โปรดดูผลล่าสุด"

View = Callable[..., HttpResponse]


def on_publication(*permissions: Permission) -> Callable[[View], View]:
    """Decorate a view of a published district-month: it gets the publication that counts.

    404 outside one's area, 403 without any of the rights; a refusal brings the user back to the correction's
    page. Of a month that was never published only its own offices learn that it exists (R12).
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, district_code: str, month: FiscalMonth, **kwargs: Any
        ) -> HttpResponse:
            published = Publication.objects.visible_to(request.user).current()
            published = published.filter(district_id=district_code, month=month)
            found = published.select_related(
                "report__month", "report__district__province", "report__correction"
            ).first()
            own = MonthlyReport.objects.visible_to(request.user).for_month(month).with_context()
            report = found.report if found else own.filter(district_id=district_code).first()
            if report is None:
                raise Http404
            if not any(access.can(request.user, permission, report) for permission in permissions):
                raise PermissionDenied
            if found is None:
                messages.error(request, corrections.NOT_PUBLISHED)
                return to_report("sheet", report)
            try:
                return view(request, found, **kwargs)
            except Refusal as refusal:
                show_refusal(request, refusal)
                return _back(found)

        return guarded

    return decorate


@require_form
@on_publication(Permission.ASK_CORRECTION, Permission.REOPEN)
def correction(request: HttpRequest, publication: Publication) -> HttpResponse:
    """What is asked for and what became of it; where nothing is, the form that asks or opens."""
    page = CorrectionPage(publication, request.user, now=timezone.now())
    if request.method != "POST":
        return _show(request, page, form=page.form() if page.may_begin else None)
    if not page.may_begin:
        raise WrongState("มีคำขอแก้ไขค้างอยู่แล้ว หรือเดือนนี้ยังขอแก้ไขไม่ได้ โปรดดูผลล่าสุด")
    searching = "search" in request.POST
    form = page.form(request.POST, searching=searching)
    if searching:
        return _show(request, page, form=form)
    if not form.is_valid():
        return _show(request, page, form=form, status=422)
    who = {"report": publication.report, "wish": form.wish, "by": request.user, "now": timezone.now()}
    try:
        if page.may_decide:
            corrections.open_unasked(expires_on=form.cleaned_data["expires_on"], **who)
            messages.success(request, f"{SAVED} เปิดให้แก้ไขแล้ว ฉบับเดิมยังมีผลจนกว่าจะยืนยันฉบับใหม่")
        else:
            corrections.ask(**who)
            messages.success(request, f"{SAVED} ส่งคำขอแก้ไขแล้ว ถอนได้จนกว่าจะมีผู้พิจารณา")
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, page, form=form, status=422)
    return _back(publication)


@require_safe
@never_cache
@on_publication(Permission.ASK_CORRECTION, Permission.REOPEN)
def correction_export(request: HttpRequest, publication: Publication, file_type: str) -> HttpResponseBase:
    """The lines of all corrections of the month, as they were and as they became."""
    found = correctable.history(publication.report)
    done_for = steads.of_stream(f"report:{publication.report_id}")
    return sent(story_exports.corrections(publication, found, done_for), file_type)


@require_POST
@on_publication(Permission.ASK_CORRECTION)
def correction_withdraw(request: HttpRequest, publication: Publication) -> HttpResponse:
    corrections.withdraw(correction=_open(publication), by=request.user, now=timezone.now())
    messages.success(request, f"{SAVED} ถอนคำขอแล้ว")
    return _back(publication)


@require_POST
@on_publication(Permission.REOPEN)
def correction_grant(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Grant the ticked lines until a day."""
    page = CorrectionPage(publication, request.user, now=timezone.now())
    form = GrantForm(page.asked, request.POST, until=page.last_day)
    if not form.is_valid():
        return _show(request, page, grant=form, status=422)
    said = {"pairs": form.pairs, "expires_on": form.cleaned_data["expires_on"]}
    try:
        corrections.grant(correction=_open(publication), by=request.user, now=timezone.now(), **said)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, page, grant=form, status=422)
    messages.success(request, f"{SAVED} อนุญาตให้แก้ไขแล้ว ฉบับเดิมยังมีผลจนกว่าจะยืนยันฉบับใหม่")
    return _back(publication)


@require_POST
@on_publication(Permission.REOPEN)
def correction_refuse(request: HttpRequest, publication: Publication) -> HttpResponse:
    form = WordsForm(request.POST, label=CorrectionPage.REFUSE)
    if not form.is_valid():
        page = CorrectionPage(publication, request.user, now=timezone.now())
        return _show(request, page, refuse=form, status=422)
    who = {"by": request.user, "now": timezone.now()}
    corrections.refuse(correction=_open(publication), text=form.cleaned_data["text"], **who)
    messages.success(request, f"{SAVED} แจ้งว่าไม่อนุญาตแล้ว")
    return _back(publication)


@require_POST
@on_publication(Permission.REOPEN)
def correction_extend(request: HttpRequest, publication: Publication) -> HttpResponse:
    form = ExtendForm(request.POST)
    page = CorrectionPage(publication, request.user, now=timezone.now())
    if not form.is_valid():
        return _show(request, page, extend=form, status=422)
    until, who = form.cleaned_data["expires_on"], {"by": request.user, "now": timezone.now()}
    corrections.extend(correction=_open(publication), expires_on=until, **who)
    messages.success(request, f"{SAVED} เปลี่ยนวันหมดเวลาแก้ไขแล้ว")
    return _back(publication)


@require_POST
@on_publication(Permission.REOPEN)
def correction_end(request: HttpRequest, publication: Publication) -> HttpResponse:
    """End a correction that comes to nothing: the month is again as it is published."""
    form = WordsForm(request.POST, label=CorrectionPage.END)
    if not form.is_valid():
        page = CorrectionPage(publication, request.user, now=timezone.now())
        return _show(request, page, end=form, status=422)
    who = {"by": request.user, "now": timezone.now()}
    done = workflow.end_correction(report=publication.report, reason=form.cleaned_data["text"], **who)
    messages.success(request, f"{SAVED} ยุติการแก้ไขแล้ว ข้อมูลกลับเป็นฉบับที่ยืนยันไว้ เลขที่รับ {done.receipt}")
    return _back(publication)


def _open(publication: Publication) -> Correction:
    """The correction that waits or is granted; what came before it answers a repeated press. WrongState."""
    found = corrections.open_correction(publication.report)
    found = found or publication.report.corrections.order_by("-asked_at", "-id").first()
    if found is None:
        raise WrongState(_NONE_OPEN)
    return found


def _back(publication: Publication) -> HttpResponse:
    return redirect("correction", district_code=publication.district_id, month=publication.month)


def _show(request: HttpRequest, page: CorrectionPage, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "page": page,
        "month": page.publication.month,
        "publication": page.publication,
        "report": page.report,
        **page.forms(**forms),
    }
    return render(request, "reporting/corrections/correction.html", context, status=status)
