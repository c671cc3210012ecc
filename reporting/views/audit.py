"""The audit log: who did what, where and when, from before to after (R17)."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.forms.audit import AuditFilter
from reporting.models import AuditEvent
from reporting.views import audit_rows

EVENTS_PER_PAGE = 100


@require_safe
@needs(Permission.SEE_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """The newest first, of one's own area; `?event=` shows one event with all its changes."""
    form = AuditFilter(request.GET, user=request.user)
    found = AuditEvent.objects.visible_to(request.user)
    if form.is_valid():
        wanted = {name: value for name, value in form.cleaned_data.items() if value}
        only = wanted.pop("event", None)
        found = found.filter(**wanted, **({"pk": only} if only else {}))
    else:
        only, found = None, found.none()
    found = found.select_related("actor", "district", "province")
    page = Paginator(found, EVENTS_PER_PAGE).get_page(request.GET.get("page"))
    rows = audit_rows.rows(list(page), limit=None if only else audit_rows.SHOWN_CHANGES)
    context = {"form": form, "page": page, "rows": rows, "only": only}
    return render(request, "reporting/audit/audit.html", context, status=200 if form.is_valid() else 422)
