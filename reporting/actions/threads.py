"""Messages between a district and its province, about a month or about one of its lines (P30).

Writing moves no state and voids no tick; it can be done at any time, also after publication. This is the one
place where a message is made: whatever has to follow a message, follows from here.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput
from reporting.models import Message, MonthlyReport, ReadUpTo, SalesLine, Thread, User

from . import audit, locks, notices

SAME_WITHIN = timedelta(minutes=2)
"""The same words of the same person within this time are one press that was repeated."""


@transaction.atomic
def post(*, report: MonthlyReport, line_id: int | None = None, text: str, by: User, now: datetime) -> Message:
    """Write a message about the report, or about one of its lines; the writer has then read the thread.

    Raises NotAllowed for others than the two offices, BadInput for no words and for a line of another report.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.DISCUSS, report)
    text = text.strip()
    if not text:
        raise BadInput("โปรดพิมพ์ข้อความก่อนส่ง")
    thread = _thread(report, line_id)
    newest = thread.messages.order_by("-id").first()
    if newest and (newest.author_id, newest.text) == (by.pk, text) and now - newest.at < SAME_WITHIN:
        return newest
    message = Message.objects.create(thread=thread, author=by, text=text, at=now)
    _read(thread, message, by, now)
    change = {"message": text}
    if line_id:
        change = {"line": line_id, "before": {"message": ""}, "after": change}
    audit.record(by=by, now=now, action="post_message", obj=report, changes=change)
    notices.message(report=report, line=thread.line, by=by, now=now)
    return message


@transaction.atomic
def mark_read(*, report: MonthlyReport, message_id: int, by: User, now: datetime) -> None:
    """Remember that a person has read a thread up to a message of it; never backwards, and in no log.

    Raises NotAllowed for others than the two offices, BadInput for a message of another report.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.DISCUSS, report)
    message = Message.objects.filter(pk=message_id, thread__report=report).select_related("thread").first()
    if message is None:
        raise BadInput("ไม่พบข้อความนี้ในเดือนนี้ โปรดเปิดหน้านี้ใหม่")
    mark = ReadUpTo.objects.filter(user=by, thread=message.thread).first()
    if mark is None or mark.message_id < message.pk:
        _read(message.thread, message, by, now)


def _thread(report: MonthlyReport, line_id: int | None) -> Thread:
    """The thread, made with its first message; the report's lock keeps it single."""
    if line_id and not SalesLine.objects.filter(pk=line_id, report=report).exists():
        raise BadInput("ไม่พบรายการนี้ในเดือนนี้")
    found = Thread.objects.filter(report=report, line_id=line_id).first()
    return found or Thread.objects.create(report=report, line_id=line_id)


def _read(thread: Thread, message: Message, by: User, now: datetime) -> None:
    notices.mark_thread_read(user=by, thread=thread, up_to=message.at, now=now)
    ReadUpTo.objects.bulk_create(
        [ReadUpTo(user=by, thread=thread, message=message)],
        update_conflicts=True,
        unique_fields=["user", "thread"],
        update_fields=["message"],
    )
