"""The audit log in words: what each action is called, and what it changed, from before to after.

Events are kept as JSON for machines to check. Here they become rows that a person reads; a part that is
not known by name is shown as it is stored, so that nothing in the log is ever hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from reporting import audit_facts
from reporting.fiscal import FiscalMonth
from reporting.formats import money, thai_date
from reporting.models import (
    Action,
    Answer,
    AuditEvent,
    Category,
    Channel,
    CommitteeRole,
    State,
)

ACTIONS: dict[str, str] = {
    "save_week": "บันทึกยอดประจำสัปดาห์",
    "save_month": "นำเข้ายอดจาก Excel",
    "add_group": "เพิ่มกลุ่ม",
    "close_group": "ปิดกลุ่ม",
    "reopen_group": "เปิดกลุ่มอีกครั้ง",
    "remove_line": "นำรายการออก",
    "restore_line": "นำรายการกลับ",
    "write_note": "ชี้แจงรายการ",
    "fix_lines": "แก้ไขรายการที่ส่งคืน",
    "answer_returned": "ตอบรายการที่ส่งคืน",
    "post_message": "ส่งข้อความ",
    "ask_inquiry": "ซักถามตัวเลขที่ยืนยันแล้ว",
    "answer_inquiry": "ตอบข้อซักถาม",
    "share_inquiry": "ขอให้อำเภอชี้แจงข้อซักถาม",
    "remark_inquiry": "ชี้แจงข้อซักถาม",
    "close_inquiry": "ปิดข้อซักถาม",
    "follow_line": "ติดดาวหรือเลิกติดดาว",
    "tick_district": "ยืนยันระดับอำเภอ",
    "tick_province": "ยืนยันระดับจังหวัด",
    "certify_district": "บันทึกมติ นตผ.อำเภอ",
    "certify_province": "บันทึกมติ นตผ.จังหวัด",
    "add_member": "เพิ่มกรรมการ นตผ.",
    "change_member": "แก้ไขข้อมูลกรรมการ นตผ.",
    "end_member": "กรรมการ นตผ. พ้นตำแหน่ง",
    "start_circular": "เวียนหนังสือ",
    "answer_circular": "กรรมการตอบหนังสือเวียน",
    "renew_link": "ออกลิงก์ใหม่ให้กรรมการ",
    "close_circular": "ปิดหนังสือเวียนเป็นมติ",
    "cancel_circular": "ยกเลิกหนังสือเวียน",
    "void_circular": "หนังสือเวียนใช้ไม่ได้เพราะยอดเปลี่ยน",
    "issue_rt2": "ออก รต.๒",
    "sign_rt2": "ลงนาม รต.๒",
    "issue_rt3": "ออก รต.๓",
    "issue_rt4": "ออก รต.๔",
    "sign_rt4": "ลงนาม รต.๔",
    "issue_nation": "ออกรายงานระดับประเทศ",
    "pin_report": "ตรึงตัวเลขรายงานเสนออธิบดี",
    "issue_director": "ออกรายงานเสนออธิบดี",
    "receive_scan": "รับภาพเอกสารที่ลงนาม",
    "file_scan": "จัดภาพที่ลงนามเข้าแฟ้ม",
    "put_scan_aside": "นำภาพที่ไม่ใช่เอกสารออก",
    "add_evidence": "เพิ่มหลักฐาน",
    "remove_evidence": "นำหลักฐานออก",
    "ask_correction": "ขอแก้ไขข้อมูลที่ยืนยันแล้ว",
    "withdraw_correction": "ถอนคำขอแก้ไข",
    "refuse_correction": "ไม่อนุญาตให้แก้ไข",
    "grant_correction": "อนุญาตให้แก้ไข",
    "extend_correction": "ขยายเวลาแก้ไข",
    **{action.value: action.label for action in Action},
    "open_month": "เปิดเดือน",
    "reopen_month": "เปิดเดือนอีกครั้ง",
    "close_month": "ปิดเดือน",
    "extend_month": "ขยายเวลาให้อำเภอ",
    "end_extension": "ยกเลิกการขยายเวลา",
    "add_holiday": "เพิ่มวันหยุดราชการ",
    "remove_holiday": "นำวันหยุดราชการออก",
    "move_due_dates": "ปรับกำหนดตามวันหยุด",
    "add_reason": "เพิ่มเหตุผลส่งคืน",
    "word_reason": "แก้ถ้อยคำเหตุผลส่งคืน",
    "retire_reason": "เลิกใช้เหตุผลส่งคืน",
    "use_reason": "ใช้เหตุผลส่งคืนอีกครั้ง",
    "move_reason": "เลื่อนลำดับเหตุผลส่งคืน",
    "accept_targets": "รับเป้าหมาย",
    "assign_target_column": "เปลี่ยนช่องทางของคอลัมน์เป้าหมาย",
    "define_kpi": "กำหนดตัวชี้วัด",
    "create_user": "เพิ่มผู้ใช้งาน",
    "edit_user": "แก้ไขข้อมูลผู้ใช้งาน",
    "move_user": "ย้ายผู้ใช้งานออก",
    "receive_user": "รับผู้ใช้งานที่ย้ายมา",
    "end_user": "ปิดใช้งานบัญชี",
    "revive_user": "เปิดใช้งานบัญชีอีกครั้ง",
    "arrange_cover": "จัดผู้ปฏิบัติหน้าที่แทน",
    "end_cover": "ให้การปฏิบัติหน้าที่แทนสิ้นสุด",
    "give_link": "ออกลิงก์ตั้งรหัสผ่าน",
    "forget_factors": "ล้างการยืนยันตัวตนสองชั้น",
    "choose_password": "ตั้งรหัสผ่านด้วยลิงก์",
    "start_handover": "ทำชุดส่งมอบงาน",
    "name_successor": "ระบุผู้รับมอบงาน",
    "accept_handover": "รับมอบงาน",
    "withdraw_handover": "ถอนชุดส่งมอบงาน",
    "choose_mail": "ตั้งค่าการแจ้งเตือนทางอีเมล",
    "send_again": "ส่งอีเมลที่ส่งไม่ได้อีกครั้ง",
    "make_key": "ออกกุญแจข้อมูลเปิด",
    "revoke_key": "เพิกถอนกุญแจข้อมูลเปิด",
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
    """The month that an event of a province or of all is about."""
    found = event.changes.get("month") if isinstance(event.changes, dict) else None
    tells = event.object_type in ("reportingmonth", "province", "inquiry")
    return FiscalMonth.from_key(found) if tells and found else None


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
        moved = Change(None, what, State(stored["before"]).label, State(stored["after"]).label)
        return [moved, *(_line_change(part) for part in stored.get("lines", ()))]
    if "member" in stored and "after" in stored:
        return _member_change(stored)
    if "targets" in stored:
        return [_target_change(part) for part in stored["targets"]] + [
            _target_decision(part) for part in stored["decisions"]
        ]
    if "assignment" in stored:
        said = stored["assignment"]
        what = f"คอลัมน์ “{said['column']}” {said['count']} ค่า"
        return [Change(None, what, said["before"], said["after"])]
    if "reason" in stored and "after" in stored:
        return _reason_change(stored)
    if event.action == "define_kpi":
        return [Change(None, name, old, new) for name, old, new in stored["changed"]]
    facts = [
        Change(None, *audit_facts.fact(key, value)) for key, value in stored.items() if key not in _NOT_SHOWN
    ]
    return facts + [_roster_change(part) for part in stored.get("roster", ())]


# Numbers and codes that say nothing to a reader; what they stand for is shown beside them.
_NOT_SHOWN = {"certification", "circular", "correction", "district", "document", "group"}
_NOT_SHOWN |= {"month", "province", "roster"}


_OF_MEMBER = {
    "name": "ชื่อ–สกุล",
    "role": "หน้าที่",
    "position": "ตำแหน่ง",
    "since": "ตั้งแต่",
    "contact": "ติดต่อ",
    "answer": "คำตอบ",
    "remark": "ข้อสังเกต",
}


def _member_change(stored: dict[str, Any]) -> list[Change]:
    """What changed of a committee's member: the register, or the answer to a circular."""
    before, after = stored["before"] or {}, stored["after"]
    sides = ((key, _member_word(key, before.get(key, "")), _member_word(key, after[key])) for key in after)
    named = [(f"{stored['member']}: {_OF_MEMBER[key]}", old, new) for key, old, new in sides if old != new]
    return [Change(None, *change) for change in named]


