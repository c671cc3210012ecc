"""The pictures of the manuals: real screens, walked in a browser, which show what the manuals say of them.

`WRITE_PICTURES=1` takes them anew into static/img/manual; without it the walk only holds each page to what
its picture is to show. Figures and people are made up here.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect

from reporting import manual_pictures
from reporting.actions import certifications, workflow
from reporting.actions.sales import Cell, WeekRow, save_week
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.models import CommitteeMember, MonthlyReport, ProducerType, Role, User
from reporting.stats import sheet
from tests import build
from tests.browser.conftest import LAPTOP, PHONE
from tests.test_manuals import TEXTS

pytestmark = [pytest.mark.browser, pytest.mark.client, pytest.mark.django_db(transaction=True)]

WRITE = os.environ.get("WRITE_PICTURES") == "1"
LARGEST_SET = 2_000_000
NAMED = re.compile(r'{% picture "([a-z0-9-]+)" "([^"]+)" %}')
GROUPS = {
    "กลุ่มแปรรูปปลาบ้านน้ำโมง": build.Category.FOOD,
    "กลุ่มน้ำหมากเม่าท่าบ่อ": build.Category.BEVERAGE,
    "กลุ่มทอผ้าไหมบ้านโพนสา": build.Category.TEXTILE,
    "กลุ่มจักสานไม้ไผ่บ้านเดื่อ": build.Category.HOUSEWARE,
    "กลุ่มสมุนไพรบ้านนาข่า": build.Category.HERB,
    "ร้านหมูยอแม่บุญ": build.Category.FOOD,
    "กลุ่มกล้วยตากบ้านหนองนาง": build.Category.FOOD,
    "กลุ่มเสื่อกกบ้านว่าน": build.Category.HOUSEWARE,
}


@dataclass(frozen=True)
class Shot:
    """`path` is opened by `who`; what must stand in the page is `sees`; `act` brings it there."""

    name: str
    who: str
    path: str
    sees: tuple[str, ...]
    act: Callable[[Page], None] | None = None
    size: tuple[tuple[str, int], ...] = tuple(LAPTOP.items())


@dataclass
class World:
    """Three months of two districts, as they stand late in the present month."""

    people: dict[str, User]
    months: list[FiscalMonth]

    def report(self, district: str, back: int) -> MonthlyReport:
        return build.report_of(district, self.months[-1 - back])

    def address(self, district: str, back: int, page: str) -> str:
        return f"/districts/{district}/{self.months[-1 - back].slug}/{page}"


def fill(report: MonthlyReport, *, by: User, weeks: range, seed: int, most: int | None = None) -> None:
    """Different figures for each line and week, for the first `most` lines."""
    dice = random.Random(seed)
    for week in weeks:
        rows = []
        for row in sheet.with_weeks(sheet.rows(report))[:most]:
            each = [Decimal(dice.randrange(lowest, highest) * 10) for lowest, highest in _RANGES]
            rows.append(WeekRow(row.group.pk, row.category, seen=Cell(), wanted=Cell(amounts=tuple(each))))
        save_week(report=report, week=week, rows=rows, by=by, now=timezone.now())


_RANGES = ((420, 3800), (30, 400), (10, 260))


@pytest.fixture
def world(transactional_db) -> World:
    build.places()
    now = timezone.now()
    people = {
        "officer": build.person("officer", Role.OFFICER, district="4302"),
        "chief": build.person("chief", Role.DEVELOPMENT_OFFICER, district="4302"),
        "other": build.person("other", Role.DEVELOPMENT_OFFICER, district="4301"),
        "staff": build.person("staff", Role.PROVINCE, province="43"),
        "department": build.person("department", Role.DEPARTMENT),
    }
    names = ["นางสาวสายใจ บันทึกดี", "นายประสิทธิ์ ตรวจทาน", "นางวิไล ตรงเวลา", "นายสมชาย ยืนยันชัด", "นางปราณี รวมยอด"]
    for user, name in zip(people.values(), names, strict=True):
        user.full_name = name
        user.save()
    present = FiscalMonth.of(bangkok_date(now))
    months = [present.plus(-2), present.previous(), present]
    for number, month in enumerate(months):
        opened = now - dt.timedelta(days=30 * (3 - number))
        build.open_month(month, by=people["department"], now=opened)
    for district, by in (("4302", people["officer"]), ("4301", people["other"])):
        for name, category in GROUPS.items():
            kind = ProducerType.INDIVIDUAL if name.startswith("ร้าน") else ProducerType.GROUP
            build.producer(
                name, district=district, by=by, categories=(category,), producer_type=kind, starts=months[0]
            )
    return World(people, months)


def send(world: World, district: str, back: int, *, officer: str, chief: str) -> MonthlyReport:
    """A month entered, signed and sent to the province."""
    report = world.report(district, back)
    fill(report, by=world.people[officer], weeks=range(1, 5), seed=back)
    build.sign(report, by=world.people[chief], now=timezone.now())
    return workflow.submit(report=report, by=world.people[chief], now=timezone.now()).report


def prepare(world: World) -> None:
    """Of ท่าบ่อ: a month confirmed, one returned, one half typed; of the town: one sent, one ticked."""
    staff, now = world.people["staff"], timezone.now()
    oldest = send(world, "4302", 2, officer="officer", chief="chief")
    build.cover(oldest, by=staff, now=now)
    workflow.publish(report=oldest, by=staff, now=now)
    returned = send(world, "4302", 1, officer="officer", chief="chief")
    line = returned.lines.first()
    item = workflow.LineToReturn(line.pk, "TOO_HIGH", "สูงกว่าใบเสร็จที่แนบไว้ โปรดตรวจสัปดาห์ที่ 3")
    workflow.return_lines(report=returned, lines=[item], by=staff, now=now)
    send(world, "4301", 1, officer="other", chief="other")
    fill(world.report("4302", 0), by=world.people["officer"], weeks=range(1, 3), seed=7, most=6)
    ready = world.report("4301", 0)
    fill(ready, by=world.people["other"], weeks=range(1, 4), seed=8)
    build.tick(ready, build.Level.DISTRICT, by=world.people["other"], now=now)
    build.members(5, world.people["other"].district, by=world.people["other"])


def refuse_a_figure(page: Page) -> None:
    """Type what the parser does not take, and leave the row."""
    field = page.locator("#entry tbody tr[id^=line-]").nth(1).get_by_label("รายได้ปกติ")
    field.fill("1,23")
    field.press("Tab")
    field.press("ArrowDown")
    expect(page.get_by_text("เครื่องหมายจุลภาคต้องคั่นทีละสามหลัก").first).to_be_visible()


def shots(world: World) -> list[Shot]:
    """The walk; a page comes after those that must not see what is done to take it."""
    last, year = world.months[-2].slug, world.months[-1].fiscal_year
    at = world.address
    return [
        Shot("home", "chief", "/home/", ("งานของฉัน", "ส่งจังหวัด", "บันทึกครบ")),
        Shot("phone", "officer", "/home/", ("งานของฉัน",), size=tuple(PHONE.items())),
        Shot("add-group", "officer", at("4302", 0, "entry/add/"), ("กลุ่มที่มีอยู่ในทะเบียน", "กลุ่มใหม่")),
        Shot(
            "entry", "officer", at("4302", 0, "entry/?week=2"), ("รายได้ออนไลน์", "กลุ่มทอผ้าไหมบ้านโพนสา", "บันทึก")
        ),
        Shot("refused", "officer", at("4302", 0, "entry/?week=3"), ("เครื่องหมายจุลภาค",), refuse_a_figure),
        Shot("returned", "officer", at("4302", 1, "fix/"), ("สูงกว่าใบเสร็จ", "คำตอบถึงจังหวัด", "บันทึก")),
        Shot("sheet", "chief", at("4302", 0, "sheet/"), ("ระดับอำเภอ", "ผู้บันทึก", "ก่อนส่งจังหวัด")),
        Shot("certify", "other", at("4301", 0, "certify/"), ("วิธีรับรอง", "เลขที่มติ", "บันทึกมติ")),
        Shot("board", "staff", f"/provinces/43/{last}/", ("ท่าบ่อ", "เมืองหนองคาย")),
        Shot("review", "staff", at("4301", 1, "sheet/"), ("ต้องดู", "เรียงตามชื่อ", "ระดับจังหวัด")),
        Shot("return", "staff", at("4301", 1, "return/"), ("ส่งคืนรายการที่เลือก", "คำอธิบาย")),
        Shot("rt4", "staff", f"/provinces/43/{world.months[0].slug}/rt4/", ("ผู้ผลิต (ราย)", "รวม")),
        Shot("months", "department", f"/months/{year}/", ("เปิดเดือน", "กำหนดการ")),
        Shot("nation", "department", f"/nation/{world.months[0].fiscal_year}/", ("แผนที่", "หนองคาย")),
    ]


def take(page: Page, shot: Shot) -> None:
    page.set_viewport_size(dict(shot.size))
    page.goto(shot.path)
    if shot.act:
        shot.act(page)
    for words in shot.sees:
        expect(page.locator("main")).to_contain_text(words)
    if WRITE:
        keep(shot.name, page.screenshot(animations="disabled", caret="hide"))


def keep(name: str, screen: bytes) -> None:
    path = manual_pictures.path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(io.BytesIO(screen)) as picture:
        picture.convert("RGB").save(path, "WEBP", quality=70, method=6)


def sign_the_ready_month(world: World) -> None:
    report, by, now = world.report("4301", 0), world.people["other"], timezone.now()
    sat = frozenset(CommitteeMember.objects.values_list("pk", flat=True))
    data = replace(build.resolution(report=report), present=sat)
    certifications.certify_district(report=report, data=data, by=by, now=now)
    build.issue(report, by=by, now=now)


def test_each_picture_shows_what_its_manual_says(world, sign_in, browser, live_server):
    prepare(world)
    with browser.new_context(viewport=LAPTOP, base_url=live_server.url) as context:
        take(context.new_page(), Shot("sign-in", "", "/accounts/login/", ("ชื่อผู้ใช้", "รหัสผ่าน")))
    pages: dict[str, Page] = {}
    for shot in shots(world):
        page = pages.setdefault(shot.who, pages.get(shot.who) or sign_in(world.people[shot.who]))
        take(page, shot)
    sign_the_ready_month(world)
    take(
        pages["other"],
        Shot("rt2", "other", world.address("4301", 0, "rt2/"), ("ลงนาม", "เปิด PDF ฉบับที่ออกแล้ว")),
    )
    taken = {shot.name for shot in shots(world)} | {"sign-in", "rt2"}
    assert taken == {name for path in TEXTS for name, _ in NAMED.findall(path.read_text())}


def test_every_picture_is_there_and_all_are_small_enough():
    files = list(manual_pictures.path_of("any").parent.glob("*.webp"))
    named = {name for path in TEXTS for name, _ in NAMED.findall(path.read_text())}
    assert {file.stem for file in files} == named
    assert sum(file.stat().st_size for file in files) < LARGEST_SET


def test_every_picture_is_told_in_words():
    told = [words for path in TEXTS for _, words in NAMED.findall(path.read_text())]
    assert told and all(len(words) > 30 for words in told)
