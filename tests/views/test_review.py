"""The province's review: what has to be looked at first, the rest, the plain list, and ticking a group."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse

from reporting.actions import sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.actions.workflow import LineToReturn
from reporting.models import AuditEvent, SalesLine
from reporting.stats import review
from tests import build, past
from tests.views.desk import at, seen, text_of, told

URL, TICK = at("sheet"), at("tick_province")


@pytest.fixture
def month(report, officer, chief, department):
    """120 submitted lines; the first two are copied from the month before."""
    groups = build.producers(120, district="4302", by=officer)

    def before(number: int):
        return build.amounts("100", "20", "5.50") if number < 2 else build.amounts("120.25")

    past.publish(build.OCTOBER.previous(), groups, before, by=officer, department=department)
    return build.submit(report, officer=officer, chief=chief)


def boxes(page: str) -> int:
    return page.count('name="tick"')


def test_flagged_lines_and_the_sample_come_first(client, month, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert boxes(page) == 12
    assert "ตรวจแล้ว <b>0/12</b> ที่ต้องดู" in page
    assert "มีข้อสังเกต 2 · สุ่มได้ 10 · ที่เหลือ 108 รายการ" in page
    first, second = (page.index(f"กลุ่มตัวอย่างที่ {number:04}", page.index('id="lines"')) for number in (1, 2))
    assert first < second < page.index('<b class="drawn">สุ่มตรวจ</b>')
    assert "เท่ากับเดือนก่อนทุกช่องทางถึงสตางค์ รวม 125.50 บาท · อำเภอยังไม่ชี้แจงข้อสังเกต 1 ข้อ" in page
    assert review.seed(month) in page


def test_what_was_sent_back_and_comes_again_is_looked_at_first(client, month, officer, chief, province_staff):
    """Before the flagged lines, with its figures before and after, or with the district's words."""
    changed, same = month.lines.select_related("group").order_by("group__sort_key")[50:52]
    items = [LineToReturn(line.pk, "TOO_LOW", "ขาดใบเสร็จ") for line in (changed, same)]
    back = workflow.return_lines(report=month, lines=items, by=province_staff, now=build.NOW).report
    row = WeekRow(
        changed.group_id,
        changed.category,
        seen=Cell(amounts=build.amounts("100.00", "20.00", "5.50")),
        wanted=Cell(amounts=build.amounts("150.00", "20.00", "5.50")),
    )
    sales.save_week(report=back, week=1, rows=[row], by=officer, now=build.NOW)
    build.explain(back, "ขายได้เท่านี้", by=officer)
    build.sign(back, by=chief)
    workflow.submit(report=back, by=chief, now=build.NOW + dt.timedelta(hours=1))
    client.force_login(province_staff)
    page = text_of(client.get(URL)).partition('id="lines"')[2]
    places = [page.index(name) for name in (changed.group.name, same.group.name, "กลุ่มตัวอย่างที่ 0001")]
    assert places == sorted(places)
    assert "“ยอดต่ำผิดปกติ โปรดตรวจกับหลักฐาน: ขาดใบเสร็จ”" in page
    assert "แก้จาก 125.50 เป็น 175.50 บาท (รายได้ปกติ 100.00 → 150.00)" in page
    assert "ยอดเดิม 125.50 บาท · อำเภอตอบ “ขายได้เท่านี้”" in page


def test_the_rest_is_one_press_away_a_hundred_at_a_time(client, month, province_staff):
    client.force_login(province_staff)
    assert 'href="?show=rest#sets"' in text_of(client.get(URL))
    assert boxes(text_of(client.get(URL, {"show": "rest"}))) == 100
    assert boxes(text_of(client.get(URL, {"show": "rest", "page": "2"}))) == 8


def test_the_plain_order_stays(client, month, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL, {"show": "list"}))
    assert boxes(page) == 100
    assert "กลุ่มตัวอย่างที่ 0100" in page


@pytest.mark.parametrize("show", ["x", "LIST", "๑", "rest'--"])
def test_an_unknown_table_is_the_first_one(client, month, province_staff, show):
    client.force_login(province_staff)
    assert boxes(text_of(client.get(URL, {"show": show}))) == 12


def test_a_group_is_ticked_at_once_and_the_page_stays(client, month, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL, {"show": "rest"}))
    assert "ยืนยันที่มีข้อสังเกต 2 รายการ" in page
    assert "ยืนยันที่สุ่มได้ 10 รายการ" in page
    assert "ยืนยันที่เหลือ 108 รายการ" in page
    fields = re.findall(r'name="seen" value="([^"]*)"', page)
    [rest] = [pairs for pairs in fields if len(pairs.split()) == 108]
    form = {"seen": rest, "scope": "group", "show": "rest"}
    response = client.post(TICK, form)
    assert response.url == URL + "?page=1&show=rest"
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ระดับจังหวัด: ยืนยันแล้ว 108 รายการ"]
    page = text_of(client.get(URL))
    assert "ตรวจแล้ว <b>0/12</b> ที่ต้องดู" in page
    assert "ยืนยันที่เหลือ" not in page
    client.post(TICK, {"seen": seen(month), "scope": "all"})
    assert "ตรวจแล้ว <b>12/12</b> ที่ต้องดู" in text_of(client.get(URL))


def test_every_tick_records_how_the_sample_was_drawn(client, month, province_staff):
    client.force_login(province_staff)
    for pair in seen(month)[:2]:
        client.post(TICK, {"seen": pair, "scope": "group"})
    events = AuditEvent.objects.filter(action="tick_province")
    assert [event.changes["sample"] for event in events] == [{"seed": review.seed(month), "size": 10}] * 2
    assert f"เลขสุ่ม {review.seed(month)}" in text_of(client.get(reverse("audit")))


def test_the_districts_ticks_draw_nothing(month):
    assert "sample" not in AuditEvent.objects.get(action="tick_district").changes


def test_without_anything_to_look_at_the_plain_list_is_shown(client, submitted, province_staff, settings):
    settings.OTOP_REVIEW_SAMPLE = 0
    client.force_login(province_staff)
    assert boxes(text_of(client.get(URL))) == 4


def test_unanswered_warnings_lead_to_their_lines(client, month, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL, {"show": "rest"}))
    line = SalesLine.objects.get(report=month, group__name="กลุ่มตัวอย่างที่ 0001")
    assert "ข้อสังเกตที่อำเภอยังไม่ชี้แจง 2 รายการ" in page
    assert f'href="?page=1#line-{line.pk}"' in page


def test_the_district_and_a_published_month_have_no_review(client, month, chief, province_staff):
    client.force_login(chief)
    assert "ตรวจตามความเสี่ยง" not in text_of(client.get(URL))
    client.force_login(province_staff)
    assert "ตรวจตามความเสี่ยง" not in text_of(client.get(at("sheet", month=build.OCTOBER.previous())))


def test_queries_of_ticking_a_thousand_lines(
    report, officer, chief, province_staff, django_assert_num_queries
):
    build.producers(1000, district="4302", by=officer)
    report = build.submit(report, officer=officer, chief=chief)
    with django_assert_num_queries(9 + 1):  # One reads the versions, as the page did.
        results = build.tick(report, Level.PROVINCE, by=province_staff)
    assert len(results) == 1000
