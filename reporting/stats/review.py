"""In which order a province looks at a submitted month: flagged lines, a random sample, then the rest.

The sample is fixed by a seed that everybody can recompute and nobody can know before the submission: it is
made of the report, its revision and the moment of its submission to the microsecond. Each line has a place in
the draw that depends on the seed and the line alone, so the sample stays while one works on it. Every tick of
the province writes the seed and the size into the audit log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from django.conf import settings

from reporting.models import MonthlyReport, SalesLine
from reporting.risk import Flag

from .sheet import SheetRow


@dataclass(frozen=True)
class Review:
    """The rows of a submitted month in three groups; the first two have to be looked at one by one."""

    flagged: Sequence[SheetRow]
    sample: Sequence[SheetRow]
    rest: Sequence[SheetRow]

    @property
    def to_look_at(self) -> list[SheetRow]:
        return [*self.flagged, *self.sample]


def seed(report: MonthlyReport) -> str:
    """What the sample of a submitted report is drawn by."""
    at = report.submitted_at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(f"{report.pk}:{report.revision}:{at}".encode()).hexdigest()[:16]


def sample_size(report: MonthlyReport) -> int:
    """How many lines are drawn by chance; of a correction only the difference is looked at (R13)."""
    return 0 if report.correction_id else settings.OTOP_REVIEW_SAMPLE


def arrange(rows: Sequence[SheetRow], flags: Mapping[int, Sequence[Flag]], *, seed: str, size: int) -> Review:
    """The rows in their groups: flagged by weight, `size` others by chance, the rest in reading order.

    Removed lines belong to the rest: nothing of them is confirmed.
    """
    flagged = [row for row in rows if row.line and row.line.pk in flags]
    flagged.sort(key=lambda row: (-sum(flag.weight for flag in flags[row.line.pk]), row.number))
    others = [row for row in rows if row.line and row.line.pk not in flags and not row.line.is_removed]
    drawn = sorted(others, key=lambda row: _lot(seed, row.line))[: max(0, size)]
    drawn.sort(key=lambda row: row.number)
    taken = {row.number for row in (*flagged, *drawn)}
    return Review(flagged, drawn, [row for row in rows if row.number not in taken])


def _lot(seed: str, line: SalesLine) -> str:
    return hashlib.sha256(f"{seed}:{line.pk}".encode()).hexdigest()
