"""What the pages about targets, people, producers and the log show, as tables to take along."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from reporting.formats import DASH, thai_date, thai_datetime
from reporting.models import Category, Channel, MonthlyReport, User
from reporting.stats.responsible import OfficeSeats, ProvinceSeats, Seat
from reporting.stats.targets import ProvinceYear, YearTable, added

from .export_files import Export
from .exports import Row, baht, count, text
from .tables import Value
from .target_table import NOT_SET

PROVINCES = (
    text("รหัสจังหวัด", 20),
    text("จังหวัด"),
    count("อำเภอ"),
    count("เดือนที่มี"),
    count("อำเภอ-เดือนที่กำหนดแล้ว"),
    count("อำเภอ-เดือนทั้งหมด"),
    baht("เป้าหมายรวม"),
)


def target_provinces(rows: Iterable[ProvinceYear], *, fiscal_year: int) -> Export:
    """How much of each province's year is set, and the sum of it."""
    rows = list(rows)
    found = [
        (
            row.province.pk,
            row.province.name_th,
            row.districts,
            row.months,
            row.set_cells,
            row.all_cells,
            _aim(row.total),
        )
        for row in rows
    ]
    sums = ("", "รวม", None, None, None, None, _aim(added(row.total for row in rows)))
    return Export(f"เป้าหมาย OTOP ปีงบประมาณ {fiscal_year}", PROVINCES, (*found, sums))


def targets(year: YearTable, *, place: object, channel: str | None) -> Export:
    """Districts × months as on the page, of one channel or of all; what nobody has set is said in words."""
    months = (baht(f"{month.short_th} {month.year_be}") for month in year.months)
    columns = (text("รหัสอำเภอ", 20), text("อำเภอ"), *months, baht("รวม"))
    rows = [
        (row.district.pk, row.district.name_th, *(_aim(cell.baht) for cell in row.cells), _aim(row.total))
        for row in year.rows
    ]
    sums = ("", "รวม", *map(_aim, year.sums), _aim(year.total))
    of_channel = f" {Channel(channel).label}" if channel else ""
    return Export(f"เป้าหมาย OTOP {place} {year.fiscal_year}{of_channel}", columns, (*rows, sums))


def _aim(amount: Decimal | None) -> Value:
    return NOT_SET if amount is None else amount


OFFICES = (
    text("สำนักงาน"),
    text("หน้าที่ในระบบ", 50),
    text("ผู้รับผิดชอบ", 60),
    text("ตำแหน่ง", 60),
    text("เข้าใช้ล่าสุด", 40),
    text("ที่ต้องดู", 60),
    text("ผู้ปฏิบัติหน้าที่แทนวันนี้", 80),
)


def responsible(offices: Iterable[OfficeSeats], *, place: str) -> Export:
    """A row for each person of a seat, and one for each seat without anybody."""
    return Export(f"ผู้รับผิดชอบพื้นที่ {place}", OFFICES, [row for one in offices for row in _office(one)])


def _office(office: OfficeSeats) -> Iterable[Row]:
    for seat in office.seats:
        head, gaps = (str(office.place), seat.role.label), " · ".join(seat.gaps)
        for person in seat.people:
            seen = thai_datetime(person.last_login) if person.last_login else "ยังไม่เคยเข้าใช้"
            yield *head, person.full_name, person.position, seen, gaps, _stands_in(seat, person)
        if not seat.people:
            yield *head, "", "", "", gaps, ""


def _stands_in(seat: Seat, person: User) -> str:
    """Who acts in the person's stead today, and until when."""
    own = (cover for cover in seat.covers if cover.absent_id == person.pk)
    return " · ".join(f"{cover.substitute} ถึง {thai_date(cover.ends_on)}" for cover in own)


RESPONSIBLE_PROVINCES = (
    text("จังหวัด"),
    text("เจ้าหน้าที่จังหวัด", 90),
    text("ที่ต้องดู", 60),
    count("อำเภอ"),
    count("สำนักงานที่ต้องดู"),
    text("ผู้ปฏิบัติหน้าที่แทนวันนี้", 80),
)


