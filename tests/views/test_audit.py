"""The audit log: who, what, where, when, from before to after, in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse

from reporting import audit_words
from reporting.actions import closing, groups, imports, inquiries, papers, removal, sales, signing, workflow
from reporting.actions.imports import MonthRow
from reporting.models import Action, AuditEvent, Category, ProducerGroup, ProducerType, Subdistrict
from reporting.stats import desk, sheet
from tests import build
from tests.views.desk import login_url, text_of

URL = reverse("audit")
ACTIONS = Path(__file__).resolve().parents[2] / "reporting" / "actions"


def body(page: str) -> str:
    """The rows of the table."""
    return page.partition("<tbody>")[2]


def test_who_what_where_and_when(client, published, auditor):
    client.force_login(auditor)
    page = body(text_of(client.get(URL)))
    assert "เจ้าหน้าที่อำเภอ officer" in page
    assert "บันทึกยอดประจำสัปดาห์" in page
    assert "อำเภอท่าบ่อ · ตุลาคม 2564" in page
    assert "จังหวัดหนองคาย · ตุลาคม 2564" in page
    assert "ทั้งประเทศ · ตุลาคม 2564" in page
    assert "3 พ.ย. 2564 10:00 น." in page


def test_every_action_of_the_chain_has_a_thai_name(client, published, auditor):
    client.force_login(auditor)
    page = body(text_of(client.get(URL)))
    for action in AuditEvent.objects.values_list("action", flat=True):
        assert audit_words.ACTIONS[action] in page


def test_every_action_in_the_code_has_a_thai_name():
    written = set()
    for path in ACTIONS.glob("*.py"):
        written |= set(re.findall(r'action="(\w+)"', path.read_text()))
    assert written
    by_table = {*papers.EVENTS.values(), *signing.EVENTS.values(), *Action.values}
    by_table |= set(inquiries.EVENTS.values())
    by_table |= {"tick_district", "tick_province", "load_demo"}
    assert written | by_table == set(audit_words.ACTIONS)


def test_figures_are_told_from_before_to_after(client, three_groups, officer, auditor):
    build.enter(three_groups, by=officer)
    build.enter(three_groups, by=officer, value=build.amounts("2500.75"))
    client.force_login(auditor)
    page = text_of(client.get(URL, {"action": "save_week"}))
    assert "กลุ่มทอผ้าบ้านน้ำโมง (ผ้า เครื่องแต่งกาย) สัปดาห์ที่ 1" in page
    change = "<td>รายได้ปกติ 100.00 · รายได้โอน 20.00 · รายได้ออนไลน์ 5.50</td><td>รายได้ปกติ 2,500.75</td>"
    assert change in page
    assert '"before"' not in page


def test_nil_zero_removal_and_return_are_told(client, three_groups, officer, auditor):
    rows = sheet.rows(three_groups)
    for row, wanted in (
        (rows[0], sales.Cell(nil=True)),
        (rows[1], sales.Cell(amounts=build.amounts("0"))),
    ):
        typed = sales.WeekRow(row.group.pk, row.category, seen=sales.Cell(), wanted=wanted)
        sales.save_week(report=three_groups, week=1, rows=[typed], by=officer, now=build.NOW)
    line = sheet.rows(three_groups)[0].line
    pair = {"group_id": line.group_id, "category": line.category, "version": line.version}
    removal.remove_line(report=three_groups, **pair, reason="เลิกกิจการ", by=officer, now=build.NOW)
    removal.restore_line(report=three_groups, line_id=line.pk, by=officer, now=build.NOW)
    client.force_login(auditor)
    page = text_of(client.get(URL))
    assert "<td>–</td><td>ไม่มียอดจำหน่าย</td>" in page
    assert "<td>–</td><td>0.00</td>" in page
    assert "<td>อยู่ในรายการ</td><td>นำออก: เลิกกิจการ</td>" in page
    assert "<td>นำออก: เลิกกิจการ</td><td>อยู่ในรายการ</td>" in page
    assert "“เลิกกิจการ”" in page


def test_a_new_producer_is_told_by_name(client, report, officer, auditor):
    groups.add_new_group(
        report=report,
        name="กลุ่มแปรรูปกล้วย",
        subdistrict=Subdistrict.objects.get(pk="430201"),
        producer_type=ProducerType.GROUP,
        category=Category.FOOD,
        by=officer,
        now=build.NOW,
    )
    client.force_login(auditor)
    page = text_of(client.get(URL, {"action": "add_group"}))
    for fact in ("กลุ่มแปรรูปกล้วย", "อาหาร", "ผู้ผลิตใหม่ในทะเบียน", "ตุลาคม 2564"):
        assert fact in page


def test_an_import_tells_every_week_and_no_sales(client, three_groups, officer, auditor):
    first, second = desk.rows(three_groups)[:2]
    weeks = {1: build.amounts("10.00"), 3: build.amounts("0", "0", "4.50")}
    rows = [
        MonthRow(*first.key, seen=dict.fromkeys(weeks), wanted=weeks),
        MonthRow(*second.key, seen={}, wanted={}, wanted_nil=True),
    ]
    imports.save_month(report=three_groups, rows=rows, by=officer, now=build.NOW)
    client.force_login(auditor)
    page = text_of(client.get(URL, {"action": "save_month"}))
    assert "<td>นำเข้ายอดจาก Excel</td>" in page
    for fact in ("สัปดาห์ที่ 1", "รายได้ปกติ 10.00", "สัปดาห์ที่ 3", "รายได้ออนไลน์ 4.50", "ไม่มียอดจำหน่าย"):
        assert fact in page


def test_closing_and_opening_a_producer_are_told(client, three_groups, officer, auditor):
    group = ProducerGroup.objects.select_related("district").get(name="กลุ่มทอผ้าบ้านน้ำโมง")
    who = {"group": group, "by": officer, "now": build.NOW}
    closing.close_group(report=three_groups, reason="ย้ายไปอยู่อำเภออื่น", **who)
    closing.reopen_group(reason="ย้ายกลับมา", **who)
    client.force_login(auditor)
    page = text_of(client.get(URL))
    assert "<td>ปิดกลุ่ม</td> <td>อำเภอท่าบ่อ</td>" in page
    assert "<td>เปิดกลุ่มอีกครั้ง</td>" in page
    assert "“ย้ายไปอยู่อำเภออื่น”" in page
    assert "<td>เดือนสุดท้ายที่รายงาน</td><td>–</td><td>ตุลาคม 2564</td>" in page
    since, until = "ตั้งแต่ ตุลาคม 2564", "ตั้งแต่ ตุลาคม 2564 ถึง ตุลาคม 2564"
    assert f"<td>รายงานประเภทผ้า เครื่องแต่งกาย</td><td>{since}</td><td>{until}</td>" in page
    assert f"<td>รายงานประเภทผ้า เครื่องแต่งกาย</td><td>{until}</td><td>{since}</td>" in page


def test_states_reasons_ticks_and_papers_are_told(client, published, province_staff, auditor):
    workflow.reopen(report=published, reason="ยอดซ้ำกับอำเภออื่น", by=province_staff, now=build.NOW)
    client.force_login(auditor)
    page = text_of(client.get(URL))
    assert "สถานะ (ฉบับที่ 2)" in page
    assert "<td>จังหวัดยืนยันแล้ว</td><td>กำลังบันทึก</td>" in page
    assert "“ยอดซ้ำกับอำเภออื่น”" in page
    assert "ยืนยัน (รุ่นที่ 1)" in page
    assert "ลงนามในระบบ" in page
    assert "RT2-4302-2565-10-1-1" in page
    assert "1 อำเภอ" in page


def test_an_action_nobody_knows_yet_is_shown_as_it_is_stored(client, october, department, auditor):
    from reporting.actions import audit

    audit.record(
        by=department, now=build.NOW, action="something_new", obj=october, changes={"colour": ["เขียว", 3]}
    )
    client.force_login(auditor)
    page = text_of(client.get(URL))
    assert "something_new" in page
    assert "<td>colour</td><td>–</td><td>[&quot;เขียว&quot;, 3]</td>" in page


def test_a_long_event_is_cut_and_can_be_read_whole(client, report, officer, auditor):
    build.producers(40, district="4302", by=officer)
    build.enter(report, by=officer)
    client.force_login(auditor)
    short = text_of(client.get(URL, {"action": "save_week"}))
    event = AuditEvent.objects.get(action="save_week")
    assert short.count("สัปดาห์ที่ 1") == 12
    assert f'<a href="?event={event.pk}">ดูทั้งหมด 40 รายการ</a>' in short
    whole = text_of(client.get(URL, {"event": event.pk}))
    assert whole.count("สัปดาห์ที่ 1") == 40
    assert "<details open>" in whole


def test_each_sees_the_own_area(
    client, published, officer, neighbour, stranger, province_staff, other_province
):
    rows = {}
    for person in (officer, neighbour, stranger, province_staff, other_province):
        client.force_login(person)
        rows[person.username] = text_of(client.get(URL)).count("<td>อำเภอท่าบ่อ")
    assert rows["officer"] == rows["province"] > 0
    assert rows["neighbour"] == rows["stranger"] == rows["other-province"] == 0


def test_another_areas_event_cannot_be_asked_for(client, published, stranger):
    event = AuditEvent.objects.filter(district_id="4302").first()
    client.force_login(stranger)
    assert "ไม่พบรายการ" in text_of(client.get(URL, {"event": event.pk}))


def test_filters_by_action_and_district(client, published, neighbour, province_staff):
    group = build.producer("กลุ่มข้างบ้าน", district="4301", by=neighbour)
    build.enter(build.report_of("4301"), by=neighbour)
    assert group
    client.force_login(province_staff)
    own = body(text_of(client.get(URL, {"district": "4301"})))
    assert "อำเภอเมืองหนองคาย" in own
    assert "อำเภอท่าบ่อ" not in own
    submitted = body(text_of(client.get(URL, {"action": "submit", "district": "4302"})))
    assert submitted.count("<td>ส่งจังหวัด</td>") == 1
    assert "บันทึกยอด" not in submitted


def test_the_auditor_chooses_a_province_then_its_district(client, published, auditor):
    client.force_login(auditor)
    assert 'value="4302"' not in text_of(client.get(URL))
    page = text_of(client.get(URL, {"province": "43"}))
    assert '<option value="4302">อำเภอท่าบ่อ</option>' in page
    assert 'value="4101"' not in page
    assert "อำเภอท่าบ่อ ·" in body(text_of(client.get(URL, {"province": "43", "district": "4302"})))
    assert "ไม่พบรายการ" in text_of(client.get(URL, {"province": "41"}))


def test_district_people_have_no_area_to_choose(client, october, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert 'name="district"' not in page
    assert 'name="province"' not in page


@pytest.mark.parametrize(
    "query",
    [{"action": "steal"}, {"district": "4101"}, {"district": "x"}, {"event": "x"}, {"event": "0"}],
)
def test_what_cannot_be_chosen_is_refused_on_the_form(client, published, province_staff, query):
    client.force_login(province_staff)
    response = client.get(URL, query)
    assert response.status_code == 422
    assert "อำเภอท่าบ่อ ·" not in text_of(response)


def test_events_come_a_hundred_at_a_time(client, three_groups, officer):
    for number in range(102):
        build.enter(three_groups, by=officer, value=build.amounts(str(number + 1)))
    client.force_login(officer)
    first = text_of(client.get(URL, {"action": "save_week"}))
    assert first.count("<td>บันทึกยอดประจำสัปดาห์</td>") == 100
    assert "action=save_week&amp;page=2" in first
    second = text_of(client.get(URL, {"action": "save_week", "page": "2"}))
    assert second.count("<td>บันทึกยอดประจำสัปดาห์</td>") == 2


def test_a_visitor_signs_in_first(client, db):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["department", "administrator"])
def test_nobody_else_may(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


def test_it_takes_no_post(client, auditor):
    client.force_login(auditor)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("saves", [1, 30])
def test_queries_do_not_grow_with_the_events(
    client, three_groups, officer, province_staff, saves, django_assert_num_queries
):
    for number in range(saves):
        build.enter(three_groups, by=officer, value=build.amounts(str(number + 1)))
    client.force_login(province_staff)
    with django_assert_num_queries(8):
        client.get(URL)
