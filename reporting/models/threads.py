"""What district and province write to each other about a month, or about one line of it.

A thread belongs to a report, or to one of its lines; both offices read it whole. A message is never changed
and never taken away (R16). What is not a working figure has no thread here: whoever may read only what is
published reaches none of them (R12).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from .sales import SalesLine
from .workflow import MonthlyReport

if TYPE_CHECKING:
    from .users import User


class Thread(models.Model):
    """The place of messages: one for each report, and one for each line that somebody wrote about."""

    report = models.ForeignKey(MonthlyReport, on_delete=models.PROTECT, related_name="threads")
    line = models.OneToOneField(SalesLine, null=True, on_delete=models.PROTECT, related_name="thread")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                name="thread_one_about_the_report", fields=("report",), condition=Q(line__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return str(self.line or self.report)


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, user: User) -> MessageQuerySet:
        """Those of one's own district or province; nobody else reaches them (R12)."""
        if user.district_id:
            return self.filter(thread__report__district_id=user.district_id)
        if user.province_id:
            return self.filter(thread__report__district__province_id=user.province_id)
        return self.none()


class Message(models.Model):
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey("reporting.User", on_delete=models.PROTECT, related_name="+")
    text = models.CharField("ข้อความ", max_length=1000)
    at = models.DateTimeField()

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(name="message_has_text", condition=~Q(text="")),)
        indexes = (models.Index(name="message_by_time", fields=("at",)),)

    def __str__(self) -> str:
        return self.text


class ReadUpTo(models.Model):
    """The newest message of a thread that a person has read. Nobody's work, and so in no log."""

    user = models.ForeignKey("reporting.User", on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(name="read_once_per_thread", fields=("user", "thread")),)

    def __str__(self) -> str:
        return f"{self.user} · {self.thread}"
