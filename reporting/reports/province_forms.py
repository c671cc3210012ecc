"""RT.3 and RT.4 of a province and month from one reading, held against each other.

Both tell the same sales, once by category and once by channel, and both sums are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reporting.fiscal import FiscalMonth
from reporting.models import Province
from reporting.stats import sales

from . import rt3, rt4


@dataclass(frozen=True)
class TieOut:
    """The two sums in baht, and the districts in which the forms differ."""

    by_category: Decimal
    by_channel: Decimal
    differing: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        return not self.differing and self.by_category == self.by_channel


@dataclass(frozen=True)
class ProvinceForms:
    rt3: rt3.Report
    rt4: rt4.Report
    tie_out: TieOut


def build(province: Province, month: FiscalMonth, *, working: bool) -> ProvinceForms:
    """The two forms; at most 7 queries. `working` is for the province's own eyes only (R12)."""
    figures = sales.province_month(province, month, working=working)
    targets = sales.targets([own.district for own in figures], month)
    three = rt3.build(province, month, figures=figures)
    four = rt4.build(province, month, figures=figures, targets=targets)
    return ProvinceForms(three, four, compare(three, four))


def compare(three: rt3.Report, four: rt4.Report) -> TieOut:
    """Compare the forms of one province and month, district by district and in their sums."""
    differing = [
        row.district.name_th
        for row, other in zip(three.rows, four.rows, strict=True)
        if row.total.baht != other.figures.total
    ]
    return TieOut(three.total.total.baht, four.total.figures.total, tuple(differing))
