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
    month = stats.newest_month()
    if month is None:
        raise Http404
    return redirect("public_month", month=month)


@login_not_required
@require_safe
def public_month(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """Provinces × categories in baht, without the cells that few producers stand behind."""
    context = {
        "table": _table(month),
        "month": month,
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
