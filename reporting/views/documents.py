"""RT.2 on the screen and on paper: preview, draft, issue, signature, and the files that are kept."""

from __future__ import annotations

from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting import access
from reporting.access import Permission
from reporting.actions import documents
from reporting.errors import Refusal, WrongState
from reporting.forms.documents import ElectronicSignForm, ScanSignForm, SignForm, upload_of
from reporting.models import Document, MonthlyReport, StoredFile, User
from reporting.readiness import Standing, before_issuing
from reporting.reports import pdf
from reporting.reports import rt2 as rt2_form

from . import cockpit, papers
from .common import SAVED, on_report, require_form, to_report


@require_safe
@on_report(Permission.SEE_DESK)
def rt2(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    standing = Standing(report)
    document = standing.document
    number = document.number if document else ""
    checks = before_issuing(standing)
    context = {
        "report": report,
        "paper": rt2_form.build(standing, signer=_signer(request.user, standing), number=number),
        "state": papers.state_of(standing),
        "document": document,
        "signature": standing.signature,
        "issued": papers.issued(standing),
        "todo": [row for row in cockpit.todo(checks, report, request.user) if not row.done],
        "may_sign": access.can(request.user, Permission.SIGN, report) and report.takes_figures,
    }
    return render(request, "reporting/documents/rt2.html", context)


@require_safe
@never_cache
@on_report(Permission.SEE_DESK, back="rt2")
def rt2_draft(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    standing = Standing(report)
    draft = rt2_form.build(standing, signer=_signer(request.user, standing))
    name = f"RT2-{report.district_id}-{report.fiscal_month.slug}-draft.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(pdf.draw("print/rt2.html", draft), content_type="application/pdf", headers=headers)


@require_POST
@on_report(Permission.SIGN, back="rt2")
def rt2_issue(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    standing = Standing(report)
    document = standing.document
    if document is None:
        issue = documents.prepare_rt2(report=report, by=request.user)
        url = request.build_absolute_uri(reverse("verify", args=(issue.token,)))
        form = rt2_form.build(standing, signer=request.user, number=issue.number, verify_url=url)
        document = documents.issue_rt2(
            report=report,
            issue=issue,
            pdf=pdf.draw("print/rt2.html", form),
            by=request.user,
            now=timezone.now(),
        )
    messages.success(request, f"{SAVED} ออก รต.๒ เลขที่ {document.number} แล้ว")
    return to_report("rt2", report)


@require_form
@on_report(Permission.SIGN, back="rt2")
def sign(request: HttpRequest, report: MonthlyReport) -> HttpResponse:
    standing = Standing(report)
    document = standing.document
    if document is None:
        raise WrongState("ยังไม่มี รต.๒ ที่ตรงกับรายการปัจจุบัน โปรดออก รต.๒ ก่อนลงนาม")
    if standing.signature:
        if request.method == "POST":
            return _signed(request, report, document)
        return to_report("rt2", report)
    forms = {"electronic": ElectronicSignForm(document=document), "scan": ScanSignForm(document=document)}
    if request.method == "POST":
        way = "scan" if request.POST.get("way") == "scan" else "electronic"
        form = forms[way] = type(forms[way])(request.POST, request.FILES, document=document)
        if form.is_valid() and _password_is_right(request, form) and _sign(request, report, form):
            return _signed(request, report, document)
    context = {
        "report": report,
        "document": document,
        "certification": standing.certification,
        "other_name": document.issued_by if document.issued_by_id != request.user.pk else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/documents/sign.html", context | forms, status=status)


@require_safe
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    visible = Document.objects.visible_to(request.user).select_related("file")
    found = get_object_or_404(visible, pk=document_id)
    return _sent(found.file, inline=True)


@require_safe
def stored_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    return _sent(get_object_or_404(StoredFile.objects.visible_to(request.user), pk=file_id))


@login_not_required
@require_safe
@never_cache
def verify(request: HttpRequest, token: str) -> HttpResponse:
    found = Document.objects.select_related("report__district__province", "report__month", "signature")
    document = found.filter(token=token).first()
    if document is None:
        return render(request, "reporting/documents/verify_unknown.html", status=404)
    context = {
        "document": document,
        "month": document.report.fiscal_month,
        "district": document.report.district,
        "authenticity": papers.authenticity(document),
        "signed": papers.is_signed(document),
    }
    return render(request, "reporting/documents/verify.html", context)


def _signer(user: User, standing: Standing) -> User | None:
    """Whose name the form shows: the one on the issued paper, or that of the reader who may issue it."""
    if standing.document:
        return standing.document.issued_by
    return user if access.can(user, Permission.SIGN, standing.report) else None


def _password_is_right(request: HttpRequest, form: SignForm) -> bool:
    """Whether the form asks for no password, or got the right one; wrong ones close this way for a while."""
    if "password" not in form.cleaned_data:
        return True
    limit = {"action": "login_failed", "key": f"sign:{request.user.pk}"}
    if not ratelimit.consume(request, **limit, dry_run=True):
        form.add_error("password", "พิมพ์รหัสผ่านไม่ถูกต้องหลายครั้ง โปรดรอ 5 นาทีแล้วลองใหม่")
    elif request.user.check_password(form.cleaned_data["password"]):
        return True
    else:
        ratelimit.consume(request, **limit)
        form.add_error("password", "รหัสผ่านไม่ถูกต้อง ยังไม่ได้ลงนาม โปรดพิมพ์ใหม่")
    return False


def _signed(request: HttpRequest, report: MonthlyReport, document: Document) -> HttpResponse:
    messages.success(request, f"{SAVED} ลงนาม รต.๒ เลขที่ {document.number} แล้ว")
    return to_report("sheet", report)


def _sign(request: HttpRequest, report: MonthlyReport, form: SignForm) -> bool:
    try:
        documents.sign_rt2(
            report=report,
            scan=upload_of(form, "file"),
            seen=form.cleaned_data["document"],
            by=request.user,
            now=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _sent(file: StoredFile, *, inline: bool = False) -> FileResponse:
    """A kept file as it was stored. What people uploaded is never opened inside the portal's own pages."""
    response = FileResponse(
        file.file.open("rb"),
        as_attachment=not inline,
        filename=file.name,
        content_type=file.content_type,
        headers={"X-Content-Type-Options": "nosniff"},
    )
    if not inline:
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, no_cache=True)
    return response
