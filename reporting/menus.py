"""The side menu: its sections and entries by right, with the words the users know from the old portal.

The month of the page is kept when the user moves to another page.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from reporting import access
from reporting.access import Permission
from reporting.fiscal import FiscalMonth
from reporting.models import ReportingMonth, User
from reporting.versions import newest

Item = dict[str, Any]

SEEN_VERSION = "seen_version"
"""The cookie that says whose news have been opened; it is nobody's secret and no right hangs on it."""


def menu(
    request: HttpRequest, user: User, month: FiscalMonth, opened: list[ReportingMonth]
) -> list[dict[str, Any]]:
    """The sections of the side menu with their entries, for the rights of this person."""
    sections = []
    if user.is_district_staff:
        sections = _district_menu(request, user, month, opened)
    elif user.is_province_staff:
        sections = _province_menu(request, user, month)
    elif access.has_permission(user, Permission.SEE_NATION):
        sections = _nation_menu(request, user, month)
    care = []
    if access.has_permission(user, Permission.HAND_OVER):
        care.append(_item(request, "ส่งมอบงาน", "handovers"))
    if access.has_permission(user, Permission.MANAGE_KEYS):
        care.append(_item(request, "กุญแจข้อมูลเปิด", "keys"))
    if access.has_permission(user, Permission.SEE_USERS):
        care.append(_item(request, "ผู้ใช้งาน", "users"))
        care.append(_item(request, "ผู้รับผิดชอบพื้นที่", "responsible"))
        care.append(_item(request, "ปฏิบัติหน้าที่แทน", "covers"))
    if access.has_permission(user, Permission.SEE_MAIL):
        care.append(_item(request, "อีเมลที่ส่งไม่ได้", "mail_failed"))
    if access.has_permission(user, Permission.SEE_AUDIT):
        care.append(_item(request, "บันทึกการใช้งาน", "audit"))
    if care:
        sections.append({"title": "ดูแลระบบ", "items": care})
    sections.append({"title": "ช่วยเหลือ", "items": [_help_item(request)]})
    return sections


def _help_item(request: HttpRequest) -> Item:
    """The help page, marked until what the newest version brought has been opened in this browser."""
    new = request.COOKIES.get(SEEN_VERSION) != newest().number
    return _item(request, "คู่มือ แบบฟอร์ม และ Road Map", "help") | {"mark": "ใหม่" if new else ""}


def _district_menu(
    request: HttpRequest, user: User, month: FiscalMonth, opened: list[ReportingMonth]
) -> list[dict[str, Any]]:
    at = {"district_code": user.district_id, "month": month}
    year = {"district_code": user.district_id, "fiscal_year": month.fiscal_year}
    signs = access.has_permission(user, Permission.SIGN)
    scans = [_item(request, "ส่งภาพเอกสารที่ลงนามแล้ว", "signed_papers")] if signs else []
    certifies = access.has_permission(user, Permission.CERTIFY_DISTRICT)
    committee = [_item(request, "คณะกรรมการ นตผ.อำเภอ", "committee", at)] if certifies else []
    return [
        {
            "title": "ระบบบันทึกข้อมูล (ระดับอำเภอ)",
            "items": [
                _item(request, "งานของฉัน", "home"),
                _item(request, "บันทึกยอดจำหน่ายสินค้า OTOP ประจำเดือน", "entry", at),
                _fix_item(request, user, month, opened),
                _item(request, "ทะเบียนกลุ่ม", "register", at),
                _item(request, "ยืนยันข้อมูลยอดจำหน่ายประจำเดือน", "sheet", at),
                _item(request, "รายการติดตามและข้อความ", "work_list"),
                _inquiries_item(request, user),
                _item(request, "แฟ้มหลักฐาน", "evidence", at),
                *committee,
                *scans,
            ],
        },
        {
            "title": "รายงานสำหรับตรวจสอบ",
            "items": [
                _item(request, "แบบจัดเก็บข้อมูล (รต.๑)", "rt1", at),
                _item(request, "แบบฟอร์มยืนยันข้อมูลสำหรับพัฒนาการอำเภอ (รต.๒)", "rt2", at),
                _item(request, "ประวัติการส่งและส่งคืน", "history", at),
                _item(request, "เป้าหมาย (ประมาณการรายได้)", "targets", {"fiscal_year": month.fiscal_year}),
                _item(request, "ตัวชี้วัด", "kpi_district", year),
                _item(request, "ผู้ผลิตรายใหม่และรายเดิม", "growth_district", year),
            ],
        },
    ]


