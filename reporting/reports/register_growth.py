"""New, continuing and closed producers as tables to take along: of areas, and of a district by name.

Only publications are read here (R12). `day` ends the name of a file that shows a past day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reporting.models import Category, District, Province
from reporting.stats.register_growth import Growth, Producer, Standing
from reporting.thai import thai_sort_key

from .export_files import Export
from .exports import Row, baht, count, text
from .year_exports import NATION, PLACES, share

LABELS = {Standing.NEW: "รายใหม่", Standing.CONTINUING: "รายเดิม", Standing.CLOSED: "หยุดขาย"}


def areas(
    area: Province | None,
    parts: Sequence[Growth],
    total: Growth,
    *,
    fiscal_year: int,
    category: str = "",
    day: str = "",
) -> Export:
    """Per area producers, baht and share of each standing; of the closed ones those of the year before."""
    place = PLACES[District if area else Province]
    columns = [text(f"รหัส{place}", 20), text(place)]
    for standing, label in LABELS.items():
        of = " ปีก่อน" if standing == Standing.CLOSED else ""
        columns += [count(f"{label} (ราย)"), baht(f"{label} ยอด{of}"), share(f"{label} สัดส่วน{of}")]
    columns += [baht("เดือนที่ไม่มีปีก่อนให้เทียบ"), baht("ยอดที่ยืนยันแล้วทั้งหมด"), count("อำเภอ-เดือนที่เทียบ")]
    rows = [(one.area.pk, one.area.name_th, *_row(one)) for one in parts]
    sums = ("", f"รวม {len(rows)} {place}", *_row(total))
    return Export(_name(str(area or NATION), fiscal_year, category, day), tuple(columns), (*rows, sums))


def producers(
    district: District,
    found: Iterable[Producer],
    *,
    fiscal_year: int,
    category: str = "",
    day: str = "",
) -> Export:
    """The new and the closed producers of a district by name."""
    columns = (text("สถานะ"), text("กลุ่ม/ผู้ผลิต ผู้ประกอบการ", 80), baht("ยอดปีนี้"), baht("ยอดปีก่อน"))
    order = list(Standing)
    rows = [
        (LABELS[one.standing], one.name, one.now, one.then)
        for one in sorted(found, key=lambda one: (order.index(one.standing), thai_sort_key(one.name), one.pk))
    ]
    return Export(_name(f"{district} {district.province}", fiscal_year, category, day), columns, rows)


def _row(one: Growth) -> Row:
    cells: list[object] = []
    for standing, part in one.parts.items():
        is_closed = standing == Standing.CLOSED
        cells += [part.producers, part.then if is_closed else part.now, one.share(standing)]
    return (*cells, one.not_compared, one.published, one.months)


def _name(place: str, fiscal_year: int, category: str, day: str) -> str:
    of = f" {Category(category).label}" if category else ""
    return f"ผู้ผลิตรายใหม่และรายเดิม OTOP {place} ปีงบประมาณ {fiscal_year}{of}{day}"
