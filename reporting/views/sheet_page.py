"""What the sheet of a district-month shows, read once and prepared for the template.

The district and the province look at the same rows; the tick column of one's own level can be changed
while this level may tick, the other one only shows who ticked and when.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator

from reporting import access
from reporting.actions.ticks import Level
from reporting.deadlines import bangkok_date
from reporting.models import Action, MonthlyReport, SalesLine, State, User
from reporting.readiness import Standing
from reporting.risk import Flag
from reporting.stats import (
    binder,
    desk,
    differences,
    doubts,
    followups,
    progress,
    returned,
    risk,
    sheet,
    snapshot,
    steads,
    threads,
)
from reporting.stats.sheet import SheetRow
from reporting.stats.threads import Talk

from . import cockpit, saying
from .sheet_review import CHANGED_WEIGHT, SheetReview, returned_first
from .sheet_rows import Row, RowMaker, texts


@dataclass(frozen=True)
class DoubtedLink:
    """The way to a line whose figures look unusual."""

    label: str
    url: str
    sentence: str


class SheetPage:
    """The rows of a page of a hundred, the totals, and what stands around the table."""

    def __init__(
        self,
        report: MonthlyReport,
        user: User,
        *,
        page: int,
        shown: str = "",
        line: int = 0,
        now: datetime,
    ) -> None:
        """`page` is its number from 1; where `line` is given, the page that has the line is shown instead."""
        self.report, self.user, self.now = report, user, now
        self._rows = sheet.rows(report)
        self._filled = desk.filled(report)
        self.evidence = binder.counts(report)
        self._weeks: snapshot.Weeks = snapshot.weeks_of(self._filled)
        self._doubts = doubts.of_report(
            report, [row.line for row in self._rows if row.line], self._filled, today=bangkok_date(now)
        )
        self._sent_back = returned.waiting([report]).get(report.pk, [])
        self._returned = {item.line_id: item for item in self._sent_back}
        self.level = self._level()
        self._flags: Mapping[int, Sequence[Flag]] = {}
        self.review = self._review(shown) if self.level is Level.PROVINCE else None
        self._shown = self.review.rows if self.review else self._rows
        self._talks = threads.of_report(report, user)
        self.page: Page = Paginator(self._shown, sheet.ROWS_PER_PAGE).get_page(self._page_of(line) or page)

    def _review(self, shown: str) -> SheetReview:
        """The province's order of a submitted month."""
        lines = [row.line for row in self._rows if row.line]
        if self.report.correction_id:
            self._flags = self._changed(lines)
            return SheetReview(self.report, self._rows, self._flags, shown=shown)
        flags = risk.of_report(self.report, lines, self._filled, self._doubts)
        self._flags = returned_first(flags, returned.sent_again(self.report))
        return SheetReview(self.report, self._rows, self._flags, shown=shown)

    def _changed(self, lines: Sequence[SalesLine]) -> Mapping[int, Sequence[Flag]]:
        """Of a correction the province looks at what differs, and at nothing by chance."""
        before = self.report.publications.current().get()
        said = differences.of_lines(before, lines)
        changed = {line_id: [Flag("CHANGED", CHANGED_WEIGHT, sentence)] for line_id, sentence in said.items()}
        return returned_first(changed, returned.sent_again(self.report))

    def _page_of(self, line: int) -> int | None:
        places = (at for at, row in enumerate(self._shown) if row.line and row.line.pk == line)
        at = next(places, None)
        return None if at is None else at // sheet.ROWS_PER_PAGE + 1

    def _level(self) -> Level | None:
        """The level whose ticks this person may change now, if any."""
        report = self.report
        if report.takes_figures_at(self.now) and access.can(self.user, Level.DISTRICT.permission, report):
            return Level.DISTRICT
        if report.state == State.SUBMITTED and access.can(self.user, Level.PROVINCE.permission, report):
            return Level.PROVINCE
        return None

    @cached_property
    def standing(self) -> Standing:
        """Where the report stands, from the rows at hand instead of new queries."""
        standing = Standing(self.report)
        standing.returned = self._sent_back
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
        maker = RowMaker(
            level=self.level,
            entered=self._weeks,
            doubts=self._doubts,
            returned=self._returned,
            flags=self._flags,
            drawn=self.review.drawn if self.review else (),
            followed=followups.marked(self.report, self.user),
            talks=self._talks,
            evidence=self.evidence,
            covers=steads.of_stream(f"report:{self.report.pk}"),
        )
        return [maker.row(row) for row in self.page]

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
        month = ("รวมทั้งเดือน", texts(sheet.column_totals(self._present(self._rows))))
        if len(self.page) == len(self._rows):
            return [month]
        return [("รวมหน้านี้", texts(sheet.column_totals(self._present(list(self.page))))), month]

    @cached_property
    def unanswered(self) -> list[DoubtedLink]:
        """The lines whose figures look unusual and that nobody has said anything about yet."""
        # Whatever nobody has answered is flagged, so that the province finds it among what it has to look at.
        links = []
        for position, row in enumerate(self.review.to_look_at if self.review else self._rows):
            found = self._doubts.get(row.line.pk) if row.line else None
            if found and not found.is_answered:
                page = position // sheet.ROWS_PER_PAGE + 1
                url = f"?page={page}#line-{row.line.pk}"
                links.append(DoubtedLink(f"{row.group} · {row.category_label}", url, found.sentences[0]))
        return links

    @cached_property
    def ranges(self) -> list[dict[str, Any]]:
        """The row ranges of a hundred that the search form offers (S25)."""
        if self.review:
            return []
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

    @property
    def talk_url(self) -> str:
        return cockpit.url_of("talk", self.report)

    @property
    def talk(self) -> Talk | None:
        """What was written about the month as a whole."""
        return self._talks.get(None)

    @property
    def unread(self) -> int:
        """How many messages about the month and its lines the person has not read."""
        return sum(talk.unread for talk in self._talks.values())

    @cached_property
    def checks(self) -> list[Any]:
        return cockpit.checks_for(self.standing, self.user, now=self.now)

    @property
    def todo(self) -> list[cockpit.Todo]:
        wanted = self.user.is_district_staff and self.report.takes_figures_at(self.now)
        sent_back = self._sent_back if wanted else []
        return cockpit.todo(self.checks, self.report, self.user, returned=sent_back, on_sheet=True)

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
        said = saying.say(self.standing, self.user, now=self.now, returned=self._sent_back)
        return saying.on_its_sheet(said, self.report)

    @cached_property
    def correction(self) -> saying.Say | None:
        """The way to the page of the month's correction, or to the form that asks for one (R13)."""
        return saying.of_correction(self.report, self.user, now=self.now)

    @property
    def press(self) -> dict[str, bool]:
        """Which verbs of the workflow belong on this person's page now."""
        press = {action.value: access.can_press(self.user, action, self.report) for action in Action}
        press["withdraw"] = access.can_withdraw(self.user, self.report, today=bangkok_date(self.now))
        press["submit"] = press["submit"] and self.report.takes_figures_at(self.now)
        return press
