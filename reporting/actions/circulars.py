"""Circular letters, started on exact figures with one link for each member (R18).

The lock on the report's row (the province's for a province) orders answers, closing and changes of lines
among each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from reporting import access
from reporting.deadlines import bangkok_date
from reporting.errors import BadInput, NotReady, Stale, WrongState
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.models import (
    Ballot,
    Circular,
    CircularItem,
    Committee,
    CommitteeMember,
    District,
    MonthlyReport,
    NoticeKind,
    Outcome,
    State,
    User,
    committee_columns,
    quorum_of,
)
from reporting.readiness import Standing, before_certifying, problems
from reporting.stats import snapshot
from reporting.stats.circulars import CircularStanding

from . import audit, locks, notices
from .committee import permission_of

LONGEST_DAYS = 60
TOLD = {
    Outcome.ADOPTED: NoticeKind.CIRCULAR_CLOSED,
    Outcome.CANCELLED: NoticeKind.CIRCULAR_CANCELLED,
    Outcome.VOID: NoticeKind.CIRCULAR_VOID,
}


@dataclass(frozen=True)
class CircularData:
    """What the letter says: its number, and the last day to answer."""

    number: str
    expires_on: date


@transaction.atomic
def start_circular(
    *,
    committee: Committee,
    month: FiscalMonth,
    seen: Mapping[int, str | None],
    data: CircularData,
    by: User,
    now: datetime,
) -> Circular:
    """Send exactly the present figures round, one link for each member of the day.

    `seen` maps the ids of the reports to the content hashes that were on the screen (None: whatever stands);
    Stale, naming the district, when one has changed since. A repeated request gets the circular that is open;
    another one on the same figures is refused.
    """
    access.require(by, permission_of(committee), committee)
    reports = _locked_reports(committee, month, seen, now=now)
    data = _checked(data, now=now)
    contents = _contents(committee, reports, seen)
    if repeated := _open_ones(committee, reports, contents, data, by=by, now=now):
        return repeated
    members = list(CommitteeMember.objects.of(committee).on(bangkok_date(now)).in_order())
    if not members:
        raise BadInput("ยังไม่มีกรรมการในทะเบียน โปรดเพิ่มรายชื่อกรรมการก่อนเวียนหนังสือ")
    circular = Circular.objects.create(
        **committee_columns(committee),
        month=month,
        number=data.number,
        expires_on=data.expires_on,
        quorum=quorum_of(len(members)),
        started_at=now,
        started_by=by,
    )
    _ask(circular, reports, contents, members)
    change = {"circular": circular.pk, "number": data.number, "members": [member.name for member in members]}
    log(circular, reports, action="start_circular", change=change, by=by, now=now)
    return circular


@transaction.atomic
def renew_link(*, ballot: Ballot, seen: str, by: User, now: datetime) -> Ballot:
    """Give one member another link; the old one leads nowhere from then on, an answer stays.

    `seen` is the hash of the link that was on the page: a repeated press draws no further link. WrongState
    when the circular takes no answers any more.
    """
    committee = ballot.circular.committee
    access.require(by, permission_of(committee), committee)
    standing = lock_circular(ballot.circular)
    ballot = Ballot.objects.select_related("circular").get(pk=ballot.pk)
    if not standing.takes_answers(now):
        raise WrongState("หนังสือเวียนฉบับนี้ไม่รับคำตอบแล้ว จึงไม่มีลิงก์ใหม่ให้ออก")
    if ballot.token_sha256 != seen:
        return ballot
    ballot.draw_token()
    ballot.save(update_fields=["nonce", "token_sha256"])
    change = {"circular": ballot.circular_id, "member": ballot.name}
    reports = [item.report for item in standing.items]
    log(standing.circular, reports, action="renew_link", change=change, by=by, now=now)
    return ballot


def _ask(
    circular: Circular,
    reports: list[MonthlyReport],
    contents: Mapping[int, str],
    members: list[CommitteeMember],
) -> None:
    """Write down what is asked, and give every member a link."""
    CircularItem.objects.bulk_create(
        CircularItem(
            circular=circular,
            report=report,
            revision=report.revision,
            content_sha256=contents[report.pk],
            provincial=circular.province_id is not None,
        )
        for report in reports
    )
    ballots = [Ballot(circular=circular, member=row, name=row.name, role=row.role) for row in members]
    for ballot in ballots:
        ballot.draw_token()
    Ballot.objects.bulk_create(ballots)


def _locked_reports(
    committee: Committee, month: FiscalMonth, seen: Mapping[int, str | None], *, now: datetime
) -> list[MonthlyReport]:
    """The reports that are asked about, locked; all of the committee's own area and at the right stage."""
    if isinstance(committee, District):
        own = MonthlyReport.objects.locked().for_month(month).filter(district=committee)
        reports = list(own.filter(pk__in=seen))
        for report in reports:
            locks.require_takes_figures(report, now=now)
            if open_checks := problems(before_certifying(Standing(report))):
                raise NotReady(open_checks, lead="ยังเวียนหนังสือไม่ได้")
    else:
        locks.lock_committee(committee)
        own = MonthlyReport.objects.locked().for_month(month).filter(district__province=committee)
        reports = list(own.filter(pk__in=seen).order_by("id"))
        for report in reports:
            if report.state != State.SUBMITTED:
                raise WrongState(f"{report.district}ยังไม่ได้ส่งรายงาน หรือจังหวัดดำเนินการไปแล้ว จึงเวียนไม่ได้")
    if not reports or len(reports) != len(seen):
        raise BadInput("โปรดเลือกอำเภอที่หนังสือนี้ครอบคลุมอย่างน้อย 1 อำเภอ")
    return reports


