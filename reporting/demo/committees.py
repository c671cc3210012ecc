"""The committees of Nong Khai and its districts: their registers, from the demonstration's first month on."""

from __future__ import annotations

import datetime as dt

from reporting.actions.committee import MemberData, add_member
from reporting.fiscal import FiscalMonth
from reporting.models import Committee, CommitteeMember, CommitteeRole, District, Province, User

from .names import NameMaker
from .people import HOME_PROVINCE, People

_DISTRICT = ["นายอำเภอ", "ปลัดอำเภอ", "เกษตรอำเภอ", "ท้องถิ่นอำเภอ", "ผู้แทนกลุ่มผู้ผลิต", "ผู้แทนกลุ่มผู้ผลิต", "พัฒนาการอำเภอ"]
_PROVINCE = [
    "ผู้ว่าราชการจังหวัด",
    "ปลัดจังหวัด",
    "พาณิชย์จังหวัด",
    "อุตสาหกรรมจังหวัด",
    "เกษตรจังหวัด",
    "ประธานเครือข่าย OTOP จังหวัด",
    "พัฒนาการจังหวัด",
]


def create(names: NameMaker, people: People, *, since: FiscalMonth, now: dt.datetime) -> None:
    """Fill the registers: the chair first, the secretary last: in a district its development officer."""
    home = Province.objects.get(pk=HOME_PROVINCE)
    _fill(names, home, _PROVINCE, since=since, by=people.staff[home.pk], now=now)
    for district in District.objects.filter(province=home):
        chief = people.chiefs[district.pk]
        _fill(names, district, _DISTRICT, secretary=chief.full_name, since=since, by=chief, now=now)


def present(committee: Committee, day: dt.date) -> frozenset[int]:
    """Those who came to the meeting of that day: all but one."""
    members = CommitteeMember.objects.of(committee).on(day).in_order()
    return frozenset(members.values_list("pk", flat=True)[1:])


def _fill(
    names: NameMaker,
    committee: Committee,
    positions: list[str],
    *,
    secretary: str = "",
    since: FiscalMonth,
    by: User,
    now: dt.datetime,
) -> None:
    inner = [CommitteeRole.MEMBER] * (len(positions) - 2)
    for role, position in zip((CommitteeRole.CHAIR, *inner, CommitteeRole.SECRETARY), positions, strict=True):
        title, given, surname = names.person()
        name = f"{title}{given} {surname}"
        if role == CommitteeRole.SECRETARY:
            name = secretary or name
        data = MemberData(name, role, since.first_day, position)
        add_member(committee=committee, data=data, by=by, now=now)
