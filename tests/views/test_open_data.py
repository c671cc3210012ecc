"""Open data: published sums to whoever has a key, page by page, and the keys themselves."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.actions import api_keys
from reporting.errors import NotAllowed
from reporting.models import ApiKey, AuditEvent
from reporting.stats import open_data
from reporting.views import open_data as views
from tests import build, nationwide
from tests.views.desk import login_url, text_of

JSON, CSV = reverse("open_data_json"), reverse("open_data_csv")
KEYS = reverse("keys")


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet():
    cache.clear()


@pytest.fixture
def made(department) -> tuple[ApiKey, str]:
    return api_keys.make_key(name="สภาพัฒน์", by=department, now=build.NOW)


@pytest.fixture
def ask(client, made):
    """Ask with the key; further headers as for the test client."""

    def get(url=JSON, data=None, **headers):
        return client.get(url, data, headers={"Authorization": f"Bearer {made[1]}"} | headers)

    return get


def test_the_sums_that_are_in_force(published, department, ask):
    nationwide.publish("4101", by=department)
    content = ask().json()
    assert (content["page"], content["pages"], content["next"]) == (1, 1, "")
    assert list(content["rows"][0]) == list(open_data.COLUMNS)
    assert sum(Decimal(row["baht"]) for row in content["rows"]) == Decimal("1733.05")
    first = content["rows"][0]
    assert (first["month"], first["fiscal_year"], first["district_code"]) == ("2021-10", 2565, "4101")
    assert {row["channel_code"] for row in content["rows"]} == {"REGULAR", "TRANSFER", "ONLINE"}


def test_csv_says_the_same(published, ask):
    content = ask(CSV).content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [{name: str(value) for name, value in row.items()} for row in ask().json()["rows"]]


def test_a_correction_takes_the_place_of_what_it_corrects(published, officer, chief, province_staff, ask):
    build.correct(published, officer=officer, chief=chief, staff=province_staff)
    rows = ask().json()["rows"]
    assert sum(Decimal(row["baht"]) for row in rows) == 106
    assert {row["revision"] for row in rows} == {2}


def test_a_working_figure_is_never_there(submitted, ask):
    with CaptureQueriesContext(connection) as queries:
        assert ask().json()["rows"] == []
    working = ("salesline", "weeklyentry", "monthlyreport", "producergroup")
    assert not [table for table in working for query in queries if table in query["sql"]]


def test_no_producer_is_named(published, ask):
    for url in (JSON, CSV):
        assert "น้ำพริก" not in ask(url).content.decode()


def test_month_and_province_narrow_it_down(published, department, ask):
    november = build.OCTOBER.next()
    build.open_month(november, by=department)
    nationwide.publish("4101", by=department, month=november)
    for asked, districts in (
        ({"first": "2565-11"}, {"4101"}),
        ({"last": "2565-10"}, {"4302"}),
        ({"province": "43"}, {"4302"}),
        ({"province": "43", "first": "2565-11"}, set()),
    ):
        assert {row["district_code"] for row in ask(data=asked).json()["rows"]} == districts


@pytest.mark.parametrize(
    "asked", [{"first": "2021-13"}, {"province": "x"}, {"page": "0"}, {"last": "\x00"}, {"month": "2565-10"}]
)
def test_a_parameter_that_cannot_be_is_refused(published, ask, asked):
    response = ask(data=asked)
    assert response.status_code == 400
    assert list(response.json()["error"]) == list(asked)


def test_pages_follow_each_other_and_hold_everything(published, department, ask, monkeypatch):
    monkeypatch.setattr(open_data, "TOTALS_PER_PAGE", 2)
    nationwide.publish("4101", by=department)
    url, rows = JSON, []
    while url:
        response = ask(url)
        following = response.json()["next"]
        assert response.get("Link", "") == (f'<{following}>; rel="next"' if following else "")
        rows += response.json()["rows"]
        url = following.removeprefix("http://testserver")
    assert len(rows) == 3 * 6
    assert sum(Decimal(row["baht"]) for row in rows) == Decimal("1733.05")


def test_what_has_not_changed_is_not_sent_again(published, department, ask):
    etag = ask()["ETag"]
    again = ask(**{"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert ask(data={"province": "41"}, **{"If-None-Match": etag}).status_code == 200
    nationwide.publish("4101", by=department)
    assert ask(**{"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("header", ["", "Bearer otop_wrong", "Basic {secret}", "{secret}"])
@pytest.mark.parametrize("url", [JSON, CSV])
def test_without_a_key_that_holds_there_is_nothing(client, published, made, header, url):
    headers = {"Authorization": header.format(secret=made[1])} if header else {}
    response = client.get(url, headers=headers)
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")
    assert "baht" not in response.content.decode()


def test_being_signed_in_is_no_key(client, published, department):
    client.force_login(department)
    assert client.get(JSON).status_code == 401


def test_a_key_that_was_taken_back_opens_nothing(published, department, made, ask):
    assert ask().status_code == 200
    api_keys.revoke_key(key=made[0], by=department, now=build.NOW)
    assert ask().status_code == 401


def test_who_asks_too_often_waits(client, published, ask, settings, monkeypatch):
    minute = [7]
    monkeypatch.setattr(views, "_minute", lambda: minute[0])
    settings.OTOP_OPEN_DATA_PER_MINUTE = 2
    assert [ask().status_code for _ in range(3)] == [200, 200, 429]
    assert [client.get(JSON).status_code for _ in range(3)] == [401, 401, 429]
    minute[0] += 1
    assert ask().status_code == 200


def test_the_day_of_use_is_kept_and_written_once(published, made, ask, django_assert_num_queries):
    assert made[0].used_on is None
    ask()
    made[0].refresh_from_db()
    assert made[0].used_on is not None
    with django_assert_num_queries(4):  # The key, the tag, how many there are, and the page.
        ask()


def test_only_the_hash_of_a_key_is_kept(made, department):
    key, secret = made
    assert secret not in str(ApiKey.objects.values().get())
    assert secret.startswith(key.hint) and len(key.hint) == 12
    event = AuditEvent.objects.get(action="make_key")
    assert event.actor == department and secret not in str(event.changes)


def test_the_page_shows_a_new_key_once(client, department):
    client.force_login(department)
    page = text_of(client.post(KEYS, {"name": "สภาพัฒน์"}))
    key = ApiKey.objects.get()
    assert key.hint in page
    secret = re.search(r"otop_[\w-]{40,}", page)[0]
    assert api_keys.hash_of(secret) == key.key_sha256
    assert secret not in text_of(client.get(KEYS))


def test_a_key_without_a_name_is_refused(client, department):
    client.force_login(department)
    assert client.post(KEYS, {"name": " "}).status_code == 422
    assert not ApiKey.objects.exists()


def test_taking_back_twice_is_once(client, department, made):
    client.force_login(department)
    url = reverse("key_revoke", args=[made[0].pk])
    for _ in range(2):
        assert client.post(url).url == KEYS
    assert AuditEvent.objects.filter(action="revoke_key").count() == 1
    assert "เพิกถอนเมื่อ" in text_of(client.get(KEYS))


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_nobody_else_gives_keys(client, made, request, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    assert client.get(KEYS).status_code == client.post(KEYS).status_code == 403
    with pytest.raises(NotAllowed):
        api_keys.make_key(name="ก", by=person, now=build.NOW)


def test_a_visitor_reads_about_it_and_gives_no_keys(client, db):
    page = text_of(client.get(reverse("open_data")))
    for name in (*open_data.COLUMNS, "first", "province", "Authorization"):
        assert name in page
    assert client.get(KEYS).url == login_url(KEYS)
    assert client.post(JSON).status_code == client.post(reverse("open_data")).status_code == 405
