"""Slips of the hand are named, and figures that differ otherwise are not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reporting.target_tables.slips import named

DIGITS = st.text("123456789", min_size=3, max_size=9)


def slip(printed: str, wanted: str) -> str:
    return named(Decimal(printed), Decimal(wanted))


@given(DIGITS, st.data())
def test_every_single_slip_is_named(wanted, data):
    at = data.draw(st.integers(0, len(wanted) - 2))
    digit = data.draw(st.sampled_from("123456789"))
    printed = data.draw(
        st.sampled_from(
            [
                wanted[:at] + digit + wanted[at + 1 :],
                wanted[:at] + wanted[at] + wanted[at:],
                wanted[:at] + wanted[at + 1 :],
                wanted[:at] + wanted[at + 1] + wanted[at] + wanted[at + 2 :],
            ]
        )
    )
    assume(printed != wanted)
    assert slip(printed, wanted) and slip(wanted, printed)


@pytest.mark.parametrize(
    ("printed", "wanted", "sentence"),
    [
        ("166888", "166488", "พิมพ์เลข 8 แทนเลข 4"),
        ("1664488", "166488", "พิมพ์เลข 4 ซ้ำ"),
        ("1665488", "166488", "พิมพ์เลข 5 เกิน"),
        ("16488", "166488", "พิมพ์เลข 6 ตก"),
        ("164688", "166488", "สลับเลข 6 กับ 4"),
        ("12000000", "12000", "0 ท้ายต่างกัน 3 ตัว"),
    ],
)
def test_the_sentence(printed, wanted, sentence):
    assert sentence in slip(printed, wanted)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [("5", "5"), ("6950202", "823760"), ("1234", "4321"), ("12.50", "13.50"), ("0", "7"), ("7", "-7")],
)
def test_no_slip(printed, wanted):
    assert slip(printed, wanted) == ""
