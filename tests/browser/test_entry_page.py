"""The weekly table in a real browser: typing is not lost by leaving, by a phone, or without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reporting.models import SalesLine
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = "/districts/4302/2565-10/entry/"
FIELD = "รายได้ปกติ ร้านน้ำพริกแม่คำ อาหาร"
SAVED = "การบันทึกข้อมูลสมบูรณ์"


def open_week(page: Page, week: int = 2) -> Page:
    page.goto(f"{DESK}?week={week}")
    return page


def type_and_save(page: Page, figure: str = "1,230.50") -> None:
    page.get_by_label(FIELD).fill(figure)
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text(SAVED)).to_be_visible()
    assert [str(line.regular) for line in SalesLine.objects.all()] == ["1230.50"]


def warnings(page: Page) -> list[str]:
    """The dialogs that come up from now on; each is answered with "stay"."""
    seen: list[str] = []

    def stay(dialog) -> None:
        seen.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return seen


@pytest.mark.parametrize(
    ("role", "name"),
    [("link", "สัปดาห์ 3"), ("button", "ค้นหา"), ("link", "เพิ่มกลุ่ม"), ("link", "ลบรายการ ร้านน้ำพริกแม่คำ อาหาร")],
    ids=["week", "find", "add", "remove"],
)
def test_leaving_with_something_typed_asks_first(sign_in, officer, three_groups, role, name):
    page = open_week(sign_in(officer))
    seen = warnings(page)
    page.get_by_label(FIELD).fill("77")
    page.get_by_role(role, name=name).click(no_wait_after=True)
    expect(page.get_by_label(FIELD)).to_have_value("77")
    page.wait_for_function("() => true")
    assert seen == ["beforeunload"]
    assert page.url.endswith("?week=2")


def test_saving_and_leaving_untouched_ask_nothing(sign_in, officer, three_groups):
    page = open_week(sign_in(officer))
    seen = warnings(page)
    type_and_save(page)
    page.get_by_label(FIELD).fill("5")
    page.get_by_label(FIELD).fill("1,230.50")
    page.get_by_role("link", name="สัปดาห์ 3").click()
    expect(page.get_by_label(FIELD)).to_have_value("")
    assert seen == []


def test_what_a_save_left_over_counts_as_unsaved(sign_in, officer, three_groups):
    page = open_week(sign_in(officer))
    seen = warnings(page)
    page.get_by_label(FIELD).fill("12e3")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("ยังไม่ได้บันทึก 1 รายการ")
    page.get_by_label(FIELD).click()  # A browser asks only for a page that was touched.
    page.get_by_role("link", name="สัปดาห์ 3").click(no_wait_after=True)
    expect(page.get_by_label(FIELD)).to_have_value("12e3")
    page.wait_for_function("() => true")
    assert seen == ["beforeunload"]


def test_a_row_is_saved_without_javascript(sign_in, officer, three_groups):
    type_and_save(open_week(sign_in(officer, javascript=False)))


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
