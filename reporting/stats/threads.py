"""What has been written about a month and its lines, and what a person has not read of it.

One's own messages are read. What was written before a person's account existed, or long ago, does not wait
for that person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from reporting.models import Message, MonthlyReport, ReadUpTo, User

WAITS = timedelta(days=60)
NEWEST = 3


@dataclass(eq=False)
class Talk:
    """The messages about a report or about one line, oldest first, and how many of them are unread."""

    messages: list[Message] = field(default_factory=list)
    unread: int = 0

    @property
    def last(self) -> Message:
        return self.messages[-1]

    @property
    def newest(self) -> list[Message]:
        return self.messages[-NEWEST:]


def of_report(report: MonthlyReport, user: User) -> Mapping[int | None, Talk]:
    """Line id (None: the report itself) → its messages; 1 query, nothing where nothing was written."""
    found: dict[int | None, Talk] = {}
    messages = _with_reading(Message.objects.filter(thread__report=report), user)
    for message in messages.select_related("author", "thread__line__group"):
        talk = found.setdefault(message.thread.line_id, Talk())
        talk.messages.append(message)
        talk.unread += is_unread(message, user)
    return found


def waiting(user: User, *, now: datetime) -> list[Message]:
    """The newest unread message of each thread of a person's area, newest first; 1 query."""
    since = max(user.date_joined, now - WAITS)
    messages = _with_reading(Message.objects.visible_to(user).filter(at__gte=since), user)
    messages = messages.exclude(author=user).select_related(
        "author", "thread__line__group", "thread__report__month", "thread__report__district"
    )
    newest: dict[int, Message] = {}
    for message in messages.order_by("id"):
        if is_unread(message, user):
            newest[message.thread_id] = message
    return sorted(newest.values(), key=lambda message: -message.pk)


def is_unread(message: Message, user: User) -> bool:
    """Whether a message read by the functions above still waits for the person."""
    return message.author_id != user.pk and message.pk > message.read and message.at >= user.date_joined


def _with_reading(messages: QuerySet[Message], user: User) -> QuerySet[Message]:
    """The messages with `read`, the id up to which the person has read their thread."""
    mark = ReadUpTo.objects.filter(user=user, thread=OuterRef("thread_id")).values("message_id")
    return messages.annotate(read=Coalesce(Subquery(mark), Value(0), output_field=BigIntegerField()))
