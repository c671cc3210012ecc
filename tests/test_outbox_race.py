"""Two senders at once send each letter once, on PostgreSQL; without the lock they come to grief."""

from __future__ import annotations

import threading

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection

from reporting import mailing
from reporting.actions import notices
from reporting.models import Mail, MailState, User
from reporting.models.mail import MailQuerySet
from tests import build

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

LETTERS = 2 * mailing.AT_ONCE


@pytest.fixture
def waiting(submitted, officer, province_staff):
    User.objects.filter(pk=officer.pk).update(email="officer@cdd.example.go.th")
    for _ in range(LETTERS):
        notices.hand_over("publish", report=submitted, by=province_staff, now=build.NOW)
    assert Mail.objects.count() == LETTERS


def send_together(monkeypatch) -> list[str]:
    """The Message-IDs that two senders have sent; both hold their first letters before either sends."""
    meeting, sent, adding = threading.Barrier(2), [], threading.Lock()
    faults: list[BaseException] = []

    def opened(self):
        if not getattr(local, "met", False):
            local.met = True
            meeting.wait(timeout=30)

    def send(self, messages):
        with adding:
            sent.extend(letter.extra_headers["Message-ID"] for letter in messages)

    def run():
        try:
            mailing.send_waiting(clock=lambda: build.NOW)
        except BaseException as fault:
            faults.append(fault)
            meeting.abort()
        finally:
            connection.close()

    local = threading.local()
    monkeypatch.setattr(EmailBackend, "open", opened)
    monkeypatch.setattr(EmailBackend, "send_messages", send)
    senders = [threading.Thread(target=run) for _ in range(2)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(timeout=60)
    assert faults == []
    return sent


def test_each_letter_is_sent_once(waiting, monkeypatch):
    sent = send_together(monkeypatch)
    assert len(sent) == len(set(sent)) == LETTERS
    assert Mail.objects.filter(state=MailState.SENT, attempt=1).count() == LETTERS


def test_without_the_lock_a_letter_is_sent_twice(waiting, monkeypatch):
    """Both read the same rows before either has written its lease."""
    plain, meeting = MailQuerySet.due, threading.Barrier(2)
    local = threading.local()

    def read_together(self, now):
        found = plain(self, now).with_context()[: mailing.AT_ONCE]
        rows = list(found)
        if not getattr(local, "met", False):
            local.met = True
            meeting.wait(timeout=30)
        return Rows(rows)

    monkeypatch.setattr(MailQuerySet, "due", read_together)
    sent = send_together(monkeypatch)
    assert len(sent) > len(set(sent))


class Rows(list):
    """Rows that were read without a lock, where the code asks for one."""

    def locked(self) -> Rows:
        return self
