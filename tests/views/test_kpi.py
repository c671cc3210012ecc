"""The key figure's pages: own district, own province, all; and the department's definition."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting import kpi as arithmetic
from reporting.models import AuditEvent, Base, District, KpiDefinition, Province
from reporting.stats import kpi, kpi_sources
from tests import build, nationwide
from tests.views.desk import login_url, text_of

NATION = reverse("kpi_nation", args=[2565])
PROVINCE = reverse("kpi_province", kwargs={"fiscal_year": 2565, "province_code": "43"})
DISTRICT = reverse("kpi_district", kwargs={"fiscal_year": 2565, "district_code": "4302"})
DEFINITION = reverse("kpi_definition", args=[2565])
LAST_YEAR = build.OCTOBER.plus(-12)
TODAY = dt.date(2022, 3, 25)
WORDS = {"measure": "ONLINE", "base": "SAME_MONTHS", "percent": "10", "fixed_base": ""}
WORDS |= {f"level_{number}": str(number * 2) for number in range(1, 6)}


@pytest.fixture
def two_years(places, department):
    """4302 sold 100 online in October and 120 a year later, of which 20 came from regular sales."""
    for month in (LAST_YEAR, build.OCTOBER):
        build.open_month(month, by=department)
    for month, regular, online in ((LAST_YEAR, "500.00", "100.00"), (build.OCTOBER, "480.00", "120.00")):
        lines = [("FOOD", "GROUP", regular, "0.00", online)]
        nationwide.publish("4302", by=department, month=month, lines=lines)


def score(area, **definition):
    found = KpiDefinition.objects.of_year(2565)
    for name, value in definition.items():
        setattr(found, name, value)
    scope = kpi.Scope(2565, 1)
    parts = [area] if isinstance(area, District) else District.objects.filter(province=area)
    total, _ = kpi.scores(parts, scope, found, today=TODAY, total=area)
    return total


def test_the_letters_definition_stands_from_the_start(db):
    found = KpiDefinition.objects.of_year(2565)
    assert (found.measure, found.base, found.percent) == ("ONLINE", "FULL_YEAR", 15)
    assert found.thresholds[-1] == 15


@pytest.mark.parametrize(
    ("definition", "base", "so_far"),
    [
        ({"base": Base.SAME_MONTHS}, "100.00", "100.00"),
        ({"base": Base.FULL_YEAR}, "50.00", "8.33"),
        ({"base": Base.THREE_YEARS}, "100.00", "100.00"),
        ({"base": Base.FIXED, "fixed_base": Decimal("1200.00")}, "600.00", "100.00"),
        ({"base": Base.SAME_MONTHS, "measure": "TOTAL"}, "600.00", "600.00"),
    ],
)
def test_the_base_is_what_the_definition_says(two_years, definition, base, so_far):
    found = score(District.objects.get(pk="4302"), **definition)
    assert (found.base, found.base_so_far) == (Decimal(base), Decimal(so_far))


def test_actual_target_growth_level_and_weeks(two_years):
    found = score(District.objects.get(pk="4302"), base=Base.SAME_MONTHS)
    assert (found.actual, found.target, found.growth, found.level) == (120, 115, 20, 5)
    assert (found.weeks, found.a_week) == (1, 0)
    assert [rung.wanted for rung in found.rungs] == [103, 106, 109, 112, 115]


@pytest.mark.parametrize(
    ("definition", "so_far"),
    [
        ({"base": Base.SAME_MONTHS}, "100.00"),
        ({"base": Base.FULL_YEAR}, "8.33"),
        ({"base": Base.THREE_YEARS}, "100.00"),
        ({"base": Base.FIXED, "fixed_base": Decimal("1200.00")}, "25.00"),
    ],
)
def test_a_district_that_has_not_confirmed_yet_is_no_fall(two_years, department, definition, so_far):
    """Its neighbour's 300 of the year before are in the base of the round and in none of the growth."""
    lines = [("FOOD", "GROUP", "0.00", "0.00", "300.00")]
    nationwide.publish("4301", by=department, month=LAST_YEAR, lines=lines)
    found = score(Province.objects.get(pk="43"), **definition)
    assert (found.actual, found.base_so_far) == (120, Decimal(so_far))
    assert (found.months_in, found.reports_in) == (1, 1)
    assert found.base > score(District.objects.get(pk="4302"), **definition).base


def test_an_area_without_a_base_has_dashes(two_years):
    found = score(District.objects.get(pk="4101"))
    assert (found.target, found.growth, found.level, found.a_week) == (None, None, None, None)


def test_the_growth_is_explained_from_the_published_lines(two_years):
    scope, definition = kpi.Scope(2565, 1), KpiDefinition.objects.of_year(2565)
    for area in (District.objects.get(pk="4302"), Province.objects.get(pk="43")):
        assert kpi_sources.explained(area, scope, definition) == arithmetic.Explained(moved=Decimal(20))


def test_each_office_reads_its_own(client, two_years, officer, province_staff, department, auditor):
    for person, path in (
        (officer, DISTRICT),
        (province_staff, PROVINCE),
        (department, NATION),
        (auditor, NATION),
    ):
        client.force_login(person)
        page = text_of(client.get(path, {"round": "1"}))
        assert "120.00" in page
        assert "57.50" in page  # 15 percent above half of last year's 100.


