"""The one protocol by which forms of tables are drawn: on the screen, on paper and as a spreadsheet.

A form has `title`, `heading` (lines above), `tables`, `closing` (lines below) and `is_draft`. Its `build`
puts plain values into the tables; how a value is written is decided here, once, for the page and for the
paper, and in `xlsx` for the spreadsheet. Texts carry Arabic digits, which the paper turns into Thai.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from reporting.formats import DASH, money, money_or_dash, percent_text, signed_money

Value = str | int | Decimal | None
"""Text, a count, baht, a change in baht or a percentage, by the kind of the column; text may be in any."""


class Kind(StrEnum):
    TEXT = "text"
    COUNT = "count"
    BAHT = "baht"
    CHANGE = "change"
    PERCENT = "percent"


@dataclass(frozen=True)
class Column:
    """`width` is in millimetres on paper; neighbours of the same `group` share a head above their own."""

    label: str
    kind: Kind
    width: float
    group: str = ""

    @property
    def mm(self) -> int:
        """The width in tenths of a millimetre: the name of its rule in print-tables.css."""
        return round(self.width * 10)


@dataclass(frozen=True)
class Head:
    """A cell of the two rows of heads."""

    label: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Cell:
    text: str
    kind: Kind


@dataclass(frozen=True)
class Table:
    """`totals` are rows of sums under the rows; in them a zero is written out.

    On paper a table begins a page of its own, unless it is short enough to follow the one before.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[tuple[Value, ...], ...] = ()
    caption: str = ""
    follows: bool = False

    @property
    def is_dense(self) -> bool:
        """Whether the columns need the smaller letters to stand side by side."""
        return len(self.columns) > 10

    @property
    def upper_heads(self) -> list[Head]:
        """The first row of heads: groups, and columns without one, which reach over both rows."""
        heads = []
        for group, columns in groupby(self.columns, key=lambda column: column.group):
            own = list(columns)
            heads += [Head(group, len(own))] if group else [Head(column.label, rows=2) for column in own]
        return heads

    @property
    def lower_heads(self) -> list[Head]:
        return [Head(column.label) for column in self.columns if column.group]

    @property
    def drawn_rows(self) -> list[list[Cell]]:
        return [self._drawn(row) for row in self.rows]

    @property
    def drawn_totals(self) -> list[list[Cell]]:
        return [self._drawn(row, in_sum=True) for row in self.totals]

    def _drawn(self, row: Iterable[Value], *, in_sum: bool = False) -> list[Cell]:
        return [
            Cell(written(value, column.kind, in_sum=in_sum), column.kind)
            for value, column in zip(row, self.columns, strict=True)
        ]


def written(value: Value, kind: Kind, *, in_sum: bool = False) -> str:
    """A value as people read it: one zero, one money format, whatever draws it."""
    if isinstance(value, str):
        return value
    if kind == Kind.PERCENT:
        return percent_text(value)
    if value is None:
        return ""
    if kind == Kind.CHANGE:
        return signed_money(value) if value or in_sum else DASH
    if kind == Kind.BAHT:
        return money(value) if in_sum else money_or_dash(value)
    return f"{value:,}" if value or in_sum else DASH


def digest(title: str, tables: Iterable[Table]) -> str:
    """The SHA-256 of what a form of tables says: its title and every value as it is written."""
    content = [title, *([table.name, *table.rows, *table.totals] for table in tables)]
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
