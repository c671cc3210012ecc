"""RT.3: a province's month by district and product category. `build` makes it; pages and files only draw it.

A producer that sells in two categories is counted in both columns and once in the row's sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from reporting.fiscal import FiscalMonth
from reporting.formats import baht_text, money
from reporting.models import Category, Province
from reporting.stats.sales import ZERO, Basis, DistrictFigures
from reporting.stats.tie_out import TieOut

from .past import Past
from .province_paper import ProvincePaper, signatures_of
from .rows import DistrictRow, standing
from .tables import Column, Kind, Table, Value

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


@dataclass(frozen=True, kw_only=True)
class Report(ProvincePaper):
    """`total` sums all districts that have figures, `confirmed` those that the province has confirmed."""

    categories: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Sum
    confirmed: Sum
    form: str = FORM
    heading_title: str = TITLE

    @property
    def is_confirmed(self) -> bool:
        """Whether nothing in the sum still waits for the province."""
        return self.total.districts == self.confirmed.districts

    @property
    def tables(self) -> tuple[Table, ...]:
        rows = tuple(
            (number, row.paper_name, *_values(row.cells, row.total))
            for number, row in enumerate(self.rows, 1)
        )
        sums = [(f"รวม {self.total.districts} อำเภอ", self.total)]
        if not self.is_confirmed:
            sums.append((f"ยืนยันแล้ว {self.confirmed.districts} อำเภอ", self.confirmed))
        totals = tuple(("", label, *_values(one.cells, one.total)) for label, one in sums)
        return (Table(self.form, columns(self.categories), rows, totals),)

    @property
    def closing(self) -> tuple[str, ...]:
        baht = self.total.total.baht
        return (
            f"ยอดจำหน่ายรวมทั้งสิ้น {money(baht)} บาท ({baht_text(baht)})",
            "ผู้ผลิตที่มีหลายประเภทผลิตภัณฑ์นับในทุกประเภทที่มี และนับครั้งเดียวในช่องรวม",
        )


def build(
    province: Province,
    month: FiscalMonth,
    *,
    figures: Sequence[DistrictFigures],
    tie_out: TieOut | None = None,
    past: Past | None = None,
) -> Report:
    """The form as a draft from the figures of `stats.sales.province_month`, in their order; no query."""
    rows = tuple(_row(own) for own in figures)
    return Report(
        province=province,
        month=month,
        categories=tuple(category.label for category in Category),
        rows=rows,
        total=_sum([row for row in rows if row.basis != Basis.NONE]),
        confirmed=_sum([row for row in rows if row.basis == Basis.CONFIRMED]),
        tie_out=tie_out,
        signatures=signatures_of(province),
        past=past,
    )


def columns(categories: tuple[str, ...]) -> tuple[Column, ...]:
    """The table's columns, the same on the blank form."""
    pairs = (
        (Column("ราย", Kind.COUNT, people, group), Column("บาท", Kind.BAHT, baht, group))
        for group, people, baht in (*((category, 9.5, 25) for category in categories), ("รวม", 10, 29.5))
    )
    return (Column("ที่", Kind.COUNT, 8), Column("อำเภอ", Kind.TEXT, 27), *chain.from_iterable(pairs))


def _values(cells: tuple[Cell, ...], total: Cell) -> tuple[Value, ...]:
    return tuple(chain.from_iterable((cell.producers, cell.baht) for cell in (*cells, total)))


def _row(figures: DistrictFigures) -> Row:
    return Row(
        **standing(figures),
        cells=tuple(Cell(*figures.category(category)) for category in Category),
        total=Cell(figures.producer_count, figures.category_total),
    )


def _sum(rows: list[Row]) -> Sum:
    parts = tuple(_add([row.cells[position] for row in rows]) for position in range(len(Category)))
    return Sum(len(rows), parts, _add([row.total for row in rows]))


def _add(cells: list[Cell]) -> Cell:
    return Cell(sum(cell.producers for cell in cells), sum((cell.baht for cell in cells), ZERO))
