"""Pinning a Director-General's report: its figures, its moment and the publications behind it, once (R16)."""

from __future__ import annotations

import datetime as dt
from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.deadlines import last_moment
from reporting.errors import Stale, WrongState
from reporting.fiscal import FiscalMonth
from reporting.models import (
    OF_THE_DIRECTOR,
    Kind,
    PinnedPublication,
    PinnedReport,
    ReportingMonth,
    Scope,
    User,
)
from reporting.stats import pinning

from . import audit, papers


@transaction.atomic
def pin(
    *, kind: Kind, month: FiscalMonth, on: dt.date | None = None, by: User, now: datetime
) -> PinnedReport:
    """The report of this moment, or of the end of an earlier day; the latest one where nothing has changed.

    WrongState before anything was confirmed, Stale when a confirmation came between two of its sums.
    """
    access.require(by, Permission.ISSUE_NATION)
    if kind not in OF_THE_DIRECTOR or not ReportingMonth.objects.filter(month=month).exists():
        raise WrongState(f"เดือน{month} ยังไม่ได้เปิดงวด จึงยังจัดทำรายงานไม่ได้")
    place = papers.lock(Scope(kind, month=month))
    at = min(last_moment(on), now) if on else now
    found = pinning.summed(kind, month, at=at)
    if not found.publications:
        raise WrongState("จัดทำรายงานได้เมื่อจังหวัดยืนยันข้อมูลแล้วอย่างน้อย 1 อำเภอก่อนเวลาที่เลือก")
    if found.total != found.by_category:
        raise Stale("มีจังหวัดยืนยันข้อมูลระหว่างจัดทำรายงาน ยังไม่ได้บันทึก โปรดกดอีกครั้ง")
    own = PinnedReport.objects.filter(kind=kind, month=month)
    latest = own.order_by("-number").first()
    if latest and latest.basis_sha256 == found.basis_sha256:
        return latest
    report = PinnedReport.objects.create(
        kind=kind,
        month=month,
        number=own.count() + 1,
        cutoff_at=at,
        made_at=now,
        made_by=by,
        total=found.total,
        basis_sha256=found.basis_sha256,
        sha256=found.sha256,
        content=found.content,
    )
    PinnedPublication.objects.bulk_create(
        (PinnedPublication(report=report, publication_id=pk) for pk in found.publications), batch_size=1000
    )
    change = {"number": str(report), "content": report.sha256, "month": month.key}
    audit.record(by=by, now=now, action="pin_report", obj=place, changes=change)
    return report
