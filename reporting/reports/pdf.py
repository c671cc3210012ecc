"""Draws a form's HTML as PDF/A, within limits of time and memory; `drawing` says what can be drawn.

Drawing happens in another process (`worker`), which gets the finished HTML. A machine without Pango, and
a form too large for the limits, refuse with a sentence.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.template.loader import render_to_string

from reporting.errors import Refusal
from reporting.thai import whole_am

from . import drawing
from .drawing import Attachment, NoPango, Sheet
from .worker import BeyondLimits, Worker

SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

QR = "otop:qr"
WORKER = Worker()


class PdfUnavailable(Refusal):
    """The machine lacks what drawing a PDF needs."""

    def __init__(self) -> None:
        super().__init__(
            "เครื่องแม่ข่ายนี้ยังออกเอกสาร PDF ไม่ได้ เพราะขาดแพ็กเกจ "
            f"{SYSTEM_PACKAGES} โปรดแจ้งผู้ดูแลระบบให้ติดตั้ง ข้อมูลและหน้าจออื่นใช้งานได้ตามปกติ"
        )


class PdfTooLarge(Refusal):
    """Drawing took more time or memory than it may."""

    def __init__(self) -> None:
        super().__init__(
            "เอกสารนี้ใช้เวลาหรือหน่วยความจำเกินกว่าที่เครื่องแม่ข่ายกำหนด จึงยังไม่ได้ออกเอกสาร ข้อมูลที่บันทึกไว้ยังอยู่ครบ "
            "โปรดลองอีกครั้ง หากยังไม่ได้โปรดแจ้งผู้ดูแลระบบ"
        )


def draw(template: str, report: Any, *, attachments: Sequence[Attachment] | None = None) -> bytes:
    """The PDF of a report; the same report gives the same bytes, in every process.

    `report` has `title` and, when it is issued, `verify_url`, which becomes the QR code; `codes`, if it has
    them, are further QR codes, by name, and `pictures` are bytes with their media type, by address.
    `attachments` are the files inside the PDF: the report's own, when it has any, unless others are given.
    Raises PdfUnavailable where Pango is missing and PdfTooLarge beyond OTOP_PDF_SECONDS or
    OTOP_PDF_MEGABYTES.
    """
    limits = {"seconds": settings.OTOP_PDF_SECONDS, "megabytes": settings.OTOP_PDF_MEGABYTES}
    try:
        return WORKER.draw(sheet(template, report, attachments=attachments), **limits)
    except NoPango:
        raise PdfUnavailable from None
    except BeyondLimits:
        raise PdfTooLarge from None


def lay_out(template: str, report: Any) -> Any:
    """The laid out pages, a WeasyPrint document, drawn here and without limits: for looking at them."""
    return drawing.lay_out(sheet(template, report))


def sheet(template: str, report: Any, *, attachments: Sequence[Attachment] | None = None) -> Sheet:
    """What is drawn, ready for a process that knows nothing of us."""
    html = whole_am(render_to_string(template, {"report": report, "check_at": _check_at(report.verify_url)}))
    codes = getattr(report, "codes", {}) | ({QR: report.verify_url} if report.verify_url else {})
    pictures = {name: (_qr(url), "image/svg+xml") for name, url in codes.items()}
    pictures |= getattr(report, "pictures", {})
    own = getattr(report, "attachments", ()) if attachments is None else attachments
    return Sheet(html, pictures, tuple(own))


def _check_at(verify_url: str) -> str:
    """The address of the page that takes number and code, as one types it who cannot scan the QR code."""
    return urljoin(verify_url, "../").partition("://")[2]


def _qr(url: str) -> bytes:
    """The QR code as a black picture without the quiet zone, which the paper's margin gives."""
    picture = io.BytesIO()
    segno.make_qr(url, error="m").save(
        picture, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None
    )
    return picture.getvalue()
