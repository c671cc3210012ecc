"""Importing a printed table of targets, in two steps, and the ladder.

The table is only looked at first: the page names what does not fit, and a person decides each of it. The
second press accepts what was decided and nothing else; the table travels with the page.
"""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from reporting.access import Permission
from reporting.accounts import take_unsaved
from reporting.actions import targets as actions
from reporting.errors import BadInput, Refusal
from reporting.forms.target_draft import Draft, TableForm
from reporting.forms.target_import import DecisionForm
from reporting.forms.target_ladder import BasesForm, LadderForm
from reporting.models import Province
from reporting.stats import targets as stats
from reporting.uploads.table_limits import MAX_BYTES, TOO_LARGE

from . import target_draft_rows
from .common import SAVED, require_form
from .targets import districts_of, find_province

NOT_YET_SAVED = "หมดเวลาการใช้งานก่อนบันทึก ยังไม่ได้บันทึก โปรดตรวจอีกครั้งแล้วกดรับตาราง"


@require_form
def targets_import(request: HttpRequest, fiscal_year: int, province_code: str) -> HttpResponse:
    """นำเข้าตารางเป้าหมาย: paste or choose a table, decide what is doubtful, accept it."""
    province = find_province(request, Permission.MANAGE_TARGETS, fiscal_year, province_code)
    form = TableForm()
    try:
        posted = request.POST if request.method == "POST" else take_unsaved(request)
        if posted and "table" in posted:
            draft = Draft.unpacked(province, fiscal_year, posted["table"])
            if request.method == "POST":
                return _decided(request, draft)
            messages.warning(request, NOT_YET_SAVED)
            return _show_draft(request, draft, DecisionForm(draft, posted))
        if request.method == "POST":
            form = TableForm(request.POST, request.FILES)
            if form.is_valid():
                draft = _read(province, fiscal_year, form)
                return _show_draft(request, draft, DecisionForm(draft))
    except Refusal as refusal:
        form = TableForm(request.POST, request.FILES)
        form.is_valid()
        form.add_error(None, str(refusal))
    context = {"province": province, "fiscal_year": fiscal_year, "form": form}
    status = 422 if form.errors else 200
    return render(request, "reporting/targets/import.html", context, status=status)


def _read(province: Province, fiscal_year: int, form: TableForm) -> Draft:
    """The draft of what was given, with a table in it. BadInput, with what to do, when there is none."""
    file = form.cleaned_data.get("file")
    if file and file.size > MAX_BYTES:
        raise BadInput(TOO_LARGE)
    if file:
        return Draft.of_file(province, fiscal_year, file.read(), file.name)
    draft = Draft.of_text(province, fiscal_year, form.cleaned_data["text"])
    _ = draft.table
    return draft


def _decided(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = DecisionForm(draft, request.POST)
    if form.is_valid():
        try:
            actions.accept_table(
                province=draft.province,
                fiscal_year=draft.fiscal_year,
                source=form.source,
                figures=form.figures,
                by=request.user,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{SAVED} รับเป้าหมาย {len(form.figures)} ค่า")
            return redirect("targets_province", draft.fiscal_year, draft.province.pk)
    return _show_draft(request, draft, form)


def _show_draft(request: HttpRequest, draft: Draft, form: DecisionForm) -> HttpResponse:
    year = stats.of_districts(districts_of(draft.province), draft.fiscal_year)
    context = {
        "province": draft.province,
        "fiscal_year": draft.fiscal_year,
        "draft": draft,
        "form": form,
        "table": target_draft_rows.table(draft),
        "replaced": target_draft_rows.replaced(draft, year.targets),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reporting/targets/decide.html", context, status=status)


@require_form
def targets_ladder(request: HttpRequest, fiscal_year: int, province_code: str) -> HttpResponse:
    """ขั้นบันได: the rule in the address, each district's base in the form, and what would be set under it."""
    province = find_province(request, Permission.MANAGE_TARGETS, fiscal_year, province_code)
    rule = LadderForm(request.GET, fiscal_year=fiscal_year)
    context = {"province": province, "fiscal_year": fiscal_year, "rule": rule}
    if not rule.is_valid():
        return render(request, "reporting/targets/ladder.html", context, status=422)
    districts = districts_of(province)
    year = stats.of_districts(districts, fiscal_year, channel=rule.cleaned_data["channel"])
    stored: dict[tuple[str, int], Decimal] = {
        (row.district.pk, cell.month.key): cell.baht
        for row in year.rows
        for cell in row.cells
        if cell.baht is not None
    }
    accepts = request.POST.get("do") == "accept"
    form = BasesForm(rule, districts, stored, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and accepts:
        try:
            actions.accept_table(
                province=province,
                fiscal_year=fiscal_year,
                source=form.source(),
                figures=form.figures,
                by=request.user,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAVED)
            return redirect("targets_province", fiscal_year, province.pk)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "reporting/targets/ladder.html", context | {"form": form}, status=status)
