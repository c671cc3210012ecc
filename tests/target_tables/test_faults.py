"""The letter's five wrong cells and the two sums that do not tie, and each kind of fault for itself."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reporting.target_tables import faults, ladder, reading

from . import letter

MONTHS = ("ตุลาคม", "พฤศจิกายน", "ธันวาคม", "มกราคม")


def read(text: str) -> reading.PrintedTable:
    return reading.read(reading.pasted(text), fiscal_year=2565)


def one_channel(lines: list[list[int | str]], sums: list[int] | None = None) -> reading.PrintedTable:
    """A table of regular income: a list of months for each district, and the printed sums."""
    width = len(lines[0])
    heads = ["อำเภอ\t" + "\t".join(MONTHS[:width]), "\t" + "\t".join(["รายได้ปกติ"] * width)]
    rows = [f"ก{at}\t" + "\t".join(map(str, line)) for at, line in enumerate(lines)]
    return read("\n".join([*heads, *rows, *(["รวม\t" + "\t".join(map(str, sums))] if sums else [])]))


def suspects(table: reading.PrintedTable) -> dict[tuple[int, int], Decimal | None]:
    return {one.place: one.suggested for one in faults.find(table).suspects}


@pytest.fixture(scope="module")
def found():
    return faults.find(read(letter.text()))


def test_the_five_wrong_cells_of_the_letter_are_found_with_what_fits(found):
    wrong = {
        row["district_code"]: Decimal(row["accepted"])
        for row in letter.rows("nongkhai_2565.csv")
        if row["printed"] != row["accepted"]
    }
    codes = list(letter.PRINTED_NAMES)
    assert len(wrong) == 5
    assert {codes[one.place[0]]: one.suggested for one in found.suspects} == wrong
    assert {one.place[1] for one in found.suspects} == {5}


def test_the_two_sums_that_no_cell_explains_stay_open(found):
    assert [(tie.label, tie.difference) for tie in found.left] == [
        ("พ.ย. 64 รายได้ปกติ", Decimal(-197002)),
        ("ธ.ค. 64 รายได้ปกติ", Decimal(-98259)),
    ]
    assert [tie.difference for tie in found.broken][2:] == [Decimal(-16140417)]
    assert len(found.sums) == 6


def test_each_reason_is_said(found):
    said = {one.place[0]: " ".join(one.reasons) for one in found.suspects}
    assert all("1.12 เท่าของตุลาคม 2564" in reasons for reasons in said.values())
    assert all("ตรงกับยอดรวมที่พิมพ์ 6,058,982" in reasons for reasons in said.values())
    assert "ซ้ำกับช่อง ธ.ค. 64 รายได้ปกติ" in said[4] and "ซ้ำกับช่อง" in said[6]
    assert "ค่าที่ควรอยู่แถวสังคม" in said[5]
    assert "พิมพ์เลข 8 แทนเลข 4" in said[7]


def test_the_repaired_letter_raises_nothing():
    assert faults.find(read(letter.text("accepted"))).suspects == []


@given(
    bases=st.lists(st.integers(1_000, 10**8), min_size=4, max_size=9),
    spoilt=st.integers(0, 8),
    wrong=st.integers(1, 10**9),
)
def test_one_spoilt_rung_is_found_with_its_figure(bases, spoilt, wrong):
    steps = ladder.factors(Decimal("1.11"), Decimal("0.01"), 2)
    lines = [[base, *(int(ladder.rung(Decimal(base), step)) for step in steps)] for base in bases]
    line = spoilt % len(lines)
    right = lines[line][2]
    assume(wrong != right)
    lines[line][2] = wrong
    assert suspects(one_channel(lines)) == {(line, 2): Decimal(right)}


def test_a_wrong_base_is_told_from_its_rungs():
    lines = [[1000, 1110, 1120], [2000, 2220, 2240], [3000, 3330, 3360], [9000, 4440, 4480]]
    assert suspects(one_channel(lines)) == {(3, 0): Decimal(4000)}


def test_a_rung_that_cannot_be_read_is_suggested():
    lines = [[1000, 1110], [2000, 2220], [3000, 3330], [4000, "4,44"]]
    assert suspects(one_channel(lines)) == {(3, 1): Decimal(4440)}


def test_the_only_slip_that_explains_a_sum():
    lines = [[7310], [4520], [2160]]
    assert suspects(one_channel(lines, [7310 + 4520 + 2610])) == {(2, 0): Decimal(2610)}


def test_a_difference_that_several_cells_could_explain_is_left_open():
    found = faults.find(one_channel([[7310], [4520]], [7310 + 4520 + 100]))
    assert found.suspects == [] and [tie.difference for tie in found.left] == [Decimal(100)]


def test_a_figure_far_from_its_lines_other_months_and_the_sum_that_says_it():
    lines = [[100, 130, 125], [200, 210, 260], [300, 3770, 330]]
    assert list(suspects(one_channel(lines))) == [(2, 1)]
    assert suspects(one_channel(lines, [600, 717, 715])) == {(2, 1): Decimal(377)}


def test_a_month_that_is_high_for_all_is_no_fault():
    assert suspects(one_channel([[100, 900, 125], [200, 1900, 260], [300, 2600, 330]])) == {}


def test_one_figure_in_two_channels():
    heads = "อำเภอ\tตุลาคม\t\n\tรายได้ปกติ\tรายได้โอน"
    (first, second) = faults.find(read(f"{heads}\nก\t500\t500\nข\t700\t20")).suspects
    assert {first.place, second.place} == {(0, 0), (0, 1)}
    assert "ซ้ำกับช่อง" in first.reasons[0] and first.suggested is None


def test_what_is_not_set_is_not_zero():
    lines = [[1000, 1110], [2000, 2220], [3000, 3330], [4000, ""]]
    assert suspects(one_channel(lines)) == {}


def test_sums_of_lines_and_of_everything_are_held_too():
    heads = "อำเภอ\tตุลาคม\tพฤศจิกายน\tรวม\n\tรายได้ปกติ\tรายได้ปกติ\t"
    found = faults.find(read(f"{heads}\nก\t310\t420\t730\nข\t520\t640\t1170\nรวม\t830\t1060\t1900"))
    assert [(tie.label, tie.difference) for tie in found.broken] == [("ข: รวม รวม", 10), ("รวม รวม", 10)]
