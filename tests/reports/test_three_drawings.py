"""Every form says the same on the page, on paper and in the spreadsheet, figure by figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.models import Province, Target
from reporting.readiness import Standing
from reporting.reports import nation, province_forms, rt1, rt2
from tests import build, nationwide
from tests.reports import drawn

OCTOBER = build.OCTOBER
GREAT = [("FOOD", "GROUP", "93335876.25", "5409805.00", "0.00"), ("HERB", "SME", "1.05", "0.00", "7000.10")]


@pytest.fixture
def month(submitted, department):
    """4302 handed over, 4301 and 4101 confirmed, one target of three."""
    nationwide.publish("4301", by=department, lines=GREAT)
    nationwide.publish("4101", by=department)
    Target.objects.create(district_id="4301", month=OCTOBER, channel="REGULAR", printed=Decimal("98760000"))
    return submitted


def forms():
    return province_forms.build(Province.objects.get(pk="43"), OCTOBER, working=True)


TABLES = {
    "rt3": (lambda report: forms().rt3, 4),
    "rt4": (lambda report: forms().rt4, 4),
    "nation": (lambda report: nation.build(OCTOBER), 6),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_form_of_tables(month, name, tmp_path):
    build_form, rows = TABLES[name]
    report = build_form(month)
    page, book = drawn.page("print/form_body.html", report), drawn.data_rows(report)
    assert len(page.rows) == len(book) == rows
    for shown, kept in zip(page.rows, book, strict=True):
        told = [drawn.value(cell) for cell in kept]
        # The page rounds a percentage, the last column, to the tenth; the spreadsheet keeps it.
        told[-1] = round(told[-1], 1)
        assert [drawn.value(cell) for cell in shown] == told
    text = drawn.arabic_digits(" ".join(page.text))
    assert "98,752,682.40" in text  # 4301 in all: 98,745,681.25 of food and 7,001.15 of herbs.
    assert drawn.money_in(drawn.paper("print/form.html", report, tmp_path)) == drawn.money_in(text)
    assert len(drawn.money_in(text)) > 10


@pytest.mark.parametrize("name", ["rt4", "nation"])
def test_the_channels_that_targets_count_are_said_everywhere(month, name, tmp_path):
    Target.objects.create(
        district_id="4301", month=OCTOBER, channel="ONLINE", printed_in="TRANSFER", printed=Decimal(0)
    )
    report = TABLES[name][0](month)
    book = [str(cell.value) for row in drawn.workbook(report).worksheets[-1] for cell in row if cell.value]
    page = drawn.arabic_digits(" ".join(drawn.page("print/form_body.html", report).text))
    paper = "".join(drawn.paper("print/form.html", report, tmp_path).split())
    for said in ("รายได้โอน ยังไม่กำหนด · รายได้ออนไลน์ 1 อำเภอ", "กรมฯ กำหนดเป็นรายได้ออนไลน์ (1 อำเภอ)"):
        assert any(said in line for line in book)
        assert said in page
        assert "".join(said.split()) in paper


def test_rt2(month, tmp_path):
    report = rt2.build(Standing(month))
    page, book = drawn.page("print/rt2_body.html", report), drawn.data_rows(report)
    assert len(page.rows) == len(book) == 5 + 6
    for shown, kept in zip(page.rows, book, strict=True):
        assert [drawn.value(cell) for cell in shown] == [drawn.value(cell) for cell in kept]
    text = drawn.arabic_digits(" ".join(page.text))
    assert drawn.money_in(drawn.paper("print/rt2.html", report, tmp_path)) == drawn.money_in(text)
    assert drawn.money_in(text).count("502.00") == 4  # Both sums, the total in words, the seal.


def test_rt1_has_the_same_producers_everywhere(three_groups, tmp_path):
    report = rt1.build(three_groups)
    page, book = drawn.page("print/rt1_body.html", report), drawn.data_rows(report)
    first_lines = [
        row for row in page.rows if len(row) == 18
    ]  # The other two lines of a producer are shorter.
    assert (
        [row[1] for row in first_lines]
        == [row[2] for row in book]
        == [row.producer for row in report.sections[0].rows]
    )
    ticked = [[at for at, mark in enumerate(row[2:10]) if mark == "ใช่"] for row in first_lines]
    assert ticked == [[2, 5], [0, 5], [1, 5], [0, 6]]
    assert [(row[3], row[4]) for row in book] == [
        ("ผ้า เครื่องแต่งกาย", "กลุ่มผู้ผลิตชุมชน"),
        ("อาหาร", "กลุ่มผู้ผลิตชุมชน"),
        ("เครื่องดื่ม", "กลุ่มผู้ผลิตชุมชน"),
        ("อาหาร", "เจ้าของรายเดียว"),
    ]
    text = drawn.paper("print/rt1.html", report, tmp_path)
    assert [text.count(f" {number} ") > 0 for number in range(1, 5)] == [True] * 4
    assert drawn.money_in(text) == []
