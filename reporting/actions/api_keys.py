"""Giving and taking back the keys of open data; a key is shown once and kept as its hash only (R17)."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.models import ApiKey, User

from . import audit

HINT = 12


def hash_of(secret: str) -> str:
    """What is kept of a key. It is long and random: nobody can turn a plain hash of it back."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_key(*, name: str, by: User, now: datetime) -> tuple[ApiKey, str]:
    """A new key for a consumer, and its secret, which can be read here and never again."""
    access.require(by, Permission.MANAGE_KEYS)
    if not name.strip():
        raise BadInput("โปรดระบุชื่อหน่วยงานหรือระบบที่จะใช้ข้อมูล")
    secret = f"otop_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        name=name.strip(), hint=secret[:HINT], key_sha256=hash_of(secret), made_at=now, made_by=by
    )
    _record(key, action="make_key", by=by, now=now)
    return key, secret


@transaction.atomic
def revoke_key(*, key: ApiKey, by: User, now: datetime) -> ApiKey:
    """End a key at once and for good; a repeated press changes nothing."""
    access.require(by, Permission.MANAGE_KEYS)
    key = ApiKey.objects.select_for_update(no_key=True).get(pk=key.pk)
    if key.revoked_at is None:
        key.revoked_at, key.revoked_by = now, by
        key.save(update_fields=["revoked_at", "revoked_by"])
        _record(key, action="revoke_key", by=by, now=now)
    return key


def note_use(*, key: ApiKey, today: dt.date) -> None:
    """Remember the day on which a key was used; the first request of a day writes, no other."""
    if key.used_on != today:
        ApiKey.objects.filter(pk=key.pk).update(used_on=today)


def _record(key: ApiKey, *, action: str, by: User, now: datetime) -> None:
    """The event stands in the log of who gave or took the key back."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)
    audit.record(by=by, now=now, action=action, obj=by, changes={"name": key.name, "number": key.hint})
