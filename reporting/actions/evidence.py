"""Keeping a file: stored once under a random name with its hash (R16).

What we drew ourselves is stored as it is; what a person uploaded, only after `reporting.uploads` has taken it
in.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime

from django.core.files.base import ContentFile

from reporting.models import FileKind, StoredFile, User
from reporting.uploads import Intake


def store(
    *,
    content: bytes,
    name: str,
    kind: FileKind,
    by: User,
    now: datetime,
    content_type: str = "application/pdf",
    thumbnail: bytes = b"",
) -> StoredFile:
    """Store the bytes as they are, with their thumbnail if there is one."""
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
    if thumbnail:
        stored.thumbnail.save(uuid.uuid4().hex, ContentFile(thumbnail), save=False)
    stored.save(force_insert=True)
    return stored


def store_intake(intake: Intake, kind: FileKind, *, by: User, now: datetime) -> StoredFile:
    """Store what came in from a person."""
    return store(
        content=intake.content,
        name=intake.name,
        kind=kind,
        by=by,
        now=now,
        content_type=intake.content_type,
        thumbnail=intake.thumbnail,
    )
