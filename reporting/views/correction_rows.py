"""The requests for corrections that wait for a person's decision, as rows of the first page (R13)."""

from __future__ import annotations

from reporting.formats import signed_money, thai_datetime
from reporting.models import Correction, User

from .cockpit import Todo, url_of

WAITING = {"level": "warn", "shape": "hourglass-split", "label": "ขอแก้ไข"}


def waiting(user: User) -> list[Todo]:
    """What districts ask for: of open months for the province, of closed ones for the department; 1 query."""
    asked = Correction.objects.visible_to(user).asked().with_context().order_by("asked_at")
    asked = asked.filter(report__month__closed_at__isnull=user.is_province_staff)
    return [
        Todo(
            f"{one.report.district} เดือน{one.report.month}: {one.why}",
            f"ขอเมื่อ {thai_datetime(one.asked_at)} · ผลต่อยอดรวมประมาณ {signed_money(one.effect)} บาท",
            url_of("correction", one.report),
            "พิจารณา",
            **WAITING,
        )
        for one in asked
    ]
