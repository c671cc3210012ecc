"""The rules about what the province looks at first: each trips, and each stays silent beside it.

Whatever the figures, what must hold of all of them holds.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import risk
from reporting.risk import Hug, Limits, Line, Peers, flags, hugging, peers_of
from tests.build import amounts

LIMITS = Limits()
# Two years of about 1,000 baht with satang, one month like no other.
STEADY = [amounts(str(1000 + 7 * month % 90), "0", "0.25") for month in range(24)]


def found(typed, past=(), **facts) -> dict[str, str]:
    facts = {"known_months": len(past)} | facts
    return {flag.code: flag.sentence for flag in flags(Line(typed, past, **facts), LIMITS)}


def test_an_outlier_states_its_figures():
    # The middle of STEADY lies between 1,036.25 and 1,042.25 baht; the same month last year sold 1,084.25.
    assert found(amounts("26000.01"), STEADY, peers=Peers(shift=0.0488))["OUTLIER"] == (
        "สูง 25.0 เท่าของค่ากลาง 24 เดือน (1,039.25 บาท) เดือนเดียวกันปีก่อน 1,084.25 บาท ประเภทเดียวกันในอำเภอเปลี่ยน +5%"
    )


def test_a_fall_is_an_outlier_too():
    assert found(amounts("103.93"), STEADY)["OUTLIER"].startswith("เหลือ 10.0% ของค่ากลาง 24 เดือน")


def test_the_season_explains_a_jump():
    past = list(STEADY)
    assert "OUTLIER" in found(amounts("9000.50"), past)
    past[-12] = amounts("8000.75")  # The same month last year.
    assert "OUTLIER" not in found(amounts("9000.50"), past)


def test_what_all_of_its_category_did_explains_a_jump():
    assert "OUTLIER" not in found(amounts("9000.50"), STEADY, peers=Peers(shift=2.0))
    assert "OUTLIER" in found(amounts("9000.50"), STEADY, peers=Peers(shift=-2.0))


def test_five_months_are_too_few_to_know_what_is_usual():
    assert "OUTLIER" not in found(amounts("900000.50"), STEADY[:5])
    assert "OUTLIER" in found(amounts("900000.50"), STEADY[:6])


def test_nothing_sold_after_months_without_a_gap():
    nothing = amounts("0")
    assert found(nothing, STEADY) == {"OUTLIER": "ไม่มียอด ทั้งที่มียอดทุกเดือนใน 24 เดือนก่อน ค่ากลาง 1,039.25 บาท"}
    assert found(nothing, [*STEADY[:10], nothing, *STEADY[11:]]) == {}


def test_copied_forward_and_for_how_long():
    same = amounts("1.25", "2", "3")
    assert found(same, [same]) == {"COPIED": "เท่ากับเดือนก่อนทุกช่องทางถึงสตางค์ รวม 6.25 บาท"}
    assert "ติดต่อกันเป็นเดือนที่ 4" in found(same, [None, same, same, same])["COPIED"]
    assert found(amounts("1.26", "2", "3"), [same]) == {}
    assert found(amounts("0"), [amounts("0")]) == {}
    assert found(same, [same, None]) == {}


def test_round_thousands_in_every_field():
    assert found(amounts("12000", "3000"))["ROUND"].endswith("รวม 15,000.00 บาท")
    assert found(amounts("12000"), weeks=[amounts("11900.25"), amounts("99.75")]) == {}


def test_a_large_first_sale():
    peers = Peers(median=Decimal(50_000))
    assert found(amounts("150000.50"), known_months=3, peers=peers) == {
        "FIRST": "ยอดแรกของรายการใหม่ 150,000.50 บาท เป็น 3.0 เท่าของค่ากลางประเภทเดียวกันในอำเภอ (50,000.00 บาท)"
    }
    assert found(amounts("149999.50"), known_months=3, peers=peers) == {}
    assert found(amounts("150000.50"), known_months=0, peers=peers) == {}  # The district's own first month.
    assert found(amounts("150000.50"), [amounts("1")], peers=peers) == {}
    assert found(amounts("100000.50"), known_months=3) != {}  # No peers to compare with.
    assert found(amounts("99999.50"), known_months=3) == {}


def test_the_same_money_through_another_channel():
    past = [amounts("900.25", "0", "99.50")] * 3
    assert found(amounts("100", "0", "899.75"), past) == {
        "MOVED": "ย้ายช่องทาง: รายได้ออนไลน์ 90.0% จากเดิม 10.0% · รายได้ปกติ 10.0% จากเดิม 90.0% ของยอด 999.75 บาท"
    }
    assert found(amounts("500.25", "0", "499.50"), past) == {}  # 40 percent of it moved.
    assert found(amounts("100", "0", "9000.75"), past) == {}  # That is growth, not moving.
    assert found(amounts("100", "0", "899.75"), past[:2]) == {}


def test_the_line_that_makes_a_target_fit():
    sold = {1: (Decimal(700), Decimal(650)), 2: (Decimal(301), Decimal(100))}
    hugged = hugging("รายได้ปกติ", Decimal(1000), sold, LIMITS)
    assert hugged == (2, Hug("รายได้ปกติ", Decimal(1000), Decimal(1001), Decimal(201)))
    assert found(amounts("301.50"), hug=hugged[1]) == {
        "TARGET": "รายได้ปกติของอำเภอพอดีเป้าหมาย 100.10% ของ 1,000.00 บาท และรายการนี้สูงกว่าปกติมากที่สุด 201.00 บาท"
    }


@pytest.mark.parametrize(
    ("target", "sold"),
    [
        (1002, {1: (1001, 100)}),
        (995, {1: (1001, 100)}),
        (1000, {1: (1001, 1000)}),
        (0, {1: (0, 0)}),
        (0, {}),
    ],
    ids=["missed", "well above", "met by nobody's excess", "no target", "no lines"],
)
def test_other_targets_are_not_hugged(target, sold):
    lines = {key: tuple(map(Decimal, pair)) for key, pair in sold.items()}
    assert hugging("รายได้ปกติ", Decimal(target), lines, LIMITS) is None


def test_a_warning_without_a_note():
    assert found(amounts("5"), doubts=["ก", "ข"]) == {"UNANSWERED": "อำเภอยังไม่ชี้แจงข้อสังเกต 2 ข้อ"}
    assert found(amounts("5"), doubts=["ก"], note="ตรวจแล้ว") == {}


def test_the_heaviest_flag_comes_first():
    same = amounts("12000")
    assert [flag.code for flag in flags(Line(same, [same], known_months=1, doubts=["ก"]), LIMITS)] == [
        "COPIED",
        "UNANSWERED",
        "ROUND",
    ]


def test_peers_need_company():
    lines = [Line(amounts(str(number)), STEADY) for number in range(1, 5)]
    assert peers_of(lines, LIMITS) == Peers()
    peers = peers_of([*lines, Line(amounts("9"), STEADY), Line(amounts("0"))], LIMITS)
    assert peers.median == 3
    assert peers.shift == pytest.approx(-5.8476, abs=0.001)  # ln(3 / 1,039.25)


baht = st.decimals(1, 10**7, places=2)
anything = st.decimals(0, 10**13, places=2)
cell = st.tuples(anything, anything, anything)
shifts = st.none() | st.floats(-5, 5)


@given(st.lists(st.integers(9500, 10500), min_size=25, max_size=25, unique=True), baht)
def test_a_steady_line_is_never_flagged(months, base):
    """Within five percent of its middle, never twice the same, not round."""
    *past, now = [(base * month / 10000 + Decimal("0.001"), base / 20, Decimal(0)) for month in months]
    assert found(now, past) == {}


@given(st.lists(baht, min_size=6, max_size=24), baht, st.decimals(1, 100, places=2), shifts)
def test_a_larger_jump_weighs_at_least_as_much(totals, jump, more, shift):
    past = [(total, Decimal(0), Decimal(0)) for total in totals]
    start, peers = max(totals), Peers(shift=shift)
    smaller, larger = start + jump, (start + jump) * more

    def outlier(total) -> int:
        line = Line((total, Decimal(0), Decimal(0)), past, peers=peers)
        return next((flag.weight for flag in flags(line, LIMITS) if flag.code == "OUTLIER"), 0)

    assert outlier(smaller) <= outlier(larger)


@given(st.lists(st.tuples(baht, baht, baht), min_size=6, max_size=24), st.tuples(baht, baht, baht), shifts)
def test_copies_and_moves_do_not_depend_on_the_size_of_the_seller(past, now, shift):
    """Satang or baht, small seller or large: for copies and moves the size does not matter."""

    def codes(times: int) -> set[str]:
        scaled = [tuple(amount * times for amount in month) for month in (*past, now)]
        line = Line(scaled[-1], scaled[:-1], peers=Peers(shift=shift))
        return {flag.code for flag in flags(line, LIMITS)} & {"COPIED", "MOVED"}

    assert codes(1) == codes(64)


@given(st.lists(baht, min_size=6, max_size=24), baht, st.integers(2, 1000))
def test_an_outliers_weight_does_not_depend_on_the_size_of_the_seller(totals, now, times):
    def outlier(scale: int) -> int:
        past = [(total * scale, Decimal(0), Decimal(0)) for total in totals]
        line = Line((now * scale, Decimal(0), Decimal(0)), past)
        return next((flag.weight for flag in flags(line, LIMITS) if flag.code == "OUTLIER"), 49)

    assert abs(outlier(1) - outlier(times)) <= 1  # A weight is a whole number: one by rounding.


@given(cell, st.lists(st.none() | cell, max_size=24), st.lists(cell, max_size=5), st.integers(0, 24), shifts)
def test_any_line_gets_sentences_and_never_an_error(now, past, weeks, known, shift):
    line = Line(now, past, weeks, known, doubts=["ก"], peers=Peers(Decimal(5), shift))
    said = flags(line, LIMITS)
    assert len({flag.code for flag in said}) == len(said)
    assert all(flag.sentence and 0 < flag.weight <= 90 for flag in said)
    assert [flag.weight for flag in said] == sorted((flag.weight for flag in said), reverse=True)
    risk.peers_of([line] * 6, LIMITS)


@pytest.mark.parametrize("months", [0, 1, 6, 24])
def test_all_zero_is_nothing(months):
    zero = amounts("0")
    assert found(zero, [zero] * months) == {}
