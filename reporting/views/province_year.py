"""The province's board of a fiscal year: districts × months, and what to press next."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.forms.year_board import YearFilter
from reporting.models import Province
from reporting.navigation import opened_months
from reporting.stats import year_board
from reporting.stats.year_board import YearBoard

from . import year_board_rows
from .years import opened_years, require_fiscal_year


@require_safe
def province_year(request: HttpRequest, province_code: str, fiscal_year: int) -> HttpResponse:
    province, whole = whole_year(request, province_code, fiscal_year)
    chosen = YearFilter(request.GET)
    board = chosen.narrowed(whole)
    context = {
        "province": province,
        "fiscal_year": fiscal_year,
        "years": [
            {
                "label": year,
                "url": reverse("province_year", args=(province.pk, year)),
                "current": year == fiscal_year,
            }
            for year in opened_years(request, fiscal_year)
        ],
        "filter": chosen,
        "cards": year_board_rows.cards(whole),
        "is_opened": bool(whole.months),
        "heads": year_board_rows.heads(board, province.pk),
        "rows": year_board_rows.rows(board, request.user),
        "feet": year_board_rows.feet(board),
        "total": year_board_rows.whole_total(board),
        "shown": f"{len(board.rows)}/{len(whole.rows)}",
    }
    return render(request, "reporting/province/year.html", context)


def whole_year(request: HttpRequest, province_code: str, fiscal_year: int) -> tuple[Province, YearBoard]:
    """The province with the board of all opened months: 404 and 403 as for every page of a province."""
    province = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
    if not access.can(request.user, Permission.SEE_PROVINCE, province):
        raise PermissionDenied
    require_fiscal_year(fiscal_year)
    months = [one.month for one in opened_months(request) if one.month.fiscal_year == fiscal_year]
    return province, year_board.of_province(province, months, today=bangkok_date(timezone.now()))
