"""What the department and the offices keep, as tables: dates, reasons, committees, handovers, marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reporting import badges
from reporting.badges import Badge
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date, thai_datetime
from reporting.models import (
    Ballot,
    Committee,
    CommitteeMember,
    Extension,
    FollowUp,
    Handover,
    Holiday,
    Message,
    ReturnReason,
)
from reporting.stats.circulars import CircularStanding
from reporting.stats.progress import STAGES

from .export_files import Export
from .exports import Row, baht, count, text

HOLIDAYS = (text("วันที่", 50), text("วันหยุด", 90))


def holidays(found: Iterable[Holiday], *, year: int) -> Export:
    """The holidays of a year (BE)."""
    return Export(f"วันหยุดราชการ พ.ศ. {year}", HOLIDAYS, [(thai_date(one.day), one.name) for one in found])


MONTHS = (
    text("เดือน"),
    text("สถานะ"),
    text("อำเภอส่งภายใน"),
    text("จังหวัดตรวจภายใน"),
    text("จังหวัดยืนยันภายใน"),
    *(count(f"อำเภอ: {badges.badge(stage).label}") for stage in STAGES),
    count("ขยายเวลา (อำเภอ)"),
)


def months(rows: Iterable[Any], *, fiscal_year: int) -> Export:
    """The twelve months with their due dates; `rows` are those of the page (`views.month_rows`)."""
    return Export(f"เดือนและกำหนดส่ง ปีงบประมาณ {fiscal_year}", MONTHS, [_month(row) for row in rows])


def _month(row: Any) -> Row:
    extended = row.reporting.extended_districts if row.reporting else None
    return (row.month.label, row.badge.label, *row.days, *row.numbers, extended)


EXTENSIONS = (
    text("จังหวัด"),
    text("อำเภอ"),
    text("ถึงสิ้นวันที่"),
    text("สถานะ"),
    text("เหตุผล", 80),
    text("ผู้ขยายเวลา", 60),
    text("เมื่อ"),
    text("เหตุผลที่ยกเลิก", 80),
    text("ผู้ยกเลิก", 60),
    text("ยกเลิกเมื่อ"),
)


def extensions(rows: Iterable[tuple[Extension, Badge]], *, month: FiscalMonth) -> Export:
    """Who has or had more time for a month, all pages of it, each with how it stands."""
    return Export(f"อำเภอที่ขยายเวลา {month.label}", EXTENSIONS, [_extension(*row) for row in rows])


def _extension(one: Extension, standing: Badge) -> Row:
    district = one.report.district
    return (
        district.province.name_th,
        district.name_th,
        thai_date(one.until),
        standing.label,
        one.reason,
        one.granted_by.full_name,
        thai_datetime(one.granted_at),
        one.ended_reason,
        one.ended_by.full_name if one.ended_reason else "",
        thai_datetime(one.ended_at) if one.ended_reason else "",
    )


REASONS = (count("ลำดับ"), text("รหัส"), text("เหตุผล", 80), text("สิ่งที่อำเภอควรตรวจ", 120), text("สถานะ"))


def reasons(found: Iterable[ReturnReason]) -> Export:
    """The reasons for returning in their order; one that is no longer offered has no number."""
    rows = [
        (number if one.active else None, one.code, one.label, one.advice, "ใช้อยู่" if one.active else "เลิกใช้")
        for number, one in enumerate(found, start=1)
    ]
    return Export("เหตุผลส่งคืน", REASONS, rows)


MEMBERS = (
    text("ชื่อ–สกุล", 60),
    text("หน้าที่"),
    text("ตำแหน่ง", 60),
    text("โทรศัพท์"),
    text("อีเมล", 60),
    text("ตั้งแต่"),
    text("ถึง"),
)


def members(found: Iterable[CommitteeMember], *, committee: Committee) -> Export:
    """Everybody who sits or sat in a committee."""
    rows = [
        (
            one.name,
            one.get_role_display(),
            one.position,
            one.phone,
            one.email,
            thai_date(one.since),
            thai_date(one.until),
        )
        for one in found
    ]
    return Export(f"คณะกรรมการ นตผ.{committee}", MEMBERS, rows)


ANSWERS = (
    text("กรรมการ", 60),
    text("หน้าที่"),
    text("คำตอบ"),
    text("ตอบเมื่อ"),
    count("ตอบครั้งที่"),
    text("ข้อสังเกต", 120),
)


def answers(standing: CircularStanding) -> Export:
    """Who answered what to a circular; no link is in it, which would answer in the member's place."""
    circular = standing.circular
    # A letter's own number has strokes, which no sheet's name may have.
    name = f"คำตอบหนังสือเวียน นตผ.{circular.committee} {circular.month.label}"
    return Export(name, ANSWERS, [_answer(one) for one in standing.ballots])


def _answer(one: Ballot) -> Row:
    said = one.get_answer_display() or "ยังไม่ตอบ"
    return (
        one.name,
        one.get_role_display(),
        said,
        thai_datetime(one.answered_at),
        one.times or None,
        one.remark,
    )


HANDOVERS = (
    text("สำนักงาน", 60),
    text("หน้าที่ในระบบ", 50),
    text("ผู้ส่งมอบ", 60),
    text("ผู้รับมอบ", 60),
    text("ณ วันที่"),
    text("สถานะ"),
    text("รับมอบหรือถอนเมื่อ"),
    text("รหัสตรวจสอบ", 60),
)


def handovers(found: Iterable[Handover]) -> Export:
    """The handover packs of an area, the newest first; what a pack says is its PDF."""
    return Export("ชุดส่งมอบงาน", HANDOVERS, map(_handover, found))


def _handover(one: Handover) -> Row:
    successor = one.accepted_by or one.successor
    state = "รับมอบแล้ว" if one.accepted_at else "ถอนแล้ว" if one.withdrawn_at else "ยังไม่รับมอบ"
    return (
        str(one.place),
        one.get_role_display(),
        one.leaver.full_name,
        successor.full_name if successor else "ยังไม่ทราบ",
        thai_date(one.created_at),
        state,
        thai_datetime(one.accepted_at or one.withdrawn_at),
        one.sha256,
    )


WORK = (
    text("เรื่อง"),
    text("อำเภอ"),
    text("เดือน"),
    text("กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", 90),
    text("ประเภทผลิตภัณฑ์", 60),
    text("สถานะของเดือน", 50),
    baht("รวม"),
    text("โดย", 60),
    text("เมื่อ"),
    text("ข้อความ", 120),
)


def work_list(marks: Iterable[FollowUp], unread: Iterable[Message]) -> Export:
    """What an office follows, all pages of it, and the messages that the person has not read."""
    return Export("รายการติดตาม", WORK, [*map(_message, unread), *map(_mark, marks)])


def _mark(mark: FollowUp) -> Row:
    line, report = mark.line, mark.line.report
    return (
        "ติดดาว",
        report.district.name_th,
        report.fiscal_month.label,
        line.group.name,
        line.get_category_display(),
        badges.for_report(report).label,
        line.total,
        mark.marked_by.full_name,
        thai_datetime(mark.marked_at),
        "",
    )


def _message(message: Message) -> Row:
    report, line = message.thread.report, message.thread.line
    about = (line.group.name, line.get_category_display()) if line else ("ทั้งเดือน", "")
    return (
        "ข้อความที่ยังไม่อ่าน",
        report.district.name_th,
        report.fiscal_month.label,
        *about,
        badges.for_report(report).label,
        None,
        message.author.full_name,
        thai_datetime(message.at),
        message.text,
    )
