"""The rules of thumb about lines that look wrongly typed: each trips, and each stays silent beside it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.doubts import Limits, Past, of_line
from tests.build import amounts

NOTHING = amounts("0")


def doubts(typed, *, nil=False, weeks=(), complete=True, limits=None, **past):
    return of_line(
        typed, nil=nil, weeks=weeks, past=Past(**past), complete=complete, limits=limits or Limits()
    )


def test_five_times_the_median_is_high():
    [said] = doubts(amounts("4000.01", "900", "99.99"), median=Decimal("1000"))
    assert said == "สูง 5 เท่าของค่ากลาง 12 เดือน (1,000.00 บาท)"
    assert doubts(amounts("4000", "900", "99.99"), median=Decimal("1000")) == []


def test_without_a_median_nothing_is_high():
    assert doubts(amounts("999999.99")) == []
    assert doubts(amounts("999999.99"), median=Decimal(0)) == []


def test_how_many_times_is_a_setting():
    assert doubts(amounts("2001.50"), median=Decimal(1000), limits=Limits(high=2)) != []
    assert doubts(amounts("2001.50"), median=Decimal(1000)) == []


def test_the_same_as_last_month_to_the_satang():
    assert doubts(amounts("1.25", "2", "3"), last_month=amounts("1.25", "2", "3")) == [
        "เท่ากับเดือนก่อนทุกช่องทางถึงสตางค์"
    ]
    assert doubts(amounts("1.26", "2", "3"), last_month=amounts("1.25", "2", "3")) == []


def test_the_same_sum_in_other_channels_is_not_the_same():
    assert doubts(amounts("2", "1.25", "3"), last_month=amounts("1.25", "2", "3")) == []


def test_round_thousands_everywhere():
    [said] = doubts(amounts("10000", "0", "2000"))
    assert said == "ตัวเลขทุกช่องเป็นหลักพันถ้วน รวม 12,000.00 บาท"


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [
        (amounts("9000"), ()),
        (amounts("10000", "0.50"), ()),
        (amounts("10000", "100"), ()),
        (amounts("12000"), [amounts("11900.25"), amounts("99.75")]),
    ],
    ids=["small", "satang", "hundreds", "round only as a sum"],
)
def test_round_figures_are_common_where_they_are_few_or_small(typed, weeks):
    assert doubts(typed, weeks=weeks) == []


def test_online_gone():
    [said] = doubts(amounts("5"), last_month=amounts("5", "0", "820.5"), usual_online=Decimal(700))
    assert said == "ยอดออนไลน์เป็นศูนย์ เดือนก่อน 820.50 บาท"


def test_online_is_not_gone_while_the_month_runs_or_where_it_was_rare():
    before = {"last_month": amounts("5", "0", "820.5")}
    assert doubts(amounts("5.5"), complete=False, usual_online=Decimal(700), **before) == []
    assert doubts(amounts("5.5"), usual_online=Decimal(0), **before) == []
    assert doubts(amounts("5.5", "0", "1"), usual_online=Decimal(700), **before) == []
    assert doubts(amounts("5.5"), usual_online=Decimal(700), last_month=amounts("5")) == []


def test_no_sales_ask_for_a_reason_and_an_empty_line_for_none():
    assert doubts(NOTHING, nil=True) == ["ไม่มียอดทั้งเดือน โปรดบอกเหตุผล"]
    assert doubts(NOTHING, last_month=NOTHING, median=Decimal(5)) == []


baht = st.decimals(0, 10**9, places=2)
maybe = st.none() | baht
lines = st.tuples(baht, baht, baht)


@given(
    lines, st.lists(lines, max_size=5), st.none() | lines, st.none() | baht, st.none() | baht, st.booleans()
)
def test_any_line_gets_sentences_and_never_an_error(typed, weeks, last_month, median, online, complete):
    past = {"last_month": last_month, "median": median, "usual_online": online}
    said = doubts(typed, weeks=weeks, complete=complete, **past)
    assert len(said) == len(set(said)) <= 4
    assert all(said)