def _member_word(key: str, value: str) -> str:
    if key == "role" and value:
        return CommitteeRole(value).label
    if key == "since" and value:
        return thai_date(date.fromisoformat(value))
    return Answer(value).label if key == "answer" and value else value


def _target_change(part: dict[str, Any]) -> Change:
    """A target that was set, with what was printed and why another figure counts."""
    month, channel = FiscalMonth.from_key(part["month"]), Channel(part["channel"])
    what = f"อำเภอ {part['district']} {month} {channel.label}"
    before = "ยังไม่กำหนด" if part["before"] is None else money(Decimal(part["before"]))
    after = money(Decimal(part["after"]))
    if part["printed"] is not None and part["printed"] != part["after"]:
        after += f" (พิมพ์ {money(Decimal(part['printed']))})"
    return Change(None, what, before, f"{after} – {part['why']}" if part["why"] else after)


def _target_decision(part: dict[str, str]) -> Change:
    """What was decided of a printed sum that does not tie, or of a cell that was left unset."""
    accepted = part["accepted"] or "ยังไม่กำหนด"
    return Change(None, part["label"], f"พิมพ์ {part['printed']}", f"{accepted} – {part['reason']}")


_OF_REASON = {"label": "เหตุผล", "advice": "สิ่งที่อำเภอควรตรวจ", "position": "ลำดับ", "active": "สถานะ"}


