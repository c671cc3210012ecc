"""What a line usually does, in words: each sentence against a past written by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting import habits
from reporting.fiscal import FiscalMonth
from reporting.habits import Line

OCTOBER = FiscalMonth(2021, 10)


def sold(*totals: int | None) -> Line:
    """A line of regular sales, oldest first, up to September; None where nothing is known."""
    past = [None if total is None else (Decimal(total), Decimal(0), Decimal(0)) for total in totals]
    return Line(month=OCTOBER, past=past)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (sold(), "ยังไม่มีเดือนที่ยืนยันแล้ว"),
        (sold(None, 0, 0), "ไม่มียอดทั้ง 2 เดือนที่ผ่านมา"),
        (sold(100, 200), "มียอด 2 เดือน ยังบอกค่าปกติไม่ได้"),
        (sold(100, 900, 200), "เดือนละ 200.00 บาท (ค่ากลาง 3 เดือน)"),
        (sold(100, 0, 300, 200), "เดือนละ 200.00 บาท (ค่ากลาง 3 เดือน) ไม่มียอด 1 เดือน"),
    ],
)
def test_the_usual_month(line, words):
    assert habits.usual(line) == words


def test_only_the_last_twelve_months_are_usual():
    old = sold(*[1_000_000] * 12, *[500] * 12)
    assert habits.usual(old) == "เดือนละ 500.00 บาท (ค่ากลาง 12 เดือน)"


def test_the_channels_by_their_share():
    month = (Decimal(20), Decimal(0), Decimal(80))
    assert habits.channels(Line(OCTOBER, past=[None, month, month])) == "ออนไลน์ 80% ปกติ 20%"
    assert habits.channels(sold(0, 0)) == ""


def test_a_month_that_is_strong_each_time_is_a_season():
    """The past ends in September: December is the tenth month before it, and the twenty-second."""
    totals = [100] * 24
    totals[2] = totals[14] = 250
    totals[11] = totals[23] = 40
    assert habits.seasons(sold(*totals)) == "มาก ธ.ค. · น้อย ก.ย."


def test_a_month_that_was_strong_once_and_not_again_is_no_season():
    totals = [100] * 24
    totals[2] = 250
    assert habits.seasons(sold(*totals)) == ""


def test_five_months_have_no_season():
    assert habits.seasons(sold(100, 100, 500, 100, 100)) == ""


def test_no_more_seasons_than_four():
    line = sold(*[100] * 7, 200, 300, 400, 500, 600)
    assert habits.seasons(line) == "มาก มิ.ย. ก.ค. ส.ค. ก.ย."


def test_words_and_evidence_by_frequency():
    notes = {"ปกติ": 1, "งานกาชาด": 3, "ขายส่ง": 1}
    line = Line(OCTOBER, notes=notes, evidence={"ใบเสร็จ": 2, "เก็บไว้ที่กลุ่ม": 5})
    assert habits.notes(line) == "“งานกาชาด” 3 ครั้ง · “ขายส่ง” 1 ครั้ง"
    assert habits.evidence(line) == "เก็บไว้ที่กลุ่ม 5 · ใบเสร็จ 2"
    assert habits.notes(sold(1)) == habits.evidence(sold(1)) == ""
