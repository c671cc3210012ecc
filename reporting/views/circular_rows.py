"""The members of a circular as the officer sees them: the answer, and the link with words to send it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.http import HttpRequest
from django.urls import reverse

from reporting import badges
from reporting.badges import Badge
from reporting.formats import thai_date
from reporting.models import Answer, Ballot, Circular, Outcome
from reporting.stats.circulars import CircularStanding

from .common import public_address
from .seats import Seat

_ANSWERS = {
    "": badges.badge("WAITING", label="ยังไม่ตอบ"),
    Answer.AGREE: badges.badge("DONE", label=Answer.AGREE.label),
    Answer.REMARK: badges.badge("LOOK", label=Answer.REMARK.label),
}
_ENDED = {
    Outcome.ADOPTED: badges.badge("DONE", label="บันทึกเป็นมติแล้ว"),
    Outcome.CANCELLED: badges.badge("LINE_REMOVED", label="ยกเลิกแล้ว"),
    Outcome.VOID: badges.badge("LOOK", label="ยอดเปลี่ยน ใช้ไม่ได้"),
}


@dataclass(frozen=True)
class Row:
    """One member. Without a link there is nothing to send: the circular takes no answers."""

    ballot: Ballot
    badge: Badge
    url: str = ""
    message: str = ""
    mailto: str = ""
    renew_url: str = ""


def link(request: HttpRequest, ballot: Ballot) -> str:
    """The whole address of a member's own page."""
    return public_address(request, reverse("vote", args=(ballot.token,)))


def state_of(standing: CircularStanding, now: datetime) -> Badge:
    """How the circular stands, as a shape, a word and a colour."""
    circular = standing.circular
    if circular.outcome:
        return _ENDED[Outcome(circular.outcome)]
    if standing.is_void:
        return _ENDED[Outcome.VOID]
    if standing.has_quorum:
        return badges.badge("DONE", label="ครบองค์ประชุม รอปิด")
    if circular.is_expired(now):
        return badges.badge("LATE", label="พ้นวันตอบแล้ว")
    return badges.badge("WAITING", label="รอคำตอบ")


def rows(request: HttpRequest, seat: Seat, standing: CircularStanding, now: datetime) -> Sequence[Row]:
    """One row for each member, with the link as long as it can be answered."""
    if not standing.takes_answers(now):
        return [Row(ballot, _ANSWERS[ballot.answer]) for ballot in standing.ballots]
    return [_row(request, seat, standing.circular, ballot) for ballot in standing.ballots]


def _row(request: HttpRequest, seat: Seat, circular: Circular, ballot: Ballot) -> Row:
    url = link(request, ballot)
    subject = f"หนังสือเวียน {circular.number} คณะกรรมการ นตผ.{circular.committee}"
    message = (
        f"เรียน {ballot.name}\n"
        f"ขอให้พิจารณารับรองยอดจำหน่าย OTOP {circular.committee} เดือน{circular.month.label} "
        f"ตามหนังสือเวียน {circular.number}\n"
        f"เปิดดู รต.๒ และตอบได้ถึงวันที่ {thai_date(circular.expires_on)} ที่ลิงก์เฉพาะของท่าน\n"
        f"{url}\n"
        "โปรดอย่าส่งลิงก์นี้ต่อ ผู้ที่มีลิงก์ตอบแทนท่านได้"
    )
    mailto = ""
    if ballot.member.email:
        mailto = f"mailto:{quote(ballot.member.email)}?subject={quote(subject)}&body={quote(message)}"
    renew = seat.url("circular_renew", circular_id=circular.pk, ballot_id=ballot.pk)
    return Row(ballot, _ANSWERS[ballot.answer], url, message, mailto, renew)
