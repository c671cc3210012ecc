"""Recomputing what is stored twice about issued papers and handover packs, for `verification`.

Of each form of a scope one issue is in force; every other names the one that replaced it, of the same form
and scope, up to the one in force (R16). A paper of exactly the published lines has the publication's total.
That a file has its bytes is checked with all other files. A handover pack's hash follows from what it says.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import groupby
from uuid import UUID

from reporting.models import Document, FileKind, Handover, Publication

CHUNK = 2_000
SCOPE = ("kind", "report_id", "province_id", "month")


def papers() -> Iterator[str | None]:
    """Every issued paper against its successor, its file and its publication."""
    rows = Document.objects.select_related("file").order_by(*SCOPE, "issued_at")
    for _, issues in groupby(rows.iterator(CHUNK), key=_scope):
        own = {document.pk: document for document in issues}
        published = _published(next(iter(own.values())))
        for document in own.values():
            wrong = ", ".join(_faults(document, own, published))
            yield f"document {document.pk} ({document.number}): {wrong}" if wrong else None


def packs() -> Iterator[str | None]:
    """Every handover pack against its hash: it still says what was pinned."""
    rows = Handover.objects.order_by("pk").values_list("pk", "sha256", "content")
    for pk, sha256, content in rows.iterator(CHUNK):
        same = hashlib.sha256(content.encode()).hexdigest() == sha256
        yield None if same else f"handover pack {pk}: its content has another hash"


def _faults(
    document: Document, own: dict[UUID, Document], published: dict[str, Publication]
) -> Iterator[str]:
    in_force = [other for other in own.values() if other.replaced_at is None]
    if len(in_force) != 1:
        yield f"{len(in_force)} issues of its form are in force"
    if document.replaced_at and _last(document, own) not in in_force:
        yield "was replaced, and does not say by which issue"
    if document.file.kind != FileKind.DOCUMENT:
        yield "its file is none that the portal drew"
    publication = published.get(document.content_sha256)
    if publication and (publication.total, publication.line_count) != (document.total, document.line_count):
        yield f"total {document.total}, its publication {publication.total}"


def _last(document: Document | None, own: dict[UUID, Document]) -> Document | None:
    """Where the chain of successors ends; None when it leaves the form's own issues or goes in a circle."""
    for _ in own:
        if document is None or document.replaced_by_id is None:
            return document
        document = own.get(document.replaced_by_id)
    return document if document and document.replaced_by_id is None else None


def _published(document: Document) -> dict[str, Publication]:
    """The publications of a document's report by their hash."""
    if document.report_id is None:
        return {}
    own = Publication.objects.filter(report_id=document.report_id).defer("payload")
    return {publication.sha256: publication for publication in own}


def _scope(document: Document) -> tuple[object, ...]:
    return tuple(getattr(document, name) for name in SCOPE)
