"""RT.2 without a district's data, for everybody to print and to fill in by pen."""

from __future__ import annotations

from dataclasses import dataclass

from reporting.models import Category

from .blank_form import BlankForm
from .rt1 import SINCE
from .signatures import DOTS, SignatureBlock
from .tables import Column, Kind, Table

ROWS = 11
_MONEY = "ยอดจำหน่าย (บาท)"


@dataclass(frozen=True)
class Report(BlankForm):
    """The empty form."""

    form: str = "รต.๒"
    title: str = "แบบ รต.2 (แบบเปล่า)"
    foot: str = f"แบบ รต.2 {SINCE}"

    @property
    def heading(self) -> tuple[str, ...]:
        area = f"อำเภอ{DOTS} จังหวัด{DOTS} ประจำเดือน{DOTS} ปีงบประมาณ พ.ศ. {DOTS}"
        return (
            "แบบ รต.2",
            "แบบฟอร์มยืนยันข้อมูลสำหรับพัฒนาการอำเภอ รายงานยอดจำหน่ายผลิตภัณฑ์ OTOP",
            area,
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        lines = tuple((number, *("",) * 9) for number in range(1, ROWS + 1))
        sums = tuple((category.label, *("",) * 5) for category in Category)
        return (
            Table("รายการ", _line_columns(), lines, (("", "รวมทั้งสิ้น", *("",) * 8),)),
            Table("ยอดรวม", _sum_columns(), sums, (("รวมทั้งสิ้น", *("",) * 5),)),
        )

    @property
    def closing(self) -> tuple[str, ...]:
        resolution = f"โดยวิธี{DOTS} เลขที่ {DOTS} เมื่อวันที่ {DOTS}"
        return (
            f"ยอดจำหน่ายรวมทั้งสิ้น {DOTS}{DOTS} บาท ({DOTS}{DOTS}{DOTS}{DOTS})",
            f"คณะกรรมการ นตผ.อำเภอ{DOTS} ได้รับรองข้อมูลตามรายการในแบบนี้แล้ว {resolution}",
        )

    @property
    def signatures(self) -> tuple[SignatureBlock, ...]:
        return (
            SignatureBlock("ผู้บันทึกข้อมูล"),
            SignatureBlock("ผู้รับรองข้อมูล", position=f"ประธาน/ผู้แทน นตผ.อำเภอ{DOTS}"),
            SignatureBlock("ผู้ยืนยันข้อมูล", position=f"พัฒนาการอำเภอ{DOTS}", acting_for=f"นายอำเภอ{DOTS}"),
        )


def _line_columns() -> tuple[Column, ...]:
    ticks = "ยืนยันข้อมูล"
    return (
        Column("ที่", Kind.COUNT, 9),
        Column("กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", Kind.TEXT, 55),
        Column("ประเภทผลิตภัณฑ์", Kind.TEXT, 30.5),
        Column("ประเภทผู้ผลิต", Kind.TEXT, 24),
        Column("รายได้ปกติ", Kind.BAHT, 27, _MONEY),
        Column("รายได้โอน", Kind.BAHT, 24.5, _MONEY),
        Column("รายได้ออนไลน์", Kind.BAHT, 24.5, _MONEY),
        Column("รวม", Kind.BAHT, 30, _MONEY),
        Column("ระดับ อำเภอ", Kind.TEXT, 11, ticks),
        Column("ระดับ จังหวัด", Kind.TEXT, 11, ticks),
    )


def _sum_columns() -> tuple[Column, ...]:
    return (
        Column("ยอดรวมตามประเภทผลิตภัณฑ์", Kind.TEXT, 64),
        Column("รายการ", Kind.COUNT, 16),
        Column("รายได้ปกติ", Kind.BAHT, 36, _MONEY),
        Column("รายได้โอน", Kind.BAHT, 36, _MONEY),
        Column("รายได้ออนไลน์", Kind.BAHT, 36, _MONEY),
        Column("รวม", Kind.BAHT, 40, _MONEY),
    )
