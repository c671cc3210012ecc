"""A state is a shape, a word and a colour, always the same three: the one table of them.

One state may read differently per audience: what the district calls "sent" is work that waits for the
province. `for_report` is where that is decided; templates only draw what it returns.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from reporting.models import Correction, Cover, MonthlyReport, State, User


class Badge(NamedTuple):
    """A Bootstrap Icons name, a Thai word and a level of colour (ok, wait, warn, bad, info)."""

    shape: str
    label: str
    level: str


BADGES: dict[str, Badge] = {
    # The monthly report.
    "NOT_OPENED": Badge("dash-lg", "ยังไม่เปิดงวด", "wait"),
    "OPEN": Badge("pencil-square", "กำลังบันทึก", "wait"),
    "VERIFIED": Badge("check-lg", "อำเภอยืนยันครบ", "info"),
    "SUBMITTED": Badge("send-fill", "ส่งจังหวัดแล้ว", "info"),
    "RETURNED": Badge("arrow-return-left", "จังหวัดส่งคืน", "bad"),
    "PUBLISHED": Badge("patch-check-fill", "จังหวัดยืนยันแล้ว", "ok"),
    "CORRECTION": Badge("arrow-repeat", "กำลังแก้ไขฉบับใหม่", "warn"),
    # Lines.
    "LINE_EMPTY": Badge("circle", "ยังไม่บันทึก", "wait"),
    "LINE_SAVED": Badge("check-lg", "บันทึกแล้ว", "ok"),
    "LINE_NIL": Badge("slash-circle", "ไม่มียอดจำหน่าย", "wait"),
    "LINE_WAITING": Badge("clock", "รอบันทึก", "wait"),
    "LINE_SAVING": Badge("three-dots", "กำลังบันทึก", "info"),
    "LINE_HIGH": Badge("triangle-fill", "สูงกว่าปกติ", "warn"),
    "LINE_CONFLICT": Badge("people-fill", "มีผู้บันทึกก่อน", "warn"),
    "LINE_INVALID": Badge("square-fill", "อ่านตัวเลขไม่ได้", "bad"),
    "LINE_RETURNED": Badge("arrow-return-left", "ส่งคืนให้แก้", "bad"),
    "LINE_FIXED": Badge("check-lg", "แก้แล้ว", "ok"),
    "LINE_ANSWERED": Badge("chat-left-text", "ตอบแล้ว", "ok"),
    "LINE_REMOVED": Badge("x-lg", "ลบแล้ว", "bad"),
    # Ticks.
    "TICKED": Badge("check-lg", "ยืนยันแล้ว", "ok"),
    "UNTICKED": Badge("circle", "ยังไม่ยืนยัน", "wait"),
    "TICK_STALE": Badge("triangle-fill", "แก้หลังยืนยัน", "warn"),
    # Checks and things to do.
    "DONE": Badge("check-lg", "เสร็จแล้ว", "ok"),
    "TODO": Badge("circle", "ยังไม่ทำ", "wait"),
    "WAITING": Badge("hourglass-split", "รอก่อนหน้า", "wait"),
    "LOOK": Badge("triangle-fill", "ต้องดู", "warn"),
    # Time.
    "ON_TIME": Badge("check-lg", "ตรงเวลา", "ok"),
    "LATE": Badge("clock-fill", "ล่าช้า", "bad"),
    # Documents.
    "DRAFT": Badge("file-earmark", "ร่าง", "wait"),
    "ISSUED": Badge("file-earmark-check", "ออกแล้ว", "ok"),
    "SIGNED": Badge("pen", "ลงนามแล้ว", "ok"),
    "REPLACED": Badge("files", "มีฉบับใหม่แทน", "warn"),
    # The workflow's verbs, as the history names them.
    "submit": Badge("send-fill", "ส่งจังหวัด", "info"),
    "withdraw": Badge("arrow-counterclockwise", "ดึงกลับ", "warn"),
    "return_lines": Badge("arrow-return-left", "จังหวัดส่งคืน", "bad"),
    "publish": Badge("patch-check-fill", "จังหวัดยืนยัน", "ok"),
    "reopen": Badge("arrow-repeat", "เปิดแก้ไข", "warn"),
    "end_correction": Badge("slash-circle", "ยุติการแก้ไข", "wait"),
    # What else a notice tells of.
    "correction_asked": Badge("pencil-square", "ขอแก้ไข", "warn"),
    "correction_refused": Badge("x-lg", "ไม่อนุญาตแก้ไข", "bad"),
    "correction_withdrawn": Badge("arrow-counterclockwise", "ถอนคำขอแก้ไข", "wait"),
    "correction_extended": Badge("calendar-event", "เลื่อนวันแก้ไข", "info"),
    "message": Badge("chat-left-text", "ข้อความ", "info"),
    "inquiry_asked": Badge("chat-left-text", "กรมฯ ซักถาม", "warn"),
    "inquiry_shared": Badge("chat-left-text", "ขอให้ชี้แจง", "warn"),
    "inquiry_remarked": Badge("chat-left-text", "อำเภอชี้แจง", "info"),
    "inquiry_answered": Badge("chat-left-text", "ตอบข้อซักถาม", "info"),
    "inquiry_closed": Badge("check-lg", "ปิดข้อซักถาม", "ok"),
    "month_opened": Badge("calendar-event", "เปิดเดือน", "ok"),
    "month_closed": Badge("lock-fill", "ปิดเดือน", "wait"),
    "due_moved": Badge("calendar-event", "เลื่อนกำหนด", "info"),
    "extended": Badge("calendar-event", "ขยายเวลา", "ok"),
    "extension_ended": Badge("slash-circle", "ยกเลิกการขยายเวลา", "wait"),
    "circular_answered": Badge("people-fill", "ตอบหนังสือเวียนครบ", "warn"),
    "circular_closed": Badge("check-lg", "ปิดหนังสือเวียน", "ok"),
    "circular_cancelled": Badge("x-lg", "ยกเลิกหนังสือเวียน", "wait"),
    "circular_void": Badge("triangle-fill", "หนังสือเวียนใช้ไม่ได้", "bad"),
    "cover_arranged": Badge("people-fill", "ปฏิบัติหน้าที่แทน", "info"),
    "cover_ended": Badge("slash-circle", "สิ้นสุดการแทน", "wait"),
    "remind_submit": Badge("clock", "เตือนให้ส่ง", "warn"),
    "remind_fix": Badge("clock", "เตือนให้แก้", "warn"),
    "remind_publish": Badge("clock", "เตือนให้ยืนยัน", "warn"),
    # What the department asks.
    "INQUIRY_OPEN": Badge("hourglass-split", "รอจังหวัดตอบ", "warn"),
    "INQUIRY_ANSWERED": Badge("chat-left-text", "จังหวัดตอบแล้ว", "info"),
    "INQUIRY_CLOSED": Badge("check-lg", "ปิดเรื่องแล้ว", "ok"),
    # Leave cover.
    "COVER_RUNNING": Badge("people-fill", "อยู่ในวันที่แทน", "ok"),
    "COVER_COMING": Badge("calendar-event", "ยังไม่ถึงวัน", "info"),
    "COVER_OVER": Badge("check-lg", "ครบกำหนดแล้ว", "wait"),
    "COVER_ENDED": Badge("slash-circle", "สิ้นสุดก่อนกำหนด", "wait"),
    # Corrections of what is published.
    "CORRECTION_ASKED": Badge("hourglass-split", "รอพิจารณา", "wait"),
    "CORRECTION_GRANTED": Badge("arrow-repeat", "อนุญาตให้แก้ไข", "warn"),
    "CORRECTION_FROZEN": Badge("lock-fill", "หมดเวลาแก้ไข", "bad"),
    "CORRECTION_PUBLISHED": Badge("patch-check-fill", "ยืนยันฉบับแก้ไขแล้ว", "ok"),
    "CORRECTION_REFUSED": Badge("x-lg", "ไม่อนุญาต", "bad"),
    "CORRECTION_WITHDRAWN": Badge("arrow-counterclockwise", "อำเภอถอนคำขอ", "wait"),
    "CORRECTION_ENDED": Badge("slash-circle", "ยุติการแก้ไข", "wait"),
}

# Where a state asks something else of the reader than of everybody: {state: label}.
_FOR_DISTRICT = {State.RETURNED: "ส่งคืนให้แก้"}
_FOR_PROVINCE = {State.SUBMITTED: "รอจังหวัดตรวจ", State.RETURNED: "ส่งคืนอำเภอแล้ว"}


def badge(code: str, *, label: str = "") -> Badge:
    """The badge of a code, with a longer label if one is given. KeyError for an unknown code."""
    found = BADGES[code]
    return found._replace(label=label) if label else found


def for_report(report: MonthlyReport | None, *, user: User | None = None, verified: bool = False) -> Badge:
    """The badge of a report's state as this person reads it; None is a month that is not opened.

    `verified` says that every line is entered and ticked by the district, which is counted and never
    stored; only those who may see working figures ever pass it (R12).
    """
    if report is None:
        return BADGES["NOT_OPENED"]
    if report.state == State.OPEN and report.is_correction:
        return BADGES["CORRECTION"]
    if report.state == State.OPEN and verified:
        own = user is not None and user.is_district_staff
        return badge("VERIFIED", label="ยืนยันครบ รอส่งจังหวัด" if own else "")
    return badge(report.state, label=_labels(user).get(State(report.state), ""))


def for_correction(correction: Correction, *, now: datetime) -> Badge:
    """The badge of a correction at this moment."""
    return BADGES["CORRECTION_FROZEN" if correction.is_expired_at(now) else f"CORRECTION_{correction.state}"]


def for_cover(cover: Cover, *, today: date) -> Badge:
    """The badge of a leave cover on this day in Bangkok."""
    if cover.ended_at:
        return BADGES["COVER_ENDED"]
    if cover.is_over(today):
        return BADGES["COVER_OVER"]
    return BADGES["COVER_RUNNING" if cover.has_begun(today) else "COVER_COMING"]


def _labels(user: User | None) -> dict[State, str]:
    if user is None or not user.is_authenticated:
        return {}
    if user.is_district_staff:
        return _FOR_DISTRICT
    return _FOR_PROVINCE if user.is_province_staff else {}
