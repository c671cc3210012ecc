"""Recomputing what is stored twice about who may change figures when (R13, R14).

A report and its grant name each other; a report is closed as its month is, and knows its extension's day.
"""

from __future__ import annotations

from collections.abc import Iterator

from reporting.models import Correction, CorrectionState, Extension, MonthlyReport

CHUNK = 2_000


def corrections() -> Iterator[str | None]:
    """Every correction: its report is drafted under it exactly while it is granted."""
    rows = Correction.objects.order_by("pk").values_list("pk", "state", "report_id", "report__correction_id")
    for pk, state, report_id, drafted_under in rows.iterator(CHUNK):
        wrong = (state == CorrectionState.GRANTED) != (drafted_under == pk)
        yield f"correction {pk}: {state}, report {report_id} under {drafted_under}" if wrong else None


def times() -> Iterator[str | None]:
    """Every report: closed as its month is, extended as its extension in force says."""
    until = dict(Extension.objects.in_force().values_list("report_id", "until"))
    rows = MonthlyReport.objects.order_by("pk")
    columns = ("pk", "closed", "month__closed_at", "extended_until")
    for pk, closed, closed_at, extended_until in rows.values_list(*columns).iterator(CHUNK):
        wrong = closed != (closed_at is not None) or extended_until != until.get(pk)
        said = f"closed {closed}, its month {closed_at}, extended {extended_until}, should be {until.get(pk)}"
        yield f"report {pk}: {said}" if wrong else None
