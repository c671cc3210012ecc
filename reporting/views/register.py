"""The district's register: who is in it, and closing a producer or opening it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting import access
from reporting.access import Permission
from reporting.actions import closing, groups
from reporting.errors import Refusal
from reporting.forms.groups import CloseGroupForm
from reporting.forms.register import RegisterFilter
from reporting.forms.workflow import ReasonForm
from reporting.models import MonthlyReport, ProducerGroup, RosterEntry
from reporting.models.groups import ProducerGroupQuerySet
from reporting.stats import producers

from .common import SAVED, on_report, require_form, to_report

PRODUCERS_PER_PAGE = 100


@dataclass(frozen=True)
class Row:
    """A producer of the list; `reason` says why it was closed, if it was."""

    group: ProducerGroup
    categories: list[RosterEntry] = field(default_factory=list)
    reason: str = ""


@require_safe
@on_report(Permission.SEE_DESK)
def register(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """The list with its search, in Thai alphabetical order; its links add to the month, or close with it."""
    form, found = wanted(request, report)
    page = Paginator(found, PRODUCERS_PER_PAGE).get_page(request.GET.get("page"))
    may_change = access.can(request.user, Permission.ENTER, report)
    context = {
        "report": report,
        "month": report.fiscal_month,
        "form": form,
        "page": page,
        "rows": rows_of(list(page)),
        "csv_url": reverse("register_export", args=(report.district_id, report.fiscal_month, "csv")),
        "xlsx_url": reverse("register_export", args=(report.district_id, report.fiscal_month, "xlsx")),
        "query": _query(request),
        "may_change": may_change,
        "may_add": may_change and groups.takes_groups(report, now=timezone.now()),
    }
    status = 200 if form.is_valid() else 422
    return render(request, "reporting/register/register.html", context, status=status)


@require_form
@on_report(Permission.ENTER, back="register")
def group_close(request: HttpRequest, report: MonthlyReport, group_id: int) -> HttpResponse:
    """ปิดกลุ่ม: the month of the address is the last one that expects the producer."""
    group = get_object_or_404(_producers(request, report), pk=group_id)
    if group.closed_at and request.method != "POST":
        messages.info(request, f"“{group}” ปิดไปแล้ว")
        return _to_register(request, report)
    form = CloseGroupForm(request.POST or None)
    if form.is_valid():
        why = {"reason": form.reason_text, "by": request.user, "now": timezone.now()}
        try:
            closing.close_group(report=report, group=group, **why)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            last = f"เดือน{report.fiscal_month} เป็นเดือนสุดท้ายที่ต้องรายงาน"
            messages.success(request, f"{SAVED} ปิด “{group}” แล้ว {last}")
            return _to_register(request, report)
    later = producers.month_with_line_after(group, report.fiscal_month)
    return _ask(request, report, "group_close", group, form, later=later)


@require_form
@on_report(Permission.ENTER, back="register")
def group_reopen(request: HttpRequest, report: MonthlyReport, group_id: int) -> HttpResponse:
    """เปิดอีกครั้ง: a closed producer is expected again as it was."""
    group = get_object_or_404(_producers(request, report), pk=group_id)
    if not group.closed_at and request.method != "POST":
        messages.info(request, f"“{group}” เปิดอยู่แล้ว")
        return _to_register(request, report)
    form = ReasonForm(request.POST or None, label="เหตุผลที่เปิดอีกครั้ง")
    if form.is_valid():
        why = {"reason": form.cleaned_data["reason"], "by": request.user, "now": timezone.now()}
        try:
            closing.reopen_group(group=group, **why)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{SAVED} เปิด “{group}” อีกครั้งแล้ว")
            return _to_register(request, report)
    return _ask(request, report, "group_reopen", group, form)


def wanted(request: HttpRequest, report: MonthlyReport) -> tuple[RegisterFilter, ProducerGroupQuerySet]:
    """The filter of the address and the producers that it leaves; none where it cannot be meant."""
    form = RegisterFilter(request.GET, district=report.district_id)
    found = _producers(request, report)
    return form, _narrowed(found, form.cleaned_data) if form.is_valid() else found.none()


def _producers(request: HttpRequest, report: MonthlyReport) -> ProducerGroupQuerySet:
    visible = ProducerGroup.objects.visible_to(request.user).filter(district=report.district_id)
    return visible.select_related("subdistrict", "district", "closed_by")


def _narrowed(found: ProducerGroupQuerySet, wanted: dict[str, Any]) -> ProducerGroupQuerySet:
    found = found.named_like(wanted["q"])
    if wanted["type"]:
        found = found.filter(producer_type=wanted["type"])
    if wanted["subdistrict"]:
        found = found.filter(subdistrict=wanted["subdistrict"])
    if wanted["status"]:
        found = found.filter(closed_at__isnull=wanted["status"] == "open")
    return found


def rows_of(groups: list[ProducerGroup]) -> list[Row]:
    """The rows of a list; at most 2 queries."""
    categories, reasons = producers.categories(groups), producers.closing_reasons(groups)
    return [Row(group, categories.get(group.pk, []), reasons.get(group.pk, "")) for group in groups]


def _ask(
    request: HttpRequest, report: MonthlyReport, name: str, group: ProducerGroup, form: Any, **more: Any
) -> HttpResponse:
    """The page that asks for a reason before anything happens."""
    back = reverse("register", args=(report.district_id, report.fiscal_month)) + _query(request)
    context = {
        "report": report,
        "month": report.fiscal_month,
        "row": rows_of([group])[0],
        "form": form,
        "back_url": back,
        **more,
    }
    status = 422 if form.is_bound else 200
    return render(request, f"reporting/register/{name}.html", context, status=status)


def _query(request: HttpRequest) -> str:
    """The filter and the page of the list, with its question mark, as links carry it along."""
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _to_register(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return to_report("register", report, query=request.GET.urlencode())
