"""Which lines of a report the district may change: all, the returned (R10), or the granted ones (R13).

A correction that the province sends back is held by both: only returned lines of granted pairs can be
changed, and whatever else was returned is answered in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.errors import WrongState
from reporting.models import MonthlyReport, SalesLine
from reporting.stats.sheet import PairKey

from . import locks

NOT_RETURNED = "จังหวัดไม่ได้ส่งคืนรายการนี้ จึงแก้ไขไม่ได้"
NOT_GRANTED = "รายการนี้ไม่อยู่ในรายการที่ได้รับอนุญาตให้แก้ไข จึงแก้ไขไม่ได้"


@dataclass(frozen=True)
class Reach:
    """`returned` are line ids, `granted` pairs with the ids of their lines; None stands for no limit."""

    returned: set[int] | None = None
    granted: Mapping[PairKey, int | None] | None = None

    @property
    def is_limited(self) -> bool:
        return self.returned is not None or self.granted is not None

    def refusal(self, line_id: int | None, key: PairKey) -> str:
        """Why the pair, whose line has this id or none yet, may not be changed; nothing if it may."""
        if self.returned is not None and line_id not in self.returned:
            return NOT_RETURNED
        if self.granted is not None and key not in self.granted:
            return NOT_GRANTED
        return ""

    def refusal_of(self, line_id: int) -> str:
        """The same for a line that is there, by its id alone."""
        if self.returned is not None and line_id not in self.returned:
            return NOT_RETURNED
        if self.granted is not None and line_id not in self.granted.values():
            return NOT_GRANTED
        return ""

    def require(self, line: SalesLine) -> None:
        """Raise WrongState unless the line may be changed."""
        if sentence := self.refusal(line.pk, (line.group_id, line.category)):
            raise WrongState(sentence)


def of_report(report: MonthlyReport) -> Reach:
    """What may be changed in the report as it stands; no query unless it was returned or is a correction."""
    return Reach(locks.returned_line_ids(report), granted(report))


def granted(report: MonthlyReport) -> dict[PairKey, int | None] | None:
    """The pairs that the correction may change, with their lines; None where there is none."""
    if not report.correction_id:
        return None
    return {pair.key: pair.line_id for pair in report.correction.lines.filter(granted=True).with_line()}
