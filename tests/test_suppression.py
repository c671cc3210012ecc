"""Hidden cells of a public table: few producers, and nothing that the sums give away."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reporting.suppression import FEWEST, computable, hidden


def with_sums(inner: list[list[int]]) -> list[list[int]]:
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def decimals(table: list[list[int]]) -> list[list[Decimal]]:
    return [[Decimal(value) for value in row] for row in table]


def solved(table: list[list[int]], found: frozenset) -> set:
    """The hidden cells that plain algebra gets out of the equations of rows and columns (Gauss)."""
    unknown = sorted(found)
    equations = [
        [Fraction(cell[axis] == at) for cell in unknown]
        for axis in (0, 1)
        for at in range(len(table) if axis == 0 else len(table[0]))
    ]
    # The sums stand with the other sign; only which cells are determined matters.
    last = (len(table) - 1, len(table[0]) - 1)
    for axis, block in enumerate((equations[: len(table)], equations[len(table) :])):
        for row in block:
            for place, cell in enumerate(unknown):
                if cell[1 - axis] == last[1 - axis]:
                    row[place] = -row[place]
    rank, pivots = 0, []
    for column in range(len(unknown)):
        pivot = next((at for at in range(rank, len(equations)) if equations[at][column]), None)
        if pivot is None:
            continue
        equations[rank], equations[pivot] = equations[pivot], equations[rank]
        equations[rank] = [value / equations[rank][column] for value in equations[rank]]
        for at in range(len(equations)):
            if at != rank and equations[at][column]:
                factor = equations[at][column]
                equations[at] = [a - factor * b for a, b in zip(equations[at], equations[rank], strict=True)]
        pivots.append(column)
        rank += 1
    return {unknown[column] for at, column in enumerate(pivots) if sum(map(bool, equations[at])) == 1}


PRODUCERS = st.sampled_from([0, 1, 3, 4, 5, 6, 40])
tables = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(PRODUCERS, min_size=width, max_size=width), min_size=1, max_size=6)
)


@given(tables)
def test_what_few_stand_behind_is_hidden_and_no_equation_gives_it_away(inner):
    counts = with_sums(inner)
    amounts = decimals(with_sums([[value * 1000 + 7 * bool(value) for value in row] for row in inner]))
    found = hidden(counts, amounts)
    for row, own in enumerate(counts):
        for column, producers in enumerate(own):
            assert not 0 < producers < FEWEST or (row, column) in found
    if len(found) < len(counts) * len(counts[0]):
        assert solved(counts, found) == computable(found) == set()


@given(tables)
def test_a_table_without_few_producers_is_shown_whole(inner):
    counts = with_sums([[value * FEWEST for value in row] for row in inner])
    assert hidden(counts, decimals(counts)) == frozenset()


def test_one_small_cell_takes_the_cheapest_ring_with_it():
    inner = [[3, 90, 50], [80, 20, 10], [70, 60, 40]]
    found = hidden(with_sums(inner), decimals(with_sums(inner)))
    assert found == {(0, 0), (0, 2), (1, 0), (1, 2)}


def test_a_small_sum_is_hidden_too():
    counts = with_sums([[1, 2], [50, 60]])
    found = hidden(counts, decimals(counts))
    assert {(0, 0), (0, 1), (0, 2)} <= found


def test_a_cell_with_nobody_behind_it_is_shown():
    counts = with_sums([[0, 50], [60, 70]])
    assert hidden(counts, decimals(counts)) == frozenset()


def test_where_no_ring_can_be_closed_everything_is_hidden():
    assert hidden([[3, 9]], decimals([[300, 900]])) == {(0, 0), (0, 1)}
