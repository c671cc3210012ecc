"""Links that are secrets: a committee member's to answer by, and a person's own to choose a password by.

The database keeps a random number and the hash of the link, and the link itself comes out of that number and
the server's own key. It can be made out again, for a letter, and cannot be read from a copy of the database.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from datetime import datetime
from secrets import token_hex

from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

LINK_BYTES = 24


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class SecretLink(models.Model):
    """A row behind a secret address; `SALT` keeps the links of one kind apart from those of others."""

    SALT = ""

    nonce = models.CharField(max_length=32)
    token_sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        abstract = True

    def draw_token(self) -> None:
        """Give the row a new link."""
        self.nonce = token_hex(16)
        self.token_sha256 = hash_of(self.token)

    @property
    def token(self) -> str:
        """The secret part of the link, 192 bits."""
        digest = salted_hmac(self.SALT, self.nonce, algorithm="sha256").digest()
        return urlsafe_b64encode(digest[:LINK_BYTES]).decode()


class AccountLinkQuerySet(models.QuerySet["AccountLink"]):
    def behind(self, token: str) -> AccountLinkQuerySet:
        """The row that a link leads to, if the link is one of ours."""
        return self.filter(token_sha256=hash_of(token))

    def open(self) -> AccountLinkQuerySet:
        """Neither used nor ended; its time may be over all the same."""
        return self.filter(used_at__isnull=True, ended_at__isnull=True)


class AccountLink(SecretLink):
    """The link by which a person chooses the password of the own account: once, and not for ever."""

    SALT = "reporting.accounts.link"

    account = models.ForeignKey("reporting.User", on_delete=models.CASCADE, related_name="links")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = AccountLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                name="account_link_has_hash", condition=~Q(nonce="") & ~Q(token_sha256="")
            ),
            models.CheckConstraint(
                name="account_link_ends_once", condition=Q(used_at__isnull=True) | Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="account_link_lasts_a_while", condition=Q(expires_at__gt=F("made_at"))
            ),
            models.UniqueConstraint(
                name="account_link_one_open",
                fields=("account",),
                condition=Q(used_at__isnull=True, ended_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.account} · {self.made_at:%Y-%m-%d}"

    def is_usable(self, now: datetime) -> bool:
        return self.used_at is None and self.ended_at is None and now < self.expires_at
