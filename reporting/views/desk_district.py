"""The first page of a district: what waits for this person, in every unfinished month.

Everything is read together, so that the page costs the same queries for one open month as for twelve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reporting import badges
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.formats import money, percent, percent_text
from reporting.models import MonthlyReport, Publication, ReturnedLine, State, User
from reporting.standing import Standing, standings
from reporting.stats import doubts, sheet
from reporting.stats.doubts import DoubtCount

from . import cockpit, handover_rows, inquiry_rows, roadmap_areas, saying
from .cockpit import Todo
from .roadmap import RoadMap
from .year_strip import YearStrip


@dataclass(frozen=True)
class Card:
    """A figure with its name; a level and a shape make a pill of the note."""

    label: str
    value: str
    unit: str = ""
    note: str = ""
    level: str = ""
    shape: str = ""
    url: str = ""


@dataclass(frozen=True)
class OtherMonth:
    """An unfinished month besides the one in full: its sentence with its button, and its list."""

    say: saying.Say
    badge: badges.Badge
    todo: list[Todo]

    @property
    def left(self) -> int:
        """How much of the list is still to be done."""
        return sum(not row.done for row in self.todo)


class DistrictDesk:
    """The first page of a district: one month in full, the other unfinished months with their lists folded.

    The month in full is the newest one that waits for the district, a month that has ended before the
    one that is still running; when none waits, the newest unfinished one, or the newest of all.
    """

    def __init__(self, user: User, *, now: datetime) -> None:
        self.user, self.now = user, now
        present = FiscalMonth.of(bangkok_date(now))
        reports = MonthlyReport.objects.visible_to(user).with_context().order_by("-month__month")
        self.reports = [report for report in reports if report.fiscal_month <= present]
        unfinished = [report for report in self.reports if report.state != State.PUBLISHED]
        ours = [report for report in unfinished if report.takes_figures_at(now)]
        ended = [report for report in ours if report.fiscal_month < present]
        self.report = next(iter([*ended, *ours, *unfinished, *self.reports]), None)
        shown = [report for report in self.reports if report in unfinished or report == self.report]
        self._standings = {standing.report.pk: standing for standing in standings(shown)}
        # What came back or is being corrected takes notes on some lines only, and has a page that says which.
        typing = [report for report in ours if report.state == State.OPEN and not report.is_correction]
        self._doubts = doubts.counts(typing, today=bangkok_date(now))
        self.others = [self._other(report) for report in unfinished if report != self.report]

    @property
    def month(self) -> FiscalMonth | None:
        """The month in full."""
        return self.report.fiscal_month if self.report else None

    @property
    def standing(self) -> Standing:
        return self._standings[self.report.pk]

    def _returned_of(self, report: MonthlyReport) -> list[ReturnedLine]:
        return self._standings[report.pk].returned

    @property
    def say(self) -> saying.Say:
        returned = self._returned_of(self.report)
        return saying.say(self.standing, self.user, now=self.now, returned=returned)

    @cached_property
    def road_map(self) -> RoadMap:
        """The stages of the month in full; empty where no month has been opened."""
        return roadmap_areas.of_district(self.standing, self.user, now=self.now) if self.report else RoadMap()

    @property
    def todo(self) -> list[Todo]:
        return self._todo(self.report)

    def _todo(self, report: MonthlyReport) -> list[Todo]:
        """What is to be done for a month, from the returned lines to sending it; each with its button."""
        checks = cockpit.checks_for(self._standings[report.pk], self.user, now=self.now)
        if not checks:
            return []
        rows = cockpit.todo(checks, report, self.user, returned=self._returned_of(report))
        doubted = cockpit.doubt_rows(self._doubts.get(report.pk, DoubtCount()), report, self.user)
        return [*doubted, *rows, cockpit.submit_row(checks, report, self.user)]

    def _other(self, report: MonthlyReport) -> OtherMonth:
        standing = self._standings[report.pk]
        said = saying.say(standing, self.user, now=self.now, returned=self._returned_of(report))
        verified = bool(standing.counts.present) and not (
            standing.counts.not_reported or standing.counts.district_unticked
        )
        badge = badges.for_report(report, user=self.user, verified=verified)
        return OtherMonth(said, badge, self._todo(report))

    @cached_property
    def handovers(self) -> list[Todo]:
        """The packs that wait for whoever takes a desk of this office over."""
        return handover_rows.waiting(self.user)

    @cached_property
    def inquiries(self) -> list[Todo]:
        """What the province asks this office to explain to the department."""
        return inquiry_rows.waiting(self.user, now=self.now)

    @cached_property
    def strip(self) -> YearStrip:
        """The weeks of the fiscal year of the month in full, for who enters figures."""
        report = self.report
        return YearStrip(report.district_id, report.fiscal_month.fiscal_year, self.user, now=self.now)

    @cached_property
    def cards(self) -> list[Card]:
        counts = self.standing.counts
        nil = f"ไม่มียอด {counts.nil:,} รายการ" if counts.nil else ""
        return [
            self._total_card(),
            _count_card("บันทึกแล้ว", counts.reported, counts.expected, "ยังไม่บันทึก", done=nil),
            _count_card("ยืนยันระดับอำเภอ", counts.district_ticked, counts.expected, "ยังไม่ยืนยัน"),
            self._punctuality_card(),
        ]

    def _total_card(self) -> Card:
        total = sheet.column_totals(self.report.lines.present())["total"]
        previous = self.report.fiscal_month.previous()
        mine = Publication.objects.visible_to(self.user).current().defer("payload")
        before = mine.filter(district=self.report.district, month=previous).first()
        value = money(total).partition(".")[0]
        if before is None or not before.total:
            return Card("ยอดรวมเดือนนี้", value, "บาท", "ยังไม่มีเดือนก่อนให้เทียบ")
        change = percent(total - before.total, before.total)
        up = total >= before.total
        return Card(
            "ยอดรวมเดือนนี้",
            value,
            "บาท",
            f"{percent_text(abs(change))} จาก {previous.short_th}",
            "ok" if up else "warn",
            "arrow-up" if up else "arrow-down",
        )

    def _punctuality_card(self) -> Card:
        """On time against all months of this fiscal year whose due date has passed; last year below."""
        year = self.report.fiscal_month.fiscal_year
        on_time, due = self._punctual(year)
        before, before_due = self._punctual(year - 1)
        note = f"ปีก่อน {before} จาก {before_due} เดือน" if before_due else "ยังไม่มีปีก่อนให้เทียบ"
        return Card(f"ส่งตรงเวลา ปีงบประมาณ {year}", f"{on_time}/{due}" if due else "–", "เดือน", note)

    def _punctual(self, year: int) -> tuple[int, int]:
        today = bangkok_date(self.now)
        of_year = [report for report in self.reports if report.fiscal_month.fiscal_year == year]
        due = [report for report in of_year if report.first_submitted_at or report.month.submit_due < today]
        return sum(report.is_late is False for report in due), len(due)


def _count_card(label: str, part: int, whole: int, missing: str, *, done: str = "") -> Card:
    left = whole - part
    if left or not whole:
        note, level, shape = f"{missing} {left:,} รายการ", "warn", "triangle-fill"
    else:
        note, level, shape = done or "ครบแล้ว", "ok", "check-lg"
    return Card(label, f"{part:,}/{whole:,}", "รายการ", note, level, shape)