def _contents(
    committee: Committee, reports: list[MonthlyReport], seen: Mapping[int, str | None]
) -> dict[int, str]:
    contents = {pk: found.sha256 for pk, found in snapshot.of_reports(reports).items()}
    for report in reports:
        if seen[report.pk] not in (None, contents[report.pk]):
            raise Stale(f"ยอดของ{report.district}เปลี่ยนไปหลังจากที่ท่านเปิดหน้านี้ โปรดตรวจยอดล่าสุดก่อนเวียนหนังสือ")
    return contents


def _checked(data: CircularData, *, now: datetime) -> CircularData:
    today, number = bangkok_date(now), data.number.strip()
    if not number:
        raise BadInput("โปรดระบุเลขที่หนังสือ")
    if not today <= data.expires_on <= today + timedelta(days=LONGEST_DAYS):
        raise BadInput(f"วันสุดท้ายที่ตอบได้ต้องเป็นวันนี้หรือหลังจากนี้ไม่เกิน {LONGEST_DAYS} วัน")
    return CircularData(number, data.expires_on)


def _open_ones(
    committee: Committee,
    reports: list[MonthlyReport],
    contents: Mapping[int, str],
    data: CircularData,
    *,
    by: User,
    now: datetime,
) -> Circular | None:
    """The open circular that says the same, after those that their figures have left were ended."""
    asking = Circular.objects.of(committee).open().filter(items__report__in=reports).distinct()
    for circular in asking:
        standing = CircularStanding(circular)
        asked = {item.report_id: item.content_sha256 for item in standing.items}
        if standing.is_void:
            end(standing, Outcome.VOID, action="void_circular", by=by, now=now)
        elif (asked, circular.number, circular.expires_on) == (contents, data.number, data.expires_on):
            return circular
        else:
            raise WrongState(
                f"{circular}ยังเปิดอยู่ ตอบได้ถึง {thai_date(circular.expires_on)} โปรดปิดหรือยกเลิกก่อนเวียนฉบับใหม่"
            )
    return None


def lock_circular(circular: Circular) -> CircularStanding:
    """A district's circular is behind the lock of its report, a province's behind that of the province."""
    if circular.district_id:
        locks.lock_report(MonthlyReport(pk=circular.items.get().report_id))
    else:
        locks.lock_committee(circular.province)
    again = Circular.objects.select_related("district__province", "province").get(pk=circular.pk)
    return CircularStanding(again)


def end(
    standing: CircularStanding, outcome: Outcome, *, action: str, reason: str = "", by: User, now: datetime
) -> Circular:
    """End a circular for good, with how it ended; its office is told, unless it was told so before."""
    circular = standing.circular
    circular.outcome, circular.ended_at, circular.ended_by, circular.end_reason = outcome, now, by, reason
    circular.save()
    circular.items.update(ended_at=now)
    change = {"circular": circular.pk, "number": circular.number, "agreed": standing.agreed}
    change |= {"members_total": len(standing.ballots)}
    reports = [item.report for item in standing.items]
    log(circular, reports, action=action, change=change, by=by, now=now, reason=reason)
    if circular.void_told_at is None:
        notices.circular(TOLD[outcome], standing=standing, by=by, now=now)
    return circular


def log(
    circular: Circular,
    reports: list[MonthlyReport],
    *,
    action: str,
    change: dict[str, object],
    by: User | None,
    now: datetime,
    reason: str = "",
) -> None:
    """A district's circular is part of its month's stream, a province's of the province's."""
    obj = reports[0] if circular.district_id else circular.province
    if circular.province_id:
        change["reports"] = [report.pk for report in reports]
    audit.record(by=by, now=now, action=action, obj=obj, changes=change, reason=reason)
