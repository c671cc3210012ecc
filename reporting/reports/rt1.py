"""RT.1: the sheet on which a district collects what its producers sold, before anything is typed in.

Blank for everybody, or prepared for a district-month: the pairs that are expected (R1) stand on it by
subdistrict, with category and producer type already ticked, so that whoever goes to a village takes the
sheets of its subdistrict along and only writes amounts. It has no figures, so it is never a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from reporting.fiscal import FiscalMonth
from reporting.models import Category, Channel, MonthlyReport, ProducerType
from reporting.stats import desk
from reporting.thai import thai_sort_key

from .tables import Column, Kind, Table, Value

TITLE = "แบบจัดเก็บข้อมูลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์"
SINCE = "ใช้ตั้งแต่ปีงบประมาณ พ.ศ. 2565"
BLANK_ROWS = 5
BLANK_WEEKS = ("1–7", "8–14", "15–21", "22–28", "29–สิ้นเดือน")
DOTS = "." * 30


@dataclass(frozen=True)
class Row:
    """A producer in one category; empty values leave the paper to the pen."""

    number: int | None = None
    producer: str = ""
    category: str = ""
    producer_type: str = ""

    @property
    def category_ticks(self) -> list[bool]:
        return [self.category == category for category in Category]

    @property
    def type_ticks(self) -> list[bool]:
        return [self.producer_type == kind for kind in ProducerType]


@dataclass(frozen=True)
class Section:
    """The sheets of one subdistrict; an empty name is for the pen."""

    subdistrict: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Report:
    """`month` is None on the blank form; `verify_url` is where the figures are typed in (the QR code)."""

    district: str
    province: str
    month: FiscalMonth | None
    sections: tuple[Section, ...]
    verify_url: str = ""
    number: str = ""
    is_draft: bool = False

    @property
    def is_blank(self) -> bool:
        return self.month is None

    @property
    def categories(self) -> list[str]:
        return [category.label for category in Category]

    @property
    def producer_types(self) -> list[str]:
        return [kind.short for kind in ProducerType]

    @property
    def channels(self) -> list[str]:
        """The channels under the head รายได้."""
        return [channel.label.removeprefix("รายได้") for channel in Channel]

    @property
    def weeks(self) -> tuple[str, ...]:
        """The days of each week (R2)."""
        return tuple(week.days for week in self.month.weeks()) if self.month else BLANK_WEEKS

    @property
    def lines(self) -> int:
        return 0 if self.is_blank else sum(len(section.rows) for section in self.sections)

    @property
    def title(self) -> str:
        return f"แบบ รต.1 {self.area} {self.month.label}" if self.month else "แบบ รต.1 (แบบเปล่า)"

    @property
    def area(self) -> str:
        return f"{self.district} {self.province}".strip() or f"อำเภอ{DOTS} จังหวัด{DOTS}"

    @property
    def when(self) -> str:
        if self.month is None:
            return f"ประจำเดือน{DOTS} ปีงบประมาณ พ.ศ. {DOTS}"
        return f"ประจำเดือน{self.month.label} ปีงบประมาณ พ.ศ. {self.month.fiscal_year}"

    @property
    def foot(self) -> str:
        return f"แบบ รต.1 {self.area} {self.when}" if self.month else f"แบบ รต.1 {SINCE}"

    @property
    def heading(self) -> tuple[str, ...]:
        return ("แบบ รต.1", TITLE, f"{self.area} {self.when}")

    @property
    def closing(self) -> tuple[str, ...]:
        return (f"ลงชื่อ{DOTS}ผู้ให้ข้อมูล", f"ลงชื่อ{DOTS}ผู้จัดเก็บข้อมูล วันที่{DOTS}")

    @property
    def tables(self) -> tuple[Table, ...]:
        rows = tuple(
            _values(row, section.subdistrict, len(self.weeks))
            for section in self.sections
            for row in section.rows
        )
        return (Table("รต.1", _columns(self.weeks), rows),)


def blank() -> Report:
    """The form without a district's data."""
    return Report("", "", None, (Section("", (Row(),) * BLANK_ROWS),))


def build(report: MonthlyReport, *, entry_url: str = "") -> Report:
    """The form prepared with the pairs expected of a district-month; at most 3 queries.

    `entry_url` is the absolute address of the page where the figures are typed in. Without a roster the
    form has rows for the pen.
    """
    found: dict[str, list[desk.DeskRow]] = {}
    for row in desk.rows(report):
        if not row.removed_at:
            found.setdefault(row.subdistrict, []).append(row)
    return Report(
        district=str(report.district),
        province=str(report.district.province),
        month=report.fiscal_month,
        sections=tuple(_sections(found)) or (Section("", (Row(),) * BLANK_ROWS),),
        verify_url=entry_url,
    )


def _sections(found: dict[str, list[desk.DeskRow]]) -> Iterable[Section]:
    """By subdistrict in the Thai alphabet; the numbers run on through all sheets."""
    numbers = count(1)
    for subdistrict in sorted(found, key=thai_sort_key):
        rows = (Row(next(numbers), row.name, row.key[1], row.producer_type) for row in found[subdistrict])
        yield Section(f"ตำบล{subdistrict}", tuple(rows))


def _columns(weeks: tuple[str, ...]) -> tuple[Column, ...]:
    groups = [*(f"วันที่ {days} (บาท)" for days in weeks), "รวมทั้งเดือน (บาท)"]
    return (
        Column("ที่", Kind.COUNT, 9),
        Column("ตำบล", Kind.TEXT, 30),
        Column("กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", Kind.TEXT, 66),
        Column("ประเภทผลิตภัณฑ์", Kind.TEXT, 42),
        Column("ประเภทผู้ผลิต", Kind.TEXT, 30),
        *(Column(channel.label, Kind.BAHT, 26, group) for group in groups for channel in Channel),
    )


def _values(row: Row, subdistrict: str, weeks: int) -> tuple[Value, ...]:
    category = Category(row.category).label if row.category else ""
    kind = ProducerType(row.producer_type).short if row.producer_type else ""
    empty = (None,) * (len(Channel) * (weeks + 1))
    return (row.number, subdistrict, row.producer, category, kind, *empty)
