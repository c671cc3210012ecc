"""Reading every stored file anew, for `verification`: its bytes, its row, and the signature on it (R16).

Files have the bytes they were stored with and belong to a row; a signature names the bytes that it stands on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from reporting.models import RenderJob, Signature, StoredFile

CHUNK = 2_000
AT_WORK = timedelta(days=1)


def files() -> Iterator[str | None]:
    """Every stored file's bytes against its size and hash; every signature against the file it signed."""
    for stored in StoredFile.objects.order_by("pk").iterator(CHUNK):
        wrong = _file_fault(stored)
        yield f"file {stored.pk} ({stored.name}): {wrong}" if wrong else None
    for signature in Signature.objects.select_related("document__file").order_by("pk").iterator(CHUNK):
        same = signature.document_sha256 == signature.document.file.sha256
        yield (
            None if same else f"signature {signature.pk}: signed other bytes than {signature.document.number}"
        )


def stray_files() -> Iterator[str | None]:
    """Every file in the folder belongs to a row (R16), or to a draft that is kept for an hour.

    A process that was killed between file and row leaves one behind. The youngest may belong to a row that is
    being written.
    """
    known = {
        name
        for names in StoredFile.objects.values_list("file", "thumbnail").iterator(CHUNK)
        for name in names
    } | set(RenderJob.objects.exclude(file="").values_list("file", flat=True))
    settled = timezone.now() - AT_WORK
    for name in _names(default_storage):
        stray = name not in known and default_storage.get_modified_time(name) < settled
        yield f"{name}: belongs to no row" if stray else None


def _file_fault(stored: StoredFile) -> str:
    try:
        with stored.file.open("rb") as file:
            content = file.read()
    except OSError:
        return "is not there"
    if len(content) != stored.size:
        return f"has {len(content)} bytes instead of {stored.size}"
    return "" if hashlib.sha256(content).hexdigest() == stored.sha256 else "has other bytes"


def _names(storage: Storage, folder: str = "") -> Iterator[str]:
    """The names of all files of a storage."""
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:  # Nothing has been stored yet.
        return
    for name in names:
        yield f"{folder}/{name}" if folder else name
    for inner in folders:
        yield from _names(storage, f"{folder}/{inner}" if folder else inner)
