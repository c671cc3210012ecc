"""Which district a printed name means: sure names, and suggestions by order or spelling."""

from __future__ import annotations

from reporting.target_tables.districts import Match, match

from .letter import NAMES, PRINTED_NAMES


def test_the_letters_two_wrong_names_are_suggested_by_the_order_of_codes():
    found = dict(zip(PRINTED_NAMES, match(list(PRINTED_NAMES.values()), NAMES), strict=True))
    assert {code: one.suggested for code, one in found.items() if not one.code} == {
        "4314": "4314",
        "4315": "4315",
    }
    assert "ลำดับรหัส" in found["4314"].why
    assert all(one.code in (code, None) for code, one in found.items())


def test_a_name_is_the_same_with_its_word_of_place_and_odd_spaces():
    assert match(["อ.ท่า บ่อ", "อำเภอสังคม"], NAMES) == [Match("4302"), Match("4308")]


def test_a_misspelt_name_is_told_by_its_spelling():
    found = match(["โพนพิสย", "ท่าบ่อ"], NAMES)
    assert (found[0].code, found[0].suggested) == (None, "4305") and "คล้าย" in found[0].why


def test_nothing_is_suggested_without_a_reason():
    assert match(["อุดร", "สังคม"], NAMES)[0] == Match()


def test_a_district_comes_once():
    found = match(["ท่าบ่อ", "ท่าบ่อ"], NAMES)
    assert found[0] == Match("4302") and found[1].code is None
