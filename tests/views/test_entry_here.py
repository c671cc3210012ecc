"""Two people at one table: who else has it open."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.test import Client

from reporting.models import AuditEvent, Presence
from tests import build
from tests.views.desk import at

URL = at("entry_here")
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def here(report, officer, chief):
    """Says that a person has a week open; returns the answer."""
    clients = {}

    def say(user, week="1"):
        if user not in clients:
            clients[user] = Client()
            clients[user].force_login(user)
        return clients[user].post(URL, {"week": week}, **JSON)

    return say


def test_alone_there_is_nothing_to_say(here, officer):
    assert here(officer).json() == {"says": ""}
    assert here(officer).json() == {"says": ""}
    assert Presence.objects.count() == 1


def test_the_other_is_named_with_the_week(here, officer, chief):
    here(officer, "3")
    assert here(chief).json() == {"says": f"เปิดอยู่ด้วยกัน: {officer.full_name} (สัปดาห์ที่ 3)"}
    assert here(officer, "2").json() == {"says": f"เปิดอยู่ด้วยกัน: {chief.full_name} (สัปดาห์ที่ 1)"}
    assert here(chief).json()["says"].endswith("(สัปดาห์ที่ 2)")


def test_who_left_is_forgotten(here, officer, chief, monkeypatch):
    here(officer)
    later = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=91)
    monkeypatch.setattr("reporting.views.entry_rows.timezone", SimpleNamespace(now=lambda: later))
    assert here(chief).json() == {"says": ""}


def test_at_another_month_one_is_not_here(here, officer, chief, department):
    build.open_month(build.OCTOBER.next(), by=department)
    here(officer)
    other = Client()
    other.force_login(officer)
    other.post(at("entry_here", month=build.OCTOBER.next()), {"week": "1"}, **JSON)
    assert here(chief).json() == {"says": ""}


def test_nothing_is_logged_and_no_figure_read(here, officer, django_assert_num_queries):
    here(officer)
    before = AuditEvent.objects.count()
    with django_assert_num_queries(7):  # The session, the person, the report, two and their savepoint.
        here(officer)
    assert AuditEvent.objects.count() == before


def test_a_week_that_the_month_lacks(here, officer):
    response = here(officer, "7")
    assert response.status_code == 422
    assert "ไม่มีสัปดาห์ที่ 7" in response.json()["refusal"]


def test_an_ended_session_is_said_in_json(client, report):
    assert client.post(URL, {"week": "1"}, **JSON).status_code == 401


@pytest.mark.parametrize("who", ["neighbour", "stranger", "department", "auditor", "administrator"])
def test_for_everybody_else_it_does_not_exist(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL, {"week": "1"}).status_code == 404


def test_the_province_is_not_there(client, report, province_staff):
    client.force_login(province_staff)
    assert client.post(URL, {"week": "1"}).status_code == 403


def test_it_is_never_got(client, report, officer):
    client.force_login(officer)
    assert client.get(URL).status_code == 405
