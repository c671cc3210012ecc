"""The doubts about the lines of a month (see `reporting.doubts`), with what each is compared to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.conf import settings

from reporting import doubts
from reporting.doubts import Limits, Past
from reporting.models import MonthlyReport, SalesLine

from . import history
from .desk import Amounts, Filled
from .history import NO_HISTORY, History


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
