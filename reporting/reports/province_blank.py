"""RT.3 and RT.4 without a province's data: the old sheets "by category and province" and "in total".

The columns are those of the forms themselves, so that who fills one in by hand reports the same things.
"""

from __future__ import annotations

from dataclasses import dataclass

from reporting.formats import arabic_digits
from reporting.models import Category, Channel, ProducerType

from . import rt3, rt4
from .blank_form import BlankForm
from .rt1 import SINCE
from .signatures import DOTS, SignatureBlock
from .tables import Column, Table

# The median province has ten districts; larger ones take a further sheet, or further rows of the workbook.
ROWS = 16


@dataclass(frozen=True)
class _OfProvince(BlankForm):
    heading_title: str = ""

    @property
    def heading(self) -> tuple[str, ...]:
        area = f"จังหวัด{DOTS} ประจำเดือน{DOTS} ปีงบประมาณ พ.ศ. {DOTS}"
        return (f"แบบ {arabic_digits(self.form)}", self.heading_title, area)

    @property
    def columns(self) -> tuple[Column, ...]:
        raise NotImplementedError

    @property
    def tables(self) -> tuple[Table, ...]:
        empty = ("",) * (len(self.columns) - 1)
        rows = tuple((number, *empty) for number in range(1, ROWS + 1))
        return (Table(self.form, self.columns, rows, (("", "รวม", *empty[1:]),)),)

    @property
    def closing(self) -> tuple[str, ...]:
        return (
            f"ยอดจำหน่ายรวมทั้งสิ้น {DOTS}{DOTS} บาท ({DOTS}{DOTS}{DOTS}{DOTS})",
            f"คณะกรรมการ นตผ.จังหวัด{DOTS} ได้รับรองข้อมูลแล้ว โดย{DOTS} เลขที่ {DOTS} เมื่อวันที่ {DOTS}",
        )

    @property
    def signatures(self) -> tuple[SignatureBlock, ...]:
        head = SignatureBlock("ผู้ยืนยันข้อมูล", position=f"พัฒนาการจังหวัด{DOTS}", acting_for=f"ผู้ว่าราชการจังหวัด{DOTS}")
        return (
            SignatureBlock("ผู้จัดทำรายงาน"),
            SignatureBlock("ผู้รับรองข้อมูล", position=f"ประธาน/ผู้แทน นตผ.จังหวัด{DOTS}"),
            head,
        )


@dataclass(frozen=True)
class ByCategory(_OfProvince):
    """RT.3, by product category."""

    form: str = rt3.FORM
    title: str = "แบบ รต.3 (แบบเปล่า)"
    foot: str = f"แบบ รต.3 {SINCE}"
    heading_title: str = rt3.TITLE

    @property
    def columns(self) -> tuple[Column, ...]:
        return rt3.columns(tuple(category.label for category in Category))


@dataclass(frozen=True)
class InTotal(_OfProvince):
    """RT.4, in total."""

    form: str = rt4.FORM
    title: str = "แบบ รต.4 (แบบเปล่า)"
    foot: str = f"แบบ รต.4 {SINCE}"
    heading_title: str = rt4.TITLE

    @property
    def columns(self) -> tuple[Column, ...]:
        kinds = tuple(kind.short for kind in ProducerType)
        return rt4.columns(kinds, tuple(channel.label for channel in Channel))
