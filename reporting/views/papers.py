"""How an issued RT.2 stands today: in force, signed, replaced, or overtaken by a change of the lines."""

from __future__ import annotations

from dataclasses import dataclass

from reporting import badges
from reporting.badges import Badge
from reporting.models import Document, Signature, State
from reporting.readiness import Standing
from reporting.stats import snapshot

_CHANGED = badges.badge("LOOK", label="รายการแก้ไขแล้ว ต้องออกใหม่")


@dataclass(frozen=True)
class Issued:
    """One row of the list of issues."""

    document: Document
    signature: Signature | None
    state: Badge


@dataclass(frozen=True)
class Authenticity:
    """What the public page says of a paper: current, changed or replaced, and by which number."""

    code: str
    badge: Badge
    replaced_by: str = ""


def state_of(standing: Standing) -> Badge:
    """The state of a month's RT.2."""
    if standing.document:
        return badges.badge("SIGNED" if standing.signature else "ISSUED")
    return _CHANGED if standing.latest_document else badges.badge("DRAFT")


def issued(standing: Standing) -> list[Issued]:
    """All issues of the month, the newest first; 1 query."""
    own = standing.report.documents.select_related("issued_by", "signature").order_by("-issued_at")
    return [Issued(document, _signature(document), _state(document, standing)) for document in own]


def is_signed(document: Document) -> bool:
    return _signature(document) is not None


def authenticity(document: Document) -> Authenticity:
    """How a paper stands, without a name; at most 3 queries.

    While the district works on the same revision its lines may have moved on from the paper. A paper of
    an earlier revision stays current until the next one is issued.
    """
    report = document.report
    if document.replaced_at is not None:
        newer = report.documents.in_force().filter(kind=document.kind).first()
        return Authenticity("replaced", badges.badge("REPLACED"), newer.number if newer else "")
    at_work = report.state in (State.OPEN, State.RETURNED) and document.revision == report.revision
    if at_work and snapshot.of_report(report).sha256 != document.content_sha256:
        return Authenticity("changed", badges.badge("LOOK", label="รายการแก้ไขแล้ว รอออกฉบับใหม่"))
    return Authenticity("current", badges.badge("DONE", label="ฉบับปัจจุบัน"))


def _signature(document: Document) -> Signature | None:
    return getattr(document, "signature", None)


def _state(document: Document, standing: Standing) -> Badge:
    if document.replaced_at is not None:
        return badges.badge("REPLACED")
    if document.revision == standing.report.revision and standing.document is None:
        return _CHANGED
    return badges.badge("SIGNED" if _signature(document) else "ISSUED")
