"""What stands behind published figures, as tables to take along: corrections of a month, weeks of a line.

Only publications and what the audit log says of them are read here, and no draft (R12).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from reporting.formats import thai_date, thai_datetime
from reporting.models import Channel, Correction, Cover, Publication, User
from reporting.stats.correctable import Changed, Published
from reporting.stats.line_story import Hand, Story
from reporting.stats.steads import Act

from .export_files import Export
from .exports import MONEY, Row, baht, count, text
from .tables import Column, Kind, Value

NOTHING: tuple[Value, ...] = (None,) * len(MONEY)


def _money(label: str) -> tuple[Column, ...]:
    return (*(baht(f"{label}: {channel.label}") for channel in Channel), baht(f"{label}: รวม"))


CORRECTIONS = (
    text("ขอเมื่อ"),
    text("ผู้ขอ", 60),
    text("เหตุผล", 80),
    text("สถานะ"),
    text("ผู้อนุญาต", 60),
    text("แก้ไขได้ถึง"),
    count("แก้ไขฉบับที่"),
    text("กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", 90),
    text("ตำบล"),
    text("ประเภทผลิตภัณฑ์", 60),
    text("ได้รับอนุญาต"),
    *_money("ก่อนแก้ไข"),
    *_money("หลังแก้ไข"),
    Column("ผลต่าง (บาท)", Kind.CHANGE, 36),
)


def corrections(
    publication: Publication,
    found: Iterable[tuple[Correction, list[Changed]]],
    steads: Mapping[Act, Cover],
) -> Export:
    """Every line that a correction of the month names, as published before and, once confirmed, after it.

    `steads` are the acts of the month that were done in somebody's stead.
    """
    name = f"การแก้ไขข้อมูลที่ยืนยันแล้ว {publication.report.district} {publication.month.label}"
    return Export(name, CORRECTIONS, [_changed(own, line, steads) for own, lines in found for line in lines])


def _changed(own: Correction, line: Changed, steads: Mapping[Act, Cover]) -> Row:
    before, after = line.before, line.after
    return (
        thai_datetime(own.asked_at),
        _who(own.asked_by, own.asked_at, steads),
        own.why,
        own.get_state_display(),
        _who(own.granted_by, own.granted_at, steads),
        thai_date(own.expires_on),
        own.revision,
        before.name,
        before.subdistrict,
        before.category_label,
        _granted(own, line),
        *_amounts(before),
        *(_amounts(after) if after else NOTHING),
        line.change,
    )


def _who(person: User | None, at: datetime | None, steads: Mapping[Act, Cover]) -> str:
    """The name of who did it, and in whose stead."""
    if person is None:
        return ""
    cover = steads.get((person.pk, at))
    return f"{person} {cover.in_stead}" if cover else person.full_name


def _granted(own: Correction, line: Changed) -> str:
    if own.granted_at is None:
        return ""
    return "อนุญาต" if line.granted else "ไม่อนุญาต"


def _amounts(one: Published) -> tuple[Decimal, ...] | tuple[Value, ...]:
    return NOTHING if one.amounts is None else (*one.amounts, one.total)


WEEKS = (text("สัปดาห์", 50), *MONEY, text("ผู้บันทึก", 80), text("บันทึกเมื่อ"))


def weeks(publication: Publication, line_id: int, story: Story) -> Export:
    """A line's weeks in one revision with who typed each, and their sum."""
    # Without the producer's name, in which there may be signs that no sheet's name may have.
    place = f"{publication.district} {publication.month.label} ฉบับที่ {publication.revision}"
    return Export(f"รายการ {line_id} รายสัปดาห์ {place}", WEEKS, _weeks(story))


def _weeks(story: Story) -> list[Row]:
    line, typed = story.line, story.trail.typed
    if line is None:
        return [(f"นำออก: {story.removed.reason}", *NOTHING, *_hand(story.trail.removed))]
    rows = [(week.label, *week.channels, week.total, *_hand(typed.get(week.number))) for week in line.weeks]
    if line.nil:
        rows = [("ไม่มียอดจำหน่าย", *NOTHING, *_hand(typed.get(0)))]
    return [*rows, ("รวมทั้งเดือน", *line.channels, line.total, "", "")]


def _hand(hand: Hand | None) -> tuple[str, str]:
    return (hand.name, thai_datetime(hand.at)) if hand else ("", "")
