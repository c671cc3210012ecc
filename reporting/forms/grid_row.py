"""One row of the weekly table with everything that is said about it, before it is drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reporting.actions.sales import Cell, Outcome, RowResult
from reporting.models import MonthlyReport, ReturnedLine
from reporting.stats import doubts
from reporting.stats.desk import Amounts, DeskRow
from reporting.stats.history import NO_HISTORY, History

from .sales import TypedRow


@dataclass(frozen=True, slots=True)
class Beside:
    """What a line's figures are compared with, which of its weeks have figures, and the doubts about it."""

    history: History = NO_HISTORY
    week_before: Amounts | None = None
    weeks: Collection[int] = ()
    doubts: Sequence[str] = ()

    @classmethod
    def of(
        cls,
        row: DeskRow,
        report: MonthlyReport,
        *,
        history: History,
        weeks: Mapping[int, Amounts],
        today: date,
        week_before: Amounts | None = None,
    ) -> Beside:
        """Of a row whose month is known; `weeks` are its entries by number."""
        said = doubts.of_figures(report, row.month, nil=row.nil, weeks=weeks, past=history, today=today)
        return cls(history, week_before, weeks, said)


NOTHING_BESIDE = Beside()


@dataclass(slots=True)
class GridRow:
    """A row of the table with everything that is said about it.

    `typed` is given while something typed is not stored: it stays on the screen. `result` is the
    action's answer to it; `refusal` is the sentence when the whole page was refused. `evidence` is how many
    pieces stand for its line. `number` is None
    for a row that was taken out of the month while its author was typing.
    """

    number: int | None
    row: DeskRow
    editable: bool
    returned: ReturnedLine | None = None
    typed: TypedRow | None = None
    result: RowResult | None = None
    refusal: str = ""
    beside: Beside = NOTHING_BESIDE
    evidence: int = 0

    key: str = field(init=False)
    stored: Cell = field(init=False)

    def __post_init__(self) -> None:
        week = self.row.week
        self.key = f"{self.row.key[0]}-{self.row.key[1]}"
        self.stored = Cell(amounts=week.amounts if week else None, nil=self.row.nil)

    @property
    def in_conflict(self) -> bool:
        return self.editable and self.result is not None and self.result.outcome == Outcome.CONFLICT

    @property
    def is_corrected(self) -> bool:
        """Whether the district has done its part with a returned line."""
        return self.returned is not None and self.returned.is_done_in(self.row)


@dataclass(frozen=True)
class Frame:
    """What all rows of a page share: where their links lead, the weeks of the month, the day in Bangkok.

    The links of ✕ and the notes go on with 17/FOOD/, those of evidence with the line's id; `query`,
    escaped, says which week and page they come back to.
    """

    remove_url: str
    note_url: str
    evidence_url: str
    query: str
    weeks: Collection[int]
    today: date

    def url(self, start: str, item: GridRow) -> str:
        """A link of one row, as an attribute's value."""
        return f"{start}{item.row.key[0]}/{item.row.key[1]}/" + (f"?{self.query}" if self.query else "")
