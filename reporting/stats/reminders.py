"""Whose matter an unfinished month is, and whether today is a day to remind of it (R14).

A district is reminded of what it has not submitted and of what came back; a province of the districts it has
not confirmed. A correction is nobody's delay: the published revision counts meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reporting.due_reminders import reminder_day
from reporting.models import MonthlyReport, NoticeKind, ReportingMonth, State


@dataclass(frozen=True)
class Days:
    """The days for which reminders of a month's two due dates go out today, if any."""

    submit: date | None
    publish: date | None

    def __bool__(self) -> bool:
        return bool(self.submit or self.publish)


@dataclass(frozen=True)
class Matter:
    """What one office is reminded of: a district of its own report, a province of all not confirmed."""

    kind: NoticeKind
    day: date
    reports: Sequence[MonthlyReport]


def days_of(month: ReportingMonth, *, today: date, before: Iterable[int], holidays: Collection[date]) -> Days:
    """What today is for a month."""
    asked = {"today": today, "before": list(before), "holidays": holidays}
    return Days(reminder_day(month.submit_due, **asked), reminder_day(month.publish_due, **asked))


def matters(reports: Iterable[MonthlyReport], days: Days, *, today: date) -> list[Matter]:
    """What is to be said today about the reports of a month, each read with its month and district."""
    found, open_ones = [], {}
    for report in reports:
        if report.is_correction or report.state == State.PUBLISHED:
            continue
        if report.state == State.OPEN and report.is_shut_on(today):
            continue
        open_ones.setdefault(report.district.province_id, []).append(report)
        if report.state == State.OPEN and days.submit:
            found.append(Matter(NoticeKind.REMIND_SUBMIT, days.submit, [report]))
        if report.state == State.RETURNED and days.publish:
            found.append(Matter(NoticeKind.REMIND_FIX, days.publish, [report]))
    if days.publish:
        found += [Matter(NoticeKind.REMIND_PUBLISH, days.publish, own) for own in open_ones.values()]
    return found
