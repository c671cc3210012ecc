"""The pictures of the manuals: screens as the browser's tests have taken them, and how large they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from PIL import Image

FOLDER = "img/manual"
ON_PAPER = "otop:manual/{}"
"""The address of a picture in a PDF, where nothing is fetched (reports/manual.py gives the bytes)."""


def path_of(name: str) -> Path:
    """Where a picture lies among the static files."""
    return settings.BASE_DIR / "static" / FOLDER / f"{name}.webp"


@cache
def size_of(name: str) -> tuple[int, int]:
    """Width and height, so that a page keeps the room before the picture has come."""
    with Image.open(path_of(name)) as picture:
        return picture.size
