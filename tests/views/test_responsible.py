"""Who is responsible for which office: seats, gaps, and as many queries for a nation as for a province."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.actions import handover
from reporting.deadlines import bangkok_date
from reporting.models import Province, Role
from reporting.stats import responsible
from tests import build
from tests.views.desk import login_url, text_of

URL = reverse("responsible")


def gaps(code: str = "43") -> dict[tuple[str, str], list[str]]:
    today = bangkok_date(timezone.now())
    (found,) = responsible.of_provinces(Province.objects.filter(pk=code), today=today)
    return {
        (office.place.pk, seat.role): seat.gaps
        for office in (found.own, *found.districts)
        for seat in office.seats
    }


def test_every_seat_has_its_people_or_its_gap(report, officer, chief, province_staff):
    officer.last_login = build.NOW
    officer.save()
    handover.start(successor=None, words="", by=officer, now=build.NOW)
    chief.is_active = False
    chief.save()
    assert gaps() == {
        ("43", Role.PROVINCE): [responsible.UNUSED],
        ("4301", Role.OFFICER): [responsible.NOBODY],
        ("4301", Role.DEVELOPMENT_OFFICER): [responsible.NOBODY],
        ("4302", Role.OFFICER): [responsible.WAITING],
        ("4302", Role.DEVELOPMENT_OFFICER): [responsible.NOBODY],
    }


def test_a_colleague_who_has_signed_in_fills_a_seat(officer):
    other = build.person("other", Role.OFFICER, district="4302")
    other.last_login = build.NOW
    other.save()
    assert gaps()["4302", Role.OFFICER] == []


def test_a_seat_that_is_covered_today_is_marked_and_no_gap(
    client, officer, chief, neighbour, province_staff, department
):
    assert gaps()["4302", Role.DEVELOPMENT_OFFICER] == [responsible.UNUSED]
    build.stand_in(chief, neighbour, by=province_staff)
    assert gaps()["4302", Role.DEVELOPMENT_OFFICER] == []
    for person in (province_staff, department):
        client.force_login(person)
        page = text_of(client.get(URL, {"province": "43"}))
        assert "มีผู้ปฏิบัติหน้าที่แทน" in page
        assert f"{neighbour.full_name} แทน {chief.full_name}" in page


def test_the_province_sees_its_own_offices_alone(client, officer, stranger, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL, {"province": "41"}))
    assert officer.full_name in page and province_staff.full_name in page
    assert stranger.full_name not in page
    assert "สำนักงานที่ต้องดู 2 แห่ง" in page


def test_the_department_sees_provinces_and_looks_into_one(client, officer, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "?province=43" in page and "?province=41" in page and "?province=10" not in page
    page = text_of(client.get(URL, {"province": "43", "gaps": "on"}))
    assert "อำเภอท่าบ่อ" in page and responsible.NOBODY in page


def test_only_offices_with_a_gap_are_left(client, officer, chief, province_staff):
    for person in (officer, chief):
        person.last_login = build.NOW
        person.save()
    client.force_login(province_staff)
    page = text_of(client.get(URL, {"gaps": "on"}))
    assert "อำเภอเมืองหนองคาย" in page and "อำเภอท่าบ่อ" not in page


@pytest.mark.parametrize("people", [1, 40])
def test_queries_do_not_grow(client, department, people, django_assert_num_queries):
    for number in range(people):
        build.person(f"person{number}", Role.OFFICER, district="4302")
    client.force_login(department)
    with django_assert_num_queries(9):
        client.get(URL)


def test_a_province_that_does_not_exist_is_said_on_the_form(client, department):
    client.force_login(department)
    assert client.get(URL, {"province": "99"}).status_code == 422


def test_a_visitor_signs_in_first(client, db):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "auditor"])
def test_nobody_else_may(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


def test_it_takes_no_post(client, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405
