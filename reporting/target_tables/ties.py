"""Whether the printed sums of a table are those of its cells: each column, each line, and the corner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .reading import PrintedTable

Place = tuple[int, int]
"""Line and column of a cell, counted from 0."""

ZERO = Decimal(0)


@dataclass(frozen=True)
class Tie:
    """One printed sum. `line` is None in the line of sums; `added` is the sum of its cells, in baht."""

    line: int | None
    column: int
    label: str
    printed: Decimal
    added: Decimal
    summands: tuple[Place, ...]

    @property
    def difference(self) -> Decimal:
        """What the print says less what its cells add up to."""
        return self.printed - self.added

    @property
    def ties(self) -> bool:
        return not self.difference


def of(table: PrintedTable, *, instead: Mapping[Place, Decimal | None] | None = None) -> list[Tie]:
    """Every printed sum of the table, the lines' first; `instead` has other figures for some of its cells."""
    instead = instead or {}
    found = []
    for line, own in enumerate(table.lines):
        for at, column in enumerate(table.columns):
            if column.is_sum and own.cells[at].baht is not None:
                label = f"{own.name}: {column.label}"
                found.append(_tie(table, line, at, label, own.cells[at].baht, instead))
    for at, cell in enumerate(table.totals):
        if cell.baht is not None:
            found.append(_tie(table, None, at, table.columns[at].label, cell.baht, instead))
    return found


def _tie(
    table: PrintedTable,
    line: int | None,
    at: int,
    label: str,
    printed: Decimal,
    instead: Mapping[Place, Decimal | None],
) -> Tie:
    sums = table.columns[at]
    columns = [place for place in table.figures if sums.adds(table.columns[place])] if sums.is_sum else [at]
    lines = range(len(table.lines)) if line is None else [line]
    summands = tuple((row, column) for row in lines for column in columns)
    figures = (instead[place] if place in instead else table.baht(*place) for place in summands)
    return Tie(line, at, label, printed, sum((one for one in figures if one is not None), ZERO), summands)
