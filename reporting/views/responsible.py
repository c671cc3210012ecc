"""ผู้รับผิดชอบพื้นที่: who is responsible for which office, with the gaps marked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.deadlines import bangkok_date
from reporting.forms.users import ResponsibleFilter
from reporting.models import Province
from reporting.stats import responsible as stats


class Found:
    """What the page and its file show: the own province with its districts, or one that is chosen, or all.

    `offices` are those of one province; `rows` are the provinces, and `gaps` is how many offices have one.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.form = form = ResponsibleFilter(request.GET, user=request.user)
        provinces = Province.objects.reporting()
        self.chosen = request.user.province_id
        if not self.chosen and form.is_valid() and form.cleaned_data["province"]:
            self.chosen = form.cleaned_data["province"].pk
        provinces = provinces.filter(pk=self.chosen) if self.chosen else provinces
        found = stats.of_provinces(provinces, today=bangkok_date(timezone.now()))
        only_gaps = form.is_valid() and form.cleaned_data["gaps"]
        self.gaps = sum(one.with_gaps for one in found)
        self.rows = [one for one in found if one.with_gaps] if only_gaps else found
        offices = _offices(found) if self.chosen else []
        self.offices = [office for office in offices if office.has_gaps or not only_gaps]


@require_safe
@needs(Permission.SEE_USERS)
def responsible(request: HttpRequest) -> HttpResponse:
    """The own province with its districts; for the nation's people all provinces, or one that they choose."""
    found = Found(request)
    context = {
        "form": found.form,
        "rows": found.rows,
        "one": found.rows[0] if found.chosen and found.rows else None,
        "offices": found.offices,
        "gaps": found.gaps,
        "csv_url": reverse("responsible_export", args=("csv",)),
        "xlsx_url": reverse("responsible_export", args=("xlsx",)),
    }
    status = 200 if found.form.is_valid() else 422
    return render(request, "reporting/users/responsible.html", context, status=status)


def _offices(found: list[stats.ProvinceSeats]) -> list[stats.OfficeSeats]:
    return [office for one in found for office in (one.own, *one.districts)]
