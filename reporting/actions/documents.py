"""Issuing RT.2 and signing it (R8, R16)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
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
    Signature,
    SignatureMethod,
    StoredFile,
    User,
)
from reporting.readiness import Standing, before_issuing, problems

from . import audit, evidence, locks


@dataclass(frozen=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Issue:
    """The identity of an RT.2 that is about to be issued; it is printed on the paper."""

    number: str
    token: str
    content_sha256: str
    certification_id: int


def prepare_rt2(*, report: MonthlyReport, by: User) -> Issue:
    """The identity of the next RT.2, for drawing it. Raises NotReady with the open checks. Writes nothing."""
    access.require(by, Permission.SIGN, report)
    locks.require_takes_figures(report)
    standing = Standing(report)
    if open_checks := problems(before_issuing(standing)):
        raise NotReady(open_checks, lead="ยังออก รต.๒ ไม่ได้")
    issue = report.documents.filter(kind=Kind.RT2).count() + 1
    return Issue(
        number=f"RT2-{report.district_id}-{report.fiscal_month.slug}-{report.revision}-{issue}",
        token=secrets.token_urlsafe(16),
        content_sha256=standing.snapshot.sha256,
        certification_id=standing.certification.pk,
    )


@transaction.atomic
def issue_rt2(*, report: MonthlyReport, issue: Issue, pdf: bytes, by: User, now: datetime) -> Document:
    """Store the drawn RT.2 byte for byte and mark the older issue as replaced (R16).

    Stale when a line or the resolution changed meanwhile; a repeated request gets the document in force.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.SIGN, report)
    locks.require_takes_figures(report)
    standing = Standing(report)
    if standing.document:
        return standing.document
    if open_checks := problems(before_issuing(standing)):
        raise NotReady(open_checks, lead="ยังออก รต.๒ ไม่ได้")
    present = (standing.snapshot.sha256, standing.certification.pk)
    if present != (issue.content_sha256, issue.certification_id):
        raise Stale("มีการแก้ไขรายการระหว่างออก รต.๒ โปรดตรวจแล้วออกใหม่อีกครั้ง")
    report.documents.in_force().filter(kind=Kind.RT2).update(replaced_at=now)
    stored = evidence.store(content=pdf, name=f"{issue.number}.pdf", kind=FileKind.DOCUMENT, by=by, now=now)
    document = Document.objects.create(
        kind=Kind.RT2,
        report=report,
        revision=report.revision,
        number=issue.number,
        token=issue.token,
        content_sha256=issue.content_sha256,
        certification_id=issue.certification_id,
        file=stored,
        total=standing.snapshot.total,
        line_count=standing.snapshot.line_count,
        issued_at=now,
        issued_by=by,
    )
    change = {"document": str(document.pk), "number": document.number, "file": stored.sha256}
    audit.record(by=by, now=now, action="issue_rt2", obj=report, changes=change)
    return document


@transaction.atomic
def sign_rt2(
    *,
    report: MonthlyReport,
    scan: Upload | None = None,
    seen: UUID | None = None,
    by: User,
    now: datetime,
) -> Signature:
    """Sign the RT.2 in force, in the system or with a scan of the signed paper (R8).

    Stale when another document than the one `seen` is in force by now. A repeated request gets the
    signature that is already there.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.SIGN, report)
    locks.require_takes_figures(report)
    standing = Standing(report)
    document = _to_sign(standing.document, seen)
    if standing.signature:
        return standing.signature
    stored = store_upload(scan, FileKind.SIGNED_SCAN, by=by, now=now)
    signature = Signature.objects.create(
        document=document,
        method=SignatureMethod.SCAN if stored else SignatureMethod.ELECTRONIC,
        signer=by,
        signer_name=by.full_name,
        position=by.position,
        acting_for=by.acting_for,
        document_sha256=document.file.sha256,
        signed_at=now,
        scan=stored,
    )
    change = {"document": document.number, "file": document.file.sha256, "method": signature.method}
    audit.record(by=by, now=now, action="sign_rt2", obj=report, changes=change)
    return signature


def _to_sign(document: Document | None, seen: UUID | None) -> Document:
    if document is None:
        raise WrongState("ยังไม่มี รต.๒ ที่ตรงกับรายการปัจจุบัน โปรดออก รต.๒ ก่อนลงนาม")
    if seen not in (None, document.pk):
        raise Stale("มี รต.๒ ฉบับใหม่กว่าฉบับที่ท่านเปิดดู โปรดตรวจฉบับใหม่ก่อนลงนาม")
    return document


def store_upload(upload: Upload | None, kind: FileKind, *, by: User, now: datetime) -> StoredFile | None:
    if upload is None:
        return None
    return evidence.store(content=upload.content, name=upload.name, kind=kind, by=by, now=now)
