"""RT.3: a province's month by district and product category. `build` makes it; pages and files only draw it.

A producer that sells in two categories is counted in both columns and once in the row's sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.fiscal import FiscalMonth
from reporting.models import Category, Province
from reporting.stats.sales import ZERO, Basis, DistrictFigures

from .rows import DistrictRow, standing

FORM = "รต.๓"
TITLE = "รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP แยกตามผลิตภัณฑ์"


@dataclass(frozen=True)
class Cell:
    """Producers and baht."""

    producers: int = 0
    baht: Decimal = ZERO


@dataclass(frozen=True)
class Row(DistrictRow):
    """A district, with one cell per category in the official order."""

    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Sum:
    """The sum of so many districts."""

    districts: int
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class Report:
    """`total` sums all districts that have figures, `confirmed` those that the province has confirmed."""

    province: Province
    month: FiscalMonth
    categories: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Sum
    confirmed: Sum
    form: str = FORM
    title: str = TITLE

    @property
    def is_confirmed(self) -> bool:
        """Whether nothing in the sum still waits for the province."""
        return self.total.districts == self.confirmed.districts


def build(province: Province, month: FiscalMonth, *, figures: Sequence[DistrictFigures]) -> Report:
    """The form from the figures of `stats.sales.province_month`, in their order; no query."""
    rows = tuple(_row(own) for own in figures)
    return Report(
        province=province,
        month=month,
        categories=tuple(category.label for category in Category),
        rows=rows,
        total=_sum([row for row in rows if row.basis != Basis.NONE]),
        confirmed=_sum([row for row in rows if row.basis == Basis.CONFIRMED]),
    )


def _row(figures: DistrictFigures) -> Row:
    return Row(
        **standing(figures),
        cells=tuple(Cell(*figures.category(category)) for category in Category),
        total=Cell(figures.producer_count, figures.category_total),
    )


def _sum(rows: list[Row]) -> Sum:
    columns = tuple(_add([row.cells[position] for row in rows]) for position in range(len(Category)))
    return Sum(len(rows), columns, _add([row.total for row in rows]))


def _add(cells: list[Cell]) -> Cell:
    return Cell(sum(cell.producers for cell in cells), sum((cell.baht for cell in cells), ZERO))
