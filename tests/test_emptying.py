"""Emptying the tables waits for nobody who never finishes, and says whom it has ended."""

from __future__ import annotations

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from reporting.models import AuditEvent, ReturnReason, User
from tests import emptying

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def other(officer):
    """A connection of somebody else who has changed the officer's row and not said that this was all."""
    found = connection.copy()
    found.set_autocommit(False)
    with found.cursor() as cursor:
        cursor.execute("UPDATE reporting_user SET position = 'ย้าย'")
    yield found
    found.close()


def empty() -> None:
    call_command("flush", interactive=False, verbosity=0)


def test_a_transaction_left_open_is_ended_and_named(other, monkeypatch):
    monkeypatch.setattr(emptying, "SECONDS_TO_FINISH", 0)
    with pytest.raises(CommandError) as refused:
        empty()
    assert "UPDATE reporting_user" in str(refused.value.__cause__)
    assert not User.objects.exists()
    with pytest.raises(OperationalError):
        other.commit()


def test_a_transaction_that_finishes_is_waited_for(other, monkeypatch):
    asked = threading.Event()
    plain = emptying.unfinished

    def unfinished(ours):
        found = plain(ours)
        asked.set()
        return found

    monkeypatch.setattr(emptying, "unfinished", unfinished)

    def finish():
        asked.wait(timeout=30)
        other.commit()

    thread = threading.Thread(target=finish)
    other.inc_thread_sharing()
    thread.start()
    empty()
    thread.join()
    assert not User.objects.exists()


def test_a_transaction_that_begins_meanwhile_is_ended(other, monkeypatch):
    monkeypatch.setattr(emptying, "end_unfinished", lambda ours: [])
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    empty()
    assert not User.objects.exists()
    connection.close()


def test_the_audit_log_is_closed_again_and_the_reasons_are_back(officer):
    empty()
    assert ReturnReason.objects.count() == 10
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'audit_refuses_%'")
        assert cursor.fetchone() == (2,)
    assert not AuditEvent.objects.exists()
