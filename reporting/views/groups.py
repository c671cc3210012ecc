"""Adding a row to the month: the page with its two ways, and the look-up that it types ahead with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.access import Permission
from reporting.actions import groups
from reporting.errors import BadInput, SimilarNames
from reporting.forms.groups import ExistingGroupForm, NewGroupForm, taken_categories
from reporting.models import Category, MonthlyReport, RosterEntry
from reporting.stats import desk, producers, sheet

from .common import SAVED, entry_query, entry_url, on_report, require_form, to_report


@require_form
@on_report(Permission.ENTER, back="entry")
def group_add(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """เพิ่มกลุ่ม: another category of a registered producer, or a new producer, from this month on.

    `?group=` and `?category=` choose among the registered producers, as links from other pages do.
    """
    groups.require_takes_groups(report, now=timezone.now())
    kind = request.POST.get("kind")
    chosen = {name: request.GET.get(name) for name in ("group", "category")}
    existing = ExistingGroupForm(request.POST if kind == "existing" else None, report=report, initial=chosen)
    new = NewGroupForm(request.POST if kind == "new" else None, report=report)
    try:
        added = _add(request, report, existing, new)
    except SimilarNames as alike:
        new.ask_about(alike, existing.taken)
    except BadInput as refusal:
        (new if new.is_bound else existing).add_error(None, str(refusal))
    else:
        if added:
            return _to_new_row(request, report, added)
    context = {
        "report": report,
        "month": report.fiscal_month,
        "existing": existing,
        "new": new,
        "back_url": _back_url(request, report),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/entry/group_add.html", context, status=status)


@require_safe
@on_report(Permission.ENTER, back="entry")
def group_find(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """The district's producers with `?q=` in their name, and the categories that the month has of each."""
    taken = taken_categories(report)
    hits = [
        {
            "id": group.pk,
            "name": group.name,
            "place": f"ต.{group.subdistrict.name_th}",
            "taken": taken.get(group.pk, ""),
        }
        for group in producers.find(report.district_id, request.GET.get("q", ""))
    ]
    return JsonResponse({"groups": hits})


def _add(
    request: HttpRequest, report: MonthlyReport, existing: ExistingGroupForm, new: NewGroupForm
) -> RosterEntry | None:
    """Carry out whichever of the two forms was sent; None while there is something to show."""
    who = {"report": report, "by": request.user, "now": timezone.now()}
    if existing.is_bound and existing.is_valid():
        return groups.add_category(**existing.cleaned_data, **who)
    if new.is_bound and new.is_valid():
        return groups.add_new_group(**new.cleaned_data, apart_from=new.apart_from, **who)
    return None


def _to_new_row(request: HttpRequest, report: MonthlyReport, added: RosterEntry) -> HttpResponse:
    """Back to the table, on the page and at the row of the new pair, whatever was searched for before."""
    key = (added.group_id, added.category)
    keys = [row.key for row in desk.rows(report) if not row.removed_at]
    page = keys.index(key) // sheet.ROWS_PER_PAGE + 1
    label = Category(added.category).label
    messages.success(request, f"{SAVED} เพิ่ม “{added.group}” ({label}) แล้ว กรอกยอดได้ในแถวที่แสดงสี")
    return to_report("entry", report, query=f"{entry_query(request, page=page, q=0)}#line-{key[0]}-{key[1]}")


def _back_url(request: HttpRequest, report: MonthlyReport) -> str:
    """Where the user came from: the register, or the table."""
    if request.GET.get("back") == "register":
        return reverse("register", args=(report.district_id, report.fiscal_month))
    return entry_url(request, report)
