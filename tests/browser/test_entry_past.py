"""Beside the figures: what was sold before, what looks unusual while typing, and the note that answers it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reporting.actions import sales
from reporting.actions.sales import Cell, WeekRow
from reporting.models import SalesLine
from reporting.stats import sheet
from tests import build
from tests.browser.test_entry_desk import all_saved, field, open_week

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(sign_in, officer, department):
    """October after three months in which the second row sold 1,000.00 and 200.00 online."""
    months = [build.OCTOBER.plus(-back) for back in (3, 2, 1, 0)]
    for month in months:
        build.open_month(month, by=department)
    build.producer("กลุ่มทอผ้าบ้านน้ำโมง", district="4302", by=officer, categories=("TEXTILE",))
    group = build.producer("กลุ่มอาหารอร่อย", district="4302", by=officer, starts=months[0])
    for month in months[:3]:
        report = build.report_of("4302", month)
        row = WeekRow(group.pk, "FOOD", seen=Cell(), wanted=Cell(amounts=build.amounts("800", "0", "200")))
        sales.save_week(report=report, week=5, rows=[row], by=officer, now=build.NOW)
    return open_week(sign_in(officer), week=1)


def hints(desk):
    return desk.locator("tr.hint-row")


def test_the_field_says_what_its_channel_sold_before(desk):
    field(desk, 1).focus()
    expect(desk.locator("#about")).to_have_text("กลุ่มอาหารอร่อย · อาหาร · สัปดาห์ก่อน 800.00 · เดือนก่อน 800.00")
    field(desk, 1, 2).focus()
    expect(desk.locator("#about")).to_contain_text("เดือนก่อน 200.00")
    expect(desk.locator("svg.spark")).to_have_count(1)


def test_an_unusual_figure_is_said_as_soon_as_it_is_saved_and_goes_with_it(desk):
    field(desk, 1).fill("5000.50")
    field(desk, 1, 1).focus()
    expect(hints(desk)).to_contain_text("สูง 5 เท่าของค่ากลาง 12 เดือน (1,000.00 บาท)")
    expect(field(desk, 1, 1)).to_be_focused()
    field(desk, 1).fill("500.50")
    field(desk, 1, 2).fill("1")
    field(desk, 1, 1).focus()
    all_saved(desk)
    expect(hints(desk)).to_have_count(0)
    expect(desk.locator(".wks i.on")).to_have_count(1)


def test_a_note_by_keyboard_alone(desk):
    field(desk, 1).focus()
    desk.keyboard.press("n")
    expect(hints(desk)).to_contain_text("ไม่มียอดทั้งเดือน โปรดบอกเหตุผล")
    desk.keyboard.press("Shift+F2")
    window = desk.get_by_role("dialog")
    expect(window).to_contain_text("ไม่มียอดทั้งเดือน โปรดบอกเหตุผล")
    desk.keyboard.type("อยู่นอกฤดูการผลิต")
    desk.keyboard.press("Enter")
    expect(hints(desk)).to_contain_text("ชี้แจงแล้ว: อยู่นอกฤดูการผลิต")
    expect(field(desk, 1)).to_be_focused()
    assert SalesLine.objects.get(nil=True).note == "อยู่นอกฤดูการผลิต"


def test_what_cannot_be_explained_yet_is_said_in_the_window(desk):
    desk.get_by_role("link", name="ชี้แจง กลุ่มทอผ้าบ้านน้ำโมง").click()
    desk.get_by_label("คำชี้แจง").fill("รอข้อมูล")
    desk.get_by_role("button", name="บันทึกคำชี้แจง").click()
    expect(desk.get_by_role("dialog")).to_contain_text("ยังไม่มียอดของรายการนี้")
    expect(desk.get_by_label("คำชี้แจง")).to_have_value("รอข้อมูล")
    desk.get_by_role("dialog").get_by_role("button", name="กลับ").click()
    assert not SalesLine.objects.exclude(note="").exists()


def test_without_a_line_to_the_server_the_note_stays_in_the_window(desk):
    field(desk, 1).fill("5")
    field(desk, 1, 1).focus()
    all_saved(desk)
    desk.context.set_offline(True)
    desk.keyboard.press("Shift+F2")
    desk.keyboard.type("ยืนยัน")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("dialog")).to_contain_text("ไม่มีการเชื่อมต่อ")
    desk.context.set_offline(False)
    desk.keyboard.press("Enter")
    expect(hints(desk)).to_contain_text("ชี้แจงแล้ว: ยืนยัน")


def test_the_roster_is_the_same_for_the_checker(desk, sign_in, chief):
    field(desk, 1).fill("9000")
    field(desk, 1, 1).focus()
    all_saved(desk)
    page = sign_in(chief)
    page.goto("/districts/4302/2565-10/sheet/")
    expect(page.locator(".alert-warning").first).to_contain_text("ข้อสังเกตที่อำเภอยังไม่ชี้แจง 1 รายการ")
    [line] = SalesLine.objects.filter(report=build.report_of("4302"))
    assert line.group_id in {row.group.pk for row in sheet.rows(build.report_of("4302"))}