def _fix_item(request: HttpRequest, user: User, month: FiscalMonth, opened: list[ReportingMonth]) -> Item:
    """The way to the returned lines: of the page's month, or of the newest one in which some wait."""
    waiting = {one.month: one.returned for one in opened if one.returned}
    if waiting and month not in waiting:
        month = max(waiting)
    item = _item(request, "แก้ไขที่จังหวัดส่งคืน", "fix", {"district_code": user.district_id, "month": month})
    return item | {"count": sum(waiting.values()) or None}


def _inquiries_item(request: HttpRequest, user: User) -> Item:
    """The department's inquiries, with how many wait for a word of this office."""
    return _item(request, "ข้อซักถามของกรมฯ", "inquiries") | {"count": user.waiting_inquiries or None}


def _province_menu(request: HttpRequest, user: User, month: FiscalMonth) -> list[dict[str, Any]]:
    at = {"province_code": user.province_id, "month": month}
    year = {"province_code": user.province_id, "fiscal_year": month.fiscal_year}
    return [
        {
            "title": "ระบบบันทึกข้อมูล (ระดับจังหวัด)",
            "items": [
                _item(request, "งานของฉัน", "home"),
                _item(request, "ยืนยันข้อมูลยอดจำหน่ายประจำเดือน", "province_board", at),
                _item(request, "กระดานปีงบประมาณ", "province_year", year),
                _item(request, "มติ นตผ.จังหวัด", "province_certify", at),
                _item(request, "คณะกรรมการ นตผ.จังหวัด", "province_committee", at),
                _item(request, "รายการติดตามและข้อความ", "work_list"),
                _inquiries_item(request, user),
            ],
        },
        {
            "title": "รายงานสำหรับตรวจสอบ",
            "items": [
                _item(request, "แยกตามผลิตภัณฑ์ (รต.๓)", "rt3", at),
                _item(request, "รายงานรวม (รต.๔)", "rt4", at),
                _item(request, "เป้าหมาย (ประมาณการรายได้)", "targets", {"fiscal_year": month.fiscal_year}),
                _item(request, "ตัวชี้วัด", "kpi_province", year),
                _item(request, "ผู้ผลิตรายใหม่และรายเดิม", "growth_province", year),
                _item(request, "ฉบับแก้ไขหลังยืนยัน", "revisions"),
            ],
        },
    ]


def _nation_menu(request: HttpRequest, user: User, month: FiscalMonth) -> list[dict[str, Any]]:
    year = {"fiscal_year": month.fiscal_year}
    items = [
        _item(request, "ภาพรวมปีงบประมาณ", "nation_year", year),
        _item(request, "ภาพรวมรายเดือน", "nation_month", {"month": month}),
        _item(request, "รายงานระดับประเทศ", "nation_report", {"month": month}),
        _item(request, "รายงานเสนออธิบดี", "director_reports", {"month": month}),
        _item(request, "ตัวชี้วัด", "kpi_nation", year),
        _item(request, "ผู้ผลิตรายใหม่และรายเดิม", "growth_nation", year),
        _item(request, "ฉบับแก้ไขหลังยืนยัน", "revisions"),
        _inquiries_item(request, user),
    ]
    sections = [{"title": "ข้อมูลที่จังหวัดยืนยันแล้ว", "items": items}]
    if access.has_permission(user, Permission.MANAGE_MONTHS):
        months = _item(request, "เปิด–ปิดเดือน", "months", year)
        targets = _item(request, "เป้าหมาย", "targets", year)
        holidays = _item(request, "วันหยุดราชการ", "holidays")
        reasons = _item(request, "เหตุผลส่งคืน", "return_reasons")
        sections.append({"title": "กำหนดการ", "items": [months, holidays, targets, reasons]})
    else:
        items.append(_item(request, "เป้าหมาย", "targets", year))
    return sections


def _item(request: HttpRequest, label: str, name: str, kwargs: dict[str, Any] | None = None) -> Item:
    match = request.resolver_match
    return {
        "label": label,
        "url": reverse(name, kwargs=kwargs),
        "current": bool(match and match.url_name == name),
        "count": None,
    }
