"""Adding producers and categories (R1), with the guard against entering one producer twice."""

from __future__ import annotations

import pytest

from reporting.actions import closing, groups, removal
from reporting.errors import BadInput, SimilarNames, WrongState
from reporting.models import AuditEvent, Category, ProducerGroup, ProducerType, RosterEntry, Subdistrict
from reporting.stats import sheet
from tests import build


def add(report, by, name="กลุ่มแม่บ้านโคกคอน", category=Category.FOOD, subdistrict="430201", apart_from=()):
    return groups.add_new_group(
        report=report,
        name=name,
        subdistrict=Subdistrict.objects.get(pk=subdistrict),
        producer_type=ProducerType.GROUP,
        category=category,
        apart_from=apart_from,
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
    "twin",
    ["กลุ่มแม่บ้านโคกคอน", "กลุ่ม แม่บ้าน  โคกคอน", "กลุ่มเเม่บ้านโคกคอน", "กลุ่มแม่บ้าน\u200bโคกคอน", "กลุ่มแม่บ้าน ต.โคกคอน"],
)
def test_the_same_name_written_otherwise_is_refused(report, officer, twin):
    add(report, officer)
    with pytest.raises(BadInput, match="อยู่แล้ว"):
        add(report, officer, name=twin)
    assert ProducerGroup.objects.count() == 1


@pytest.fixture
def elsewhere(places) -> Subdistrict:
    return Subdistrict.objects.create(
        code="430202", district_id="4302", name_th="โคกคอน", name_en="Khok Khon"
    )


def test_a_name_that_looks_like_another_needs_a_word_of_the_officer(report, officer):
    known = add(report, officer).group
    with pytest.raises(SimilarNames, match="คล้ายกับ 1 กลุ่ม") as refused:
        add(report, officer, name="กลุ่มแม่บ้านโคกคอย")
    assert (refused.value.groups, refused.value.same) == ([known], False)
    other = add(report, officer, name="กลุ่มแม่บ้านโคกคอย", apart_from=[known.pk]).group
    assert ProducerGroup.objects.count() == 2
    assert AuditEvent.objects.filter(changes__group=other.pk).get().changes["apart_from"] == [known.name]
    assert "apart_from" not in AuditEvent.objects.filter(changes__group=known.pk).get().changes


def test_that_word_is_about_the_names_that_were_shown(report, officer):
    first = add(report, officer).group
    second = add(report, officer, name="กลุ่มแม่บ้านโคกคอย", apart_from=[first.pk]).group
    with pytest.raises(SimilarNames) as refused:
        add(report, officer, name="กลุ่มแม่บ้านโคกคอ", apart_from=[first.pk])
    assert set(refused.value.groups) == {first, second}


def test_the_same_name_in_another_subdistrict_is_asked_about(report, officer, elsewhere):
    known = add(report, officer).group
    with pytest.raises(SimilarNames) as refused:
        add(report, officer, subdistrict=elsewhere.pk)
    assert not refused.value.same
    assert add(report, officer, subdistrict=elsewhere.pk, apart_from=[known.pk]).group != known


def test_the_same_name_in_the_subdistrict_cannot_be_talked_away(report, officer):
    known = add(report, officer).group
    with pytest.raises(SimilarNames, match="อยู่แล้ว") as refused:
        add(report, officer, apart_from=[known.pk])
    assert (refused.value.groups, refused.value.same) == ([known], True)


def test_a_closed_producer_is_asked_about_and_stops_nobody(report, officer):
    known = add(report, officer).group
    closing.close_group(report=report, group=known, reason="เลิกกิจการ", by=officer, now=build.NOW)
    with pytest.raises(SimilarNames) as refused:
        add(report, officer)
    assert refused.value.groups == [known]
    assert add(report, officer, apart_from=[known.pk]).group.closed_at is None


def test_names_of_other_districts_do_not_matter(report, officer, neighbour):
    build.producer("กลุ่มแม่บ้านโคกคอน", district="4301", by=neighbour)
    assert add(report, officer).group.district_id == "4302"


def test_the_question_costs_one_query_however_many_there_are(report, officer, django_assert_num_queries):
    build.producers(300, district="4302", by=officer)
    with django_assert_num_queries(13):
        add(report, officer)


def test_whether_a_producer_is_closed_is_read_again_under_the_lock(report, officer):
    group = add(report, officer).group
    closing.close_group(report=report, group=group, reason="เลิกกิจการ", by=officer, now=build.NOW)
    assert group.closed_at is None  # As the page knew it.
    with pytest.raises(BadInput, match="ปิดไปแล้ว"):
        groups.add_category(report=report, group=group, category=Category.HERB, by=officer, now=build.NOW)


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
