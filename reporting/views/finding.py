"""The search form above a table (ค้นหา): fiscal year and month among the opened ones, and more if needed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from reporting.fiscal import MONTHS_TH, FiscalMonth
from reporting.models import District
from reporting.navigation import opened_months


def find_form(
    request: HttpRequest, *, target: str, month: FiscalMonth, district: District | None = None
) -> dict[str, Any]:
    """What templates/includes/month_find.html draws; it leads to the page named `target`.

    The province also chooses among its districts when `district` is given. At most 1 query more than
    the page's own list of opened months.
    """
    opened = sorted({reporting.month for reporting in opened_months(request)} | {month})
    years = sorted({known.fiscal_year for known in opened}, reverse=True)
    places = sorted({(known.position, known.month) for known in opened})
    districts = []
    if district is not None and request.user.is_province_staff:
        own = District.objects.visible_to(request.user).reporting()
        districts = [
            {"code": each.pk, "label": each.name_th, "current": each.pk == district.pk} for each in own
        ]
    return {
        "target": target,
        "years": [{"value": year, "current": year == month.fiscal_year} for year in years],
        "months": [
            {"value": number, "label": MONTHS_TH[number - 1], "current": number == month.month}
            for _, number in places
        ],
        "districts": districts,
    }
