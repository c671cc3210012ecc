"""Pictures of a paper's pages, as a telephone takes them, joined into one PDF."""

from __future__ import annotations

import time
from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from . import pdfs
from .intake import Intake, Upload

LONGEST_SIDE = 2_000
"""Pixels kept of a page, a third of a megabyte: a form of 400 lines fits in one file."""

DOTS_PER_INCH = 170
QUALITY = 70
_NO_TIME = time.gmtime(0)


def joined(name: str, pages: Sequence[Intake]) -> Upload:
    """The pages in the order in which they came; the same pages give the same bytes."""
    first, *others = [_page(page) for page in pages]
    into = BytesIO()
    first.save(
        into,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=DOTS_PER_INCH,
        quality=QUALITY,
        creationDate=_NO_TIME,
        modDate=_NO_TIME,
    )
    return Upload(name, into.getvalue())


def extended(name: str, first: Intake, further: Intake) -> Upload:
    """The pages of what is there and of what comes after it, pictures or PDFs, as one PDF."""
    before, after = (
        one.content if not one.is_picture else joined("", [one]).content for one in (first, further)
    )
    return Upload(name, pdfs.appended(before, after))


def _page(page: Intake) -> Image.Image:
    with Image.open(BytesIO(page.content), formats=("PNG", "JPEG")) as image:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        return image.convert("L" if image.mode == "L" else "RGB")
