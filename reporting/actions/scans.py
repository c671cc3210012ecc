"""Scans of signed papers find their way by the QR code that every page of an issued form carries (R8, R16).

A scan that says which paper it is of is filed there and signs it; one that says nothing waits until somebody
chooses. Several pictures of one paper that come together are its pages. Another district's paper, a replaced
one and one that was handed over already are refused, each with its sentence. A newer scan of the same paper
takes the place of the older, which stays as a mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, Refusal, Stale, WrongState
from reporting.models import (
    Document,
    FiledBy,
    FileKind,
    Kind,
    MonthlyReport,
    Signature,
    SignatureMethod,
    SignedScan,
    User,
)
from reporting.readiness import Standing
from reporting.uploads import Intake, Upload, codes_on, extended, joined

from . import audit, evidence, locks, signing

_ADDRESS = re.compile(r"/verify/([A-Za-z0-9_-]{10,40})/?$")


@dataclass(frozen=True)
class Outcome:
    """What became of one file: filed to `document`, `waiting` for a choice, or refused with a `sentence`."""

    name: str
    document: Document | None = None
    waiting: SignedScan | None = None
    sentence: str = ""


def receive(*, upload: Upload, by: User, now: datetime) -> Outcome:
    """File one scan by its code, or let it wait. A refusal is an outcome: it keeps no other file out."""
    access.require(by, Permission.SIGN)
    try:
        document = document_on(upload.intake)
        if document is None:
            return Outcome(upload.name, waiting=_wait(upload.intake, by=by, now=now))
        scan = file_upload(document=document, upload=upload, how=FiledBy.CODE, by=by, now=now)
    except Refusal as refusal:
        return Outcome(upload.name, sentence=str(refusal))
    return Outcome(upload.name, document=scan.document)


def receive_all(*, uploads: Sequence[Upload], by: User, now: datetime) -> list[Outcome]:
    """File several scans. Pictures that show the same paper are its pages: joined, in their order, to one."""
    pages: dict[UUID, list[Upload]] = {}
    others = []
    for upload in uploads:
        paper = _paper_on(upload) if upload.intake.is_picture else None
        if paper:
            pages.setdefault(paper.pk, []).append(upload)
        else:
            others.append(upload)
    return [
        *(_receive_pages(of_one, by=by, now=now) for of_one in pages.values()),
        *(receive(upload=upload, by=by, now=now) for upload in others),
    ]


def _paper_on(upload: Upload) -> Document | None:
    """The paper of a picture, to sort by; what is wrong with it is said where it is filed."""
    try:
        return document_on(upload.intake)
    except Refusal:
        return None


def _receive_pages(pages: Sequence[Upload], *, by: User, now: datetime) -> Outcome:
    """File the pictures of one paper's pages as one scan."""
    if len(pages) == 1:
        return receive(upload=pages[0], by=by, now=now)
    access.require(by, Permission.SIGN)
    names = " ".join(page.name for page in pages)
    try:
        document = document_on(pages[0].intake)
        upload = joined(f"{document.number} ลงนามแล้ว.pdf", [page.intake for page in pages])
        scan = file_upload(document=document, upload=upload, how=FiledBy.CODE, by=by, now=now)
    except Refusal as refusal:
        return Outcome(names, sentence=str(refusal))
    return Outcome(f"{names} (รวมเป็นไฟล์เดียว {len(pages)} หน้า)", document=scan.document)


def document_on(intake: Intake) -> Document | None:
    """The RT.2 that the code on a scan names; None where there is no such code.

    BadInput for a code that no paper of ours has, for another form, and for codes of different papers.
    """
    tokens = {match[1] for code in codes_on(intake) if (match := _ADDRESS.search(code))}
    if not tokens:
        return None
    if len(tokens) > 1:
        raise BadInput("ในภาพมีคิวอาร์โค้ดของเอกสารหลายฉบับ โปรดสแกนทีละฉบับ")
    document = Document.objects.filter(token__in=tokens).select_related("report__district", "file").first()
    if document is None:
        raise BadInput("ไม่พบเอกสารของคิวอาร์โค้ดในภาพ เอกสารนี้ไม่ได้ออกจากระบบนี้")
    if document.kind != Kind.RT2:
        raise BadInput(f"เป็น {document.get_kind_display()} หน้านี้รับเฉพาะ รต.๒ ที่ลงนามแล้ว")
    return document


