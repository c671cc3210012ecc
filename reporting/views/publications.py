"""How the pages about the publications of a district-month are reached: by those who may read them (R12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from reporting import access
from reporting.access import Permission
from reporting.fiscal import FiscalMonth
from reporting.models import District, Publication
from reporting.stats import published


@dataclass(frozen=True)
class Month:
    """A district-month with at least one publication, the newest first and without their payloads.

    `up` is the page that this person came from in the hierarchy of areas, `up_label` its name.
    """

    district: District
    month: FiscalMonth
    publications: list[Publication]
    up: str
    up_label: str

    def context(self) -> dict[str, Any]:
        return {
            "district": self.district,
            "province": self.district.province,
            "month": self.month,
            "publications": self.publications,
            "up": self.up,
            "up_label": self.up_label,
        }


def on_publications(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorate a view of a district-month's publications: it gets a Month instead of the URL's codes.

    404 outside one's area, 403 without the right, 404 where nothing is confirmed.
    """

    @wraps(view)
    def guarded(request: HttpRequest, district_code: str, month: FiscalMonth, **kwargs: Any) -> HttpResponse:
        districts = District.objects.visible_to(request.user).select_related("province")
        district = get_object_or_404(districts, pk=district_code)
        if not access.can(request.user, Permission.SEE_PUBLICATIONS):
            raise PermissionDenied
        found = published.revisions(district, month, user=request.user)
        if not found:
            raise Http404
        national = access.can(request.user, Permission.SEE_NATION)
        up = reverse("nation_district", args=(month, district.pk)) if national else ""
        up = up or reverse("sheet", args=(district.pk, month))
        return view(request, Month(district, month, found, up, f"{district} {month.label}"), **kwargs)

    return guarded


def chosen(
    publications: list[Publication], revision: str | None, *, at: datetime | None = None
) -> Publication | None:
    """The revision that was asked for, 404 without it; otherwise the one in force at a moment, if any."""
    if revision is None:
        return published.in_force(publications, at=at)
    for publication in publications:
        if str(publication.revision) == revision:
            return publication
    raise Http404
