"""A whole entry without the mouse: from the home page to the saved month."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reporting.models import SalesLine
from tests.browser.test_entry_desk import field, stored

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FOCUSED = """([tag, text]) => {
    const one = document.activeElement;
    const name = one.getAttribute("aria-label") || one.labels?.[0]?.textContent || one.textContent || "";
    return one.matches(tag) && name.replace(/\\s+/g, " ").includes(text);
}"""


def tab_to(page: Page, tag: str, text: str, *, most: int = 80) -> None:
    """Press Tab until the element with these words has the focus."""
    for _ in range(most):
        if page.evaluate(FOCUSED, [tag, text]):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never reaches “{text}”")


def follow(page: Page, tag: str, text: str) -> None:
    tab_to(page, tag, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def add_a_category(page: Page, name: str, number: str) -> None:
    page.wait_for_selector("form.adding[data-ready]")
    tab_to(page, "[role=combobox]", "กลุ่ม/ผู้ผลิต ผู้ประกอบการ")
    page.keyboard.type(name)
    expect(page.get_by_role("listbox", name="กลุ่มที่พบ").get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press(number)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture
def page(sign_in, officer, three_groups) -> Page:
    """The officer's home page, on which the mouse does nothing."""
    page = sign_in(officer)
    script = "for (const kind of ['mousedown', 'click']) addEventListener(kind, (event) => {"
    page.add_init_script(script + " if (event.detail) event.preventDefault(); }, true)")
    page.reload()
    return page


def test_a_month_is_entered_by_keyboard_alone(page):
    follow(page, "a", "บันทึกยอดจำหน่าย")
    follow(page, "a", "สัปดาห์ 2")
    follow(page, "a", "เพิ่มกลุ่ม")
    add_a_category(page, "น้ำพริก", "5")
    follow(page, "a", "สัปดาห์ 2")
    tab_to(page, "input.m", "รายได้ปกติ กลุ่มทอผ้าบ้านน้ำโมง")
    page.keyboard.type("30000")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+d")
    page.keyboard.press("Enter")
    page.keyboard.type("1.5 พัน")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    page.keyboard.press("Control+Home")
    expect(page.locator("tr.hint-row").first).to_contain_text("โปรดตรวจ")
    page.keyboard.press("Shift+F2")
    expect(page.get_by_role("dialog")).to_contain_text("กลุ่มทอผ้าบ้านน้ำโมง")
    page.keyboard.type("ขายในงานประจำปี")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(field(page, 0)).to_be_focused()
    tab_to(page, "button", "บันทึก")
    page.keyboard.press("Enter")
    expect(page.locator("#saving")).to_contain_text("การบันทึกข้อมูลสมบูรณ์")
    assert sorted(amounts[0] for amounts in stored()) == ["1500.00", "30000.00", "30000.00"]
    assert SalesLine.objects.get(nil=True).group.name
    assert SalesLine.objects.exclude(note="").get().note == "ขายในงานประจำปี"
