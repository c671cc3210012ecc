"""The people of the demonstration.

Whoever visits signs in as one of Nong Khai's people or of the department; those accounts share one password
that is printed on the screen. Every other district and province has one person, because the months of last
year were submitted and confirmed by somebody; those accounts have no password and cannot be used.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from reporting.actions import seeding
from reporting.models import District, Province, Role, User
from reporting.models.users import NATIONAL_ROLES

from .names import NameMaker

HOME_PROVINCE = "43"
PASSWORD = "otop-demo"
NEVER_CAME = "photak.officer"


@dataclass
class People:
    """The accounts by area, each of them saved."""

    national: dict[str, User] = field(default_factory=dict)
    staff: dict[str, User] = field(default_factory=dict)
    chiefs: dict[str, User] = field(default_factory=dict)
    officers: dict[str, User] = field(default_factory=dict)

    @property
    def department(self) -> User:
        return self.national[Role.DEPARTMENT]

    @property
    def administrator(self) -> User:
        return self.national[Role.ADMINISTRATOR]

    def everybody(self) -> list[User]:
        groups = (self.national, self.staff, self.chiefs, self.officers)
        return [user for group in groups for user in group.values()]

    def typist(self, district_code: str) -> User:
        """Who types in a district: its officer, or where it has none the development officer."""
        return self.officers.get(district_code) or self.chiefs[district_code]


def slug(name_en: str) -> str:
    """An English place name as a part of a username: "Si Chiang Mai" → "sichiangmai"."""
    return re.sub("[^a-z]", "", name_en.lower())


def create(names: NameMaker, *, last_seen: dt.datetime) -> People:
    """Make and store all accounts; who worked in them was there last at that moment, one never was."""
    people = People()
    shared = make_password(PASSWORD)

    def person(username: str, role: Role, *, at_home: bool, **area: object) -> User:
        title, given, surname = names.person()
        return User(
            username=username,
            full_name=f"{title}{given} {surname}",
            position=names.position(role),
            role=role,
            password=shared if at_home else make_password(None),
            last_login=None if username == NEVER_CAME else last_seen,
            **area,
        )

    for role in NATIONAL_ROLES:
        people.national[role] = person(role.value, role, at_home=True)
    for province in Province.objects.reporting():
        username, at_home = f"{slug(province.name_en)}.province", province.pk == HOME_PROVINCE
        people.staff[province.pk] = person(username, Role.PROVINCE, at_home=at_home, province=province)
    for district in District.objects.reporting():
        at_home = district.province_id == HOME_PROVINCE
        # Elsewhere two districts of a province may be spelt alike in Latin letters.
        place = slug(district.name_en) if at_home else district.pk
        area = {"at_home": at_home, "district": district}
        people.chiefs[district.pk] = person(f"{place}.chief", Role.DEVELOPMENT_OFFICER, **area)
        if at_home:
            people.officers[district.pk] = person(f"{place}.officer", Role.OFFICER, **area)
    seeding.store_accounts(people.everybody())
    return people
