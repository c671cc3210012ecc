"""Signing in: closed, throttled, with a second factor where it is asked for."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings as django_settings
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

LOGIN = "/accounts/login/"
PASSWORD = "ริมโขง-ยามเช้า-2569"


@pytest.fixture(autouse=True)
def _empty_counters():
    cache.clear()


@pytest.fixture
def known(chief):
    chief.set_password(PASSWORD)
    chief.save()
    return chief


def sign_in(client, password=PASSWORD):
    return client.post(LOGIN, {"login": "chief", "password": password})


def test_the_right_password_leads_home(client, known):
    response = sign_in(client)
    assert (response.status_code, response["Location"]) == (302, reverse("home"))


def test_a_wrong_password_is_said_in_thai_and_tells_nothing(client, known):
    wrong = sign_in(client, "wrong").content.decode()
    unknown = client.post(LOGIN, {"login": "nobody", "password": "wrong"}).content.decode()
    sentence = "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง"
    assert sentence in wrong and sentence in unknown


def test_guessing_is_slowed_down(client, known):
    for number in range(6):
        answer = sign_in(client, f"guess {number}")
    assert "ผิดหลายครั้งเกินไป" in answer.content.decode()
    sign_in(client)
    assert "_auth_user_id" not in client.session, "even the right password has to wait"


def test_nobody_signs_up(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/accounts/signup/").status_code == 404


def test_a_deactivated_person_is_out_at_the_next_request(client, known):
    sign_in(client)
    known.is_active = False
    known.save()
    response = client.get(reverse("home"))
    assert response.status_code == 302 and response["Location"].startswith(LOGIN)


def test_signing_out_is_a_button(client, known):
    sign_in(client)
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_without_a_second_factor_every_page_leads_to_its_set_up(client, known, settings):
    settings.OTOP_REQUIRE_MFA = True
    sign_in(client)
    response = client.get(reverse("home"))
    assert response["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("landing")).status_code in (200, 302)


def test_with_a_second_factor_the_code_is_asked_for(client, known, settings):
    settings.OTOP_REQUIRE_MFA = True
    secret = generate_totp_secret()
    TOTP.activate(known, secret)
    response = sign_in(client)
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    response = client.post(reverse("mfa_authenticate"), {"code": code})
    assert response["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert Authenticator.objects.filter(user=known).exists()


def test_sessions_end_and_cookies_are_guarded():
    assert django_settings.SESSION_COOKIE_AGE == 12 * 3600
    assert django_settings.SESSION_COOKIE_HTTPONLY
