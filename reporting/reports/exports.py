"""What the pages of published figures show, as tables to take along: a row for each row of the page.

Only publications are read here (R12). `at` is the moment whose figures are wanted, None is now; `day` ends
the name of a file that shows a past day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet

from reporting.fiscal import FiscalMonth
from reporting.formats import DASH, thai_date, thai_datetime
from reporting.models import (
    CHANNEL_COLUMNS,
    Category,
    Channel,
    Inquiry,
    ProducerType,
    Publication,
    Subdistrict,
)
from reporting.stats import revisions
from reporting.stats.comparison import MonthRow, MonthTable
from reporting.stats.overview import MonthOverview
from reporting.stats.public_totals import Table as PublicTable

from .export_files import Export
from .tables import Column, Kind, Value

PUBLICATIONS_AT_ONCE = 20
"""A payload has some forty kilobytes, and of the nation's month there are 878."""

HIDDEN = "ปกปิด"

Row = tuple[Value, ...]


def text(label: str, width: float = 40) -> Column:
    return Column(label, Kind.TEXT, width)


def count(label: str) -> Column:
    return Column(label, Kind.COUNT, 24)


def baht(label: str) -> Column:
    return Column(f"{label} (บาท)", Kind.BAHT, 36)


MONEY = (*(baht(channel.label) for channel in Channel), baht("รวม"))
PEOPLE = tuple(count(f"ผู้ผลิต {kind.short}") for kind in ProducerType)


def month(table: MonthTable, *, category: str = "", day: str = "") -> Export:
    """The provinces of a month with what they are compared with."""
    columns = (
        text("รหัสจังหวัด", 20),
        text("จังหวัด"),
        count("อำเภอที่ยืนยัน"),
        count("อำเภอทั้งหมด"),
        count("ผู้ผลิต (ราย)"),
        *MONEY,
        Column("เทียบเดือนก่อน (ร้อยละ)", Kind.PERCENT, 30),
        Column("เทียบปีก่อน (ร้อยละ)", Kind.PERCENT, 30),
    )
    of_category = f" {Category(category).label}" if category else ""
    rows = [_month_row(row) for row in (*table.rows, table.total)]
    return Export(f"ยอดจำหน่าย OTOP {table.month.label}{of_category}{day}", columns, rows)


PROGRESS = (
    text("เดือน"),
    count("อำเภอที่จังหวัดยืนยันแล้ว"),
    count("อำเภอทั้งหมด"),
    count("จังหวัดที่ครบ"),
    count("จังหวัดทั้งหมด"),
    count("รอจังหวัดตรวจ"),
    count("กำลังแก้ไขฉบับใหม่"),
    baht("ยอดที่ยืนยันแล้ว"),
    text("จังหวัดยืนยันภายใน"),
)


def progress(months: Iterable[MonthOverview]) -> Export:
    """How far the open months have come: states of reports, sums of publications."""
    rows = [
        (
            one.month.month.label,
            one.published,
            one.expected,
            one.provinces_done,
            one.provinces,
            one.submitted,
            one.corrections,
            one.total,
            thai_date(one.month.publish_due),
        )
        for one in months
    ]
    return Export("ความคืบหน้าของเดือนที่เปิดอยู่", PROGRESS, rows)


def public(found: PublicTable, *, month: FiscalMonth) -> Export:
    """The public's table: a hidden cell says so."""
    columns = (text("จังหวัด"), *(baht(category.label) for category in Category), baht("รวม"))
    rows = [(row.name, *(HIDDEN if one is None else one for one in row.amounts)) for row in found.rows]
    return Export(f"ยอดจำหน่าย OTOP {month.label} แยกตามประเภทผลิตภัณฑ์", columns, rows)


def _month_row(row: MonthRow) -> Row:
    amounts = row.cell.amounts
    place = (row.province.pk, row.province.name_th) if row.province else ("", "รวม")
    changes = (row.month_before.change, row.year_before.change)
    return (*place, amounts.districts, row.cell.expected, amounts.producers, *_money(amounts), *changes)


def _money(amounts: object) -> tuple[Decimal, ...]:
    return (*(getattr(amounts, column) for column in CHANNEL_COLUMNS), amounts.total)


LINES = (
    text("จังหวัด"),
    text("อำเภอ"),
    text("ตำบล"),
    count("ฉบับที่"),
    text("กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", 90),
    text("ประเภทผู้ผลิต", 60),
    text("ประเภทผลิตภัณฑ์", 60),
    *MONEY,
    text("ไม่มียอดจำหน่าย", 30),
)


