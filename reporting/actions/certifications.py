"""Recording what the OTOP committees resolved, on exactly the figures that were seen (R18)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.errors import BadInput, NotReady, Stale, WrongState
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.models import (
    Circular,
    Committee,
    DistrictCertification,
    FileKind,
    Method,
    MonthlyReport,
    Province,
    ProvincialCertification,
    ProvincialCoverage,
    State,
    User,
)
from reporting.models.documents import Resolution
from reporting.readiness import Standing, before_certifying, problems
from reporting.stats import snapshot

from . import audit, locks
from .attendance import Attendance, Voice, counted, keep, same
from .documents import Upload, store_upload


@dataclass(frozen=True)
class ResolutionData:
    """What the form of a committee's resolution says."""

    method: Method
    number: str
    resolved_on: date
    note: str = ""
    upload: Upload | None = None
    present: frozenset[int] = frozenset()
    """The ids of the members who were there."""
    quorum_note: str = ""
    circular: Circular | None = None
    voices: tuple[Voice, ...] = ()
    """The members of a circular in the system, whose answers are known already."""


@transaction.atomic
def certify_district(
    *, report: MonthlyReport, data: ResolutionData, seen: str | None = None, by: User, now: datetime
) -> DistrictCertification:
    """Record the district committee's resolution on exactly the present figures (R18).

    `seen` is the content hash that was on the screen; Stale when the figures have changed since.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.CERTIFY_DISTRICT, report)
    locks.require_takes_figures(report, now=now)
    standing = Standing(report)
    if open_checks := problems(before_certifying(standing)):
        raise NotReady(open_checks, lead="ยังบันทึกมติไม่ได้")
    if seen is not None and seen != standing.snapshot.sha256:
        raise Stale("ยอดเปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ โปรดตรวจยอดล่าสุดก่อนบันทึกมติ")
    attendance = _attendance(report.district, report.fiscal_month, data, now=now)
    if (existing := standing.certification) and _says(existing, data, attendance):
        return existing
    certification = DistrictCertification.objects.create(
        report=report,
        revision=report.revision,
        content_sha256=standing.snapshot.sha256,
        **_resolution(data, attendance, by=by, now=now),
    )
    keep(attendance, certification)
    change = {
        "certification": certification.pk,
        "content": certification.content_sha256,
        "number": data.number,
        "turnout": certification.turnout,
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
    seen: Mapping[int, str | None] = MappingProxyType({}),
    by: User,
    now: datetime,
) -> ProvincialCertification:
    """Record the provincial committee's resolution for the submitted districts it names (R18).

    `seen` maps report ids to the content hashes that were on the screen; Stale, naming the district, when
    one has changed since. A repeated request gets the resolution that is already there.
    """
    access.require(by, Permission.CERTIFY_PROVINCE, province)
    province = Province.objects.select_for_update(of=("self",)).get(pk=province.pk)
    reports = _submitted(province, month, report_ids)
    contents = {report.pk: snapshot.of_report(report).sha256 for report in reports}
    _require_seen(reports, contents, seen)
    attendance = _attendance(province, month, data, now=now)
    if repeated := _same_resolution(province, month, data, attendance, contents):
        return repeated
    certification = ProvincialCertification.objects.create(
        province=province, month=month, **_resolution(data, attendance, by=by, now=now)
    )
    keep(attendance, certification)
    _cover(certification, reports, contents, now=now)
    change = {
        "certification": certification.pk,
        "reports": [report.pk for report in reports],
        "number": data.number,
        "turnout": certification.turnout,
    }
    audit.record(by=by, now=now, action="certify_province", obj=province, changes=change)
    return certification


def _cover(
    certification: ProvincialCertification,
    reports: Sequence[MonthlyReport],
    contents: Mapping[int, str],
    *,
    now: datetime,
) -> None:
    """Note what the resolution covers; from then on the province has acted on those districts (R9)."""
    for report in reports:
        ProvincialCoverage.objects.create(
            certification=certification,
            report=report,
            revision=report.revision,
            content_sha256=contents[report.pk],
        )
        if report.province_acted_at is None:
            report.province_acted_at = now
            report.save(update_fields=["province_acted_at"])


def _require_seen(
    reports: Sequence[MonthlyReport], contents: Mapping[int, str], seen: Mapping[int, str | None]
) -> None:
    """Raise Stale, naming the district, when what was on the screen is not what stands now."""
    for report in reports:
        if seen.get(report.pk) not in (None, contents[report.pk]):
            raise Stale(f"ยอดของ{report.district}เปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ โปรดตรวจยอดล่าสุดก่อนบันทึกมติ")


def _submitted(province: Province, month: FiscalMonth, report_ids: Collection[int]) -> list[MonthlyReport]:
    """The reports that a provincial resolution names, locked by id; all must be submitted."""
    mine = MonthlyReport.objects.locked().filter(pk__in=report_ids, district__province=province)
    reports = list(mine.for_month(month).order_by("id"))
    if not reports or len(reports) != len(set(report_ids)):
        raise BadInput("โปรดเลือกอำเภอที่มตินี้ครอบคลุมอย่างน้อย 1 อำเภอ")
    for report in reports:
        if report.state != State.SUBMITTED:
            raise WrongState(f"{report.district}ยังไม่ได้ส่งรายงาน หรือจังหวัดดำเนินการไปแล้ว จึงรวมในมตินี้ไม่ได้")
    return reports


def _says(existing: Resolution, data: ResolutionData, attendance: Attendance) -> bool:
    """Whether a recorded resolution says all that the form says, its file included."""
    if (existing.method, existing.number, existing.resolved_on, existing.note) != (
        data.method,
        data.number.strip(),
        data.resolved_on,
        data.note.strip(),
    ):
        return False
    if existing.circular != data.circular or not same(attendance, existing):
        return False
    stored = existing.file.sha256 if existing.file else ""
    return data.upload is None or stored == data.upload.intake.sha256


def _same_resolution(
    province: Province,
    month: FiscalMonth,
    data: ResolutionData,
    attendance: Attendance,
    contents: dict[int, str],
) -> ProvincialCertification | None:
    """The newest resolution of the month, if it says the same about the same contents."""
    recorded = ProvincialCertification.objects.filter(province=province, month=month)
    newest = recorded.select_related("file").order_by("-recorded_at", "-id").first()
    if newest is None or not _says(newest, data, attendance):
        return None
    covered = dict(newest.coverage.values_list("report_id", "content_sha256"))
    return newest if covered == contents else None


def _attendance(
    committee: Committee, month: FiscalMonth, data: ResolutionData, *, now: datetime
) -> Attendance:
    """Who resolved it. BadInput for a day on which nobody can have seen figures of the month.

    The committee may meet while the month still runs, on the last working day of it; before its first day
    there was nothing to certify, also where the month was opened for the past (R15).
    """
    if data.resolved_on > bangkok_date(now):
        raise BadInput("วันที่มีมติต้องไม่เกินวันนี้")
    if data.resolved_on < month.first_day:
        first = thai_date(month.first_day)
        raise BadInput(f"วันที่มีมติต้องไม่ก่อนวันแรกของเดือนที่รายงาน ({first}) โปรดตรวจวันที่อีกครั้ง")
    if data.voices:
        return Attendance(data.voices)
    return counted(committee=committee, day=data.resolved_on, present=data.present, note=data.quorum_note)


def _resolution(
    data: ResolutionData, attendance: Attendance, *, by: User, now: datetime
) -> dict[str, object]:
    number = data.number.strip()
    if not number:
        raise BadInput("โปรดระบุเลขที่มติหรือเลขที่หนังสือ")
    return attendance.columns() | {
        "circular": data.circular,
        "method": data.method,
        "number": number,
        "resolved_on": data.resolved_on,
        "note": data.note.strip(),
        "file": store_upload(data.upload, FileKind.RESOLUTION, by=by, now=now),
        "recorded_at": now,
        "recorded_by": by,
    }
