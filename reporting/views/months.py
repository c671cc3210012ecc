"""Opening and closing months, for the whole nation at once; past months too (R14, R15)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reporting.access import Permission, needs
from reporting.actions import months as actions
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.fiscal import FiscalMonth
from reporting.models import District
from reporting.views import month_rows
from reporting.views.common import SAVED, show_refusal
from reporting.views.years import FISCAL_YEARS, opened_years, require_fiscal_year, year_links


@require_safe
@needs(Permission.MANAGE_MONTHS)
def months(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """The twelve months of a fiscal year (BE); `?ask=` puts the question before one is opened or closed.

    `?ask=all` asks before all those are opened at once that have begun.
    """
    require_fiscal_year(fiscal_year)
    years = {*opened_years(request, fiscal_year), fiscal_year - 1, fiscal_year + 1}
    ask = request.GET.get("ask", "")
    rows = month_rows.rows(request, fiscal_year, asked=ask)
    to_open = month_rows.to_open(rows, today=bangkok_date(timezone.now()))
    asked = next((month_rows.question(row) for row in rows if row.is_asked), None)
    if ask == "all" and to_open:
        asked = month_rows.question_of_all(to_open)
    context = {
        "fiscal_year": fiscal_year,
        "years": year_links("months", fiscal_year, sorted(years & set(FISCAL_YEARS), reverse=True)),
        "rows": rows,
        "to_open": len(to_open),
        "asked": asked,
        "districts": District.objects.reporting().count(),
    }
    return render(request, "reporting/months/months.html", context)


@require_POST
@needs(Permission.MANAGE_MONTHS)
def month_open(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """Open a month."""
    return _act(request, month, actions.open_month)


@require_POST
@needs(Permission.MANAGE_MONTHS)
def months_open(request: HttpRequest, fiscal_year: int) -> HttpResponse:
    """Open all months of a fiscal year (BE) that have begun and were never opened (R15)."""
    require_fiscal_year(fiscal_year)
    today = bangkok_date(timezone.now())
    months = [row.month for row in month_rows.to_open(month_rows.rows(request, fiscal_year), today=today)]
    actions.open_months(months=months, by=request.user, now=timezone.now())
    messages.success(request, SAVED)
    return redirect("months", fiscal_year=fiscal_year)


@require_POST
@needs(Permission.MANAGE_MONTHS)
def month_close(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """Close a month to further entering."""
    return _act(request, month, actions.close_month)


def _act(request: HttpRequest, month: FiscalMonth, action: Callable[..., Any]) -> HttpResponse:
    require_fiscal_year(month.fiscal_year)
    try:
        action(month=month, by=request.user, now=timezone.now())
    except Refusal as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, SAVED)
    return redirect("months", fiscal_year=month.fiscal_year)
