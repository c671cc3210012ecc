"""Charts and the map as markup: whole, readable aloud, without script, and nothing but what was given."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reporting import charts, maps

SVG = "{http://www.w3.org/2000/svg}"


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def drawn(rows):
    return parsed(charts.bars(rows, key="x", title="ชื่อ", names=("ปีนี้", "ปีก่อน"), text=str))


def test_bars_are_as_long_as_their_share_of_the_longest():
    svg = drawn([charts.Bar("ก", Decimal(50), Decimal(25)), charts.Bar("ข", Decimal(100))])
    bars = [one for one in svg.iter(f"{SVG}rect") if one.get("x") == "0" and one.get("y") not in ("4", None)]
    assert [float(bar.get("width")) for bar in bars] == [150.0, 75.0, 300.0]


def test_a_chart_has_a_name_and_says_its_figures():
    svg = drawn([charts.Bar("ก & ข", Decimal("1.5")), charts.Bar("ค", None)])
    assert svg.get("role") == "img"
    assert svg.find(f"{SVG}title").text == "ชื่อ"
    assert svg.find(f"{SVG}desc").text == "ก & ข 1.5, ค –"
    assert svg.get("aria-labelledby") == svg.find(f"{SVG}title").get("id")


def test_nothing_but_zeros_draws_no_bar():
    assert (
        len(list(drawn([charts.Bar("ก", Decimal(0))]).iter(f"{SVG}rect"))) == 3
    )  # The legend's and the hatch's.


def test_lines_leave_a_gap_where_nothing_is_known():
    line = charts.Line("ปีนี้", [Decimal(1), None, Decimal(3), Decimal(4)])
    svg = parsed(charts.lines(["1", "2", "3", "4"], [line], key="x", title="ชื่อ", text=str))
    runs = [one.get("points").split() for one in svg.iter(f"{SVG}polyline")]
    assert [len(run) for run in runs] == [2]
    assert len([one for one in svg.iter(f"{SVG}circle") if one.get("cy") != "10"]) == 3
    assert svg.find(f"{SVG}desc").text == "1 1, 2 –, 3 3, 4 4"


@pytest.mark.parametrize(
    ("high", "top"),
    [("0", "1"), ("1", "1"), ("7", "8"), ("9.5", "10"), ("11", "20"), ("29613.2", "40000")],
)
def test_the_axis_ends_at_a_round_figure(high, top):
    line = charts.Line("ปีนี้", [Decimal(high)])
    svg = parsed(charts.lines(["ต.ค."], [line], key="x", title="ชื่อ", text=str))
    labels = [one.text for one in svg.iter(f"{SVG}text") if one.get("class") == "value"]
    assert Decimal(labels[-1]) == Decimal(top)


def test_the_map_has_every_province_once():
    path = Path(__file__).resolve().parent.parent / "fixtures" / "geography" / "provinces.csv"
    with path.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    places = {code: maps.Place(f"จังหวัด {code}", 3, f"/{code}/") for code in codes}
    links = list(parsed(maps.draw(places, title="แผนที่")).iter(f"{SVG}a"))
    assert {link.get("href") for link in links} == {f"/{code}/" for code in codes}
    assert all(link.find(f"{SVG}title").text == link.get("aria-label") for link in links)
    assert len(links) == 77


def test_a_province_without_figures_is_drawn_and_leads_nowhere():
    svg = parsed(maps.draw({"43": maps.Place("<หนองคาย>", 5, "/43/")}, title="แผนที่"))
    assert [one.find(f"{SVG}title").text for one in svg.iter(f"{SVG}a")] == ["<หนองคาย>"]
    assert len([one for one in svg.iter(f"{SVG}path") if one.get("class") == "level-0"]) == 76


def test_levels_by_rank_are_fifths_and_equals_share_one():
    values = {str(number): Decimal(number) for number in range(1, 11)} | {"none": None, "same": Decimal(1)}
    levels = maps.by_rank(values)
    assert levels["none"] == 0
    assert levels["1"] == levels["same"] == 1
    assert levels["10"] == 5


def test_levels_by_steps_begin_at_their_step():
    values = {"a": Decimal("-10.1"), "b": Decimal(-10), "c": Decimal("9.99"), "d": Decimal(20), "e": None}
    assert maps.by_steps(values, (-10, 0, 10, 20)) == {"a": 1, "b": 2, "c": 3, "d": 5, "e": 0}
