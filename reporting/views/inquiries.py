"""ข้อซักถาม: what the department asks about published figures, and what it is answered (S46).

The department asks from a publication's page, the province answers, the district writes along where it was
brought in, the auditor reads. Nobody reaches a working figure here (R12).
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting import access
from reporting.access import Permission, needs
from reporting.actions import inquiries as actions
from reporting.errors import Refusal
from reporting.forms.inquiries import InquiryFilter, InquiryForm, ShareForm, WriteForm, close_form
from reporting.models import Inquiry, Publication
from reporting.models.inquiries import InquiryQuerySet
from reporting.navigation import opened_months
from reporting.reports import exports
from reporting.stats import inquiries as stats

from .common import SAVED, number, require_form, show_refusal
from .exports import sent
from .inquiry_page import InquiryPage
from .inquiry_rows import rows
from .publications import Month, on_publications

INQUIRIES_PER_PAGE = 50


@require_safe
@needs(Permission.SEE_PUBLICATIONS)
def inquiries(request: HttpRequest) -> HttpResponse:
    """The inquiries of one's own area, those that have waited longest first."""
    form, found = _wanted(request)
    page = Paginator(found, INQUIRIES_PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": rows(page, now=timezone.now())}
    status = 200 if form.is_valid() else 422
    return render(request, "reporting/inquiries/inquiries.html", context, status=status)


@require_safe
@never_cache
@needs(Permission.SEE_PUBLICATIONS)
def inquiries_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    """The list, all pages of it."""
    form, found = _wanted(request)
    if not form.is_valid():
        return redirect(f"{reverse('inquiries')}?{request.GET.urlencode()}")
    return sent(exports.inquiries(found, now=timezone.now()), file_type)


@require_form
@needs(Permission.SEE_PUBLICATIONS)
def inquiry(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """The thread; what is posted asks further, answers or remarks, as the writer's office may."""
    found = _found(request, inquiry_id)
    page = InquiryPage(request, found)
    if request.method != "POST":
        return page.draw()
    if not page.may_write:
        raise PermissionDenied
    form = WriteForm(request.POST)
    if not form.is_valid():
        return page.draw(write=form)
    return _done(request, found, actions.write, form.cleaned_data["text"], "ส่งข้อความแล้ว")


@require_POST
@needs(Permission.ANSWER)
def inquiry_share(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """The province brings the district in."""
    found, form = _found(request, inquiry_id), ShareForm(request.POST)
    if not form.is_valid():
        return InquiryPage(request, found).draw(share=form)
    return _done(request, found, actions.share, form.cleaned_data["text"], "แจ้งอำเภอแล้ว อำเภออ่านและชี้แจงได้")


@require_POST
@needs(Permission.INQUIRE)
def inquiry_close(request: HttpRequest, inquiry_id: int) -> HttpResponse:
    """The department ends the matter with a word."""
    found = _found(request, inquiry_id)
    form = close_form(found, request.POST)
    if not form.is_valid():
        return InquiryPage(request, found).draw(close=form)
    return _done(request, found, actions.close, form.cleaned_data["text"], "ปิดเรื่องแล้ว")


@require_form
@on_publications
def inquiry_ask(request: HttpRequest, month: Month) -> HttpResponse:
    """The question about a sum of the month, or about the line that the address names.

    The form carries the revision that was on the screen: a newer one is looked at before it is asked about.
    """
    if not access.can(request.user, Permission.INQUIRE):
        raise PermissionDenied
    publication = _asked_of(request, month)
    line = number(request.GET.get("line")) or None
    figures = stats.figures(publication, line)
    if not figures:
        raise Http404
    form = InquiryForm(figures, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = {"figure": form.chosen, "text": form.cleaned_data["text"]}
        try:
            made = actions.ask(publication=publication, by=request.user, now=timezone.now(), **said)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{SAVED} ส่งคำถามถึงจังหวัดแล้ว")
            return redirect("inquiry", inquiry_id=made.pk)
    context = month.context() | {"publication": publication, "form": form, "line": line}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/inquiries/ask.html", context, status=status)


def _wanted(request: HttpRequest) -> tuple[InquiryFilter, InquiryQuerySet]:
    months = [opened.month for opened in opened_months(request)]
    form = InquiryFilter(request.GET, user=request.user, months=months)
    own = Inquiry.objects.visible_to(request.user).with_context()
    return form, form.narrowed(own, now=timezone.now())


def _found(request: HttpRequest, inquiry_id: int) -> Inquiry:
    return get_object_or_404(Inquiry.objects.visible_to(request.user).with_context(), pk=inquiry_id)


def _asked_of(request: HttpRequest, month: Month) -> Publication:
    """The revision that the form was drawn from, or the one that counts."""
    wanted = number(request.POST.get("revision"))
    counts = next(one for one in month.publications if one.superseded_at is None)
    drawn = next((one for one in month.publications if one.revision == wanted), counts)
    return Publication.objects.select_related("district__province").get(pk=drawn.pk)


def _done(request: HttpRequest, found: Inquiry, action: Any, text: str, said: str) -> HttpResponse:
    """Carry an action out, and back to the thread with what came of it."""
    try:
        action(inquiry=found, text=text, by=request.user, now=timezone.now())
    except Refusal as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, f"{SAVED} {said}")
    return redirect("inquiry", inquiry_id=found.pk)
