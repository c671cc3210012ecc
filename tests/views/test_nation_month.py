"""A month of the nation: sums, categories, and every province with how far it is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.actions import workflow
from reporting.models import District
from tests import build, nationwide
from tests.views.desk import login_url, text_of

OCTOBER = build.OCTOBER
URL = reverse("nation_month", args=[OCTOBER])


def test_the_seeds_figures_are_shown_in_full(client, october, department):
    line = ("FOOD", "GROUP", "93335876.00", "5409805.00", "0.00")
    nationwide.publish("4302", by=department, lines=[line])
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "93,335,876.00" in page
    assert "5,409,805.00" in page


def test_sums_categories_and_provinces(client, published, department):
    nationwide.publish("4101", by=department)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "1,733.05" in page
    assert "ผู้ผลิต 5 ราย" in page
    assert "<b>2</b> จาก 3 อำเภอยืนยันแล้ว" in page
    assert "ผ้า เครื่องแต่งกาย" in page
    assert "125.50" in page
    assert f'<a href="{reverse("nation_province", args=(OCTOBER, "43"))}">หนองคาย</a>' in page
    assert "1/2" in page


def test_a_categorys_sum_leads_to_the_provinces_that_add_up_to_it(client, published, department):
    nationwide.publish("4101", by=department)
    client.force_login(department)
    page = client.get(URL)
    for row in page.context["categories"]:
        assert f'href="?category={row["code"]}#provinces"' in text_of(page)
        found = client.get(URL, {"category": row["code"]})
        shown = found.context["shown"].cell.amounts
        assert (shown.regular, shown.transfer, shown.online, shown.producers) == (
            row["amounts"].regular,
            row["amounts"].transfer,
            row["amounts"].online,
            row["amounts"].producers,
        )
        assert found.context["total"].cell.amounts == page.context["total"].cell.amounts
    assert "เฉพาะยอดจำหน่ายผ้า เครื่องแต่งกาย" in text_of(client.get(URL, {"category": "TEXTILE"}))


def test_a_category_that_there_is_not_shows_everything(client, published, department):
    client.force_login(department)
    assert client.get(URL, {"category": "x"}).context["category"] == ""


def test_a_part_and_a_whole_are_told_apart_in_words(client, published, department):
    nationwide.publish("4101", by=department)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "ยืนยันแล้วบางอำเภอ" in page
    assert "ครบทุกอำเภอ" in page


def test_states_are_counted_without_a_figure(client, submitted, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "ส่งจังหวัดแล้ว 1" in page
    assert "กำลังบันทึก 2" in page
    assert "502.00" not in page


def test_a_correction_is_counted_as_one_and_its_figures_stay(client, published, department, province_staff):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "กำลังแก้ไขฉบับใหม่ 1" in page
    assert "502.00" in page


def test_it_compares_with_the_month_before_and_the_year_before(client, places, department):
    for month, amount in ((OCTOBER.plus(-12), "50"), (OCTOBER.previous(), "80"), (OCTOBER, "100")):
        build.open_month(month, by=department)
        nationwide.publish("4302", by=department, month=month, lines=[("FOOD", "GROUP", amount, "0", "0")])
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "25.0% จากเดือนก่อน (1 อำเภอ)" in page
    assert "100.0% จากเดือนเดียวกันปีก่อน (1 อำเภอ)" in page
    assert "เทียบเฉพาะ 1 อำเภอที่ยืนยันแล้วทั้งสองเดือน" in page


def test_a_month_that_is_not_opened_leads_the_department_to_opening_it(client, october, department, auditor):
    url, opening = reverse("nation_month", args=[OCTOBER.next()]), "/months/2565/?ask=2565-11"
    client.force_login(department)
    page = text_of(client.get(url))
    assert "ยังไม่เปิดงวดของเดือนนี้" in page
    assert opening in page
    client.force_login(auditor)
    assert opening not in text_of(client.get(url))


def test_the_newest_receipts_of_the_month_lead_to_their_pages(client, published, department, monkeypatch):
    first = published.transitions.last()
    first.pk, first.sequence, first.revision, first.receipt = None, 3, 2, "4302-2565-10-03"
    first.at += dt.timedelta(days=1)
    first.save()
    client.force_login(department)
    page = text_of(client.get(URL))
    newer, older = (
        f'<a href="{reverse("receipt", args=(number,))}">{number}</a>'
        for number in ("4302-2565-10-03", "4302-2565-10-02")
    )
    assert page.index(newer) < page.index(older)
    monkeypatch.setattr("reporting.views.nation.NEWEST_RECEIPTS", 1)
    page = text_of(client.get(URL))
    assert newer in page and older not in page


def test_what_is_not_confirmed_has_no_receipt_here(client, submitted, department):
    client.force_login(department)
    assert "ใบรับ" not in text_of(client.get(URL))


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "administrator"])
def test_nobody_else_may(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("slug", ["2565-13", "2565-00", "9999-10", "2565-1"])
def test_a_month_that_cannot_be_is_not_found(client, october, department, slug):
    client.force_login(department)
    assert client.get(f"/nation/{slug}/").status_code == 404


@pytest.mark.parametrize("slug", ["2500-10", "2599-09"])
def test_a_month_far_away_is_empty_and_no_fault(client, october, department, slug):
    client.force_login(department)
    assert client.get(f"/nation/{slug}/").status_code == 200


def test_it_takes_no_post(client, october, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405


def test_it_asks_no_working_table(client, submitted, department):
    client.force_login(department)
    with CaptureQueriesContext(connection) as queries:
        client.get(URL)
    said = " ".join(query["sql"] for query in queries)
    assert "salesline" not in said
    assert "weeklyentry" not in said


@pytest.mark.parametrize("provinces", [0, 30])
def test_queries_do_not_grow_with_the_provinces(
    client, places, department, provinces, django_assert_num_queries
):
    nationwide.provinces(*(str(number + 50) for number in range(provinces)))
    build.open_month(OCTOBER, by=department)
    for district in District.objects.reporting():
        nationwide.publish(district.pk, by=department)
    client.force_login(department)
    with django_assert_num_queries(10):
        client.get(URL)
