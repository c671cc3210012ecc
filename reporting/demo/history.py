"""The months that are over: every district's figures, submitted, certified and published.

Most districts are in time, some are late, and so is a province now and then. A provincial committee sits once
for the districts that were in time, and once more for those that came late. A sitting that would lie in the
future has not taken place and its districts have not reported yet, nor have a few others last month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reporting.actions import seeding
from reporting.actions.seeding import FinishedMonth, Stamp
from reporting.fiscal import FiscalMonth, to_be
from reporting.models import (
    DistrictCertification,
    Method,
    MonthlyReport,
    ProvincialCertification,
    SalesLine,
    WeeklyEntry,
)

from .people import People
from .plan import Plan
from .register import Register
from .sales import Sale, Seller

LATE_DISTRICTS, LATE_PROVINCES, CIRCULARS = 0.04, 0.05, 0.2
# Sittings about the last finished month that have not taken place yet.
WAITING = 0.08
ONE_HOUR = dt.timedelta(hours=1)


@dataclass
class Sitting:
    """A provincial committee's sitting: its resolution, and when each district had submitted."""

    resolution: ProvincialCertification
    submissions: dict[MonthlyReport, dt.datetime]


class HistoryMaker:
    def __init__(self, *, plan: Plan, people: People) -> None:
        self.plan, self.people = plan, people

    def publish(
        self,
        month: FiscalMonth,
        register: Register,
        seller_of: Callable[[str], Seller],
    ) -> None:
        """Write the month of all districts of the register as published, as far as that lies in the past."""
        reports = MonthlyReport.objects.with_context().for_month(month).filter(district__in=register)
        sittings = list(self._sittings(month, list(reports.order_by("district"))))
        seeding.store_resolutions([sitting.resolution for sitting in sittings])
        finished = []
        for sitting in sittings:
            for report, submitted_at in sitting.submissions.items():
                pairs = [pair for pair in register[report.district_id] if pair.is_expected(month)]
                sales = seller_of(report.district_id)(pairs, month)
                finished.append(self._finished(report, sales, submitted_at, sitting.resolution))
        seeding.store_finished(finished)

    def confirmed(self, month: FiscalMonth, reports: Sequence[MonthlyReport]) -> list[FinishedMonth]:
        """The same without lines: the resolutions are stored, and who did what when is told."""
        sittings = list(self._sittings(month, reports))
        seeding.store_resolutions([sitting.resolution for sitting in sittings])
        return [
            self._finished(report, (), submitted_at, sitting.resolution)
            for sitting in sittings
            for report, submitted_at in sitting.submissions.items()
        ]

    def _sittings(self, month: FiscalMonth, reports: Sequence[MonthlyReport]) -> Iterator[Sitting]:
        by_province: dict[str, list[MonthlyReport]] = {}
        for report in reports:
            by_province.setdefault(report.district.province_id, []).append(report)
        for province_id, own in by_province.items():
            late = {report for report in own if self.plan.chance(LATE_DISTRICTS)}
            for number, group in enumerate(([r for r in own if r not in late], late), start=1):
                sitting = self._sitting(month, province_id, number, group) if group else None
                waits = month == self.plan.last and self.plan.chance(WAITING)
                if sitting and not waits and sitting.resolution.recorded_at + 2 * ONE_HOUR < self.plan.now:
                    yield sitting

    def _sitting(
        self, month: FiscalMonth, province_id: str, number: int, reports: Sequence[MonthlyReport]
    ) -> Sitting:
        """The first sitting is for the districts in time, the second for those that were late."""
        plan, due = self.plan, self.plan.due(month)
        first_day, last_day = month.next().first_day, due.submit
        sits_from, sits_until = due.check, due.publish
        if number == 2:
            first_day, last_day = last_day + dt.timedelta(days=1), last_day + dt.timedelta(days=7)
            sits_from, sits_until = last_day, last_day + dt.timedelta(days=4)
        elif plan.chance(LATE_PROVINCES):
            sits_from, sits_until = sits_until + dt.timedelta(days=1), sits_until + dt.timedelta(days=5)
        submissions = {
            report: plan.in_office(plan.working_day(first_day, last_day), earliest=10.5, latest=12)
            for report in reports
        }
        sits_from = max(sits_from, *(at.date() for at in submissions.values()))
        at = plan.in_office(plan.working_day(sits_from, sits_until), earliest=13.5, latest=14.5)
        resolution = ProvincialCertification(
            province_id=province_id,
            month=month,
            method=Method.CIRCULAR if plan.chance(CIRCULARS) else Method.MEETING,
            number=f"{number + 2 * (month.position - 1)}/{to_be(at.year)}",
            resolved_on=at.date(),
            recorded_at=at,
            recorded_by=self.people.staff[province_id],
        )
        return Sitting(resolution, submissions)

    def _finished(
        self,
        report: MonthlyReport,
        sales: Sequence[Sale],
        submitted_at: dt.datetime,
        resolution: ProvincialCertification,
    ) -> FinishedMonth:
        ticked_at = submitted_at - ONE_HOUR
        checked_at = resolution.recorded_at - ONE_HOUR / 2
        saved_at = self._saving(report.fiscal_month, before=ticked_at)
        chief, staff = self.people.chiefs[report.district_id], resolution.recorded_by
        lines, entries = [], []
        for sale in sales:
            line, own = self._line(report, sale, saved_at)
            line.district_tick_version = line.province_tick_version = line.version
            line.district_tick_by_id, line.district_tick_at = chief.pk, ticked_at
            line.province_tick_by_id, line.province_tick_at = staff.pk, checked_at
            lines.append(line)
            entries += own
        return FinishedMonth(
            report=report,
            lines=lines,
            entries=entries,
            certification=self._certification(report, submitted_at),
            coverage=resolution,
            submitted=Stamp(chief, submitted_at),
            checked_at=checked_at,
            published=Stamp(staff, resolution.recorded_at + self.plan.part_of(ONE_HOUR)),
        )

    def _saving(self, month: FiscalMonth, *, before: dt.datetime) -> dict[int, dt.datetime]:
        """When each week was typed: on the first working day after it, and before the ticks."""
        latest = before - ONE_HOUR / 2
        return {week.number: min(self.plan.typed_at(week), latest) for week in month.weeks()}

    def _line(
        self, report: MonthlyReport, sale: Sale, saved_at: dict[int, dt.datetime]
    ) -> tuple[SalesLine, list[WeeklyEntry]]:
        """The line and its weeks; every week that was typed is a version."""
        group, typist = sale.pair.entry.group, self.people.typist(report.district_id)
        regular, transfer, online = sale.month
        last_week = sale.weeks[-1][0] if sale.weeks else max(saved_at)
        line = SalesLine(
            report_id=report.pk,
            group=group,
            category=sale.pair.category,
            producer_type=group.producer_type,
            regular=regular,
            transfer=transfer,
            online=online,
            nil=not sale.weeks,
            version=max(1, len(sale.weeks)),
            changed_at=saved_at[last_week],
            changed_by_id=typist.pk,
        )
        entries = [
            WeeklyEntry(
                line=line,
                week=week,
                regular=amounts[0],
                transfer=amounts[1],
                online=amounts[2],
                saved_at=saved_at[week],
                saved_by_id=typist.pk,
            )
            for week, amounts in sale.weeks
        ]
        return line, entries

    def _certification(self, report: MonthlyReport, submitted_at: dt.datetime) -> DistrictCertification:
        return DistrictCertification(
            method=Method.CIRCULAR if self.plan.chance(CIRCULARS) else Method.MEETING,
            number=f"{report.fiscal_month.position}/{to_be(submitted_at.year)}",
            resolved_on=submitted_at.date(),
            recorded_at=submitted_at - ONE_HOUR / 2,
            recorded_by=self.people.chiefs[report.district_id],
        )
