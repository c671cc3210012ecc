"""The department's key figure of the nation, of a province and of a district, and its definition (S50).

Every page reads confirmed publications alone (R12): of one's own district, of one's own province, or of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting import access
from reporting.access import Permission, needs
from reporting.actions import kpi as actions
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.forms.kpi import DefinitionForm, KpiForm
from reporting.kpi import Explained
from reporting.models import District, KpiDefinition, Province
from reporting.navigation import default_month, opened_months
from reporting.stats import kpi as stats
from reporting.stats import kpi_sources

from . import kpi_rows
from .area_crumbs import crumbs
from .common import SAVED, require_form
from .years import opened_years, require_fiscal_year, year_links


@dataclass(frozen=True)
class Found:
    """What a page and its file show; without a definition there is nothing to show.

    `sources` says by an area's code where its growth comes from; of the nation, whose code is "", and of its
    provinces only if the address asks for it (`split`), because every line is read for it.
    """

    area: stats.Area | None
    form: KpiForm
    scope: stats.Scope
    definition: KpiDefinition | None
    total: stats.Score | None = None
    parts: list[stats.Score] = field(default_factory=list)
    sources: dict[str, Explained] = field(default_factory=dict)


@require_safe
@needs(Permission.SEE_NATION)
def kpi_nation(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The nation and its provinces."""
    return _page(request, of_nation(request, fiscal_year))


@require_safe
def kpi_province(request: HttpRequest, province_code: str, fiscal_year: int) -> HttpResponse:
    """A province and its districts."""
    return _page(request, of_province(request, province_code, fiscal_year))


@require_safe
def kpi_district(request: HttpRequest, district_code: str, fiscal_year: int) -> HttpResponse:
    """A district by itself."""
    return _page(request, of_district(request, district_code, fiscal_year))


@require_form
@needs(Permission.MANAGE_KPI)
def kpi_definition(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The definition that holds from the fiscal year on, to be said anew."""
    require_fiscal_year(fiscal_year)
    definition = KpiDefinition.objects.of_year(fiscal_year)
    form = DefinitionForm(request.POST) if request.method == "POST" else DefinitionForm.of(definition)
    if form.is_bound and form.is_valid():
        try:
            actions.define(fiscal_year=fiscal_year, wanted=form.wanted, by=request.user, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAVED)
            return redirect("kpi_nation", fiscal_year=fiscal_year)
    context = {"form": form, "fiscal_year": fiscal_year, "definition": definition}
    return render(request, "reporting/kpi/definition.html", context, status=422 if form.is_bound else 200)


def of_nation(request: HttpRequest, fiscal_year: int) -> Found:
    require_fiscal_year(fiscal_year)
    return _found(request, fiscal_year, None, Province.objects.reporting())


def of_province(request: HttpRequest, province_code: str, fiscal_year: int) -> Found:
    province = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    _require_published(request, fiscal_year)
    return _found(request, fiscal_year, province, District.objects.reporting().filter(province=province))


def of_district(request: HttpRequest, district_code: str, fiscal_year: int) -> Found:
    districts = District.objects.visible_to(request.user).select_related("province")
    district = get_object_or_404(districts, pk=district_code)
    _require_published(request, fiscal_year)
    return _found(request, fiscal_year, district, [district])


def _require_published(request: HttpRequest, fiscal_year: int) -> None:
    """403 without the right to publications, 404 for a year that never was; the area comes first."""
    if not access.can(request.user, Permission.SEE_PUBLICATIONS):
        raise PermissionDenied
    require_fiscal_year(fiscal_year)


def _found(
    request: HttpRequest, fiscal_year: int, area: stats.Area | None, parts: Iterable[stats.Area]
) -> Found:
    form = KpiForm(request.GET, usual=default_month(opened_months(request)).round)
    scope = stats.Scope(fiscal_year, form.chosen_round)
    definition = KpiDefinition.objects.of_year(fiscal_year)
    if definition is None:
        return Found(area, form, scope, None)
    today = bangkok_date(timezone.now())
    total, rows = stats.scores(parts, scope, definition, today=today, total=area)
    sources = _sources(area, scope, definition) if area or _asks_to_split(request) else {}
    own = [] if isinstance(area, District) else rows
    return Found(area, form, scope, definition, total, own, sources)


def _asks_to_split(request: HttpRequest) -> bool:
    return "split" in request.GET


def _sources(area: stats.Area | None, scope: stats.Scope, definition: KpiDefinition) -> dict[str, Explained]:
    if area:
        own = kpi_sources.explained(area, scope, definition)
        return {area.pk: own} if own else {}
    found = kpi_sources.explained_by_province(scope, definition)
    return {**found, "": sum(found.values(), Explained())} if found else {}


def _page(request: HttpRequest, found: Found) -> HttpResponse:
    scope, (name, place) = found.scope, kpi_rows.address(found.area)
    years = opened_years(request, scope.fiscal_year)
    at, query = {**place, "fiscal_year": scope.fiscal_year}, f"?round={scope.round}"
    context: dict[str, Any] = {
        "area": found.area,
        "crumbs": crumbs(request.user, found.area, pages="kpi", fiscal_year=scope.fiscal_year, query=query),
        "fiscal_year": scope.fiscal_year,
        "form": found.form,
        "definition": found.definition,
        "may_define": access.can(request.user, Permission.MANAGE_KPI),
        "years": year_links(name, scope.fiscal_year, years, query=query, **place),
        "csv_url": reverse(f"{name}_export", kwargs={**at, "file_type": "csv"}),
        "xlsx_url": reverse(f"{name}_export", kwargs={**at, "file_type": "xlsx"}),
    }
    if found.definition:
        context |= kpi_rows.page(found.total, found.definition, more=found.form.more_a_week)
        context["rows"] = kpi_rows.rows(found.parts, scope)
        context["split"] = not found.area and _asks_to_split(request)
        context["may_split"] = not found.area and not context["split"]
        context |= kpi_rows.sources(found.area, found.parts, found.sources, scope)
    return render(request, "reporting/kpi/kpi.html", context, status=200 if found.form.is_valid() else 422)
