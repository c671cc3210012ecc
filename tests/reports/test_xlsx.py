"""Workbooks: figures are numbers, text stays text, and the sheet is ready to print."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from reporting.reports import xlsx
from reporting.reports.tables import Column, Kind, Table
from reporting.stats.tie_out import TieOut, chain
from tests.reports import drawn
from tests.reports import tables_by_hand as by_hand


class Form:
    title = "แบบ"
    heading = ("=HYPERLINK(1)", "หัวเรื่อง")
    closing = ("@ลงท้าย",)
    is_draft = False

    def __init__(self, *rows):
        columns = (Column("ชื่อ", Kind.TEXT, 60), Column("บาท", Kind.BAHT, 30, "ยอด"))
        self.tables = (Table("รายการ", columns, rows),)


@pytest.mark.parametrize("name", ["=1+1", "+66", "-5", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_a_name_is_never_a_formula(name):
    sheet = drawn.workbook(Form((name, 5))).active
    cell = sheet["A5"]
    assert (cell.value, cell.data_type) == (name, "s")
    assert cell.quotePrefix
    assert sheet["A1"].data_type == "s"
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_name_with_control_characters_does_not_break_the_file():
    assert drawn.workbook(Form(("ก\x00ข\x1bค", 5))).active["A5"].value == "กขค"


def test_amounts_are_numbers_with_a_format():
    report = by_hand.form_rt4(2)
    sheet = drawn.workbook(report).active
    row = list(sheet[sheet[sheet.freeze_panes].row])
    assert [cell.number_format for cell in row[2:12]] == ["#,##0"] * 4 + ["#,##0.00"] * 5 + ["0.0"]
    assert row[6].value == 98765432.11
    assert row[10].value == 98765432.11


def test_a_missing_target_is_said_in_words():
    sheet = drawn.workbook(by_hand.form_rt4(2)).active
    cells = [cell.value for cell in sheet["K"]]
    assert "ยังไม่กำหนด" in cells


def test_the_sheet_is_ready_to_print_on_a4():
    sheet = drawn.workbook(by_hand.form_rt3(2)).active
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.freeze_panes == "A7"
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width
    assert "A5:A6" in {str(merged) for merged in sheet.merged_cells.ranges}


def test_the_greatest_figures_have_room():
    row = ("", Decimal("330597206258.84"))
    sheet = drawn.workbook(Form(row)).active
    assert sheet.column_dimensions["B"].width >= len("330,597,206,258.84") + xlsx.ROOM
    small = drawn.workbook(Form(("", 5))).active
    assert small.column_dimensions["B"].width == pytest.approx(30 / xlsx.MILLIMETRES_PER_CHARACTER)


def test_the_seal_stands_under_the_figures():
    sheet = drawn.workbook(by_hand.form_rt3(2)).active
    assert "ยอดตรงกัน รต.๒ = รต.๓ = 9,876,543,210.99 บาท" in [cell.value for cell in sheet["A"]]


def test_a_seal_that_does_not_hold_warns_in_red():
    sums = {"รต.๒": {"ท่าบ่อ": Decimal(5)}, "รต.๓": {"ท่าบ่อ": Decimal(6)}}
    odd = TieOut((chain(sums),))
    sheet = drawn.workbook(replace(by_hand.form_rt3(2), tie_out=odd)).active
    red = [cell.value for cell in sheet["A"] if cell.font.color and cell.font.color.rgb == f"00{xlsx.RED}"]
    assert red == ["ยอดไม่ตรงกัน ห้ามใช้ตัวเลขนี้จนกว่าจะตรวจแก้", "รต.๒ 5.00 บาท · รต.๓ 6.00 บาท", "ที่ไม่ตรงกัน: ท่าบ่อ"]
