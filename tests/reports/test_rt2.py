"""What RT.2 says: the lines of the content, the ticks, the totals, the resolution, the correction."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from reporting.actions import certifications, removal, sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.models import Method
from reporting.readiness import Standing
from reporting.reports import rt2
from reporting.reports.corrections import Difference, differences
from reporting.reports.lines import Amounts
from reporting.stats import sheet
from tests import build


@pytest.fixture
def ticked(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    return three_groups


@pytest.fixture
def correction(published, province_staff):
    reason = "ยอดออนไลน์พิมพ์ผิดหลัก"
    return workflow.reopen(report=published, reason=reason, by=province_staff, now=build.NOW).report


def form(report, **kwargs) -> rt2.Report:
    return rt2.build(Standing(report), **kwargs)


def change(report, row, *, by, value=None, nil=False) -> None:
    """Give one row other figures in the first week, or make it nil."""
    seen = Cell(amounts=row.weeks[1].amounts)
    wanted = Cell(amounts=None, nil=True) if nil else Cell(amounts=value)
    rows = [WeekRow(row.group.pk, row.category, seen=seen, wanted=wanted)]
    sales.save_week(report=report, week=1, rows=rows, by=by, now=build.NOW)


def sheet_rows(report):
    return sheet.with_weeks(sheet.rows(report))


def test_the_lines_stand_in_the_order_of_the_sheet(ticked):
    told = form(ticked)
    assert [(row.number, row.producer, row.category) for row in told.rows] == [
        (row.number, row.group.name, row.category_label) for row in sheet.rows(ticked)
    ]
    assert {row.producer_type for row in told.rows} == {"กลุ่มผู้ผลิตชุมชน", "เจ้าของรายเดียว"}
    assert told.rows[0].amounts == Amounts(Decimal("100.00"), Decimal("20.00"), Decimal("5.50"))


def test_the_totals_are_those_of_the_content(ticked):
    told, standing = form(ticked), Standing(ticked)
    assert told.total.lines == 4
    assert told.total.amounts == Amounts(**standing.snapshot.channel_totals())
    assert told.total.amounts.total == standing.snapshot.total == Decimal("502.00")
    assert told.total_words == "ห้าร้อยสองบาทถ้วน"
    assert [(row.label, row.lines) for row in told.summary] == [
        ("อาหาร", 2),
        ("เครื่องดื่ม", 1),
        ("ผ้า เครื่องแต่งกาย", 1),
        ("ของใช้ ของตกแต่ง ของที่ระลึก", 0),
        ("สมุนไพรที่ไม่ใช่อาหาร", 0),
    ]
    assert sum((row.amounts for row in told.summary), Amounts()) == told.total.amounts


def test_both_levels_ticks_are_shown_while_they_are_valid(ticked, officer, chief, province_staff):
    assert [(row.district_tick, row.province_tick) for row in form(ticked).rows] == [(True, False)] * 4
    change(ticked, sheet_rows(ticked)[0], by=officer, value=build.amounts("1.00"))
    assert [row.district_tick for row in form(ticked).rows] == [False, True, True, True]


def test_the_provinces_ticks_are_shown(published):
    assert all(row.district_tick and row.province_tick for row in form(published).rows)


def test_nil_and_removed_lines(three_groups, officer):
    build.enter(three_groups, by=officer)
    first, second = sheet_rows(three_groups)[:2]
    change(three_groups, first, by=officer, nil=True)
    removal.remove_line(
        report=three_groups,
        group_id=second.group.pk,
        category=second.category,
        version=second.version,
        reason="เลิกกิจการ",
        by=officer,
        now=build.NOW,
    )
    told = form(three_groups)
    assert [row.nil for row in told.rows] == [True, False, False]
    assert [(line.producer, line.reason) for line in told.removed] == [(second.group.name, "เลิกกิจการ")]
    assert told.total.lines == 3


def test_the_certification_sentence(ticked, chief):
    blank = form(ticked).certification
    assert "นตผ.อำเภอท่าบ่อ" in blank and "เลขที่ ...." in blank
    data = certifications.ResolutionData(
        method=Method.CIRCULAR, number="นค 0519/ว 7", resolved_on=dt.date(2021, 11, 2)
    )
    certifications.certify_district(report=ticked, data=data, by=chief, now=build.NOW)
    assert form(ticked).certification == (
        "คณะกรรมการ นตผ.อำเภอท่าบ่อ ได้รับรองข้อมูลยอดจำหน่ายผลิตภัณฑ์ OTOP ตามรายการในแบบนี้แล้ว "
        "โดยวิธีหนังสือเวียน เลขที่ นค 0519/ว 7 เมื่อวันที่ 2 พฤศจิกายน 2564"
    )


def test_a_letters_own_number_is_not_numbered_twice(ticked, chief):
    data = certifications.ResolutionData(
        method=Method.CIRCULAR, number="ที่ นค 0519/ว 7", resolved_on=dt.date(2021, 11, 2)
    )
    certifications.certify_district(report=ticked, data=data, by=chief, now=build.NOW)
    assert "โดยวิธีหนังสือเวียน ที่ นค 0519/ว 7 เมื่อวันที่" in form(ticked).certification


def test_the_three_who_sign(ticked, officer, chief):
    chief.acting_for = "นายอำเภอท่าบ่อ"
    recorder, committee, confirmer = form(ticked, signer=chief).signatures
    assert (recorder.task, recorder.name) == ("ผู้บันทึกข้อมูล", officer.full_name)
    assert (committee.name, committee.position) == ("", "ประธาน/ผู้แทน นตผ.อำเภอท่าบ่อ")
    assert (confirmer.name, confirmer.position, confirmer.acting_for) == (
        chief.full_name,
        chief.position,
        "นายอำเภอท่าบ่อ",
    )
    assert form(ticked).signatures[2].name == ""


def test_the_recorder_is_who_typed_most(ticked, officer, chief):
    for row in sheet_rows(ticked)[:3]:
        change(ticked, row, by=chief, value=build.amounts("7.00"))
    assert form(ticked).signatures[0].name == chief.full_name


def test_a_draft_says_what_is_missing_and_an_issue_does_not(three_groups, ticked, chief):
    draft = form(ticked)
    assert draft.is_draft
    assert draft.notes == ("ยังไม่มีมติ นตผ.อำเภอ (ประชุม หรือหนังสือเวียน)",)
    issued = form(ticked, number="RT2-1", verify_url="https://example.com/")
    assert (issued.is_draft, issued.notes) == (False, ())


def test_an_empty_month_is_a_form_of_zeros(report):
    told = form(report)
    assert (told.rows, told.total.lines, told.total_words) == ((), 0, "ศูนย์บาทถ้วน")
    assert told.signatures[0].name == ""


def test_a_first_revision_is_no_correction(published):
    assert form(published).correction is None


def test_a_correction_lists_what_it_changes(correction, officer, chief, province_staff):
    first, second, third = sheet_rows(correction)[:3]
    change(correction, first, by=officer, value=build.amounts("100.00", "20.00", "5500.00"))
    change(correction, second, by=officer, nil=True)
    removal.remove_line(
        report=correction,
        group_id=third.group.pk,
        category=third.category,
        version=third.version,
        reason="ซ้ำ",
        by=officer,
        now=build.NOW,
    )
    told = form(correction).correction
    assert (told.replaces, told.published_on) == (1, "3 พฤศจิกายน 2564")
    assert told.reason == "ยอดออนไลน์พิมพ์ผิดหลัก"
    assert [
        (item.producer, item.item, item.before, item.after, item.change) for item in told.differences
    ] == [
        (first.group.name, "รายได้ออนไลน์", "5.50", "5,500.00", "+5,494.50"),
        (second.group.name, "การรายงานยอด", "มียอดจำหน่าย", "ไม่มียอดจำหน่าย", ""),
        (second.group.name, "รายได้ปกติ", "100.00", "0.00", "−100.00"),
        (second.group.name, "รายได้โอน", "20.00", "0.00", "−20.00"),
        (second.group.name, "รายได้ออนไลน์", "5.50", "0.00", "−5.50"),
        (third.group.name, "นำรายการออก: ซ้ำ", "125.50", "–", "−125.50"),
    ]
    assert (told.total_before, told.total_after, told.total_change) == ("502.00", "5,745.50", "+5,243.50")


def test_a_published_correction_still_says_what_it_replaced(correction, officer, chief, province_staff):
    change(correction, sheet_rows(correction)[0], by=officer, value=build.amounts("200.00", "20.00", "5.50"))
    build.sign(correction, by=chief)
    workflow.submit(report=correction, by=chief, now=build.NOW)
    build.cover(correction, by=province_staff)
    done = workflow.publish(report=correction, by=province_staff, now=build.NOW).report
    told = form(done).correction
    assert (told.replaces, len(told.differences)) == (1, 1)


def line(group: int, **changes: object) -> dict[str, object]:
    plain = {
        "group": group,
        "name": f"กลุ่ม {group}",
        "category": "FOOD",
        "producer_type": "GROUP",
        "nil": False,
    }
    return plain | {"regular": "1.00", "transfer": "2.00", "online": "3.00"} | changes


def test_differences_of_type_name_and_new_lines():
    before = {"lines": [line(1), line(2), line(3)], "removed": []}
    after = {"lines": [line(1, producer_type="SME"), line(2, name="กลุ่ม 2 ใหม่"), line(4)], "removed": []}
    assert differences(before, after) == [
        Difference("กลุ่ม 1", "อาหาร", "ประเภทผู้ผลิต", "กลุ่มผู้ผลิตชุมชน", "SME"),
        Difference("กลุ่ม 2 ใหม่", "อาหาร", "ชื่อ", "กลุ่ม 2", "กลุ่ม 2 ใหม่"),
        Difference("กลุ่ม 3", "อาหาร", "นำรายการออก", "6.00", "–", "−6.00"),
        Difference("กลุ่ม 4", "อาหาร", "เพิ่มรายการ", "–", "6.00", "+6.00"),
    ]


def test_equal_contents_have_no_difference():
    content = {"lines": [line(1), line(2)], "removed": []}
    assert differences(content, content) == []


@pytest.mark.parametrize("count", [3, 60])
def test_two_queries_beside_the_standing(report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    standing = Standing(report)
    assert standing.snapshot and standing.certification is None
    with django_assert_num_queries(2):  # Ticks and who recorded; the issue in force with its signature.
        rt2.build(standing, number="RT2-1")
