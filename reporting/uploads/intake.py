"""One way in for every uploaded file."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from reporting.errors import BadInput

from . import images, pdfs

LARGEST = 10 * 1024 * 1024
"""Bytes of one file."""

_NAME_LENGTH = 200
_ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/png": (".png",),
}
_PDF = b"%PDF-"
_IMAGES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"}


@dataclass(frozen=True)
class Intake:
    """A file as it may be kept.

    `thumbnail` is a small JPEG of the picture or the first page. `page` is the first page of a PDF as a
    PNG, for reading what is on it; it is not kept.
    """

    name: str
    content: bytes
    content_type: str
    thumbnail: bytes = b""
    page: bytes = b""

    @property
    def is_picture(self) -> bool:
        return self.content_type != "application/pdf"

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name as the browser tells it, and its bytes."""

    name: str
    content: bytes

    @cached_property
    def intake(self) -> Intake:
        """The file as it may be kept, worked out once. BadInput, with a sentence that says what to do."""
        check_size(len(self.content))
        if self.content.startswith(_PDF):
            page = pdfs.first_page(self.content)
            thumbnail = images.thumbnail(page) if page else b""
            return Intake(
                _named(self.name, "application/pdf"), self.content, "application/pdf", thumbnail, page
            )
        picture = images.clean(self.content, image_format(self.content))
        return Intake(
            _named(self.name, picture.content_type), picture.content, picture.content_type, picture.thumbnail
        )


def check_size(size: int) -> None:
    """Raise BadInput for an empty or too large file; before its content is read."""
    if not size:
        raise BadInput("ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่")
    if size > LARGEST:
        raise BadInput("ไฟล์ใหญ่เกิน 10 เมกะไบต์ โปรดย่อขนาดแล้วแนบใหม่")


def image_format(content: bytes) -> str:
    """JPEG, PNG or WEBP by the first bytes; BadInput for everything else."""
    for start, found in _IMAGES.items():
        if content.startswith(start):
            return found
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIF_BRANDS:
        # Browsers on such phones turn these into JPG by themselves when only JPG is asked for; this one came
        # by another way.
        raise BadInput(
            "เป็นภาพแบบ HEIC หรือ AVIF ซึ่งเปิดที่สำนักงานไม่ได้ทุกเครื่อง โปรดตั้งกล้องเป็น “เข้ากันได้มากที่สุด” "
            "หรือบันทึกภาพเป็น JPG แล้วแนบใหม่"
        )
    raise BadInput("รับเฉพาะไฟล์ PDF, JPG, PNG หรือ WebP โปรดเลือกไฟล์ใหม่")


def _named(name: str, content_type: str) -> str:
    """The last part of the name, without control characters, with an ending that fits the content."""
    name = PurePosixPath(name.replace("\\", "/")).name
    name = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") else letter for letter in name
    )
    name = re.sub(r"\s+", " ", name).strip(" .")
    endings = _ENDINGS[content_type]
    path = PurePosixPath(name)
    if path.suffix.lower() in endings:
        stem, ending = path.stem, path.suffix
    else:
        stem, ending = path.stem if re.fullmatch(r"\.[A-Za-z0-9]{1,5}", path.suffix) else name, endings[0]
    return (stem or "ไฟล์")[: _NAME_LENGTH - len(ending)] + ending
