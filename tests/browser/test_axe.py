"""axe has nothing to complain about on any page, laptop and phone, and no page scrolls sideways."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import Page

from reporting.actions import followups, threads
from reporting.models import Document, Role
from tests import build
from tests.actions.test_targets import accept, figure
from tests.browser.conftest import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.client, pytest.mark.django_db(transaction=True)]

AXE = (Path(__file__).resolve().parent.parent / "vendor" / "axe-core" / "axe.min.js").read_text()
RUN = """
async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .map(found => `${found.id}: ${found.nodes.length} × ${found.nodes[0].html.slice(0, 120)}`)
"""
DESK = "/districts/4302/2565-10"
NOVEMBER = "/districts/4302/2565-11"
PAGES = {
    "officer": [
        "/home/",
        "/help/?q=บันทึก",
        f"{NOVEMBER}/entry/",
        f"{DESK}/entry/",
        f"{NOVEMBER}/entry/add/",
        f"{NOVEMBER}/entry/import/",
        f"{NOVEMBER}/register/",
        f"{DESK}/history/",
        f"{DESK}/rt1/",
        f"{NOVEMBER}/evidence/",
        "/audit/",
    ],
    "chief": [
        "/home/",
        f"{DESK}/register/?q=0003",
        f"{NOVEMBER}/sheet/",
        f"{DESK}/sheet/",
        f"{DESK}/rt2/",
        f"{DESK}/talk/",
        "/follow/",
        "/inbox/",
        "/mail/",
        "/receipts/4302-2565-10-01/",
        f"{NOVEMBER}/certify/",
        f"{NOVEMBER}/committee/",
        f"{NOVEMBER}/circulars/",
        f"{NOVEMBER}/evidence/",
        "/signed-papers/",
        "/accounts/2fa/",
    ],
    "staff": [
        "/home/",
        "/provinces/43/2565-10/",
        "/provinces/43/2565/",
        "/provinces/43/2565-10/rt3/",
        "/provinces/43/2565-10/rt4/",
        "/provinces/43/2565-10/certify/",
        "/provinces/43/2565-10/committee/",
        "/provinces/43/2565-10/circulars/",
        f"{DESK}/correction/",
        "/users/",
        "/users/new/",
        "/users/import/",
        "/users/responsible/",
    ],
    "department": [
        "/home/",
        "/nation/2565/",
        "/nation/2565/?measure=completeness&first=10&last=11&category=FOOD",
        "/nation/2565/provinces/43/",
        "/nation/2565-10/",
        "/growth/2565/",
        "/growth/2565/districts/4302/",
        "/inquiries/?state=ALL",
        "/revisions/4302/2565-10/inquire/",
        "/nation/2565-10/provinces/43/",
        "/nation/2565-10/districts/4302/",
        "/nation/2565-10/report/",
        "/nation/2565-10/?on=2021-11-03",
        "/revisions/?all=on",
        "/revisions/4302/2565-10/?all=on",
        "/months/2565/",
        "/targets/2565/",
        "/targets/2565/43/",
        "/targets/2565/43/import/",
        "/targets/2565/43/ladder/",
    ],
    "auditor": ["/home/", "/audit/"],
    "administrator": ["/home/", "/users/", "/mail/failed/", "/nowhere/"],
}


@pytest.fixture
def people(transactional_db):
    """October published, November half typed."""
    build.places()
    people = {
        "officer": build.person("officer", Role.OFFICER, district="4302"),
        "chief": build.person("chief", Role.DEVELOPMENT_OFFICER, district="4302"),
        "staff": build.person("staff", Role.PROVINCE, province="43"),
        "department": build.person("department", Role.DEPARTMENT),
        "auditor": build.person("auditor", Role.AUDITOR),
        "administrator": build.person("administrator", Role.ADMINISTRATOR),
    }
    build.open_month(build.OCTOBER, by=people["department"])
    build.open_month(build.OCTOBER.next(), by=people["department"])
    build.producers(6, district="4302", by=people["officer"])
    build.publish(
        build.report_of("4302"), officer=people["officer"], chief=people["chief"], staff=people["staff"]
    )
    november = build.report_of("4302", build.OCTOBER.next())
    build.enter(november, by=people["officer"])
    build.tick(november, build.Level.DISTRICT, by=people["chief"])
    line = november.lines.first()
    followups.follow(report=november, line_id=line.pk, wanted=True, by=people["chief"], now=build.NOW)
    threads.post(report=november, line_id=line.pk, text="โปรดตรวจ", by=people["staff"], now=build.NOW)
    accept(figure("5000", printed=Decimal(50000), reason="พิมพ์ 0 เกิน"), by=people["department"])
    return people


def complaints(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.evaluate(AXE)
    found = page.evaluate(RUN)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("scrolls sideways")
    if page.evaluate(
        "[...document.querySelectorAll('.office > *')].some(one => one.scrollWidth > one.clientWidth)"
    ):
        found.append("cuts the office's name")
    return [f"{path} {words}" for words in found]


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_every_page_can_be_used_by_everybody(people, sign_in, browser, live_server, size):
    found = []
    for name, paths in PAGES.items():
        page = sign_in(people[name], size)
        for path in paths:
            found += complaints(page, path)
    with browser.new_context(viewport=size, base_url=live_server.url) as context:
        visitor = context.new_page()
        paper = f"/verify/{Document.objects.get().token}/"
        for path in ["/", "/help/", "/help/officer/", "/accounts/login/", "/verify/", paper]:
            found += complaints(visitor, path)
    assert found == []
