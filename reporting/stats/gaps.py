"""Which weeks of a district's fiscal year still miss figures: the year on one strip (S19).

Only months that take figures now can have gaps; of the others the strip says how they stand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth, Week, fiscal_year_months
from reporting.models import MonthlyReport, RosterEntry, SalesLine, WeeklyEntry

from . import sheet
from .sheet import PairKey


@dataclass(frozen=True)
class WeekGap:
    """A week of a month that takes figures: how many of its pairs have some, or none to report."""

    week: Week
    done: int
    expected: int
    begun: bool

    @property
    def missing(self) -> int:
        """How many pairs still miss figures; none before the week has begun."""
        return self.expected - self.done if self.begun else 0


@dataclass(frozen=True)
class MonthOnStrip:
    """A month of the fiscal year; no `report` while it is not opened, no `weeks` while it is locked."""

    month: FiscalMonth
    report: MonthlyReport | None
    weeks: Sequence[WeekGap] = ()

    @property
    def gaps(self) -> int:
        """How many of its weeks miss figures."""
        return sum(bool(week.missing) for week in self.weeks)


@dataclass(frozen=True)
class _Filled:
    """What the lines of some reports say: pairs, nil lines, and entries by report and week."""

    removed: dict[int, set[PairKey]]
    present: dict[int, set[PairKey]]
    nil: Counter[int]
    entered: Counter[tuple[int, int]]


def of_year(district_id: str, fiscal_year: int, *, now: datetime) -> list[MonthOnStrip]:
    """The twelve months of a fiscal year (BE) of a district, in time; 1 query, 4 with a month to fill in."""
    months = fiscal_year_months(fiscal_year)
    reports = MonthlyReport.objects.filter(district=district_id, month__month__in=months)
    reports = reports.select_related("month", "district", "correction")
    found = {report.fiscal_month: report for report in reports}
    takers = [report for report in found.values() if report.takes_figures_at(now)]
    weeks = _weeks_of(takers, today=bangkok_date(now)) if takers else {}
    return [_on_strip(month, found.get(month), weeks) for month in months]


def _on_strip(
    month: FiscalMonth, report: MonthlyReport | None, weeks: Mapping[int, Sequence[WeekGap]]
) -> MonthOnStrip:
    return MonthOnStrip(month, report, weeks.get(report.pk, ()) if report else ())


def _weeks_of(reports: Collection[MonthlyReport], *, today: date) -> dict[int, list[WeekGap]]:
    filled = _filled(reports)
    district = next(iter(reports)).district_id
    roster = list(RosterEntry.objects.of_district(district))
    found = {}
    for report in reports:
        pairs = set(filled.present.get(report.pk, ()))
        if sheet.expects_roster(report):
            expected = _expected(roster, report.fiscal_month)
            if report.correction_id:
                expected &= report.correction.granted_pairs()
            pairs |= expected - filled.removed.get(report.pk, set())
        found[report.pk] = [
            WeekGap(
                week,
                done=filled.entered[report.pk, week.number] + filled.nil[report.pk],
                expected=len(pairs),
                begun=week.first_day <= today,
            )
            for week in report.fiscal_month.weeks()
        ]
    return found


def _expected(roster: Sequence[RosterEntry], month: FiscalMonth) -> set[PairKey]:
    return {
        (entry.group_id, entry.category)
        for entry in roster
        if entry.starts <= month and (entry.ends is None or month <= entry.ends)
    }


def _filled(reports: Collection[MonthlyReport]) -> _Filled:
    filled = _Filled({}, {}, Counter(), Counter())
    lines = SalesLine.objects.filter(report__in=reports).order_by()
    for report_id, group_id, category, nil, removed_at in lines.values_list(
        "report_id", "group_id", "category", "nil", "removed_at"
    ):
        pairs = filled.removed if removed_at else filled.present
        pairs.setdefault(report_id, set()).add((group_id, category))
        filled.nil[report_id] += nil and not removed_at
    entries = WeeklyEntry.objects.filter(line__report__in=reports, line__removed_at__isnull=True).order_by()
    counted = entries.values_list("line__report_id", "week").annotate(lines=Count("line_id"))
    for report_id, week, count in counted:
        filled.entered[report_id, week] = count
    return filled
