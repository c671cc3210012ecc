"""Draws a form's HTML as PDF/A. Nothing but the project's own style sheets, fonts and pictures can be drawn.

WeasyPrint needs Pango from the system. It is imported when the first form is drawn, so that everything else
works on a machine without it; drawing is then refused with the names of the missing packages.
"""

from __future__ import annotations

import io
from types import ModuleType
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string

from reporting.errors import Refusal

SYSTEM_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

VARIANT = "pdf/a-3a"
SCHEME = "otop:"
QR = "otop:qr"

_FILES = {
    "css/print-forms.css": "text/css",
    "fonts/Sarabun-Regular.ttf": "font/ttf",
    "fonts/Sarabun-Bold.ttf": "font/ttf",
    "img/tick-on.svg": "image/svg+xml",
    "img/tick-off.svg": "image/svg+xml",
}


class PdfUnavailable(Refusal):
    """The machine lacks what drawing a PDF needs."""

    def __init__(self) -> None:
        super().__init__(
            "เครื่องแม่ข่ายนี้ยังออกเอกสาร PDF ไม่ได้ เพราะขาดแพ็กเกจ "
            f"{SYSTEM_PACKAGES} โปรดแจ้งผู้ดูแลระบบให้ติดตั้ง ข้อมูลและหน้าจออื่นใช้งานได้ตามปกติ"
        )


def draw(template: str, report: Any) -> bytes:
    """The PDF of a report; the same report gives the same bytes.

    `report` has `title` and, when it is issued, `verify_url`, which becomes the QR code. Raises
    PdfUnavailable where Pango is missing.
    """
    return lay_out(template, report).write_pdf(pdf_variant=VARIANT)


def lay_out(template: str, report: Any) -> Any:
    """The laid out pages, a WeasyPrint document, before they become a PDF."""
    weasyprint = _weasyprint()
    html = render_to_string(template, {"report": report})
    pictures = {QR: (_qr(report.verify_url), "image/svg+xml")} if report.verify_url else {}
    page = weasyprint.HTML(string=html, url_fetcher=_fetcher(weasyprint, pictures))
    return page.render(pdf_variant=VARIANT)


def _weasyprint() -> ModuleType:
    try:
        import weasyprint
    except (ImportError, OSError) as missing:  # OSError: the wheel is there, Pango's library is not.
        raise PdfUnavailable from missing
    return weasyprint


def _qr(url: str) -> bytes:
    """The QR code as a black picture without the quiet zone, which the paper's margin gives."""
    picture = io.BytesIO()
    segno.make_qr(url, error="m").save(
        picture, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None
    )
    return picture.getvalue()


def _fetcher(weasyprint: ModuleType, pictures: dict[str, tuple[bytes, str]]) -> Any:
    """What gives WeasyPrint the bytes behind an address: the files named above, and nothing else.

    A refused address stops the drawing: a form without its font must not be issued.
    """
    urls = weasyprint.urls

    class OwnFilesOnly(urls.URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url in pictures:
                content, content_type = pictures[url]
            elif (name := url.removeprefix(SCHEME)) in _FILES and url.startswith(SCHEME):
                content, content_type = (settings.BASE_DIR / "static" / name).read_bytes(), _FILES[name]
            else:
                raise ValueError(f"{url} does not belong to a form")
            return urls.URLFetcherResponse(url, content, {"Content-Type": content_type})

    return OwnFilesOnly(fail_on_errors=True)
