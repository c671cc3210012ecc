"""The seed's own month, followed through every desk in a real browser, with five accounts.

October 2564 BE of Nong Khai. The department opens the month; the officer of ท่าบ่อ adds producers and types
four weeks, one figure of them wrong; the development officer ticks, certifies, issues, signs and submits; the
province returns the wrong line, gets it back corrected and publishes; the other eight districts have come
the same way. RT.4 and the nation's page then show the totals that are printed in the target table.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import Page, expect

from reporting.demo.figures import split_total
from reporting.formats import money, thai_digits
from reporting.models import Document, Province, Publication, Role
from tests import build
from tests.browser.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THA_BO = "4302"
DESK = f"/districts/{THA_BO}/2565-10"
SAVED = "การบันทึกข้อมูลสมบูรณ์"
SLIP = Decimal(1000)
WEEKS = (1, 2, 3, 4)


def target_table() -> dict[str, dict[str, Decimal]]:
    """The target table's October: district → column → baht."""
    path = settings.BASE_DIR / "fixtures" / "targets" / "nongkhai_2565.csv"
    found: dict[str, dict[str, Decimal]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["month"] == "202110":
                found.setdefault(row["district_code"], {})[row["channel"].lower()] = Decimal(row["printed"])
    return found


@pytest.fixture
def people(transactional_db):
    call_command("load_reference", stdout=io.StringIO())
    return {
        "department": build.person("department", Role.DEPARTMENT),
        "officer": build.person("thabo.officer", Role.OFFICER, district=THA_BO),
        "chief": build.person("thabo.chief", Role.DEVELOPMENT_OFFICER, district=THA_BO),
        "staff": build.person("nongkhai.staff", Role.PROVINCE, province="43"),
        "auditor": build.person("auditor", Role.AUDITOR),
    }


def the_other_eight(table: dict[str, dict[str, Decimal]], staff) -> None:
    """The other districts go the same way through the same actions, with the table's sums."""
    for code, sums in table.items():
        if code == THA_BO:
            continue
        chief = build.person(f"chief-{code}", Role.DEVELOPMENT_OFFICER, district=code)
        build.producer("กลุ่มรวมใจ", district=code, by=chief)
        report = build.report_of(code)
        for week in WEEKS:
            value = tuple(split_total(sums[column], [1] * 4)[week - 1] for column in ("regular", "transfer"))
            build.enter(report, by=chief, week=week, value=(*value, Decimal(0)))
        build.sign(report, by=chief)
        build.workflow.submit(report=report, by=chief, now=build.NOW)
        build.cover(report, by=staff)
        build.workflow.publish(report=report, by=staff, now=build.NOW)


def save(page: Page) -> None:
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text(SAVED).first).to_be_visible()


def open_the_month(page: Page) -> None:
    page.goto("/months/2565/")
    page.get_by_role("row", name="ตุลาคม 2564").get_by_role("link", name="เปิดเดือน").click()
    page.locator("main form").get_by_role("button").click()
    expect(page.get_by_role("row", name="ตุลาคม 2564")).to_contain_text("เปิดรับข้อมูล")


def add_groups(page: Page) -> None:
    """Two new producers, and a second category of the first."""
    kinds = [
        ("กลุ่มอาหารอร่อย", "กลุ่มผู้ผลิตชุมชน", "อาหาร"),
        ("ร้านผ้าแม่คำ", "ผู้ผลิตชุมชนที่เป็นเจ้าของรายเดียว", "ผ้า เครื่องแต่งกาย"),
    ]
    for name, kind, category in kinds:
        page.goto(f"{DESK}/entry/add/")
        new = page.locator("form").filter(has=page.locator("input[name=kind][value=new]"))
        new.get_by_label("ชื่อกลุ่ม/ผู้ผลิต").fill(name)
        new.get_by_label("ตำบล").select_option(index=1)
        new.get_by_label(kind).check()
        new.get_by_label(category, exact=True).check()
        new.get_by_role("button", name="เพิ่มกลุ่มใหม่").click()
        expect(page.get_by_text(SAVED).first).to_be_visible()
    page.goto(f"{DESK}/entry/add/")
    page.wait_for_selector("form.adding[data-ready]")
    known = page.locator("form").filter(has=page.locator("input[name=kind][value=existing]"))
    known.get_by_role("combobox", name="กลุ่ม/ผู้ผลิต ผู้ประกอบการ").fill("อาหารอร่อย")
    known.get_by_role("option", name="กลุ่มอาหารอร่อย").click()
    known.get_by_label("เครื่องดื่ม", exact=True).check()
    known.get_by_role("button", name="เพิ่มประเภทให้กลุ่มนี้").click()
    expect(page.get_by_text(SAVED).first).to_be_visible()


def type_four_weeks(page: Page, sums: dict[str, Decimal]) -> None:
    """Three rows by four weeks, the third week in Thai digits, the very first figure 1,000 too high."""
    regular = split_total(sums["regular"], [5, 3, 2, 4] * 3)
    transfer = split_total(sums["transfer"], [1] * 12)
    for week in WEEKS:
        page.goto(f"{DESK}/entry/?week={week}")
        rows = page.locator("#entry tbody tr[id^=line-]")
        expect(rows).to_have_count(3)
        for number in range(3):
            part = number * 4 + week - 1
            figure = regular[part] + (SLIP if part == 0 else 0)
            typed = thai_digits(money(figure)) if week == 3 else money(figure)
            rows.nth(number).get_by_label("รายได้ปกติ").fill(typed)
            rows.nth(number).get_by_label("รายได้โอน").fill(money(transfer[part]))
        save(page)


