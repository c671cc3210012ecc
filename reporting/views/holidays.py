"""The table of holidays, and what it would move: the due dates of open months, before and after (R14)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from reporting.access import Permission, needs
from reporting.actions import holidays as actions
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.fiscal import to_be
from reporting.forms.holidays import HolidayForm
from reporting.forms.workflow import ReasonForm
from reporting.models import Holiday
from reporting.navigation import opened_months
from reporting.stats import due_dates as stats
from reporting.stats.due_dates import Moved

from .common import SAVED, number, require_form, show_refusal


@require_form
@needs(Permission.MANAGE_MONTHS)
def holidays(request: HttpRequest) -> HttpResponse:
    """The days of one year (BE), the form that adds one, and whether due dates would follow."""
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            holiday = actions.add_holiday(**form.values, by=request.user, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAVED)
            return redirect(f"{request.path}?year={to_be(holiday.day.year)}")
    known = list(Holiday.objects.all())
    years = sorted({to_be(holiday.day.year) for holiday in known})
    year = chosen_year(request)
    context = {
        "form": form,
        "year": year,
        "years": [{"label": one, "url": f"?year={one}", "current": one == year} for one in reversed(years)],
        "days": of_year(year, known),
        "moved": len(_moved(request, {holiday.day for holiday in known})),
    }
    return render(request, "reporting/holidays/holidays.html", context, status=422 if form.is_bound else 200)


@require_form
@needs(Permission.MANAGE_MONTHS)
def holiday_remove(request: HttpRequest, day: dt.date) -> HttpResponse:
    """Take a day out of the table, with a reason."""
    holiday = get_object_or_404(Holiday, pk=day)
    form = ReasonForm(request.POST if request.method == "POST" else None, label="เหตุผลที่นำออก")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.remove_holiday(day=day, reason=reason, by=request.user, now=timezone.now())
        messages.success(request, SAVED)
        return redirect("holidays")
    context = {"holiday": holiday, "form": form}
    return render(request, "reporting/holidays/remove.html", context, status=422 if form.is_bound else 200)


@require_form
@needs(Permission.MANAGE_MONTHS)
def due_dates(request: HttpRequest) -> HttpResponse:
    """What would move, before and after; the press moves exactly what was shown."""
    found = _moved(request, Holiday.objects.days())
    if request.method == "POST":
        shown = {one.month.month: request.POST.get(one.month.month.slug, "") for one in found}
        seen = {month: mark for month, mark in shown.items() if mark}
        try:
            actions.move_due_dates(seen=seen, by=request.user, now=timezone.now())
        except Refusal as refusal:
            show_refusal(request, refusal)
            return redirect("due_dates")
        messages.success(request, SAVED)
        return redirect("holidays")
    return render(request, "reporting/holidays/due_dates.html", {"moved": found})


def chosen_year(request: HttpRequest) -> int:
    """The year (BE) that the page shows."""
    return number(request.GET.get("year")) or to_be(bangkok_date(timezone.now()).year)


def of_year(year: int, known: Iterable[Holiday] | None = None) -> list[Holiday]:
    """The holidays of a year (BE)."""
    known = Holiday.objects.all() if known is None else known
    return [holiday for holiday in known if to_be(holiday.day.year) == year]


def _moved(request: HttpRequest, known: set[dt.date]) -> list[Moved]:
    return stats.moved(opened_months(request), holidays=known, shift=settings.OTOP_SHIFT_DUE_DATES)
