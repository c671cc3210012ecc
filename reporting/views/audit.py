"""The audit log: who did what, where and when, from before to after (R17)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.forms.audit import AuditFilter
from reporting.models import AuditEvent
from reporting.models.audit import AuditEventQuerySet
from reporting.views import audit_rows

EVENTS_PER_PAGE = 100


@require_safe
@needs(Permission.SEE_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """The newest first, of one's own area; `?event=` shows one event with all its changes."""
    form, found = wanted(request)
    only = form.cleaned_data.get("event") if form.is_valid() else None
    found = found.select_related("actor", "cover__absent", "district", "province")
    page = Paginator(found, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    rows = audit_rows.rows(list(page), limit=None if only else audit_rows.SHOWN_CHANGES)
    context = {"form": form, "page": page, "rows": rows, "only": only}
    context["csv_url"], context["xlsx_url"] = (
        reverse("audit_export", args=(one,)) for one in ("csv", "xlsx")
    )
    return render(request, "reporting/audit/audit.html", context, status=200 if form.is_valid() else 422)


def wanted(request: HttpRequest) -> tuple[AuditFilter, AuditEventQuerySet]:
    """The filter of the address and the events that it leaves; none where it cannot be meant."""
    form = AuditFilter(request.GET, user=request.user)
    found = AuditEvent.objects.visible_to(request.user)
    if not form.is_valid():
        return form, found.none()
    asked = {name: value for name, value in form.cleaned_data.items() if value}
    if only := asked.pop("event", None):
        asked["pk"] = only
    return form, found.filter(**asked)
