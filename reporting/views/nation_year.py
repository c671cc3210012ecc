"""A fiscal year of the nation, or of one of its provinces, as the provinces have confirmed it (R12).

The address says what is shown: the year, the months, what they are narrowed to and the day whose figures are
wanted. From the nation a province is opened, from the province its districts, from there the lines.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.deadlines import bangkok_date
from reporting.forms.nation_year import NationYearFilter
from reporting.models import Province
from reporting.navigation import opened_months
from reporting.stats import nation_year as stats

from . import nation_map, nation_parts, nation_year_rows, nation_year_tables
from .as_of import AsOf, as_of
from .nation_rows import LEVELS
from .years import opened_years, require_fiscal_year, year_links


@require_safe
@needs(Permission.SEE_NATION)
def nation_year(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Provinces × months with shares, growth and punctuality, on a map, and by every part of the sales."""
    require_fiscal_year(fiscal_year)
    day, asked = as_of(request), nation_filter(request, fiscal_year)
    table = narrowed_table(request, asked, day)
    links = nation_year_rows.Links(fiscal_year, asked, day)
    context = _context(request, table, links) | {
        "map": nation_map.draw(table, asked.coloured_by, links=links),
        "regions": nation_parts.regions(table),
    }
    context |= day.context(month__in=table.months)
    return render(request, "reporting/nation/year.html", context, status=_status(asked, day))


@require_safe
@needs(Permission.SEE_NATION)
def nation_province_year(request: HttpRequest, fiscal_year: int, province_code: str) -> HttpResponse:
    """The same of a province: its districts × months."""
    found = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    require_fiscal_year(fiscal_year)
    day, asked = as_of(request), NationYearFilter(request.GET, fiscal_year=fiscal_year)
    table = narrowed_table(request, asked, day, province=found)
    links = nation_year_rows.Links(fiscal_year, asked, day, found)
    context = _context(request, table, links) | {"province": found}
    context |= day.context(month__in=table.months, province=found)
    return render(request, "reporting/nation/province_year.html", context, status=_status(asked, day))


def nation_filter(request: HttpRequest, fiscal_year: int) -> NationYearFilter:
    """What the address of the nation's year is narrowed to; 1 query."""
    return NationYearFilter(request.GET, fiscal_year=fiscal_year, regions=Province.objects.regions())


def narrowed_table(
    request: HttpRequest, asked: NationYearFilter, day: AsOf, *, province: Province | None = None
) -> stats.YearTable:
    """The table that the page and its files show."""
    return stats.year_table(
        asked.fiscal_year,
        months=asked.months,
        narrowed=asked.narrowed(province),
        at=day.at,
        opened=opened_months(request),
        today=day.day or bangkok_date(timezone.now()),
    )


def _context(request: HttpRequest, table: stats.YearTable, links: nation_year_rows.Links) -> dict[str, Any]:
    """What both pages show."""
    years = opened_years(request, links.fiscal_year)
    place = {"province_code": links.province.pk} if links.province else {}
    return {
        "fiscal_year": links.fiscal_year,
        "years": year_links(links.page, links.fiscal_year, years, query=links.query, **place),
        "filter": links.asked,
        "day": links.day,
        "months": nation_year_rows.month_heads(table, links=links),
        "rows": nation_year_tables.by_month(table, links=links),
        "areas": nation_year_tables.areas(table, links=links),
        "total": nation_year_rows.total_row(table),
        "legend": LEVELS,
        "cards": nation_year_rows.cards(table, channel=links.asked.cleaned_data.get("channel", "")),
        "summed_from": "areas",
        "card_note": f"จากรายงานอำเภอ {table.total.districts:,} ฉบับ",
        "growth": nation_year_rows.growth(table),
        "rates": nation_year_rows.rates(table.punctual),
        "by_month": nation_parts.months(table, fiscal_year=links.fiscal_year),
        "parts": nation_parts.all_parts(table),
        "files": {table: _files(links, table, place) for table in ("year", "areas", "parts")},
    }


def _files(links: nation_year_rows.Links, table: str, place: dict[str, str]) -> dict[str, str]:
    """The addresses of one of the page's tables as files."""
    name = f"nation_province_{table}_export" if links.province else f"nation_{table}_export"
    at = {**place, "fiscal_year": links.fiscal_year}
    return {one: reverse(name, kwargs={**at, "file_type": one}) for one in ("csv", "xlsx")}


def _status(asked: NationYearFilter, day: AsOf) -> int:
    return day.status if asked.is_valid() else 422
