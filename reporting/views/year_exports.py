"""Files of the pages of a fiscal year: areas × months, completeness and punctuality, parts, the key figure.

Each has the address of its page with the page's query; what cannot be meant leads back to the page.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.forms.nation_year import NationYearFilter
from reporting.models import Province
from reporting.reports import year_exports

from .as_of import as_of
from .exports import back, day_of, sent
from .kpi import Found, of_district, of_nation, of_province
from .nation_year import narrowed_table, nation_filter
from .years import require_fiscal_year

TABLES = {"year": year_exports.year, "areas": year_exports.areas, "parts": year_exports.parts}


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def nation_year_export(
    request: HttpRequest, fiscal_year: int, table: str, file_type: str
) -> HttpResponseBase:
    """One of the tables of the nation's year, narrowed as on the page."""
    require_fiscal_year(fiscal_year)
    day, asked = as_of(request), nation_filter(request, fiscal_year)
    if not (day.form.is_valid() and asked.is_valid()):
        return back("nation_year", request, fiscal_year=fiscal_year)
    found = narrowed_table(request, asked, day)
    return sent(TABLES[table](found, fiscal_year=fiscal_year, day=day_of(day)), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def nation_province_year_export(
    request: HttpRequest, fiscal_year: int, province_code: str, table: str, file_type: str
) -> HttpResponseBase:
    """The same of a province's year."""
    province = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    require_fiscal_year(fiscal_year)
    day, asked = as_of(request), NationYearFilter(request.GET, fiscal_year=fiscal_year)
    if not (day.form.is_valid() and asked.is_valid()):
        return back("nation_province_year", request, fiscal_year=fiscal_year, province_code=province_code)
    found = narrowed_table(request, asked, day, province=province)
    return sent(TABLES[table](found, fiscal_year=fiscal_year, province=province, day=day_of(day)), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def kpi_nation_export(request: HttpRequest, fiscal_year: int, file_type: str) -> HttpResponseBase:
    found = of_nation(request, fiscal_year)
    return _key_figure(request, found, file_type, "kpi_nation", fiscal_year=fiscal_year)


@require_safe
@never_cache
def kpi_province_export(
    request: HttpRequest, province_code: str, fiscal_year: int, file_type: str
) -> HttpResponseBase:
    found, place = of_province(request, province_code, fiscal_year), {"province_code": province_code}
    return _key_figure(request, found, file_type, "kpi_province", fiscal_year=fiscal_year, **place)


@require_safe
@never_cache
def kpi_district_export(
    request: HttpRequest, district_code: str, fiscal_year: int, file_type: str
) -> HttpResponseBase:
    found, place = of_district(request, district_code, fiscal_year), {"district_code": district_code}
    return _key_figure(request, found, file_type, "kpi_district", fiscal_year=fiscal_year, **place)


def _key_figure(
    request: HttpRequest, found: Found, file_type: str, page: str, **place: object
) -> HttpResponseBase:
    if not (found.form.is_valid() and found.definition):
        return back(page, request, **place)
    export = year_exports.key_figure(
        found.total,
        found.parts,
        found.scope,
        thresholds=found.definition.thresholds,
        sources=found.sources,
    )
    return sent(export, file_type)
