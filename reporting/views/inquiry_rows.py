"""Inquiries, ready to draw: rows of the list and of a publication's page, and lines of a first page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from reporting import badges
from reporting.badges import Badge
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.models import District, Inquiry, InquiryMessage, InquiryMessageKind, User

from .cockpit import Todo

MESSAGE_BADGES = {
    InquiryMessageKind.ASK: "inquiry_asked",
    InquiryMessageKind.ANSWER: "inquiry_answered",
    InquiryMessageKind.SHARE: "inquiry_shared",
    InquiryMessageKind.REMARK: "inquiry_remarked",
    InquiryMessageKind.CLOSE: "inquiry_closed",
}


@dataclass(frozen=True)
class Row:
    """One inquiry with its badge; `days` is how long it has been where it is, nothing once it is closed."""

    inquiry: Inquiry
    badge: Badge
    days: str


@dataclass(frozen=True)
class Said:
    """One message with what it did."""

    message: InquiryMessage
    badge: Badge


def rows(inquiries: Iterable[Inquiry], *, now: datetime) -> list[Row]:
    return [Row(one, badge_of(one), days(one, now=now)) for one in inquiries]


def badge_of(inquiry: Inquiry) -> Badge:
    return badges.badge(f"INQUIRY_{inquiry.state}")


def days(inquiry: Inquiry, *, now: datetime) -> str:
    """For how long it has waited, in words."""
    if inquiry.is_closed:
        return ""
    return f"{count:,} วัน" if (count := inquiry.days_at(now)) else "วันนี้"


def of_month(district: District, month: FiscalMonth, user: User, *, now: datetime) -> list[Row]:
    """What was asked about a district's month, all revisions of it; 1 query."""
    asked = Inquiry.objects.visible_to(user).with_context().order_by("-asked_at", "-pk")
    return rows(asked.filter(publication__district=district, publication__month=month), now=now)


def waiting_in(month: FiscalMonth, user: User) -> int:
    """How many about a month wait for a word of the person's office; 1 query, none where none waits."""
    if not user.waiting_inquiries:
        return 0
    return Inquiry.objects.waiting_for(user).filter(publication__month=month).count()


def thread(inquiry: Inquiry) -> list[Said]:
    """All that was said, oldest first; 1 query."""
    said = inquiry.messages.select_related("author").order_by("pk")
    return [Said(message, badges.badge(MESSAGE_BADGES[message.kind])) for message in said]


def waiting(user: User, *, now: datetime) -> list[Todo]:
    """Those that wait for a word of the person's office, the oldest first; 1 query, none where none waits."""
    if not user.waiting_inquiries:
        return []
    found = Inquiry.objects.waiting_for(user).with_context().order_by("since", "pk")
    return [_todo(one, user, now=now) for one in found]


def _todo(inquiry: Inquiry, user: User, *, now: datetime) -> Todo:
    badge = badge_of(inquiry)
    asked = f"ถามเมื่อ {thai_date(inquiry.asked_at)} โดย{inquiry.asked_by} · รอมาแล้ว {days(inquiry, now=now)}"
    button = "อ่านและปิดเรื่อง" if user.sees_publications_of_all else "อ่านและตอบ"
    pill = {"level": badge.level, "shape": badge.shape, "label": badge.label}
    return Todo(str(inquiry), asked, reverse("inquiry", args=(inquiry.pk,)), button, **pill)