@transaction.atomic
def sign(*, report: MonthlyReport, upload: Upload, seen: UUID, by: User, now: datetime) -> Signature:
    """Sign the RT.2 that was `seen` with a scan of its paper (R8).

    Stale when another one is in force by now, BadInput when the scan's own code names another paper.
    """
    named = document_on(upload.intake)
    document = Document.objects.filter(pk=seen, report=report).first()
    if document is None:
        raise Stale("มี รต.๒ ฉบับใหม่กว่าฉบับที่ท่านเปิดดู โปรดตรวจฉบับใหม่ก่อนลงนาม")
    if named and named != document:
        raise BadInput(f"ภาพที่แนบเป็น รต.๒ เลขที่ {named.number} ไม่ใช่ฉบับที่กำลังลงนาม โปรดเลือกภาพใหม่")
    how = FiledBy.CODE if named else FiledBy.PERSON
    file_upload(document=document, upload=upload, how=how, by=by, now=now)
    return Signature.objects.get(document=document)


@transaction.atomic
def file_upload(*, document: Document, upload: Upload, how: FiledBy, by: User, now: datetime) -> SignedScan:
    """Keep a scan and file it to an issued RT.2, which it signs. The same bytes again change nothing."""
    report = _lock_paper(document, by, now=now)
    if upload.intake.sha256 == document.file.sha256:
        raise BadInput("เป็นไฟล์ PDF ที่ระบบออก ยังไม่มีลายมือชื่อ โปรดพิมพ์ ลงนาม แล้วสแกนหรือถ่ายภาพส่ง")
    in_force = document.scans.in_force().select_related("file").first()
    if in_force and in_force.file.sha256 == upload.intake.sha256:
        return in_force
    scan = _kept(upload.intake, by=by, now=now)
    return _file(scan, document, report, how=how, by=by, now=now)


@transaction.atomic
def choose(
    *, scan: SignedScan, document: Document, further: bool | None = None, by: User, now: datetime
) -> SignedScan:
    """File a waiting scan to the paper that a person says it is; returns the scan that is in force then.

    Where there is one already, `further` says whether this is its next page or takes its place; BadInput when
    that is not said.
    """
    report = _lock_paper(document, by, now=now)
    scan = _locked(scan)
    if scan.document_id == document.pk:
        return scan
    if scan.document_id or scan.replaced_at:
        raise WrongState("ภาพนี้จัดเข้าแฟ้มหรือนำออกไปแล้ว โปรดเปิดหน้านี้ใหม่")
    there = document.scans.in_force().select_related("file").first()
    if there and further is None:
        raise BadInput(f"{document} มีภาพอยู่แล้ว โปรดเลือกว่าจะแทนที่ทั้งชุด หรือเพิ่มเป็นหน้าต่อไป")
    if there and further:
        scan = _joined_to(there, scan, by=by, now=now)
    return _file(scan, document, report, how=FiledBy.PERSON, by=by, now=now)


@transaction.atomic
def put_aside(*, scan: SignedScan, by: User, now: datetime) -> SignedScan:
    """Mark a waiting scan as none of our papers; it is kept (R16)."""
    access.require(by, Permission.SIGN, scan.district)
    locks.lock_register(scan)
    scan = _locked(scan)
    if scan.document_id:
        raise WrongState("ภาพนี้จัดเข้าแฟ้มแล้ว โปรดเปิดหน้านี้ใหม่")
    if scan.replaced_at is None:
        scan.replaced_at = now
        scan.save(update_fields=["replaced_at"])
        _record_in_district(scan, action="put_scan_aside", by=by, now=now)
    return scan


