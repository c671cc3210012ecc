"""Recomputing what is stored twice about corrections: a report and its grant name each other (R13)."""

from __future__ import annotations

from collections.abc import Iterator

from reporting.models import Correction, CorrectionState

CHUNK = 2_000


def corrections() -> Iterator[str | None]:
    """Every correction: its report is drafted under it exactly while it is granted."""
    rows = Correction.objects.order_by("pk").values_list("pk", "state", "report_id", "report__correction_id")
    for pk, state, report_id, drafted_under in rows.iterator(CHUNK):
        wrong = (state == CorrectionState.GRANTED) != (drafted_under == pk)
        yield f"correction {pk}: {state}, report {report_id} under {drafted_under}" if wrong else None
