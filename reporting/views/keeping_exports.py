"""Files of what the department and the offices keep, with the page's query and its rights."""

from __future__ import annotations

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.access import Permission, needs
from reporting.fiscal import FiscalMonth
from reporting.models import CommitteeMember, Handover
from reporting.reports import keeping_exports
from reporting.stats import followups as marked
from reporting.stats import threads as written

from . import circulars, extensions, month_rows
from . import holidays as holiday_pages
from . import return_reasons as reason_pages
from .exports import sent
from .seats import Seat, on_seat
from .years import require_fiscal_year


@require_safe
@never_cache
@needs(Permission.MANAGE_MONTHS)
def holidays_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    """The year that the page shows."""
    year = holiday_pages.chosen_year(request)
    return sent(keeping_exports.holidays(holiday_pages.of_year(year), year=year), file_type)


@require_safe
@never_cache
@needs(Permission.MANAGE_MONTHS)
def months_export(request: HttpRequest, fiscal_year: int, file_type: str) -> HttpResponseBase:
    require_fiscal_year(fiscal_year)
    rows = month_rows.rows(request, fiscal_year)
    return sent(keeping_exports.months(rows, fiscal_year=fiscal_year), file_type)


@require_safe
@never_cache
@needs(Permission.EXTEND)
def extensions_export(request: HttpRequest, month: FiscalMonth, file_type: str) -> HttpResponseBase:
    extensions.opened_or_404(request, month)
    found = extensions.of_month(request.user, month)
    rows = ((one, extensions.standing(one)[0]) for one in found)
    return sent(keeping_exports.extensions(rows, month=month), file_type)


@require_safe
@never_cache
@needs(Permission.MANAGE_REASONS)
def return_reasons_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    return sent(keeping_exports.reasons(reason_pages.in_order()), file_type)


@require_safe
@never_cache
@on_seat
def committee_export(request: HttpRequest, seat: Seat, file_type: str) -> HttpResponseBase:
    found = CommitteeMember.objects.of(seat.committee).in_order()
    return sent(keeping_exports.members(found, committee=seat.committee), file_type)


@require_safe
@never_cache
@on_seat
def circular_export(request: HttpRequest, seat: Seat, circular_id: int, file_type: str) -> HttpResponseBase:
    standing = circulars.standing_or_404(seat, circular_id)
    return sent(keeping_exports.answers(standing), file_type)


@require_safe
@never_cache
@needs(Permission.HAND_OVER)
def handovers_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    found = Handover.objects.visible_to(request.user).with_people().defer("content")
    return sent(keeping_exports.handovers(found), file_type)


@require_safe
@never_cache
@needs(Permission.DISCUSS)
def work_list_export(request: HttpRequest, file_type: str) -> HttpResponseBase:
    unread = written.waiting(request.user, now=timezone.now())
    return sent(keeping_exports.work_list(marked.work_list(request.user), unread), file_type)
