"""A handover pack in brief: all of it on one sheet however much there is, and nothing the annex lacks."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from reporting import brief, habits
from reporting.models import Category, District, Handover, ProducerGroup, Role, RosterEntry, User
from reporting.reports import pdf
from reporting.reports.handover import Paper
from reporting.sections import section
from tests import build

LONG = "วิสาหกิจชุมชนกลุ่มอาชีพสตรีแปรรูปผลผลิตทางการเกษตรและทอผ้าพื้นเมืองบ้านโคกสว่างสามัคคี หมู่ {}"
WHY = "ยอดสูงกว่าเดือนก่อนมาก โปรดเทียบกับใบเสร็จและบัญชีของกลุ่ม แล้วชี้แจงว่าขายในงานใดบ้าง " * 3


def pairs(number: int, **known) -> list[tuple[RosterEntry, habits.Line]]:
    """So many lines of producers with long names, each with two years of sales, seasons and words."""
    found = []
    for at in range(number):
        past = [tuple(map(Decimal, (1_000_000 + at, 250_000, 125_000)))] * 24
        for strong, weak in ((1, 5), (2, 6), (3, 7), (4, 8)):
            past[strong::12] = [(Decimal(9_000_000), Decimal(0), Decimal(0))] * 2
            past[weak::12] = [(Decimal(0), Decimal(0), Decimal(90_000))] * 2
        past[-2] = (Decimal(0),) * 3
        line = habits.Line(build.OCTOBER, **{"past": past, "notes": {WHY: 4}} | known)
        entry = RosterEntry(group=ProducerGroup(pk=at, name=LONG.format(at)), category=Category.HOUSEWARE)
        found.append((entry, line))
    return found


def sections(rows: int) -> list[dict]:
    """The sections of a pack in which everything is long, so many rows each."""
    columns = {"months": 3, "returned": 4, "inquiries": 4, "talks": 4, "marks": 3, "due": 3, "trouble": 4}
    columns |= {"committee": 4, "people": 3}
    found = [
        section(code, code, [""] * wide, [[WHY] * wide] * rows, empty="") for code, wide in columns.items()
    ]
    trouble = next(one for one in found if one["code"] == "trouble")
    kinds = ("ข้อสังเกต", "จังหวัดส่งคืน", "ส่งล่าช้า", "เปิดแก้ไขหลังยืนยัน")
    for at, row in enumerate(trouble["rows"]):
        row[1] = kinds[at % 4]
    return found


def paper(sections: list[dict], words: str = "") -> Paper:
    """A pack of these sections, accepted, of people with long names."""
    return Paper(
        Handover(
            district=District(pk="4302", name_th="ท่าบ่อ"),
            role=Role.OFFICER,
            leaver=User(full_name=LONG, position=LONG, role=Role.OFFICER),
            successor=User(full_name=LONG),
            created_at=build.NOW,
            accepted_at=build.NOW,
            accepted_by=User(full_name=LONG),
            words=words,
            content=json.dumps(sections),
            sha256="0" * 64,
        )
    )


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_it_is_one_sheet_however_much_there_is(rows):
    """The second page bears the annex alone, with the leaver's words in full."""
    first = brief.of_pack(sections(rows), pairs(rows))
    assert len(pdf.lay_out("print/handover.html", paper(first, words=WHY * 8)).pages) == 2


def test_a_pack_of_an_earlier_day_is_drawn_without_it():
    old = [section("months", "เดือนที่ยังไม่เสร็จ", ["เดือน"], [["ตุลาคม 2564"]], empty="")]
    shown = paper(old, words="กุญแจอยู่ที่ปลัด")
    assert (shown.first_sheet, shown.annex, shown.repeats_words) == ([], old, True)
    assert len(pdf.lay_out("print/handover.html", shown).pages) == 1


def test_what_is_cut_says_how_much_is_left():
    first, _ = brief.of_pack(sections(40), pairs(40))
    said = dict(first["rows"])
    assert said["ส่งคืนและยังไม่แก้"].splitlines()[-1] == "และอีก 37 รายการ อยู่ในภาคผนวก"
    assert said["ทะเบียน"] == "40 กลุ่ม 40 รายการ · ของใช้ ของตกแต่ง ของที่ระลึก 40"
    assert said["3 เดือนก่อน"].splitlines()[0] == ("ส่งล่าช้า 10 · จังหวัดส่งคืน 10 · เปิดแก้ไขหลังยืนยัน 10 · ข้อสังเกต 10")
    assert "ข้อสังเกต" not in "".join(said["3 เดือนก่อน"].splitlines()[1:])


def test_nothing_open_is_said_too():
    first, telling = brief.of_pack(sections(0), [])
    said = dict(first["rows"])
    assert (said["เดือนที่ยังไม่เสร็จ"], said["ส่งคืนและยังไม่แก้"]) == ("ทุกเดือนยืนยันแล้ว", "ไม่มี")
    assert telling["rows"] == [] and "ยังไม่มีเดือนที่ยืนยันแล้ว" in telling["empty"]


def test_the_most_telling_lines_come_first_and_silent_ones_not_at_all():
    steady = [(Decimal(5_000_000), Decimal(0), Decimal(0))] * 12
    found = pairs(1, past=(), notes=None) + pairs(2, past=steady, notes=None) + pairs(12)
    _, telling = brief.of_pack(sections(0), found)
    assert len(telling["rows"]) == brief.TELLING
    assert {bool(row[4]) for row in telling["rows"]} == {True}
    _, telling = brief.of_pack(sections(0), found[:4])
    assert [row[2].split()[1] for row in telling["rows"]] == ["1,375,000.00", "5,000,000.00", "5,000,000.00"]


def test_a_province_has_no_register():
    (only,) = brief.of_pack(sections(1), None)
    assert "ทะเบียน" not in dict(only["rows"])
