"""Issuing RT.2 and signing it (R8, R16)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import NotReady, Stale, WrongState
from reporting.models import (
    Document,
    FileKind,
    Kind,
    MonthlyReport,
    Scope,
    Signature,
    StoredFile,
    User,
)
from reporting.readiness import Standing, before_issuing, problems
from reporting.uploads import Upload

from . import audit, evidence, locks, papers, signing
from .papers import Issue


def prepare_rt2(
    *,
    report: MonthlyReport,
    standing: Standing | None = None,
    issued: int | None = None,
    by: User,
    now: datetime,
) -> Issue:
    """The identity of the next RT.2, for drawing it. Raises NotReady with the open checks. Writes nothing.

    `standing` and `issued`, how many there have been, spare queries to who has read them.
    """
    access.require(by, Permission.SIGN, report)
    standing = standing or Standing(report)
    require_ready(report, standing, now=now)
    issue = (report.documents.filter(kind=Kind.RT2).count() if issued is None else issued) + 1
    return Issue(
        number=f"RT2-{report.district_id}-{report.fiscal_month.slug}-{report.revision}-{issue}",
        token=papers.token(),
        revision=report.revision,
        content_sha256=standing.snapshot.sha256,
        total=standing.snapshot.total,
        line_count=standing.snapshot.line_count,
        certification_id=standing.certification.pk,
    )


def require_ready(report: MonthlyReport, standing: Standing, *, now: datetime) -> None:
    """Raise WrongState or NotReady, with the open checks, unless RT.2 can be issued now."""
    locks.require_takes_figures(report, now=now)
    if open_checks := problems(before_issuing(standing)):
        raise NotReady(open_checks, lead="ยังออก รต.๒ ไม่ได้")


@transaction.atomic(savepoint=False)
def issue_rt2(*, report: MonthlyReport, issue: Issue, pdf: bytes, by: User, now: datetime) -> Document:
    """Store the drawn RT.2 byte for byte and mark the older issue as replaced (R16).

    Stale when a line or the resolution changed meanwhile; a repeated request gets the document in force. A
    refusal ends the transaction around it too.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.SIGN, report)
    locks.require_takes_figures(report, now=now)
    standing = Standing(report)
    if standing.document:
        return standing.document
    if open_checks := problems(before_issuing(standing)):
        raise NotReady(open_checks, lead="ยังออก รต.๒ ไม่ได้")
    present = (standing.snapshot.sha256, standing.certification.pk)
    if present != (issue.content_sha256, issue.certification_id):
        raise Stale("มีการแก้ไขรายการระหว่างออก รต.๒ โปรดตรวจแล้วออกใหม่อีกครั้ง")
    scope = Scope(Kind.RT2, report=report)
    document = papers.put_in_force(scope=scope, issue=issue, replaced=standing.paper, pdf=pdf, by=by, now=now)
    change = {"document": str(document.pk), "number": document.number, "file": document.file.sha256}
    audit.record(by=by, now=now, action="issue_rt2", obj=report, changes=change)
    return document


@transaction.atomic
def sign_rt2(
    *,
    report: MonthlyReport,
    statements: Collection[str],
    seen: UUID | None = None,
    by: User,
    now: datetime,
) -> Signature:
    """Sign the RT.2 in force in the system (R8); the scan of a paper signs it by `scans.sign`.

    Stale when another document than the one `seen` is in force by now. A repeated request gets the
    signature that is already there.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.SIGN, report)
    locks.require_takes_figures(report, now=now)
    standing = Standing(report)
    document = to_sign(standing.document, seen)
    if standing.signature:
        return standing.signature
    signing.require_statements(Kind.RT2, statements)
    return signing.write(document=document, place=report, statements=statements, by=by, now=now)


def to_sign(document: Document | None, seen: UUID | None) -> Document:
    """The paper in force, if it is the one that was seen: WrongState without one, Stale for another."""
    if document is None:
        raise WrongState("ยังไม่มี รต.๒ ที่ตรงกับรายการปัจจุบัน โปรดออก รต.๒ ก่อนลงนาม")
    if seen not in (None, document.pk):
        raise Stale("มี รต.๒ ฉบับใหม่กว่าฉบับที่ท่านเปิดดู โปรดตรวจฉบับใหม่ก่อนลงนาม")
    return document


def store_upload(upload: Upload | None, kind: FileKind, *, by: User, now: datetime) -> StoredFile | None:
    """Keep a file that came with a form, if one came. Raises BadInput for one that may not be kept."""
    return evidence.store_intake(upload.intake, kind, by=by, now=now) if upload else None
