"""The outbox: written with the notices, taken by one sender at a time, given up with a reason.

A sender claims a few letters with a lease, sends each, and marks it. Who dies in between leaves a lease that
ends; the letter then goes out once more under the same Message-ID, so each is sent at least once. What the
receiver's server refuses for good is given up at once, everything else after the last of the pauses.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from reporting import access
from reporting.access import Permission
from reporting.models import AccountLink, Mail, MailState, Notice, User

from . import audit

LEASE = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""How long to wait after each failed try; after the next one there is no other."""

MOST_ATTEMPTS = len(PAUSES) + 1
GAVE_UP = "ผู้ส่งหยุดกลางทางหลายครั้ง โปรดตรวจบันทึกของคำสั่ง send_mail"


def write(notices: Iterable[Notice], *, now: datetime) -> None:
    """One letter for each notice whose person has an address and wants letters; at most 1 query."""
    if not settings.OTOP_SENDS_MAIL:
        return
    Mail.objects.bulk_create(
        Mail(
            notice=notice,
            address=notice.user.email,
            message_id=_message_id(),
            not_before=now,
        )
        for notice in notices
        if notice.user.email and notice.user.wants_mail
    )


def write_link(link: AccountLink, *, now: datetime) -> None:
    """The letter with a person's link, where it can be sent and would lead anywhere.

    Whether letters of notices are wanted does not matter: without this one nobody could sign in to say so.
    """
    address = link.account.email
    if settings.OTOP_SENDS_MAIL and settings.OTOP_PUBLIC_URL and address:
        Mail.objects.create(link=link, address=address, message_id=_message_id(), not_before=now)


@transaction.atomic
def claim(*, limit: int, now: datetime) -> list[Mail]:
    """Up to `limit` letters with a lease for the caller; none that another sender holds."""
    claimed = []
    for mail in Mail.objects.due(now).locked()[:limit]:
        if mail.attempt >= MOST_ATTEMPTS:
            _end(mail, MailState.FAILED, error=GAVE_UP, now=now)
            continue
        mail.attempt += 1
        mail.lease_until = now + LEASE
        mail.save(update_fields=["attempt", "lease_until"])
        claimed.append(mail)
    return claimed


@transaction.atomic
def sent(*, mail: Mail, now: datetime) -> None:
    """The letter is with the mail server; whoever took it over meanwhile finds it done."""
    _end(mail, MailState.SENT, now=now)


@transaction.atomic
def failed(*, mail: Mail, error: str, for_good: bool, now: datetime) -> None:
    """Try again after a pause that grows; or give up, when it was refused for good or too often."""
    if for_good or mail.attempt >= MOST_ATTEMPTS:
        _end(mail, MailState.FAILED, error=error, now=now)
        return
    pause = PAUSES[mail.attempt - 1]
    _held(mail).update(not_before=now + pause, lease_until=None, error=error[:500])


@transaction.atomic
def send_again(*, mail: Mail, by: User, now: datetime) -> None:
    """Put a letter that was given up into the queue again, to the address that its person has now."""
    access.require(by, Permission.SEE_MAIL)
    person = User.objects.select_for_update(of=("self",), no_key=True).get(pk=mail.person.pk)
    given_up = Mail.objects.filter(pk=mail.pk, state=MailState.FAILED)
    address = person.email or mail.address
    again = {"state": MailState.WAITING, "attempt": 0, "not_before": now, "ended_at": None, "error": ""}
    if given_up.update(address=address, **again):
        audit.record(by=by, now=now, action="send_again", obj=person, changes={"address": address})


def _message_id() -> str:
    return f"<{uuid.uuid4()}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"


def _held(mail: Mail) -> QuerySet[Mail]:
    """The row as the holder of this very try knows it; nothing once somebody else has taken it over."""
    return Mail.objects.filter(pk=mail.pk, attempt=mail.attempt, state=MailState.WAITING)


def _end(mail: Mail, state: MailState, *, now: datetime, error: str = "") -> None:
    _held(mail).update(state=state, ended_at=now, lease_until=None, error=error[:500])
