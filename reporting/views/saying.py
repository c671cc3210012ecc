"""The sentence above a district-month: who has the matter, what is to be done, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from reporting import access, deadlines, due_words
from reporting.actions import corrections, locks
from reporting.formats import thai_date, thai_datetime
from reporting.models import Action, MonthlyReport, ReturnedLine, State, User
from reporting.readiness import Standing, before_publish, before_submit, problems

from .cockpit import can_meet, unfixed, url_of

_FROZEN = (
    "หมดเวลาแก้ไขแล้ว สิ่งที่แก้ไว้ยังอยู่ครบ",
    "ฉบับเดิมยังมีผล หากต้องแก้ต่อ ผู้อนุญาตขยายเวลาได้",
)


@dataclass(frozen=True)
class Say:
    """The banner: a sentence, a quieter one below it, and at most one button."""

    text: str
    detail: str = ""
    url: str = ""
    label: str = ""


def say(standing: Standing, user: User, *, now: datetime, returned: Sequence[ReturnedLine] = ()) -> Say:
    """The sentence for one district-month, as this person needs it; its button leads to what fixes it."""
    report = standing.report
    if report.state == State.PUBLISHED:
        when = thai_datetime(report.published_at)
        text = f"จังหวัดยืนยันรายงานเดือน{report.month} แล้ว"
        said = Say(text, f"ฉบับที่ {report.revision} · {when} · กรมฯ เห็นยอดแล้ว")
    elif user.is_province_staff:
        said = _province(standing, now=now)
    elif report.state == State.SUBMITTED:
        said = _submitted(report, user, now=now)
    elif report.is_frozen_at(now):
        said = Say(*_FROZEN, url_of("correction", report), "ดูการแก้ไข")
    elif not report.takes_figures_at(now):
        said = Say(f"กรมฯ ปิดรับข้อมูลเดือน{report.month} แล้ว โดยที่ยังไม่ได้ส่ง", locks.shut(report))
    else:
        said = _district(standing, user, now=now, returned=returned)
    return said if said.url else replace(said, url=url_of("sheet", report), label="เปิดดูรายงาน")


def on_its_sheet(said: Say, report: MonthlyReport) -> Say:
    """The same sentence on the sheet itself, where a button to the sheet would lead nowhere."""
    return replace(said, url="", label="") if said.url == url_of("sheet", report) else said


def of_correction(report: MonthlyReport, user: User, *, now: datetime) -> Say | None:
    """What can be said and done about correcting a month; None before it is published. At most 1 query."""
    if report.state != State.PUBLISHED and not report.correction_id:
        return None
    found = report.correction or corrections.open_correction(report)
    if found is None:
        begin = "เปิดให้อำเภอแก้ไข" if access.may_decide(user, report) else "ขอแก้ไข"
        text = "แก้ได้เฉพาะรายการที่อนุญาต ฉบับที่ยืนยันแล้วยังแสดงและยังนับจนกว่าจะยืนยันฉบับใหม่"
        return Say(text, label=begin)
    if found.is_asked:
        return Say(f"อำเภอขอแก้ไข: {found.why} · รอ{decider(report)}พิจารณา", label="ดูคำขอ")
    until = thai_date(found.expires_on)
    if report.is_frozen_at(now):
        return Say(f"หมดเวลาแก้ไขแล้วเมื่อสิ้นวันที่ {until} สิ่งที่แก้ไว้ยังอยู่ครบ", label="ดูการแก้ไข")
    return Say(f"{found.why} · แก้ไขได้ถึงสิ้นวันที่ {until}", label="ดูการแก้ไข")


def decider(report: MonthlyReport) -> str:
    """Who decides on a request to correct this month (R13)."""
    return "จังหวัด" if report.month.is_open else "กรมฯ"


def _submitted(report: MonthlyReport, user: User, *, now: datetime) -> Say:
    sent, due = thai_datetime(report.submitted_at), thai_date(report.month.publish_due)
    detail = f"ส่งเมื่อ {sent} · จังหวัดยืนยันภายใน {due}"
    if access.can_withdraw(user, report, today=deadlines.bangkok_date(now)):
        detail += " · จังหวัดยังไม่เริ่มตรวจ ท่านยังดึงกลับได้"
    return Say(f"ส่งรายงานเดือน{report.month} แล้ว อยู่ที่จังหวัด", detail)


def _district(standing: Standing, user: User, *, now: datetime, returned: Sequence[ReturnedLine]) -> Say:
    report = standing.report
    open_checks = problems(before_submit(standing))
    mine = [check for check in open_checks if can_meet(check, report, user)]
    what = f"{'ฉบับแก้ไข' if report.is_correction else 'รายงาน'}เดือน{report.month}"
    send = f"ส่งจังหวัด{_until(report, now=now)}"
    if left := unfixed(returned):
        text = f"จังหวัดส่งคืน {len(left):,} รายการของเดือน{report.month}: “{left[0].text}”"
        button = f"แก้ {len(left):,} รายการ"
        return Say(text, f"แก้ หรือตอบจังหวัด แล้วยืนยันรายการที่แก้ และ{send}", url_of("fix", report), button)
    if not open_checks and access.can_press(user, Action.SUBMIT, report):
        url = url_of("sheet", report) + "#submit"
        return Say(f"{what} พร้อมส่งจังหวัดแล้ว", f"ตรวจครั้งสุดท้าย แล้ว{send}", url, "ไปส่งจังหวัด")
    if not open_checks:
        return Say(f"{what} พร้อมแล้ว รอพัฒนาการอำเภอส่งจังหวัด", send)
    if not mine:
        return Say(f"ส่วนของท่านใน{what} ครบแล้ว รอพัฒนาการอำเภอ", f"{open_checks[0].text} · {send}")
    left_over = f"เหลือ {len(open_checks)} ขั้น" if len(open_checks) > 1 else "เหลือขั้นเดียว"
    text = f"{what} อยู่ที่ท่าน: {mine[0].text}"
    return Say(text, f"{left_over} แล้ว{send}", _page(mine[0].url_name, report), mine[0].action_label)


def _province(standing: Standing, *, now: datetime) -> Say:
    report = standing.report
    name = f"{report.district} เดือน{report.month}"
    if report.state in (State.OPEN, State.RETURNED) and report.is_frozen_at(now):
        return Say(f"{name}: หมดเวลาแก้ไข", _FROZEN[1], url_of("correction", report), "ขยายเวลาหรือยุติ")
    if report.state == State.RETURNED:
        return Say(f"{name}: ส่งคืนแล้ว รออำเภอแก้ไข", f"ส่งคืนเมื่อ {thai_datetime(report.returned_at)}")
    if report.state == State.OPEN and report.is_correction:
        detail = f"เหตุผล: {report.reopen_reason} · ฉบับเดิมยังมีผลจนกว่าจะยืนยันฉบับใหม่"
        return Say(f"{name}: อำเภอกำลังแก้ไขเป็นฉบับที่ {report.revision}", detail)
    if report.state == State.OPEN:
        return Say(f"{name}: อำเภอยังไม่ส่ง", f"กำหนดส่ง{due_words.submit_by(report, now=now)}")
    confirm = f"ยืนยัน{_by(report.month.publish_due, now=now)}"
    if report.is_correction:  # It has no due date; that of the first revision has long passed.
        confirm = "ยืนยันโดยเร็ว ระหว่างนี้ฉบับเดิมยังมีผล"
    open_checks = problems(before_publish(standing))
    if not open_checks:
        url = url_of("sheet", report) + "#publish"
        return Say(f"{name} พร้อมยืนยันและส่งกรมฯ", confirm, url, "ไปยืนยัน")
    first = open_checks[0]
    return Say(f"{name} อยู่ที่จังหวัด: {first.text}", confirm, _page(first.url_name, report), first.action_label)


def _page(name: str, report: MonthlyReport) -> str:
    return url_of(name, report) + ("#lines" if name == "sheet" else "")


def _until(report: MonthlyReport, *, now: datetime) -> str:
    if report.is_correction:
        until = _by(report.correction.expires_on, now=now) if report.correction else ""
        return f"{until} ระหว่างนี้ฉบับเดิมยังมีผล"
    return due_words.submit_by(report, now=now)


def _by(due: date, *, now: datetime) -> str:
    return f"ภายใน {thai_date(due)} · {deadlines.until_th(due, now=now)}"
