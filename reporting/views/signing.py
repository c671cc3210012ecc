"""Signing RT.2 and RT.4: statements one by one, then the person once more, if not just asked (R8).

Signing in the system needs a password or a code given a few minutes ago (OTOP_SIGN_MINUTES). Whoever has not
given it is sent to the sign-in's own page and comes back to a signed form: what was ticked is kept meanwhile.
"""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from reporting.access import Permission
from reporting.actions import documents, scans, signing
from reporting.errors import Refusal, WrongState
from reporting.fiscal import FiscalMonth
from reporting.forms.documents import ElectronicSignForm, ScanSignForm, SignForm, upload_of
from reporting.models import Document, Kind, MonthlyReport, Province, Scope
from reporting.readiness import Standing
from reporting.reports import issuing

from .common import SAVED, on_province, on_report, require_form, to_report
from .issuing import page_of


@require_form
@on_report(Permission.SIGN, back="rt2")
def sign(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    standing = Standing(report)
    document = standing.document
    if document is None:
        raise WrongState("ยังไม่มี รต.๒ ที่ตรงกับรายการปัจจุบัน โปรดออก รต.๒ ก่อนลงนาม")
    if standing.signature:
        return _signed(request, document, "sheet" if request.method == "POST" else "rt2")
    forms: dict[str, SignForm] = {
        "electronic": ElectronicSignForm(document=document),
        "scan": ScanSignForm(document=document),
    }
    if request.method == "POST":
        way = "scan" if request.POST.get("way") == "scan" else "electronic"
        form = forms[way] = type(forms[way])(request.POST, request.FILES, document=document)
        act = _sign_on_paper if way == "scan" else _sign_in_system
        if form.is_valid() and act(request, document, form):
            return _signed(request, document, "sheet")
    return _page(request, document, forms | {"report": report, "certification": standing.certification})


@require_form
@on_province(Permission.SIGN_PROVINCE, back="rt4")
def rt4_sign(request: HttpRequest, province: Province, month: FiscalMonth) -> HttpResponse:
    document = issuing.in_force(Scope(Kind.RT4, province=province, month=month))
    if document is None:
        raise WrongState("ยังไม่มี รต.๔ ที่ตรงกับข้อมูลที่ยืนยันแล้ว โปรดออก รต.๔ ก่อนลงนาม")
    if hasattr(document, "signature"):
        return _signed(request, document, "rt4")
    form = ElectronicSignForm(document=document)
    if request.method == "POST":
        form = ElectronicSignForm(request.POST, document=document)
        if form.is_valid() and _sign_in_system(request, document, form):
            return _signed(request, document, "rt4")
    return _page(request, document, {"electronic": form})


@reauthentication_required
def _sign_in_system(request: HttpRequest, document: Document, form: SignForm) -> bool:
    """Sign for a person who has just said again who they are; the sentence of a refusal goes to the form."""
    said = {"seen": form.cleaned_data["document"], "by": request.user, "now": timezone.now()}
    said["statements"] = form.agreed
    try:
        if document.report_id:
            documents.sign_rt2(report=document.report, **said)
        else:
            signing.sign_rt4(province=document.province, month=document.month, **said)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()


def _sign_on_paper(request: HttpRequest, document: Document, form: SignForm) -> bool:
    said = {"seen": form.cleaned_data["document"], "by": request.user, "now": timezone.now()}
    try:
        scans.sign(report=document.report, upload=upload_of(form, "file"), **said)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return form.is_valid()


def _signed(request: HttpRequest, document: Document, page: str) -> HttpResponse:
    """Back from the form; a second press gets the same answer as the first."""
    if request.method == "POST":
        name = document.get_kind_display()
        messages.success(request, f"{SAVED} ลงนาม {name} เลขที่ {document.number} แล้ว")
    if document.report_id:
        return to_report(page, document.report)
    return redirect(page, province_code=document.province_id, month=document.month)


def _page(request: HttpRequest, document: Document, context: dict[str, Any]) -> HttpResponse:
    name = "sign" if document.report_id else "rt4_sign"
    area = document.report.district_id if document.report_id else document.province_id
    context |= {
        "document": document,
        "name": document.get_kind_display(),
        "acting_for": document.acting_for_of(request.user),
        "address": reverse(name, args=(area, document.fiscal_month)),
        "back": page_of(document.scope),
        "other_name": document.issued_by if document.issued_by_id != request.user.pk else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/documents/sign.html", context, status=status)
