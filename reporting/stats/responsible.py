"""Who is responsible for which office, and where nobody is (S55): a seat for each role that an office needs.

A seat that nobody has used yet is no gap while somebody stands in for its person. The same number of queries
for one province and for the nation. Of a pack that waits, only that it waits is
told: what it says is its office's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.models import Cover, District, Handover, Province, Role, User
from reporting.models.users import DISTRICT_ROLES

NOBODY = "ไม่มีบัญชีที่ใช้งาน"
UNUSED = "ยังไม่มีผู้ใดเคยเข้าใช้"
WAITING = "มีชุดส่งมอบงานที่ยังไม่มีผู้รับ"

Key = tuple[str, str]


@dataclass(frozen=True)
class Seat:
    """A role of an office, its people with active accounts, who stands in today, and what is missing."""

    role: Role
    people: Sequence[User]
    pack_waits: bool
    covers: Sequence[Cover] = ()

    @property
    def gaps(self) -> list[str]:
        found = []
        if not self.people:
            found.append(NOBODY)
        elif not self.covers and all(person.last_login is None for person in self.people):
            found.append(UNUSED)
        return [*found, WAITING] if self.pack_waits else found


@dataclass(frozen=True)
class OfficeSeats:
    """A province or a district with its seats."""

    place: Province | District
    seats: Sequence[Seat]

    @property
    def has_gaps(self) -> bool:
        return any(seat.gaps for seat in self.seats)


@dataclass(frozen=True)
class ProvinceSeats:
    """A province's own office, and those of its districts in the order of their codes."""

    own: OfficeSeats
    districts: Sequence[OfficeSeats]

    @property
    def with_gaps(self) -> int:
        """How many of the offices have a gap, the province's own among them."""
        return sum(office.has_gaps for office in (self.own, *self.districts))


def of_provinces(provinces: Iterable[Province], *, today: date) -> list[ProvinceSeats]:
    """Every reporting district of the provinces with its two seats, covered as of today; 4 queries."""
    chosen = list(provinces)
    codes = [province.pk for province in chosen]
    districts: dict[str, list[District]] = defaultdict(list)
    for district in District.objects.reporting().filter(province__in=codes).order_by("code"):
        districts[district.province_id].append(district)
    people, waiting, covers = _people(), _waiting(), _covers(today)

    def office(place: Province | District, roles: Iterable[Role]) -> OfficeSeats:
        keys = [(role, (role.value, place.pk)) for role in roles]
        seats = [Seat(role, people.get(key, ()), key in waiting, covers.get(key, ())) for role, key in keys]
        return OfficeSeats(place, seats)

    return [
        ProvinceSeats(
            office(province, [Role.PROVINCE]),
            [office(district, DISTRICT_ROLES) for district in districts[province.pk]],
        )
        for province in chosen
    ]


def _people() -> dict[Key, list[User]]:
    """The active accounts by role and code of the area."""
    found: dict[Key, list[User]] = defaultdict(list)
    active = User.objects.filter(is_active=True, role__in=[*DISTRICT_ROLES, Role.PROVINCE])
    columns = ("username", "full_name", "position", "role", "district_id", "province_id", "last_login")
    for person in active.only(*columns).order_by("username"):
        found[person.role, person.district_id or person.province_id].append(person)
    return found


def _covers(today: date) -> dict[Key, list[Cover]]:
    """The covers that run today, by the role and the area that they lend."""
    found: dict[Key, list[Cover]] = defaultdict(list)
    for cover in Cover.objects.running(today).with_people().order_by("pk"):
        found[cover.role, cover.district_id or cover.province_id].append(cover)
    return found


def _waiting() -> set[Key]:
    rows = Handover.objects.waiting().order_by().values_list("role", "district_id", "province_id")
    return {(role, district or province) for role, district, province in rows}
