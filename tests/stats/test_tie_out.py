"""The tie-out seal: every path to a sum agrees, and a row changed behind the portal's back is found."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from reporting.models import (
    Document,
    Province,
    Publication,
    PublicationTotal,
    SalesLine,
    WeeklyEntry,
)
from reporting.stats import nation_report, sales, snapshot, tie_out
from tests import build, nationwide

OCTOBER = build.OCTOBER
HUNDRED = Decimal("100.00")


def of_district(report) -> tie_out.TieOut:
    return tie_out.of_district(report, snapshot.of_report(report))


def of_province(papers=None, *, working: bool = True) -> tie_out.TieOut:
    province = Province.objects.get(pk="43")
    figures = sales.province_month(province, OCTOBER, working=working)
    return tie_out.of_province(province, OCTOBER, figures, papers=papers or {})


def of_nation() -> tie_out.TieOut:
    return tie_out.of_nation(nation_report.table(OCTOBER))


def sums(chain: tie_out.Chain) -> dict[str, Decimal]:
    return {path.name: path.baht for path in chain.paths}


def test_differences_that_cancel_out_are_differences():
    one, other = {"a": HUNDRED, "b": HUNDRED}, {"a": HUNDRED + 1, "b": HUNDRED - 1}
    chain = tie_out.chain({"one": one, "other": other}, names={"a": "ท่าบ่อ", "b": "สังคม"})
    assert not chain.agrees
    assert chain.differing == ("ท่าบ่อ", "สังคม")
    assert chain.words == "one 200.00 บาท · other 200.00 บาท"


def test_a_place_that_one_path_does_not_know_is_a_difference():
    chain = tie_out.chain({"one": {"a": HUNDRED, "b": HUNDRED}, "other": {"a": HUNDRED}})
    assert chain.differing == ("b",)


def test_what_agrees_is_said_once():
    chain = tie_out.chain({"one": {"a": HUNDRED}, "other": {"a": HUNDRED}}, scope="เดือนนี้")
    assert chain.agrees
    assert chain.words == "เดือนนี้: one = other = 100.00 บาท"


def test_a_month_at_work_ties_its_lines_to_its_weeks(three_groups, officer):
    build.enter(three_groups, by=officer)
    seal = of_district(three_groups)
    assert seal.agrees
    assert sums(seal.chains[0]) == {"รต.๒": Decimal("502.00"), "ยอดรายสัปดาห์": Decimal("502.00")}


def test_a_week_changed_behind_the_portals_back_is_found(three_groups, officer):
    build.enter(three_groups, by=officer)
    entry = WeeklyEntry.objects.first()
    WeeklyEntry.objects.filter(pk=entry.pk).update(regular=entry.regular + 7)
    seal = of_district(three_groups)
    assert seal.differing == ("ท่าบ่อ",)
    assert seal.words == ("รต.๒ 502.00 บาท · ยอดรายสัปดาห์ 509.00 บาท",)


def test_a_published_month_ties_to_the_forms_above_it(published):
    assert sums(of_district(published).chains[0]) == dict.fromkeys(
        ("รต.๒", "ยอดรายสัปดาห์", "รต.๓", "รต.๔ และรายงานกรมฯ"), Decimal("502.00")
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: PublicationTotal.objects.filter(category="FOOD").update(regular=0), "รต.๓ 302.00 บาท"),
        (lambda: Publication.objects.update(online=HUNDRED), "รต.๔ และรายงานกรมฯ 580.00 บาท"),
        (lambda: SalesLine.objects.filter(category="BEVERAGE").update(transfer=0), "รต.๒ 482.00 บาท"),
    ],
)
def test_any_changed_row_of_a_published_month_is_found(published, change, words):
    change()
    seal = of_district(published)
    assert not seal.agrees
    assert words in seal.words[0] and "502.00 บาท" in seal.words[0]


def test_a_province_ties_rt2_to_rt3_rt4_and_the_nation(submitted, department):
    nationwide.publish("4301", by=department)
    seal = of_province({"4302": Document.objects.get().total})
    assert seal.agrees
    assert sums(seal.chains[0]) == dict.fromkeys(("รต.๒", "รต.๓", "รต.๔"), Decimal("1733.05"))
    assert sums(seal.chains[1]) == dict.fromkeys(("ยอดที่จังหวัดยืนยันแล้ว", "รายงานกรมฯ"), Decimal("1231.05"))


def test_a_handed_over_month_that_left_its_paper_behind_is_found(submitted):
    SalesLine.objects.filter(category="BEVERAGE").update(regular=0)
    seal = of_province({"4302": Document.objects.get().total})
    assert seal.differing == ("ท่าบ่อ",)
    assert seal.words == ("รต.๒ 502.00 บาท · รต.๓ 402.00 บาท · รต.๔ 402.00 บาท",)


def test_published_lines_that_no_longer_fit_their_totals_are_found(published):
    content = published.publications.get().content
    content["lines"][0]["regular"] = "1.00"
    Publication.objects.update(payload=json.dumps(content))
    seal = of_province(working=False)
    assert seal.differing == ("ท่าบ่อ",)
    assert "รต.๒ 403.00 บาท" in seal.words[0]


def test_the_nation_reads_a_publication_where_it_is_filed(published):
    """A publication filed under another province is missing in its own and too much in the other."""
    Publication.objects.update(province_id="41")
    seal = of_nation()
    assert seal.agrees  # The nation still has it; the province it belongs to has not.
    assert of_province({}, working=False).chains[0].paths[0].baht == 0


def test_the_nation_agrees_by_province_and_in_all(published, department):
    nationwide.publish("4101", by=department)
    seal = of_nation()
    assert seal.agrees
    assert [chain.paths[0].baht for chain in seal.chains] == [Decimal("1733.05")] * 4


def test_totals_changed_in_one_province_are_named(published, department):
    nationwide.publish("4101", by=department)
    PublicationTotal.objects.filter(publication__province="41", category="HERB").update(transfer=5)
    seal = of_nation()
    assert seal.differing == ("อุดรธานี",)
    assert seal.words[0] == ("เดือนตุลาคม 2564: รต.๓ ทุกจังหวัด 1,737.85 บาท · รต.๔ ทุกจังหวัด 1,733.05 บาท")


def test_what_is_filed_where_nobody_reports_is_found(published):
    Publication.objects.update(province_id="10")
    seal = of_nation()
    assert seal.words[0] == ("เดือนตุลาคม 2564: รวมทุกจังหวัด 0.00 บาท · ข้อมูลที่ยืนยันแล้วทั้งหมด 502.00 บาท")


def test_queries(published, django_assert_num_queries):
    province = Province.objects.get(pk="43")
    figures = sales.province_month(province, OCTOBER, working=True)
    content, table = snapshot.of_report(published), nation_report.table(OCTOBER)
    with django_assert_num_queries(2):
        tie_out.of_district(published, content)
    with django_assert_num_queries(2):
        tie_out.of_province(province, OCTOBER, figures, papers={})
    with django_assert_num_queries(1):
        tie_out.of_nation(table)
