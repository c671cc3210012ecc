"""Odd characters and numbers in addresses and forms are "not found" or a sentence, never a server fault."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import Role
from tests import build

ODD = ["%00", "๔๓๐๒", "9" * 40, "'\"<b>", "-1"]
PATHS = [
    "/verify/{}/",
    "/districts/{}/2565-10/entry/",
    "/districts/4302/{}/entry/",
    "/districts/4302/2565-10/entry/remove/1/{}/",
    "/districts/4302/2565-10/entry/remove/{}/FOOD/",
    "/districts/4302/2565-10/sheet/?page={}",
    "/districts/4302/2565-10/entry/?week={0}&page={0}&removed={0}",
    "/provinces/{}/2565-10/",
    "/nation/{}/",
    "/nation/2565-10/provinces/{}/",
    "/nation/2565-10/districts/{}/",
    "/nation/2565-10/districts/4302/?revision={0}&page={0}",
    "/nation/2565-10/districts/4302/?on={0}&category={0}&type={0}",
    "/revisions/?month={0}&province={0}&district={0}&after={0}&all={0}&page={0}",
    "/revisions/4302/2565-10/?before={0}&after={0}&all={0}&page={0}",
    "/revisions/4302/2565-10/lines/{0}/?revision={0}",
    "/months/2565/?ask={}",
    "/targets/{}/",
    "/targets/2565/43/?channel={}",
    "/targets/2565/43/ladder/?channel={0}&base={0}&until={0}&first={0}&step={0}",
    "/audit/?province={0}&district={0}&action={0}&page={0}&event={0}",
    "/users/?q={0}&page={0}",
    "/find/?fiscal_year={0}&month={0}&week={0}&target={0}&district={0}&page={0}",
]


@pytest.fixture
def people(published, department):
    areas = {
        Role.OFFICER: {"district": "4302"},
        Role.DEVELOPMENT_OFFICER: {"district": "4302"},
        Role.PROVINCE: {"province": "43"},
    }
    return [build.person(f"as-{role}", role, **areas.get(role, {})) for role in Role]


@pytest.mark.parametrize("path", PATHS)
def test_odd_addresses(client, people, path):
    for person in people:
        client.force_login(person)
        for text in ODD:
            assert client.get(path.format(text)).status_code < 500, text


def test_odd_ticks(client, three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    client.force_login(chief)
    url = reverse("tick_district", kwargs={"district_code": "4302", "month": build.OCTOBER})
    for text in ["9" * 5000, "\x00", "1:2:3", "๑:๑", "-1:1"]:
        assert client.post(url, {"tick": text, "seen": text, "page": text}).status_code < 500
