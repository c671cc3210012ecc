"""axe has nothing to complain about on the department's pages of figures, targets, dates, people, open data.

Each page is loaded once, led into its fullest state, and looked at in three widths.
"""

from __future__ import annotations

import datetime as dt

import pytest
from playwright.sync_api import Page

from reporting.actions import pinning
from reporting.deadlines import BANGKOK
from reporting.forms.account_sheet import HEADS
from reporting.models import District, Kind, Role
from tests import build, nationwide
from tests.browser.test_axe_entry import look
from tests.target_tables import letter

pytestmark = [pytest.mark.browser, pytest.mark.client, pytest.mark.django_db(transaction=True)]

LATER = dt.datetime(2021, 12, 20, 10, tzinfo=BANGKOK)
LADDER = "/targets/2565/43/ladder/?channel=ONLINE&base=202110&until=202112&first=1.11&step=0.01"
PAGES = [
    "/kpi/2565/?round=1&split=1&more=1000",
    "/kpi/2565/?round=1",
    "/kpi/2565/provinces/43/?round=1&more=1e3",
    "/kpi/2565/districts/4302/?round=0&more=1000",
    "/kpi/2565/definition/",
    LADDER,
    "/nation/2565-10/director/",
    "/holidays/",
    "/holidays/due-dates/",
    "/months/2565-10/",
    "/users/responsible/",
    "/users/responsible/?province=43",
    "/open-data/",
    "/open-data/keys/",
    "/inquiries/",
]


@pytest.fixture
def department(transactional_db):
    """Two years of 4302, so that there is a base to grow from, and the districts of the letter."""
    build.places()
    person = build.person("department", Role.DEPARTMENT)
    for code, name in letter.NAMES.items():
        District.objects.update_or_create(
            pk=code, defaults={"province_id": "43", "name_th": name, "name_en": name}
        )
    for month in (build.OCTOBER.plus(-12), build.OCTOBER):
        build.open_month(month, by=person)
        nationwide.publish("4302", by=person, month=month)
    return person


def import_targets(page: Page) -> list[str]:
    """The letter's table with its findings, then with a decision that is missing."""
    page.goto("/targets/2565/43/import/")
    page.locator("textarea").first.fill(letter.text())
    page.get_by_role("button", name="ตรวจตาราง").click()
    page.locator(".finding").first.wait_for()
    found = look(page, "targets with findings")
    page.get_by_role("button", name="รับตาราง").click()
    page.locator(".invalid-feedback").first.wait_for()
    return found + look(page, "targets without decisions")


def import_accounts(page: Page) -> list[str]:
    """A row that can be made and one that cannot."""
    rows = (
        HEADS,
        ("udon.one", "นายหนึ่ง ใจดี", "นักวิชาการ", "เจ้าหน้าที่จังหวัด", "41", "", ""),
        ("udon.two", "", "นักวิชาการ", "เจ้าหน้าที่จังหวัด", "41", "", ""),
    )
    text = "\n".join(",".join(cells) for cells in rows)
    page.goto("/users/import/")
    file = {"name": "accounts.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form button[type=submit]").first.click()
    page.get_by_text("udon.one").first.wait_for()
    return look(page, "accounts to import")


def test_the_departments_pages_can_be_used_by_everybody(department, sign_in, settings):
    settings.OTOP_PUBLIC_TOTALS = True
    pinned = pinning.pin(kind=Kind.DIRECTOR_MONTH, month=build.OCTOBER, on=None, by=department, now=LATER)
    page = sign_in(department)
    found = []
    for path in [*PAGES, f"/nation/2565-10/director/{pinned.pk}/", "/public/2565-10/"]:
        assert page.goto(path).status in (200, 422)
        found += look(page, path)
    found += import_targets(page)
    found += import_accounts(page)
    assert found == []
