"""The department's national report: provinces in a month and in the fiscal year up to it (R12).

It has the columns of RT.4. Producers are counted in the month alone: over several months the same producer
would be counted again and again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reporting.fiscal import FiscalMonth
from reporting.formats import baht_text, money
from reporting.models import Channel, ProducerType, User
from reporting.stats import nation_report, tie_out
from reporting.stats.nation_report import ProvinceFigures
from reporting.stats.tie_out import TieOut

from .past import Past, moment
from .rt4 import NOT_SET
from .signatures import SignatureBlock
from .table_paper import TablePaper
from .tables import Column, Kind, Table, Value

TITLE = "รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP ระดับประเทศ"


@dataclass(frozen=True, kw_only=True)
class Report(TablePaper):
    rows: tuple[ProvinceFigures, ...]
    total: ProvinceFigures
    tie_out: TieOut
    aim_notes: tuple[str, ...] = ()

    def issued(self, *, signer: User, number: str, verify_url: str) -> Report:
        """The same figures with the identity of an issue; `signer` made it."""
        return replace(self, signatures=signatures_of(signer), number=number, verify_url=verify_url)

    @property
    def hindrance(self) -> str:
        """Why the report cannot be issued yet; empty when it can."""
        if self.past or self.total.month.districts:
            return self.past_hindrance
        return "ออกรายงานระดับประเทศได้เมื่อจังหวัดยืนยันข้อมูลของเดือนนี้แล้วอย่างน้อย 1 อำเภอ"

    @property
    def name(self) -> str:
        return "รายงานยอดจำหน่าย OTOP ระดับประเทศ"

    @property
    def scope_text(self) -> str:
        return f"nation {self.month.key}"

    @property
    def heading(self) -> tuple[str, ...]:
        return (TITLE, f"{self.when} เฉพาะข้อมูลที่จังหวัดยืนยันแล้ว", *self.of_the_day)

    @property
    def foot(self) -> str:
        """What every page says it belongs to."""
        return f"รายงานระดับประเทศ ประจำเดือน{self.month.label}"

    @property
    def tables(self) -> tuple[Table, ...]:
        first = self.month.plus(1 - self.month.position)
        until = "" if first == self.month else f" ถึง{self.month.label}"
        return (
            self._table("ประจำเดือน", f"เดือน{self.month.label}", _month_columns(), _month_values),
            self._table("สะสมปีงบประมาณ", f"สะสม{first.label}{until}", _year_columns(), _year_values),
        )

    @property
    def closing(self) -> tuple[str, ...]:
        month, year = self.total.month, self.total.year
        return (
            f"ยอดจำหน่ายประจำเดือน {money(month.total)} บาท ({baht_text(month.total)})",
            f"ยอดจำหน่ายสะสม {money(year.total)} บาท ({baht_text(year.total)})",
            f"ประมาณการประจำเดือนกำหนดไว้ {month.aimed:,} จาก {self.total.expected:,} อำเภอ "
            "ร้อยละคิดจากยอดจำหน่ายของอำเภอที่กำหนดประมาณการไว้",
            *self.aim_notes,
        )

    def _table(
        self,
        name: str,
        caption: str,
        columns: tuple[Column, ...],
        values: Callable[[ProvinceFigures], tuple[Value, ...]],
    ) -> Table:
        rows = tuple((number, row.province.name_th, *values(row)) for number, row in enumerate(self.rows, 1))
        totals = (("", f"รวม {len(self.rows)} จังหวัด", *values(self.total)),)
        return Table(name, columns, rows, totals, caption)


def build(month: FiscalMonth, *, past: Past | None = None) -> Report:
    """The report of a month as a draft; 8 queries, all of publications, targets and places (R12).

    With `past`, as it stood at the end of that day, beside the targets of today.
    """
    at = moment(past)
    table = nation_report.table(month, at=at)
    return Report(
        month=month,
        rows=tuple(table.rows),
        total=table.total,
        tie_out=tie_out.of_nation(table, at=at),
        aim_notes=table.aim_notes,
        signatures=signatures_of(),
        past=past,
    )


def signatures_of(signer: User | None = None) -> tuple[SignatureBlock, ...]:
    """Who signs for the department; without `signer` the maker's name is left blank."""
    name, position = (signer.full_name, signer.position) if signer else ("", "")
    return (
        SignatureBlock("ผู้จัดทำรายงาน", name, position),
        SignatureBlock("ผู้ตรวจสอบ"),
        SignatureBlock("ผู้รับรองรายงาน", acting_for="อธิบดีกรมการพัฒนาชุมชน"),
    )


def _month_columns() -> tuple[Column, ...]:
    people = "ผู้ผลิต (ราย)"
    return (
        Column("ที่", Kind.COUNT, 7),
        Column("จังหวัด", Kind.TEXT, 24),
        Column("อำเภอที่ยืนยัน", Kind.TEXT, 13),
        *(Column(kind.short, Kind.COUNT, 11.5, people) for kind in ProducerType),
        Column("รวม", Kind.COUNT, 13, people),
        *_money_columns(29.7, 27.2, 27.2, 29.7),
        Column("ประมาณการ (บาท)", Kind.BAHT, 29.7),
        Column("ร้อยละ", Kind.PERCENT, 12),
    )


def _year_columns() -> tuple[Column, ...]:
    return (
        Column("ที่", Kind.COUNT, 7),
        Column("จังหวัด", Kind.TEXT, 32),
        Column("รายงานอำเภอ (ฉบับ)", Kind.COUNT, 19),
        *_money_columns(36, 33, 33, 36),
        Column("ประมาณการ (บาท)", Kind.BAHT, 36),
        Column("ร้อยละ", Kind.PERCENT, 15),
    )


def _money_columns(*widths: float) -> tuple[Column, ...]:
    labels = (*(channel.label for channel in Channel), "รวม")
    return tuple(
        Column(label, Kind.BAHT, width, "ยอดจำหน่าย (บาท)")
        for label, width in zip(labels, widths, strict=True)
    )


def _month_values(row: ProvinceFigures) -> tuple[Value, ...]:
    month = row.month
    counts = (f"{month.districts}/{row.expected}", *month.producers, sum(month.producers))
    return (*counts, *_money_values(row.month))


def _year_values(row: ProvinceFigures) -> tuple[Value, ...]:
    return (row.year.districts, *_money_values(row.year))


def _money_values(figures: nation_report.Figures) -> tuple[Value, ...]:
    aim = NOT_SET if figures.target is None else figures.target
    return (*figures.channels, figures.total, aim, figures.percent)
