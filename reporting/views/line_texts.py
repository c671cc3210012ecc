"""Ready messages for LINE: what an office may want to tell the other one, with the way to the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Min
from django.http import HttpRequest
from django.urls import reverse

from reporting import telling
from reporting.models import Action, MonthlyReport, ReturnedLine, State

from .cockpit import url_of
from .common import public_address

# The verb that brought a month into a state, and the office that pressed it.
_OF_DISTRICT = {State.SUBMITTED: Action.SUBMIT}
_OF_PROVINCE = {State.RETURNED: Action.RETURN_LINES, State.PUBLISHED: Action.PUBLISH}


def of_report(request: HttpRequest, report: MonthlyReport, *, now: datetime) -> str:
    """The message that fits the month's present state; nothing where it is not this office's turn to tell."""
    user = request.user
    if user.is_district_staff:
        verb = _OF_DISTRICT.get(report.state)
        return after(request, verb, report, now=now) if verb else ""
    if not user.is_province_staff:
        return ""
    if report.state == State.OPEN and not report.is_correction:
        return after(request, "", report, now=now) if report.takes_figures_at(now) else ""
    verb = Action.REOPEN if report.state == State.OPEN else _OF_PROVINCE.get(report.state)
    return after(request, verb, report, now=now) if verb else ""


def after(request: HttpRequest, verb: str, report: MonthlyReport, *, now: datetime) -> str:
    """The message after a verb, or to whoever has not submitted yet."""
    page = "fix" if verb == Action.RETURN_LINES else "sheet"
    wish = _wish(report) if verb == Action.RETURN_LINES else None
    link = public_address(request, url_of(page, report))
    return telling.for_line(verb, report, link=link, now=now, wish=wish)


def _wish(report: MonthlyReport) -> date | None:
    """The earliest day on which the province would like a returned line back; 1 query."""
    returned = ReturnedLine.objects.in_force().filter(sent_back__report=report)
    return returned.aggregate(day=Min("wanted_by"))["day"]


def to_unsent(request: HttpRequest, reports: Iterable[MonthlyReport], *, now: datetime) -> str:
    """One message to all districts that have not submitted a month yet; nothing when none is left."""
    unsent = [
        report
        for report in reports
        if report.state == State.OPEN and not report.is_correction and report.takes_figures_at(now)
    ]
    link = public_address(request, reverse("home"))
    return telling.chase(unsent, link=link, now=now) if unsent else ""
