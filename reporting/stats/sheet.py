"""The rows of a district-month: the roster and the lines, side by side, in Thai alphabetical order.

While the district may still enter figures, a pair of the roster that has no line yet is a row too
(R5). Once the report has been handed over only its lines are rows: a later change of the roster
cannot make a submitted month incomplete.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet

from reporting.models import (
    Category,
    CorrectionLine,
    MonthlyReport,
    ProducerGroup,
    RosterEntry,
    SalesLine,
    State,
    WeeklyEntry,
)

ROWS_PER_PAGE = 100
ZERO = Decimal("0.00")

PairKey = tuple[int, str]
_RANKS = {category.value: category.rank for category in Category}


@dataclass
class SheetRow:
    """One (producer, category) pair with its line, if there is one, and the entries of its weeks."""

    number: int
    group: ProducerGroup
    category: str
    line: SalesLine | None
    weeks: dict[int, WeeklyEntry] = field(default_factory=dict)

    @property
    def key(self) -> PairKey:
        return (self.group.pk, self.category)

    @property
    def version(self) -> int:
        """The version of the line as read; 0 while there is no line."""
        return self.line.version if self.line else 0

    @property
    def is_reported(self) -> bool:
        """Whether the pair is complete in the sense of R5."""
        line = self.line
        return line is not None and (line.is_removed or line.nil or bool(self.weeks))

    @property
    def category_label(self) -> str:
        return Category(self.category).label


def expects_roster(report: MonthlyReport) -> bool:
    """Whether pairs without a line are still expected: only while the whole month is being entered."""
    return report.state == State.OPEN


def roster_of(report: MonthlyReport) -> QuerySet[RosterEntry]:
    """The roster's pairs that the report is expected to have.

    Of a correction only those that were granted: the roster of today says nothing of a month that was
    complete when it was published (R13).
    """
    roster = RosterEntry.objects.of_district(report.district_id).for_month(report.fiscal_month)
    if not report.correction_id:
        return roster
    granted = CorrectionLine.objects.filter(correction=report.correction_id, granted=True)
    return roster.filter(Exists(granted.filter(group=OuterRef("group"), category=OuterRef("category"))))


def expected_keys(report: MonthlyReport) -> list[PairKey]:
    """The (group id, category) pairs that the roster expects of this report; 1 query."""
    if not expects_roster(report):
        return []
    return list(roster_of(report).values_list("group_id", "category"))


def expected_groups(report: MonthlyReport, keys: Collection[PairKey]) -> dict[PairKey, ProducerGroup]:
    """Those of the pairs that the roster expects of this report, with their producers; 1 query."""
    if not expects_roster(report):
        return {}
    wanted = {group_id for group_id, _ in keys}
    roster = roster_of(report).filter(group_id__in=wanted).select_related("group")
    found = {(entry.group_id, entry.category): entry.group for entry in roster}
    return {key: found[key] for key in keys if key in found}


def rows(report: MonthlyReport, *, people: bool = True) -> list[SheetRow]:
    """All rows of the report in reading order, without their weeks; at most 2 queries.

    A page that does not name who changed, removed and ticked each line leaves the people out.
    """
    lines = {(line.group_id, line.category): line for line in _lines(report, people=people)}
    groups = {line.group_id: line.group for line in lines.values()}
    keys = set(lines)
    if expects_roster(report):
        for entry in _pairs_without_line(report):
            groups.setdefault(entry.group_id, entry.group)
            keys.add((entry.group_id, entry.category))
    ordered = sorted(keys, key=lambda key: reading_order(groups[key[0]].sort_key, *key))
    return [
        SheetRow(number=number, group=groups[key[0]], category=key[1], line=lines.get(key))
        for number, key in enumerate(ordered, start=1)
    ]


def with_weeks(page: Sequence[SheetRow]) -> Sequence[SheetRow]:
    """Fill in the weekly entries of the rows on a page; 1 query whatever their number."""
    by_line = {row.line.pk: row for row in page if row.line}
    for entry in WeeklyEntry.objects.filter(line_id__in=by_line).select_related("saved_by"):
        by_line[entry.line_id].weeks[entry.week] = entry
    return page


def page_of(all_rows: Sequence[SheetRow], number: int) -> tuple[list[SheetRow], int, int]:
    """The rows of page `number` (from 1, clamped), that number, and how many pages there are."""
    count = max(1, -(-len(all_rows) // ROWS_PER_PAGE))
    number = min(max(number, 1), count)
    return list(all_rows[(number - 1) * ROWS_PER_PAGE : number * ROWS_PER_PAGE]), number, count


def column_totals(lines: Iterable[SalesLine]) -> dict[str, Decimal]:
    """Sums of the lines' months by channel and over all, in baht; removed lines do not count."""
    totals = {"regular": ZERO, "transfer": ZERO, "online": ZERO}
    for line in lines:
        if not line.is_removed:
            totals["regular"] += line.regular
            totals["transfer"] += line.transfer
            totals["online"] += line.online
    return totals | {"total": sum(totals.values(), ZERO)}


def _lines(report: MonthlyReport, *, people: bool) -> Iterable[SalesLine]:
    names = ("changed_by", "removed_by", "district_tick_by", "province_tick_by") if people else ()
    return report.lines.select_related("group__subdistrict", *names).order_by()


def _pairs_without_line(report: MonthlyReport) -> Iterable[RosterEntry]:
    """The roster's pairs of the month that have no line yet, not even a removed one."""
    line = SalesLine.objects.filter(report=report, group=OuterRef("group"), category=OuterRef("category"))
    return roster_of(report).exclude(Exists(line)).select_related("group__subdistrict")


def reading_order(sort_key: str, group_id: int, category: str) -> tuple[str, int, int]:
    """The place of a pair on every page and paper: by name, then by the official order of categories."""
    return (sort_key, group_id, _RANKS[category])
