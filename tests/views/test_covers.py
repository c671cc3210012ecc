"""The pages of leave cover: the list, arranging and ending; taking up and leaving are in test_covering."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.deadlines import bangkok_date
from reporting.fiscal import to_be
from reporting.models import Cover
from tests import build
from tests.views.desk import login_url, text_of, told

LIST = reverse("covers")


def arrange_url(absent) -> str:
    return reverse("user_cover", args=(absent.pk,))


def end_url(cover) -> str:
    return reverse("cover_end", args=(cover.pk,))


def typed(days: int) -> str:
    """A day from today on as an officer types it."""
    day = bangkok_date(timezone.now()) + dt.timedelta(days=days)
    return f"{day.day}/{day.month}/{to_be(day.year)}"


def said(substitute, *, first: int = 0, last: int = 2) -> dict[str, object]:
    days = {"starts_on": typed(first), "ends_on": typed(last)}
    return {"substitute": substitute.pk, **days, "reason": "คำสั่งที่ 12"}


@pytest.fixture
def cover(chief, neighbour, province_staff) -> Cover:
    return build.stand_in(chief, neighbour, by=province_staff)


def test_the_province_arranges_it_from_the_account(client, chief, neighbour, officer, province_staff):
    client.force_login(province_staff)
    assert arrange_url(chief) in text_of(client.get(reverse("user", args=(chief.pk,))))
    page = text_of(client.get(arrange_url(chief)))
    assert neighbour.full_name in page and officer.full_name in page
    response = client.post(arrange_url(chief), said(neighbour))
    assert response.url == LIST and neighbour.full_name in told(response)[0]
    page = text_of(client.get(LIST))
    assert neighbour.full_name in page and "คำสั่งที่ 12" in page and "อยู่ในวันที่แทน" in page


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ends_on": "31/2/2569"}, "ไม่มีวันที่ 31"),
        ({"substitute": ""}, "โปรดเลือกผู้ปฏิบัติหน้าที่แทน"),
        ({"starts_on": "1/1/2564"}, "วันแรกต้องไม่ก่อนวันนี้"),
    ],
)
def test_what_cannot_be_is_said_on_the_form(client, chief, neighbour, province_staff, change, says):
    client.force_login(province_staff)
    response = client.post(arrange_url(chief), said(neighbour) | change)
    assert response.status_code == 422 and says in text_of(response)
    assert not Cover.objects.exists()


def test_somebody_of_another_province_cannot_be_chosen(client, chief, stranger, province_staff):
    client.force_login(province_staff)
    assert client.post(arrange_url(chief), said(stranger)).status_code == 422


def test_it_is_ended_with_a_reason(client, cover, province_staff):
    client.force_login(province_staff)
    assert end_url(cover) in text_of(client.get(LIST))
    assert client.get(end_url(cover)).status_code == 200
    assert client.post(end_url(cover), {"reason": ""}).status_code == 422
    assert client.post(end_url(cover), {"reason": "กลับแล้ว"}).url == LIST
    page = text_of(client.get(LIST))
    assert "สิ้นสุดก่อนกำหนด" in page and "กลับแล้ว" in page and end_url(cover) not in page


def test_one_that_is_to_come_cannot_be_taken_up_yet(client, october, chief, neighbour, province_staff):
    client.force_login(province_staff)
    client.post(arrange_url(chief), said(neighbour, first=1))
    cover = Cover.objects.get()
    client.force_login(neighbour)
    page = text_of(client.get(reverse("home")))
    assert chief.full_name in page and "ยังไม่ถึงวัน" in page
    assert reverse("cover_take", args=(cover.pk,)) not in page


def test_another_province_finds_nothing(client, cover, chief, other_province):
    client.force_login(other_province)
    assert client.get(end_url(cover)).status_code == 404
    assert client.get(arrange_url(chief)).status_code == 404
    assert cover.absent.full_name not in text_of(client.get(LIST))


def test_the_department_reads_a_districts_and_arranges_the_provinces(
    client, cover, department, province_staff
):
    second = build.person("second", province_staff.role, province="43")
    client.force_login(department)
    assert cover.absent.full_name in text_of(client.get(LIST))
    assert client.get(end_url(cover)).status_code == 403
    assert client.get(arrange_url(cover.absent)).status_code == 403
    assert client.post(arrange_url(province_staff), said(second)).url == LIST


def test_a_person_of_the_nation_needs_no_cover(client, department, administrator):
    client.force_login(administrator)
    assert arrange_url(department) not in text_of(client.get(reverse("user", args=(department.pk,))))
    assert client.post(arrange_url(department), said(administrator)).status_code == 422


@pytest.mark.parametrize("who", ["officer", "chief", "auditor"])
def test_nobody_else_may(client, request, cover, who):
    client.force_login(request.getfixturevalue(who))
    for url in (LIST, end_url(cover), arrange_url(cover.absent)):
        assert client.get(url).status_code == 403


def test_a_visitor_signs_in_first(client, db):
    assert client.get(LIST).url == login_url(LIST)


def test_methods(client, cover, province_staff):
    client.force_login(province_staff)
    assert client.post(LIST).status_code == 405
    assert client.get(reverse("cover_leave")).status_code == 405
    assert client.get(reverse("cover_take", args=(cover.pk,))).status_code == 405


@pytest.mark.parametrize("people", [1, 12])
def test_queries_do_not_grow(client, chief, neighbour, province_staff, people, django_assert_num_queries):
    for number in range(people):
        away = build.person(f"away{number}", chief.role, district="4302")
        build.stand_in(away, neighbour, by=province_staff)
    client.force_login(province_staff)
    with django_assert_num_queries(5):
        client.get(LIST)
