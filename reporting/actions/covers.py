"""Leave cover: arranged for days, and ended before they are over, by who looks after the accounts (S55, R17).

One substitute at a time for each person, so that there is one answer to who covers an office; and nobody
stands in who is away on the same days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.errors import BadInput, NotAllowed
from reporting.formats import thai_date
from reporting.models import Cover, NoticeKind, User
from reporting.models.covers import CoverQuerySet

from . import audit, notices

NOT_YOURS = "ท่านไม่มีสิทธิดูแลบัญชีของหน้าที่หรือพื้นที่นี้"
NOT_FITTING = "ผู้ปฏิบัติหน้าที่แทนต้องใช้งานบัญชีอยู่ และมีหน้าที่เดียวกันในจังหวัดเดียวกัน โปรดเลือกใหม่"


@dataclass(frozen=True)
class Days:
    """From which day to which, both included, in Bangkok."""

    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return thai_date(self.first)
        return f"{thai_date(self.first)} ถึง {thai_date(self.last)}"

    @property
    def stored(self) -> list[str]:
        return [self.first.isoformat(), self.last.isoformat()]


@transaction.atomic
def arrange(
    *, absent: User, substitute: User, days: Days, reason: str = "", by: User, now: datetime
) -> Cover:
    """Let somebody act in another's stead for some days. The same once more changes nothing.

    Raises BadInput for days that are over or in the wrong order, for a substitute who does not fit, and
    where either is covered already; NotAllowed for accounts that are not the person's to look after.
    """
    access.require(by, Permission.MANAGE_USERS)
    absent, substitute = _locked(absent, substitute)
    if not (access.may_manage(by, absent) and access.may_manage(by, substitute)):
        raise NotAllowed(NOT_YOURS)
    _require_days(days, now=now)
    if substitute not in User.objects.substitutes_for(absent) or not absent.is_active:
        raise BadInput(NOT_FITTING)
    wanted = {"substitute": substitute, "starts_on": days.first, "ends_on": days.last}
    if found := _covered(absent, days).filter(**wanted).first():
        return found
    _require_free(absent, substitute, days)
    cover = Cover.objects.create(
        absent=absent,
        role=absent.role,
        district=absent.district,
        province=absent.province,
        post=absent.post,
        reason=reason.strip(),
        arranged_at=now,
        arranged_by=by,
        **wanted,
    )
    change = {"substitute": substitute.full_name, "cover_days": days.stored, "cover_post": cover.post}
    audit.record(by=by, now=now, action="arrange_cover", obj=absent, changes=change, reason=cover.reason)
    notices.cover(NoticeKind.COVER_ARRANGED, cover=cover, by=by, now=now)
    return cover


@transaction.atomic
def end(*, cover: Cover, reason: str, by: User, now: datetime) -> Cover:
    """End a cover before its last day is over; from the next request on nobody acts under it.

    One that is over stays as it is. Raises BadInput without a reason.
    """
    access.require(by, Permission.MANAGE_USERS)
    _locked(cover.absent, cover.substitute)
    cover = Cover.objects.with_people().get(pk=cover.pk)
    if not access.may_manage_cover(by, cover):
        raise NotAllowed(NOT_YOURS)
    if cover.is_over(bangkok_date(now)):
        return cover
    if not (reason := reason.strip()):
        raise BadInput("โปรดระบุเหตุผลที่ให้สิ้นสุดก่อนกำหนด")
    return _end(cover, reason=reason, by=by, now=now)


def end_all_of(account: User, *, reason: str, by: User, now: datetime) -> None:
    """End every cover that names an account which is about to be moved or ended, whose row the caller holds.

    The log of the other account is not locked for it; its numbering refuses two events at once.
    """
    own = Cover.objects.not_over(bangkok_date(now)).with_people()
    for cover in own.filter(absent=account) | own.filter(substitute=account):
        _end(cover, reason=reason, by=by, now=now)


def _end(cover: Cover, *, reason: str, by: User, now: datetime) -> Cover:
    cover.ended_at, cover.ended_by, cover.ended_reason = now, by, reason
    cover.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    change = {
        "substitute": cover.substitute.full_name,
        "cover_days": Days(cover.starts_on, cover.ends_on).stored,
    }
    audit.record(by=by, now=now, action="end_cover", obj=cover.absent, changes=change, reason=reason)
    notices.cover(NoticeKind.COVER_ENDED, cover=cover, by=by, now=now)
    return cover


def _require_days(days: Days, *, now: datetime) -> None:
    today = bangkok_date(now)
    if days.first < today:
        raise BadInput(f"วันแรกต้องไม่ก่อนวันนี้ ({thai_date(today)})")
    if days.last < days.first:
        raise BadInput("วันสุดท้ายต้องไม่ก่อนวันแรก โปรดตรวจวันที่อีกครั้ง")


def _require_free(absent: User, substitute: User, days: Days) -> None:
    if other := _covered(absent, days).first():
        when = Days(other.starts_on, other.ends_on)
        raise BadInput(
            f"{absent} มี {other.substitute} ปฏิบัติหน้าที่แทนอยู่แล้ว ({when}) โปรดให้รายการนั้นสิ้นสุดก่อน หรือเลือกวันอื่น"
        )
    if away := _covered(substitute, days).first():
        raise BadInput(f"{substitute} ลาอยู่ในช่วงนี้ ({Days(away.starts_on, away.ends_on)}) โปรดเลือกผู้อื่น")


def _covered(person: User, days: Days) -> CoverQuerySet:
    """The covers of a person's absence on any of the days."""
    of_person = Cover.objects.filter(absent=person, ended_at__isnull=True).select_related("substitute")
    return of_person.filter(starts_on__lte=days.last, ends_on__gte=days.first)


def _locked(absent: User, substitute: User) -> tuple[User, User]:
    """Both accounts as they stand now, their rows locked in the order of their numbers."""
    rows = User.objects.select_for_update(of=("self",), no_key=True)
    rows = rows.select_related("district__province", "province").order_by("pk")
    found = rows.in_bulk([absent.pk, substitute.pk])
    return found[absent.pk], found[substitute.pk]
