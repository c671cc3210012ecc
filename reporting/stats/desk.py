"""The rows of the weekly table: what one page of the desk needs of a line, read without objects.

The desk is the page that is opened most, and building the objects of a hundred lines costs more than
everything else on it. So its rows are plain values straight from the database, in the same order and with
the same rule of what is expected as `sheet`. A pair is done with a week when its line has an entry there,
or has no sales in the whole month.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from reporting.models import CHANNEL_COLUMNS, Category, MonthlyReport, ProducerGroup, SalesLine, WeeklyEntry

from . import sheet
from .sheet import ZERO, PairKey

Amounts = tuple[Decimal, Decimal, Decimal]

_GROUP_COLUMNS = ("name", "sort_key", "producer_type", "subdistrict__name_th")
_LINE_COLUMNS = ("id", "version", "nil", "note", "removed_at", "producer_type", *CHANNEL_COLUMNS)


class WeekFigures(NamedTuple):
    """One line's entry of a week: baht by channel, when it was saved, and the name of who did."""

    amounts: Amounts
    saved_at: datetime
    author: str


@dataclass(slots=True)
class DeskRow:
    """One (producer, category) pair; `line_id` is None and the figures are zero while it has no line."""

    key: PairKey
    name: str
    sort_key: str
    producer_type: str
    subdistrict: str
    line_id: int | None = None
    version: int = 0
    nil: bool = False
    note: str = ""
    removed_at: datetime | None = None
    month: Amounts = (ZERO, ZERO, ZERO)
    week: WeekFigures | None = None

    @property
    def label(self) -> str:
        return f"{self.name} · {Category(self.key[1]).label}"

    @property
    def total(self) -> Decimal:
        """The month's sales over the three channels, in baht."""
        return self.month[0] + self.month[1] + self.month[2]

    @property
    def amounts(self) -> Amounts:
        """The month's sales in baht by channel."""
        return self.month

    def is_done(self, week: int, filled: Filled) -> bool:
        """Whether nothing is left to enter in this week."""
        return self.nil or week in filled.get(self.line_id, ())

    def is_reported(self, filled: Filled) -> bool:
        """Whether the line has figures in some week, or none to report (R5)."""
        return self.nil or self.line_id in filled


Filled = Mapping[int | None, Mapping[int, Amounts]]
"""Line id → number of each week that has an entry → its baht by channel."""

Entries = Mapping[int | None, Mapping[int, WeekFigures]]
"""The same with who saved it and when."""


def rows(report: MonthlyReport) -> list[DeskRow]:
    """All rows of the report in reading order, without their week; 2 queries, 3 while pairs have no line."""
    found = _rows_with_line(report)
    missing = set(sheet.expected_keys(report)) - {row.key for row in found}
    found += _rows_without_line(missing)
    return sorted(found, key=lambda row: sheet.reading_order(row.sort_key, *row.key))


def entries(report: MonthlyReport) -> Entries:
    """What the lines of the report say week by week, with who saved it and when; 1 query."""
    found: dict[int | None, dict[int, WeekFigures]] = {}
    weeks = WeeklyEntry.objects.filter(line__report=report).order_by()
    columns = ("line_id", "week", *CHANNEL_COLUMNS, "saved_at", "saved_by__full_name")
    for line_id, week, *amounts, at, author in weeks.values_list(*columns):
        found.setdefault(line_id, {})[week] = WeekFigures(tuple(amounts), at, author)
    return found


def read_week(rows: Iterable[DeskRow], week: int, entries: Entries) -> None:
    """Fill in what the rows say in one week."""
    for row in rows:
        row.week = entries.get(row.line_id, {}).get(week)


def amounts_of(entries: Entries) -> Filled:
    """The figures alone, by line and week."""
    return {
        line_id: {week: figures.amounts for week, figures in weeks.items()}
        for line_id, weeks in entries.items()
    }


def filled(report: MonthlyReport) -> Filled:
    """The entries of every line of the report by week; 1 query."""
    weeks: dict[int | None, dict[int, Amounts]] = {}
    entries = WeeklyEntry.objects.filter(line__report=report).order_by()
    for line_id, week, *amounts in entries.values_list("line_id", "week", *CHANNEL_COLUMNS):
        weeks.setdefault(line_id, {})[week] = tuple(amounts)
    return weeks


def done(rows: Sequence[DeskRow], report: MonthlyReport, filled: Filled) -> dict[int, bool]:
    """Week number → whether every one of the rows is done with it."""
    numbers = [week.number for week in report.fiscal_month.weeks()]
    return {number: bool(rows) and all(row.is_done(number, filled) for row in rows) for number in numbers}


def sums(amounts: Iterable[Amounts]) -> Amounts:
    """Baht by channel over all of them."""
    regular = transfer = online = ZERO
    for one in amounts:
        regular, transfer, online = regular + one[0], transfer + one[1], online + one[2]
    return regular, transfer, online


def _rows_with_line(report: MonthlyReport) -> list[DeskRow]:
    group = (f"group__{column}" for column in _GROUP_COLUMNS)
    lines = SalesLine.objects.filter(report=report).order_by()
    found = []
    for group_id, category, name, sort_key, _, subdistrict, *line in lines.values_list(
        "group_id", "category", *group, *_LINE_COLUMNS
    ):
        line_id, version, nil, note, removed_at, producer_type, *month = line
        row = DeskRow((group_id, category), name, sort_key, producer_type, subdistrict, line_id, version, nil)
        row.note, row.removed_at, row.month = note, removed_at, tuple(month)
        found.append(row)
    return found


def _rows_without_line(missing: Collection[PairKey]) -> list[DeskRow]:
    if not missing:
        return []
    groups = ProducerGroup.objects.filter(pk__in={group_id for group_id, _ in missing}).order_by()
    facts = {group_id: values for group_id, *values in groups.values_list("id", *_GROUP_COLUMNS)}
    return [DeskRow(key, *facts[key[0]]) for key in missing]
