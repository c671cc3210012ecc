"""Which cells of a published table stay hidden, so that nobody's sales can be told or worked out; pure.

A cell that few producers stand behind is hidden. The sums are part of the table: a row's cells and its sum, a
column's cells and its sum are equations, and a hidden cell that is alone in one can be computed. Seen as a
graph – rows and columns are points, hidden cells are lines between them – a cell can be computed exactly when
taking its line away cuts its row off from its column. So further cells are hidden until every hidden one lies
on a ring, the smallest amounts first.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal

FEWEST = 5
Cell = tuple[int, int]
Point = tuple[str, int]


def hidden(
    counts: Sequence[Sequence[int]], amounts: Sequence[Sequence[Decimal]], *, fewest: int = FEWEST
) -> frozenset[Cell]:
    """The (row, column) of cells not to be shown; the last row and the last column are the sums.

    `counts` are the producers behind a cell: one with none is no secret, its amount is nothing. Where no ring
    can be closed everything is hidden.
    """
    rows, columns = range(len(counts)), range(len(counts[0]))
    cells = [(row, column) for row in rows for column in columns]
    found = {cell for cell in cells if 0 < counts[cell[0]][cell[1]] < fewest}
    costs = {cell: amounts[cell[0]][cell[1]] for cell in cells if amounts[cell[0]][cell[1]] > 0}
    while alone := computable(found):
        ring = _cheapest_way(min(alone), found, costs)
        if ring is None:
            return frozenset(cells)
        found |= ring
    return frozenset(found)


def computable(found: AbstractSet[Cell]) -> set[Cell]:
    """Those of the hidden cells that the shown ones give away."""
    return {cell for cell in found if _cheapest_way(cell, found, {}) is None}


def _cheapest_way(
    cell: Cell, found: set[Cell] | frozenset[Cell], costs: dict[Cell, Decimal]
) -> set[Cell] | None:
    """The cells to hide besides so that a way leads from the cell's row to its column without itself.

    Hidden cells cost nothing, others their amount; None where no way leads.
    """
    lines: dict[Point, list[tuple[Decimal, Point, Cell]]] = {}
    for other in (found | costs.keys()) - {cell}:
        cost = Decimal(0) if other in found else costs[other]
        row, column = ("row", other[0]), ("column", other[1])
        lines.setdefault(row, []).append((cost, column, other))
        lines.setdefault(column, []).append((cost, row, other))
    goal, seen = ("column", cell[1]), set()
    waiting: list[tuple[Decimal, Point, tuple[Cell, ...]]] = [(Decimal(0), ("row", cell[0]), ())]
    while waiting:
        spent, point, way = heapq.heappop(waiting)
        if point == goal:
            return set(way) - found
        if point in seen:
            continue
        seen.add(point)
        for cost, following, other in lines.get(point, ()):
            if following not in seen:
                heapq.heappush(waiting, (spent + cost, following, (*way, other)))
    return None
