"""RT.4: a province's month by district: producers by type, baht by channel, target and percent of it.

A district without a target is "not set", never zero. The sum of the targets is of those that are set, and
its percentage counts only the sales of those districts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reporting.fiscal import FiscalMonth
from reporting.formats import baht_text, money, percent
from reporting.models import Channel, ProducerType, Province
from reporting.stats.sales import ZERO, Basis, DistrictFigures
from reporting.stats.targets import Aims
from reporting.stats.tie_out import TieOut

from .past import Past
from .province_paper import ProvincePaper, signatures_of
from .rows import DistrictRow, standing
from .tables import Column, Kind, Table, Value

FORM = "รต.๔"
TITLE = "รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP"
NOT_SET = "ยังไม่กำหนด"


@dataclass(frozen=True)
class Figures:
    """Producers by type, baht by channel, and their sums; both in the official order."""

    producers: tuple[int, ...]
    producer_total: int
    channels: tuple[Decimal, ...]
    total: Decimal


@dataclass(frozen=True)
class Row(DistrictRow):
    """A district. `percent` is the sales in percent of the target; None without a target or figures."""

    figures: Figures
    target: Decimal | None
    percent: Decimal | None


@dataclass(frozen=True)
class Sum:
    """The sum of so many districts, and how many of them have no target."""

    districts: int
    figures: Figures
    target: Decimal | None
    percent: Decimal | None
    without_target: int


@dataclass(frozen=True, kw_only=True)
class Report(ProvincePaper):
    """`total` sums all districts, `confirmed` the figures of those that the province has confirmed.

    `aim_notes` say which channels the targets count; `certification` are the sentences of the province's
    committee.
    """

    producer_types: tuple[str, ...]
    channels: tuple[str, ...]
    rows: tuple[Row, ...]
    with_figures: int
    total: Sum
    confirmed: Sum
    aim_notes: tuple[str, ...] = ()
    certification: tuple[str, ...] = ()
    form: str = FORM
    heading_title: str = TITLE

    @property
    def is_confirmed(self) -> bool:
        """Whether nothing in the sum still waits for the province."""
        return self.with_figures == self.confirmed.districts

    @property
    def tables(self) -> tuple[Table, ...]:
        rows = tuple(
            (number, row.paper_name, *_values(row.figures, row.target, row.percent))
            for number, row in enumerate(self.rows, 1)
        )
        sums = [(f"รวม {self.total.districts} อำเภอ", self.total)]
        if not self.is_confirmed:
            sums.append((f"ยืนยันแล้ว {self.confirmed.districts} อำเภอ", self.confirmed))
        totals = tuple(("", label, *_values(one.figures, one.target, one.percent)) for label, one in sums)
        return (Table(self.form, columns(self.producer_types, self.channels), rows, totals),)

    @property
    def closing(self) -> tuple[str, ...]:
        baht = self.total.figures.total
        unset = f" ({NOT_SET} {self.total.without_target} อำเภอ)" if self.total.without_target else ""
        return (
            f"ยอดจำหน่ายรวมทั้งสิ้น {money(baht)} บาท ({baht_text(baht)})",
            f"ร้อยละของแถวรวมคิดจากยอดจำหน่ายของอำเภอที่กำหนดประมาณการไว้{unset}",
            *self.aim_notes,
            *self.certification,
        )


def build(
    province: Province,
    month: FiscalMonth,
    *,
    figures: Sequence[DistrictFigures],
    aims: Aims,
    tie_out: TieOut | None = None,
    certification: tuple[str, ...] = (),
    past: Past | None = None,
) -> Report:
    """The form as a draft from `stats.sales.province_month` and `stats.targets.of_month`; no query.

    The districts stand in the order of the figures.
    """
    rows = tuple(_row(own, aims.sums.get(own.district.pk)) for own in figures)
    return Report(
        province=province,
        month=month,
        producer_types=tuple(kind.short for kind in ProducerType),
        channels=tuple(channel.label for channel in Channel),
        rows=rows,
        with_figures=sum(row.basis != Basis.NONE for row in rows),
        total=_sum(rows),
        confirmed=_sum([row for row in rows if row.basis == Basis.CONFIRMED]),
        aim_notes=aims.notes,
        certification=certification,
        tie_out=tie_out,
        signatures=signatures_of(province),
        past=past,
    )


def columns(producer_types: Sequence[str], channels: Sequence[str]) -> tuple[Column, ...]:
    """The table's columns, the same on the blank form."""
    people, baht = "ผู้ผลิต (ราย)", "ยอดจำหน่าย (บาท)"
    return (
        Column("ที่", Kind.COUNT, 8),
        Column("อำเภอ", Kind.TEXT, 33),
        *(Column(kind, Kind.COUNT, 12, people) for kind in producer_types),
        Column("รวม", Kind.COUNT, 12.5, people),
        *(Column(channel, Kind.BAHT, 28.5, baht) for channel in channels),
        Column("รวม", Kind.BAHT, 28.5, baht),
        Column("ประมาณการ (บาท)", Kind.BAHT, 28.5),
        Column("ร้อยละ", Kind.PERCENT, 15),
    )


def _values(figures: Figures, target: Decimal | None, reached: Decimal | None) -> tuple[Value, ...]:
    aim = NOT_SET if target is None else target
    return (*figures.producers, figures.producer_total, *figures.channels, figures.total, aim, reached)


def _row(figures: DistrictFigures, target: Decimal | None) -> Row:
    return Row(
        **standing(figures),
        figures=Figures(
            producers=tuple(figures.producers_of(kind) for kind in ProducerType),
            producer_total=figures.producer_count,
            channels=tuple(figures.channel(channel.column) for channel in Channel),
            total=figures.total,
        ),
        target=target,
        percent=percent(figures.total, target) if figures.has_figures else None,
    )


def _sum(rows: Sequence[Row]) -> Sum:
    aimed = [row for row in rows if row.target is not None]
    target = sum((row.target for row in aimed), ZERO) if aimed else None
    sold = any(row.basis != Basis.NONE for row in aimed)
    return Sum(
        districts=len(rows),
        figures=_add([row.figures for row in rows]),
        target=target,
        percent=percent(sum((row.figures.total for row in aimed), ZERO), target) if sold else None,
        without_target=len(rows) - len(aimed),
    )


def _add(figures: list[Figures]) -> Figures:
    return Figures(
        producers=tuple(sum(own.producers[at] for own in figures) for at in range(len(ProducerType))),
        producer_total=sum(own.producer_total for own in figures),
        channels=tuple(sum((own.channels[at] for own in figures), ZERO) for at in range(len(Channel))),
        total=sum((own.total for own in figures), ZERO),
    )
