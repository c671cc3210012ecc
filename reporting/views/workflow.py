"""The verbs of the workflow and the log of them. Each answers with the receipt number of its log row.

The two that begin and end a correction are on its own page (`corrections`).
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from reporting import access, deadlines
from reporting.access import Permission
from reporting.actions import locks, workflow
from reporting.actions.workflow import Done
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.forms.workflow import ReasonForm, ReturnForm
from reporting.models import Action, MonthlyReport, ReturnReason
from reporting.stats import sheet

from .common import SAVED, on_report, require_form, to_report
from .timeline import timeline

# What becomes of a month that is withdrawn, before and after a return of the province.
_NOT_SENT = "รายงานจะกลับเป็นกำลังบันทึกและแก้ไขได้ การส่งครั้งนี้ถือว่ายังไม่ได้ส่ง ต้องส่งใหม่ภายในกำหนด"
_SENT_AGAIN = "รายงานจะกลับเป็นจังหวัดส่งคืน แก้ไขได้เฉพาะรายการที่จังหวัดส่งคืนไว้ วันที่ส่งครั้งแรกคงเดิม แล้วต้องส่งใหม่"


@require_POST
@on_report(Permission.SUBMIT)
def submit(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    done = workflow.submit(report=report, by=request.user, now=timezone.now())
    _receipt(request, done, "ส่งจังหวัดแล้ว")
    return to_report("sheet", report)


@require_form
@on_report(Permission.SUBMIT)
def withdraw(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """Take the month back, with a reason (R9)."""
    posted = request.POST if request.method == "POST" else None
    form = ReasonForm(posted, label="เหตุผลที่ดึงกลับ", help_text="จังหวัดเห็นเหตุผลนี้ในประวัติ")
    if posted is None:
        access.require_press(request.user, Action.WITHDRAW, report)
        locks.require_time_to_withdraw(report, now=timezone.now())
    elif form.is_valid():
        try:
            done = workflow.withdraw(
                report=report, reason=form.cleaned_data["reason"], by=request.user, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _receipt(request, done, "ดึงกลับแล้ว แก้ไขได้")
            return to_report("sheet", report)
    what = _SENT_AGAIN if report.newest_return() else _NOT_SENT
    context = {"report": report, "month": report.fiscal_month, "form": form, "what": what}
    return render(request, "reporting/workflow/withdraw.html", context, status=_status(form))


@require_form
@on_report(Permission.RETURN)
def return_lines(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """Send lines, or the whole report, back to the district, with a coded reason and words (R10)."""
    posted = request.POST if request.method == "POST" else None
    if posted is None:
        access.require_press(request.user, Action.RETURN_LINES, report)
    reasons = list(ReturnReason.objects.filter(active=True))
    today = bangkok_date(timezone.now())
    wish = deadlines.halfway(report.month.publish_due, today=today)
    form = ReturnForm(sheet.rows(report, people=False), reasons, posted, today=today, wish=wish)
    if posted is not None and form.is_valid():
        try:
            done = workflow.return_lines(
                report=report, lines=form.lines, whole=form.whole, by=request.user, now=timezone.now()
            )
        except Refusal as refusal:
            form.error = str(refusal)
        else:
            _receipt(request, done, "ส่งคืนอำเภอแล้ว")
            return to_report("sheet", report)
    context = {"report": report, "month": report.fiscal_month, "form": form}
    return render(request, "reporting/workflow/return_lines.html", context, status=422 if form.error else 200)


@require_POST
@on_report(Permission.PUBLISH)
def publish(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    done = workflow.publish(report=report, by=request.user, now=timezone.now())
    _receipt(request, done, "ยืนยันแล้ว กรมฯ เห็นยอดแล้ว")
    return to_report("sheet", report)


@require_safe
@on_report(Permission.SEE_DESK)
def history(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    events = timeline(report)
    context = {"report": report, "month": report.fiscal_month, "events": events}
    context["may_compare"] = sum(event.publication is not None for event in events) > 1
    return render(request, "reporting/workflow/history.html", context)


def _receipt(request: HttpRequest, done: Done, what: str) -> None:
    """The same friendly answer for the first press and for every repeated one, with the way to the receipt.

    The department's receipts are those of what is published, so that of its reopening is the two offices'.
    """
    number = done.receipt
    if not request.user.sees_publications_of_all:
        number = format_html('<a href="{}">{}</a>', reverse("receipt", args=(number,)), number)
    messages.success(request, format_html("{} {} เลขที่รับ {}", SAVED, what, number))


def _status(form: ReasonForm) -> int:
    return 422 if form.is_bound and form.errors else 200
