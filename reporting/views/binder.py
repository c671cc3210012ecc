"""The evidence binder of a district-month: everything, one line's, putting in and taking out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from reporting import access
from reporting.access import Permission
from reporting.actions import binder as actions
from reporting.actions import locks, reach
from reporting.actions.reach import Reach
from reporting.errors import BadInput, WrongState
from reporting.forms.binder import EvidenceFilter, EvidenceForm
from reporting.forms.fields import taken_in
from reporting.forms.workflow import ReasonForm
from reporting.models import Evidence, MonthlyReport, SalesLine, StoredFile
from reporting.stats import binder as stats
from reporting.uploads import Upload

from .common import SAVED, on_report, require_form, to_report

_MEGABYTE = 1024 * 1024


@require_safe
@on_report(Permission.SEE_DESK)
def evidence(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    return _binder(request, report)


@require_safe
@on_report(Permission.SEE_DESK)
def evidence_line(request: HttpRequest, report: MonthlyReport, line_id: int) -> HttpResponse:
    line = get_object_or_404(report.lines.select_related("group__subdistrict"), pk=line_id)
    return _binder(request, report, line=line)


@require_POST
@on_report(Permission.ENTER, back="evidence")
def evidence_add(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    form = EvidenceForm(request.POST, request.FILES, lines=_lines(report))
    if not form.is_valid() or not _added(request, report, form):
        return _binder(request, report, form=form)
    line_id = form.cleaned_data["line"]
    if line_id:
        return to_report("evidence_line", report, line_id=line_id)
    return to_report("evidence", report)


@require_form
@on_report(Permission.ENTER, back="evidence")
def evidence_remove(request: HttpRequest, report: MonthlyReport, evidence_id: int) -> HttpResponse:
    item = get_object_or_404(report.evidence.select_related("file", "line__group"), pk=evidence_id)
    locks.require_takes_figures(report, now=timezone.now())
    if why := actions.why_not_removable(report, item, reach.of_report(report)):
        raise WrongState(why)
    form = ReasonForm(request.POST if request.method == "POST" else None, label="เหตุผลที่นำหลักฐานออก")
    if form.is_valid():
        reason, who = form.cleaned_data["reason"], {"by": request.user, "now": timezone.now()}
        actions.remove(report=report, evidence_id=item.pk, reason=reason, **who)
        messages.success(request, f"{SAVED} นำหลักฐานออกแล้ว")
        return _back(report, item)
    context = {"report": report, "month": report.fiscal_month, "item": item, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/binder/evidence_remove.html", context, status=status)


@require_safe
def file_thumbnail(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """The small picture of a file, which we drew ourselves; nothing else of an upload shows in a page."""
    file = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=file_id)
    if not file.thumbnail:
        raise Http404
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
    response = FileResponse(file.thumbnail.open("rb"), content_type="image/jpeg", headers=headers)
    # What is under a file's address never changes; only who may see it does.
    patch_cache_control(response, private=True, max_age=3600)
    return response


def _binder(
    request: HttpRequest,
    report: MonthlyReport,
    *,
    line: SalesLine | None = None,
    form: EvidenceForm | None = None,
) -> HttpResponse:
    lines = _lines(report)
    chosen = EvidenceFilter(request.GET, lines=lines)
    wanted = chosen.cleaned_data if chosen.is_valid() else {}
    line = line or next((one for one in lines if one.pk == wanted.get("line")), None)
    found = list(stats.pieces(report, line=line, kind=wanted.get("kind", "")))
    within = reach.of_report(report)
    takes = report.takes_figures_at(timezone.now())
    may_add = takes and access.can(request.user, Permission.ENTER, report)
    context = {
        "report": report,
        "month": report.fiscal_month,
        "line": line,
        "filter": chosen,
        "form": form or EvidenceForm(lines=lines, initial={"line": line.pk if line else ""}),
        "pieces": [_shown(report, item, within, may_add) for item in found if not item.is_removed],
        "removed": [item for item in found if item.is_removed],
        "may_add": may_add and (line is None or not within.refusal_of(line.pk)),
        "room_mb": actions.room_left(report) // _MEGABYTE,
        "can_see_province": access.can(request.user, Permission.SEE_PROVINCE, report),
    }
    status = 422 if form else 200
    return render(request, "reporting/binder/evidence.html", context, status=status)


def _shown(report: MonthlyReport, item: Evidence, within: Reach, may: bool) -> dict[str, object]:
    return {"item": item, "removable": may and not actions.why_not_removable(report, item, within)}


def _lines(report: MonthlyReport) -> Sequence[SalesLine]:
    return list(report.lines.present().select_related("group").order_by("group__sort_key", "category"))


def _added(request: HttpRequest, report: MonthlyReport, form: EvidenceForm) -> bool:
    """Put what the form brings into the binder; a file that may not be kept keeps no other out."""
    uploads, refused = _taken_in(form)
    said = form.cleaned_data
    if refused and not uploads:
        for sentence in refused:
            form.add_error(None, sentence)
        return False
    try:
        found = actions.add(
            report=report,
            line_id=said["line"],
            kind=said["kind"],
            note=said["note"],
            uploads=uploads,
            by=request.user,
            now=timezone.now(),
        )
    except BadInput as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, f"{SAVED} เพิ่มหลักฐาน {len(found)} รายการ")
    for sentence in refused:
        messages.warning(request, f"ไม่ได้เพิ่ม {sentence}")
    return True


def _taken_in(form: EvidenceForm) -> tuple[list[Upload], list[str]]:
    uploads, refused = [], []
    for file in form.came:
        try:
            uploads.append(taken_in(file))
        except ValidationError as refusal:
            refused.append(f"“{file.name}”: {' '.join(refusal.messages)}")
    return uploads, refused


def _back(report: MonthlyReport, item: Evidence) -> HttpResponse:
    if item.line_id:
        return to_report("evidence_line", report, line_id=item.line_id)
    return to_report("evidence", report)
