"""The province's pages for a month: the board of its districts, and the forms RT.3 and RT.4."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.models import Document, Kind, Province, Scope
from reporting.reports import province_forms
from reporting.reports.province_paper import signatures_of
from reporting.stats import board as boards
from reporting.views import inquiry_rows, line_texts, papers
from reporting.views.as_of import as_of
from reporting.views.common import on_province
from reporting.views.finding import find_form
from reporting.views.stages import stage_badges

ALL_DISTRICTS = {"code": "", "label": "ทุกอำเภอ", "current": True}


@require_safe
@on_province(Permission.SEE_PROVINCE)
def board(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    """Where every district stands, and which of them wait for the province."""
    now = timezone.now()
    page = boards.of_province(province, month, today=bangkok_date(now))
    find = find_form(request, target="province_board", month=month)
    find["districts"] = [ALL_DISTRICTS] + [
        {"code": row.district.pk, "label": row.district.name_th} for row in page.rows
    ]
    context = {"province": province, "month": month, "board": page, "find": find}
    context["states"] = stage_badges(page.stages)
    context["inquired"] = inquiry_rows.waiting_in(month, request.user)
    context["rt4_words"] = _rt4_words(province, month)
    context["chase"] = line_texts.to_unsent(request, [row.report for row in page.rows if row.report], now=now)
    return render(request, "reporting/province/board.html", context | _waiting(page))


def _rt4_words(province: Province, month: FiscalMonth) -> str:
    """Whether the month's RT.4 is issued and signed; 1 query."""
    scope = Scope(Kind.RT4, province=province, month=month)
    document = Document.objects.of_scope(scope).in_force().with_context().first()
    if document is None:
        return ""
    return "ลงนามแล้ว" if papers.is_signed(document) else "ออกแล้ว รอลงนาม"


def _waiting(page: boards.Board) -> dict[str, str | boards.BoardRow]:
    """The words of the banner for the districts that the province has to check."""
    if not page.waiting:
        return {}
    first = page.waiting[0]
    names = " ".join(row.district.name_th for row in page.waiting)
    return {
        "first_waiting": first,
        "waiting_text": f"{len(page.waiting)} อำเภอส่งแล้ว รอจังหวัดตรวจ: {names}",
        "waiting_detail": "เมื่อยืนยันแล้ว ข้อมูลถึงกรมฯ ทันที ไม่ต้องส่งรายงานอื่น",
        "waiting_label": f"ตรวจอำเภอ{first.district.name_th}",
    }


@require_safe
@on_province(Permission.SEE_PROVINCE)
def rt3(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    day, scope = as_of(request), {"province": province, "month__in": [month]}
    past = day.past(**scope)
    forms = province_forms.build(province, month, working=True, past=past)
    context = {"province": province, "month": month, "report": forms.rt3, "tie_out": forms.tie_out}
    context |= day.context(past, **scope)
    context |= papers.of_form(Scope(Kind.RT3, province=province, month=month), forms.rt3, request.user)
    return render(request, "reporting/province/rt3.html", context, status=day.status)


@require_safe
@on_province(Permission.SEE_PROVINCE)
def rt4(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    day, scope = as_of(request), {"province": province, "month__in": [month]}
    past = day.past(**scope)
    forms = province_forms.build(province, month, working=True, past=past)
    context = {"province": province, "month": month, "report": forms.rt4, "tie_out": forms.tie_out}
    context |= day.context(past, **scope)
    context |= papers.of_form(Scope(Kind.RT4, province=province, month=month), forms.rt4, request.user)
    document = context["document"]
    context["signature"] = signature = papers.signature_of(document) if document else None
    if signature:
        context["paper"] = replace(context["paper"], signatures=signatures_of(province, signature=signature))
    return render(request, "reporting/province/rt4.html", context, status=day.status)
