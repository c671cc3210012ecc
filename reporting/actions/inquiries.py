"""What the department asks about published figures, until it is answered and closed (S46).

The department asks, asks further and closes; the province answers and may bring the district in, which
writes along from then on. None of it changes a figure: from an answer a correction is asked for and granted
as always (R13). The row of the inquiry guards its messages; no working row is locked or read (R12).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import (
    Inquiry,
    InquiryMessage,
    InquiryMessageKind,
    InquiryState,
    NoticeKind,
    Publication,
    User,
)
from reporting.stats.inquiries import Figure

from . import audit, locks, notices

SAME_WITHIN = timedelta(minutes=2)
"""The same words of the same person within this time are one press that was repeated."""

REPLACED = "ตัวเลขนี้มีฉบับใหม่แทนแล้ว โปรดดูตัวเลขของฉบับใหม่ แล้วซักถามจากฉบับนั้น"
CLOSED = "กรมฯ ปิดเรื่องนี้แล้ว จึงเขียนเพิ่มไม่ได้ หากยังสงสัย กรมฯ ซักถามใหม่ได้จากหน้าของตัวเลข"
ANSWERED = "ตอบแล้ว"


@transaction.atomic
def ask(*, publication: Publication, figure: Figure, text: str, by: User, now: datetime) -> Inquiry:
    """Ask the province about a figure of the revision that counts. A repeated press gets the same inquiry.

    WrongState when a newer revision has taken its place, BadInput for no words.
    """
    access.require(by, Permission.INQUIRE, publication.district)
    text = _words(text, "โปรดพิมพ์คำถาม")
    if publication.superseded_at is not None:
        raise WrongState(REPLACED)
    same = Inquiry.objects.filter(publication=publication, asked_by=by, subject=figure.subject)
    for earlier in same.filter(asked_at__gt=now - SAME_WITHIN, messages__text=text)[:1]:
        return earlier
    inquiry = Inquiry.objects.create(
        publication=publication,
        line=figure.line,
        category=figure.category,
        channel=figure.channel,
        subject=figure.subject,
        amount=figure.amount,
        since=now,
        asked_at=now,
        asked_by=by,
    )
    _say(inquiry, InquiryMessageKind.ASK, text, by=by, now=now)
    return inquiry


@transaction.atomic
def write(*, inquiry: Inquiry, text: str, by: User, now: datetime) -> Inquiry:
    """Ask further, answer, or remark: what it is follows from whose office writes.

    NotAllowed for others than these and for a district that was not brought in, WrongState once it is closed.
    """
    inquiry = locks.lock_inquiry(inquiry)
    kind = _kind_of(by, inquiry)
    text = _words(text, "โปรดพิมพ์ข้อความก่อนส่ง")
    if _is_repeated(inquiry, kind, text, by=by, now=now):
        return inquiry
    _require_not_closed(inquiry)
    if kind == InquiryMessageKind.REMARK:
        inquiry.heard_at = now
    else:
        _move(inquiry, InquiryState.OPEN if kind == InquiryMessageKind.ASK else InquiryState.ANSWERED, now)
    inquiry.save(update_fields=["state", "since", "heard_at"])
    _say(inquiry, kind, text, by=by, now=now)
    return inquiry


@transaction.atomic
def share(*, inquiry: Inquiry, text: str, by: User, now: datetime) -> Inquiry:
    """Bring the publication's district in, or ask it once more; it then reads every word."""
    inquiry = locks.lock_inquiry(inquiry)
    access.require(by, Permission.ANSWER, inquiry.publication.district)
    text = _words(text, "โปรดพิมพ์ว่าขอให้อำเภอชี้แจงเรื่องใด")
    if _is_repeated(inquiry, InquiryMessageKind.SHARE, text, by=by, now=now):
        return inquiry
    _require_not_closed(inquiry)
    inquiry.shared_at, inquiry.shared_by, inquiry.heard_at = now, by, None
    inquiry.save(update_fields=["shared_at", "shared_by", "heard_at"])
    _say(inquiry, InquiryMessageKind.SHARE, text, by=by, now=now)
    return inquiry


@transaction.atomic
def close(*, inquiry: Inquiry, text: str = ANSWERED, by: User, now: datetime) -> Inquiry:
    """End the matter with a word; a closed one stays as it was closed."""
    inquiry = locks.lock_inquiry(inquiry)
    access.require(by, Permission.INQUIRE, inquiry.publication.district)
    if inquiry.is_closed:
        return inquiry
    text = _words(text, "โปรดพิมพ์คำสั้น ๆ ว่าปิดเรื่องเพราะอะไร")
    _move(inquiry, InquiryState.CLOSED, now)
    inquiry.closed_at, inquiry.closed_by = now, by
    inquiry.save(update_fields=["state", "since", "closed_at", "closed_by"])
    _say(inquiry, InquiryMessageKind.CLOSE, text, by=by, now=now)
    return inquiry


EVENTS = {
    InquiryMessageKind.ASK: "ask_inquiry",
    InquiryMessageKind.ANSWER: "answer_inquiry",
    InquiryMessageKind.SHARE: "share_inquiry",
    InquiryMessageKind.REMARK: "remark_inquiry",
    InquiryMessageKind.CLOSE: "close_inquiry",
}
_TOLD = {
    InquiryMessageKind.ASK: NoticeKind.INQUIRY_ASKED,
    InquiryMessageKind.ANSWER: NoticeKind.INQUIRY_ANSWERED,
    InquiryMessageKind.SHARE: NoticeKind.INQUIRY_SHARED,
    InquiryMessageKind.REMARK: NoticeKind.INQUIRY_REMARKED,
    InquiryMessageKind.CLOSE: NoticeKind.INQUIRY_CLOSED,
}


def _say(inquiry: Inquiry, kind: InquiryMessageKind, text: str, *, by: User, now: datetime) -> None:
    """The one place where a message is made: the log and the notices follow from here."""
    InquiryMessage.objects.create(inquiry=inquiry, kind=kind, author=by, text=text, at=now)
    publication = inquiry.publication
    changes = {
        "month": publication.month.key,
        "revision": publication.revision,
        "figure": [inquiry.subject, f"{inquiry.amount:.2f}"],
        "message": text,
    }
    audit.record(by=by, now=now, action=EVENTS[kind], obj=inquiry, changes=changes)
    notices.inquiry(_TOLD[kind], inquiry=inquiry, by=by, now=now)


def _kind_of(by: User, inquiry: Inquiry) -> InquiryMessageKind:
    district = inquiry.publication.district
    if access.can(by, Permission.INQUIRE, district):
        return InquiryMessageKind.ASK
    if access.can(by, Permission.ANSWER, district):
        return InquiryMessageKind.ANSWER
    if inquiry.is_shared and access.can(by, Permission.REMARK, district):
        return InquiryMessageKind.REMARK
    raise NotAllowed


def _move(inquiry: Inquiry, state: InquiryState, now: datetime) -> None:
    """Hand the matter over; `since` stays when it lies there already."""
    if inquiry.state != state:
        inquiry.state, inquiry.since = state, now


def _is_repeated(inquiry: Inquiry, kind: str, text: str, *, by: User, now: datetime) -> bool:
    newest = inquiry.messages.order_by("-id").first()
    said = (newest.kind, newest.author_id, newest.text)
    return said == (kind, by.pk, text) and now - newest.at < SAME_WITHIN


def _require_not_closed(inquiry: Inquiry) -> None:
    if inquiry.is_closed:
        raise WrongState(CLOSED)


def _words(text: str, sentence: str) -> str:
    if not (text := text.strip()):
        raise BadInput(sentence)
    return text
