"""Mending what the province sent back: lines with all their weeks, and the answers, in one press (R10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.models import MonthlyReport, ReturnedLine, State, User

from . import imports, locks, returns
from .imports import MonthResult, MonthRow
from .returns import Answer, AnswerResult


@dataclass(frozen=True)
class Fixed:
    """What became of each line's figures and of each answer, and how many returned lines are left."""

    lines: Sequence[MonthResult]
    answers: Sequence[AnswerResult]
    left: int


@transaction.atomic
def fix(
    *,
    report: MonthlyReport,
    rows: Sequence[MonthRow] = (),
    answers: Sequence[Answer] = (),
    for_the_rest: str = "",
    by: User,
    now: datetime,
) -> Fixed:
    """Store the figures of returned lines, then the answers; `for_the_rest` answers every line still left.

    A row or an answer that cannot be stored keeps nothing else from being stored. Raises WrongState when no
    return is in force, NotAllowed without the right.
    """
    report = locks.lock_report(report)
    access.require(by, Permission.ENTER, report)
    if report.state != State.RETURNED:
        locks.require_takes_figures(report, now=now)
        raise locks.nothing_returned()
    who = {"report": report, "by": by, "now": now}
    saved = imports.store(rows=rows, action="fix_lines", **who) if rows else []
    said = returns.answer(answers=answers, **who) if answers else []
    left = _left(report)
    if for_the_rest.strip() and left:
        said = [*said, *returns.answer(answers=[Answer(pk, "", for_the_rest) for pk in left], **who)]
        left = []
    return Fixed(saved, said, len(left))


def _left(report: MonthlyReport) -> list[int]:
    """The ids of the returned lines that came to nothing so far."""
    of_report = ReturnedLine.objects.in_force().filter(sent_back__report=report)
    return sorted(of_report.left().values_list("line_id", flat=True))
