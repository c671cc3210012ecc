"""Keeping a file: checked by its real content, stored once under a random name with its hash."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile

from reporting.errors import BadInput
from reporting.models import FileKind, StoredFile, User

LARGEST_UPLOAD = 10 * 1024 * 1024
_SIGNATURES = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


def content_type_of(content: bytes) -> str:
    """The content type by the file's first bytes; BadInput for anything but PDF, PNG and JPEG."""
    for start, content_type in _SIGNATURES.items():
        if content.startswith(start):
            return content_type
    raise BadInput("รับเฉพาะไฟล์ PDF, JPG หรือ PNG โปรดเลือกไฟล์ใหม่")


def check(*, size: int, start: bytes) -> str:
    """The content type of an acceptable file by its size and first bytes; BadInput for any other."""
    if not size:
        raise BadInput("ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่")
    if size > LARGEST_UPLOAD:
        raise BadInput("ไฟล์ใหญ่เกิน 10 เมกะไบต์ โปรดย่อขนาดแล้วแนบใหม่")
    return content_type_of(start)


def store(*, content: bytes, name: str, kind: FileKind, by: User, now: datetime) -> StoredFile:
    """Store the bytes as they are. Raises BadInput for an empty, too large or unknown kind of file."""
    content_type = check(size=len(content), start=content)
    stored = StoredFile(
        kind=kind,
        name=name[-200:],
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=now,
        uploaded_by=by,
    )
    stored.file.save(name, ContentFile(content), save=False)
    stored.save(force_insert=True)
    return stored
