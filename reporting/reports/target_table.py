"""A province's accepted targets of a fiscal year as a table: districts × months × channels, with all sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.formats import money
from reporting.models import Province
from reporting.stats.targets import YearTable, added, table

from .tables import Column, Kind, Table, Value

NOT_SET = "ยังไม่กำหนด"


@dataclass(frozen=True)
class Report:
    """It follows the protocol of `tables`; one table for each channel, and one of all of them together."""

    province: Province
    year: YearTable
    is_draft: bool = False

    @property
    def title(self) -> str:
        return f"เป้าหมายรายได้ปีงบประมาณ {self.year.fiscal_year} {self.province}"

    @property
    def heading(self) -> tuple[str, ...]:
        year = self.year
        return (
            f"เป้าหมายรายได้จากการจำหน่ายผลิตภัณฑ์ OTOP ปีงบประมาณ พ.ศ. {year.fiscal_year}",
            str(self.province),
            f"กำหนดแล้ว {year.set_cells} จาก {year.all_cells} อำเภอ-เดือน",
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        districts = [row.district for row in self.year.rows]
        of_channel = [
            _table(channel.label, table(districts, self.year.targets, self.year.fiscal_year, channel=channel))
            for channel in self.year.channels
        ]
        return (_table("ทุกช่องทาง", self.year), *of_channel)

    @property
    def closing(self) -> tuple[str, ...]:
        """Which columns count for another channel, and each figure that differs from the print."""
        changed = [
            f"{one.district} {one.month}: พิมพ์ {money(one.printed)} ใช้ {money(one.value)} – {one.note}"
            for one in self.year.changed
        ]
        return (f"“{NOT_SET}” ไม่ใช่ 0 แถวและคอลัมน์รวมบวกเฉพาะค่าที่กำหนดแล้ว", *self.year.assignments, *changed)


def _table(name: str, year: YearTable) -> Table:
    months = [at for at, total in enumerate(year.sums) if total is not None]
    columns = (
        Column("ที่", Kind.COUNT, 8),
        Column("อำเภอ", Kind.TEXT, 33),
        *(Column(f"{year.months[at].short_th} {year.months[at].year_be}", Kind.BAHT, 28.5) for at in months),
        Column("รวม", Kind.BAHT, 28.5),
    )
    rows = tuple(
        (number, row.district.name_th, *_figures([row.cells[at].baht for at in months]))
        for number, row in enumerate(year.rows, start=1)
    )
    sums = ("", "รวม", *_figures([year.sums[at] for at in months]))
    return Table(name, columns, rows, (sums,), caption=name)


def _figures(figures: Sequence[Decimal | None]) -> tuple[Value, ...]:
    """The figures with their sum; what is not set is said in words."""
    return tuple(NOT_SET if figure is None else figure for figure in (*figures, added(figures)))
