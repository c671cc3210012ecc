"""Targets of a fiscal year: how complete they are, a province's table, and the ways to set them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from reporting import access
from reporting.access import Permission, needs
from reporting.actions import targets as actions
from reporting.errors import Refusal
from reporting.models import Channel, District, Province, TargetTable
from reporting.reports import target_table, xlsx
from reporting.stats import targets as stats

from . import target_rows
from .common import SAVED, show_refusal
from .years import FISCAL_YEARS, opened_years, require_fiscal_year, year_links


@require_safe
@needs(Permission.SEE_TARGETS)
def targets(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """All provinces with how much of their year is set; for province and district their own table."""
    require_fiscal_year(fiscal_year)
    years = year_links("targets", fiscal_year, _years(request, fiscal_year))
    if not request.user.sees_publications_of_all:
        return _table(request, own_districts(request), fiscal_year, years)
    rows = stats.of_provinces(list(Province.objects.visible_to(request.user)), fiscal_year)
    context = {
        "fiscal_year": fiscal_year,
        "years": years,
        "rows": target_rows.of_provinces(rows),
        "complete": sum(row.is_complete for row in rows),
        "begun": sum(row.set_cells > 0 for row in rows),
        "total": target_rows.figure(stats.added(row.total for row in rows)),
    }
    return render(request, "reporting/targets/targets.html", context)


@require_safe
def targets_province(request: HttpRequest, fiscal_year: int, province_code: str) -> HttpResponse:
    """A province's districts × months, one channel or all; what differs from the print, and its tables."""
    province = find_province(request, Permission.SEE_TARGETS, fiscal_year, province_code)
    years = [
        {
            "label": year,
            "url": reverse("targets_province", args=(year, province.pk)),
            "current": year == fiscal_year,
        }
        for year in _years(request, fiscal_year)
    ]
    return _table(request, districts_of(province), fiscal_year, years)


@require_safe
def targets_xlsx(request: HttpRequest, fiscal_year: int, province_code: str) -> HttpResponse:
    """The accepted table as a workbook."""
    province = find_province(request, Permission.SEE_TARGETS, fiscal_year, province_code)
    year = stats.of_districts(districts_of(province), fiscal_year)
    name = f"เป้าหมาย OTOP {province} {fiscal_year}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    book = xlsx.draw(target_table.Report(province, year))
    return HttpResponse(book, content_type=xlsx.CONTENT_TYPE, headers=headers)


@require_POST
def targets_assign(request: HttpRequest, fiscal_year: int, province_code: str) -> HttpResponse:
    """Let a printed column of one of the tables count for another channel."""
    province = find_province(request, Permission.MANAGE_TARGETS, fiscal_year, province_code)
    tables = TargetTable.objects.filter(province=province, fiscal_year=fiscal_year)
    table = tables.filter(pk=_number(request.POST.get("table"))).first()
    column = request.POST.get("column")
    try:
        if table is None or column not in Channel.values:
            raise Http404
        asked = {"column": column, "channel": request.POST.get("channel", "")}
        moved = actions.assign_column(table=table, **asked, by=request.user, now=timezone.now())
    except Refusal as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, f"{SAVED} เปลี่ยนช่องทาง {moved} ค่า")
    return redirect("targets_province", fiscal_year=fiscal_year, province_code=province.pk)


def find_province(
    request: HttpRequest, permission: Permission, fiscal_year: int, province_code: str
) -> Province:
    """The province of the address: 404 where it is not the person's, 403 without the right."""
    require_fiscal_year(fiscal_year)
    visible = Province.objects.visible_to(request.user).reporting()
    province = get_object_or_404(visible, pk=province_code)
    if not access.can(request.user, permission):
        raise PermissionDenied
    return province


def own_districts(request: HttpRequest) -> list[District]:
    return list(District.objects.reporting().visible_to(request.user).select_related("province"))


def chosen_channel(request: HttpRequest) -> str | None:
    """The channel that the address asks for; None is all of them."""
    asked = request.GET.get("channel")
    return asked if asked in Channel.values else None


def districts_of(province: Province) -> list[District]:
    return list(District.objects.reporting().filter(province=province).select_related("province"))


def _table(
    request: HttpRequest, districts: list[District], fiscal_year: int, years: list[dict[str, Any]]
) -> HttpResponse:
    channel = chosen_channel(request)
    year = stats.of_districts(districts, fiscal_year, channel=channel)
    province = districts[0].province
    tables = list(
        TargetTable.objects.filter(province=province, fiscal_year=fiscal_year).select_related("accepted_by")
    )
    whole = (
        access.can(request.user, Permission.SEE_TARGETS, province) or request.user.sees_publications_of_all
    )
    context = {
        "fiscal_year": fiscal_year,
        "years": years,
        "province": province,
        "place": province if whole else districts[0],
        "is_whole": whole,
        "leads_up": request.user.sees_publications_of_all,
        "may_set": access.can(request.user, Permission.MANAGE_TARGETS),
        "year": year,
        "channels": target_rows.channel_links(request.path, year, channel),
        "rows": target_rows.of_districts(year),
        "sums": [target_rows.figure(total) for total in year.sums],
        "total": target_rows.figure(year.total),
        "changed": target_rows.changed(year),
        "decisions": target_rows.decisions(tables) if whole else [],
        "tables": target_rows.tables(tables, year) if whole else [],
        "channel_choices": Channel.choices,
    }
    return render(request, "reporting/targets/province.html", context)


def _years(request: HttpRequest, current: int) -> list[int]:
    """The years with an opened month, and those beside the current one: targets come before the months."""
    return sorted(
        {*opened_years(request, current), current - 1, current + 1} & set(FISCAL_YEARS), reverse=True
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
