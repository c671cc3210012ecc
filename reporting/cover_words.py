"""What is told of a leave cover in one sentence: who stands in for whom, on which days, and how to begin."""

from __future__ import annotations

from reporting.formats import thai_date
from reporting.models import Cover, NoticeKind, User
from reporting.telling import who


def told(kind: str, cover: Cover, *, by: User) -> tuple[str, str]:
    """That somebody stands in for somebody for some days, or no longer: for the absent one, for the other."""
    days = f"วันที่ {thai_date(cover.starts_on)} ถึง {thai_date(cover.ends_on)}"
    if kind == NoticeKind.COVER_ENDED:
        told = f"{who(by)} ให้การปฏิบัติหน้าที่แทนสิ้นสุดก่อนกำหนด ({days})"
        return (
            f"{told} {cover.substitute} ไม่ได้ปฏิบัติหน้าที่แทนท่านแล้ว",
            f"{told} ท่านไม่ได้ปฏิบัติหน้าที่{cover.in_stead}แล้ว",
        )
    begin = f"{who(by)} ให้"
    asked = "เลือก “ปฏิบัติหน้าที่แทน” ที่หน้างานของฉันเมื่อถึงวัน"
    return (
        f"{begin} {cover.substitute} ปฏิบัติหน้าที่แทนท่าน {days} ทุกรายการจะบันทึกว่าทำแทนท่าน",
        f"{begin}ท่านปฏิบัติหน้าที่{cover.in_stead} ({cover.post}) {days} {asked}",
    )
