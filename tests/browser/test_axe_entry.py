"""axe has nothing to complain about in any state of the weekly table, on a laptop, a tablet and a phone.

Loading pages is what costs, so one page is led through its states, and each is looked at in three widths.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reporting.actions import months, removal, sales
from reporting.actions.sales import Cell, WeekRow
from reporting.models import SalesLine
from reporting.stats import desk as desk_rows
from tests import build
from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.test_axe import AXE, RUN
from tests.browser.test_entry_desk import DESK, field, open_week, paste
from tests.views.spreadsheet import DOWNLOAD, IMPORT, Book

pytestmark = [pytest.mark.browser, pytest.mark.client, pytest.mark.django_db(transaction=True)]

WIDTHS = (LAPTOP, {"width": 768, "height": 1024}, PHONE)


def look(page: Page, state: str) -> list[str]:
    """What axe says about the page as it is, in three widths; nothing may stick out sideways either."""
    found = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    for size in WIDTHS:
        page.set_viewport_size(size)
        where = f"{state}, {size['width']}"
        found += [f"{where}: {complaint}" for complaint in page.evaluate(RUN)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{where}: scrolls sideways")
    page.set_viewport_size(LAPTOP)
    return found


@pytest.fixture
def desk(sign_in, officer, three_groups):
    return open_week(sign_in(officer))


def test_rows_saved_refused_nil_in_conflict_and_doubted(desk, three_groups, chief):
    found = look(desk, "untouched")
    second = desk_rows.rows(three_groups)[1]
    theirs = WeekRow(*second.key, seen=Cell(), wanted=Cell(amounts=build.amounts("7.00")))
    sales.save_week(report=three_groups, week=2, rows=[theirs], by=chief, now=build.NOW)
    field(desk, 0).fill("30000")
    field(desk, 1).fill("5")
    field(desk, 2).fill("1,23")
    field(desk, 3).focus()
    desk.keyboard.press("n")
    for css in ("hint-doubt", "hint-conflict", "hint-bad"):
        expect(desk.locator(f".{css}").first).to_be_visible()
    expect(desk.locator("tr.is-nil")).to_have_count(1)
    field(desk, 2).focus()
    found += look(desk, "saved, conflict, refused, nil and doubted")
    desk.locator("tr.hint-row a[data-note]").first.click()
    expect(desk.get_by_role("dialog")).to_contain_text("ชี้แจงรายการ")
    assert found + look(desk, "note window") == []


def test_windows_and_notices(desk):
    found = []
    field(desk, 0).focus()
    desk.keyboard.press("=")
    desk.get_by_label("ผลิตภัณฑ์ละบรรทัด").fill("ปลาร้า ห้า")
    found += look(desk, "adding up")
    desk.keyboard.press("Escape")
    paste(desk, 0, "ปกติ\tโอน\n1\t2\n3\tห้า")
    found += look(desk, "paste preview")
    desk.keyboard.press("Escape")
    desk.locator("[data-open=keys]").click()
    found += look(desk, "keys")
    desk.keyboard.press("Escape")
    desk.context.set_offline(True)
    field(desk, 0).fill("5")
    field(desk, 1).focus()
    expect(desk.locator("#saving")).to_contain_text("ไม่มีการเชื่อมต่อ")
    found += look(desk, "waiting without a connection")
    desk.context.clear_cookies(name="sessionid")
    desk.context.set_offline(False)
    expect(desk.locator("#sign-in")).to_be_visible()
    assert found + look(desk, "the session has ended") == []


def test_removed_rows_and_a_closed_table(desk, three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    line = SalesLine.objects.order_by("pk").last()
    removal.remove_line(
        report=three_groups,
        group_id=line.group_id,
        category=line.category,
        version=line.version,
        reason="ย้ายไปอยู่อำเภออื่น",
        by=officer,
        now=build.NOW,
    )
    desk.goto(f"{DESK}?week=2&removed={line.pk}")
    found = look(desk, "removed row")
    build.submit(three_groups, officer=officer, chief=chief)
    desk.goto(f"{DESK}?week=2")
    expect(desk.locator("tr.is-locked").first).to_be_visible()
    assert found + look(desk, "locked") == []


def test_a_month_without_rows_open_and_closed(sign_in, officer, report, department):
    page = sign_in(officer)
    page.goto(f"{DESK}?week=2")
    expect(page.get_by_text("ยังไม่มีรายการในเดือนนี้")).to_be_visible()
    found = look(page, "empty roster")
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    page.reload()
    assert found + look(page, "closed month") == []


def test_what_a_spreadsheet_would_change(desk):
    """On a phone the rows are cards, which say their number in the file as well."""
    month = Book(desk.request.get(DOWNLOAD).body())
    month.type(6, w1_regular="1.25 แสน", w2_online=5)
    month.type(7, w1_regular="1,23")
    desk.goto(IMPORT)
    file = {"name": "month.xlsx", "mimeType": "application/octet-stream", "buffer": month.data()}
    desk.get_by_label("ไฟล์ .xlsx").set_input_files(file)
    desk.get_by_role("button", name="ตรวจไฟล์").click()
    refused = desk.get_by_role("row").filter(has_text="จุลภาค")
    expect(refused).to_be_visible()
    assert look(desk, "a row refused and a row accepted") == []
    desk.set_viewport_size(PHONE)
    expect(refused.get_by_role("cell").first).to_have_text("7")
    expect(refused.get_by_role("cell").first).to_be_visible()


def test_a_name_that_looks_like_another(desk):
    desk.goto(f"{DESK}add/")
    new = desk.locator("form.adding").nth(1)
    new.get_by_label("ชื่อกลุ่ม/ผู้ผลิต ผู้ประกอบการ").fill("กลุ่มทอผ้าบ้านน้ำโมง 2")
    new.get_by_label("ตำบล").select_option(index=1)
    new.get_by_label("กลุ่มผู้ผลิตชุมชน").check()
    new.get_by_label("เครื่องดื่ม").check()
    new.get_by_role("button", name="เพิ่มกลุ่มใหม่").click()
    expect(desk.get_by_label("เป็นคนละกลุ่มกัน")).to_be_visible()
    assert look(desk, "which of the two it is") == []
