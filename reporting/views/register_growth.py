"""ผู้ผลิตรายใหม่ รายเดิม และหยุดขาย: of the nation, of a province and of a district, with their sales (S54).

Every page reads confirmed publications alone (R12): of one's own district, of one's own province, or of all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting import access
from reporting.access import Permission, needs
from reporting.fiscal import fiscal_year_months
from reporting.forms.register_growth import CategoryForm
from reporting.models import District, ProducerGroup, Province
from reporting.reports import register_growth as reports
from reporting.stats import register_growth as stats
from reporting.stats.register_growth import Area, Growth, Producer

from . import register_growth_rows as rows
from .area_crumbs import crumbs
from .as_of import AsOf, as_of
from .exports import back, day_of, sent
from .years import opened_years, require_fiscal_year, year_links


@dataclass(frozen=True)
class Found:
    """What a page and its file show: the sum, the areas that make it up, or a district's own producers."""

    fiscal_year: int
    area: Area | None
    form: CategoryForm
    day: AsOf
    total: Growth
    parts: list[Growth] = field(default_factory=list)
    producers: list[Producer] = field(default_factory=list)

    @property
    def is_valid(self) -> bool:
        return self.form.is_valid() and self.day.form.is_valid()

    @property
    def query(self) -> str:
        """The end of an address that asks for the same of another place or year."""
        return rows.query(self.form.chosen, self.day)


@require_safe
@needs(Permission.SEE_NATION)
def growth_nation(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The nation and its provinces."""
    return _page(request, _of_nation(request, fiscal_year))


@require_safe
def growth_province(request: HttpRequest, province_code: str, fiscal_year: int) -> HttpResponse:
    """A province and its districts."""
    return _page(request, _of_province(request, province_code, fiscal_year))


@require_safe
def growth_district(request: HttpRequest, district_code: str, fiscal_year: int) -> HttpResponse:
    """A district with its new and its closed producers by name."""
    return _page(request, _of_district(request, district_code, fiscal_year))


@require_safe
@never_cache
@needs(Permission.SEE_NATION)
def growth_nation_export(request: HttpRequest, fiscal_year: int, file_type: str) -> HttpResponseBase:
    return _file(request, _of_nation(request, fiscal_year), file_type)


@require_safe
@never_cache
def growth_province_export(
    request: HttpRequest, province_code: str, fiscal_year: int, file_type: str
) -> HttpResponseBase:
    return _file(request, _of_province(request, province_code, fiscal_year), file_type)


@require_safe
@never_cache
def growth_district_export(
    request: HttpRequest, district_code: str, fiscal_year: int, file_type: str
) -> HttpResponseBase:
    return _file(request, _of_district(request, district_code, fiscal_year), file_type)


def _of_nation(request: HttpRequest, fiscal_year: int) -> Found:
    require_fiscal_year(fiscal_year)
    form, day = CategoryForm(request.GET), as_of(request)
    parts = stats.growth(fiscal_year, category=form.chosen, at=day.at)
    return Found(fiscal_year, None, form, day, stats.total(parts), parts)


def _of_province(request: HttpRequest, province_code: str, fiscal_year: int) -> Found:
    province = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    _require_published(request, fiscal_year)
    form, day = CategoryForm(request.GET), as_of(request)
    parts = stats.growth(fiscal_year, province=province, category=form.chosen, at=day.at)
    return Found(fiscal_year, province, form, day, stats.total(parts), parts)


def _of_district(request: HttpRequest, district_code: str, fiscal_year: int) -> Found:
    districts = District.objects.visible_to(request.user).select_related("province")
    district = get_object_or_404(districts, pk=district_code)
    _require_published(request, fiscal_year)
    form, day = CategoryForm(request.GET), as_of(request)
    asked = {"category": form.chosen, "at": day.at}
    parts = stats.growth(fiscal_year, province=district.province, **asked)
    own = [one for one in parts if one.area.pk == district.pk]
    found = stats.producers(district, fiscal_year, **asked)
    return Found(fiscal_year, district, form, day, stats.total(own), producers=found)


def _require_published(request: HttpRequest, fiscal_year: int) -> None:
    """403 without the right to publications, 404 for a year that never was; the area comes first."""
    if not access.can(request.user, Permission.SEE_PUBLICATIONS):
        raise PermissionDenied
    require_fiscal_year(fiscal_year)


def _page(request: HttpRequest, found: Found) -> HttpResponse:
    name, place = rows.address(found.area)
    at = {**place, "fiscal_year": found.fiscal_year}
    years = opened_years(request, found.fiscal_year)
    context: dict[str, Any] = {
        "area": found.area,
        "crumbs": crumbs(
            request.user, found.area, pages="growth", fiscal_year=found.fiscal_year, query=found.query
        ),
        "fiscal_year": found.fiscal_year,
        "year_before": found.fiscal_year - 1,
        "form": found.form,
        "kept": [("category", found.form.chosen)],
        "day": found.day,
        "total": rows.row(found.total),
        "months": found.total.months,
        "cards": rows.cards(found.total),
        "standings": rows.standings(found.total),
        "rows": rows.rows(found.parts, found.fiscal_year, query=found.query),
        "lists": rows.lists(found.producers, closed=_closed(request, found)),
        "years": year_links(name, found.fiscal_year, years, query=found.query, **place),
        "csv_url": reverse(f"{name}_export", kwargs={**at, "file_type": "csv"}),
        "xlsx_url": reverse(f"{name}_export", kwargs={**at, "file_type": "xlsx"}),
    }
    months = fiscal_year_months(found.fiscal_year)
    context |= found.day.context(month__in=months, **rows.scope(found.area))
    return render(request, "reporting/growth/growth.html", context, status=200 if found.is_valid else 422)


def _closed(request: HttpRequest, found: Found) -> set[int]:
    """Which of the producers the register has as closed; it is working data, so for its offices only."""
    if not found.producers:
        return set()
    own = ProducerGroup.objects.visible_to(request.user).filter(closed_at__isnull=False)
    return set(own.filter(pk__in=[one.pk for one in found.producers]).values_list("pk", flat=True))


def _file(request: HttpRequest, found: Found, file_type: str) -> HttpResponseBase:
    name, place = rows.address(found.area)
    if not found.is_valid:
        return back(name, request, fiscal_year=found.fiscal_year, **place)
    said = {"fiscal_year": found.fiscal_year, "category": found.form.chosen, "day": day_of(found.day)}
    if isinstance(found.area, District):
        return sent(reports.producers(found.area, found.producers, **said), file_type)
    return sent(reports.areas(found.area, found.parts, found.total, **said), file_type)
