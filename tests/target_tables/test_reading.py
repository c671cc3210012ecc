"""Reading pasted tables: what is printed comes back to the baht, and what is doubtful is never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.errors import BadInput
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_digits
from reporting.target_tables import reading

from . import letter

AMOUNTS = st.none() | st.integers(0, 10**11 - 1)


def read(text: str, fiscal_year: int = 2565) -> reading.PrintedTable:
    return reading.read(reading.pasted(text), fiscal_year=fiscal_year)


def table(*lines: str, heads: str = "อำเภอ\tต.ค.\t\n\tรายได้ปกติ\tรายได้โอน") -> reading.PrintedTable:
    return read("\n".join((heads, *lines)))


def test_the_letter_is_read_cell_for_cell():
    found = read(letter.text())
    assert [line.name for line in found.lines] == list(letter.PRINTED_NAMES.values())
    assert [(column.month.month, column.channel) for column in found.columns] == [
        (month, channel) for month in (10, 11, 12) for channel in ("REGULAR", "TRANSFER")
    ]
    printed = [Decimal(row["printed"]) for row in letter.rows("nongkhai_2565.csv")]
    assert [cell.baht for line in found.lines for cell in line.cells] == printed
    sums = [Decimal(row["printed"]) for row in letter.rows("nongkhai_2565_totals.csv")]
    assert [cell.baht for cell in found.totals] == sums


@given(
    figures=st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=1, max_size=6),
    thai=st.booleans(),
    spaces=st.lists(st.integers(0, 30), max_size=5),
)
def test_what_is_printed_comes_back_whatever_the_scanner_did(figures, thai, spaces):
    def printed(amount):
        text = "" if amount is None else f"{amount:,}"
        for at in spaces:
            text = f"{text[:at]} {text[at:]}"
        return thai_digits(text) if thai else text

    lines = [f"อำเภอ ก{number}\t" + "\t".join(map(printed, pair)) for number, pair in enumerate(figures)]
    anything = [pair for pair in figures if pair != (None, None)]
    if not anything:
        with pytest.raises(BadInput):
            table(*lines)
        return
    found = table(*lines)
    assert [tuple(cell.baht for cell in line.cells) for line in found.lines] == anything


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        assert reading.read_baht(text) is None or reading.read_baht(text) >= 0
    except ValueError as doubt:
        assert str(doubt) in (reading.DASHED, reading.UNREADABLE)


@given(st.lists(st.lists(st.text(max_size=12), max_size=5), max_size=8))
def test_any_grid_is_read_or_refused(grid):
    with pytest.raises(BadInput):
        reading.read(grid, fiscal_year=2565)


@pytest.mark.parametrize(
    ("text", "baht"),
    [
        ("", None),
        ("0", 0),
        ("๔๕,๘๕๐,๙๕๐", 45850950),
        ("๑ ๐๒๔ ,๐๐๐", 1024000),
        ("12,415 802", 12415802),
        ("1234.50", Decimal("1234.5")),
    ],
)
def test_amounts(text, baht):
    assert reading.read_baht(text) == baht


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("-", reading.DASHED),
        ("–", reading.DASHED),
        ("1,23", reading.UNREADABLE),
        ("๑2", reading.UNREADABLE),
        ("-5", reading.UNREADABLE),
        ("1e3", reading.UNREADABLE),
        ("4S,850", reading.UNREADABLE),
        ("123456789012", reading.UNREADABLE),
        ("012", reading.UNREADABLE),
    ],
)
def test_what_is_doubtful_is_not_guessed(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        reading.read_baht(text)


def test_an_empty_cell_is_not_zero():
    found = table("ท่าบ่อ\t0\t", "สังคม\t-\t5")
    assert [cell.baht for cell in found.lines[0].cells] == [0, None]
    assert found.lines[1].cells[0] == reading.Cell("-", None, reading.DASHED)


def test_sums_of_lines_months_and_channels():
    heads = "ที่\tอำเภอ\tตุลาคม 2564\t\t\tพ.ย. 64\tรวมทั้งสิ้น\n\t\tปกติ\tออนไลน์\tรวม\tรายได้ปกติ\t"
    found = table("1\tท่าบ่อ\t1\t2\t3\t4\t7", "\tรวม\t1\t2\t3\t4\t7", heads=heads)
    october, november = FiscalMonth(2021, 10), FiscalMonth(2021, 11)
    assert [(column.month, column.channel) for column in found.columns] == [
        (october, "REGULAR"),
        (october, "ONLINE"),
        (october, None),
        (november, "REGULAR"),
        (None, None),
    ]
    assert [column.is_sum for column in found.columns] == [False, False, True, False, True]
    assert len(found.lines) == 1 and found.totals[4].baht == 7


def test_a_head_in_one_row():
    found = table("ท่าบ่อ\t1\t2", heads="อำเภอ\tตุลาคม รายได้ปกติ\tพฤศจิกายน รายได้โอน")
    assert [column.label for column in found.columns] == ["ต.ค. 64 รายได้ปกติ", "พ.ย. 64 รายได้โอน"]


def test_another_fiscal_year_in_the_head_is_noted():
    assert read(letter.text()).notes == ()
    (note,) = read(letter.text().replace("รายได้ปีงบประมาณ ๒๕๖๕", "รายได้ปีงบประมาณ ๒๕๖๑")).notes
    assert "2561" in note and "2565" in note


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ตุลาคม 12", reading.NO_TABS),
        ("อำเภอ\tยอด\nท่าบ่อ\t5", reading.NO_MONTHS),
        ("อำเภอ\tตุลาคม\nท่าบ่อ\t5", reading.NO_CHANNELS),
        ("อำเภอ\tตุลาคม\n\tรายได้ปกติ\nท่าบ่อ\t", reading.NO_DISTRICTS),
        ("อำเภอ\tตุลาคม\t\n\tรายได้ปกติ\tรายได้ปกติ\nท่าบ่อ\t1\t2", "เดือนและช่องทางเดียวกัน"),
        ("อำเภอ\tตุลาคม\n\tรายได้ปกติ\n" + "ก\t1\n" * 101, reading.TOO_LARGE),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(text, sentence):
    with pytest.raises(BadInput, match=sentence):
        read(text)
