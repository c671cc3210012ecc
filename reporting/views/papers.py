"""How an issued form stands today: in force, signed, replaced, or overtaken by a change of the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reporting import badges
from reporting.actions import papers
from reporting.badges import Badge
from reporting.models import Document, Scope, Signature, State, User
from reporting.readiness import Standing
from reporting.reports import issuing
from reporting.stats import snapshot

_CHANGED = badges.badge("LOOK", label="รายการแก้ไขแล้ว ต้องออกใหม่")


@dataclass(frozen=True)
class Issued:
    """One row of the list of issues."""

    document: Document
    signature: Signature | None
    state: Badge

    @property
    def is_current(self) -> bool:
        """Whether the paper says what is true now."""
        return self.state not in (_CHANGED, badges.badge("REPLACED"))


@dataclass(frozen=True)
class Authenticity:
    """What the public page says of a paper: current, changed or replaced, and by which number.

    `headline` goes on where the page's title has said that it is genuine: who reads nothing else knows both.
    """

    code: str
    badge: Badge
    headline: str
    replaced_by: str = ""


def state_of(standing: Standing) -> Badge:
    """The state of a month's RT.2."""
    if standing.document:
        return badges.badge("SIGNED" if standing.signature else "ISSUED")
    return _CHANGED if standing.latest_document else badges.badge("DRAFT")


def issued(standing: Standing) -> list[Issued]:
    """All issues of the month, the newest first; 1 query."""
    own = standing.report.documents.select_related("issued_by", "signature").order_by("-issued_at")
    return [Issued(document, signature_of(document), _state(document, standing)) for document in own]


def of_form(scope: Scope, form: Any, user: User) -> dict[str, Any]:
    """What the page of an RT.3, an RT.4 or the national report shows of it and of its issues; 1 query.

    `paper` is the form, with the number of the issue that says exactly the same if there is one. A form of a
    past day is compared with no issue.
    """
    if form.past:
        return {"paper": form, "document": None, "issued": [], "may_issue": False}
    own = Document.objects.of_scope(scope).select_related("issued_by", "signature").order_by("-issued_at")
    rows = [issued_row(document, content_sha256=form.content_sha256) for document in own]
    document = next((row.document for row in rows if row.is_current), None)
    if document:
        form = form.issued(signer=document.issued_by, number=document.number, verify_url="")
    may_issue = document is None and papers.may_issue(scope, user)
    return {"paper": form, "document": document, "issued": rows, "may_issue": may_issue}


def issued_row(document: Document, *, content_sha256: str = "") -> Issued:
    """A row of a paper by itself: in force and signed, replaced, or overtaken by another present content."""
    signature = signature_of(document)
    if content_sha256 not in ("", document.content_sha256) and document.replaced_at is None:
        return Issued(document, signature, _CHANGED)
    code = "REPLACED" if document.replaced_at else "SIGNED" if signature else "ISSUED"
    return Issued(document, signature, badges.badge(code))


def is_signed(document: Document) -> bool:
    return signature_of(document) is not None


def authenticity(document: Document) -> Authenticity:
    """How a paper stands, without a name.

    While the district works on the same revision its lines may have moved on from the paper. A paper of
    an earlier revision stays current until the next one is issued. A paper of a province or of the nation
    is overtaken by every publication that changes a figure on it.
    """
    if document.replaced_at is not None:
        newer = document.replaced_by
        number = newer.number if newer else ""
        return Authenticity("replaced", badges.badge("REPLACED"), "แต่ใช้ไม่ได้แล้ว", number)
    if _is_overtaken(document):
        badge = badges.badge("LOOK", label="รายการแก้ไขแล้ว รอออกฉบับใหม่")
        return Authenticity("changed", badge, "แต่ข้อมูลเปลี่ยนไปแล้ว")
    return Authenticity("current", badges.badge("DONE", label="ฉบับปัจจุบัน"), "และยังใช้อยู่")


def _is_overtaken(document: Document) -> bool:
    if not document.report_id:
        return issuing.in_force(document.scope) != document
    report = document.report
    at_work = report.state in (State.OPEN, State.RETURNED) and document.revision == report.revision
    return at_work and snapshot.of_report(report).sha256 != document.content_sha256


def signature_of(document: Document) -> Signature | None:
    return getattr(document, "signature", None)


def _state(document: Document, standing: Standing) -> Badge:
    if document.replaced_at is not None:
        return badges.badge("REPLACED")
    if document.revision == standing.report.revision and standing.document is None:
        return _CHANGED
    return badges.badge("SIGNED" if signature_of(document) else "ISSUED")
