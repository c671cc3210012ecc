"""The weekly table in a real browser: typing is not lost by leaving, by a phone, or without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reporting.models import SalesLine
from tests import build
from tests.browser.conftest import LAPTOP, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = "/districts/4302/2565-10/entry/"
FIELD = "รายได้ปกติ ร้านน้ำพริกแม่คำ อาหาร"
SAVED = "การบันทึกข้อมูลสมบูรณ์"


def open_week(page: Page, week: int = 2) -> Page:
    page.goto(f"{DESK}?week={week}")
    page.wait_for_load_state()
    return page


def type_and_save(page: Page, figure: str = "1,230.50") -> None:
    page.get_by_label(FIELD).fill(figure)
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert [str(line.regular) for line in SalesLine.objects.all()] == ["1230.50"]


@pytest.mark.parametrize(
    ("role", "name"),
    [("link", "สัปดาห์ 3"), ("button", "ค้นหา"), ("link", "เพิ่มกลุ่ม"), ("link", "ลบรายการ ร้านน้ำพริกแม่คำ อาหาร")],
    ids=["week", "find", "add", "remove"],
)
def test_leaving_with_something_typed_asks_nothing_and_saves_it(sign_in, officer, three_groups, role, name):
    page = open_week(sign_in(officer))
    page.get_by_label(FIELD).fill("77")
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()
    page.goto(f"{DESK}?week=2")
    expect(page.get_by_label(FIELD)).to_have_value("77.00")
    page.reload()
    assert [str(line.regular) for line in SalesLine.objects.all()] == ["77.00"]


def test_a_row_is_saved_without_javascript(sign_in, officer, three_groups):
    type_and_save(open_week(sign_in(officer, javascript=False)))


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_rows_out_of_view_are_reached_by_address_and_by_key(sign_in, officer, report, size):
    """They are laid out only when they come into view."""
    build.producers(60, district="4302", by=officer)
    page = sign_in(officer, size)
    open_week(page)
    rows = page.locator("tr[id^=line-]")
    page.goto(f"{DESK}?week=2#{rows.nth(40).get_attribute('id')}")
    expect(rows.nth(40)).to_be_in_viewport()
    rows.nth(40).locator("input.m").first.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("1230.5")
    expect(rows.nth(59)).to_be_in_viewport()
    expect(page.locator("#echo")).to_have_text("หนึ่งพันสองร้อยสามสิบบาทห้าสิบสตางค์")
    expect(page.locator("tfoot tr").first).to_contain_text("1,230.50")


def test_on_a_phone_a_row_is_a_card_and_is_saved(sign_in, officer, three_groups):
    page = open_week(sign_in(officer, PHONE))
    field = page.get_by_label(FIELD)
    card = page.get_by_role("row").filter(has=field)
    assert card.evaluate("row => getComputedStyle(row).display") == "grid"
    shown, typed = card.bounding_box(), field.bounding_box()
    assert shown["width"] <= PHONE["width"]
    assert shown["x"] <= typed["x"] and typed["x"] + typed["width"] <= shown["x"] + shown["width"]
    assert shown["height"] > 2 * typed["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    type_and_save(page)
