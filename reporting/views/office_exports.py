"""Files of the pages about targets and about people, with the page's query and its rights."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.models import Province
from reporting.reports import office_exports
from reporting.stats import targets as stats

from .exports import back, sent
from .responsible import Found
from .targets import chosen_channel, districts_of, find_province, own_districts
from .years import require_fiscal_year


@require_safe
@never_cache
@needs(Permission.SEE_TARGETS)
def targets_export(request: HttpRequest, fiscal_year: int, file_type: str) -> HttpResponseBase:
    """All provinces; for province and district their own table."""
    require_fiscal_year(fiscal_year)
    if request.user.sees_publications_of_all:
        rows = stats.of_provinces(list(Province.objects.visible_to(request.user)), fiscal_year)
        return sent(office_exports.target_provinces(rows, fiscal_year=fiscal_year), file_type)
    channel = chosen_channel(request)
    year = stats.of_districts(own_districts(request), fiscal_year, channel=channel)
    return sent(office_exports.targets(year, place=request.user.office, channel=channel), file_type)


@require_safe
@never_cache
def targets_csv(request: HttpRequest, fiscal_year: int, province_code: str) -> HttpResponseBase:
    """A province's table of the channel that the page shows; the workbook has all of them."""
    province = find_province(request, Permission.SEE_TARGETS, fiscal_year, province_code)
    channel = chosen_channel(request)
    year = stats.of_districts(districts_of(province), fiscal_year, channel=channel)
    return sent(office_exports.targets(year, place=province, channel=channel), "csv")


@require_safe
@never_cache
@needs(Permission.SEE_USERS)
def responsible_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    """The offices of a province, or the provinces, narrowed as on the page."""
    found = Found(request)
    if not found.form.is_valid():
        return back("responsible", request)
    if found.chosen:
        place = str(found.rows[0].own.place) if found.rows else ""
        return sent(office_exports.responsible(found.offices, place=place), file_type)
    return sent(office_exports.responsible_provinces(found.rows), file_type)