def sign_and_submit(page: Page, number: str) -> None:
    page.goto(f"{DESK}/sheet/")
    page.get_by_label("ระดับอำเภอ ทำเครื่องหมายทั้งหน้า").check()
    save(page)
    page.goto(f"{DESK}/certify/")
    page.get_by_label("ประชุม", exact=True).check()
    page.get_by_label("เลขที่มติ").fill(number)
    page.get_by_label("วันที่มีมติ").fill(yesterday())
    page.get_by_role("button", name="บันทึกมติ").click()
    expect(page.get_by_text(SAVED).first).to_be_visible()
    page.goto(f"{DESK}/rt2/")
    page.get_by_role("button", name="ออก รต.๒").click()
    page.locator("main").get_by_role("link", name="ลงนาม").first.click()
    paper = page.locator("form").filter(has=page.locator("input[name=way][value=electronic]"))
    for box in paper.get_by_role("checkbox").all():
        box.check()
    paper.get_by_role("button", name="ลงนาม").click()
    asked = page.get_by_role("heading", name="ยืนยันว่าเป็นท่าน")
    expect(asked.or_(page.get_by_text(SAVED)).first).to_be_visible()
    if asked.is_visible():  # Unless it was just asked.
        page.get_by_label("รหัสผ่าน", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="ยืนยัน").click()
    expect(page.get_by_text(SAVED).first).to_be_visible()
    page.goto(f"{DESK}/sheet/")
    page.locator("#submit").get_by_role("button", name="ส่งจังหวัด").click()
    expect(page.locator("main")).to_contain_text("4302-2565-10-")


def yesterday() -> str:
    day = dt.date.today() - dt.timedelta(days=1)
    return f"{day.day}/{day.month}/{day.year + 543}"


def return_the_first_line(page: Page) -> None:
    page.goto("/provinces/43/2565-10/")
    page.get_by_role("link", name="ท่าบ่อ").first.click()
    page.get_by_role("link", name="เลือกรายการส่งคืน").click()
    row = page.locator("tr[id^=line-]").first
    row.get_by_role("checkbox").check()
    row.get_by_role("combobox").select_option("TOO_HIGH")
    row.get_by_label("คำอธิบาย").fill("สูงกว่าหลักฐานของกลุ่มอยู่ 1,000 บาท")
    page.get_by_role("button", name="ส่งคืนรายการที่เลือก").click()
    expect(page.locator("main")).to_contain_text("ส่งคืน")


def correct_the_returned_line(page: Page) -> None:
    page.goto(f"{DESK}/entry/?week=1")
    expect(page.get_by_text("สูงกว่าหลักฐานของกลุ่มอยู่ 1,000 บาท")).to_be_visible()
    fields = page.locator("#entry input[name$=-regular]")
    expect(fields).to_have_count(1)
    typed = Decimal(fields.first.input_value().replace(",", ""))
    fields.first.fill(money(typed - SLIP))
    save(page)


def check_and_publish(page: Page) -> None:
    page.goto(f"{DESK}/sheet/")
    page.get_by_label("ระดับจังหวัด ทำเครื่องหมายทั้งหน้า").check()
    save(page)
    page.goto("/provinces/43/2565-10/certify/")
    page.get_by_label("หนังสือเวียน", exact=True).check()
    page.get_by_label("เลขที่มติ").fill("นค 0019.3/ว 7")
    page.get_by_label("วันที่มีมติ").fill(yesterday())
    page.get_by_label("อำเภอท่าบ่อ").check()
    page.get_by_role("button", name="บันทึกมติ").click()
    expect(page.get_by_text(SAVED).first).to_be_visible()
    page.goto(f"{DESK}/sheet/")
    page.locator("#publish").get_by_role("button").click()
    expect(page.locator("main")).to_contain_text("จังหวัดยืนยันแล้ว")


def test_the_seeds_month_goes_from_the_desk_to_the_nation(people, sign_in, browser, live_server):
    table = target_table()
    regular = money(sum(row["regular"] for row in table.values()))
    transfer = money(sum(row["transfer"] for row in table.values()))
    assert (regular, transfer) == ("93,335,876.00", "5,409,805.00"), "what the table prints"

    department = sign_in(people["department"])
    open_the_month(department)
    the_other_eight(table, people["staff"])

    officer, chief, staff = (sign_in(people[name]) for name in ("officer", "chief", "staff"))
    add_groups(officer)
    type_four_weeks(officer, table[THA_BO])
    sign_and_submit(chief, "11/2564")

    department.goto("/nation/2565-10/")
    expect(department.locator("main")).not_to_contain_text(regular)
    assert department.goto(f"{DESK}/sheet/").status == 404

    return_the_first_line(staff)
    correct_the_returned_line(officer)
    sign_and_submit(chief, "12/2564")
    check_and_publish(staff)

    staff.goto("/provinces/43/2565-10/rt4/")
    total = staff.locator("tfoot")
    expect(total).to_contain_text(regular)
    expect(total).to_contain_text(transfer)
    department.goto("/nation/2565-10/")
    expect(department.locator("main")).to_contain_text(regular)
    expect(department.locator("main")).to_contain_text(transfer)

    auditor = sign_in(people["auditor"])
    auditor.goto("/audit/")
    expect(auditor.locator("main")).to_contain_text(re.compile("ยืนยันและส่งกรมฯ|ยืนยัน"))

    paper = Document.objects.in_force().get(report__district_id=THA_BO)
    assert paper.content_sha256 == Publication.objects.get(district_id=THA_BO).sha256
    visitor = browser.new_page()
    visitor.goto(f"{live_server.url}/verify/{paper.token}/")
    expect(visitor.locator("main")).to_contain_text(paper.short_hash)
    visitor.close()
    assert Province.objects.reporting().count() == 76
