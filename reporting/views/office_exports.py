"""Files of the pages about targets, people, producers and the log, with the page's query and its rights."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.models import AuditEvent, MonthlyReport, Province
from reporting.reports import office_exports
from reporting.stats import targets as stats

from . import audit, audit_rows, register, users
from .common import on_report
from .exports import back, sent
from .responsible import Found
from .targets import chosen_channel, districts_of, find_province, own_districts
from .years import require_fiscal_year

EVENTS_AT_ONCE = 200


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


@require_safe
@never_cache
@needs(Permission.SEE_USERS)
def users_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    """All pages of the list of accounts."""
    form, found = users.wanted(request)
    return sent(office_exports.accounts(found), file_type) if form.is_valid() else back("users", request)


@require_safe
@never_cache
@on_report(Permission.SEE_DESK)
def register_export(request: HttpRequest, report: MonthlyReport, file_type: str) -> HttpResponseBase:
    """All pages of the district's register."""
    form, found = register.wanted(request, report)
    if not form.is_valid():
        return back("register", request, district_code=report.district_id, month=report.fiscal_month)
    return sent(office_exports.register(report, register.rows_of(list(found))), file_type)


@require_safe
@never_cache
@needs(Permission.SEE_AUDIT)
def audit_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    """All pages of the log, with every change of every event; read some events at a time."""
    form, found = audit.wanted(request)
    events = found.select_related("actor", "cover__absent", "district", "province")
    return sent(office_exports.log(_events(events)), file_type) if form.is_valid() else back("audit", request)


def _events(found: QuerySet[AuditEvent]) -> Iterator[audit_rows.EventRow]:
    held: list[AuditEvent] = []
    for event in found.iterator(EVENTS_AT_ONCE):
        held.append(event)
        if len(held) == EVENTS_AT_ONCE:
            yield from audit_rows.rows(held, limit=None)
            held = []
    yield from audit_rows.rows(held, limit=None)
