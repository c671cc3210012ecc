"""What surrounds every page: the side menu, the office, the month switcher and the due date.

The menu is made by `menus`; the month of the page is kept when the
user moves to another page, and the page is kept when the user moves to another month.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, resolve, reverse
from django.utils import timezone

from reporting import covering, due_words, menus, own_manual
from reporting.deadlines import bangkok_date
from reporting.fiscal import MONTHS_SHORT_TH, FiscalMonth
from reporting.models import ReportingMonth, User
from reporting.stats import extensions, returned

# Forms about one thing of one month: leaving the month means leaving the form.
_OF_THIS_MONTH = {
    "line_remove",
    "line_note",
    "evidence_add",
    "evidence_line",
    "evidence_remove",
    "withdraw",
    "return_lines",
    "correction",
    "circular",
    "circular_cancel",
    "province_circular",
    "province_circular_cancel",
    "side_by_side",
    "published_line",
    "director_report",
    "month_reopen",
    "extension_end",
}


# Signing is done on the form's own page, which other months have as well.
_BEHIND = {"sign": "rt2", "rt4_sign": "rt4"}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor of every page behind the login. 1 query; 1 more for each: a cover, a return."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    opened = opened_months(request)
    chosen = month_of(request) or default_month(opened)
    stays = _month_kwarg(request) is None or request.resolver_match.url_name in _OF_THIS_MONTH
    switch = None if stays else _month_switch(request, opened)
    stand_in = covering.offers(user)
    return {
        "nav": _stand_in_menu(stand_in) + menus.menu(request, user, chosen, opened),
        "stand_in": stand_in,
        "office": {"name": user.office, "sub": _office_note(user)},
        "month_switch": switch,
        "due": _due(request, opened, chosen),
        "help_url": own_manual.url_about(request.resolver_match, user),
    }


def opened_months(request: HttpRequest) -> list[ReportingMonth]:
    """All opened months in time, read once for the page and what surrounds it.

    For a district each knows how many returned lines wait in it; all know their extensions.
    """
    if not hasattr(request, "opened_months"):
        user, months = request.user, ReportingMonth.objects.all()
        if user.is_authenticated:
            months = extensions.on_months(months, user, today=bangkok_date(timezone.now()))
        request.opened_months = list(months)
        if user.is_authenticated and user.is_district_staff:
            returned.count_on_months(request.opened_months, user)
    return request.opened_months


def default_month(opened: list[ReportingMonth] | None = None) -> FiscalMonth:
    """The month a page opens with: the newest opened one that has begun, or the present month."""
    present = FiscalMonth.of(bangkok_date(timezone.now()))
    opened = list(ReportingMonth.objects.all()) if opened is None else opened
    begun = [reporting.month for reporting in opened if reporting.month <= present]
    return max(begun, default=present)


def month_of(request: HttpRequest) -> FiscalMonth | None:
    """The month of the page, from its address."""
    return _month_kwarg(request)


def _month_kwarg(request: HttpRequest) -> FiscalMonth | None:
    match = _place(request)
    return match.kwargs.get("month") if match else None


def _place(request: HttpRequest) -> ResolverMatch | None:
    """Where the page belongs: its own address, or that of the page behind a document, which a view names."""
    behind = getattr(request, "page_behind", "")
    return resolve(behind) if behind else request.resolver_match


def _stand_in_menu(offers: list[covering.Offer]) -> list[dict[str, Any]]:
    """The way to the switch, while there is somebody to stand in for."""
    running = sum(offer.runs for offer in offers)
    url = reverse("home") + "#stand-in"
    item = {"label": "ปฏิบัติหน้าที่แทน", "url": url, "current": False, "count": running}
    return [{"title": "", "items": [item]}] if running else []


def _office_note(user: User) -> str:
    place = f"{user.district.province} · " if user.district else ""
    return f"{place}{user.get_role_display()}"


def _month_switch(request: HttpRequest, opened: list[ReportingMonth]) -> dict[str, Any]:
    """The same page in the neighbouring opened months, and in all of this fiscal year.

    The day whose figures the page shows is kept, as the page is.
    """
    match = _place(request)
    current, name = match.kwargs["month"], _BEHIND.get(match.url_name, match.view_name)
    day = {"on": request.GET["on"]} if request.GET.get("on") else None

    def link(month: FiscalMonth, label: str) -> dict[str, Any]:
        url = reverse(name, kwargs=match.kwargs | {"month": month}, query=day)
        return {"label": label, "url": url, "current": month == current}

    months = sorted(reporting.month for reporting in opened)
    before = [month for month in months if month < current]
    after = [month for month in months if month > current]
    return {
        "fiscal_year": current.fiscal_year,
        "current": link(current, current.label),
        "previous": link(before[-1], before[-1].short_th) if before else None,
        "next": link(after[0], after[0].short_th) if after else None,
        "months": [
            link(month, f"{MONTHS_SHORT_TH[month.month - 1]} {month.year_be}") for month in reversed(months)
        ],
    }


def _due(request: HttpRequest, opened: list[ReportingMonth], month: FiscalMonth) -> dict[str, Any] | None:
    """The due date that concerns this person on this page, and the month's other dates, in words."""
    found = next((reporting for reporting in opened if reporting.month == month), None)
    user = request.user
    if found is None or not (
        user.is_district_staff or user.is_province_staff or user.sees_publications_of_all
    ):
        return None
    return due_words.of_month(found, user, getattr(request, "report", None), now=timezone.now())
