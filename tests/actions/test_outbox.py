"""The outbox: written with the notice, sent at least once as one letter, given up with a reason."""

from __future__ import annotations

import datetime as dt
import smtplib

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction

from reporting import mailing
from reporting.actions import notices, outbox, users, workflow
from reporting.errors import NotAllowed
from reporting.models import AuditEvent, Mail, MailState, Notice, User
from tests import build

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def addressed(submitted, officer, chief, province_staff):
    """A submitted month; officer and chief have addresses, the chief wants no letters."""
    User.objects.filter(pk=officer.pk).update(email="officer@cdd.example.go.th")
    User.objects.filter(pk=chief.pk).update(email="chief@cdd.example.go.th", wants_mail=False)
    return submitted


def tell(report, by, now=build.NOW):
    notices.hand_over("return_lines", report=report, by=by, now=now, count=2)


@pytest.fixture
def waiting(addressed, province_staff) -> Mail:
    tell(addressed, province_staff)
    return Mail.objects.get()


def send(now=build.NOW) -> mailing.Result:
    return mailing.send_waiting(clock=lambda: now)


def state(mail: Mail) -> tuple[str, int]:
    mail.refresh_from_db()
    return mail.state, mail.attempt


def failing(monkeypatch, error: Exception) -> None:
    def refuse(self, messages):
        raise error

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def test_only_who_has_an_address_and_wants_letters_gets_one(waiting):
    assert (waiting.address, waiting.state) == ("officer@cdd.example.go.th", MailState.WAITING)
    assert Notice.objects.filter(kind="return_lines").count() == 2, "the inbox has it in any case"


def test_a_hand_over_that_fails_leaves_no_letter(addressed, province_staff):
    with pytest.raises(RuntimeError), transaction.atomic():
        tell(addressed, province_staff)
        raise RuntimeError
    assert not Mail.objects.exists()


def test_without_a_mail_server_nothing_is_put_into_the_outbox(addressed, province_staff, settings):
    settings.OTOP_SENDS_MAIL = False
    tell(addressed, province_staff)
    assert not Mail.objects.exists()


def test_the_letter_says_who_what_until_when_and_where(waiting, settings):
    settings.OTOP_PUBLIC_URL = "https://otop.example.go.th"
    assert send() == mailing.Result(sent=1)
    (letter,) = django_mail.outbox
    assert letter.to == ["officer@cdd.example.go.th"]
    assert letter.subject == "[OTOP] จังหวัดส่งคืน อำเภอท่าบ่อ เดือนตุลาคม 2564"
    assert waiting.notice.text in letter.body
    assert "https://otop.example.go.th/districts/4302/2565-10/fix/" in letter.body
    assert "https://otop.example.go.th/mail/" in letter.body
    assert "บาท" not in letter.body
    assert state(waiting) == (MailState.SENT, 1)


def test_what_is_sent_is_not_sent_again(waiting):
    call_command("send_mail")
    call_command("send_mail")
    assert len(django_mail.outbox) == 1


def test_who_dies_between_sending_and_marking_sends_the_same_letter_again(waiting, monkeypatch):
    def die(**kwargs):
        raise SystemExit

    with monkeypatch.context() as patched, pytest.raises(SystemExit):
        patched.setattr(outbox, "sent", die)
        send()
    assert send(build.NOW + MINUTE) == mailing.Result(), "the lease holds"
    assert send(build.NOW + outbox.LEASE + MINUTE) == mailing.Result(sent=1)
    first, second = (letter.message() for letter in django_mail.outbox)
    assert first["Message-ID"] == second["Message-ID"] == waiting.message_id
    assert first.as_bytes() == second.as_bytes()
    assert state(waiting) == (MailState.SENT, 2)


def test_a_failure_is_tried_again_after_pauses_that_grow_and_then_given_up(waiting, monkeypatch):
    failing(monkeypatch, smtplib.SMTPServerDisconnected("gone"))
    now = build.NOW
    for attempt, pause in enumerate(outbox.PAUSES, start=1):
        assert send(now) == mailing.Result(failed=1)
        assert send(now + pause - MINUTE / 2) == mailing.Result(), "the pause holds"
        assert state(waiting) == (MailState.WAITING, attempt)
        now += pause
    assert send(now) == mailing.Result(failed=1)
    assert state(waiting) == (MailState.FAILED, outbox.MOST_ATTEMPTS)
    assert waiting.error == "เซิร์ฟเวอร์อีเมลตอบว่าส่งไม่ได้: gone"


