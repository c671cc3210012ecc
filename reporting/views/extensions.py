"""One month's dates for the department: due, closed, and who has more time (R14).

Of the districts nothing is read but their state and dates (R12).
"""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from reporting import due_words
from reporting.access import Permission, needs
from reporting.actions import extensions as actions
from reporting.actions import months
from reporting.badges import Badge
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.fiscal import FiscalMonth
from reporting.forms.extensions import ExtensionForm
from reporting.forms.workflow import ReasonForm
from reporting.models import Extension, MonthlyReport, ReportingMonth, State, User
from reporting.models.extensions import ExtensionQuerySet
from reporting.navigation import opened_months

from .common import SAVED, require_form

EXTENSIONS_PER_PAGE = 50


@require_form
@needs(Permission.EXTEND)
def month_dates(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """The month's three kinds of dates, every extension, and the form that grants one."""
    opened = opened_or_404(request, month)
    waiting = MonthlyReport.objects.for_month(month).filter(state=State.OPEN, revision=1)
    waiting = waiting.select_related("district__province").order_by("district_id")
    form = ExtensionForm(request.POST if request.method == "POST" else None, reports=waiting)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("until", "reason")}
        try:
            actions.extend(report=form.report, **given, by=request.user, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{SAVED} ขยายเวลาให้{form.report.district} แล้ว")
            return redirect("month_dates", month=month)
    page = Paginator(of_month(request.user, month), EXTENSIONS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "month": month,
        "opened": opened,
        "dates": due_words.dates(opened),
        "form": form,
        "page": page,
        "rows": [(extension, *standing(extension)) for extension in page],
    }
    return render(request, "reporting/months/dates.html", context, status=422 if form.is_bound else 200)


@require_form
@needs(Permission.EXTEND)
def end(request: HttpRequest, month: FiscalMonth, district_code: str) -> HttpResponse:
    """Take the extension of one district back, with a reason."""
    reports = MonthlyReport.objects.for_month(month).with_context()
    report = get_object_or_404(reports, district_id=district_code, extended_until__isnull=False)
    form = ReasonForm(request.POST if request.method == "POST" else None, label="เหตุผลที่ยกเลิก")
    if form.is_valid():
        return _ended(request, report, form)
    context = {"month": month, "report": report, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/months/extension_end.html", context, status=status)


@require_form
@needs(Permission.MANAGE_MONTHS)
def month_reopen(request: HttpRequest, month: FiscalMonth) -> HttpResponse:
    """Open a month again that was closed by mistake, with a reason."""
    opened = opened_or_404(request, month)
    if opened.is_open and request.method != "POST":
        messages.info(request, f"เดือน{month} เปิดรับข้อมูลอยู่แล้ว")
        return redirect("months", fiscal_year=month.fiscal_year)
    form = ReasonForm(request.POST if request.method == "POST" else None, label="เหตุผลที่เปิดอีกครั้ง")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        months.reopen_month(month=month, reason=reason, by=request.user, now=timezone.now())
        messages.success(request, SAVED)
        return redirect("months", fiscal_year=month.fiscal_year)
    context = {"month": month, "opened": opened, "form": form}
    return render(request, "reporting/months/reopen.html", context, status=422 if form.is_bound else 200)


def opened_or_404(request: HttpRequest, month: FiscalMonth) -> ReportingMonth:
    found = next((opened for opened in opened_months(request) if opened.month == month), None)
    if found is None:
        raise Http404
    return found


def of_month(user: User, month: FiscalMonth) -> ExtensionQuerySet:
    """Every extension of the month, those in force first and of these the newest first."""
    found = Extension.objects.visible_to(user).filter(report__month__month=month)
    people = ("granted_by", "ended_by")
    found = found.select_related("report__month", "report__district__province", *people)
    return found.order_by(F("ended_at").desc(nulls_first=True), "-granted_at", "-pk")


def _ended(request: HttpRequest, report: MonthlyReport, form: ReasonForm) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    actions.take_back(report=report, reason=reason, by=request.user, now=timezone.now())
    messages.success(request, f"{SAVED} ยกเลิกการขยายเวลาของ{report.district} แล้ว")
    return redirect("month_dates", month=report.fiscal_month)


def standing(extension: Extension) -> tuple[Badge, bool]:
    """How an extension stands now, and whether it can be taken back."""
    if extension.ended_at:
        label = "ยกเลิกแล้ว" if extension.ended_reason else "มีวันใหม่แทน"
        return Badge("slash-circle", label, "wait"), False
    if extension.until < bangkok_date(timezone.now()):
        return Badge("clock-fill", "หมดเวลาแล้ว", "wait"), False
    if extension.report.state != State.OPEN:
        return Badge("send-fill", "อำเภอส่งแล้ว", "ok"), True
    return Badge("hourglass-split", "มีผลอยู่", "info"), True