def test_each_office_is_led_up_as_far_as_it_reads(client, two_years, officer, province_staff, department):
    nation, province = f"{NATION}?round=1", f"{PROVINCE}?round=1"
    for person, path, way in (
        (department, NATION, []),
        (department, PROVINCE, [nation]),
        (department, DISTRICT, [nation, province]),
        (province_staff, PROVINCE, []),
        (province_staff, DISTRICT, [province]),
        (officer, DISTRICT, []),
    ):
        client.force_login(person)
        shown = client.get(path, {"round": "1"})
        assert [crumb["url"] for crumb in shown.context["crumbs"]] == way


def test_what_is_reached_needs_nothing_more_a_week(client, two_years, officer):
    client.force_login(officer)
    shown = client.get(DISTRICT, {"round": "1"}).context
    assert shown["cards"][3]["value"] == "ถึงแล้ว"
    assert {rung["a_week"] for rung in shown["rungs"]} == {"ถึงแล้ว"}


def test_where_it_comes_from_and_what_if(client, two_years, officer):
    client.force_login(officer)
    page = text_of(client.get(DISTRICT, {"round": "1", "more": "๑,๐๐๐"}))
    assert "ย้ายช่องทาง" in page
    assert "+20.00" in page
    assert "ถ้าขายได้สัปดาห์ละ 1,000.00 บาท" in page


def test_the_nations_sources_are_read_when_asked_for(client, two_years, department):
    client.force_login(department)
    page = text_of(client.get(NATION, {"round": "1"}))
    assert "แสดงที่มา" in page
    assert "ย้ายช่องทาง (บาท)" not in page
    shown = client.get(NATION, {"round": "1", "split": "1"})
    assert [row["amounts"] for row in shown.context["sources"]] == [
        ["–"] * 4,
        ["0.00", "+20.00", "0.00", "+20.00"],
    ]
    assert [part["baht"] for part in shown.context["explained"]] == ["0.00", "+20.00", "0.00", "+20.00"]
    assert "ย้ายช่องทาง (บาท)" in text_of(shown)


@pytest.mark.parametrize(
    ("asked", "said"), [({"more": "1e3"}, "โปรดพิมพ์ตัวเลข"), ({"round": "3"}, "invalid-feedback")]
)
def test_bad_input_is_shown(client, two_years, officer, asked, said):
    client.force_login(officer)
    response = client.get(DISTRICT, asked)
    assert response.status_code == 422
    assert said in text_of(response)


def test_nothing_unpublished_is_read(
    client, submitted, province_staff, department, django_assert_max_num_queries
):
    for person, path in ((province_staff, PROVINCE), (department, NATION)):
        client.force_login(person)
        with django_assert_max_num_queries(10), CaptureQueriesContext(connection) as queries:
            page = text_of(client.get(path))
        assert not any("salesline" in one["sql"] or "weeklyentry" in one["sql"] for one in queries)
        assert "22.00" not in page


def test_a_visitor_signs_in_first(client, places):
    for path in (NATION, PROVINCE, DISTRICT, DEFINITION):
        assert client.get(path).url == login_url(path)


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("neighbour", DISTRICT, 404),
        ("stranger", DISTRICT, 404),
        ("officer", PROVINCE, 404),
        ("other_province", PROVINCE, 404),
        ("province_staff", NATION, 403),
        ("province_staff", DEFINITION, 403),
        ("auditor", DEFINITION, 403),
        ("administrator", NATION, 403),
    ],
)
def test_nobody_else_may(client, two_years, request, who, path, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(path).status_code == status


def test_looking_takes_no_post(client, two_years, department):
    client.force_login(department)
    assert client.post(NATION).status_code == 405
    assert client.delete(DEFINITION).status_code == 405


def test_the_department_says_it_anew_from_a_year_on(client, two_years, department):
    client.force_login(department)
    response = client.post(DEFINITION, WORDS)
    assert response.url == NATION
    assert KpiDefinition.objects.of_year(2565).base == "SAME_MONTHS"
    assert KpiDefinition.objects.of_year(2564).base == "FULL_YEAR"
    event = AuditEvent.objects.get(action="define_kpi")
    assert ["เพิ่มขึ้นร้อยละ", "15.00", "10.00"] in event.changes["changed"]
    client.post(DEFINITION, WORDS)
    assert AuditEvent.objects.filter(action="define_kpi").count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"level_3": "4"}, "เกณฑ์ของระดับที่สูงกว่าต้องมากกว่าระดับก่อนหน้า"),
        ({"base": "FIXED"}, "โปรดพิมพ์จำนวนเงินของฐาน"),
        ({"percent": "-1"}, "โปรดพิมพ์ตัวเลข"),
        ({"percent": "12345"}, "ตัวเลขยาวเกินไป"),
    ],
)
def test_a_wrong_definition_is_refused(client, two_years, department, wrong, said):
    client.force_login(department)
    response = client.post(DEFINITION, WORDS | wrong)
    assert response.status_code == 422
    assert said in text_of(response)
    assert not AuditEvent.objects.filter(action="define_kpi").exists()