def test_an_address_that_is_refused_for_good_is_given_up_at_once(waiting, monkeypatch):
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({waiting.address: (550, b"no such user")}))
    send()
    assert state(waiting) == (MailState.FAILED, 1)
    assert waiting.error == "เซิร์ฟเวอร์อีเมลไม่รับที่อยู่นี้: 550 no such user"


def test_an_address_that_is_refused_for_now_is_tried_again(waiting, monkeypatch):
    failing(monkeypatch, smtplib.SMTPRecipientsRefused({waiting.address: (451, b"greylisted")}))
    send()
    assert state(waiting) == (MailState.WAITING, 1)


def test_a_server_that_does_not_answer_ends_the_run(addressed, province_staff, monkeypatch):
    for _ in range(mailing.AT_ONCE + 1):
        tell(addressed, province_staff)

    def refuse(self):
        raise ConnectionRefusedError("no")

    monkeypatch.setattr(EmailBackend, "open", refuse)
    assert send() == mailing.Result(failed=mailing.AT_ONCE)
    assert Mail.objects.filter(attempt=0).count() == 1


def test_a_sender_that_always_dies_is_given_up_too(waiting):
    now = build.NOW
    for _ in range(outbox.MOST_ATTEMPTS):
        assert len(outbox.claim(limit=1, now=now)) == 1
        now += outbox.LEASE + MINUTE
    assert outbox.claim(limit=1, now=now) == []
    assert state(waiting) == (MailState.FAILED, outbox.MOST_ATTEMPTS)
    assert waiting.error == outbox.GAVE_UP


def test_who_comes_back_after_its_lease_does_not_undo_what_another_did(waiting):
    (slow,) = outbox.claim(limit=1, now=build.NOW)
    later = build.NOW + outbox.LEASE + MINUTE
    assert send(later) == mailing.Result(sent=1)
    outbox.failed(mail=slow, error="เกินเวลา", for_good=True, now=later)
    assert state(waiting) == (MailState.SENT, 2)


def test_nobody_sends_what_another_may_hold_by_now(waiting):
    times = iter([build.NOW, build.NOW + outbox.LEASE, build.NOW + outbox.LEASE])
    assert mailing.send_waiting(clock=lambda: next(times)) == mailing.Result()
    assert django_mail.outbox == []


def test_the_administrator_sends_again_to_the_present_address(waiting, officer, administrator):
    Mail.objects.update(state=MailState.FAILED, error="550", ended_at=build.NOW, attempt=1)
    users.choose_mail(user=officer, email="new@cdd.example.go.th", wants_mail=True, now=build.NOW)
    outbox.send_again(mail=waiting, by=administrator, now=build.NOW)
    outbox.send_again(mail=waiting, by=administrator, now=build.NOW)
    assert state(waiting) == (MailState.WAITING, 0)
    assert waiting.address == "new@cdd.example.go.th"
    assert AuditEvent.objects.filter(action="send_again").count() == 1
    with pytest.raises(NotAllowed):
        outbox.send_again(mail=waiting, by=officer, now=build.NOW)


def test_the_departments_letters_tell_of_no_unpublished_month(addressed, department, chief):
    User.objects.filter(pk=department.pk).update(email="department@cdd.example.go.th")
    workflow.withdraw(report=addressed, reason="ผิด", by=chief, now=build.NOW)
    assert not Mail.objects.filter(notice__user=department).exists()


@pytest.mark.parametrize("count", [1, 30])
def test_queries_of_writing_letters(addressed, province_staff, count, django_assert_num_queries):
    for number in range(count):
        person = build.person(f"colleague-{number}", build.Role.PROVINCE, province="43")
        User.objects.filter(pk=person.pk).update(email=f"{number}@cdd.example.go.th")
    with django_assert_num_queries(3):
        tell(addressed, province_staff)
    assert Mail.objects.count() == count + 1