def _reason_change(stored: dict[str, Any]) -> list[Change]:
    """What changed of a reason for returning a line; all of it where the reason is new."""
    before, after = stored["before"], stored["after"]
    changed = [key for key in after if before.get(key) != after[key]]
    return [
        Change(None, f"{stored['reason']}: {_OF_REASON[key]}", _reason_word(before.get(key)), word)
        for key in changed
        if (word := _reason_word(after[key])) or before
    ]


def _reason_word(value: str | int | bool | None) -> str:
    if value is None:
        return ""
    return ("ใช้อยู่" if value else "เลิกใช้") if isinstance(value, bool) else str(value)


def _ticks(stored: dict[str, Any]) -> list[Change]:
    confirmed = [Change(line, "", "", f"ยืนยัน (รุ่นที่ {version})") for line, version in stored["confirmed"]]
    cleared = [Change(line, "", f"ยืนยัน (รุ่นที่ {version})", "") for line, version in stored["cleared"]]
    return confirmed + cleared + [_sample(part) for part in [stored.get("sample")] if part]


def _sample(part: dict[str, Any]) -> Change:
    """By what number, and how many lines, the province's random sample of a month was drawn."""
    return Change(None, "สุ่มตรวจ", "", f"{part['size']} รายการ เลขสุ่ม {part['seed']}")


def _roster_change(part: dict[str, Any]) -> Change:
    """A category of a producer whose place on the roster changed, when it was closed or opened again."""
    what = f"รายงานประเภท{Category(part['category']).label}"
    return Change(None, what, _interval(part["before"]), _interval(part["after"]))


def _interval(months: list[int | None] | None) -> str:
    """The months a category is expected in: from the first, to the last if it has one."""
    if months is None:
        return "ไม่ต้องรายงาน"
    starts, ends = (FiscalMonth.from_key(key) if key else None for key in months)
    return f"ตั้งแต่ {starts} ถึง {ends}" if ends else f"ตั้งแต่ {starts}"


def _line_change(part: dict[str, Any]) -> Change:
    what = f"สัปดาห์ที่ {part['week']}" if "week" in part else ""
    if "evidence" in part:
        what = "" if part["line"] else "หลักฐานของทั้งเดือน"
    return Change(part["line"], what, _line_state(part["before"]), _line_state(part["after"]))


def _line_state(state: dict[str, Any]) -> str:
    """A line's figures of a week, what was said or kept of it, its star, or whether it counts."""
    for words in ("note", "answer", "message", "evidence"):
        if words in state:
            return state[words]
    if "followed" in state:
        return "ติดดาว" if state["followed"] else "ไม่ติดดาว"
    if state.get("removed"):
        return f"นำออก: {state['removed']}"
    if "amounts" not in state:
        return "อยู่ในรายการ"
    if state["nil"]:
        return "ไม่มียอดจำหน่าย"
    if state["amounts"] is None:
        return ""
    parts = zip(Channel, state["amounts"], strict=True)
    sold = [f"{channel.label} {money(Decimal(amount))}" for channel, amount in parts if Decimal(amount)]
    return " · ".join(sold) or "0.00"
