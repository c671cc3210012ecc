"""RT.2 as tables: its lines and its sums, for the spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reporting.models import Channel

from .lines import Amounts
from .tables import Column, Kind, Table, Value

if TYPE_CHECKING:
    from .rt2 import Report, SummaryRow

YES, NO = "ยืนยันแล้ว", "ยังไม่ยืนยัน"
_MONEY = "ยอดจำหน่าย (บาท)"


def heading(report: Report) -> tuple[str, ...]:
    """The lines above the tables."""
    replaces = f" (แทนฉบับที่ {report.correction.replaces})" if report.correction else ""
    return (
        "แบบ รต.2 แบบฟอร์มยืนยันข้อมูลสำหรับพัฒนาการอำเภอ",
        "รายงานยอดจำหน่ายผลิตภัณฑ์ OTOP",
        f"{report.district} {report.province} ประจำเดือน{report.month.label} "
        f"ปีงบประมาณ พ.ศ. {report.month.fiscal_year} ฉบับที่ {report.revision}{replaces}",
    )


def tables(report: Report) -> tuple[Table, ...]:
    """The lines with their ticks, and the sums by category."""
    rows = tuple(
        (
            row.number,
            row.producer,
            row.category,
            row.producer_type,
            *_baht(row.amounts),
            "ไม่มียอด" if row.nil else row.amounts.total,
            YES if row.district_tick else NO,
            YES if row.province_tick else NO,
        )
        for row in report.rows
    )
    label = f"รวมทั้งสิ้น {report.total.lines} รายการ"
    total = ("", label, "", "", *_baht(report.total.amounts), report.total.amounts.total, "", "")
    return (
        Table("รายการ", _line_columns(), rows, (total,)),
        Table(
            "ยอดรวมตามประเภทผลิตภัณฑ์",
            _summary_columns(),
            tuple(_summary(row) for row in report.summary),
            (_summary(report.total),),
        ),
    )


def _baht(amounts: Amounts) -> tuple[Value, ...]:
    return (amounts.regular, amounts.transfer, amounts.online)


def _summary(row: SummaryRow) -> tuple[Value, ...]:
    return (row.label, row.lines, *_baht(row.amounts), row.amounts.total)


def _line_columns() -> tuple[Column, ...]:
    ticks = "ยืนยันข้อมูล"
    return (
        Column("ที่", Kind.COUNT, 9),
        Column("กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", Kind.TEXT, 66),
        Column("ประเภทผลิตภัณฑ์", Kind.TEXT, 42),
        Column("ประเภทผู้ผลิต", Kind.TEXT, 30),
        *_channels(),
        Column("รวม", Kind.BAHT, 34, _MONEY),
        Column("ระดับอำเภอ", Kind.TEXT, 22, ticks),
        Column("ระดับจังหวัด", Kind.TEXT, 22, ticks),
    )


def _summary_columns() -> tuple[Column, ...]:
    return (
        Column("ประเภทผลิตภัณฑ์", Kind.TEXT, 66),
        Column("รายการ", Kind.COUNT, 18),
        *_channels(),
        Column("รวม", Kind.BAHT, 34, _MONEY),
    )


def _channels() -> tuple[Column, ...]:
    return tuple(Column(channel.label, Kind.BAHT, 30, _MONEY) for channel in Channel)
