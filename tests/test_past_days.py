"""Figures as they stood at the end of a day: the same code as the present's, on what was in force then."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.actions import workflow
from reporting.deadlines import BANGKOK, last_moment
from reporting.models import Publication
from reporting.stats import comparison, nation, nation_year, published, sales
from reporting.stats import revisions as stats
from tests import build, nationwide
from tests.views.desk import text_of

OCTOBER = build.OCTOBER
FIRST, SECOND = dt.date(2021, 11, 3), dt.date(2021, 12, 20)
"""The days on which the district's first revision and its correction were confirmed."""

PAGES = {
    "year": reverse("nation_year", args=[2565]),
    "month": reverse("nation_month", args=[OCTOBER]),
    "province": reverse("nation_province", args=(OCTOBER, "43")),
    "district": reverse("nation_district", args=(OCTOBER, "4302")),
}


@pytest.fixture
def corrected(published, officer, chief, province_staff):
    """ท่าบ่อ sold 502.00; on 20 December a correction to 106.00 took its place."""
    now = dt.datetime.combine(SECOND, dt.time(10), tzinfo=BANGKOK)
    return build.correct(published, officer=officer, chief=chief, staff=province_staff, now=now)


def on(day: dt.date) -> dict[str, str]:
    return {"on": day.isoformat()}


def test_a_day_ends_with_its_last_instant(corrected):
    first, second = Publication.objects.order_by("revision")
    instant = dt.timedelta(microseconds=1)
    ends = last_moment(SECOND)
    assert ends + instant == dt.datetime(2021, 12, 21, tzinfo=BANGKOK)
    for confirmed, counts in ((ends, second), (ends + instant, first)):
        Publication.objects.filter(pk=first.pk).update(superseded_at=confirmed)
        Publication.objects.filter(pk=second.pk).update(published_at=confirmed)
        assert list(Publication.objects.in_force(ends)) == [counts]


def test_rows_and_queries_agree_on_what_was_in_force(corrected):
    publications = list(Publication.objects.all())
    moments = [None, *(last_moment(FIRST + dt.timedelta(days=days)) for days in (-1, 0, 46, 47, 48))]
    found = [list(Publication.objects.in_force(at)) for at in moments]
    assert [[one.revision for one in each] for each in found] == [[2], [], [1], [1], [2], [2]]
    for at, wanted in zip(moments, found, strict=True):
        assert [published.in_force(publications, at=at)] == (wanted or [None])


def test_every_figure_of_a_past_day_is_that_of_the_first_revision(corrected):
    at = last_moment(SECOND - dt.timedelta(days=1))
    then, now = Decimal("502.00"), Decimal("106.00")
    province = corrected.district.province
    for moment, total in ((at, then), (None, now)):
        assert nation_year.year_table(2565, at=moment).total.total == total
        assert nation.by_category(months=[OCTOBER], at=moment)["FOOD"].total == total / 2
        assert nation.province_total(province, OCTOBER, at=moment) == total
        assert comparison.month_table(OCTOBER, at=moment).total.cell.amounts.total == total
        figures = sales.province_month(province, OCTOBER, working=False, at=moment)
        assert sum(own.total for own in figures) == sum(own.category_total for own in figures) == total


def test_before_the_first_confirmation_there_is_nothing(corrected):
    at = last_moment(FIRST - dt.timedelta(days=1))
    table = nation_year.year_table(2565, at=at)
    assert table.total.total == 0
    assert table.rows[1].cells[0].level == "closed"  # The month itself was opened on the third.


def test_months_are_compared_as_of_the_same_day(places, department):
    for month, amount in ((OCTOBER.previous(), "80"), (OCTOBER, "100")):
        build.open_month(month, by=department)
        nationwide.publish("4302", by=department, month=month, lines=[("FOOD", "GROUP", amount, "0", "0")])
    late = dt.datetime.combine(SECOND, dt.time(10), tzinfo=BANGKOK)
    Publication.objects.filter(month=OCTOBER.previous()).update(published_at=late)
    assert comparison.month_table(OCTOBER).total.month_before.change == 25
    assert comparison.month_table(OCTOBER, at=last_moment(FIRST)).total.month_before.change is None


