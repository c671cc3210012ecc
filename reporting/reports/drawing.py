"""What turns a sheet of HTML into PDF/A. Nothing but the project's own style sheets, fonts and pictures
is drawn.

Knows neither Django nor the database: it works in a process of its own (`worker`). WeasyPrint needs
Pango from the system and is imported when the first sheet is drawn.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

VARIANT = "pdf/a-3a"
SCHEME = "otop:"
STATIC = Path(__file__).resolve().parents[2] / "static"

FILES = {
    "css/print-forms.css": "text/css",
    "css/print-tables.css": "text/css",
    "css/print-letter.css": "text/css",
    "css/print-manual.css": "text/css",
    "fonts/OtopForms-Regular.ttf": "font/ttf",
    "fonts/OtopForms-Bold.ttf": "font/ttf",
    "img/tick-on.svg": "image/svg+xml",
    "img/seal-odd.svg": "image/svg+xml",
}

# A file inside a PDF has dates, and the time of drawing would make each drawing another one.
NO_DATE = dt.datetime(2000, 1, 1)

Made = Mapping[str, tuple[bytes, str]]


class NoPango(Exception):
    """The machine lacks what drawing a PDF needs."""


@dataclass(frozen=True)
class Attachment:
    """A file inside a PDF: what the paper shows, for machines."""

    name: str
    media_type: str
    content: bytes
    description: str


@dataclass(frozen=True)
class Sheet:
    """HTML, the pictures made for it by their addresses, and the files to put inside."""

    html: str
    pictures: Made = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of everything that is drawn: equal sheets are equal drawings."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def draw(sheet: Sheet) -> bytes:
    """The PDF of a sheet; the same sheet gives the same bytes. Raises NoPango."""
    document = lay_out(sheet)
    weasyprint = library()
    inside = {f"{SCHEME}{own.name}": (own.content, own.media_type) for own in sheet.attachments}
    fetcher = only(weasyprint, inside)
    attachments = [
        weasyprint.Attachment(
            url=f"{SCHEME}{own.name}",
            url_fetcher=fetcher,
            name=own.name,
            description=own.description,
            created=NO_DATE,
            modified=NO_DATE,
            relationship="Data",
        )
        for own in sheet.attachments
    ]
    return document.write_pdf(pdf_variant=VARIANT, attachments=attachments)


def lay_out(sheet: Sheet) -> Any:
    """The laid out pages, a WeasyPrint document, before they become a PDF. Raises NoPango."""
    weasyprint = library()
    page = weasyprint.HTML(string=sheet.html, url_fetcher=only(weasyprint, sheet.pictures))
    return page.render(pdf_variant=VARIANT)


def library() -> ModuleType:
    try:
        import weasyprint
    except (ImportError, OSError) as missing:  # OSError: the wheel is there, Pango's library is not.
        raise NoPango from missing
    return weasyprint


def only(weasyprint: ModuleType, made: Made) -> Any:
    """What gives WeasyPrint the bytes behind an address: FILES and what was made for it, and nothing else.

    A refused address stops the drawing: a form without its font must not be issued.
    """
    urls = weasyprint.urls

    class OwnFilesOnly(urls.URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url in made:
                content, media_type = made[url]
            elif (name := url.removeprefix(SCHEME)) in FILES and url.startswith(SCHEME):
                content, media_type = (STATIC / name).read_bytes(), FILES[name]
            else:
                raise ValueError(f"{url} does not belong to a form")
            return urls.URLFetcherResponse(url, content, {"Content-Type": media_type})

    return OwnFilesOnly(fail_on_errors=True)
