"""The entry desk by hand and keyboard: typing is saved when a field is left, in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reporting.actions import workflow
from reporting.actions.workflow import LineToReturn
from reporting.models import SalesLine, WeeklyEntry
from reporting.stats import desk as desk_rows
from tests import build
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESK = "/districts/4302/2565-10/entry/"
ROWS = ("กลุ่มทอผ้าบ้านน้ำโมง ผ้า เครื่องแต่งกาย", "กลุ่มอาหารอร่อย อาหาร", "กลุ่มอาหารอร่อย เครื่องดื่ม", "ร้านน้ำพริกแม่คำ อาหาร")
CHANNELS = ("รายได้ปกติ", "รายได้โอน", "รายได้ออนไลน์")


def open_week(page: Page, week: int = 2) -> Page:
    page.goto(f"{DESK}?week={week}")
    page.wait_for_selector("form[data-ready]")
    return page


def field(page: Page, row: int, column: int = 0):
    return page.get_by_label(f"{CHANNELS[column]} {ROWS[row]}", exact=True)


def stored() -> list[tuple[str, ...]]:
    entries = WeeklyEntry.objects.select_related("line__group").order_by(
        "line__group__sort_key", "line__category"
    )
    return [tuple(map(str, entry.amounts)) for entry in entries]


def all_saved(page: Page) -> None:
    expect(page.locator("#saving")).to_contain_text("บันทึกครบแล้ว")


@pytest.fixture
def desk(sign_in, officer, three_groups):
    return open_week(sign_in(officer))


def test_a_row_is_saved_when_its_field_is_left(desk):
    field(desk, 3).fill("๑,๒๓๐.๕")
    field(desk, 3, 1).focus()
    all_saved(desk)
    expect(field(desk, 3)).to_have_value("1,230.50")
    expect(desk.locator("tr", has=field(desk, 3)).locator(".state")).to_contain_text("บันทึกแล้ว")
    assert stored() == [("1230.50", "0.00", "0.00")]
    assert [str(line.regular) for line in SalesLine.objects.all()] == ["1230.50"]


def test_the_keyboard_alone_enters_a_whole_week(desk):
    """Every line of the month, its nil included, without the mouse; sums follow while typing."""
    keyboard = desk.keyboard
    field(desk, 0).focus()
    for row in range(3):
        keyboard.type(f"{row + 1}000")
        keyboard.press("Tab")
        keyboard.type("20")
        keyboard.press("ArrowRight")
        keyboard.type("5.5")
        keyboard.press("Home")
        keyboard.press("Enter")
    keyboard.press("n")
    expect(desk.locator("tfoot tr").first.locator("td.num").nth(0)).to_have_text("6,000.00")
    expect(desk.locator("tfoot tr").first.locator("td.num").nth(3)).to_contain_text("6,076.50")
    keyboard.press("Control+Home")
    all_saved(desk)
    assert sorted(stored()) == [(f"{row}000.00", "20.00", "5.50") for row in (1, 2, 3)]
    assert SalesLine.objects.filter(nil=True).count() == 1
    assert {entry.week for entry in WeeklyEntry.objects.all()} == {2}


def test_arrows_keys_and_wheel_change_no_figure(desk):
    first = field(desk, 0)
    first.fill("12")
    first.press("Enter")
    expect(field(desk, 1)).to_be_focused()
    field(desk, 1).press("ArrowUp")
    expect(first).to_be_focused()
    for key in ("ArrowDown", "ArrowUp", "PageDown", "PageUp", "End", "Home", "ArrowRight", "ArrowLeft"):
        desk.keyboard.press(key)
    first.hover()
    desk.mouse.wheel(0, 200)
    expect(first).to_have_value("12.00")
    assert [field(desk, row).input_value() for row in (1, 2, 3)] == ["", "", ""]


def test_escape_gives_back_and_f2_edits(desk):
    first = field(desk, 0)
    first.fill("12")
    first.press("Enter")
    field(desk, 1).press("ArrowUp")
    desk.keyboard.type("99")
    desk.keyboard.press("Escape")
    expect(first).to_have_value("12.00")
    desk.keyboard.press("F2")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Backspace")
    desk.keyboard.type("5")
    desk.keyboard.press("Enter")
    expect(first).to_have_value("12.50")


def test_filling_down_and_taking_it_back(desk):
    field(desk, 0).fill("70")
    field(desk, 0).press("Enter")
    desk.keyboard.press("ArrowUp")
    for _ in range(3):
        desk.keyboard.press("Shift+ArrowDown")
    desk.keyboard.press("Control+d")
    all_saved(desk)
    assert [amounts[0] for amounts in stored()] == ["70.00"] * 4
    desk.keyboard.press("Control+z")
    expect(field(desk, 3)).to_have_value("")
    all_saved(desk)
    assert [amounts[0] for amounts in stored()] == ["70.00"]


def test_words_and_rescued_figures_are_echoed(desk):
    echo = desk.locator("#echo")
    field(desk, 0).fill("1.25 แสน")
    expect(echo).to_have_text("= 125,000.00 หนึ่งแสนสองหมื่นห้าพันบาทถ้วน")
    field(desk, 0).fill("ๅ/มถจจ")
    expect(echo).to_have_text("= 12,500.00 หนึ่งหมื่นสองพันห้าร้อยบาทถ้วน")
    field(desk, 0).fill("1,23")
    expect(echo).to_contain_text("จุลภาคต้องคั่นทีละสามหลัก")
    field(desk, 1).focus()
    expect(desk.locator(".hint-bad")).to_contain_text("จุลภาคต้องคั่นทีละสามหลัก")
    assert stored() == []


PASTE = """text => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const event = {clipboardData: data, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
}"""


def paste(page: Page, row: int, text: str, *, column: int = 0) -> None:
    field(page, row, column).focus()
    page.evaluate(PASTE, text)


def confirm(page: Page) -> None:
    page.get_by_role("button", name="วาง", exact=True).click()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\t2\t3\r\n4\t5\t6\r\n", [("1", "2", "3"), ("4", "5", "6")]),
        ("๑,๐๐๐\t๒.๕๐\n\t7\n", [("1000", "2.50", "0"), ("0", "7", "0")]),
        ("ปกติ\tโอน\tออนไลน์\tรวม\n1\t2\t3\t6\n4\t5\t6\t15", [("1", "2", "3"), ("4", "5", "6")]),
        ('"1,000"\t2\n3\t4', [("1000", "2", "0"), ("3", "4", "0")]),
    ],
    ids=["plain", "thai digits, too few columns", "heads, too many columns", "quoted"],
)
def test_a_block_is_shown_and_then_laid_down(desk, text, expected):
    paste(desk, 0, text)
    expect(desk.get_by_role("dialog")).to_contain_text("จะเปลี่ยน")
    confirm(desk)
    all_saved(desk)
    assert sorted(stored()) == sorted(tuple(f"{float(one):.2f}" for one in row) for row in expected)


def test_names_lead_to_their_rows_and_strange_ones_are_said(desk):
    heads, *lines = "ที่ กลุ่ม ประเภท ปกติ", "1 ร้านน้ำพริกแม่คำ อาหาร 9", "2 กลุ่มอาหารอร่อย เครื่องดื่ม 8"
    text = "\n".join([heads, *lines, "3 ไม่มีกลุ่มนี้ อาหาร 7"]).replace(" ", "\t")
    paste(desk, 0, text)
    expect(desk.get_by_role("dialog")).to_contain_text("ไม่พบชื่อ 1 แถว")
    confirm(desk)
    all_saved(desk)
    expect(field(desk, 3)).to_have_value("9.00")
    expect(field(desk, 2)).to_have_value("8.00")
    expect(field(desk, 1)).to_have_value("")


def test_a_block_leaves_locked_rows_as_they_are(sign_in, submitted, officer, province_staff):
    first, _, third, _ = desk_rows.rows(submitted)
    returned = [LineToReturn(row.line_id, "OTHER", "โปรดตรวจยอด") for row in (first, third)]
    workflow.return_lines(report=submitted, lines=returned, by=province_staff, now=build.NOW)
    desk = open_week(sign_in(officer), week=1)
    paste(desk, 0, "1\t2\t3\n4\t5\t6\n7\t8\t9")
    expect(desk.get_by_role("dialog")).to_contain_text("แถวที่ล็อกอยู่ 1 แถว ไม่ได้แก้")
    confirm(desk)
    all_saved(desk)
    weeks = desk_rows.filled(submitted)
    assert weeks[first.line_id][1] == build.amounts("1", "2", "3")
    assert weeks[third.line_id][1] == build.amounts("7", "8", "9")
    changed = {
        line.pk for line in SalesLine.objects.all() if line.amounts != build.amounts("100", "20", "5.50")
    }
    assert changed == {first.line_id, third.line_id}


def test_a_block_that_is_not_confirmed_changes_nothing(desk):
    paste(desk, 0, "1\t2\n3\t4")
    desk.get_by_role("button", name="ไม่วาง").click()
    expect(field(desk, 0)).to_have_value("")
    paste(desk, 0, "1\t2\n3\t4")
    confirm(desk)
    all_saved(desk)
    desk.keyboard.press("Control+z")
    expect(field(desk, 1, 1)).to_have_value("")
    all_saved(desk)
    assert stored() == []


def test_two_people_at_one_table_know_of_each_other(desk, sign_in, officer, chief):
    other = open_week(sign_in(chief), week=3)
    expect(other.locator("#others")).to_have_text(f"เปิดอยู่ด้วยกัน: {officer.full_name} (สัปดาห์ที่ 2)")


def test_on_a_phone_the_state_keeps_its_room_beside_the_others(desk, sign_in, chief):
    phone = open_week(sign_in(chief, PHONE))
    expect(phone.locator("#others")).to_contain_text("เปิดอยู่ด้วยกัน")
    field(phone, 1).fill("abc")
    field(phone, 2).focus()
    expect(phone.locator("#saving")).to_contain_text("ยังไม่ได้บันทึก 1 แถว")
    assert phone.locator("#saving").bounding_box()["width"] > PHONE["width"] / 2


def test_many_products_are_added_up_into_one_figure(desk):
    field(desk, 1).focus()
    desk.keyboard.press("=")
    window = desk.get_by_role("dialog")
    expect(window).to_contain_text("กลุ่มอาหารอร่อย · อาหาร")
    desk.get_by_label("ผลิตภัณฑ์ละบรรทัด").fill("น้ำพริก 1,200\nแจ่วบอง 1.5 พัน\n\n๘๐.๒๕\nปลาร้า ห้า")
    expect(window).to_contain_text("บรรทัดที่ 5: ")
    expect(window.get_by_role("button", name="ใส่ผลรวม")).to_be_disabled()
    desk.get_by_label("ผลิตภัณฑ์ละบรรทัด").fill("น้ำพริก 1,200\nแจ่วบอง 1.5 พัน\n\n๘๐.๒๕")
    expect(window).to_contain_text("2,780.25 บาท")
    expect(window).to_contain_text("3 รายการ · สองพันเจ็ดร้อยแปดสิบบาทยี่สิบห้าสตางค์")
    desk.keyboard.press("Control+Enter")
    expect(field(desk, 1)).to_have_value("2,780.25")
    expect(field(desk, 1)).to_be_focused()
    all_saved(desk)
    assert stored() == [("2780.25", "0.00", "0.00")]


def test_a_finger_adds_products_up_too(desk, sign_in, chief):
    phone = open_week(sign_in(chief, PHONE))
    expect(phone.get_by_role("button", name="รวมยอดย่อย")).to_be_disabled()
    field(phone, 1, 2).click()
    phone.get_by_role("button", name="รวมยอดย่อย").click()
    phone.get_by_label("ผลิตภัณฑ์ละบรรทัด").fill("200\n50")
    phone.get_by_role("button", name="ใส่ผลรวม").click()
    expect(field(phone, 1, 2)).to_have_value("250.00")
    all_saved(phone)
    assert stored() == [("0.00", "0.00", "250.00")]


def test_going_back_from_adding_up_changes_nothing(desk):
    field(desk, 1).focus()
    desk.keyboard.press("=")
    desk.get_by_label("ผลิตภัณฑ์ละบรรทัด").fill("5")
    desk.keyboard.press("Escape")
    expect(field(desk, 1)).to_have_value("")
    expect(field(desk, 1)).to_be_focused()
    assert stored() == []
