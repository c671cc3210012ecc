"""ค้นหา: another month's page of the own area; what cannot be found leads home with a sentence."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import build
from tests.views.desk import at, login_url, told

URL = reverse("month_find")
OCTOBER = {"fiscal_year": "2565", "month": "10"}


def at_province(name: str) -> str:
    return reverse(name, args=("43", build.OCTOBER))


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ({}, at("entry")),
        ({"target": "entry", "week": "3"}, at("entry") + "?week=3"),
        ({"target": "sheet", "page": "2"}, at("sheet") + "?page=2"),
        ({"target": "rt2"}, at("rt2")),
        ({"target": "history"}, at("history")),
        ({"target": "sheet", "district": "4101"}, at("sheet")),
    ],
)
def test_a_district_finds_its_own_pages(client, october, officer, query, page):
    client.force_login(officer)
    response = client.get(URL, OCTOBER | query)
    assert response.status_code == 302
    assert response.url == page


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ({}, at_province("province_board")),
        ({"target": "rt3"}, at_province("rt3")),
        ({"target": "rt4"}, at_province("rt4")),
        ({"target": "province_certify"}, at_province("province_certify")),
        ({"target": "sheet", "district": "4302"}, at("sheet")),
        ({"target": "sheet", "district": "4301", "page": "2"}, at("sheet", district="4301") + "?page=2"),
    ],
)
def test_a_province_finds_its_own_pages(client, october, province_staff, query, page):
    client.force_login(province_staff)
    assert client.get(URL, OCTOBER | query).url == page


@pytest.mark.parametrize("who", ["department", "auditor"])
def test_the_nation_is_found_by_those_who_read_it(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL, OCTOBER).url == reverse("nation_month", args=(build.OCTOBER,))


def test_thai_digits_are_read(client, october, officer):
    client.force_login(officer)
    assert client.get(URL, {"fiscal_year": "๒๕๖๕", "month": "๑๐"}).url == at("entry")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({}, "เลือกปีงบประมาณและเดือนไม่ครบ"),
        ({"fiscal_year": "2565"}, "เลือกปีงบประมาณและเดือนไม่ครบ"),
        ({"fiscal_year": "2565", "month": "13"}, "เลือกปีงบประมาณและเดือนไม่ครบ"),
        ({"fiscal_year": "1", "month": "10"}, "เลือกปีงบประมาณและเดือนไม่ครบ"),
        ({"fiscal_year": "9" * 30, "month": "10"}, "เลือกปีงบประมาณและเดือนไม่ครบ"),
        ({"fiscal_year": "2565", "month": "9"}, "กรมฯ ยังไม่เปิดให้รายงานเดือนกันยายน 2565"),
        (OCTOBER | {"target": "users"}, "ไม่พบหน้าที่ค้นหา"),
        (OCTOBER | {"target": "province_board"}, "ไม่พบหน้าที่ค้นหา"),
        (OCTOBER | {"target": "https://example.org"}, "ไม่พบหน้าที่ค้นหา"),
        (OCTOBER | {"week": "9"}, "เลือกปีงบประมาณและเดือนไม่ครบ"),
    ],
)
def test_what_cannot_be_found_leads_home_with_a_sentence(client, october, officer, query, sentence):
    client.force_login(officer)
    response = client.get(URL, query)
    assert response.url == reverse("home")
    assert told(response)[0].startswith(sentence)


@pytest.mark.parametrize("district", ["4101", "9999", "x", ""])
def test_a_province_does_not_find_other_districts(client, october, province_staff, district):
    client.force_login(province_staff)
    response = client.get(URL, OCTOBER | {"target": "sheet", "district": district})
    assert response.url == reverse("home")


def test_an_administrator_has_no_months(client, october, administrator):
    client.force_login(administrator)
    response = client.get(URL, OCTOBER)
    assert response.url == reverse("home")
    assert told(response) == ["ไม่พบหน้าที่ค้นหาในพื้นที่ของท่าน"]


def test_a_visitor_signs_in_first(client, db):
    assert client.get(URL).url == login_url(URL)


def test_it_takes_no_post(client, officer):
    client.force_login(officer)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("months", [1, 6])
def test_queries(client, department, officer, months, django_assert_num_queries):
    for number in range(months):
        build.open_month(build.OCTOBER.plus(number), by=department)
    client.force_login(officer)
    with django_assert_num_queries(3):
        client.get(URL, OCTOBER)
