"""Open data: what is published and in force, a row for each sum by category, producer type and channel (R12).

No line and no producer is read. The rows stand in one order, so that pages can be counted off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Max, QuerySet

from reporting.models import Category, Channel, ProducerType, Publication, PublicationTotal

TOTALS_PER_PAGE = 1_000
"""Each is three rows: one for a channel."""

COLUMNS: dict[str, str] = {
    "month": "เดือนตามปฏิทิน ค.ศ. เช่น 2021-10",
    "fiscal_year": "ปีงบประมาณ พ.ศ. ที่เดือนนั้นอยู่",
    "province_code": "รหัสจังหวัด 2 หลัก (กรมการปกครอง)",
    "province": "ชื่อจังหวัด",
    "district_code": "รหัสอำเภอ 4 หลัก (กรมการปกครอง)",
    "district": "ชื่ออำเภอ",
    "category_code": "รหัสประเภทผลิตภัณฑ์: " + ", ".join(Category.values),
    "category": "ประเภทผลิตภัณฑ์",
    "producer_type_code": "รหัสประเภทผู้ผลิต: " + ", ".join(ProducerType.values),
    "producer_type": "ประเภทผู้ผลิต",
    "channel_code": "รหัสช่องทาง: " + ", ".join(Channel.values),
    "channel": "ช่องทาง",
    "baht": "ยอดจำหน่ายเป็นบาท ทศนิยม 2 ตำแหน่ง",
    "revision": "ฉบับที่จังหวัดยืนยัน 1 คือฉบับแรก",
    "published_at": "เวลาที่จังหวัดยืนยันฉบับนั้น (ISO 8601)",
}


def totals(**scope: Any) -> QuerySet[PublicationTotal]:
    """The sums in force now of a scope, the columns of publications, in their order."""
    found = PublicationTotal.objects.filter(
        publication__in=Publication.objects.current().filter(**scope).order_by()
    )
    order = ("publication__month", "publication__district_id", "category", "producer_type")
    return (
        found.select_related("publication__province", "publication__district")
        .defer("publication__payload")
        .order_by(*order)
    )


def state_of(asked: str) -> str:
    """A tag of what was asked and of all that is published: it changes with every publication; 1 query."""
    newest = Publication.objects.order_by().aggregate(last=Max("pk"), n=Count("pk"))
    return hashlib.sha256(f"{asked} {newest['last']} {newest['n']}".encode()).hexdigest()[:32]


def rows(found: QuerySet[PublicationTotal] | list[PublicationTotal]) -> Iterator[dict[str, Any]]:
    """Three rows for each sum, with the names of `COLUMNS`."""
    for cell in found:
        publication = cell.publication
        for channel in Channel:
            values = (
                f"{publication.month.year_ce:04d}-{publication.month.month:02d}",
                publication.month.fiscal_year,
                publication.province_id,
                publication.province.name_th,
                publication.district_id,
                publication.district.name_th,
                cell.category,
                Category(cell.category).label,
                cell.producer_type,
                ProducerType(cell.producer_type).label,
                channel.value,
                channel.label,
                f"{getattr(cell, channel.column):.2f}",
                publication.revision,
                publication.published_at.isoformat(),
            )
            yield dict(zip(COLUMNS, values, strict=True))
