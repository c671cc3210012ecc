"""ผู้รับผิดชอบพื้นที่: who is responsible for which office, with the gaps marked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.forms.users import ResponsibleFilter
from reporting.models import Province
from reporting.stats import responsible as stats


@require_safe
@needs(Permission.SEE_USERS)
def responsible(request: HttpRequest) -> HttpResponse:
    """The own province with its districts; for the nation's people all provinces, or one that they choose."""
    form = ResponsibleFilter(request.GET, user=request.user)
    provinces = Province.objects.reporting()
    chosen = request.user.province_id
    if not chosen and form.is_valid() and form.cleaned_data["province"]:
        chosen = form.cleaned_data["province"].pk
    if chosen:
        provinces = provinces.filter(pk=chosen)
    found = stats.of_provinces(provinces)
    only_gaps = form.is_valid() and form.cleaned_data["gaps"]
    rows = [one for one in found if one.with_gaps] if only_gaps else found
    offices = _offices(found) if chosen else []
    context = {
        "form": form,
        "rows": rows,
        "one": rows[0] if chosen and rows else None,
        "offices": [office for office in offices if office.has_gaps or not only_gaps],
        "gaps": sum(one.with_gaps for one in found),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "reporting/users/responsible.html", context, status=status)


def _offices(found: list[stats.ProvinceSeats]) -> list[stats.OfficeSeats]:
    return [office for one in found for office in (one.own, *one.districts)]
