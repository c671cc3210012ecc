"""The public page that proves a paper: genuine, current or replaced, and its totals; nothing else (R12).

Three ways lead to it: the QR code, the number and code that are printed on the paper, and the file itself.
"""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from reporting.forms.verification import LARGEST_PAPER, TOO_LARGE, CodeForm, FileForm, HashingHandler
from reporting.models import Document
from reporting.reports import sealing

from . import papers
from .common import require_form

HEAD_ROOM = 64 * 1024


@login_not_required
@require_safe
@never_cache
def verify(request: HttpRequest, token: str) -> HttpResponse:
    document = Document.objects.with_context().filter(token=token).first()
    return _shown(request, document)


# Nothing is changed here, and whoever checks a paper need not take our cookies.
@login_not_required
@csrf_exempt
@require_form
@never_cache
def verify_paper(request: HttpRequest) -> HttpResponse:
    """Check by what was typed or by a file; both are limited, since numbers can be guessed."""
    forms = {"code": CodeForm(), "file": FileForm()}
    if request.method != "POST":
        return render(request, "reporting/documents/verify_paper.html", forms)
    if not ratelimit.consume(request, action="verify"):
        return render(request, "reporting/documents/verify_wait.html", status=429)
    request.upload_handlers = [HashingHandler(request)]
    way = "file" if request.GET.get("way") == "file" else "code"
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_PAPER + HEAD_ROOM:
        return _too_large(request, forms)
    form = forms[way] = type(forms[way])(request.POST, request.FILES)
    if form.is_valid():
        return _by_file(request, form) if way == "file" else _by_code(request, form)
    return render(request, "reporting/documents/verify_paper.html", forms, status=422)


def _too_large(request: HttpRequest, forms: dict[str, object]) -> HttpResponse:
    context = forms | {"too_large": TOO_LARGE}
    return render(request, "reporting/documents/verify_paper.html", context, status=422)


def _by_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    said = form.cleaned_data
    found = Document.objects.with_context().filter(number=said["number"])
    document = found.filter(content_sha256__startswith=said["short_hash"]).first()
    return _shown(request, document, way="code")


def _by_file(request: HttpRequest, form: FileForm) -> HttpResponse:
    sha256 = form.cleaned_data["file"].sha256
    document = Document.objects.with_context().filter(file__sha256=sha256).first()
    return _shown(request, document, way="file")


def _shown(request: HttpRequest, document: Document | None, *, way: str = "qr") -> HttpResponse:
    if document is None:
        return render(request, "reporting/documents/verify_unknown.html", {"way": way}, status=404)
    context = {
        "document": document,
        "authenticity": papers.authenticity(document),
        "signed": papers.is_signed(document),
        "seal": sealing.seal_of(document),
        "same_file": way == "file",
        "file": FileForm(),
    }
    return render(request, "reporting/documents/verify.html", context)
