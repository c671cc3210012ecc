"""Names of the demonstration: distinct, repeatable, fitting to category, type and region."""

import csv
import re
import unicodedata
from pathlib import Path

import pytest

from reporting.demo.names import NameMaker, NamesExhausted

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "demo"
CATEGORIES = ("FOOD", "BEVERAGE", "TEXTILE", "HOUSEWARE", "HERB")
TYPES = ("GROUP", "INDIVIDUAL", "SME")
THAI_NAME = re.compile(r"[\u0e01-\u0e4e. ]+")


@pytest.fixture
def maker():
    return NameMaker(seed=2565, folder=FOLDER)


def names_of(maker, count=50, **options):
    return [maker.producer(c, t, **options) for c in CATEGORIES for t in TYPES for _ in range(count)]


def test_the_same_seed_gives_the_same_names():
    first, second = (NameMaker(seed=7, folder=FOLDER) for _ in range(2))
    assert names_of(first) == names_of(second)
    assert [first.person() for _ in range(50)] == [second.person() for _ in range(50)]
    assert names_of(NameMaker(seed=7, folder=FOLDER)) != names_of(NameMaker(seed=8, folder=FOLDER))


@pytest.mark.parametrize("category", CATEGORIES)
def test_four_thousand_different_names_in_a_category(maker, category):
    names = [
        maker.producer(category, kind)
        for kind, n in zip(TYPES, (2200, 1720, 80), strict=True)
        for _ in range(n)
    ]
    assert len(set(names)) == 4000


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("kind", ["GROUP", "INDIVIDUAL"])
def test_every_region_has_enough_names(maker, category, kind):
    for region in maker.regions:
        assert len(set(maker.all_producers(category, kind, region=region))) >= 4000


def test_names_are_clean_thai_without_numbers(maker):
    for name in names_of(maker, 200):
        assert THAI_NAME.fullmatch(name), name
        assert not re.search(r"[๐-๙]", name), name
        assert unicodedata.normalize("NFC", name) == name and " ".join(name.split()) == name
        assert "บ้านบ้าน" not in name and "เเ" not in name
        assert len(name) <= 200


def test_a_name_tells_the_type(maker):
    for category in CATEGORIES:
        for _ in range(100):
            assert maker.producer(category, "GROUP").startswith(("กลุ่ม", "วิสาหกิจชุมชน", "ศูนย์"))
            company = maker.producer(category, "SME")
            assert company.startswith(("บริษัท ", "หจก. ", "ห้างหุ้นส่วนจำกัด "))
            assert company.endswith(" จำกัด") == company.startswith("บริษัท ")


def test_words_of_another_region_stay_away(maker):
    north_east = set(maker.all_producers("TEXTILE", "GROUP", region="ภาคตะวันออกเฉียงเหนือ"))
    south = set(maker.all_producers("TEXTILE", "GROUP", region="ภาคใต้"))
    assert any("ย้อมคราม" in name for name in north_east) and not any("บาติก" in name for name in north_east)
    assert any("บาติก" in name for name in south) and not any("ย้อมคราม" in name for name in south)
    assert not north_east & south


def test_regions_are_those_of_the_geography(maker):
    with (FOLDER.parent / "geography" / "provinces.csv").open(encoding="utf-8", newline="") as file:
        regions = {row["region4"] for row in csv.DictReader(file) if row["reports_otop"] == "1"}
    assert maker.regions == regions


def test_when_chance_finds_no_new_name_the_rest_is_searched(maker):
    everything = set(maker.all_producers("HERB", "SME"))
    assert {maker.producer("HERB", "SME") for _ in everything} == everything
    with pytest.raises(NamesExhausted):
        maker.producer("HERB", "SME")


def test_persons_are_whole_and_distinct(maker):
    people = [maker.person() for _ in range(4000)]
    assert len({(given, surname) for _, given, surname in people}) == 4000
    assert {title for title, _, _ in people} == {"นาย", "นาง", "นางสาว"}
    genders = {row["name"]: row["gender"] for row in rows_of("given_names.csv")}
    assert all((title == "นาย") == (genders[given] == "M") for title, given, _ in people)


def test_persons_can_run_out(maker):
    possible = len(rows_of("given_names.csv")) * len(rows_of("surnames.csv"))
    for _ in range(possible):
        maker.person()
    with pytest.raises(NamesExhausted):
        maker.person()


def test_a_position_fits_the_role(maker):
    assert maker.position("development_officer") == "พัฒนาการอำเภอ"
    for role in ("officer", "province", "department", "auditor", "administrator"):
        assert maker.position(role)


def test_unknown_codes_are_refused(maker):
    for arguments in (("FISH", "GROUP"), ("FOOD", "CLUB")):
        with pytest.raises(ValueError):
            maker.producer(*arguments)
    with pytest.raises(ValueError):
        maker.producer("FOOD", "GROUP", region="ภาคกลางดิน")
    with pytest.raises(ValueError):
        maker.position("king")


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
