"""The resolutions of the OTOP committees: the district's on its month, the province's on its districts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from reporting.access import Permission
from reporting.actions import certifications
from reporting.deadlines import bangkok_date
from reporting.errors import NotReady, Refusal
from reporting.fiscal import FiscalMonth
from reporting.forms.documents import ProvinceResolutionForm, ResolutionForm
from reporting.models import Committee, CommitteeMember, MonthlyReport, Province, ProvincialCertification
from reporting.readiness import Standing, before_certifying
from reporting.stats import coverage

from . import cockpit
from .common import SAVED, on_province, on_report, require_form, to_report
from .seats import Seat


@require_form
@on_report(Permission.CERTIFY_DISTRICT)
def certify(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    form = ResolutionForm(*_sent(request), members=_members(report.district, report.fiscal_month))
    if request.method == "POST" and form.is_valid() and _certified(request, report, form):
        messages.success(request, SAVED)
        return to_report("sheet", report)
    standing = Standing(report)
    checks = before_certifying(standing)
    context = {
        "report": report,
        "seat": Seat.of_report(report),
        "form": form,
        "counts": standing.counts,
        "totals": standing.snapshot.channel_totals(),
        "total": standing.snapshot.total,
        "seen": standing.snapshot.sha256,
        "latest": standing.latest_certification,
        "in_force": standing.certification,
        "paper_issued": standing.document is not None,
        "todo": [row for row in cockpit.todo(checks, report, request.user) if not row.done],
        "takes_figures": report.takes_figures_at(timezone.now()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/certifications/certify.html", context, status=status)


@require_form
@on_province(Permission.CERTIFY_PROVINCE)
def province_certify(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    rows = coverage.district_rows(province, month)
    form = ProvinceResolutionForm(*_sent(request), rows=rows, members=_members(province, month))
    if request.method == "POST" and form.is_valid() and _covered(request, province, month, form):
        messages.success(request, SAVED)
        return redirect("province_certify", province_code=province.pk, month=month)
    recorded = ProvincialCertification.objects.filter(province=province, month=month)
    recorded = recorded.select_related("recorded_by", "file").prefetch_related(
        "coverage__report__district", "members"
    )
    context = {
        "province": province,
        "month": month,
        "seat": Seat(province, month),
        "form": form,
        "rows": rows,
        "any_free": any(row.can_be_covered for row in rows),
        "recorded": recorded.order_by("-recorded_at", "-id"),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/certifications/province_certify.html", context, status=status)


def _members(committee: Committee, month: FiscalMonth) -> list[CommitteeMember]:
    """Everybody who may have resolved the month by now: in office on a day since it began."""
    today = bangkok_date(timezone.now())
    return list(CommitteeMember.objects.of(committee).during(month.first_day, today).in_order())


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form binds to: the posted fields and files, or nothing."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _certified(request: HttpRequest, report: MonthlyReport, form: ResolutionForm) -> bool:
    try:
        certifications.certify_district(
            report=report,
            data=form.data_for_action(),
            seen=request.POST.get("seen"),
            by=request.user,
            now=timezone.now(),
        )
    except Refusal as refusal:
        _show(form, refusal)
        return False
    return True


def _covered(
    request: HttpRequest, province: Province, month: FiscalMonth, form: ProvinceResolutionForm
) -> bool:
    try:
        certifications.certify_province(
            province=province,
            month=month,
            report_ids=form.cleaned_data["reports"],
            data=form.data_for_action(),
            seen={pk: request.POST.get(f"seen-{pk}") for pk in form.cleaned_data["reports"]},
            by=request.user,
            now=timezone.now(),
        )
    except Refusal as refusal:
        _show(form, refusal)
        return False
    return True


def _show(form: ResolutionForm, refusal: Refusal) -> None:
    """Put a refusal on the form; which checks are open the page's own list says."""
    not_ready = isinstance(refusal, NotReady)
    form.add_error(None, "ยังบันทึกมติไม่ได้ โปรดทำรายการที่ค้างให้ครบก่อน" if not_ready else str(refusal))
