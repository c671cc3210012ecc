"""Files as people upload them, made small: pictures, PDFs, scans with a code, and hostile ones."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
import segno
from PIL import Image

from reporting.uploads import Upload


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (64, 48), colour: str = "teal", **options
) -> bytes:
    into = BytesIO()
    Image.new(options.pop("mode", "RGB"), size, colour).save(into, kind, **options)
    return into.getvalue()


def pdf(*, change: Callable[[pikepdf.Pdf], None] | None = None, **options) -> bytes:
    """A PDF of one small empty page, with something done to it before it is saved."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(120, 160))
    if change:
        change(document)
    into = BytesIO()
    document.save(into, deterministic_id="encryption" not in options, **options)
    return into.getvalue()


def scan(url: str, *, kind: str = "JPEG", turned: float = 4) -> bytes:
    """A paper with a QR code in its corner, laid on the glass a little askew."""
    into = BytesIO()
    segno.make_qr(url, error="m").save(into, kind="png", scale=4)
    paper = Image.new("L", (827, 1169), "white")
    paper.paste(Image.open(into).convert("L"), (620, 60))
    into = BytesIO()
    paper.rotate(turned, fillcolor="white").save(into, kind)
    return into.getvalue()


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes whose head promises `width` × `height` pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


PHOTO = Upload("ภาพ.jpg", picture())
"""One picture, taken in once for all tests that need any file."""
SECOND_PHOTO = Upload("ภาพที่สอง.jpg", picture(colour="navy"))
