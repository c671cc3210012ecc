"""What pages show, as CSV and as a workbook: the page's address with the page's query, and its rights.

A file of published lines leaves while the publications are read, some at a time. A filter that cannot be
meant leads back to the page, which says what is wrong.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.forms.year_board import YearFilter
from reporting.models import District, MonthlyReport, Province, Publication
from reporting.navigation import opened_months
from reporting.reports import area_exports, export_files, exports, province_forms
from reporting.reports import nation as nation_form
from reporting.reports.export_files import Export
from reporting.reports.xlsx import CONTENT_TYPE
from reporting.stats import board, comparison, sheet

from .as_of import AsOf, as_of
from .common import on_province, on_report
from .desk_nation import NationDesk
from .nation import wanted_sum
from .printing import up_to
from .province_year import whole_year
from .publications import chosen
from .revisions import wanted
from .timeline import timeline

WRITERS = {
    "csv": (export_files.csv_parts, "text/csv; charset=utf-8"),
    "xlsx": (export_files.xlsx_parts, CONTENT_TYPE),
}


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def progress_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    """The open months of the department's first page."""
    desk = NationDesk(request.user, opened_months(request), now=timezone.now())
    return sent(exports.progress(desk.months), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def nation_month_export(request: HttpRequest, month: FiscalMonth, file_type: str) -> HttpResponseBase:
    """The provinces of a month, of one category where the page shows one."""
    day, category = as_of(request), wanted_sum(request)["category"]
    if not day.form.is_valid():
        return back("nation_month", request, month=month)
    table = comparison.month_table(month, at=day.at, category=category)
    return sent(exports.month(table, category=category, day=day_of(day)), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def nation_lines_export(request: HttpRequest, month: FiscalMonth, file_type: str) -> HttpResponseBase:
    """Every published line of the nation's month, of one category where the page shows one."""
    day, category = as_of(request), wanted_sum(request)["category"]
    if not day.form.is_valid():
        return back("nation_month", request, month=month)
    name = exports.lines_name(month, "ทั้งประเทศ", day_of(day))
    return sent(exports.lines(exports.in_force(month, day.at), name=name, category=category), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def nation_province_export(
    request: HttpRequest, month: FiscalMonth, province_code: str, file_type: str
) -> HttpResponseBase:
    """Every published line of a province's month."""
    found = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    day = as_of(request)
    if not day.form.is_valid():
        return back("nation_province", request, month=month, province_code=province_code)
    name = exports.lines_name(month, str(found), day_of(day))
    return sent(exports.lines(exports.in_force(month, day.at, province=found), name=name), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def nation_district_export(
    request: HttpRequest, month: FiscalMonth, district_code: str, file_type: str
) -> HttpResponseBase:
    """The lines that a district's page lists, of the revision and the sum that it shows."""
    districts = District.objects.visible_to(request.user).select_related("province")
    found, day = get_object_or_404(districts, pk=district_code), as_of(request)
    own = Publication.objects.visible_to(request.user).filter(district=found, month=month)
    publication = chosen(
        list(own.defer("payload").order_by("-revision")), request.GET.get("revision"), at=day.at
    )
    if publication is None or not day.form.is_valid():
        return back("nation_district", request, month=month, district_code=district_code)
    name = exports.lines_name(month, f"{found} ฉบับที่ {publication.revision}", "")
    return sent(exports.lines(own.filter(pk=publication.pk), name=name, **wanted_sum(request)), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_PUBLICATIONS)
def revisions_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    """All pages of the feed of revisions."""
    form, found = wanted(request)
    return sent(exports.revised(found), file_type) if form.is_valid() else back("revisions", request)


@require_safe
@never_cache
@on_province(Permission.SEE_PROVINCE)
def board_export(
    request: HttpRequest, province: Province, month: FiscalMonth, file_type: str
) -> HttpResponseBase:
    found = board.of_province(province, month, today=bangkok_date(timezone.now()))
    return sent(area_exports.board(province, month, found), file_type)


@require_safe
@never_cache
def province_year_export(
    request: HttpRequest, province_code: str, fiscal_year: int, file_type: str
) -> HttpResponseBase:
    """The board of the year, narrowed as on the page."""
    province, whole = whole_year(request, province_code, fiscal_year)
    return sent(area_exports.year(province, fiscal_year, YearFilter(request.GET).narrowed(whole)), file_type)


@require_safe
@never_cache
@on_province(Permission.SEE_PROVINCE, back="rt3")
def rt3_csv(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponseBase:
    return _form_csv(request, province, month, form="rt3")


@require_safe
@never_cache
@on_province(Permission.SEE_PROVINCE, back="rt4")
def rt4_csv(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponseBase:
    return _form_csv(request, province, month, form="rt4")


def _form_csv(request: HttpRequest, province: Province, month: FiscalMonth, *, form: str) -> HttpResponseBase:
    day = as_of(request)
    past = day.past(province=province, month__in=[month])
    paper = getattr(province_forms.build(province, month, working=True, past=past), form)
    return sent(export_files.of_table(f"{paper.title}{day_of(day)}", paper.tables[0]), "csv")


@require_safe
@never_cache
@on_report(Permission.SEE_DESK)
def sheet_export(request: HttpRequest, report: MonthlyReport, file_type: str) -> HttpResponseBase:
    """The lines of the sheet, all pages of it."""
    rows = sheet.with_weeks(sheet.rows(report, people=False))
    return sent(area_exports.lines(report, rows), file_type)


@require_safe
@never_cache
@on_report(Permission.SEE_DESK)
def history_export(request: HttpRequest, report: MonthlyReport, file_type: str) -> HttpResponseBase:
    return sent(area_exports.history(report, timeline(report)), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def nation_report_csv(request: HttpRequest, month: FiscalMonth, table: int) -> HttpResponseBase:
    """One of the two tables of the national report: the month, and the fiscal year up to it."""
    day = as_of(request)
    report = nation_form.build(month, past=day.past(month__in=up_to(month)))
    found = report.tables[table]
    return sent(export_files.of_table(f"{report.name} {found.name} {month.label}{day_of(day)}", found), "csv")


def sent(export: Export, file_type: str) -> StreamingHttpResponse:
    """The file while it is being written; its name is in Thai (RFC 5987)."""
    write, content_type = WRITERS[file_type]
    headers = {"Content-Disposition": content_disposition_header(True, f"{export.name}.{file_type}")}
    return StreamingHttpResponse(write(export), content_type=content_type, headers=headers)


def day_of(day: AsOf) -> str:
    """The end of a file's name that names a past day."""
    return f" ณ {thai_date(day.day, short=True)}" if day.day else ""


def back(page: str, request: HttpRequest, **place: object) -> HttpResponse:
    """To the page with the same query, which says what there is to say."""
    response = redirect(page, **place)
    if query := request.GET.urlencode():
        response["Location"] += f"?{query}"
    return response
