"""A form of tables as it stood at the end of a day: what it says of itself, and why it is never issued."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from reporting.deadlines import last_moment
from reporting.formats import thai_date
from reporting.stats.revisions import Lacking

NEVER_ISSUED = "ออกเป็นเอกสารได้เฉพาะตัวเลขปัจจุบัน หากต้องการออก โปรดกลับไปตัวเลขปัจจุบันก่อน"


@dataclass(frozen=True)
class Past:
    """The day whose end a form shows, and what was confirmed after it."""

    day: dt.date
    lacking: Lacking

    @property
    def at(self) -> dt.datetime:
        """The moment whose figures are wanted."""
        return last_moment(self.day)

    @property
    def words(self) -> str:
        """The line under the heading."""
        said = f"ตัวเลข ณ สิ้นวันที่ {thai_date(self.day)}"
        if not self.lacking.publications:
            return f"{said} หลังจากนั้นจังหวัดไม่ได้ยืนยันฉบับใดอีก"
        return (
            f"{said} ยังไม่รวม {self.lacking.publications:,} ฉบับที่จังหวัดยืนยันหลังจากนั้น "
            f"(แก้ไขฉบับเดิม {self.lacking.corrections:,} ฉบับ ยืนยันครั้งแรก {self.lacking.first_ones:,} ฉบับ)"
        )


def moment(past: Past | None) -> dt.datetime | None:
    """The moment whose figures are wanted; None is now."""
    return past.at if past else None