@transaction.atomic
def _wait(intake: Intake, *, by: User, now: datetime) -> SignedScan:
    """Keep a scan that says nothing until somebody chooses; the same bytes wait once."""
    scan = SignedScan(district=by.district)
    locks.lock_register(scan)
    waiting = SignedScan.objects.waiting().filter(district=by.district, file__sha256=intake.sha256).first()
    if waiting is None:
        waiting = _kept(intake, by=by, now=now)
        waiting.save(force_insert=True)
        _record_in_district(waiting, action="receive_scan", by=by, now=now)
    return waiting


def _joined_to(there: SignedScan, page: SignedScan, *, by: User, now: datetime) -> SignedScan:
    """The pages that are there and this one as one scan, not yet saved; the page itself is kept, filed."""
    first, further = (
        Intake(one.file.name, one.file.content(), one.file.content_type) for one in (there, page)
    )
    upload = extended(f"{there.document.number} ลงนามแล้ว.pdf", first, further)
    page.document, page.filed_by, page.filed_at, page.replaced_at = there.document, FiledBy.PERSON, now, now
    page.save()
    return _kept(upload.intake, by=by, now=now)


def _kept(intake: Intake, *, by: User, now: datetime) -> SignedScan:
    """The scan with its file stored, not yet saved itself."""
    file = evidence.store_intake(intake, FileKind.SIGNED_SCAN, by=by, now=now)
    return SignedScan(district=by.district, file=file, received_at=now, received_by=by)


def _lock_paper(document: Document, by: User, *, now: datetime) -> MonthlyReport:
    """The paper's report, locked, if this person may sign it and it is the paper of the present lines."""
    if document.report.district_id != by.district_id:
        raise BadInput("เป็นเอกสารของอำเภออื่น จึงรับไม่ได้ โปรดตรวจว่าเลือกภาพถูกต้อง")
    report = locks.lock_report(document.report)
    access.require(by, Permission.SIGN, report)
    if Document.objects.in_force().filter(pk=document.pk).first() is None:
        raise WrongState(f"{document} มีฉบับใหม่แทนแล้ว โปรดพิมพ์และลงนามฉบับล่าสุด แล้วสแกนใหม่")
    locks.require_takes_figures(report, now=now)
    if Standing(report).document != document:
        raise WrongState(f"{document} ไม่ตรงกับรายการปัจจุบัน โปรดออก รต.๒ ใหม่ ลงนาม แล้วสแกนใหม่")
    return report


def _file(
    scan: SignedScan, document: Document, report: MonthlyReport, *, how: FiledBy, by: User, now: datetime
) -> SignedScan:
    """File a scan to a paper: it replaces the scan before it, and signs what is not signed yet."""
    document.scans.in_force().update(replaced_at=now)
    scan.document, scan.filed_by, scan.filed_at = document, how, now
    scan.save()
    signature = Signature.objects.filter(document=document).first()
    if signature is None:
        signing.write(document=document, place=report, scan=scan.file, by=by, now=now)
    elif signature.method == SignatureMethod.SCAN:
        signature.scan = scan.file
        signature.save(update_fields=["scan"])
    change = {"number": document.number, "file": scan.file.sha256, "filed_by": how}
    audit.record(by=by, now=now, action="file_scan", obj=report, changes=change)
    return scan


def _locked(scan: SignedScan) -> SignedScan:
    rows = SignedScan.objects.select_for_update(of=("self",)).select_related("file", "district")
    return rows.get(pk=scan.pk)


def _record_in_district(scan: SignedScan, *, action: str, by: User, now: datetime) -> None:
    change = {"scan": scan.file.name, "file": scan.file.sha256}
    audit.record(by=by, now=now, action=action, obj=scan.district, changes=change)
