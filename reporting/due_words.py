"""The three dates of a month in words, and never one for the other (R14).

Due: after it the submission is late. Closed: from then on nobody enters. Extended: until when this district
may enter nevertheless. Nothing here reads the database.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from reporting import deadlines
from reporting.deadlines import bangkok_date
from reporting.formats import thai_date, thai_datetime
from reporting.models import MonthlyReport, ReportingMonth, State, User

DOT = " · "


def submit_by(report: MonthlyReport, *, now: datetime) -> str:
    """Until when the district submits; after closing, until when the extension lets it, which is late."""
    due, until = report.month.submit_due, report.extended_until
    if report.closed and until is not None and not report.is_shut_on(bangkok_date(now)):
        left = deadlines.until_th(until, now=now)
        return f"ภายใน {thai_date(until)} ที่กรมฯ ขยายเวลาให้ · {left} · กำหนดส่งคือ {thai_date(due)} จึงถือว่าล่าช้า"
    return f"ภายใน {thai_date(due)} · {deadlines.until_th(due, now=now)}"


def of_month(
    month: ReportingMonth, user: User, report: MonthlyReport | None, *, now: datetime
) -> dict[str, Any]:
    """What concerns this person of an opened month, which knows its extensions (`stats.extensions`).

    One sentence, its parts where it needs two lines, its level of colour, and behind it all dates by name.
    """
    text, level = _said(month, user, report, now=now)
    return {"text": text, "parts": text.split(DOT), "level": level, "dates": dates(month)}


def dates(month: ReportingMonth) -> list[tuple[str, str]]:
    """The dates by name: the three due dates, the closing, and the extension or how many there are."""
    closed = thai_datetime(month.closed_at) if month.closed_at else "ยังเปิดรับ"
    return [
        ("กำหนดอำเภอส่ง", thai_date(month.submit_due)),
        ("กำหนดจังหวัดตรวจ", thai_date(month.check_due)),
        ("กำหนดจังหวัดยืนยัน", thai_date(month.publish_due)),
        ("ปิดรับข้อมูล", closed),
        _extension(month),
    ]


def _extension(month: ReportingMonth) -> tuple[str, str]:
    if hasattr(month, "extended_until"):
        until = month.extended_until
        return "ขยายเวลาเฉพาะอำเภอนี้ถึง", thai_date(until) if until else "ไม่มี"
    count = month.extended_districts
    return "ขยายเวลาเฉพาะบางอำเภอ", f"{count} อำเภอ" if count else "ไม่มี"


def _said(
    month: ReportingMonth, user: User, report: MonthlyReport | None, *, now: datetime
) -> tuple[str, str]:
    """The sentence and its level."""
    if report is not None and report.state == State.PUBLISHED:
        return f"จังหวัดยืนยันแล้ว {thai_datetime(report.published_at)}", "ok"
    if report is not None and report.state == State.SUBMITTED and user.is_district_staff:
        return f"ส่งจังหวัดแล้ว {thai_datetime(report.submitted_at)}", "ok"
    if report is not None and report.correction_id:  # The dates of the first revision are long over (R13).
        if report.state == State.SUBMITTED:
            return "ฉบับแก้ไขรอจังหวัดยืนยัน", "warn"
        return _counted("แก้ไขได้ถึง", report.correction.expires_on, now=now)
    if not month.is_open:
        until = getattr(month, "extended_until", None)
        if until is not None and not deadlines.is_late(now, until):
            return _counted("ขยายเวลาถึง", until, now=now)
        return "กรมฯ ปิดรับข้อมูลเดือนนี้แล้ว", "wait"
    if user.is_district_staff:
        return _counted("ส่งจังหวัดภายใน", month.submit_due, now=now)
    return _counted("ยืนยันภายใน" if user.is_province_staff else "จังหวัดยืนยันภายใน", month.publish_due, now=now)


def _counted(verb: str, day: date, *, now: datetime) -> tuple[str, str]:
    left = deadlines.days_left(day, today=bangkok_date(now))
    level = "bad" if left < 0 else "warn" if left <= 3 else "wait"
    return f"{verb} {thai_date(day, short=True)}{DOT}{deadlines.countdown_th(day, now=now)}", level
