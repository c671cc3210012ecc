"""Finding producers in the district's register, and names that look alike."""

from __future__ import annotations

import pytest

from reporting.models import Category, ProducerGroup
from reporting.stats import producers
from tests import build

NAMES = ["ร้านน้ำพริกแม่คำ", "กลุ่มทอผ้าไหม บ้านน้ำโมง", "กลุ่มจักสาน ต.โคกคอน", "เรือนไทยสมุนไพร", "OTOP Center 5"]


@pytest.fixture
def register(officer):
    for name in NAMES:
        build.producer(name, district="4302", by=officer)


def found(text: str) -> list[str]:
    return [group.name for group in producers.find("4302", text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("น้ำ", ["กลุ่มทอผ้าไหม บ้านน้ำโมง", "ร้านน้ำพริกแม่คำ"]),
        ("ไหมบ้าน", ["กลุ่มทอผ้าไหม บ้านน้ำโมง"]),
        ("โมง ทอ", ["กลุ่มทอผ้าไหม บ้านน้ำโมง"]),
        ("เเม่คำ", ["ร้านน้ำพริกแม่คำ"]),
        ("ตำบลโคก", ["กลุ่มจักสาน ต.โคกคอน"]),
        ("otop", ["OTOP Center 5"]),
        ("๕", ["OTOP Center 5"]),
        ("ไม่มี", []),
        ("%", []),
        ("_", []),
    ],
)
def test_a_part_of_the_name_is_enough(register, text, names):
    assert found(text) == names


def test_without_a_word_all_are_found_in_thai_order(register):
    in_order = ["OTOP Center 5", "กลุ่มจักสาน ต.โคกคอน", "กลุ่มทอผ้าไหม บ้านน้ำโมง", "ร้านน้ำพริกแม่คำ", "เรือนไทยสมุนไพร"]
    assert found(" ") == found("") == in_order


def test_closed_ones_and_other_districts_are_not_found(register, officer, neighbour):
    build.producer("ร้านน้ำผึ้ง", district="4301", by=neighbour)
    ProducerGroup.objects.filter(name=NAMES[1]).update(closed_at=build.NOW, closed_by=officer)
    assert found("น้ำ") == ["ร้านน้ำพริกแม่คำ"]


def test_at_most_twenty_are_found(officer):
    build.producers(30, district="4302", by=officer)
    assert len(found("ตัวอย่าง")) == 20


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("ร้านน้ำพริกแม่ดำ", ["ร้านน้ำพริกแม่คำ"]),
        ("ร้านน้ำพริก แม่คำ", ["ร้านน้ำพริกแม่คำ"]),
        ("กลุ่มทอผ้าไหมน้ำโมง", ["กลุ่มทอผ้าไหม บ้านน้ำโมง"]),
        ("กลุ่มจักสานตำบลโคกคอน", ["กลุ่มจักสาน ต.โคกคอน"]),
        ("ร้านน้ำตาลแม่ดำ", []),
        ("กลุ่มทอผ้า", []),
        ("", []),
    ],
)
def test_names_that_look_alike(register, name, alike):
    assert [group.name for group in producers.similar("4302", name)] == alike


def test_the_most_alike_come_first_and_not_too_many(officer):
    build.producers(30, district="4302", by=officer)
    alike = [group.name for group in producers.similar("4302", "กลุ่มตัวอย่างที่ 0017")]
    assert alike[0] == "กลุ่มตัวอย่างที่ 0017"
    assert len(alike) == producers.SHOWN_ALIKE


def test_closed_namesakes_are_alike_and_those_of_other_districts_not(register, officer, neighbour):
    build.producer(NAMES[0], district="4301", by=neighbour)
    ProducerGroup.objects.update(closed_at=build.NOW, closed_by=officer)
    assert [group.district_id for group in producers.similar("4302", NAMES[0])] == ["4302"]


def test_categories_stand_in_their_official_order(officer):
    order = (Category.HERB, Category.FOOD, Category.TEXTILE)
    group = build.producer("ก", district="4302", by=officer, categories=order)
    alone = build.producer("ข", district="4302", by=officer, categories=())
    found = producers.categories([group, alone])
    assert [entry.category for entry in found[group.pk]] == ["FOOD", "TEXTILE", "HERB"]
    assert alone.pk not in found


def test_all_answers_take_one_query(register, officer, django_assert_num_queries):
    groups = list(ProducerGroup.objects.all())
    with django_assert_num_queries(1):
        assert [group.subdistrict for group in producers.find("4302", "น้ำ")]
    with django_assert_num_queries(1):
        assert [group.subdistrict for group in producers.similar("4302", NAMES[0])]
    with django_assert_num_queries(1):
        producers.categories(groups)
    with django_assert_num_queries(0):
        assert producers.closing_reasons(groups) == {}
