"""Signing issued forms: statements agreed to one by one, and a signature on exactly the stored bytes (R8).

The form asks for the statements of STATEMENTS, the action refuses without all of them, and the signature
keeps their words as they were agreed to. A scan of a paper signs by hand, so it carries none.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, Stale, WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import (
    Document,
    Kind,
    MonthlyReport,
    Province,
    Scope,
    Signature,
    SignatureMethod,
    StoredFile,
    User,
)

from . import audit, papers

_BINDS = "ข้าพเจ้าเข้าใจว่าการลงนามในระบบมีผลเป็นการรับรองข้อมูล และระบบจะบันทึกชื่อ ตำแหน่ง และเวลาที่ลงนาม"

STATEMENTS: dict[str, dict[str, str]] = {
    Kind.RT2: {
        "checked": "ข้าพเจ้าได้ตรวจ รต.๒ ฉบับนี้ครบทุกรายการแล้ว",
        "agrees": "ยอดจำหน่ายตรงกับที่คณะกรรมการ นตผ.อำเภอรับรอง",
        "binds": _BINDS,
    },
    Kind.RT4: {
        "checked": "ข้าพเจ้าได้ตรวจ รต.๔ ฉบับนี้ครบทุกอำเภอแล้ว",
        "agrees": "ยอดของทุกอำเภอตรงกับ รต.๒ ที่จังหวัดยืนยัน และคณะกรรมการ นตผ.จังหวัดรับรองแล้ว",
        "binds": _BINDS,
    },
}
EVENTS = {Kind.RT2: "sign_rt2", Kind.RT4: "sign_rt4"}


def require_statements(kind: str, agreed: Collection[str]) -> None:
    """Raise BadInput unless every statement of the form was agreed to."""
    if set(agreed) != set(STATEMENTS[kind]):
        raise BadInput("โปรดทำเครื่องหมายรับรองให้ครบทุกข้อก่อนลงนาม")


@transaction.atomic
def sign_rt4(
    *,
    province: Province,
    month: FiscalMonth,
    statements: Collection[str],
    seen: UUID,
    by: User,
    now: datetime,
) -> Signature:
    """Sign the RT.4 in force for the province. Stale when it is not the one that was `seen` any more.

    A repeated request gets the signature that is already there.
    """
    access.require(by, Permission.SIGN_PROVINCE, province)
    scope = Scope(Kind.RT4, province=province, month=month)
    place = papers.lock(scope)
    document = Document.objects.of_scope(scope).in_force().with_context().first()
    if document is None:
        raise WrongState("ยังไม่ได้ออก รต.๔ โปรดออก รต.๔ ก่อนลงนาม")
    if document.pk != seen:
        raise Stale("มี รต.๔ ฉบับใหม่กว่าฉบับที่ท่านเปิดดู โปรดตรวจฉบับใหม่ก่อนลงนาม")
    if signature := getattr(document, "signature", None):
        return signature
    require_statements(Kind.RT4, statements)
    return write(document=document, place=place, statements=statements, by=by, now=now)


def write(
    *,
    document: Document,
    place: MonthlyReport | Province,
    statements: Collection[str] = (),
    scan: StoredFile | None = None,
    by: User,
    now: datetime,
) -> Signature:
    """Write the signature on an unsigned document; the caller holds the lock and has checked the rest."""
    words = [text for code, text in STATEMENTS[document.kind].items() if code in statements]
    signature = Signature.objects.create(
        document=document,
        method=SignatureMethod.SCAN if scan else SignatureMethod.ELECTRONIC,
        signer=by,
        signer_name=by.full_name,
        position=by.position,
        acting_for=document.acting_for_of(by),
        statements="\n".join(words),
        document_sha256=document.file.sha256,
        signed_at=now,
        scan=scan,
    )
    change = {"number": document.number, "file": document.file.sha256, "method": signature.method}
    change |= {"month": document.fiscal_month.key} if document.province_id else {}
    audit.record(by=by, now=now, action=EVENTS[document.kind], obj=place, changes=change)
    return signature
