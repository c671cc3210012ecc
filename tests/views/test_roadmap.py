"""The road map: the letter's stages with the month's own dates, how far each is, and its button."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from reporting.actions import months, workflow
from reporting.actions.ticks import Level
from reporting.deadlines import BANGKOK
from reporting.models import MonthlyReport, ReportingMonth
from reporting.standing import Standing
from reporting.views import roadmap
from reporting.views.desk_nation import NationDesk
from reporting.views.desk_province import ProvinceDesk
from reporting.views.roadmap_areas import of_district
from tests import build
from tests.views.desk import at

LABELS = ["เปิดงวด", "บันทึกครบ", "ยืนยันระดับอำเภอ", "มติ นตผ. และ รต.๒", "ส่งจังหวัด", "จังหวัดตรวจ", "จังหวัดยืนยัน"]


def moment(day: int, month: int = 11) -> dt.datetime:
    return dt.datetime(2021, month, day, 12, tzinfo=BANGKOK)


def drawn(report, user, *, day: int = 2):
    report = MonthlyReport.objects.with_context().get(pk=report.pk)
    return of_district(Standing(report), user, now=moment(day)).stages


def states(stages) -> list[str]:
    return [stage.state for stage in stages]


# --- a district ---


def test_a_district_has_seven_stages_with_the_dates_of_the_month(three_groups, officer):
    stages = drawn(three_groups, officer)
    assert [stage.plan.label for stage in stages] == LABELS
    assert states(stages) == ["done", "now", "todo", "todo", "todo", "todo", "todo"]
    assert [stage.when for stage in stages][1:] == [
        "ทุกสัปดาห์ ถึง 31 ต.ค. 2564",
        "ก่อนส่งจังหวัด",
        "ก่อนส่งจังหวัด",
        "ภายใน 5 พ.ย. 2564",
        "ภายใน 8 พ.ย. 2564",
        "ภายใน 10 พ.ย. 2564",
    ]


def test_each_stage_has_the_button_of_who_can_do_it(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    ticking = drawn(three_groups, chief)[2]
    assert (ticking.state, ticking.url, ticking.action_label) == ("now", at("sheet"), "ไปยืนยัน")
    assert drawn(three_groups, officer)[2].url == ""
    build.tick(three_groups, Level.DISTRICT, by=chief)
    assert drawn(three_groups, chief)[3].url == at("certify")
    build.sign(three_groups, by=chief)
    sending = drawn(three_groups, chief)[4]
    assert (sending.url, sending.action_label) == (f"{at('sheet')}#submit", "ไปส่งจังหวัด")


def test_a_due_date_that_has_passed_is_late_only_where_nothing_was_done(submitted, chief):
    stages = drawn(submitted, chief, day=9)
    assert states(stages) == ["done", "done", "done", "done", "done", "late", "todo"]
    assert stages[4].note.startswith("ส่งแล้ว")


def test_what_came_back_is_to_be_done_again(submitted, officer, chief, province_staff):
    line = submitted.lines.first()
    item = workflow.LineToReturn(line.pk, "TOO_HIGH", "โปรดตรวจใบเสร็จ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    stages = drawn(submitted, officer)
    assert (stages[1].state, stages[1].url) == ("now", at("fix"))
    assert stages[5].note == "ส่งคืน 1 รายการ"


def test_a_published_month_is_done(published, chief):
    assert set(states(drawn(published, chief, day=30))) == {"done"}


def test_a_correction_is_nobodys_delay(published, chief, province_staff):
    report = build.reopen(published, by=province_staff)
    stages = drawn(report, chief, day=30)
    assert "late" not in states(stages)
    assert [stage.when for stage in stages[4:]] == ["", "", ""]


def test_a_closed_month_offers_no_button(three_groups, chief, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    assert [stage.url for stage in drawn(three_groups, chief)] == [""] * 7


# --- a province ---


def test_a_province_sees_how_many_districts_have_come_how_far(submitted, province_staff):
    stages = ProvinceDesk(province_staff, now=moment(2)).road_map.stages
    assert [(stage.plan.label, stage.state, stage.note) for stage in stages] == [
        ("เปิดงวด", "done", ""),
        ("บันทึกครบ", "now", "1/2 อำเภอ"),
        ("ส่งจังหวัด", "todo", "ส่งแล้ว 1/2 อำเภอ"),
        ("จังหวัดตรวจ", "now", "รอตรวจ 1 อำเภอ"),
        ("มติ นตผ.จังหวัด", "now", "รอมติ 1 อำเภอ"),
        ("จังหวัดยืนยัน", "todo", "0/2 อำเภอ"),
    ]
    at_province = {"args": ("43", build.OCTOBER)}
    assert stages[3].url == reverse("province_board", **at_province)
    assert stages[4].url == reverse("province_certify", **at_province)


def test_what_is_checked_and_covered_can_be_confirmed(submitted, province_staff):
    build.cover(submitted, by=province_staff)
    stages = ProvinceDesk(province_staff, now=moment(2)).road_map.stages
    assert [stage.state for stage in stages[3:]] == ["todo", "todo", "now"]
    assert stages[5].url


# --- the nation ---


def test_the_nation_sees_states_and_its_own_buttons_only(published, department, auditor):
    opened = list(ReportingMonth.objects.all())
    stages = NationDesk(department, opened, now=moment(7)).road_map.stages
    assert [(stage.plan.label, stage.state) for stage in stages] == [
        ("เปิดงวด", "done"),
        ("ส่งจังหวัด", "late"),
        ("จังหวัดตรวจ", "todo"),
        ("จังหวัดยืนยัน", "now"),
        ("รายงานอธิบดี", "todo"),
    ]
    assert stages[0].url == reverse("months", args=(2565,))
    assert NationDesk(auditor, opened, now=moment(7)).road_map.stages[0].url == ""


# --- everybody ---


@pytest.mark.parametrize(
    ("day", "month", "expected"),
    [
        (31, 10, ("next", "todo", "todo", "todo")),
        (1, 11, ("past", "next", "todo", "todo")),
        (8, 11, ("past", "past", "next", "todo")),
        (9, 11, ("past", "past", "past", "next")),
        (11, 11, ("past", "past", "past", "past")),
    ],
)
def test_a_visitor_sees_which_date_is_next(october, day, month, expected):
    stages = roadmap.of_everybody([october], now=moment(day, month)).stages
    dated = {"บันทึกครบ", "ส่งจังหวัด", "จังหวัดตรวจ", "จังหวัดยืนยัน"}
    assert tuple(stage.state for stage in stages if stage.plan.label in dated) == expected
    assert {(stage.note, stage.url) for stage in stages} == {("", "")}


def test_a_visitor_sees_the_month_that_is_due_next(october, department):
    november = build.open_month(build.OCTOBER.next(), by=department)

    def shown(day: int, month: int = 11) -> str:
        return roadmap.of_everybody([october, november], now=moment(day, month)).title

    assert shown(10) == "เดือนตุลาคม 2564"
    assert shown(11) == "เดือนพฤศจิกายน 2564"
    assert shown(31, 12) == "เดือนพฤศจิกายน 2564"


def test_a_closed_month_is_not_shown_to_visitors(october, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    assert roadmap.of_everybody(ReportingMonth.objects.all(), now=moment(2)).stages == []
