"""Adding a row by keyboard: the register by a part of a name, the category by its number."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reporting.models import ProducerGroup, RosterEntry
from tests import build
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADD = "/districts/4302/2565-10/entry/add/"
REGISTER = "/districts/4302/2565-10/register/"


def open_form(page: Page, query: str = "") -> Page:
    page.goto(f"{ADD}{query}")
    page.wait_for_selector("form.adding[data-ready]")
    return page


def field(page: Page):
    return page.get_by_role("combobox", name="กลุ่ม/ผู้ผลิต ผู้ประกอบการ")


def option(page: Page, name: str):
    return page.get_by_role("option", name=name)


def options(page: Page):
    return page.get_by_role("listbox", name="กลุ่มที่พบ").get_by_role("option")


def roster() -> set[tuple[str, str]]:
    return set(RosterEntry.objects.values_list("group__name", "category"))


@pytest.fixture
def form(sign_in, officer, three_groups):
    return open_form(sign_in(officer))


def test_the_keyboard_alone_adds_a_category(form):
    keyboard = form.keyboard
    field(form).focus()
    keyboard.type("น้ำ")
    expect(options(form)).to_have_count(2)
    expect(option(form, "กลุ่มทอผ้าบ้านน้ำโมง")).to_have_attribute("aria-selected", "true")
    keyboard.press("ArrowDown")
    expect(option(form, "ร้านน้ำพริกแม่คำ")).to_have_attribute("aria-selected", "true")
    keyboard.press("Enter")
    expect(field(form)).to_have_value("ร้านน้ำพริกแม่คำ")
    expect(form.get_by_text("มีแล้ว: อาหาร", exact=True)).to_be_visible()
    expect(form.get_by_role("listbox")).to_be_hidden()
    keyboard.press("Tab")
    keyboard.press("5")
    expect(form.get_by_label("สมุนไพรที่ไม่ใช่อาหาร").first).to_be_checked()
    keyboard.press("Enter")
    form.wait_for_url("**/entry/?page=1#line-*")
    assert ("ร้านน้ำพริกแม่คำ", "HERB") in roster()


def test_each_number_chooses_its_category_and_text_takes_digits(form):
    labels = ("อาหาร", "เครื่องดื่ม", "ผ้า เครื่องแต่งกาย", "ของใช้ ของตกแต่ง ของที่ระลึก", "สมุนไพรที่ไม่ใช่อาหาร")
    new = form.locator("form.adding").nth(1)
    new.get_by_label("อาหาร", exact=True).focus()
    for number, label in enumerate(labels, start=1):
        form.keyboard.press(str(number))
        expect(new.get_by_label(label, exact=True)).to_be_checked()
    form.keyboard.press("6")
    expect(new.get_by_label(labels[-1], exact=True)).to_be_checked()
    name = new.get_by_label("ชื่อกลุ่ม/ผู้ผลิต ผู้ประกอบการ")
    name.focus()
    form.keyboard.type("หมู่ 3")
    expect(name).to_have_value("หมู่ 3")
    field(form).focus()
    form.keyboard.type("2")
    expect(field(form)).to_have_value("2")
    expect(new.get_by_label(labels[-1], exact=True)).to_be_checked()


def test_a_thai_keyboard_chooses_by_the_place_of_the_key(form):
    new = form.locator("form.adding").nth(1)
    new.get_by_label("อาหาร", exact=True).focus()
    form.evaluate(
        """() => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key: "-", code: "Digit3", bubbles: true}))"""
    )
    expect(new.get_by_label("ผ้า เครื่องแต่งกาย", exact=True)).to_be_checked()


def test_escape_closes_then_clears_and_the_arrow_opens_all(form):
    field(form).press("ArrowDown")
    expect(options(form)).to_have_count(3)
    expect(field(form)).to_have_attribute("aria-expanded", "true")
    field(form).press("ArrowUp")
    expect(options(form).nth(2)).to_have_attribute("aria-selected", "true")
    field(form).press("Enter")
    expect(field(form)).to_have_value("ร้านน้ำพริกแม่คำ")
    field(form).press("ArrowDown")
    expect(options(form)).to_have_count(1)
    field(form).press("Escape")
    expect(form.get_by_role("listbox")).to_be_hidden()
    expect(field(form)).to_have_value("ร้านน้ำพริกแม่คำ")
    field(form).press("Escape")
    expect(field(form)).to_have_value("")
    expect(form.locator("select[name=existing-group]")).to_have_value("")


def test_a_click_or_the_whole_name_chooses_too(form):
    chosen = form.locator("select[name=existing-group]")
    field(form).press_sequentially("ทอผ้า")
    option(form, "กลุ่มทอผ้าบ้านน้ำโมง").click()
    expect(field(form)).to_have_value("กลุ่มทอผ้าบ้านน้ำโมง")
    expect(chosen).not_to_have_value("")
    field(form).fill("กลุ่มอาหารอร่อย")
    expect(chosen).to_have_value("")
    expect(options(form)).to_have_count(1)
    field(form).press("Tab")
    expect(chosen).to_have_value(str(ProducerGroup.objects.get(name="กลุ่มอาหารอร่อย").pk))


def test_what_is_not_found_is_said_and_nothing_is_chosen(form):
    field(form).press_sequentially("ไม่มีกลุ่มนี้")
    expect(form.get_by_text("ไม่พบชื่อนี้ในทะเบียน")).to_be_visible()
    expect(form.get_by_role("listbox")).to_be_hidden()
    form.get_by_role("button", name="เพิ่มประเภทให้กลุ่มนี้").click()
    expect(form.get_by_text("โปรดเลือกกลุ่มหรือผู้ผลิต")).to_be_visible()


def test_a_producer_that_came_meanwhile_can_be_chosen(form, officer):
    build.producer("กลุ่มมาทีหลัง", district="4302", by=officer)
    field(form).press_sequentially("ทีหลัง")
    option(form, "กลุ่มมาทีหลัง").click()
    form.keyboard.press("Tab")
    form.keyboard.press("2")
    form.keyboard.press("Enter")
    form.wait_for_url("**/entry/?page=1#line-*")
    assert ("กลุ่มมาทีหลัง", "BEVERAGE") in roster()


def test_without_a_connection_the_plain_list_comes_back(form):
    form.route("**/groups.json*", lambda route: route.abort())
    field(form).press_sequentially("ผ้า")
    plain = form.locator("select[name=existing-group]")
    expect(plain).to_be_visible()
    expect(plain).to_be_focused()
    labelled = form.get_by_label("กลุ่ม/ผู้ผลิต ผู้ประกอบการ").first
    assert labelled.evaluate("one => one.tagName") == "SELECT"


def test_the_register_leads_to_a_producer_that_is_chosen_already(sign_in, officer, three_groups):
    page = sign_in(officer)
    page.goto(REGISTER)
    page.get_by_role("link", name="เพิ่มประเภท กลุ่มอาหารอร่อย").click()
    expect(field(page)).to_have_value("กลุ่มอาหารอร่อย")
    expect(page.get_by_text("มีแล้ว: อาหาร, เครื่องดื่ม", exact=True)).to_be_visible()
    page.locator("form.adding").first.get_by_role("link", name="ยกเลิก").click()
    page.wait_for_url(f"**{REGISTER}")


def test_a_look_alike_is_used_instead(form):
    new = form.locator("form.adding").nth(1)
    new.get_by_label("ชื่อกลุ่ม/ผู้ผลิต ผู้ประกอบการ").fill("กลุ่มทอผ้าบ้านน้ำโมง 2")
    new.get_by_label("ตำบล").select_option(label="ตำบลในเมือง")
    new.get_by_label("กลุ่มผู้ผลิตชุมชน").check()
    new.get_by_label("เครื่องดื่ม").check()
    new.get_by_role("button", name="เพิ่มกลุ่มใหม่").click()
    form.get_by_role("link", name="ใช้กลุ่มนี้ กลุ่มทอผ้าบ้านน้ำโมง").click()
    expect(field(form)).to_have_value("กลุ่มทอผ้าบ้านน้ำโมง")
    expect(form.locator("form.adding").first.get_by_label("เครื่องดื่ม")).to_be_checked()


def test_a_producer_is_closed_and_opened_again_on_a_phone(sign_in, officer, three_groups):
    page = sign_in(officer, PHONE)
    page.goto(REGISTER)
    card = page.get_by_role("row").filter(has_text="ร้านน้ำพริกแม่คำ")
    close = card.get_by_role("link", name="ปิดกลุ่ม")
    place = close.bounding_box()
    assert place["x"] >= 0 and place["x"] + place["width"] <= PHONE["width"]
    close.click()
    page.get_by_label("เลิกผลิตหรือเลิกกิจการแล้ว").check()
    page.get_by_role("button", name="ปิดกลุ่ม").click()
    expect(card.get_by_text("ปิดแล้ว")).to_be_visible()
    card.get_by_role("link", name="เปิดอีกครั้ง").click()
    page.get_by_label("เหตุผลที่เปิดอีกครั้ง").fill("ปิดผิดกลุ่ม")
    page.get_by_role("button", name="เปิดอีกครั้ง").click()
    expect(card.get_by_text("เปิดอยู่")).to_be_visible()


def test_without_javascript_everything_is_a_plain_form(sign_in, officer, three_groups):
    page = sign_in(officer, javascript=False)
    page.goto(ADD)
    page.locator("select[name=existing-group]").select_option(label="ร้านน้ำพริกแม่คำ · ต.ในเมือง · มีแล้ว: อาหาร")
    page.locator("form.adding").first.get_by_label("เครื่องดื่ม").check()
    page.get_by_role("button", name="เพิ่มประเภทให้กลุ่มนี้").click()
    page.wait_for_url("**/entry/?page=1#line-*")
    assert ("ร้านน้ำพริกแม่คำ", "BEVERAGE") in roster()
