"""The way in: the public first page, the page of what waits for this person, and the search for a month."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.fiscal import FiscalMonth
from reporting.forms.finding import FindForm
from reporting.models import District, User
from reporting.navigation import default_month, opened_months
from reporting.reports.blanks import BLANK_FORMS

from .desk_district import DistrictDesk
from .desk_nation import NationDesk
from .desk_province import ProvinceDesk
from .finding import find_form

# The pages that a search may lead to; the first one of each is where it leads when none is named.
DISTRICT_TARGETS = ("entry", "sheet", "rt2", "history")
PROVINCE_TARGETS = ("province_board", "province_certify", "rt3", "rt4")
NATION_TARGETS = ("nation_month",)

# The first page of each kind of office, and the page that its search leads to.
_PAGES = {
    DistrictDesk: ("district", "entry"),
    ProvinceDesk: ("province", "province_board"),
    NationDesk: ("nation", "nation_month"),
}


@require_safe
@login_not_required
def landing(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("home")
    context = {"blanks": BLANK_FORMS.values(), "has_public_totals": settings.OTOP_PUBLIC_TOTALS}
    return render(request, "reporting/landing.html", context)


@require_safe
def signed_in(request: HttpRequest) -> HttpResponse:
    """Where a window ends that was opened only to sign in again; the page that waits goes on by itself."""
    return render(request, "reporting/signed_in.html")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person; one page per kind of office."""
    desk = desk_of(request)
    if desk is None:
        return render(request, "reporting/home/administrator.html")
    name, target = _PAGES[type(desk)]
    month = desk.month or default_month(opened_months(request))
    context = {"desk": desk, "month": month, "find": find_form(request, target=target, month=month)}
    return render(request, f"reporting/home/{name}.html", context)


def desk_of(request: HttpRequest) -> DistrictDesk | ProvinceDesk | NationDesk | None:
    """What waits for this person's office; None for accounts that see no sales."""
    user, now = request.user, timezone.now()
    if user.is_district_staff:
        return DistrictDesk(user, now=now)
    if user.is_province_staff:
        return ProvinceDesk(user, now=now)
    return NationDesk(user, opened_months(request), now=now) if user.sees_publications_of_all else None


@require_safe
def month_find(request: HttpRequest) -> HttpResponse:
    """ค้นหา: the page of another month, for the person's own area. What cannot be found leads home."""
    form = FindForm(request.GET)
    if not form.is_valid():
        messages.error(request, "เลือกปีงบประมาณและเดือนไม่ครบ โปรดเลือกใหม่แล้วกดค้นหา")
        return redirect("home")
    month = form.chosen
    if month not in {reporting.month for reporting in opened_months(request)}:
        messages.error(request, f"กรมฯ ยังไม่เปิดให้รายงานเดือน{month} โปรดเลือกเดือนอื่น")
        return redirect("home")
    place = _place(request.user, form, month)
    if place is None:
        messages.error(request, "ไม่พบหน้าที่ค้นหาในพื้นที่ของท่าน")
        return redirect("home")
    name, kwargs = place
    response = redirect(name, month=month, **kwargs)
    query = "&".join(f"{key}={form.cleaned_data[key]}" for key in ("week", "page") if form.cleaned_data[key])
    if query:
        response["Location"] += f"?{query}"
    return response


def _place(user: User, form: FindForm, month: FiscalMonth) -> tuple[str, dict[str, Any]] | None:
    """The name of the page and its codes besides the month; None for what this person does not have."""
    target = form.cleaned_data["target"]
    if user.is_district_staff:
        at = {"district_code": user.district_id}
        return _listed(target, DISTRICT_TARGETS, at)
    district = form.cleaned_data["district"]
    if user.is_province_staff and (target == "sheet" or (target == "province_board" and district)):
        # A district chosen on the board leads to its sheet.
        own = District.objects.visible_to(user).filter(pk=district)
        return ("sheet", {"district_code": district}) if own.exists() else None
    if user.is_province_staff:
        return _listed(target, PROVINCE_TARGETS, {"province_code": user.province_id})
    return _listed(target, NATION_TARGETS, {}) if user.sees_publications_of_all else None


def _listed(
    target: str, targets: tuple[str, ...], kwargs: dict[str, Any]
) -> tuple[str, dict[str, Any]] | None:
    name = target or targets[0]
    return (name, kwargs) if name in targets else None
