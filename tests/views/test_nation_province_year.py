"""A province's year for the department: its districts × months, from publications alone."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import build, nationwide
from tests.views.desk import login_url, text_of

URL = reverse("nation_province_year", args=(2565, "43"))


@pytest.fixture
def one_published(october, department):
    return nationwide.publish("4302", by=department)


def test_districts_lead_to_their_lines(client, one_published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    there = reverse("nation_district", args=(build.OCTOBER, "4302"))
    assert f'class="lamp full" title="1,231.05 บาท · ยืนยันแล้ว"><a href="{there}">' in page
    assert 'class="lamp none" title="ยังไม่ยืนยัน"' in page
    assert "1,231.05" in page
    assert '<th scope="row">ท่าบ่อ</th>' in page


def test_it_is_narrowed_by_the_address(client, one_published, department):
    client.force_login(department)
    response = client.get(URL, {"channel": "ONLINE", "on": "2021-11-30"})
    assert [str(card["value"]) for card in response.context["cards"]] == ["30.00"]
    year_before = reverse("nation_province_year", args=(2564, "43"))
    build.open_month(build.OCTOBER.plus(-12), by=department)
    assert f"{year_before}?channel=ONLINE&amp;on=2021-11-30" in text_of(
        client.get(URL, {"channel": "ONLINE", "on": "2021-11-30"})
    )


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "administrator"])
def test_nobody_else_may(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize(
    "path", ["/nation/2565/provinces/10/", "/nation/2565/provinces/99/", "/nation/2600/provinces/43/"]
)
def test_a_place_or_a_year_that_cannot_be_is_not_found(client, october, department, path):
    client.force_login(department)
    assert client.get(path).status_code == 404


def test_it_takes_no_post(client, october, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405


def test_bad_input_is_shown(client, october, department):
    client.force_login(department)
    response = client.get(URL, {"type": "?"})
    assert response.status_code == 422
    assert "invalid-feedback" in text_of(response)


def test_it_asks_no_working_table(client, submitted, department, django_assert_max_num_queries):
    client.force_login(department)
    with django_assert_max_num_queries(10), CaptureQueriesContext(connection) as queries:
        page = text_of(client.get(URL))
    said = " ".join(query["sql"] for query in queries)
    assert "salesline" not in said
    assert "weeklyentry" not in said
    assert "502.00" not in page
