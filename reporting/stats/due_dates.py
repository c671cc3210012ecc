"""Which open months would have other due dates by the table of holidays as it stands now (R14)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from reporting import deadlines
from reporting.deadlines import DueDates
from reporting.models import ReportingMonth


@dataclass(frozen=True)
class Moved:
    """An open month whose due dates would move, with the present and the new ones."""

    month: ReportingMonth
    before: DueDates
    after: DueDates

    @property
    def changes(self) -> list[tuple[str, date, date]]:
        """Each due date that moves: its name, the present day and the new one."""
        names = ("อำเภอส่งภายใน", "จังหวัดตรวจภายใน", "จังหวัดยืนยันภายใน")
        days = zip(names, _days(self.before), _days(self.after), strict=True)
        return [(name, old, new) for name, old, new in days if old != new]

    @property
    def mark(self) -> str:
        """The new dates in one word, by which a form says what its reader has seen."""
        return " ".join(day.isoformat() for day in _days(self.after))


def moved(months: Iterable[ReportingMonth], *, holidays: Collection[date], shift: bool) -> list[Moved]:
    """Those of the months that are open and would move; what is closed keeps its dates."""
    found = []
    for month in months:
        after = deadlines.due_dates(month.month, holidays=holidays, shift=shift)
        if month.is_open and after != month.due:
            found.append(Moved(month, month.due, after))
    return found


def _days(due: DueDates) -> tuple[date, date, date]:
    return due.submit, due.check, due.publish
