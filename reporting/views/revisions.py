"""The feed of revisions: every publication that took the place of another, the newest first (R13)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.forms.revisions import RevisionFilter
from reporting.models import Publication
from reporting.models.publications import PublicationQuerySet
from reporting.navigation import opened_months
from reporting.stats import revisions as stats

REVISIONS_PER_PAGE = 50


@require_safe
@needs(Permission.SEE_PUBLICATIONS)
def revisions(request: HttpRequest) -> HttpResponse:
    """Revisions after the first of one's own area; with `all`, the first ones too."""
    form, found = wanted(request)
    found = found.select_related("district", "province", "published_by").defer("payload")
    page = Paginator(found.order_by("-published_at", "-pk"), REVISIONS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"form": form, "page": page, "rows": stats.of_page(list(page))}
    status = 200 if form.is_valid() else 422
    return render(request, "reporting/revisions/revisions.html", context, status=status)


def wanted(request: HttpRequest) -> tuple[RevisionFilter, PublicationQuerySet]:
    """The filter of the address, and the publications that it leaves; none for what it says wrongly."""
    months = [opened.month for opened in opened_months(request)]
    form = RevisionFilter(request.GET, user=request.user, months=months)
    found = Publication.objects.visible_to(request.user)
    return form, found.filter(**form.columns) if form.is_valid() else found.none()
