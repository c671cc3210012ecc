"""The Director-General's report, drawn from its pinned content alone: no later figure can come into it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from reporting.errors import WrongState
from reporting.fiscal import FiscalMonth
from reporting.formats import baht_text, money, percent, thai_datetime
from reporting.models import Category, Channel, Kind, PinnedReport, Scope, User
from reporting.stats import pinning

from . import nation
from .table_paper import TablePaper
from .tables import Column, Table, Value
from .tables import Kind as Cells

TITLE = "รายงานผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP เสนออธิบดีกรมการพัฒนาชุมชน"


@dataclass(frozen=True, kw_only=True)
class Report(TablePaper):
    """`pinned` is the report as it is stored."""

    pinned: PinnedReport
    tie_out: None = None

    def issued(self, *, signer: User, number: str, verify_url: str) -> Report:
        """The same figures with the identity of an issue."""
        return replace(self, signatures=nation.signatures_of(signer), number=number, verify_url=verify_url)

    @cached_property
    def content(self) -> dict[str, Any]:
        return self.pinned.figures

    @property
    def content_sha256(self) -> str:
        """The hash of the pinned content itself, which names every publication."""
        return self.pinned.sha256

    @property
    def hindrance(self) -> str:
        """A pinned report can always be issued."""
        return ""

    @property
    def total(self) -> Decimal:
        return self.pinned.total

    @property
    def channels(self) -> list[Decimal]:
        return [Decimal(baht) for baht in self.content["channels"]]

    @property
    def online_share(self) -> Decimal | None:
        """Percent of the sum."""
        return percent(self.channels[-1], self.total)

    @property
    def name(self) -> str:
        return self.pinned.get_kind_display()

    @property
    def scope_text(self) -> str:
        return f"{self.pinned.kind} {self.month.key}"

    @property
    def span(self) -> str:
        """The months that are summed, in words."""
        months = pinning.months_of(self.pinned.kind, self.month)
        if self.pinned.kind == Kind.DIRECTOR_MONTH:
            return self.when
        reach = f"{months[0].label}–{self.month.label}" if len(months) > 1 else self.month.label
        round_ = f"รอบที่ {self.month.round} " if self.pinned.kind == Kind.DIRECTOR_ROUND else ""
        return f"{round_}ปีงบประมาณ พ.ศ. {self.month.fiscal_year} สะสม {reach}"

    @property
    def as_of(self) -> str:
        """The moment and the basis, as they stand under the heading and on the slide."""
        cutoff = thai_datetime(datetime.fromisoformat(self.content["cutoff"]))
        done = f"{self.content['publications']:,} จาก {self.content['expected']:,} ฉบับ"
        return f"ข้อมูลที่จังหวัดยืนยันแล้ว ณ {cutoff} ({done})"

    @property
    def heading(self) -> tuple[str, ...]:
        return (TITLE, self.span, self.as_of)

    @property
    def foot(self) -> str:
        return f"{self.name} {self.month.label}"

    @property
    def tables(self) -> tuple[Table, ...]:
        return (self._by_category, self._by_month, self._by_province)

    @property
    def closing(self) -> tuple[str, ...]:
        return (
            f"ยอดจำหน่ายรวมทั้งสิ้น {money(self.total)} บาท ({baht_text(self.total)})",
            f"รวมจากข้อมูลที่จังหวัดยืนยันแล้ว {self.content['publications']:,} ฉบับ "
            f"รหัสชุดข้อมูล {self.content['basis'][:12]} การแก้ไขภายหลังไม่เปลี่ยนรายงานนี้",
        )

    @property
    def _by_category(self) -> Table:
        rows = [(Category(code).label, *self._row(amounts)) for code, *amounts in self.content["categories"]]
        columns = (Column("ประเภทผลิตภัณฑ์", Cells.TEXT, 55), *_columns())
        sums = ("รวม", *self._row(self.content["channels"]))
        return Table("ประเภทผลิตภัณฑ์", columns, tuple(rows), (sums,), "แยกตามประเภทผลิตภัณฑ์และช่องทาง")

    @property
    def _by_month(self) -> Table:
        rows = [
            (FiscalMonth.from_key(key).label, districts, *self._row(amounts))
            for key, districts, *amounts in self.content["months"]
        ]
        columns = (Column("เดือน", Cells.TEXT, 33), Column("อำเภอ (ฉบับ)", Cells.COUNT, 19), *_columns())
        sums = ("รวม", self.content["publications"], *self._row(self.content["channels"]))
        return Table("เดือน", columns, tuple(rows), (sums,), "แยกตามเดือน", follows=True)

    @property
    def _by_province(self) -> Table:
        rows = [
            (number, name, f"{districts:,}/{expected:,}", *self._row(amounts))
            for number, (name, districts, expected, *amounts) in enumerate(self.content["provinces"], 1)
        ]
        columns = (
            Column("ที่", Cells.COUNT, 7),
            Column("จังหวัด", Cells.TEXT, 32),
            Column("อำเภอ (ฉบับ)", Cells.TEXT, 24),
            *_columns(),
        )
        done = f"{self.content['publications']:,}/{self.content['expected']:,}"
        sums = ("", f"รวม {len(rows)} จังหวัด", done, *self._row(self.content["channels"]))
        return Table("จังหวัด", columns, tuple(rows), (sums,), "แยกตามจังหวัด")

    def _row(self, amounts: list[str]) -> tuple[Value, ...]:
        """Baht by channel, their sum, and its share of everything."""
        found = [Decimal(amount) for amount in amounts]
        return (*found, sum(found), percent(sum(found), self.total))


def build(pinned: PinnedReport) -> Report:
    """The report as a draft; it has the number of its paper once one is issued. No query."""
    return Report(month=pinned.month, pinned=pinned, signatures=nation.signatures_of())


def latest(scope: Scope) -> Report:
    """The newest report of a kind and month. WrongState where there is none."""
    found = PinnedReport.objects.of_scope(scope).order_by("-number").first()
    if found is None:
        raise WrongState("ยังไม่มีรายงานที่ตรึงตัวเลขไว้ โปรดจัดทำรายงานก่อน")
    return build(found)


def _columns() -> tuple[Column, ...]:
    money_ = tuple(
        Column(label, Cells.BAHT, 36, "ยอดจำหน่าย (บาท)") for label in (*(one.label for one in Channel), "รวม")
    )
    return (*money_, Column("ร้อยละ", Cells.PERCENT, 15))
