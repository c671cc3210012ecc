"""The covering letter, as a PDF to print and as a file to edit; drawn anew each time and kept nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.models import MonthlyReport, Province
from reporting.readiness import Standing
from reporting.reports import letter, letter_file, pdf

from .common import on_province, on_report


@require_safe
@never_cache
@on_report(Permission.ENTER, back="rt2")
def letter_district(request: HttpRequest, report: MonthlyReport, file_type: str) -> HttpResponse:
    drawn = letter.of_district(Standing(report), user=request.user, today=bangkok_date(timezone.now()))
    return _file(drawn, file_type, f"letter-{report.district_id}-{report.fiscal_month.slug}")


@require_safe
@never_cache
@on_province(Permission.ISSUE_PROVINCE, back="rt4")
def letter_province(
    request: HttpRequest, province: Province, month: FiscalMonth, file_type: str
) -> HttpResponse:
    drawn = letter.of_province(province, month, user=request.user, today=bangkok_date(timezone.now()))
    return _file(drawn, file_type, f"letter-{province.pk}-{month.slug}")


def _file(drawn: letter.Letter, file_type: str, name: str) -> HttpResponse:
    if file_type == "pdf":
        content, content_type, way = pdf.draw("print/letter.html", drawn), "application/pdf", "inline"
    else:
        content, content_type, way = letter_file.draw(drawn), letter_file.CONTENT_TYPE, "attachment"
    headers = {"Content-Disposition": f'{way}; filename="{name}.{file_type}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
