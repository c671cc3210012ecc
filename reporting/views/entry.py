"""The district's desk: the weekly table, taking a row out and bringing it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from reporting.access import Permission
from reporting.accounts import take_unsaved
from reporting.actions import locks, removal, sales
from reporting.errors import Refusal, WrongState
from reporting.forms.sales import RemoveLineForm, read_rows
from reporting.models import MonthlyReport, SalesLine
from reporting.stats import sheet
from reporting.stats.sheet import SheetRow

from .common import (
    SAVED,
    entry_query,
    entry_url,
    number,
    on_report,
    require_form,
    to_report,
    wanted_rows,
    wants_all_rows,
)
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
    week, page = number(request.POST.get("week")), number(request.POST.get("page"))
    attempt = save_typed(request, report, week)
    if attempt.left:
        return _show(request, report, attempt=attempt)
    count = f"{attempt.saved} รายการ" if attempt.saved else "(ไม่มีค่าที่เปลี่ยนแปลง)"
    messages.success(request, f"{SAVED} {count}")
    return to_report("entry", report, query=entry_query(request, week=week, page=page))


def save_typed(request: HttpRequest, report: MonthlyReport, week: int, *, every: bool = False) -> Attempt:
    """Store the posted rows that can be stored, and say what became of each.

    Of a whole page only the rows that say something else than was seen; `every` row that was sent alone.
    """
    typed = {row.key: row for row in read_rows(request.POST)}
    changed = [row.week_row for row in typed.values() if row.needs_saving or (every and not row.errors)]
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
        week=number(asked.get("week")),
        page=number(asked.get("page")),
        find=wanted_rows(request),
        every=wants_all_rows(request),
        removed_id=number(request.GET.get("removed")),
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
def line_remove(request: HttpRequest, report: MonthlyReport, group_id: int, category: str) -> HttpResponse:
    """✕: take a row out of the month with a reason; it stays as a mark and can come back (R16)."""
    locks.require_takes_figures(report, now=timezone.now())
    row = _row_or_404(report, group_id, category)
    if request.method != "POST" and row.line and row.line.is_removed:
        return to_report("entry", report, query=entry_query(request, removed=row.line.pk))
    form = RemoveLineForm(request.POST or None)
    if form.is_valid():
        try:
            line = _remove(request, report, row, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            row = _row_or_404(report, group_id, category)  # What the user decides about now.
        else:
            return to_report("entry", report, query=entry_query(request, removed=line.pk))
    context = {"report": report, "row": row, "form": form, "back_url": entry_url(request, report)}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/entry/line_remove.html", context, status=status)


def _remove(request: HttpRequest, report: MonthlyReport, row: SheetRow, form: RemoveLineForm) -> SalesLine:
    return removal.remove_line(
        report=report,
        group_id=row.group.pk,
        category=row.category,
        version=number(request.POST.get("version")),
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
    return to_report("entry", report, query=entry_query(request) + anchor)


def _row_or_404(report: MonthlyReport, group_id: int, category: str) -> SheetRow:
    rows = sheet.rows(report, people=False)
    found = next((row for row in rows if row.key == (group_id, category)), None)
    if found is None:
        raise Http404
    return found
