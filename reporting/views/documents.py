"""RT.2 on the screen and on paper: preview, draft and issue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting import access
from reporting.access import Permission
from reporting.models import Kind, MonthlyReport, Scope
from reporting.readiness import Standing, before_issuing
from reporting.reports import rt2 as rt2_form
from reporting.reports.drafts import signer_of

from . import cockpit, drafting, issuing, papers
from .common import on_report, require_form


@require_safe
@on_report(Permission.SEE_DESK)
def rt2(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    standing = Standing(report)
    document = standing.document
    number = document.number if document else ""
    checks = before_issuing(standing)
    takes_figures = report.takes_figures_at(timezone.now())
    context = {
        "report": report,
        "paper": rt2_form.build(standing, signer=signer_of(request.user, standing), number=number),
        "state": papers.state_of(standing),
        "document": document,
        "signature": standing.signature,
        "issued": papers.issued(standing),
        "todo": [row for row in cockpit.todo(checks, report, request.user) if not row.done],
        "may_sign": access.can(request.user, Permission.SIGN, report) and takes_figures,
    }
    return render(request, "reporting/documents/rt2.html", context)


@require_form
@never_cache
@on_report(Permission.SEE_DESK, back="rt2")
def rt2_draft(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return drafting.draft(request, Scope(Kind.RT2, report=report))


@require_POST
@on_report(Permission.SIGN, back="rt2")
def rt2_issue(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return issuing.issued(request, Scope(Kind.RT2, report=report))
