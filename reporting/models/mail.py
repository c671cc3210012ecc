"""The outbox: one e-mail for one notice, or for a link by which a person chooses a password.

It is written in the transaction of what it tells, and sent by `send_mail`.

An e-mail goes out at least once. Its Message-ID is made with the row and stays the same, so that one which
is sent a second time after a crash is the same letter for every mail program.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .links import AccountLink
from .notices import Notice

if TYPE_CHECKING:
    from .users import User


class MailState(models.TextChoices):
    WAITING = "WAITING", "รอส่ง"
    SENT = "SENT", "ส่งแล้ว"
    FAILED = "FAILED", "ส่งไม่ได้"


class MailQuerySet(models.QuerySet["Mail"]):
    def due(self, now: datetime) -> MailQuerySet:
        """Those that may be sent now and that no sender holds, the oldest first."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
        return self.filter(free, state=MailState.WAITING, not_before__lte=now).order_by("not_before", "pk")

    def with_context(self) -> MailQuerySet:
        """Everything that stands in a letter, in one query."""
        return self.select_related(
            "notice__user", "notice__month", "notice__report__district", "link__account"
        )

    def locked(self) -> MailQuerySet:
        """Lock the rows for one sender; another passes over them."""
        return self.with_context().select_for_update(of=("self",), skip_locked=True)


class Mail(models.Model):
    """One letter on its way. While it waits after a failure, `error` says why the last try failed."""

    notice = models.OneToOneField(Notice, null=True, on_delete=models.CASCADE, related_name="mail")
    link = models.OneToOneField(AccountLink, null=True, on_delete=models.CASCADE, related_name="mail")
    address = models.EmailField()
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=8, choices=MailState.choices, default=MailState.WAITING)
    attempt = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(name="mail_has_address", condition=~Q(address="") & ~Q(message_id="")),
            models.CheckConstraint(
                name="mail_tells_one_thing",
                condition=(
                    Q(notice__isnull=False, link__isnull=True) | Q(notice__isnull=True, link__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="mail_state_agrees_with_stamps",
                condition=(
                    Q(state=MailState.WAITING, ended_at__isnull=True)
                    | Q(state=MailState.SENT, ended_at__isnull=False, lease_until__isnull=True, error="")
                    | (
                        Q(state=MailState.FAILED, ended_at__isnull=False, lease_until__isnull=True)
                        & ~Q(error="")
                    )
                ),
            ),
        )
        indexes = (
            models.Index(name="mail_waiting", fields=("not_before",), condition=Q(state=MailState.WAITING)),
            models.Index(name="mail_failed", fields=("-id",), condition=Q(state=MailState.FAILED)),
        )

    def __str__(self) -> str:
        return f"{self.address} {self.get_state_display()}"

    @property
    def person(self) -> User:
        """Whom the letter is for."""
        return self.notice.user if self.notice_id else self.link.account

    @property
    def subject(self) -> str:
        """What the letter is about, in a few words."""
        if self.notice_id is None:
            return "ลิงก์ตั้งรหัสผ่าน"
        month = f" เดือน{self.notice.month}" if self.notice.month else ""
        return f"{self.notice.get_kind_display()}{month}"
