"""The public's page of a month's totals, where the department wants one (OTOP_PUBLIC_TOTALS)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reporting.fiscal import FiscalMonth
from reporting.models import Category
from reporting.reports import exports
from reporting.stats import public_totals as stats

from .exports import sent


@login_not_required
@require_safe
def public_totals(request: HttpRequest) -> HttpResponse:
    """The newest month of which something is published."""
    _require_wanted()
    months = stats.months()
    if not months:
        raise Http404
    return redirect("public_month", month=months[0])


@login_not_required
@require_safe
def public_month(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """Provinces × categories in baht, without the cells that few producers stand behind.

    From here the other months of the fiscal year are a press away, and the newest one of each other year.
    """
    table, months = _table(month), stats.months()
    newest = {one.fiscal_year: one for one in reversed(months)}
    context = {
        "table": table,
        "month": month,
        "years": [
            {"label": year, "url": reverse("public_month", args=(one,)), "current": year == month.fiscal_year}
            for year, one in sorted(newest.items(), reverse=True)
        ],
        "months": [
            {"label": one.short_th, "url": reverse("public_month", args=(one,)), "current": one == month}
            for one in reversed(months)
            if one.fiscal_year == month.fiscal_year
        ],
        "categories": [category.label for category in Category],
        "csv_url": reverse("public_export", args=(month, "csv")),
        "xlsx_url": reverse("public_export", args=(month, "xlsx")),
    }
    return render(request, "reporting/public_totals.html", context)


@login_not_required
@require_safe
def public_export(request: HttpRequest, month: FiscalMonth, file_type: str) -> HttpResponseBase:
    """The same as a file."""
    return sent(exports.public(_table(month), month=month), file_type)


def _table(month: FiscalMonth) -> stats.Table:
    _require_wanted()
    table = stats.table(month)
    if not table.rows:
        raise Http404
    return table


def _require_wanted() -> None:
    if not settings.OTOP_PUBLIC_TOTALS:
        raise Http404
