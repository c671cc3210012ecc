"""What the sheet of a district-month shows, read once and prepared for the template.

The district and the province look at the same rows; the tick column of one's own level can be changed
while this level may tick, the other one only shows who ticked and when.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from reporting import access
from reporting.actions.ticks import Level
from reporting.deadlines import BANGKOK
from reporting.fiscal import MONTHS_SHORT_TH
from reporting.formats import money, money_or_dash, thai_datetime
from reporting.models import (
    CHANNEL_COLUMNS,
    Action,
    MonthlyReport,
    ReturnedLine,
    SalesLine,
    State,
    User,
    WeeklyEntry,
)
from reporting.models.groups import ProducerType
from reporting.readiness import Standing
from reporting.stats import progress, sheet, snapshot
from reporting.stats.sheet import SheetRow

from . import cockpit, saying


@dataclass(frozen=True)
class Tick:
    """One level's mark on a line; `state` is yes, no, stale (changed since) or none (cannot be ticked)."""

    state: str
    editable: bool = False
    who: str = ""
    day: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the table, with everything as text."""

    number: int
    line_id: int
    version: int
    name: str
    category: str
    place: str
    kind: str
    amounts: dict[str, str]
    entered_by: str
    entered_at: str
    nil: bool
    removed: str
    reported: bool
    returned: ReturnedLine | None
    fixed: bool
    district: Tick
    province: Tick

    @property
    def seen(self) -> str:
        """The version that is on the screen, as the form carries it."""
        return f"{self.line_id}:{self.version}"


class SheetPage:
    """The rows of a page of a hundred, the totals, and what stands around the table."""

    def __init__(self, report: MonthlyReport, user: User, *, page: int, now: datetime) -> None:
        self.report, self.user, self.now = report, user, now
        self._rows = sheet.rows(report)
        self._weeks: snapshot.Weeks = defaultdict(list)
        entries = WeeklyEntry.objects.filter(line__report=report).order_by("line_id", "week")
        for line_id, week, *amounts in entries.values_list("line_id", "week", *CHANNEL_COLUMNS):
            self._weeks[line_id].append([week, *(f"{amount:.2f}" for amount in amounts)])
        self._returned = {item.line_id: item for item in progress.returned_lines([report]).get(report.pk, [])}
        self.level = self._level()
        self.page: Page = Paginator(self._rows, sheet.ROWS_PER_PAGE).get_page(page)

    def _level(self) -> Level | None:
        """The level whose ticks this person may change now, if any."""
        report = self.report
        if report.takes_figures and access.can(self.user, Level.DISTRICT.permission, report):
            return Level.DISTRICT
        if report.state == State.SUBMITTED and access.can(self.user, Level.PROVINCE.permission, report):
            return Level.PROVINCE
        return None

    @cached_property
    def standing(self) -> Standing:
        """Where the report stands, from the rows at hand instead of new queries."""
        standing = Standing(self.report)
        standing.counts = progress.counts_of_rows(self._rows, entered=self._weeks)
        lines = sorted((row.line for row in self._rows if row.line), key=lambda line: line.pk)
        standing.snapshot = snapshot.of_lines(
            district=self.report.district_id,
            month=self.report.fiscal_month.key,
            revision=self.report.revision,
            lines=lines,
            weeks=self._weeks,
        )
        return standing

    # --- the table ---

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(row) for row in self.page]

    def _row(self, row: SheetRow) -> Row:
        line, group = row.line, row.group
        reported = line is not None and (line.nil or line.pk in self._weeks)
        returned = self._returned.get(line.pk) if line else None
        return Row(
            number=row.number,
            line_id=line.pk if line else 0,
            version=row.version,
            name=group.name,
            category=row.category_label,
            place=f"ต.{group.subdistrict.name_th}",
            kind=ProducerType(line.producer_type if line else group.producer_type).short,
            amounts=_amounts(line),
            entered_by=line.changed_by.full_name if line else "",
            entered_at=_moment(line.changed_at) if line else "",
            nil=bool(line and line.nil),
            removed=f"{line.removed_reason} · {line.removed_by}" if line and line.is_removed else "",
            reported=reported,
            returned=returned,
            fixed=bool(returned and line.version != returned.line_version),
            district=self._tick(line, Level.DISTRICT, reported),
            province=self._tick(line, Level.PROVINCE, reported),
        )

    def _tick(self, line: SalesLine | None, level: Level, reported: bool) -> Tick:
        if line is None or line.is_removed or not reported:
            return Tick("none")
        version = getattr(line, f"{level}_tick_version")
        if version is None:
            return Tick("no", self.level is level)
        who, at = getattr(line, f"{level}_tick_by"), getattr(line, f"{level}_tick_at")
        state = "yes" if version == line.version else "stale"
        return Tick(state, self.level is level, f"{who} {thai_datetime(at)}", _day(at))

    def _present(self, rows: list[SheetRow]) -> list[SalesLine]:
        return [row.line for row in rows if row.line and not row.line.is_removed]

    @cached_property
    def tickable(self) -> dict[str, int]:
        """How many lines the two "all" buttons would confirm, and how many they leave out."""
        page = [row for row in self.rows if row.district.state != "none"]
        left_out = sum(not row.reported and not row.removed for row in self.rows)
        counts = self.standing.counts
        return {
            "page": len(page),
            "page_left_out": left_out,
            "all": counts.reported,
            "all_left_out": counts.not_reported,
        }

    @cached_property
    def ticked(self) -> int:
        counts = self.standing.counts
        return counts.province_ticked if self.level is Level.PROVINCE else counts.district_ticked

    @property
    def expected(self) -> int:
        return self.standing.counts.expected

    @property
    def has_unticked(self) -> bool:
        """Whether saving ticks is still the main thing to do here."""
        return self.ticked < self.standing.counts.present

    @property
    def tick_url(self) -> str:
        return cockpit.url_of(f"tick_{self.level}", self.report)

    @property
    def all_seen(self) -> str:
        """Every line of the month with the version on the screen, for ticking all pages at once."""
        return " ".join(f"{line.pk}:{line.version}" for line in self._present(self._rows))

    @cached_property
    def totals(self) -> list[tuple[str, dict[str, str]]]:
        """The sums of the page and of the month, in baht."""
        month = ("รวมทั้งเดือน", _texts(sheet.column_totals(self._present(self._rows))))
        if not self.page.has_other_pages():
            return [month]
        return [("รวมหน้านี้", _texts(sheet.column_totals(self._present(list(self.page))))), month]

    @cached_property
    def ranges(self) -> list[dict[str, Any]]:
        """The row ranges of a hundred that the search form offers (S25)."""
        pages = self.page.paginator
        return [
            {
                "page": number,
                "label": f"{pages.page(number).start_index()}–{pages.page(number).end_index()}",
                "current": number == self.page.number,
            }
            for number in pages.page_range
        ]

    # --- around the table ---

    @cached_property
    def checks(self) -> list[Any]:
        return cockpit.checks_for(self.standing, self.user)

    @property
    def todo(self) -> list[cockpit.Todo]:
        returned = list(self._returned.values()) if self.user.is_district_staff else []
        return cockpit.todo(self.checks, self.report, self.user, returned=returned, on_sheet=True)

    @property
    def open_count(self) -> int:
        """How many conditions are still open before the hand-over."""
        return sum(not check.done for check in self.checks)

    @property
    def verified(self) -> bool:
        counts = self.standing.counts
        return counts.present > 0 and not counts.not_reported and not counts.district_unticked

    @property
    def say(self) -> saying.Say:
        returned = list(self._returned.values())
        said = saying.say(self.standing, self.user, now=self.now, returned=returned)
        return saying.on_its_sheet(said, self.report)

    @property
    def press(self) -> dict[str, bool]:
        """Which verbs of the workflow belong on this person's page now."""
        press = {action.value: access.can_press(self.user, action, self.report) for action in Action}
        press["submit"] = press["submit"] and self.report.takes_figures
        return press


def _day(at: datetime) -> str:
    local = at.astimezone(BANGKOK)
    return f"{local.day} {MONTHS_SHORT_TH[local.month - 1]}"


def _moment(at: datetime) -> str:
    return f"{_day(at)} {at.astimezone(BANGKOK):%H:%M}"


def _amounts(line: SalesLine | None) -> dict[str, str]:
    if line is None:
        return dict.fromkeys((*CHANNEL_COLUMNS, "total"), "")
    amounts = {column: getattr(line, column) for column in CHANNEL_COLUMNS}
    amounts["total"] = sum(amounts.values(), Decimal(0))
    return {column: money_or_dash(amount) for column, amount in amounts.items()}


def _texts(amounts: dict[str, Decimal]) -> dict[str, str]:
    return {column: money(amount) for column, amount in amounts.items()}
