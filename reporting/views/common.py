"""What the views share: how a district-month is found, and how a refusal is answered.

Order of the answers: another area's report is 404, one's own without the right is 403, and an action
that refuses brings the user back to the page with the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reporting import access
from reporting.access import Permission
from reporting.errors import NotReady, Refusal
from reporting.fiscal import FiscalMonth
from reporting.models import MonthlyReport, Province

SAVED = "การบันทึกข้อมูลสมบูรณ์"

require_form = require_http_methods(["GET", "HEAD", "POST"])
"""For a page that is a form: shown by GET, carried out by POST."""

View = Callable[..., HttpResponse]


def public_address(request: HttpRequest, path: str = "") -> str:
    """The whole address of a page for papers and messages: under OTOP_PUBLIC_URL where that is set."""
    base = settings.OTOP_PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
    return f"{base}{path}"


def on_report(permission: Permission, *, back: str = "sheet") -> Callable[[View], View]:
    """Decorate a view of a district-month: it gets the report instead of the URL's codes.

    404 unless the user may see the report, 403 without the right; a Refusal becomes a message on the
    page named `back`.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, district_code: str, month: FiscalMonth, **kwargs: Any
        ) -> HttpResponse:
            reports = MonthlyReport.objects.visible_to(request.user).for_month(month)
            report = get_object_or_404(reports.with_context(), district_id=district_code)
            request.report = report
            if not access.can(request.user, permission, report):
                raise PermissionDenied
            try:
                return view(request, report, **kwargs)
            except Refusal as refusal:
                show_refusal(request, refusal)
                return to_report(back, report)

        return guarded

    return decorate


def on_province(permission: Permission, *, back: str = "province_board") -> Callable[[View], View]:
    """Decorate a view of a province's month: it gets the province and the month."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(
            request: HttpRequest, province_code: str, month: FiscalMonth, **kwargs: Any
        ) -> HttpResponse:
            province = get_object_or_404(Province.objects.visible_to(request.user), pk=province_code)
            if not access.can(request.user, permission, province):
                raise PermissionDenied
            try:
                return view(request, province, month, **kwargs)
            except Refusal as refusal:
                show_refusal(request, refusal)
                return redirect(back, province_code=province.pk, month=month)

        return guarded

    return decorate


def to_report(name: str, report: MonthlyReport, *, query: str = "", **kwargs: Any) -> HttpResponse:
    """Redirect to a page of the same district-month."""
    response = redirect(name, district_code=report.district_id, month=report.fiscal_month, **kwargs)
    if query:
        response["Location"] += f"?{query}"
    return response


def entry_url(request: HttpRequest, report: MonthlyReport) -> str:
    """The weekly table, at the week and the page from which the user came."""
    at = {"district_code": report.district_id, "month": report.fiscal_month}
    query = entry_query(request)
    return reverse("entry", kwargs=at) + (f"?{query}" if query else "")


def entry_query(request: HttpRequest, **more: int) -> str:
    """The week, the page and the choice of rows from which the user came, and what is said besides."""
    asked: dict[str, int | str] = {name: number(request.GET.get(name)) for name in ("week", "page")}
    asked |= {"q": wanted_rows(request), "rows": "all" if wants_all_rows(request) else ""}
    return urlencode({name: value for name, value in (asked | more).items() if value})


def wanted_rows(request: HttpRequest) -> str:
    """What the table is searched for; nothing shows all rows."""
    return request.GET.get("q", "").strip()[:100]


def wants_all_rows(request: HttpRequest) -> bool:
    """Whether the table is wanted on one page."""
    return request.GET.get("rows") == "all"


def show_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """Put the sentence of a refusal, and the open checks if it has any, into the page's messages."""
    if isinstance(refusal, NotReady):
        for problem in refusal.problems:
            messages.error(request, problem.text)
    else:
        messages.error(request, str(refusal))


def number(text: str | None) -> int:
    """A small number of the address or the form; 0, which is no week and no page, for anything else."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else 0
