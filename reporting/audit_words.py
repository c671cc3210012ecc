"""The audit log in words: what each action is called, and what it changed, from before to after.

Events are kept as JSON for machines to check. Here they become rows that a person reads; a part that is
not known by name is shown as it is stored, so that nothing in the log is ever hidden.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.fiscal import FiscalMonth
from reporting.formats import money
from reporting.models import Action, AuditEvent, Category, Channel, Role, SignatureMethod, State

ACTIONS: dict[str, str] = {
    "save_week": "บันทึกยอดประจำสัปดาห์",
    "add_group": "เพิ่มกลุ่ม",
    "remove_line": "นำรายการออก",
    "restore_line": "นำรายการกลับ",
    "tick_district": "ยืนยันระดับอำเภอ",
    "tick_province": "ยืนยันระดับจังหวัด",
    "certify_district": "บันทึกมติ นตผ.อำเภอ",
    "certify_province": "บันทึกมติ นตผ.จังหวัด",
    "issue_rt2": "ออก รต.๒",
    "sign_rt2": "ลงนาม รต.๒",
    **{action.value: action.label for action in Action},
    "open_month": "เปิดเดือน",
    "reopen_month": "เปิดเดือนอีกครั้ง",
    "close_month": "ปิดเดือน",
    "create_user": "เพิ่มผู้ใช้งาน",
    "load_demo": "เตรียมข้อมูลตัวอย่าง",
}


@dataclass(frozen=True)
class Change:
    """One thing that changed; `line` is the id of the sales line it belongs to, if it belongs to one.

    `before` is empty where there was nothing, `after` where nothing is left.
    """

    line: int | None
    what: str
    before: str
    after: str


def action_label(action: str) -> str:
    """The Thai name of an action; an unknown one is shown by its code."""
    return ACTIONS.get(action, action)


def month_of(event: AuditEvent) -> FiscalMonth | None:
    """The month that an event of opening or closing is about."""
    found = event.changes.get("month") if isinstance(event.changes, dict) else None
    return FiscalMonth.from_key(found) if event.object_type == "reportingmonth" and found else None


def changes(event: AuditEvent) -> list[Change]:
    """Everything the event changed, in its order."""
    stored = event.changes
    if isinstance(stored, list):
        return [_line_change(part) for part in stored]
    if event.action.startswith("tick_"):
        return _ticks(stored)
    if "line" in stored:
        return [_line_change(stored)]
    if event.action in set(Action):
        what = f"สถานะ (ฉบับที่ {stored['revision']})"
        return [Change(None, what, State(stored["before"]).label, State(stored["after"]).label)]
    return [Change(None, *_fact(key, value)) for key, value in stored.items() if key not in _NOT_SHOWN]


# Numbers and codes that say nothing to a reader; what they stand for is shown beside them.
_NOT_SHOWN = {"certification", "district", "document", "group", "month", "province"}


def _ticks(stored: dict[str, Any]) -> list[Change]:
    confirmed = [Change(line, "", "", f"ยืนยัน (รุ่นที่ {version})") for line, version in stored["confirmed"]]
    cleared = [Change(line, "", f"ยืนยัน (รุ่นที่ {version})", "") for line, version in stored["cleared"]]
    return confirmed + cleared


def _line_change(part: dict[str, Any]) -> Change:
    what = f"สัปดาห์ที่ {part['week']}" if "week" in part else ""
    return Change(part["line"], what, _line_state(part["before"]), _line_state(part["after"]))


def _line_state(state: dict[str, Any]) -> str:
    """A line's figures of a week, or whether it counts."""
    if "amounts" not in state:
        return f"นำออก: {state['removed']}" if state["removed"] else "อยู่ในรายการ"
    if state["nil"]:
        return "ไม่มียอดจำหน่าย"
    if state["amounts"] is None:
        return ""
    parts = zip(Channel, state["amounts"], strict=True)
    sold = [f"{channel.label} {money(Decimal(amount))}" for channel, amount in parts if Decimal(amount)]
    return " · ".join(sold) or "0.00"


def _fact(key: str, value: Any) -> tuple[str, str, str]:
    """A plain part of an event as (what, before, after)."""
    match key:
        case "number":
            return "เลขที่", "", str(value)
        case "content":
            return "รหัสตรวจสอบข้อมูล", "", str(value)[:12]
        case "file":
            return "รหัสตรวจสอบไฟล์", "", str(value)[:12]
        case "method":
            return "วิธีลงนาม", "", SignatureMethod(value).label
        case "reports":
            return "อำเภอที่ครอบคลุม", "", f"{len(value)} อำเภอ"
        case "name":
            return "กลุ่ม/ผู้ผลิต", "", str(value)
        case "category":
            return "ประเภทผลิตภัณฑ์", "", Category(value).label
        case "new_group":
            return "ผู้ผลิตใหม่ในทะเบียน", "", "ใช่" if value else "ไม่ใช่"
        case "username":
            return "ชื่อผู้ใช้", "", str(value)
        case "role":
            return "หน้าที่ในระบบ", "", Role(value).label
        case "starts":
            return "เริ่มรายงานเดือน", "", FiscalMonth.from_key(value).label
    return key, "", json.dumps(value, ensure_ascii=False)
