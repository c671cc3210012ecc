"""The Director-General's reports of a month: pinned, issued, and what came after each of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting import access
from reporting.access import Permission, needs
from reporting.actions import pinning
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.fiscal import FiscalMonth
from reporting.forms.director import DirectorForm
from reporting.models import Document, Kind, PinnedReport
from reporting.reports import director, export_files, slide, xlsx
from reporting.stats import pinning as stats

from .common import show_refusal
from .exports import sent
from .issuing import issued

OWN_FONT_ONLY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"


@require_safe
@needs(Permission.SEE_NATION)
def director_reports(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """The month's reports, the newest first, with the form for who may make one."""
    may_make = access.can(request.user, Permission.ISSUE_NATION)
    return _list(request, month, DirectorForm(today=bangkok_date(timezone.now())) if may_make else None)


@require_POST
@needs(Permission.ISSUE_NATION)
def director_pin(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """Pin the figures and issue the paper."""
    form = DirectorForm(request.POST, today=bangkok_date(timezone.now()))
    return _make(request, month, form) if form.is_valid() else _list(request, month, form)


def _list(request: HttpRequest, month: FiscalMonth, form: DirectorForm | None) -> HttpResponse:
    found = PinnedReport.objects.visible_to(request.user).filter(month=month).select_related("made_by")
    reports = list(found.defer("content"))
    papers = Document.objects.filter(
        month=month, content_sha256__in=[one.sha256 for one in reports]
    ).order_by()
    issued_as = {document.content_sha256: document for document in papers}
    rows = [(one, issued_as.get(one.sha256)) for one in reports]
    context = {"month": month, "rows": rows, "form": form}
    status = 422 if form and form.is_bound else 200
    return render(request, "reporting/director/reports.html", context, status=status)


def _make(request: HttpRequest, month: FiscalMonth, form: DirectorForm) -> HttpResponse:
    asked = form.cleaned_data
    try:
        report = pinning.pin(
            kind=Kind(asked["kind"]), month=month, on=asked["on"], by=request.user, now=timezone.now()
        )
        return issued(request, report.scope)
    except Refusal as refusal:
        show_refusal(request, refusal)
        return redirect("director_reports", month=month)


@require_safe
@needs(Permission.SEE_NATION)
def director_report(request: HttpRequest, month: FiscalMonth, pinned_id: int) -> HttpResponse:
    """One report as it was pinned, with what was corrected and confirmed since."""
    report = _found(request, month, pinned_id)
    context = {
        "month": month,
        "report": report,
        "document": report.pinned.document,
        "figures": slide.figures(report),
        "since": stats.since(report.pinned),
    }
    return render(request, "reporting/director/report.html", context)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def director_xlsx(request: HttpRequest, month: FiscalMonth, pinned_id: int) -> HttpResponse:
    report = _found(request, month, pinned_id)
    return _file(xlsx.draw(report), xlsx.CONTENT_TYPE, f"{report.pinned}.xlsx")


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def director_csv(request: HttpRequest, month: FiscalMonth, pinned_id: int, table: int) -> HttpResponseBase:
    """One of the report's tables: by category, by month, by province."""
    report = _found(request, month, pinned_id)
    found = report.tables[table]
    return sent(export_files.of_table(f"{report.pinned} {found.caption}", found), "csv")


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def director_slide(request: HttpRequest, month: FiscalMonth, pinned_id: int) -> HttpResponse:
    """A slide for a presentation. Opened by itself it may use its own font and nothing else."""
    report = _found(request, month, pinned_id)
    response = _file(slide.draw(report).encode(), "image/svg+xml", f"{report.pinned}.svg")
    response["Content-Security-Policy"] = OWN_FONT_ONLY
    return response


def _found(request: HttpRequest, month: FiscalMonth, pinned_id: int) -> director.Report:
    """The report with the number of its paper, if one was issued."""
    own = PinnedReport.objects.visible_to(request.user).filter(month=month).select_related("made_by")
    report = director.build(get_object_or_404(own, pk=pinned_id))
    if document := report.pinned.document:
        report = report.issued(signer=document.issued_by, number=document.number, verify_url="")
    return report


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name),
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=content_type, headers=headers)
