"""Handing over: what is pinned stays, who may take it, and every act once."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from reporting import pack
from reporting.actions import followups, handover, inquiries, threads, workflow
from reporting.actions.workflow import LineToReturn
from reporting.errors import BadInput, NotAllowed, Stale, WrongState
from reporting.models import AuditEvent, Handover, Inquiry, MonthlyReport, ReturnReason, Role
from tests import build, past
from tests.actions.test_inquiries import asked
from tests.build import NOW, amounts

BOTH = frozenset(handover.STATEMENTS)


@pytest.fixture
def successor(officer):
    return build.person("newcomer", Role.OFFICER, district="4302")


@pytest.fixture
def waiting(three_groups, officer, successor):
    return handover.start(successor=successor, words="", by=officer, now=NOW)


def accept(found, by, *, statements=BOTH, seen=None, now=NOW):
    seen = seen or pack.hash_of(pack.still_open(found.place, now=now))
    return handover.accept(handover=found, statements=statements, seen=seen, by=by, now=now)


def section(found: Handover, code: str) -> dict:
    return next(one for one in found.sections if one["code"] == code)


def words_of(found: Handover, code: str) -> str:
    return " | ".join(cell for row in section(found, code)["rows"] for cell in row)


def test_the_pack_says_what_the_district_has_and_what_is_open(
    submitted, officer, chief, province_staff, five_members, successor
):
    line = submitted.lines.select_related("group").order_by("pk").first()
    returned = [LineToReturn(line.pk, ReturnReason.objects.first().pk, "โปรดเทียบกับใบเสร็จ", None)]
    threads.post(report=submitted, text="โปรดโทรกลับ", by=province_staff, now=NOW)
    followups.follow(report=submitted, line_id=line.pk, wanted=True, by=chief, now=NOW)
    workflow.return_lines(report=submitted, lines=returned, by=province_staff, now=NOW)
    found = handover.start(successor=successor, words=" กุญแจตู้อยู่ที่ปลัด ", by=officer, now=NOW)
    assert found.words == "กุญแจตู้อยู่ที่ปลัด"
    assert "จังหวัดส่งคืน" in words_of(found, "months")
    assert f"{line} | " in words_of(found, "returned")
    assert "โปรดเทียบกับใบเสร็จ" in words_of(found, "returned")
    assert "โปรดโทรกลับ\n(รอสำนักงานนี้ตอบ)" in words_of(found, "talks")
    assert str(line) in words_of(found, "marks")
    assert "โปรดเทียบกับใบเสร็จ" in words_of(found, "trouble")
    assert "5 พฤศจิกายน 2564 | ตุลาคม 2564 | ส่งจังหวัด" in words_of(found, "due")
    assert len(section(found, "committee")["rows"]) == 5
    assert province_staff.full_name in words_of(found, "people")
    assert [row[0].partition("\n")[0] for row in section(found, "roster")["rows"]].count("กลุ่มอาหารอร่อย") == 2


def test_a_groups_habits_are_those_of_the_confirmed_months(officer, department, report):
    groups = [build.producer("กลุ่มข้าวเม่า", district="4302", by=officer, starts=build.OCTOBER.plus(-5))]
    for back in range(1, 5):
        month = past.publish(
            build.OCTOBER.plus(-back),
            groups,
            lambda _: amounts("300", "0", "100"),
            by=officer,
            department=department,
        )
        month.lines.update(note="งานบุญข้าวเม่า")
    unconfirmed = past.publish(
        build.OCTOBER.plus(-5),
        groups,
        lambda _: amounts("9000"),
        by=officer,
        department=department,
        state="OPEN",
    )
    assert unconfirmed.state == "OPEN"
    [row] = section(handover.start(successor=None, words="", by=officer, now=NOW), "roster")["rows"]
    assert row[1:4] == ["อาหาร", "เดือนละ 400.00 บาท (ค่ากลาง 4 เดือน)", "ปกติ 75% ออนไลน์ 25%"]
    assert row[5] == "“งานบุญข้าวเม่า” 4 ครั้ง"


def test_what_is_pinned_stays_what_it_was(waiting, three_groups, officer):
    before = waiting.content
    build.producer("กลุ่มใหม่", district="4302", by=officer)
    build.enter(three_groups, by=officer)
    found = Handover.objects.get(pk=waiting.pk)
    assert found.content == before
    assert hashlib.sha256(before.encode()).hexdigest() == found.sha256
    assert "กลุ่มใหม่" not in words_of(found, "roster")


def test_the_successor_accepts_and_the_log_says_so(waiting, successor):
    found = accept(waiting, successor, now=NOW + dt.timedelta(days=1))
    assert (found.accepted_by, found.statements) == (successor, list(handover.STATEMENTS.values()))
    assert accept(waiting, successor).accepted_at == found.accepted_at
    events = AuditEvent.objects.filter(stream="district:4302").order_by("sequence")
    assert [event.action for event in events] == ["start_handover", "accept_handover"]
    assert events[1].changes["content"] == waiting.sha256


def test_nobody_accepts_without_every_statement_or_without_reading_what_is_open(
    waiting, successor, three_groups, officer
):
    with pytest.raises(BadInput, match="ให้ครบทุกข้อ"):
        accept(waiting, successor, statements={"read"})
    seen = pack.hash_of(pack.still_open(waiting.place, now=NOW))
    build.enter(three_groups, by=officer)
    with pytest.raises(Stale, match="เปลี่ยนไประหว่างที่ท่านอ่าน"):
        accept(waiting, successor, seen=seen)
    assert Handover.objects.waiting().exists()


@pytest.mark.parametrize("who", ["officer", "chief", "neighbour", "province_staff", "department"])
def test_nobody_else_accepts(waiting, who, request):
    with pytest.raises(NotAllowed):
        accept(waiting, request.getfixturevalue(who))


def test_while_nobody_is_named_anybody_of_the_role_accepts(three_groups, officer, successor):
    found = handover.start(successor=None, words="", by=officer, now=NOW)
    assert accept(found, successor).accepted_by == successor


def test_a_named_successor_keeps_others_out_until_another_is_named(waiting, chief, province_staff, neighbour):
    other = build.person("other", Role.OFFICER, district="4302")
    with pytest.raises(NotAllowed):
        accept(waiting, other)
    with pytest.raises(NotAllowed):
        handover.name_successor(handover=waiting, successor=other, by=neighbour, now=NOW)
    with pytest.raises(NotAllowed):
        handover.name_successor(handover=waiting, successor=other, by=other, now=NOW)
    named = handover.name_successor(handover=waiting, successor=other, by=chief, now=NOW)
    assert (
        handover.name_successor(handover=named, successor=other, by=province_staff, now=NOW).successor
        == other
    )
    assert accept(named, other).accepted_by == other
    assert AuditEvent.objects.filter(action="name_successor").count() == 1


@pytest.mark.parametrize("who", ["officer", "chief", "neighbour"])
def test_a_successor_has_the_same_office_and_role(three_groups, officer, who, request):
    with pytest.raises(BadInput, match="สำนักงานและหน้าที่เดียวกัน"):
        handover.start(successor=request.getfixturevalue(who), words="", by=officer, now=NOW)


def test_one_pack_waits_at_a_time_and_the_same_press_is_one_pack(waiting, officer, successor):
    assert handover.start(successor=successor, words="", by=officer, now=NOW) == waiting
    with pytest.raises(WrongState, match="ถอนชุดเดิมก่อน"):
        handover.start(successor=successor, words="อีกชุด", by=officer, now=NOW)
    handover.withdraw(handover=waiting, by=officer, now=NOW)
    assert handover.start(successor=successor, words="อีกชุด", by=officer, now=NOW) != waiting


def test_only_ones_own_pack_is_taken_back_and_then_nobody_accepts_it(waiting, officer, chief, successor):
    with pytest.raises(NotAllowed):
        handover.withdraw(handover=waiting, by=chief, now=NOW)
    handover.withdraw(handover=waiting, by=officer, now=NOW)
    assert handover.withdraw(handover=waiting, by=officer, now=NOW).withdrawn_by == officer
    with pytest.raises(WrongState, match="ถอนไปแล้ว"):
        accept(waiting, successor)
    with pytest.raises(WrongState):
        handover.name_successor(handover=waiting, successor=None, by=officer, now=NOW)


def test_an_accepted_pack_is_not_taken_back(waiting, officer, successor):
    accept(waiting, successor)
    with pytest.raises(WrongState, match="มีผู้รับแล้ว"):
        handover.withdraw(handover=waiting, by=officer, now=NOW)


def test_departments_have_no_desk_to_hand_over(october, department):
    with pytest.raises(NotAllowed):
        handover.start(successor=None, words="", by=department, now=NOW)


def test_a_province_hands_over_what_its_districts_have_open(submitted, province_staff, neighbour, chief):
    found = handover.start(successor=None, words="", by=province_staff, now=NOW)
    codes = [one["code"] for one in found.sections]
    about_lines = ["returned", "inquiries", "talks", "marks"]
    assert codes == ["brief", "months", *about_lines, "due", "trouble", "committee", "people"]
    assert "อำเภอท่าบ่อ\nตุลาคม 2564 | ส่งจังหวัดแล้ว" in words_of(found, "months")
    assert chief.full_name in words_of(found, "people")
    assert "อุดรธานี" not in found.content
    later = build.person("later", Role.PROVINCE, province="43")
    assert accept(found, later).accepted_by == later


def test_the_last_months_troubles_are_named(published, officer, province_staff):
    workflow.reopen(report=published, reason="ลืมงานกาชาด", by=province_staff, now=NOW)
    MonthlyReport.objects.update(first_submitted_at=NOW + dt.timedelta(days=9))
    line = published.lines.order_by("pk").first()
    line.nil, line.regular, line.transfer, line.online, line.note = True, 0, 0, 0, "หยุดผลิต"
    line.save()
    november = NOW + dt.timedelta(days=20)
    rows = section(handover.start(successor=None, words="", by=officer, now=november), "trouble")["rows"]
    said = [row[1] for row in rows]
    assert said.count("ส่งล่าช้า") == said.count("เปิดแก้ไขหลังยืนยัน") == 1
    assert "ไม่มียอดทั้งเดือน โปรดบอกเหตุผล (ชี้แจงว่า หยุดผลิต)" in [row[3] for row in rows if row[1] == "ข้อสังเกต"]


def test_what_the_department_asks_goes_along_until_it_is_closed(
    published, department, province_staff, officer
):
    asked(department)
    closed = asked(department, code="TEXTILE-")
    inquiries.close(inquiry=closed, by=department, text="ทราบแล้ว", now=NOW)
    province = handover.start(successor=None, words="", by=province_staff, now=NOW)
    [[about, subject, waits, by]] = section(province, "inquiries")["rows"]
    assert (about, waits) == ("อำเภอท่าบ่อ\nตุลาคม 2564", "รอจังหวัดตอบ")
    assert subject.endswith("(ฉบับที่ 1)") and by.startswith(department.full_name)
    assert "รอจังหวัดตอบ" in words_of(province, "brief")
    before = handover.start(successor=None, words="", by=officer, now=NOW)
    assert section(before, "inquiries")["rows"] == []
    handover.withdraw(handover=before, by=officer, now=NOW)
    opened = Inquiry.objects.exclude(pk=closed.pk).get()
    inquiries.share(inquiry=opened, text="โปรดดูใบเสร็จ", by=province_staff, now=NOW)
    after = handover.start(successor=None, words="", by=officer, now=NOW)
    assert [row[2] for row in section(after, "inquiries")["rows"]] == ["รออำเภอชี้แจง"]


@pytest.mark.parametrize("number", [2, 40])
def test_queries_whatever_the_number_of_producers(number, report, officer, django_assert_num_queries):
    build.producers(number, district="4302", by=officer)
    build.enter(report, by=officer)
    with django_assert_num_queries(29):
        handover.start(successor=None, words="", by=officer, now=NOW)
