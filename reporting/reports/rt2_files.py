"""RT.2's figures as CSV and JSON, for the inside of its PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reporting.models import CHANNEL_COLUMNS, Channel

from .drawing import Attachment
from .figures import csv_file, json_file
from .lines import Amounts

if TYPE_CHECKING:
    from .rt2 import Report, SummaryRow

HEAD = (
    *("ที่", "กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", "ประเภทผลิตภัณฑ์", "ประเภทผู้ผลิต"),
    *(f"{channel.label} (บาท)" for channel in Channel),
    *("รวม (บาท)", "ไม่มียอดจำหน่าย"),
)


def attachments(report: Report) -> tuple[Attachment, ...]:
    """The lines as a table, and everything that is printed with them."""
    return (
        csv_file(report.number, HEAD, _table(report), description="รายการยอดจำหน่ายตามแบบ รต.2 (CSV)"),
        json_file(report.number, _content(report), description="ข้อมูลตามแบบ รต.2 (JSON)"),
    )


def _table(report: Report) -> list[tuple[object, ...]]:
    return [
        (
            *(row.number, row.producer, row.category, row.producer_type),
            *_baht(row.amounts).values(),
            "ใช่" if row.nil else "",
        )
        for row in report.rows
    ]


def _content(report: Report) -> dict[str, Any]:
    return {
        "form": "RT2",
        "number": report.number,
        "district": report.district,
        "province": report.province,
        "month": f"{report.month.year_ce:04d}-{report.month.month:02d}",
        "revision": report.revision,
        "content_sha256": report.content_sha256,
        "lines": [
            {
                "number": row.number,
                "producer": row.producer,
                "category": row.category,
                "producer_type": row.producer_type,
                "nil": row.nil,
                "baht": _baht(row.amounts),
            }
            for row in report.rows
        ],
        "categories": [_sum(row) for row in report.summary],
        "total": _sum(report.total),
    }


def _sum(row: SummaryRow) -> dict[str, Any]:
    return {"label": row.label, "lines": row.lines, "baht": _baht(row.amounts)}


def _baht(amounts: Amounts) -> dict[str, str]:
    return {name: f"{getattr(amounts, name):.2f}" for name in (*CHANNEL_COLUMNS, "total")}
