"""Issued documents and kept files: a page about each paper, and the bytes as they were stored (R16)."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from reporting.models import OF_THE_DIRECTOR, Document, Kind, StoredFile

from . import papers
from .issuing import page_of

# What `line_count` counts on each form.
COUNTED = {
    Kind.RT2: "รายการ",
    Kind.RT3: "อำเภอที่ยืนยันแล้ว",
    Kind.RT4: "อำเภอที่ยืนยันแล้ว",
    Kind.NATION: "อำเภอที่ยืนยันแล้ว",
    **dict.fromkeys(OF_THE_DIRECTOR, "ฉบับที่จังหวัดยืนยัน"),
}


@require_safe
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """What is known of a paper, and whether another has taken its place."""
    visible = Document.objects.visible_to(request.user).with_context().select_related("issued_by")
    found = get_object_or_404(visible, pk=document_id)
    issues = Document.objects.visible_to(request.user).of_scope(found.scope).exclude(pk=found.pk)
    others = [papers.issued_row(other) for other in issues.with_context().order_by("-issued_at")]
    request.page_behind = _page_behind(request, found)
    context = {
        "document": found,
        "authenticity": papers.authenticity(found),
        "signature": papers.signature_of(found),
        "newer": next((row.document for row in others if row.document.pk == found.replaced_by_id), None),
        "others": others,
        "counted": COUNTED[Kind(found.kind)],
        "back": request.page_behind,
        "back_label": f"{found.area} {found.fiscal_month.label}",
    }
    return render(request, "reporting/documents/document.html", context)


def _page_behind(request: HttpRequest, document: Document) -> str:
    """The form's own page; the department reads a district's paper beside its publication."""
    report = document.report
    if report and request.user.sees_publications_of_all:
        return reverse("nation_district", args=(report.fiscal_month, report.district_id))
    if document.province_id and request.user.sees_publications_of_all:
        return reverse("nation_province", args=(document.month, document.province_id))
    return page_of(document.scope)


@require_safe
def document_file(request: HttpRequest, document_id: UUID) -> HttpResponse:
    visible = Document.objects.visible_to(request.user).select_related("file")
    return _sent(request, get_object_or_404(visible, pk=document_id).file, inline=True)


@require_safe
def stored_file(request: HttpRequest, file_id: UUID) -> HttpResponse:
    return _sent(request, get_object_or_404(StoredFile.objects.visible_to(request.user), pk=file_id))


def _sent(request: HttpRequest, file: StoredFile, *, inline: bool = False) -> HttpResponse:
    """A kept file as it was stored. What people uploaded is never opened inside the portal's own pages.

    A browser may keep the bytes, which never change, but asks each time whether it may still show them: on
    an office's shared machine the next person is another.
    """
    etag = f'"{file.sha256}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = FileResponse(
            file.file.open("rb"),
            as_attachment=not inline,
            filename=file.name,
            content_type=file.content_type,
            headers={"X-Content-Type-Options": "nosniff"},
        )
        if not inline:
            response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response
