"""ชี้แจง: the note on a line of the weekly table, on a page of its own or from the table itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from reporting.access import Permission
from reporting.actions import locks, notes
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.forms import hints
from reporting.forms.grid_row import Beside, GridRow
from reporting.forms.notes import NoteForm
from reporting.models import MonthlyReport
from reporting.stats import desk, history
from reporting.stats.history import NO_HISTORY

from .common import SAVED, entry_query, entry_url, on_report, require_form, to_report
from .entry_page import frame


@require_form
@on_report(Permission.ENTER, back="entry")
def line_note(request: HttpRequest, report: MonthlyReport, group_id: int, category: str) -> HttpResponse:
    """The note of a line: its doubts and the form by GET, kept by POST; the table's script gets JSON."""
    locks.require_takes_figures(report, now=timezone.now())
    item = _row_or_404(report, group_id, category)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"note": item.row.note})
    if form.is_valid():
        try:
            note = form.cleaned_data["note"]
            who = {"by": request.user, "now": timezone.now()}
            line = notes.write_note(report=report, group_id=group_id, category=category, note=note, **who)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            item.row.note = line.note
            return _kept(request, report, item)
    if _wants_json(request):
        return JsonResponse({"refusal": " ".join(form.sentences)}, status=422)
    context = {"report": report, "item": item, "form": form, "back_url": entry_url(request, report)}
    return render(request, "reporting/entry/line_note.html", context, status=422 if form.is_bound else 200)


def _kept(request: HttpRequest, report: MonthlyReport, item: GridRow) -> HttpResponse:
    if _wants_json(request):
        drawn = hints.draw(item, frame(report, bangkok_date(timezone.now())))
        return JsonResponse({"hints": drawn, "note": item.row.note})
    messages.success(request, f"{SAVED} {item.row.label}")
    return to_report("entry", report, query=f"{entry_query(request)}#line-{item.key}")


def _row_or_404(report: MonthlyReport, group_id: int, category: str) -> GridRow:
    """The row with its doubts, as the table shows it."""
    row = next((row for row in desk.rows(report) if row.key == (group_id, category)), None)
    if row is None or row.removed_at:
        raise Http404
    beside = Beside.of(
        row,
        report,
        history=history.of_report(report, group_ids=[group_id]).get(row.key, NO_HISTORY),
        weeks=desk.filled(report).get(row.line_id, {}),
        today=bangkok_date(timezone.now()),
    )
    returned = locks.returned_lines(report).get(row.line_id)
    return GridRow(number=None, row=row, editable=True, returned=returned, beside=beside)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
