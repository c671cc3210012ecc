"""What surrounds every page: the side menu, the office, the month switcher and the due date.

The menu is made from rights, with the words the users know; the month of the page is kept when the
user moves to another page, and the page is kept when the user moves to another month.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, resolve, reverse
from django.utils import timezone

from reporting import access, covering, due_words, own_manual
from reporting.access import Permission
from reporting.deadlines import bangkok_date
from reporting.fiscal import MONTHS_SHORT_TH, FiscalMonth
from reporting.models import ReportingMonth, User
from reporting.stats import extensions, returned
from reporting.versions import newest

Item = dict[str, Any]

SEEN_VERSION = "seen_version"
"""The cookie that says whose news have been opened; it is nobody's secret and no right hangs on it."""

# Forms about one thing of one month: leaving the month means leaving the form.
_OF_THIS_MONTH = {
    "line_remove",
    "line_note",
    "evidence_add",
    "evidence_line",
    "evidence_remove",
    "withdraw",
    "return_lines",
    "correction",
    "circular",
    "circular_cancel",
    "province_circular",
    "province_circular_cancel",
    "side_by_side",
    "published_line",
    "director_report",
    "month_reopen",
    "extension_end",
}


# Signing is done on the form's own page, which other months have as well.
_BEHIND = {"sign": "rt2", "rt4_sign": "rt4"}


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context processor of every page behind the login. 1 query, or 2 for whom a cover names."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    opened = opened_months(request)
    chosen = month_of(request) or default_month(opened)
    stays = _month_kwarg(request) is None or request.resolver_match.url_name in _OF_THIS_MONTH
    switch = None if stays else _month_switch(request, opened)
    stand_in = covering.offers(user)
    return {
        "nav": _stand_in_menu(stand_in) + _nav(request, user, chosen),
        "stand_in": stand_in,
        "office": {"name": user.office, "sub": _office_note(user)},
        "month_switch": switch,
        "due": _due(request, opened, chosen),
        "help_url": own_manual.url_about(request.resolver_match, user),
    }


def opened_months(request: HttpRequest) -> list[ReportingMonth]:
    """All opened months in time, read once for the page and what surrounds it.

    For a district each knows how many returned lines wait in it; all know their extensions.
    """
    if not hasattr(request, "opened_months"):
        user = request.user
        of_district = user.is_authenticated and user.is_district_staff
        months = returned.months_of(user) if of_district else ReportingMonth.objects.all()
        if user.is_authenticated:
            months = extensions.on_months(months, user, today=bangkok_date(timezone.now()))
        request.opened_months = list(months)
    return request.opened_months


def default_month(opened: list[ReportingMonth] | None = None) -> FiscalMonth:
    """The month a page opens with: the newest opened one that has begun, or the present month."""
    present = FiscalMonth.of(bangkok_date(timezone.now()))
    opened = list(ReportingMonth.objects.all()) if opened is None else opened
    begun = [reporting.month for reporting in opened if reporting.month <= present]
    return max(begun, default=present)


def month_of(request: HttpRequest) -> FiscalMonth | None:
    """The month of the page, from its address."""
    return _month_kwarg(request)


def _month_kwarg(request: HttpRequest) -> FiscalMonth | None:
    match = _place(request)
    return match.kwargs.get("month") if match else None


def _place(request: HttpRequest) -> ResolverMatch | None:
    """Where the page belongs: its own address, or that of the page behind a document, which a view names."""
    behind = getattr(request, "page_behind", "")
    return resolve(behind) if behind else request.resolver_match


def _stand_in_menu(offers: list[covering.Offer]) -> list[dict[str, Any]]:
    """The way to the switch, while there is somebody to stand in for."""
    running = sum(offer.runs for offer in offers)
    url = reverse("home") + "#stand-in"
    item = {"label": "ปฏิบัติหน้าที่แทน", "url": url, "current": False, "count": running}
    return [{"title": "", "items": [item]}] if running else []


def _nav(request: HttpRequest, user: User, month: FiscalMonth) -> list[dict[str, Any]]:
    sections = []
    if user.is_district_staff:
        sections = _district_menu(request, user, month)
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


def _district_menu(request: HttpRequest, user: User, month: FiscalMonth) -> list[dict[str, Any]]:
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
                _fix_item(request, user, month),
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


def _fix_item(request: HttpRequest, user: User, month: FiscalMonth) -> Item:
    """The way to the returned lines: of the page's month, or of the newest one in which some wait."""
    waiting = {opened.month: opened.returned for opened in opened_months(request) if opened.returned}
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


def _office_note(user: User) -> str:
    place = f"{user.district.province} · " if user.district else ""
    return f"{place}{user.get_role_display()}"


def _month_switch(request: HttpRequest, opened: list[ReportingMonth]) -> dict[str, Any]:
    """The same page in the neighbouring opened months, and in all of this fiscal year.

    The day whose figures the page shows is kept, as the page is.
    """
    match = _place(request)
    current, name = match.kwargs["month"], _BEHIND.get(match.url_name, match.view_name)
    day = {"on": request.GET["on"]} if request.GET.get("on") else None

    def link(month: FiscalMonth, label: str) -> dict[str, Any]:
        url = reverse(name, kwargs=match.kwargs | {"month": month}, query=day)
        return {"label": label, "url": url, "current": month == current}

    months = sorted(reporting.month for reporting in opened)
    before = [month for month in months if month < current]
    after = [month for month in months if month > current]
    return {
        "fiscal_year": current.fiscal_year,
        "current": link(current, current.label),
        "previous": link(before[-1], before[-1].short_th) if before else None,
        "next": link(after[0], after[0].short_th) if after else None,
        "months": [
            link(month, f"{MONTHS_SHORT_TH[month.month - 1]} {month.year_be}") for month in reversed(months)
        ],
    }


def _due(request: HttpRequest, opened: list[ReportingMonth], month: FiscalMonth) -> dict[str, Any] | None:
    """The due date that concerns this person on this page, and the month's other dates, in words."""
    found = next((reporting for reporting in opened if reporting.month == month), None)
    user = request.user
    if found is None or not (
        user.is_district_staff or user.is_province_staff or user.sees_publications_of_all
    ):
        return None
    return due_words.of_month(found, user, getattr(request, "report", None), now=timezone.now())
