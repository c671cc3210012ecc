"""The handovers that wait, as lines of a first page: a gap until somebody has accepted."""

from __future__ import annotations

from django.urls import reverse

from reporting.formats import thai_date
from reporting.models import Handover, User

from .cockpit import Todo


def waiting(user: User) -> list[Todo]:
    """Every pack of the person's area that nobody has accepted yet, the oldest first; 1 query."""
    packs = Handover.objects.visible_to(user).waiting().with_people().defer("content").order_by("id")
    return [_todo(found, user) for found in packs]


def _todo(found: Handover, user: User) -> Todo:
    since = f"ทำชุดเมื่อ {thai_date(found.created_at)}"
    office = f"{found.leaver.get_role_display()} {found.place}"
    if found.may_be_accepted_by(user):
        url = reverse("handover_accept", args=(found.pk,))
        text = f"รับมอบงานของ{office} จาก{found.leaver}"
        return Todo(text, since, url, "อ่านและรับมอบ", level="warn", shape="people-fill", label="รอท่านรับ")
    successor = f"รอ{found.successor}รับมอบ" if found.successor else "ยังไม่ทราบผู้รับมอบ"
    return Todo(
        f"งานของ{office} ยังไม่มีผู้รับมอบจาก{found.leaver}",
        f"{since} {successor}",
        reverse("handover", args=(found.pk,)),
        "เปิดดู",
        level="warn",
        shape="people-fill",
        label="ยังไม่รับมอบ",
    )
