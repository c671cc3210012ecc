"""The province's way through a submitted month: what has to be looked at first, then the rest (D08, P41).

Three tables under one address: the flagged lines with the random sample, the rest, and the plain list. Each
group can be ticked at once, with the versions that were on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reporting.models import MonthlyReport, ReturnedLine
from reporting.risk import Flag
from reporting.stats import returned, review
from reporting.stats.sheet import SheetRow

LOOK, REST, LIST = "", "rest", "list"
SHOWN = (LOOK, REST, LIST)
CHANGED_WEIGHT = 100
RETURNED_WEIGHT = 1_000
"""What was sent back and comes again is looked at before everything else."""


@dataclass(frozen=True)
class Tab:
    """One of the three tables: its name, its address, and how many of its lines are ticked."""

    label: str
    count: int
    ticked: int
    query: str
    current: bool


@dataclass(frozen=True)
class Group:
    """A group that a button ticks: how many lines, and which versions are on the screen."""

    label: str
    count: int
    seen: str


class SheetReview:
    """The groups of a submitted month, and which of them is shown."""

    def __init__(
        self,
        report: MonthlyReport,
        rows: Sequence[SheetRow],
        flags: Mapping[int, Sequence[Flag]],
        *,
        shown: str,
    ) -> None:
        self.seed, self.size = review.seed(report), review.sample_size(report)
        self._rows, self.is_correction = rows, report.correction_id is not None
        self._groups = review.arrange(rows, flags, seed=self.seed, size=self.size)
        self.shown = shown if shown or self.to_look_at else LIST

    @cached_property
    def rows(self) -> Sequence[SheetRow]:
        """The rows of the table that is shown, in its order."""
        groups = self._groups
        return {LOOK: groups.to_look_at, REST: groups.rest, LIST: self._rows}[self.shown]

    @property
    def to_look_at(self) -> list[SheetRow]:
        return self._groups.to_look_at

    @property
    def drawn(self) -> set[int]:
        """The lines of the random sample."""
        return {row.line.pk for row in self._groups.sample}

    @cached_property
    def looked_at(self) -> int:
        return _ticked(self.to_look_at)

    @property
    def expected(self) -> int:
        return len(self.to_look_at)

    @cached_property
    def tabs(self) -> list[Tab]:
        tables = (
            (LOOK, "ที่แก้ไข" if self.is_correction else "ต้องดู", self.to_look_at),
            (REST, "ไม่เปลี่ยน" if self.is_correction else "ที่เหลือ", self._groups.rest),
            (LIST, "เรียงตามชื่อ", self._rows),
        )
        return [
            Tab(label, len(_present(rows)), _ticked(rows), f"show={show}" if show else "", show == self.shown)
            for show, label, rows in tables
        ]

    @cached_property
    def groups(self) -> list[Group]:
        """The groups that still have lines to tick, for the buttons."""
        named = (
            ("ที่แก้ไข" if self.is_correction else "ที่มีข้อสังเกต", self._groups.flagged),
            ("ที่สุ่มได้", self._groups.sample),
            ("ที่เหลือ", self._groups.rest),
        )
        return [
            Group(label, len(present), " ".join(f"{row.line.pk}:{row.version}" for row in present))
            for label, rows in named
            if (present := _present(rows)) and _ticked(rows) < len(present)
        ]

    @property
    def counts(self) -> str:
        """How many lines each group has, in words."""
        flagged, sample, rest = self._groups.flagged, self._groups.sample, _present(self._groups.rest)
        if self.is_correction:
            return f"แก้ไข {len(flagged):,} · ไม่เปลี่ยนจากฉบับที่ยืนยันแล้ว {len(rest):,} รายการ คงการยืนยันไว้"
        return f"มีข้อสังเกต {len(flagged):,} · สุ่มได้ {len(sample):,} · ที่เหลือ {len(rest):,} รายการ"


def returned_first(
    flags: Mapping[int, Sequence[Flag]], sent_again: Mapping[int, ReturnedLine]
) -> Mapping[int, Sequence[Flag]]:
    """The flags with one more, the heaviest, for each line that the district has sent again."""
    came = {
        line_id: Flag("RETURNED", RETURNED_WEIGHT, returned.what_came_of(item))
        for line_id, item in sent_again.items()
    }
    return {**flags, **{line_id: [flag, *flags.get(line_id, ())] for line_id, flag in came.items()}}


def _present(rows: Sequence[SheetRow]) -> list[SheetRow]:
    return [row for row in rows if row.line and not row.line.is_removed]


def _ticked(rows: Sequence[SheetRow]) -> int:
    return sum(row.line.is_ticked_by_province for row in _present(rows))
