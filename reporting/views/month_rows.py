"""Rows of the page of months, and the question it asks before a month is opened or closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from reporting import deadlines
from reporting.badges import Badge
from reporting.deadlines import DueDates
from reporting.fiscal import FiscalMonth, fiscal_year_months
from reporting.formats import thai_date
from reporting.models import Holiday, ReportingMonth, State
from reporting.navigation import opened_months
from reporting.stats import progress


@dataclass(frozen=True)
class MonthRow:
    """A month of the year; its due dates are those it has, or those it would get if it were opened now."""

    month: FiscalMonth
    reporting: ReportingMonth | None
    due: DueDates
    stages: dict[str, int]
    is_asked: bool

    @property
    def is_open(self) -> bool:
        return self.reporting is not None and self.reporting.is_open

    @property
    def is_closed(self) -> bool:
        return self.reporting is not None and not self.reporting.is_open

    @property
    def badge(self) -> Badge:
        if self.reporting is None:
            return Badge("dash-lg", "ยังไม่เปิด", "wait")
        return (
            Badge("unlock-fill", "เปิดรับข้อมูล", "ok")
            if self.is_open
            else Badge("lock-fill", "ปิดรับข้อมูล", "info")
        )

    @property
    def verb(self) -> str:
        if self.is_open:
            return "ปิดรับข้อมูล"
        return "เปิดอีกครั้ง" if self.reporting else "เปิดเดือน"

    @property
    def days(self) -> list[str]:
        """The three due dates in words."""
        return [thai_date(day, short=True) for day in (self.due.submit, self.due.check, self.due.publish)]

    @property
    def numbers(self) -> list[int]:
        """Districts in each stage, in the order of `stats.progress.STAGES`."""
        return list(self.stages.values())

    @property
    def not_submitted(self) -> int:
        """Districts that have not handed over: still entering, or sent back."""
        return self.stages[State.OPEN] + self.stages[State.RETURNED]


def rows(request: HttpRequest, fiscal_year: int, *, asked: str = "") -> list[MonthRow]:
    """The year's (BE) rows; `asked` is the slug of the month that the person is about to open or close."""
    all_months = fiscal_year_months(fiscal_year)
    opened = {reporting.month: reporting for reporting in opened_months(request)}
    stages = progress.stages_by_month(all_months)
    holidays, shift = Holiday.objects.days(), settings.OTOP_SHIFT_DUE_DATES
    return [
        MonthRow(
            month=month,
            reporting=opened.get(month),
            due=opened[month].due
            if month in opened
            else deadlines.due_dates(month, holidays=holidays, shift=shift),
            stages=stages.get(month) or dict.fromkeys(progress.STAGES, 0),
            is_asked=month.slug == asked and (month not in opened or opened[month].is_open),
        )
        for month in all_months
    ]


def to_open(rows: Iterable[MonthRow], *, today: date) -> list[MonthRow]:
    """Those that have begun and were never opened: what is opened in one press."""
    return [row for row in rows if row.reporting is None and row.month.first_day <= today]


def question_of_all(rows: Sequence[MonthRow]) -> dict[str, Any]:
    """The question before all of them are opened."""
    first, last = rows[0], rows[-1]
    names = first.month.label if first is last else f"{first.month.label} ถึง {last.month.label}"
    return {
        "title": f"เปิด {len(rows)} เดือน: {names}",
        "text": "ทุกอำเภอเริ่มบันทึกได้ทันที แต่ละเดือนมีกำหนดของตน เดือนที่เลยกำหนดแล้วส่งได้ แต่ถือว่าล่าช้า",
        "url": reverse("months_open", args=[first.month.fiscal_year]),
        "label": f"ยืนยันเปิด {len(rows)} เดือน",
        "danger": False,
    }


def question(row: MonthRow) -> dict[str, Any]:
    """What will happen to the month, and where the answer goes."""
    name = "month_close" if row.is_open else "month_open"
    return {
        "title": f"{row.verb} {row.month.label}",
        "text": _consequence(row),
        "url": reverse(name, args=[row.month]),
        "label": f"ยืนยัน{row.verb} {row.month.label}",
        "danger": row.is_open,
    }


def _consequence(row: MonthRow) -> str:
    if row.is_open:
        return (
            f"อำเภอที่ยังไม่ส่ง {row.not_submitted:,} อำเภอ จะบันทึกและส่งไม่ได้อีก เว้นแต่อำเภอที่ขยายเวลาให้ "
            "ที่ส่งแล้วจังหวัดยังตรวจและยืนยันได้ หลังจากนี้การแก้ไขข้อมูลที่ยืนยันแล้วต้องให้กรมฯ เปิด"
        )
    return f"ทุกอำเภอเริ่มบันทึกได้ทันที และต้องส่งจังหวัดภายใน {thai_date(row.due.submit)}"
