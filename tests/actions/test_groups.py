"""Adding producers and categories (R1), with the guard against entering one producer twice."""

from __future__ import annotations

import pytest

from reporting.actions import groups, removal
from reporting.errors import BadInput, WrongState
from reporting.models import Category, ProducerGroup, ProducerType, RosterEntry, Subdistrict
from reporting.stats import sheet
from tests import build


def add(report, by, name="กลุ่มแม่บ้านโคกคอน", category=Category.FOOD, subdistrict="430201"):
    return groups.add_new_group(
        report=report,
        name=name,
        subdistrict=Subdistrict.objects.get(pk=subdistrict),
        producer_type=ProducerType.GROUP,
        category=category,
        by=by,
        now=build.NOW,
    )


def test_a_new_producer_is_expected_from_this_month_on(report, officer):
    entry = add(report, officer)
    assert entry.starts == build.OCTOBER and entry.ends is None
    assert [row.group.name for row in sheet.rows(report)] == ["กลุ่มแม่บ้านโคกคอน"]


def test_another_category_of_the_same_producer_is_another_row(report, officer):
    group = add(report, officer).group
    groups.add_category(report=report, group=group, category=Category.BEVERAGE, by=officer, now=build.NOW)
    assert [row.category for row in sheet.rows(report)] == ["FOOD", "BEVERAGE"]


@pytest.mark.parametrize(
    "twin", ["กลุ่มแม่บ้านโคกคอน", "กลุ่ม แม่บ้าน  โคกคอน", "กลุ่มเเม่บ้านโคกคอน", "กลุ่มแม่บ้าน\u200bโคกคอน"]
)
def test_the_same_name_written_otherwise_is_refused(report, officer, twin):
    add(report, officer)
    with pytest.raises(BadInput, match="อยู่แล้ว"):
        add(report, officer, name=twin)
    assert ProducerGroup.objects.count() == 1


@pytest.mark.parametrize("name", ["", "  ", "\u200b"])
def test_a_name_is_needed(report, officer, name):
    with pytest.raises(BadInput, match="ชื่อ"):
        add(report, officer, name=name)


def test_the_subdistrict_must_be_of_the_district(report, officer):
    with pytest.raises(BadInput, match="ไม่อยู่ใน"):
        add(report, officer, subdistrict="430101")


def test_a_pair_is_on_the_roster_once(report, officer):
    group = add(report, officer).group
    with pytest.raises(BadInput, match="แถวเดิม"):
        groups.add_category(report=report, group=group, category=Category.FOOD, by=officer, now=build.NOW)


def test_a_removed_pair_is_brought_back_and_not_added_again(report, officer):
    group = add(report, officer).group
    removal.remove_line(
        report=report, group_id=group.pk, category="FOOD", version=0, reason="ซ้ำ", by=officer, now=build.NOW
    )
    with pytest.raises(BadInput, match="นำกลับมา"):
        groups.add_category(report=report, group=group, category=Category.FOOD, by=officer, now=build.NOW)


def test_adding_in_an_earlier_month_moves_the_start(report, officer, department):
    build.open_month(build.OCTOBER.next(), by=department)
    later = build.report_of("4302", build.OCTOBER.next())
    group = add(later, officer).group
    groups.add_category(report=report, group=group, category=Category.FOOD, by=officer, now=build.NOW)
    assert RosterEntry.objects.get().starts == build.OCTOBER


def test_nothing_is_added_after_submission(submitted, officer):
    with pytest.raises(WrongState):
        add(submitted, officer)
