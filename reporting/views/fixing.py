"""แก้ไขที่จังหวัดส่งคืน: only the lines that came back, each with its reason, its weeks and its answer (R10)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from reporting.access import Permission
from reporting.accounts import take_unsaved
from reporting.actions import fixing
from reporting.errors import WrongState
from reporting.forms import fixing as forms
from reporting.models import MonthlyReport
from reporting.stats import returned as returned_lines

from .common import SAVED, number, on_report, require_form, to_report
from .entry import NOT_YET_SAVED
from .fix_page import Attempt, FixPage


@require_form
@on_report(Permission.ENTER, back="fix")
def fix(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """The returned lines by GET; their weeks and answers are stored by POST, the rest stays as typed."""
    if request.method != "POST":
        posted = take_unsaved(request)
        attempt = Attempt(_read(posted, report), refusal=NOT_YET_SAVED) if posted else None
        return _show(request, report, number(request.GET.get("page")), attempt)
    page = number(request.POST.get("page"))
    attempt = _save(request, report)
    if attempt.left or attempt.refusal or attempt.rest_error:
        return _show(request, report, page, attempt)
    left = attempt.fixed.left
    messages.success(request, f"{SAVED} {f'เหลือ {left:,} รายการ' if left else 'แก้หรือตอบครบทุกรายการแล้ว'}")
    return to_report("fix", report, query=f"page={page}" if page > 1 else "")


def _read(posted: QueryDict, report: MonthlyReport) -> dict[int, forms.TypedFix]:
    numbers = [week.number for week in report.fiscal_month.weeks()]
    return forms.read(posted, returned_lines.waiting([report]).get(report.pk, ()), numbers)


def _save(request: HttpRequest, report: MonthlyReport) -> Attempt:
    """Store what can be stored; one answer for all lines that are left only by its own button."""
    typed = _read(request.POST, report)
    rest = request.POST.get(forms.FOR_THE_REST, "")
    rest_error = forms.rest_error(rest, pressed="answer_rest" in request.POST)
    try:
        fixed = fixing.fix(
            report=report,
            rows=[line.row for line in typed.values() if line.row],
            answers=[line.said for line in typed.values() if line.said],
            for_the_rest="" if rest_error else rest,
            by=request.user,
            now=timezone.now(),
        )
    except WrongState as refusal:
        return Attempt(typed, refusal=str(refusal), rest=rest)
    return Attempt(typed, fixed, rest=rest if rest_error else "", rest_error=rest_error)


def _show(request: HttpRequest, report: MonthlyReport, page: int, attempt: Attempt | None) -> HttpResponse:
    if request.method == "POST":
        report = MonthlyReport.objects.with_context().get(pk=report.pk)  # Somebody may have handed it over.
    shown = FixPage(report, request.user, page=page, now=timezone.now(), attempt=attempt)
    context = {"report": report, "month": report.fiscal_month, "page": shown}
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/fixing/fix.html", context, status=status)
