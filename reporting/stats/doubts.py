"""The doubts about the lines of a month (see `reporting.doubts`), with what each is compared to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.conf import settings

from reporting import doubts
from reporting.doubts import Limits, Past
from reporting.models import CHANNEL_COLUMNS, MonthlyReport, SalesLine, WeeklyEntry

from . import history
from .desk import Amounts, Filled
from .history import NO_HISTORY, History
from .sheet import PairKey


@dataclass(frozen=True)
class Doubted:
    """The doubts about a line in sentences, and the note that answers them, if there is one."""

    sentences: list[str]
    note: str

    @property
    def is_answered(self) -> bool:
        return bool(self.note)


def limits() -> Limits:
    return Limits(high=settings.OTOP_DOUBT_HIGH, round_from=settings.OTOP_DOUBT_ROUND_FROM)


def past_of(found: History) -> Past:
    """What the history says that the rules compare with."""
    online = [amounts[2] for amounts in found.months if amounts]
    return Past(found.last_month, found.median, median(online) if online else None)


def is_complete(report: MonthlyReport, weeks: Collection[int], today: date) -> bool:
    """Whether the line's month can be judged as a whole: it is over, or each of its weeks has figures."""
    return today > report.fiscal_month.last_day or len(weeks) == len(report.fiscal_month.weeks())


def of_report(
    report: MonthlyReport, lines: Iterable[SalesLine], weeks: Filled, *, today: date
) -> Mapping[int, Doubted]:
    """Line id → its doubts, for the report's lines that have some and are not removed; 1 query."""
    histories = history.of_report(report)
    found: dict[int, Doubted] = {}
    for line in lines:
        sentences = of_figures(
            report,
            line.amounts,
            nil=line.nil,
            weeks=weeks.get(line.pk, {}),
            past=histories.get((line.group_id, line.category), NO_HISTORY),
            today=today,
        )
        if sentences and not line.is_removed:
            found[line.pk] = Doubted(sentences, line.note)
    return found


@dataclass(frozen=True)
class DoubtCount:
    """How many lines of a month have doubts, how many of them no note, and the first of these."""

    doubted: int = 0
    unanswered: int = 0
    first: PairKey | None = None


def counts(reports: Sequence[MonthlyReport], *, today: date) -> dict[int, DoubtCount]:
    """Report id → DoubtCount, for months of one district together; 3 queries, none without reports."""
    if not reports:
        return {}
    by_id = {report.pk: report for report in reports}
    histories = history.of_months(reports)
    weeks: dict[int, dict[int, Amounts]] = defaultdict(dict)
    entries = WeeklyEntry.objects.filter(line__report__in=reports).order_by()
    for line_id, week, *amounts in entries.values_list("line_id", "week", *CHANNEL_COLUMNS):
        weeks[line_id][week] = tuple(amounts)
    found = dict.fromkeys(by_id, DoubtCount())
    lines = (
        SalesLine.objects.filter(report__in=reports)
        .present()
        .order_by("group__sort_key", "group_id", "category")
    )
    columns = ("id", "report_id", "group_id", "category", "nil", "note", *CHANNEL_COLUMNS)
    for line_id, report_id, group_id, category, nil, note, *amounts in lines.values_list(*columns):
        key = (group_id, category)
        past = histories[report_id].get(key, NO_HISTORY)
        own = {"nil": nil, "weeks": weeks.get(line_id, {}), "past": past, "today": today}
        if of_figures(by_id[report_id], tuple(amounts), **own):
            before = found[report_id]
            first = before.first or (None if note else key)
            found[report_id] = DoubtCount(before.doubted + 1, before.unanswered + (not note), first)
    return found


def of_figures(
    report: MonthlyReport,
    amounts: Amounts,
    *,
    nil: bool,
    weeks: Mapping[int, Amounts],
    past: History,
    today: date,
) -> list[str]:
    """The sentences about one line of the report: its month, its weeks by number, its history."""
    return doubts.of_line(
        amounts,
        nil=nil,
        weeks=weeks.values(),
        past=past_of(past),
        complete=is_complete(report, weeks, today),
        limits=limits(),
    )