def responsible_provinces(rows: Iterable[ProvinceSeats]) -> Export:
    """A row for each province with its own people and how many of its offices have a gap."""
    found = [
        (
            str(row.own.place),
            " · ".join(person.full_name for seat in row.own.seats for person in seat.people),
            " · ".join(gap for seat in row.own.seats for gap in seat.gaps),
            len(row.districts),
            row.with_gaps,
            " · ".join(
                filter(None, (_stands_in(seat, one) for seat in row.own.seats for one in seat.people))
            ),
        )
        for row in rows
    ]
    return Export("ผู้รับผิดชอบพื้นที่ ทั้งประเทศ", RESPONSIBLE_PROVINCES, found)


ACCOUNTS = (
    text("ชื่อผู้ใช้"),
    text("ชื่อ–สกุล", 60),
    text("ตำแหน่ง", 60),
    text("หน้าที่ในระบบ", 50),
    text("พื้นที่"),
    text("การใช้งาน"),
    text("เข้าใช้ล่าสุด", 40),
)


def accounts(found: Iterable[User]) -> Export:
    """The accounts of the list, all pages of it."""
    return Export("บัญชีผู้ใช้งาน", ACCOUNTS, map(_account, found))


def _account(account: User) -> Row:
    return (
        account.username,
        account.full_name,
        account.position,
        account.get_role_display(),
        str(account.place),
        "ใช้งานอยู่" if account.is_active else "ปิดใช้งาน",
        thai_datetime(account.last_login) or "ยังไม่เคยเข้าใช้",
    )


PRODUCERS = (
    text("กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP", 90),
    text("ตำบล"),
    text("ประเภทผู้ผลิต", 60),
    text("ประเภทผลิตภัณฑ์", 90),
    text("ลงทะเบียน"),
    text("สถานะ"),
    text("ปิดเมื่อ"),
    text("ปิดโดย", 60),
    text("เหตุผล", 80),
)


def register(report: MonthlyReport, rows: Iterable[Any]) -> Export:
    """A district's register; `rows` are those of the page (`views.register`), all pages of it."""
    return Export(f"ทะเบียนกลุ่ม {report.district}", PRODUCERS, [_producer(row) for row in rows])


def _producer(row: Any) -> Row:
    group = row.group
    return (
        group.name,
        group.subdistrict.name_th,
        group.get_producer_type_display(),
        " · ".join(Category(entry.category).label for entry in row.categories),
        thai_date(group.created_at, short=True),
        "ปิดแล้ว" if group.closed_at else "เปิดอยู่",
        thai_date(group.closed_at, short=True),
        group.closed_by.full_name if group.closed_by else "",
        row.reason,
    )


EVENTS = (
    text("เวลา"),
    text("ผู้ทำรายการ", 60),
    text("ตำแหน่ง", 60),
    text("การทำรายการ", 60),
    text("พื้นที่ · เดือน", 60),
    text("เหตุผล", 80),
    text("รายละเอียด", 120),
    text("รหัสตรวจสอบ"),
)


def log(rows: Iterable[Any]) -> Export:
    """Events of the audit log with all their changes; `rows` are those of the page (`views.audit_rows`)."""
    return Export("บันทึกการใช้งาน", EVENTS, map(_event, rows))


def _event(row: Any) -> Row:
    changes = (f"{one.what}: {one.before or DASH} → {one.after or DASH}" for one in row.changes)
    return (
        thai_datetime(row.at),
        _actor(row),
        row.actor.position if row.actor else "ผ่านลิงก์ของหนังสือเวียน",
        row.action,
        row.place,
        row.reason,
        " · ".join(changes),
        row.hash,
    )


def _actor(row: Any) -> str:
    """Who did it, and in whose stead."""
    if not row.actor:
        return "กรรมการ นตผ."
    return f"{row.actor} {row.cover.in_stead}" if row.cover else row.actor.full_name
