"""What a district is told to look at first, for each coded reason that says something about the weeks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.checking import suggestion

NUMBERS = (1, 2, 3, 4, 5)


def week(regular: str, transfer: str = "0", online: str = "0") -> tuple[Decimal, Decimal, Decimal]:
    return Decimal(regular), Decimal(transfer), Decimal(online)


WEEKS = {1: week("100", "20"), 3: week("900", "0", "50"), 4: week("80", "80", "10")}


@pytest.mark.parametrize(
    ("reason", "weeks", "sentence"),
    [
        ("TOO_HIGH", WEEKS, "ตรวจใบเสร็จสัปดาห์ที่ 3: 950.00 บาท จากทั้งเดือน 1,240.00 บาท"),
        ("TOO_HIGH", {2: week("700")}, "ตรวจใบเสร็จสัปดาห์ที่ 2: 700.00 บาท"),
        ("COPIED", WEEKS, "ตรวจใบเสร็จสัปดาห์ที่ 3: 950.00 บาท จากทั้งเดือน 1,240.00 บาท"),
        ("TOO_LOW", WEEKS, "ตรวจใบเสร็จสัปดาห์ที่ 2, 5 ซึ่งไม่มียอด"),
        (
            "TOO_LOW",
            dict.fromkeys(NUMBERS, week("7")) | {4: week("3")},
            "ตรวจใบเสร็จสัปดาห์ที่ 4 ซึ่งมียอดน้อยที่สุด: 3.00 บาท",
        ),
        ("NIL_DOUBTED", {}, "ตรวจใบเสร็จสัปดาห์ที่ 1, 2, 3, 4, 5 ซึ่งไม่มียอด"),
        ("ONLINE_TWICE", WEEKS, "เทียบใบเสร็จสัปดาห์ที่ 3: รายได้ออนไลน์ 50.00 บาท กับรายได้ปกติ 900.00 บาท"),
        ("TRANSFER_TWICE", WEEKS, "เทียบใบเสร็จสัปดาห์ที่ 4: รายได้โอน 80.00 บาท เท่ากับรายได้ปกติพอดี"),
        ("ONLINE_TWICE", {1: week("5")}, ""),
        ("TOO_HIGH", {}, ""),
        ("OTHER", WEEKS, ""),
        ("REASON_11", WEEKS, ""),
    ],
)
def test_the_reason_names_the_week(reason, weeks, sentence):
    assert suggestion(reason, weeks, NUMBERS) == sentence
