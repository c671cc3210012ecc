"""The flags of a submitted month: from which past they come, and what they cost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reporting.models import Category, Channel, SalesLine, State, Target
from reporting.stats import desk, doubts, risk
from tests import build, past
from tests.build import NOW, OCTOBER, amounts


@pytest.fixture
def groups(officer, department):
    """Six producers with one category each, on the roster for two years."""
    categories = (Category.FOOD,)
    return [
        build.producer(
            f"ร้าน {number}", district="4302", by=officer, categories=categories, starts=OCTOBER.plus(-30)
        )
        for number in range(6)
    ]


@pytest.fixture
def sold(groups, officer, department):
    """Publish a month so many before October; every producer the same, or each by its number."""

    def publish(months, figure, **options):
        of = figure if callable(figure) else lambda number: figure
        return past.publish(OCTOBER.plus(-months), groups, of, by=officer, department=department, **options)

    return publish


def found(report, today=None):
    """Producer's name → codes of its flags."""
    lines = list(report.lines.select_related("group"))
    weeks = desk.filled(report)
    seen = doubts.of_report(report, lines, weeks, today=NOW.date())
    flags = risk.of_report(report, lines, weeks, seen)
    return {line.group.name: [flag.code for flag in flags[line.pk]] for line in lines if line.pk in flags}


def test_the_past_is_what_was_published_in_two_years(sold, report, groups):
    sold(1, amounts("10"))
    sold(24, amounts("24"))
    sold(25, amounts("25"))
    sold(2, amounts("2"), state=State.OPEN)
    known, months = risk.past_of_district("4302", report.fiscal_month)
    [pair] = {key for key in known if key[0] == groups[0].pk}
    assert months == 2
    assert known[pair][0] == amounts("24")
    assert known[pair][-1] == amounts("10")
    assert [at for at, one in enumerate(known[pair]) if one] == [0, 23]


def test_removed_lines_and_other_districts_are_no_past(sold, report, neighbour, officer, department):
    september = sold(1, amounts("10"))
    september.lines.update(removed_at=NOW, removed_by=officer, removed_reason="ผิด")
    assert risk.past_of_district("4302", report.fiscal_month) == ({}, 0)


def test_one_jump_among_steady_lines_is_the_only_flag(sold, report, officer):
    for months in range(1, 9):
        sold(months, amounts(f"{1000 + 7 * months}.25"))
    build.enter(report, by=officer, value=amounts("1031.75"))
    jumped = report.lines.select_related("group").order_by("pk")[2]
    assert found(report) == {}
    SalesLine.objects.filter(pk=jumped.pk).update(regular=Decimal("4900.75"))
    assert found(report) == {jumped.group.name: ["OUTLIER"]}
    SalesLine.objects.filter(pk=jumped.pk).update(removed_at=NOW, removed_by=officer, removed_reason="ผิด")
    assert found(report) == {}


def test_where_all_of_a_category_jump_none_is_flagged(sold, report, officer):
    for months in range(1, 9):
        sold(months, amounts(f"{1000 + 7 * months}.25"))
    build.enter(report, by=officer, value=amounts("4900.75"))
    assert found(report) == {}


def test_a_month_like_the_one_before_is_copied_and_unanswered(sold, report, officer):
    sold(1, lambda number: amounts("77.25") if number else amounts("76.25"))
    build.enter(report, by=officer, value=amounts("76.25"))
    assert found(report) == {"ร้าน 0": ["COPIED", "UNANSWERED"]}
    report.lines.update(note="ยอดคงที่")
    assert found(report) == {"ร้าน 0": ["COPIED"]}


def test_a_new_producer_with_a_large_sale(sold, report, officer):
    sold(1, amounts("900.25"))
    build.producer("ร้านใหม่", district="4302", by=officer)
    build.enter(report, by=officer, value=amounts("1000.75"))
    assert found(report) == {}
    SalesLine.objects.filter(report=report, group__name="ร้านใหม่").update(regular=Decimal("250000.50"))
    assert found(report) == {"ร้านใหม่": ["FIRST"]}


def test_the_line_that_makes_a_target_fit(sold, report, officer):
    for months in (1, 2, 3):
        sold(months, lambda number: amounts(f"{1000 + number}.25"))
    build.enter(report, by=officer, value=amounts("1010.75"))
    line = report.lines.select_related("group").get(group__name="ร้าน 3")
    SalesLine.objects.filter(pk=line.pk).update(regular=Decimal("1400.00"))  # 397 more than usual.
    # 5 × 1,010.75 + 1,400.00 = 6,453.75: 3.75 above the target.
    Target.objects.create(
        district_id="4302", month=OCTOBER, channel=Channel.REGULAR, printed=Decimal("6450.00")
    )
    assert found(report) == {"ร้าน 3": ["TARGET"]}
    Target.objects.update(accepted=Decimal("6000.00"), note="พิมพ์ผิด")
    assert found(report) == {}


def test_a_target_of_an_assigned_column_says_so(sold, report, officer):
    for months in (1, 2, 3):
        sold(months, lambda number: amounts(f"{1000 + number}.25"))
    build.enter(report, by=officer, value=amounts("1010.75"))
    SalesLine.objects.filter(report=report, group__name="ร้าน 3").update(regular=Decimal("1400.00"))
    Target.objects.create(
        district_id="4302",
        month=OCTOBER,
        channel="REGULAR",
        printed_in="TRANSFER",
        printed=Decimal("6450.00"),
    )
    flags = risk.of_report(report, report.lines.all(), desk.filled(report), {})
    (sentence,) = [flag.sentence for own in flags.values() for flag in own if flag.code == "TARGET"]
    assert "พิมพ์ในคอลัมน์ “รายได้โอน” กรมฯ กำหนดเป็นรายได้ปกติ" in sentence


@pytest.mark.parametrize("count", [3, 60])
def test_queries(report, officer, department, count, django_assert_num_queries):
    groups = build.producers(count, district="4302", by=officer)
    past.publish(OCTOBER.previous(), groups, lambda _: amounts("5"), by=officer, department=department)
    build.enter(report, by=officer)
    lines, weeks = list(report.lines.all()), desk.filled(report)
    with django_assert_num_queries(2):
        risk.of_report(report, lines, weeks, {})
