"""The department's key figure of the nation, of a province and of a district, and its definition (S50).

Every page reads confirmed publications alone (R12): of one's own district, of one's own province, or of all.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
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
from .common import SAVED, require_form
from .years import opened_years, require_fiscal_year, year_links


@require_safe
@needs(Permission.SEE_NATION)
def kpi_nation(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The nation and its provinces; with `split` also what explains its growth, which reads every line."""
    require_fiscal_year(fiscal_year)
    return _page(request, fiscal_year, None, Province.objects.reporting())


@require_safe
def kpi_province(request: HttpRequest, province_code: str, fiscal_year: int) -> HttpResponse:
    """A province and its districts."""
    found = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    _require_published(request, fiscal_year)
    return _page(request, fiscal_year, found, District.objects.reporting().filter(province=found))


@require_safe
def kpi_district(request: HttpRequest, district_code: str, fiscal_year: int) -> HttpResponse:
    """A district by itself."""
    districts = District.objects.visible_to(request.user).select_related("province")
    found = get_object_or_404(districts, pk=district_code)
    _require_published(request, fiscal_year)
    return _page(request, fiscal_year, found, [found])


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


def _require_published(request: HttpRequest, fiscal_year: int) -> None:
    """403 without the right to publications, 404 for a year that never was; the area comes first."""
    if not access.can(request.user, Permission.SEE_PUBLICATIONS):
        raise PermissionDenied
    require_fiscal_year(fiscal_year)


def _page(
    request: HttpRequest, fiscal_year: int, area: stats.Area | None, parts: Iterable[stats.Area]
) -> HttpResponse:
    form = KpiForm(request.GET, usual=default_month(opened_months(request)).round)
    scope = stats.Scope(fiscal_year, form.chosen_round)
    definition = KpiDefinition.objects.of_year(fiscal_year)
    context: dict[str, Any] = {
        "area": area,
        "fiscal_year": fiscal_year,
        "form": form,
        "definition": definition,
        "may_define": access.can(request.user, Permission.MANAGE_KPI),
    }
    name, place = kpi_rows.address(area)
    years = opened_years(request, fiscal_year)
    context["years"] = year_links(name, fiscal_year, years, query=f"?round={scope.round}", **place)
    if definition:
        today = bangkok_date(timezone.now())
        total, rows = stats.scores(parts, scope, definition, today=today, total=area)
        context |= kpi_rows.page(total, definition, more=form.more_a_week)
        context["rows"] = [] if isinstance(area, District) else kpi_rows.rows(rows, scope)
        context |= _sources(area, scope, definition, wanted=area is not None or "split" in request.GET)
    return render(request, "reporting/kpi/kpi.html", context, status=200 if form.is_valid() else 422)


def _sources(
    area: stats.Area | None, scope: stats.Scope, definition: KpiDefinition, *, wanted: bool
) -> dict[str, Any]:
    """Where the growth comes from; of the nation by province too, and only if `wanted`."""
    if not wanted:
        return {"may_split": True}
    if area:
        return {"explained": kpi_rows.explained(kpi_sources.explained(area, scope, definition))}
    found = kpi_sources.explained_by_province(scope, definition)
    return {
        "split": True,
        "explained": kpi_rows.explained(sum(found.values(), Explained()) if found else None),
        "sources": kpi_rows.sources(Province.objects.reporting(), found, scope) if found else [],
    }
