"""The district's desk: the weekly table, adding a row, taking one out and bringing it back."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from reporting.access import Permission
from reporting.accounts import take_unsaved
from reporting.actions import groups, locks, removal, sales
from reporting.errors import BadInput, Refusal, WrongState
from reporting.forms.groups import ExistingGroupForm, NewGroupForm
from reporting.forms.sales import RemoveLineForm, read_rows
from reporting.models import Category, MonthlyReport, RosterEntry, SalesLine
from reporting.stats import desk, sheet
from reporting.stats.sheet import SheetRow

from .common import SAVED, on_report, require_form, to_report
from .entry_page import Attempt, EntryPage
from .finding import find_form

NOT_YET_SAVED = "พิมพ์ไว้ก่อนหมดเวลาการใช้งาน ยังไม่ได้บันทึก โปรดตรวจแล้วกดบันทึก"


@require_form
@on_report(Permission.ENTER, back="entry")
def entry(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """One week of the month: shown by GET, saved by POST.

    Rows that can be stored are stored, whatever is wrong with others; those stay as they were typed.
    """
    if request.method != "POST":
        return _show_again(request, report) or _show(request, report)
    week, page = _number(request.POST.get("week")), _number(request.POST.get("page"))
    attempt = _save(request, report, week)
    if attempt.left:
        return _show(request, report, attempt=attempt)
    count = f"{attempt.saved} รายการ" if attempt.saved else "(ไม่มีค่าที่เปลี่ยนแปลง)"
    messages.success(request, f"{SAVED} {count}")
    return to_report("entry", report, query=f"week={week}&page={page}")


def _save(request: HttpRequest, report: MonthlyReport, week: int) -> Attempt:
    typed = {row.key: row for row in read_rows(request.POST)}
    changed = [row.week_row for row in typed.values() if row.needs_saving]
    if not changed:
        return Attempt(typed)
    try:
        results = sales.save_week(report=report, week=week, rows=changed, by=request.user, now=timezone.now())
    except WrongState as refusal:
        return Attempt(typed, refusal=str(refusal))
    return Attempt(typed, {result.row.key: result for result in results})


def _show_again(request: HttpRequest, report: MonthlyReport) -> HttpResponse | None:
    """The page with what was typed before the session ended, if there is any; nothing of it is saved yet."""
    posted = take_unsaved(request)
    if posted is None:
        return None
    attempt = Attempt({row.key: row for row in read_rows(posted)}, refusal=NOT_YET_SAVED)
    return _show(request, report, attempt=attempt, posted=posted) if attempt.left else None


def _show(
    request: HttpRequest,
    report: MonthlyReport,
    *,
    attempt: Attempt | None = None,
    posted: QueryDict | None = None,
) -> HttpResponse:
    """The page; after a save of which something is left, with what was `posted`."""
    asked = (posted or request.POST) if attempt else request.GET
    if attempt:
        report = MonthlyReport.objects.with_context().get(pk=report.pk)  # Somebody may have handed it over.
    page = EntryPage(
        report,
        request.user,
        week=_number(asked.get("week")),
        page=_number(asked.get("page")),
        removed_id=_number(request.GET.get("removed")),
        now=timezone.now(),
        attempt=attempt,
    )
    month = report.fiscal_month
    find = find_form(request, target="entry", month=month)
    context = {"report": report, "month": month, "page": page, "find": find}
    status = 422 if attempt and request.method == "POST" else 200
    return render(request, "reporting/entry/entry.html", context, status=status)


@require_form
@on_report(Permission.ENTER, back="entry")
def group_add(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """เพิ่มกลุ่ม: another category of a registered producer, or a new producer, from this month on."""
    groups.require_takes_groups(report)
    kind = request.POST.get("kind")
    existing = ExistingGroupForm(request.POST if kind == "existing" else None, report=report)
    new = NewGroupForm(request.POST if kind == "new" else None, report=report)
    try:
        added = _add(request, report, existing, new)
    except BadInput as refusal:
        (new if new.is_bound else existing).add_error(None, str(refusal))
        added = None
    if added:
        return _to_new_row(request, report, added)
    context = {"report": report, "existing": existing, "new": new, "back_url": _entry_url(request, report)}
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/entry/group_add.html", context, status=status)


def _add(
    request: HttpRequest, report: MonthlyReport, existing: ExistingGroupForm, new: NewGroupForm
) -> RosterEntry | None:
    """Carry out whichever of the two forms was sent; None while there is something to show."""
    who = {"report": report, "by": request.user, "now": timezone.now()}
    if existing.is_bound and existing.is_valid():
        return groups.add_category(**existing.cleaned_data, **who)
    if new.is_bound and new.is_valid():
        return groups.add_new_group(**new.cleaned_data, **who)
    return None


def _to_new_row(request: HttpRequest, report: MonthlyReport, added: RosterEntry) -> HttpResponse:
    """Back to the table, on the page and at the row of the new pair."""
    key = (added.group_id, added.category)
    keys = [row.key for row in desk.rows(report) if not row.removed_at]
    page = keys.index(key) // sheet.ROWS_PER_PAGE + 1
    label = Category(added.category).label
    messages.success(request, f"{SAVED} เพิ่ม “{added.group}” ({label}) แล้ว กรอกยอดได้ในแถวที่แสดงสี")
    return to_report("entry", report, query=f"{_query(request, page=page)}#line-{key[0]}-{key[1]}")


@require_form
@on_report(Permission.ENTER, back="entry")
def line_remove(request: HttpRequest, report: MonthlyReport, group_id: int, category: str) -> HttpResponse:
    """✕: take a row out of the month with a reason; it stays as a mark and can come back (R16)."""
    locks.require_takes_figures(report)
    row = _row_or_404(report, group_id, category)
    if request.method != "POST" and row.line and row.line.is_removed:
        return to_report("entry", report, query=_query(request, removed=row.line.pk))
    form = RemoveLineForm(request.POST or None)
    if form.is_valid():
        try:
            line = _remove(request, report, row, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row = _row_or_404(report, group_id, category)  # What the user decides about now.
        else:
            return to_report("entry", report, query=_query(request, removed=line.pk))
    context = {"report": report, "row": row, "form": form, "back_url": _entry_url(request, report)}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/entry/line_remove.html", context, status=status)


def _remove(request: HttpRequest, report: MonthlyReport, row: SheetRow, form: RemoveLineForm) -> SalesLine:
    return removal.remove_line(
        report=report,
        group_id=row.group.pk,
        category=row.category,
        version=_number(request.POST.get("version")),
        reason=form.reason_text,
        by=request.user,
        now=timezone.now(),
    )


@require_POST
@on_report(Permission.ENTER, back="entry")
def line_restore(request: HttpRequest, report: MonthlyReport, line_id: int) -> HttpResponse:
    """นำกลับมา: undo a removal."""
    line = get_object_or_404(report.lines, pk=line_id)
    line = removal.restore_line(report=report, line_id=line.pk, by=request.user, now=timezone.now())
    messages.success(request, f"{SAVED} นำ “{line.group}” กลับมาแล้ว")
    anchor = f"#line-{line.group_id}-{line.category}"
    return to_report("entry", report, query=_query(request) + anchor)


def _row_or_404(report: MonthlyReport, group_id: int, category: str) -> SheetRow:
    rows = sheet.rows(report, people=False)
    found = next((row for row in rows if row.key == (group_id, category)), None)
    if found is None:
        raise Http404
    return found


def _entry_url(request: HttpRequest, report: MonthlyReport) -> str:
    at = {"district_code": report.district_id, "month": report.fiscal_month}
    query = _query(request)
    return reverse("entry", kwargs=at) + (f"?{query}" if query else "")


def _query(request: HttpRequest, **more: int) -> str:
    """The week and the page of the table from which the user came, and what is said besides."""
    asked = {"week": _number(request.GET.get("week")), "page": _number(request.GET.get("page"))}
    return urlencode({name: number for name, number in (asked | more).items() if number})


def _number(text: str | None) -> int:
    """A small number of the address or the form; 0, which is no week and no page, for anything else."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,9}", text) else 0
