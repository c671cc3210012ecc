"""What stands beside a row's figures: the picture of twelve months, what is compared, the weeks."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from reporting.forms import beside, sparkline
from reporting.stats.history import NO_HISTORY, History
from tests.build import amounts

SVG = "{http://www.w3.org/2000/svg}"


def points(drawn: str) -> list[list[tuple[int, int]]]:
    picture = ElementTree.fromstring(drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" '))
    runs = [one.get("points").split() for one in picture.iter(f"{SVG}polyline")]
    return [[tuple(map(int, pair.split(","))) for pair in run] for run in runs]


def test_the_highest_month_is_on_top_and_nothing_sold_at_the_bottom():
    [run] = points(sparkline.draw([Decimal(0), Decimal(50), Decimal(100)], label="ยอด"))
    heights = [y for _, y in run]
    assert heights[0] > heights[1] > heights[2]
    assert [x for x, _ in run] == sorted(x for x, _ in run)


def test_an_unknown_month_is_a_gap_and_a_lonely_one_a_dot():
    drawn = sparkline.draw(
        [Decimal(1), Decimal(2), None, Decimal(3), None, Decimal(4), Decimal(1)], label="ยอด"
    )
    assert [len(run) for run in points(drawn)] == [2, 2]
    assert drawn.count("<circle") == 1


def test_a_label_is_read_aloud_and_cannot_break_out():
    drawn = sparkline.draw([Decimal(1), Decimal(2)], label='"><script>')
    assert "<script" not in drawn
    assert 'role="img"' in drawn


def test_nothing_known_draws_nothing():
    assert sparkline.draw([None] * 12, label="ยอด") == ""


totals = st.lists(st.none() | st.decimals(0, 10**12, places=2), min_size=12, max_size=12)


@given(totals)
def test_every_point_lies_inside_the_picture(values):
    for run in points(sparkline.draw(values, label="ยอด") or "<svg />"):
        assert all(0 <= x <= 84 and 0 <= y <= 24 for x, y in run)


def test_the_cell_says_last_month_and_last_year():
    past = History([amounts("1", "2", "3"), *[None] * 10, amounts("1000", "0", "0.50")])
    cell = beside.past_cell(past)
    assert "ด.ก่อน <b>1,000.50</b>" in cell
    assert "ปีก่อน <b>6.00</b>" in cell
    assert "ต่ำสุด 6.00 สูงสุด 1,000.50 บาท" in cell


def test_a_new_line_says_that_it_has_no_past():
    assert "ยังไม่มีประวัติ" in beside.past_cell(NO_HISTORY)
    assert "<svg" not in beside.past_cell(NO_HISTORY)


def test_what_is_compared_by_channel():
    past = History([None] * 11 + [amounts("1000", "0", "0.50")])
    assert beside.before(past, amounts("7")) == "7.00|0.00|0.00;1,000.00|0.00|0.50;"
    assert beside.before(NO_HISTORY, None) == ";;"


def test_the_weeks_with_figures_are_full_boxes():
    drawn = beside.week_marks({1: (), 4: ()}, [1, 2, 3, 4, 5])
    assert re.findall(r"<i( class=on)?>(\d)</i>", drawn) == [
        (" class=on", "1"),
        ("", "2"),
        ("", "3"),
        (" class=on", "4"),
        ("", "5"),
    ]
    assert 'aria-label="มียอดสัปดาห์ที่ 1, 4"' in drawn
    assert "ยังไม่มียอดสัปดาห์ใด" in beside.week_marks((), [1, 2, 3, 4])
