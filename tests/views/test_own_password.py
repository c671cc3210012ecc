"""The page behind the link for a password: no account, no cookie, no second use, no guessing."""

from __future__ import annotations

import logging

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from otop.logs import HideLinks
from reporting.actions import account_links, accounts
from tests import build
from tests.views.desk import text_of

GOOD = "ทุ่งนาสีเขียว-๒๕๖๔"


@pytest.fixture(autouse=True)
def _nobody_has_guessed():
    cache.clear()


@pytest.fixture
def way_in(officer, province_staff, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: build.NOW)
    link = account_links.give(account=officer, by=province_staff, now=build.NOW)
    return reverse("own_password", args=(link.token,))


def choose(client, url, password=GOOD, again=None):
    return client.post(url, {"password": password, "again": password if again is None else again})


def test_looking_uses_nothing_up_and_says_whose_it_is(client, way_in, officer):
    for _ in range(2):
        answer = client.get(way_in)
    assert officer.full_name in text_of(answer) and "10 ตัว" in text_of(answer)
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_the_password_ends_every_session_and_the_link_works_once(client, way_in, officer):
    officer.set_password("ของเดิมที่ลืมไป-๑")
    officer.save()
    theirs = Client(enforce_csrf_checks=True)
    theirs.force_login(officer)
    assert choose(theirs, way_in).url == reverse("account_login")
    assert theirs.get(reverse("home")).status_code == 302
    again = choose(client, way_in, "อีกรหัสหนึ่ง-๒๕๖๕")
    assert again.status_code == 410 and "ไปแล้ว" in text_of(again)


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [(GOOD, "ไม่ตรง", "ไม่ตรงกัน"), ("สั้น", None, "invalid-feedback"), ("", None, "โปรดพิมพ์รหัสผ่านใหม่")],
)
def test_bad_input_is_shown_and_the_link_stays(client, way_in, password, again, sentence):
    answer = choose(client, way_in, password, again)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert choose(client, way_in).status_code == 302


def test_the_link_of_an_ended_account_leads_nowhere(client, way_in, officer, province_staff):
    end = {"reason": "เกษียณ", "hand_over": False, "by": province_staff, "now": build.NOW}
    accounts.deactivate(account=officer, **end)
    assert client.get(way_in).status_code == 410
    assert choose(client, way_in).status_code == 410


def test_unknown_links_are_not_found_and_guessing_is_slowed_down(client, db):
    unknown = reverse("own_password", args=("x" * 32,))
    statuses = [client.get(unknown).status_code for _ in range(25)]
    assert statuses == [404] * 20 + [429] * 5


def test_passwords_of_one_link_are_tried_ten_times(client, way_in):
    statuses = [choose(client, way_in, "สั้น").status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_another_method_is_refused(client, way_in):
    assert client.put(way_in).status_code == 405


def test_the_secret_does_not_stand_in_the_log(way_in):
    record = logging.LogRecord("x", logging.WARNING, "", 1, "Gone: %s", (way_in,), None)
    assert HideLinks().filter(record)
    assert record.getMessage() == "Gone: /own-password/…/"
