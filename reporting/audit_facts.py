"""The plain parts of audit events in words: a name and a value as a person reads them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from reporting.fiscal import FiscalMonth
from reporting.formats import money, thai_date
from reporting.models import Category, CorrectionReason, FiledBy, Role, SignatureMethod

# Parts that are words or numbers already.
_AS_WRITTEN = {
    "number": "เลขที่",
    "name": "กลุ่ม/ผู้ผลิต",
    "username": "ชื่อผู้ใช้",
    "holiday": "ชื่อวันหยุด",
    "apart_from": "เป็นคนละกลุ่มกับ",
    "member": "กรรมการ",
    "members": "กรรมการที่ได้รับลิงก์",
    "members_total": "กรรมการทั้งหมด",
    "agreed": "เห็นชอบ",
    "turnout": "องค์ประชุม",
    "address": "อีเมล",
    "leaver": "ผู้ส่งมอบ",
    "successor": "ผู้รับมอบ",
    "successor_before": "ผู้รับมอบเดิม",
    "message": "ข้อความ",
    "revision": "ฉบับที่",
    "substitute": "ผู้ปฏิบัติหน้าที่แทน",
    "cover_post": "แทนในหน้าที่",
}

# Parts of an account: what they were, and what they are.
_OF_ACCOUNT = {
    "full_name": "ชื่อ–สกุล",
    "position": "ตำแหน่ง",
    "acting_for": "ปฏิบัติราชการแทน",
    "email": "อีเมล",
    "post": "หน้าที่ในระบบ",
    "area": "พื้นที่",
}

# What is said of a correction or of a leave cover, and how it is read.
_READ: dict[str, tuple[str, Callable[[Any], str]]] = {
    "pairs": ("รายการที่ขอหรืออนุญาต", lambda value: f"{len(value)} รายการ"),
    "why": ("เหตุผล", lambda value: CorrectionReason(value).label),
    "effect": ("ผลต่อยอดรวมโดยประมาณ", lambda value: f"{money(Decimal(value))} บาท"),
    "expires": ("แก้ไขได้ถึงวันที่", lambda value: thai_date(date.fromisoformat(value))),
    "cover_days": ("วันที่แทน", lambda value: " ถึง ".join(thai_date(date.fromisoformat(day)) for day in value)),
    "expired": ("เดิมแก้ไขได้ถึงวันที่", lambda value: thai_date(date.fromisoformat(value))),
}


# Days that moved, each from one to another or to none.
_DAYS = {
    "more_time": "ขยายเวลาถึงวันที่",
    "day_off": "วันหยุดราชการ",
    "submit_due": "อำเภอส่งภายใน",
    "check_due": "จังหวัดตรวจภายใน",
    "publish_due": "จังหวัดยืนยันภายใน",
}


def fact(key: str, value: Any) -> tuple[str, str, str]:
    """A plain part of an event as (what, before, after)."""
    if key in _READ:
        what, read = _READ[key]
        return what, "", read(value)
    if key in _OF_ACCOUNT and isinstance(value, list):
        return _OF_ACCOUNT[key], *value
    if key in _DAYS:
        before, after = (thai_date(date.fromisoformat(day)) if day else "" for day in value)
        return _DAYS[key], before, after
    if key == "figure":
        subject, amount = value
        return subject, "", f"{money(Decimal(amount))} บาท"
    return _plain(key, value)


def _plain(key: str, value: Any) -> tuple[str, str, str]:
    match key:
        case "content":
            return "รหัสตรวจสอบข้อมูล", "", str(value)[:12]
        case "open_matters":
            return "รหัสของเรื่องที่ค้างซึ่งอ่านแล้ว", "", str(value)[:12]
        case "file":
            return "รหัสตรวจสอบไฟล์", "", str(value)[:12]
        case "method":
            return "วิธีลงนาม", "", SignatureMethod(value).label
        case "filed_by":
            return "จัดเข้าแฟ้มโดย", "", FiledBy(value).label
        case "scan":
            return "ชื่อไฟล์", "", str(value)
        case "reports":
            return "อำเภอที่ครอบคลุม", "", f"{len(value)} อำเภอ"
        case "until":
            return "เป็นกรรมการวันสุดท้าย", "", thai_date(date.fromisoformat(value))
        case "members_total" | "agreed":
            return _AS_WRITTEN[key], "", f"{value} คน"
        case "category":
            return "ประเภทผลิตภัณฑ์", "", Category(value).label
        case "new_group":
            return "ผู้ผลิตใหม่ในทะเบียน", "", "ใช่" if value else "ไม่ใช่"
        case "role":
            return "หน้าที่ในระบบ", "", Role(value).label
        case "apart_from" | "members":
            return _AS_WRITTEN[key], "", " · ".join(value)
        case "last_month":
            return "เดือนสุดท้ายที่รายงาน", "", FiscalMonth.from_key(value).label
        case "starts":
            return "เริ่มรายงานเดือน", "", FiscalMonth.from_key(value).label
        case "letters":
            return "รับแจ้งเตือนทางอีเมลที่", *value
        case "starts_before":
            return "เดิมเริ่มรายงานเดือน", FiscalMonth.from_key(value).label if value else "", ""
    if key in _AS_WRITTEN:
        return _AS_WRITTEN[key], "", str(value)
    return key, "", json.dumps(value, ensure_ascii=False)
