"""The committed data files: whole, consistent, and what their generators write."""

import csv
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from reporting.management.commands import build_geography, build_holidays

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
LEVELS = {"provinces": (77, 2), "districts": (928, 4), "subdistricts": (7436, 6)}
PARENTS = {"districts": ("provinces", "province_code"), "subdistricts": ("districts", "district_code")}


def rows_of(name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def areas():
    return {level: rows_of(f"geography/{level}.csv") for level in LEVELS}


@pytest.fixture(scope="module")
def holidays():
    return {date.fromisoformat(row["day"]): row["name_th"] for row in rows_of("holidays.csv")}


@pytest.fixture(scope="module")
def targets():
    return rows_of("targets/nongkhai_2565.csv")


@pytest.mark.parametrize("path", sorted(FIXTURES.rglob("*.csv")), ids=lambda path: path.name)
def test_files_are_clean_utf8(path):
    text = path.read_bytes().decode("utf-8")
    assert not text.startswith("\ufeff") and "\r" not in text and text.endswith("\n")
    assert unicodedata.normalize("NFC", text) == text
    for row in csv.reader(text.splitlines()):
        assert all(cell == " ".join(cell.split()) for cell in row), row


@pytest.mark.parametrize("level", LEVELS)
def test_areas_are_complete_distinct_and_sorted(areas, level):
    count, digits = LEVELS[level]
    codes = [row["code"] for row in areas[level]]
    assert len(codes) == len(set(codes)) == count
    assert codes == sorted(codes)
    assert all(len(code) == digits and code.isdecimal() for code in codes)


@pytest.mark.parametrize("level", PARENTS)
def test_every_area_lies_in_its_parent(areas, level):
    parent_level, column = PARENTS[level]
    parents = {row["code"] for row in areas[parent_level]}
    assert {row[column] for row in areas[level]} == parents
    assert all(row["code"].startswith(row[column]) for row in areas[level])


@pytest.mark.parametrize("level", LEVELS)
def test_names_come_without_their_level(areas, level):
    for row in areas[level]:
        assert row["name_th"] and row["name_en"].isascii()
        assert not row["name_th"].startswith(build_geography.LEVELS), row


def test_bangkok_reports_nothing(areas):
    silent = [row["code"] for row in areas["provinces"] if row["reports_otop"] == "0"]
    assert silent == ["10"]
    reporting = Counter(
        row["province_code"] == "10" for row in areas["districts"] if row["reports_otop"] == "1"
    )
    assert reporting == {False: 878}
    assert sum(row["province_code"] == "10" for row in areas["districts"]) == 50


def test_abbreviations_and_regions(areas):
    assert len({row["abbreviation"] for row in areas["provinces"]}) == 77
    nongkhai = next(row for row in areas["provinces"] if row["code"] == "43")
    assert (nongkhai["name_th"], nongkhai["abbreviation"]) == ("หนองคาย", "นค")
    assert len({row["region4"] for row in areas["provinces"]}) == 5  # four regions, and Bangkok by itself
    assert len({row["region6"] for row in areas["provinces"]}) == 6
    assert len({row["cluster"] for row in areas["provinces"] if row["code"] != "10"}) == 18


def test_the_districts_the_letter_misspells(areas):
    names = {row["code"]: row["name_th"] for row in areas["districts"]}
    assert names["4314"] == "สระใคร"
    assert names["4315"] == "เฝ้าไร่"


def test_geography_is_what_its_command_writes(tmp_path):
    build_geography.Command().handle(regions=FIXTURES / "geography" / "regions.csv", out=tmp_path)
    for level in LEVELS:
        assert (tmp_path / f"{level}.csv").read_bytes() == (FIXTURES / f"geography/{level}.csv").read_bytes()


def test_holidays_are_what_their_command_writes(tmp_path):
    build_holidays.Command().handle(out=tmp_path / "holidays.csv")
    assert (tmp_path / "holidays.csv").read_bytes() == (FIXTURES / "holidays.csv").read_bytes()


def test_holidays_cover_their_years_in_order(holidays):
    assert list(holidays) == sorted(holidays)
    assert {day.year for day in holidays} == set(range(2021, 2029))
    assert all(15 <= count <= 30 for count in Counter(day.year for day in holidays).values())
    assert max(len(name) for name in holidays.values()) <= 120


@pytest.mark.parametrize(
    "day",
    [
        "2021-12-06",  # substitute for 5 December
        "2021-12-10",
        "2021-10-22",  # substitute moved by the cabinet
        "2022-05-13",  # วันพืชมงคล, government offices only
        "2022-12-30",  # the cabinet's extra day
        "2024-04-16",  # substitute for Songkran
    ],
)
def test_government_offices_are_closed(holidays, day):
    assert date.fromisoformat(day) in holidays


@pytest.mark.parametrize("day", ["2021-10-25", "2022-05-02", "2023-01-03", "2023-05-01", "2024-01-02"])
def test_government_offices_are_open(holidays, day):
    assert date.fromisoformat(day) not in holidays


def test_private_business_and_children_do_not_close_offices(holidays):
    assert not any("แรงงาน" in name or "วันเด็ก" in name for name in holidays.values())


def test_targets_name_the_districts_of_nong_khai(targets, areas):
    districts = {row["code"] for row in areas["districts"] if row["province_code"] == "43"}
    assert {row["district_code"] for row in targets} == districts
    keys = [(row["district_code"], row["month"], row["channel"]) for row in targets]
    assert len(keys) == len(set(keys)) == 9 * 3 * 2
    assert {row["month"] for row in targets} == {"202110", "202111", "202112"}
    assert {row["channel"] for row in targets} == {"REGULAR", "TRANSFER"}
    assert {row["fiscal_year"] for row in targets} == {"2565"}


def test_the_first_target(targets):
    row = targets[0]
    assert (row["district_code"], row["month"], row["channel"]) == ("4301", "202110", "REGULAR")
    assert row["printed"] == row["accepted"] == "45850950"


def test_printed_totals_differ_in_three_places(targets):
    printed, accepted = Counter(), Counter()
    for row in targets:
        printed[row["month"], row["channel"]] += int(row["printed"])
        accepted[row["month"], row["channel"]] += int(row["accepted"])
    totals = {
        (row["month"], row["channel"]): int(row["printed"])
        for row in rows_of("targets/nongkhai_2565_totals.csv")
    }
    assert {key: (total, printed[key]) for key, total in totals.items() if total != printed[key]} == {
        ("202111", "REGULAR"): (104_059_781, 104_256_783),
        ("202112", "REGULAR"): (110_064_666, 110_162_925),
        ("202112", "TRANSFER"): (6_058_982, 22_199_399),
    }
    assert accepted["202112", "TRANSFER"] == totals["202112", "TRANSFER"]


def test_a_corrected_target_says_why(targets):
    corrected = [row for row in targets if row["printed"] != row["accepted"]]
    assert [row["district_code"] for row in corrected] == ["4307", "4308", "4314", "4315", "4316"]
    assert all((row["month"], row["channel"]) == ("202112", "TRANSFER") and row["note"] for row in corrected)
