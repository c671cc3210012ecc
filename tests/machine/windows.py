"""A second window that stays open: what it shows is posted when much has happened since.

What stands in the database and was not on its page stays there, until its person has been told of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reporting import access
from reporting.actions import removal, sales, ticks
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.models import MonthlyReport, SalesLine
from reporting.stats.sheet import PairKey
from tests import build

from .entering import Entering
from .world import AMOUNT, DISTRICTS, PICK, WHO, meaning

WEEKS = range(1, 6)


@dataclass
class Page:
    """What a window shows: the cells of the pairs by week, and the lines with their versions and ticks."""

    cells: dict[tuple[PairKey, int], Cell]
    lines: dict[int, SalesLine]

    def version(self, key: PairKey) -> int:
        own = (line.version for line in self.lines.values() if (line.group_id, line.category) == key)
        return next(own, 0)

    def ticked(self, level: Level) -> set[int]:
        """The lines that show a tick of this level."""
        return {pk for pk, line in self.lines.items() if is_ticked(line, level)}


class Windows(Entering):
    def __init__(self) -> None:
        super().__init__()
        self.open: dict[str, Page] = {}

    def fetched(self, report: MonthlyReport) -> Page:
        rows = self.rows(report)
        cells = {(row.key, week): self.stored(row, week) for row in rows for week in WEEKS}
        return Page(cells, {row.line.pk: row.line for row in rows if row.line})

    @rule(code=DISTRICTS)
    def open_the_other_window(self, code):
        self.open[code] = self.fetched(build.report_of(code))

    @rule(
        code=DISTRICTS, who=WHO, pick=PICK, week=st.integers(1, 5), values=st.tuples(AMOUNT, AMOUNT, AMOUNT)
    )
    def save_from_the_other_window(self, code, who, pick, week, values):
        """One typed row with all the others of its week as they stood when the page was fetched."""
        report = build.report_of(code)
        page = self.open.setdefault(code, self.fetched(report))
        shown = {key: cell for (key, of), cell in page.cells.items() if of == week}
        typed = list(shown)[pick % len(shown)]
        wanted = shown | {typed: Cell(amounts=values)}
        rows = [WeekRow(*key, seen=cell, wanted=wanted[key]) for key, cell in shown.items()]
        before = self.fetched(report).cells
        results = self.act(
            access.Permission.ENTER,
            report,
            who,
            "enter",
            lambda by: sales.save_week(report=report, week=week, rows=rows, by=by, now=self.now),
        )
        if results is None:
            return
        for place, now in self.fetched(report).cells.items():
            was = before.get(place, Cell())
            if place == (typed, week):
                assert now == was or page.cells[place] == was, "what the window never showed is lost"
            else:
                assert now.amounts == was.amounts, "a cell that nobody typed into has changed"
        self.typed_in_time(report, results)
        for result in results:
            page.cells[result.row.key, week] = result.stored

    @rule(code=DISTRICTS, who=WHO, level=st.sampled_from(Level), pick=PICK)
    def tick_in_the_other_window(self, code, who, level, pick):
        """One box is pressed; what the others said on the old page is sent with it."""
        report = build.report_of(code)
        page = self.open.setdefault(code, self.fetched(report))
        seen = {pk: line.version for pk, line in page.lines.items()}
        if not seen:
            return
        pressed = list(seen)[pick % len(seen)]
        before = {line.pk: is_ticked(line, level) for line in SalesLine.objects.filter(report=report)}
        shown = page.ticked(level)
        results = self.act(
            level.permission,
            report,
            who,
            "sign" if level is Level.DISTRICT else "province",
            lambda by: ticks.tick(
                report=report,
                level=level,
                seen=seen,
                wanted=shown ^ {pressed},
                shown=shown,
                by=by,
                now=self.now,
            ),
        )
        if results is None:
            return
        for line in SalesLine.objects.filter(report=report):
            if is_ticked(line, level) == before[line.pk]:
                continue
            assert line.pk == pressed, "a box that nobody pressed has changed"
            assert meaning(line) == meaning(page.lines[line.pk]), "it was pressed for other figures"
            self.ticked[level, line.pk] = meaning(line)

    @rule(code=DISTRICTS, who=WHO, pick=PICK)
    def remove_in_the_other_window(self, code, who, pick):
        report = build.report_of(code)
        page = self.open.setdefault(code, self.fetched(report))
        keys = sorted({key for key, _ in page.cells})
        group_id, category = key = keys[pick % len(keys)]
        before = report.lines.filter(group_id=group_id, category=category).first()
        line = self.act(
            access.Permission.ENTER,
            report,
            who,
            "enter",
            lambda by: removal.remove_line(
                report=report,
                group_id=group_id,
                category=category,
                version=page.version(key),
                reason="บันทึกซ้ำ",
                by=by,
                now=self.now,
            ),
        )
        if line is not None and before and not before.is_removed:
            assert before.version == page.version(key), "what the window never showed was removed"


def is_ticked(line: SalesLine, level: Level) -> bool:
    return getattr(line, f"{level}_tick_version") == line.version
