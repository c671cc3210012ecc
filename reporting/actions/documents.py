"""Issuing RT.2, signing it, and recording the committees' resolutions (R8, R16, R18)."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, NotReady, Stale, WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import (
    DistrictCertification,
    Document,
    FileKind,
    Kind,
    Method,
    MonthlyReport,
    Province,
    ProvincialCertification,
    ProvincialCoverage,
    Signature,
    SignatureMethod,
    State,
    User,
)
from reporting.readiness import Standing, before_certifying, before_issuing, problems
from reporting.stats import snapshot

from . import audit, evidence, locks


@dataclass(frozen=True)
class Upload:
    """A file that came with a form."""

    name: str
    content: bytes


@dataclass(frozen=True)
class ResolutionData:
    """What the form of a committee's resolution says."""

    method: Method
    number: str
    resolved_on: date
    note: str = ""
    upload: Upload | None = None


@dataclass(frozen=True)
class Issue:
    """The identity of an RT.2 that is about to be issued; it is printed on the paper."""

    number: str
    token: str
    content_sha256: str
    certification_id: int


@transaction.atomic
def certify_district(
    *, report: MonthlyReport, data: ResolutionData, by: User, now: datetime
) -> DistrictCertification:
    """Record the district committee's resolution on exactly the present figures (R18)."""
    report = locks.lock_report(report)
    access.require(by, Permission.CERTIFY_DISTRICT, report)
    locks.require_takes_figures(report)
    standing = Standing(report)
    if open_checks := problems(before_certifying(standing)):
        raise NotReady(open_checks, lead="ยังบันทึกมติไม่ได้")
    existing = standing.certification
    if existing and (existing.method, existing.number, existing.resolved_on) == (
        data.method,
        data.number,
        data.resolved_on,
    ):
        return existing
    certification = DistrictCertification.objects.create(
        report=report,
        revision=report.revision,
        content_sha256=standing.snapshot.sha256,
        **_resolution(data, by=by, now=now),
    )
    change = {
        "certification": certification.pk,
        "content": certification.content_sha256,
        "number": data.number,
    }
    audit.record(by=by, now=now, action="certify_district", obj=report, changes=change)
    return certification


@transaction.atomic
def certify_province(
    *,
    province: Province,
    month: FiscalMonth,
    report_ids: Collection[int],
    data: ResolutionData,
    by: User,
    now: datetime,
) -> ProvincialCertification:
    """Record the provincial committee's resolution for the submitted districts it names (R18)."""
    access.require(by, Permission.CERTIFY_PROVINCE, province)
    province = Province.objects.select_for_update(of=("self",)).get(pk=province.pk)
    mine = MonthlyReport.objects.locked().filter(pk__in=report_ids, district__province=province)
    reports = list(mine.for_month(month).order_by("id"))
    if not reports or len(reports) != len(set(report_ids)):
        raise BadInput("โปรดเลือกอำเภอที่มตินี้ครอบคลุมอย่างน้อย 1 อำเภอ")
    for report in reports:
        if report.state != State.SUBMITTED:
            raise WrongState(f"{report.district}ยังไม่ได้ส่งรายงาน หรือจังหวัดดำเนินการไปแล้ว จึงรวมในมตินี้ไม่ได้")
    certification = ProvincialCertification.objects.create(
        province=province, month=month, **_resolution(data, by=by, now=now)
    )
    for report in reports:
        content = snapshot.of_report(report)
        ProvincialCoverage.objects.create(
            certification=certification,
            report=report,
            revision=report.revision,
            content_sha256=content.sha256,
        )
        if report.province_acted_at is None:
            report.province_acted_at = now
            report.save(update_fields=["province_acted_at"])
    change = {
        "certification": certification.pk,
        "reports": [report.pk for report in reports],
        "number": data.number,
    }
    audit.record(by=by, now=now, action="certify_province", obj=province, changes=change)
    return certification


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

    Raises Stale when a line or the resolution changed while it was being drawn. A repeated request
    gets the document that is already in force.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.SIGN, report)
    locks.require_takes_figures(report)
    standing = Standing(report)
    if standing.document:
        return standing.document
    if open_checks := problems(before_issuing(standing)):
        raise NotReady(open_checks, lead="ยังออก รต.๒ ไม่ได้")
    now_content = (standing.snapshot.sha256, standing.certification.pk)
    if now_content != (issue.content_sha256, issue.certification_id):
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
def sign_rt2(*, report: MonthlyReport, scan: Upload | None = None, by: User, now: datetime) -> Signature:
    """Sign the RT.2 in force, in the system or with a scan of the signed paper (R8).

    A repeated request gets the signature that is already there.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.SIGN, report)
    locks.require_takes_figures(report)
    standing = Standing(report)
    document = standing.document
    if document is None:
        raise WrongState("ยังไม่มี รต.๒ ที่ตรงกับรายการปัจจุบัน โปรดออก รต.๒ ก่อนลงนาม")
    if standing.signature:
        return standing.signature
    stored = None
    if scan:
        stored = evidence.store(
            content=scan.content, name=scan.name, kind=FileKind.SIGNED_SCAN, by=by, now=now
        )
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


def _resolution(data: ResolutionData, *, by: User, now: datetime) -> dict[str, object]:
    number = data.number.strip()
    if not number:
        raise BadInput("โปรดระบุเลขที่มติหรือเลขที่หนังสือ")
    if data.resolved_on > now.date():
        raise BadInput("วันที่มีมติต้องไม่เกินวันนี้")
    stored = None
    if data.upload:
        stored = evidence.store(
            content=data.upload.content, name=data.upload.name, kind=FileKind.RESOLUTION, by=by, now=now
        )
    return {
        "method": data.method,
        "number": number,
        "resolved_on": data.resolved_on,
        "note": data.note.strip(),
        "file": stored,
        "recorded_at": now,
        "recorded_by": by,
    }
