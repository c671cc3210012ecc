"""The month as a spreadsheet: the download, and the import in two steps.

A file is only looked at first: the page says row by row what it would change. The second press stores what
was shown and nothing else. It carries those rows itself, so they outlive an ended session like typed ones.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from reporting.access import Permission
from reporting.accounts import take_unsaved
from reporting.actions import imports, locks, reach
from reporting.actions.desk import Outcome
from reporting.errors import BadInput
from reporting.forms.dry_run import Checker, DryRun, packed, unpacked
from reporting.forms.file_row import find_table
from reporting.models import MonthlyReport
from reporting.reports.month_book import CONTENT_TYPE, MonthBook
from reporting.stats import desk, history
from reporting.uploads import tables
from reporting.uploads.table_limits import MAX_BYTES, TOO_LARGE

from .common import SAVED, entry_query, entry_url, on_report, require_form, to_report
from .entry_notices import Notices

NO_FILE = "โปรดเลือกไฟล์ก่อน"
NOT_YET_SAVED = "หมดเวลาการใช้งานก่อนบันทึก ยังไม่ได้บันทึก โปรดตรวจอีกครั้งแล้วกดนำเข้า"


@dataclass(frozen=True)
class ImportPage:
    """What the page of the import shows: nothing yet, what a file would change, or what was left over."""

    run: DryRun | None = None
    packed: str = ""
    error: str = ""
    file_name: str = ""
    left_over: bool = False


@require_safe
@on_report(Permission.ENTER, back="entry")
def month_excel(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """ดาวน์โหลด Excel: the whole month to be filled in."""
    now = timezone.now()
    rows = desk.rows(report)
    notices = Notices(report, request.user, rows, now=now)
    present = [row for row in rows if not row.removed_at]
    histories = history.of_report(report)
    book = MonthBook(
        report,
        rows=present,
        filled=desk.filled(report),
        last_month={key: past.last_month for key, past in histories.items()},
        editable={row.key for row in present if notices.may_change(row)},
        now=now,
    )
    name = f"ยอดจำหน่าย OTOP {report.district} {report.fiscal_month}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name)}
    return HttpResponse(book.file(), content_type=CONTENT_TYPE, headers=headers)


@require_form
@on_report(Permission.ENTER, back="entry")
def month_import(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """นำเข้าจาก Excel: choose a file, look at what it would change, store it."""
    locks.require_takes_figures(report, now=timezone.now())
    try:
        if "rows" in request.POST:
            return _save(request, report)
        if request.method == "POST":
            return _show(request, report, _looked_at(request, report))
        return _show(request, report, _once_more(request, report))
    except BadInput as refusal:
        return _show(request, report, ImportPage(error=str(refusal)))


def _looked_at(request: HttpRequest, report: MonthlyReport) -> ImportPage:
    """The dry run of the uploaded file. BadInput when the file is none of ours."""
    file = request.FILES.get("file")
    if file is None:
        raise BadInput(NO_FILE)
    if file.size > MAX_BYTES:
        raise BadInput(TOO_LARGE)
    columns, table = find_table(tables.read_sheets(file.read()))
    run = _checker(report).check(columns, table)
    return ImportPage(run, packed(report, run), file_name=file.name)


def _once_more(request: HttpRequest, report: MonthlyReport) -> ImportPage:
    """The page; with the rows that were about to be stored when the session ended, if there are any."""
    posted = take_unsaved(request)
    if not posted or "rows" not in posted:
        return ImportPage()
    run = _checker(report).check_again(unpacked(report, posted["rows"]))
    messages.warning(request, NOT_YET_SAVED)
    return ImportPage(run, packed(report, run))


def _save(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    """Store exactly what the page has shown, and say what could not be stored."""
    rows = unpacked(report, request.POST["rows"])
    results = imports.save_month(report=report, rows=rows, by=request.user, now=timezone.now())
    left = [result for result in results if result.outcome not in (Outcome.SAVED, Outcome.UNCHANGED)]
    if count := len(rows) - len(left):
        messages.success(request, f"{SAVED} นำเข้า {count} รายการ")
    if not left:
        return to_report("entry", report, query=entry_query(request))
    return _show(request, report, ImportPage(_checker(report).not_saved(left), left_over=True))


def _checker(report: MonthlyReport) -> Checker:
    return Checker(
        report,
        rows=desk.rows(report),
        filled=desk.filled(report),
        within=reach.of_report(report),
    )


def _show(request: HttpRequest, report: MonthlyReport, page: ImportPage) -> HttpResponse:
    context = {
        "report": report,
        "month": report.fiscal_month,
        "page": page,
        "back_url": entry_url(request, report),
    }
    refused = page.error or page.left_over
    return render(request, "reporting/entry/month_import.html", context, status=422 if refused else 200)
