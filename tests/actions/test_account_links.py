"""The link for a password: once, for a while, for a password that is good enough; and its letter."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting import mailing
from reporting.actions import account_links, outbox
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AuditEvent, Mail, MailState
from tests import build

GOOD = "ทุ่งนาสีเขียว-๒๕๖๔"


@pytest.fixture
def link(officer, province_staff):
    return account_links.give(account=officer, by=province_staff, now=build.NOW)


def test_it_works_once(link, officer):
    account_links.use(link=link, password=GOOD, now=build.NOW)
    officer.refresh_from_db()
    assert officer.check_password(GOOD)
    assert AuditEvent.objects.get(action="choose_password").actor == officer
    with pytest.raises(WrongState, match="ไปแล้ว"):
        account_links.use(link=link, password="อีกรหัสหนึ่ง-๒๕๖๕", now=build.NOW)


@pytest.mark.parametrize("password", ["สั้น", "1234567890", "Officer-12", "password123"])
def test_a_password_that_is_easily_guessed_is_refused_and_the_link_stays(link, officer, password):
    with pytest.raises(BadInput):
        account_links.use(link=link, password=password, now=build.NOW)
    link.refresh_from_db()
    assert link.is_usable(build.NOW)


def test_it_ends_after_its_hours(link, settings):
    over = build.NOW + dt.timedelta(hours=settings.OTOP_LINK_HOURS)
    assert link.is_usable(over - dt.timedelta(seconds=1))
    with pytest.raises(WrongState, match="หมดอายุ"):
        account_links.use(link=link, password=GOOD, now=over)


def test_a_new_one_ends_the_one_before(link, officer, province_staff):
    newer = account_links.give(account=officer, by=province_staff, now=build.NOW)
    with pytest.raises(WrongState):
        account_links.use(link=link, password=GOOD, now=build.NOW)
    account_links.use(link=newer, password=GOOD, now=build.NOW)


@pytest.mark.parametrize("who", ["officer", "chief", "department", "other_province", "auditor"])
def test_only_who_manages_the_account_gives_one(request, officer, who):
    with pytest.raises(NotAllowed):
        account_links.give(account=officer, by=request.getfixturevalue(who), now=build.NOW)


@pytest.fixture
def mailed(officer, province_staff, settings):
    settings.OTOP_SENDS_MAIL, settings.OTOP_PUBLIC_URL = True, "https://otop.example.go.th"
    officer.email, officer.wants_mail = "officer@example.go.th", False
    officer.save()
    return account_links.give(account=officer, by=province_staff, now=build.NOW)


def test_the_letter_has_the_link_and_goes_out_like_others(mailed, mailoutbox):
    assert mailing.send_waiting(clock=lambda: build.NOW).sent == 1
    (letter,) = mailoutbox
    assert letter.to == ["officer@example.go.th"]
    assert f"https://otop.example.go.th/own-password/{mailed.token}/" in letter.body
    assert "6 พ.ย. 2564" in letter.body


def test_a_letter_with_a_link_that_was_given_up_is_sent_again(mailed, administrator):
    Mail.objects.update(state=MailState.FAILED, error="550", ended_at=build.NOW, attempt=1)
    outbox.send_again(mail=Mail.objects.with_context().get(), by=administrator, now=build.NOW)
    assert Mail.objects.get().state == MailState.WAITING


def test_without_an_address_of_the_portal_or_the_person_there_is_no_letter(link):
    assert not Mail.objects.exists()
