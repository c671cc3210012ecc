"""Forms to print and to take along: RT.1 to RT.4, the national report and the blank forms, as PDF and Excel.

What is drawn here is kept nowhere; a large draft for an hour (`drafting`). What is not issued says ร่าง.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.errors import Refusal
from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.models import Kind, MonthlyReport, Province, Scope
from reporting.readiness import Standing
from reporting.reports import nation as nation_form
from reporting.reports import pdf, province_forms, rt1, rt2, xlsx
from reporting.reports.blanks import BLANK_FORMS
from reporting.reports.past import Past

from . import papers
from .as_of import as_of
from .common import on_province, on_report, require_form
from .drafting import draft


@login_not_required
@require_safe
def blank_pdf(request: HttpRequest, blank: str) -> HttpResponse:
    """A form without data, for everybody."""
    try:
        return _file(_drawn_blank(blank), "application/pdf", f"{blank.upper()}.pdf")
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("landing")


@login_not_required
@require_safe
def blank_xlsx(request: HttpRequest, blank: str) -> HttpResponse:
    return xlsx_file(BLANK_FORMS[blank].build(), blank.upper())


@require_safe
@on_report(Permission.SEE_DESK, back="rt1")
def rt1_page(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """The collection sheets of the month as they will be printed."""
    context = {"report": report, "paper": rt1.build(report)}
    return render(request, "reporting/documents/rt1.html", context)


@require_form
@never_cache
@on_report(Permission.SEE_DESK, back="rt1")
def rt1_pdf(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return draft(request, Scope(Kind.RT1, report=report))


@require_safe
@never_cache
@on_report(Permission.SEE_DESK, back="rt1")
def rt1_xlsx(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return xlsx_file(rt1.build(report), f"RT1-{report.district_id}-{report.fiscal_month.slug}")


@require_safe
@never_cache
@on_report(Permission.SEE_DESK, back="rt2")
def rt2_xlsx(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    standing = Standing(report)
    number = standing.document.number if standing.document else ""
    name = f"RT2-{report.district_id}-{report.fiscal_month.slug}-{report.revision}"
    return xlsx_file(rt2.build(standing, number=number), name)


@require_form
@never_cache
@on_province(Permission.SEE_PROVINCE, back="rt3")
def rt3_pdf(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    past = as_of(request).past(province=province, month__in=[month])
    return draft(request, Scope(Kind.RT3, province=province, month=month), past=past)


@require_safe
@never_cache
@on_province(Permission.SEE_PROVINCE, back="rt3")
def rt3_xlsx(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    return _province_xlsx(request, province, month, form="rt3")


@require_form
@never_cache
@on_province(Permission.SEE_PROVINCE, back="rt4")
def rt4_pdf(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    past = as_of(request).past(province=province, month__in=[month])
    return draft(request, Scope(Kind.RT4, province=province, month=month), past=past)


@require_safe
@never_cache
@on_province(Permission.SEE_PROVINCE, back="rt4")
def rt4_xlsx(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    return _province_xlsx(request, province, month, form="rt4")


@require_safe
@needs(Permission.SEE_NATION)
def nation_report(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """The national report as it will be printed."""
    day, months = as_of(request), up_to(month)
    past = day.past(month__in=months)
    report = nation_form.build(month, past=past)
    context = {"month": month, "report": report} | day.context(past, month__in=months)
    context |= papers.of_form(Scope(Kind.NATION, month=month), report, request.user)
    return render(request, "reporting/nation/report.html", context, status=day.status)


@require_form
@never_cache
@needs(Permission.SEE_NATION)
def nation_report_pdf(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    past = as_of(request).past(month__in=up_to(month))
    try:
        return draft(request, Scope(Kind.NATION, month=month), past=past)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("nation_report", month=month)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def nation_report_xlsx(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    past = as_of(request).past(month__in=up_to(month))
    return xlsx_file(nation_form.build(month, past=past), f"OTOP-{month.slug}{_day(past)}")


def _province_xlsx(
    request: HttpRequest, province: Province, month: FiscalMonth, *, form: str
) -> HttpResponse:
    """RT.3 or RT.4 as a workbook, of today or of the day that the address asks for."""
    past = as_of(request).past(province=province, month__in=[month])
    forms = province_forms.build(province, month, working=True, past=past)
    return xlsx_file(getattr(forms, form), f"{form.upper()}-{province.pk}-{month.slug}{_day(past)}")


def up_to(month: FiscalMonth) -> list[FiscalMonth]:
    """The months that the national report sums."""
    return fiscal_year_months(month.fiscal_year)[: month.position]


def _day(past: Past | None) -> str:
    """The end of a file's name that names the day."""
    return f"-{past.day.isoformat()}" if past else ""


@cache
def _drawn_blank(blank: str) -> bytes:
    """The blank form's PDF; it never changes, so visitors cost one drawing."""
    form = BLANK_FORMS[blank]
    return pdf.draw(form.template, form.build())


def xlsx_file(report: Any, name: str) -> HttpResponse:
    return _file(xlsx.draw(report), xlsx.CONTENT_TYPE, f"{name}.xlsx")


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
