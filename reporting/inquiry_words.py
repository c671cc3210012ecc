"""What is told of an inquiry in one sentence: who asked, answered or closed, and what is to be done now.

As in `telling`, no sentence holds a figure of baht or other words of people: it leaves the portal (R12).
"""

from __future__ import annotations

from collections.abc import Mapping

from reporting.models import Inquiry, NoticeKind, User
from reporting.telling import Words, who

_INQUIRIES: Mapping[str, Words] = {
    NoticeKind.INQUIRY_ASKED: Words("{who} ซักถาม{what}", "{who} ซักถาม{what} โปรดตรวจและตอบกรมฯ"),
    NoticeKind.INQUIRY_SHARED: Words(
        "{who} ขอให้อำเภอชี้แจง{what} ที่กรมฯ ซักถาม โปรดอ่านและชี้แจง", "{who} ขอให้อำเภอชี้แจง{what} ที่กรมฯ ซักถาม"
    ),
    NoticeKind.INQUIRY_REMARKED: Words(
        "{who} ชี้แจง{what} ที่กรมฯ ซักถามแล้ว",
        "{who} ชี้แจง{what} แล้ว โปรดอ่านและตอบกรมฯ",
        "{who} ชี้แจง{what} แล้ว รอจังหวัดตอบ",
    ),
    NoticeKind.INQUIRY_ANSWERED: Words(
        "{who} ตอบข้อซักถาม{what} แล้ว",
        "{who} ตอบข้อซักถาม{what} แล้ว",
        "{who} ตอบข้อซักถาม{what} แล้ว โปรดอ่านและปิดเรื่อง หรือถามต่อ",
    ),
    NoticeKind.INQUIRY_CLOSED: Words("{who} ปิดข้อซักถาม{what} แล้ว", "{who} ปิดข้อซักถาม{what} แล้ว ไม่ต้องตอบ"),
}


def told(kind: str, found: Inquiry, *, by: User) -> Words:
    """A step of what the department asks about a published figure, which is named without its amount."""
    publication = found.publication
    what = f"เรื่อง “{found.subject}” {publication.district} เดือน{publication.month}"
    text = _INQUIRIES[kind]
    said = (text.district, text.province, text.department)
    return Words(*(sentence.format(who=who(by), what=what) for sentence in said))


def for_line(found: Inquiry, *, to: str, link: str) -> str:
    """A polite message about an inquiry, to be pasted into LINE: `to` is "province" or "district"."""
    publication = found.publication
    greeting, asked = {
        "province": (f"สำนักงานพัฒนาชุมชน{publication.province}", "กรมฯ มีข้อซักถาม\nขอความกรุณาตรวจและตอบในหน้านี้"),
        "district": (
            f"พัฒนาการ{publication.district}",
            "กรมฯ มีข้อซักถาม\nขอความกรุณาชี้แจงในหน้านี้ จังหวัดจะตอบกรมฯ ต่อไป",
        ),
    }[to]
    what = f"เรื่อง “{found.subject}” {publication.district} เดือน{publication.month}"
    return f"เรียน {greeting}\n{what}\n{asked}\n{link}\nขอขอบพระคุณ"