def lines(
    publications: QuerySet[Publication], *, name: str, category: str = "", producer_type: str = ""
) -> Export:
    """Every line of these publications, or those of a category and producer type; 2 queries.

    The publications are read some at a time, while the file leaves.
    """
    read = publications.select_related("province", "district").order_by("district_id", "month", "revision")
    rows = _lines(read.iterator(PUBLICATIONS_AT_ONCE), category=category, producer_type=producer_type)
    return Export(name, LINES, rows)


def _lines(publications: Iterable[Publication], *, category: str, producer_type: str) -> Iterator[Row]:
    places = dict(Subdistrict.objects.values_list("pk", "name_th"))
    categories = {one.value: one.label for one in Category}
    kinds = {one.value: one.label for one in ProducerType}
    for publication in publications:
        area = (publication.province.name_th, publication.district.name_th)
        for line in publication.content["lines"]:
            if category not in ("", line["category"]) or producer_type not in ("", line["producer_type"]):
                continue
            amounts = [Decimal(line[column]) for column in CHANNEL_COLUMNS]
            yield (
                *area,
                places.get(line["subdistrict"], ""),
                publication.revision,
                line["name"],
                kinds[line["producer_type"]],
                categories[line["category"]],
                *amounts,
                sum(amounts),
                "ไม่มียอดจำหน่าย" if line["nil"] else "",
            )


REVISIONS = (
    text("จังหวัดยืนยันเมื่อ"),
    text("จังหวัด"),
    text("อำเภอ"),
    text("เดือน"),
    count("ฉบับที่"),
    text("เหตุผล", 80),
    text("ผู้อนุญาต", 60),
    baht("ยอดรวม"),
    Column("เปลี่ยนแปลง (บาท)", Kind.CHANGE, 36),
    text("รหัสตรวจสอบ", 60),
)
REVISIONS_AT_ONCE = 500


def revised(publications: QuerySet[Publication]) -> Export:
    """The feed of revisions, all pages of it; three queries for some hundred rows."""
    found = publications.select_related("district", "province", "published_by").defer("payload")
    return Export("ฉบับแก้ไขหลังยืนยัน", REVISIONS, _revised(found.order_by("-published_at", "-pk")))


def _revised(publications: QuerySet[Publication]) -> Iterator[Row]:
    held: list[Publication] = []
    for publication in publications.iterator(REVISIONS_AT_ONCE):
        held.append(publication)
        if len(held) == REVISIONS_AT_ONCE:
            yield from map(_revision, revisions.of_page(held))
            held = []
    yield from map(_revision, revisions.of_page(held))


def _revision(row: revisions.Revised) -> Row:
    one = row.publication
    return (
        thai_datetime(one.published_at),
        one.province.name_th,
        one.district.name_th,
        one.month.label,
        one.revision,
        row.reason.text if row.reason else DASH,
        row.reason.by.full_name if row.reason else DASH,
        one.total,
        row.effect,
        one.sha256,
    )


INQUIRIES = (
    text("จังหวัด"),
    text("อำเภอ"),
    text("เดือน"),
    count("ฉบับที่"),
    text("เรื่อง", 80),
    baht("ยอดที่ซักถาม"),
    text("สถานะ"),
    text("ถามเมื่อ"),
    text("ผู้ถาม", 60),
    count("ค้าง (วัน)"),
)


def inquiries(found: QuerySet[Inquiry], *, now: datetime) -> Export:
    """The list of what the department asks, all pages of it; one query."""
    return Export("ข้อซักถามของกรมฯ", INQUIRIES, (_inquiry(one, now) for one in found.iterator(500)))


def _inquiry(one: Inquiry, now: datetime) -> Row:
    publication = one.publication
    return (
        publication.province.name_th,
        publication.district.name_th,
        publication.month.label,
        publication.revision,
        one.subject,
        one.amount,
        one.get_state_display(),
        thai_datetime(one.asked_at),
        one.asked_by.full_name,
        None if one.is_closed else one.days_at(now),
    )


def lines_name(month: FiscalMonth, place: str, day: str) -> str:
    """What the file of a place's lines is called."""
    return f"รายการยอดจำหน่าย OTOP {place} {month.label}{day}"


def in_force(month: FiscalMonth, at: datetime | None, **place: object) -> QuerySet[Publication]:
    """The month's publications that count, or counted, of a place."""
    return Publication.objects.in_force(at).filter(month=month, **place)
