"""The list of accounts: those a person looks after, with a search."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import Role
from tests import build
from tests.views.desk import login_url, text_of

URL = reverse("users")


def test_name_position_role_area_and_last_use(client, officer, department):
    officer.last_login = build.NOW
    officer.save()
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "เจ้าหน้าที่อำเภอ officer" in page
    assert "officer · เจ้าหน้าที่อำเภอ" in page
    assert "อำเภอท่าบ่อ จังหวัดหนองคาย" in page
    assert "3 พ.ย. 2564 10:00 น." in page
    assert "ใช้งานอยู่" in page


def test_an_account_that_was_never_used_or_is_off_says_so(client, officer, chief, department):
    officer.is_active = False
    officer.save()
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "ยังไม่เคยเข้าใช้" in page
    assert "ปิดใช้งาน</span>" in page


def test_the_province_sees_the_people_of_its_districts(client, officer, neighbour, stranger, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "2 บัญชี" in page
    assert "officer ·" in page
    assert "neighbour ·" in page
    assert "stranger" not in page


def test_department_and_administrator_see_all(client, officer, stranger, department, administrator):
    for person in (department, administrator):
        client.force_login(person)
        assert "4 บัญชี" in text_of(client.get(URL))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "officer"}, {"officer"}),
        ({"q": "ท่าบ่อ"}, {"officer", "chief"}),
        ({"q": "ท่าบ่อ พัฒนาการ"}, {"chief"}),
        ({"q": "อุดร"}, {"stranger"}),
        ({"role": "department"}, {"department"}),
        ({"q": "ท่าบ่อ", "role": "officer"}, {"officer"}),
        ({"active": "0"}, set()),
        ({"q": "%"}, set()),
        ({"q": "' OR 1=1"}, set()),
    ],
)
def test_the_search(client, officer, chief, stranger, department, query, names):
    client.force_login(department)
    page = text_of(client.get(URL, query))
    found = {name for name in ("officer", "chief", "stranger", "department") if f"<small>{name} ·" in page}
    assert found == names


def test_nothing_found_says_what_to_try(client, department):
    client.force_login(department)
    page = text_of(client.get(URL, {"q": "ไม่มีคนนี้"}))
    assert "ไม่พบบัญชีที่ค้นหา" in page
    assert 'value="ไม่มีคนนี้"' in page
    assert "ล้างการค้นหา" in page


@pytest.mark.parametrize("query", [{"role": "king"}, {"active": "9"}, {"q": "ก" * 101}])
def test_what_cannot_be_searched_for_is_said_on_the_form(client, department, query):
    client.force_login(department)
    response = client.get(URL, query)
    assert response.status_code == 422
    assert "invalid-feedback" in text_of(response)


def test_the_search_does_not_widen_what_is_visible(client, officer, stranger, province_staff):
    client.force_login(province_staff)
    assert "<small>stranger" not in text_of(client.get(URL, {"q": "stranger"}))


def test_accounts_come_a_hundred_at_a_time_and_the_search_is_kept(client, department):
    for number in range(103):
        build.person(f"person{number}", Role.OFFICER, district="4302")
    client.force_login(department)
    page = text_of(client.get(URL, {"role": "officer"}))
    assert page.count('class="who"') == 100
    assert "role=officer&amp;page=2" in page
    assert text_of(client.get(URL, {"role": "officer", "page": "2"})).count('class="who"') == 3


@pytest.mark.parametrize("page", ["", "0", "99", "x"])
def test_a_wrong_page_number_shows_a_page(client, department, page):
    client.force_login(department)
    assert client.get(URL, {"page": page}).status_code == 200


def test_national_accounts_come_first_then_by_place(client, stranger, officer, province_staff, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    order = [page.index(f"<small>{name} ·") for name in ("department", "stranger", "province", "officer")]
    assert order == sorted(order)


def test_a_visitor_signs_in_first(client, db):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "auditor"])
def test_nobody_else_may(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


def test_it_takes_no_post(client, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("people", [2, 60])
def test_queries_do_not_grow_with_the_accounts(client, department, people, django_assert_num_queries):
    for number in range(people):
        build.person(f"person{number}", Role.OFFICER, district="4302")
    client.force_login(department)
    with django_assert_num_queries(5):
        client.get(URL)