@pytest.mark.parametrize("name", PAGES)
def test_each_page_is_drawn_as_it_stood_and_says_what_it_lacks(client, corrected, department, name):
    nationwide.publish("4301", by=department, now=dt.datetime(2021, 12, 1, 10, 0, tzinfo=BANGKOK))
    client.force_login(department)
    page = text_of(client.get(PAGES[name], on(FIRST)))
    # A district's page lists all its revisions with their sums: there the sum of a line tells.
    then, now = ("125.50", "26.50") if name == "district" else ("502.00", "106.00")
    assert then in page
    assert now not in page
    assert "1,231.05" not in page
    assert "ตัวเลข ณ สิ้นวันที่ 3 พฤศจิกายน 2564" in page
    first_ones = 0 if name == "district" else 1
    assert f"{1 + first_ones} ฉบับที่จังหวัดยืนยันหลังจากนั้น" in page
    assert f"แก้ไขฉบับเดิม 1 ฉบับ ยืนยันครั้งแรก {first_ones} ฉบับ" in page
    assert then not in text_of(client.get(PAGES[name]))


@pytest.mark.parametrize("name", PAGES)
def test_the_link_leads_to_exactly_what_is_lacking(client, corrected, department, name):
    nationwide.publish("4101", by=department, now=dt.datetime(2021, 12, 1, 10, 0, tzinfo=BANGKOK))
    client.force_login(department)
    context = client.get(PAGES[name], on(FIRST)).context
    rows = client.get(context["lacking_url"]).context["rows"]
    assert len(rows) == context["lacking"].publications == (2 if name in ("year", "month") else 1)
    assert all(row.publication.published_at > last_moment(FIRST) for row in rows)


def test_a_day_without_anything_later_equals_the_present(client, corrected, department):
    client.force_login(department)
    page = text_of(client.get(PAGES["month"], on(SECOND)))
    assert "ตัวเลขจึงเท่ากับปัจจุบัน" in page
    assert "106.00" in page


def test_links_keep_the_day(client, published, department):
    client.force_login(department)
    for name, leads_to in (("year", "province"), ("month", "province"), ("province", "district")):
        assert f'href="{PAGES[leads_to]}?on=2021-11-03"' in text_of(client.get(PAGES[name], on(FIRST)))
    build.open_month(OCTOBER.next(), by=department)
    november = reverse("nation_month", args=[OCTOBER.next()])
    assert f'href="{november}?on=2021-11-03"' in text_of(client.get(PAGES["month"], on(FIRST)))


def test_the_states_of_today_are_not_shown_for_a_past_day(client, published, province_staff, department):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    client.force_login(department)
    for name in ("month", "province", "district"):
        assert "กำลังแก้ไข" in text_of(client.get(PAGES[name]))
        assert "กำลังแก้ไข" not in text_of(client.get(PAGES[name], on(FIRST)))
    before = client.get(PAGES["district"], on(FIRST - dt.timedelta(days=1)))
    assert "จังหวัดยังไม่ยืนยัน" in text_of(before)
    assert "กำหนดส่งจังหวัด" not in text_of(before)


def test_a_revision_that_is_asked_for_by_number_needs_no_day(client, corrected, department):
    client.force_login(department)
    page = text_of(client.get(PAGES["district"], on(FIRST) | {"revision": "2"}))
    assert "ฉบับที่ 2</b>" in page
    assert "ณ สิ้นวันที่ 3" not in page


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2999-01-01", "ยังไม่ถึงวันที่ 1 มกราคม 3542"),
        ("1999-01-01", "ระบบไม่มีข้อมูลก่อนวันที่ 1 ตุลาคม 2543"),
        ("2021-02-30", "ไม่มีวันที่นี้ในปฏิทิน"),
        ("x", "อ่านวันที่ไม่ได้"),
    ],
)
def test_a_day_that_cannot_be_is_told_above_the_present_figures(client, published, department, day, sentence):
    client.force_login(department)
    for url in PAGES.values():
        response = client.get(url, {"on": day})
        assert response.status_code == 422
        assert sentence in text_of(response)
        assert "502.00" in text_of(response)


def test_a_day_may_be_typed_in_the_buddhist_era(client, published, department):
    client.force_login(department)
    assert "สิ้นวันที่ 3 พฤศจิกายน 2564" in text_of(client.get(PAGES["month"], {"on": "3/11/2564"}))


def test_a_past_day_costs_one_query_more_and_reads_no_working_line(client, corrected, department):
    client.force_login(department)
    for name, url in PAGES.items():
        with CaptureQueriesContext(connection) as present:
            client.get(url)
        with CaptureQueriesContext(connection) as past:
            client.get(url, on(FIRST))
        # A month's states of today are not asked for a past day.
        assert len(past) == len(present) + (0 if name == "month" else 1)
        assert not any("salesline" in query["sql"] or "weeklyentry" in query["sql"] for query in past)


def test_what_is_lacking_is_counted_in_the_scope(corrected):
    assert stats.lacking(Publication.objects.all(), at=last_moment(FIRST)) == stats.Lacking(1, 1)
    assert stats.lacking(Publication.objects.filter(province="41"), at=last_moment(FIRST)) == stats.Lacking(
        0, 0
    )
