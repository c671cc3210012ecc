"""A handover pack in brief: what fits on the one sheet that whoever comes reads first.

Everything is taken from the pack's own sections, so that sheet and annex never differ. Long lists are cut and
say how much is left; long names and reasons are cut and stand in full in the annex.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from reporting import habits
from reporting.models import Category
from reporting.sections import Section, section
from reporting.stats.handover import Pairs

CODES = ("brief", "telling")
"""The sections of the first sheet; packs of an earlier day have none of them."""

TELLING = 10
WIDE, NAME, NOTE = 145, 40, 26
_TROUBLES = ("ส่งล่าช้า", "จังหวัดส่งคืน", "เปิดแก้ไขหลังยืนยัน", "ข้อสังเกต")


def of_pack(sections: Sequence[Section], pairs: Pairs | None) -> list[Section]:
    """The sections of the first sheet; `pairs` is a district's register, None for a province."""
    rows = {one["code"]: one["rows"] for one in sections}
    leads = {one["code"]: one["lead"] for one in sections}
    said = [
        ("ทะเบียน", _register(pairs) if pairs is not None else ""),
        ("เดือนที่ยังไม่เสร็จ", _listed(rows["months"], _month, most=3, what="เดือน") or "ทุกเดือนยืนยันแล้ว"),
        ("กำหนดต่อไป", _listed(rows["due"], _due, most=2, what="กำหนด") or "ไม่มีกำหนดที่รออยู่"),
        ("ส่งคืนและยังไม่แก้", _listed(rows["returned"], _returned, most=3, what="รายการ") or "ไม่มี"),
        ("ข้อซักถามของกรมฯ", _listed(rows["inquiries"], _inquiry, most=2, what="เรื่อง")),
        ("ข้อความและติดดาว", _waiting(rows)),
        ("3 เดือนก่อน", _troubles(rows["trouble"])),
        ("คณะกรรมการ นตผ.", _committee(rows["committee"], leads["committee"])),
        ("ติดต่อ", _listed(rows["people"], _person, most=5, what="คน") or "ยังไม่มีบัญชีอื่น"),
    ]
    first = section("brief", "ทั้งชุดโดยย่อ", ("เรื่อง", "โดยย่อ"), (row for row in said if row[1]), empty="")
    return [first] if pairs is None else [first, _telling(pairs)]


def clipped(text: str, length: int) -> str:
    """The text on one line, cut to so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"


def _register(pairs: Pairs) -> str:
    counts = Counter(entry.category for entry, _ in pairs)
    groups = len({entry.group_id for entry, _ in pairs})
    shares = [f"{Category(code).label} {counts[code]:,}" for code in Category.values if counts[code]]
    return " · ".join([f"{groups:,} กลุ่ม {len(pairs):,} รายการ", *shares])


def _telling(pairs: Pairs) -> Section:
    """The lines of which there is most to know before the first month, the most remarkable first."""
    ranked = sorted(
        ((habits.telling(line), entry, line) for entry, line in pairs), key=lambda one: one[0], reverse=True
    )
    chosen = [(entry, line) for rank, entry, line in ranked if any(rank)][:TELLING]
    return section(
        "telling",
        f"{TELLING} รายการที่ควรรู้ก่อน",
        ("กลุ่ม/ผู้ผลิต ผู้ประกอบการ", "ประเภทผลิตภัณฑ์", "ยอดปกติ", "ช่องทาง", "ช่วงที่ขายมากและน้อย", "คำชี้แจง"),
        (
            (
                clipped(str(entry.group), NAME),
                entry.get_category_display(),
                habits.usual(line),
                habits.channels(line),
                habits.seasons(line),
                clipped(habits.notes(line), NOTE),
            )
            for entry, line in chosen
        ),
        empty="ยังไม่มีเดือนที่ยืนยันแล้ว จึงยังบอกสิ่งที่เป็นปกติไม่ได้",
    )


def _listed(
    rows: Sequence[Sequence[str]], say: Callable[[Sequence[str]], str], *, most: int, what: str
) -> str:
    lines = [clipped(say(row), WIDE) for row in rows[:most]]
    left = len(rows) - most
    return "\n".join([*lines, f"และอีก {left:,} {what} อยู่ในภาคผนวก"] if left > 0 else lines)


def _month(row: Sequence[str]) -> str:
    name, state, lacks = row
    return f"{name} ({state}) {lacks}"


def _due(row: Sequence[str]) -> str:
    day, month, what = row
    return f"{day} {what}เดือน{month}"


def _returned(row: Sequence[str]) -> str:
    month, line, why, wish = row
    return f"{month} {line}: {why}" + (f" (ภายใน {wish})" if wish else "")


def _inquiry(row: Sequence[str]) -> str:
    month, subject, waits, _ = row
    return f"{month} {subject} ({waits})"


def _person(row: Sequence[str]) -> str:
    name, position, office = row
    return f"{name} {position} · {office}"


def _waiting(rows: Mapping[str, Sequence[Sequence[str]]]) -> str:
    talks, marks = rows["talks"], rows["marks"]
    waiting = sum("รอสำนักงานนี้ตอบ" in row[2] for row in talks)
    return f"ข้อความใน 60 วัน {len(talks):,} เรื่อง รอสำนักงานนี้ตอบ {waiting:,} · ติดดาว {len(marks):,} รายการ"


def _troubles(rows: Sequence[Sequence[str]]) -> str:
    """How often what happened, and the newest of it in words; doubts come last, for they are many."""
    if not rows:
        return "ไม่มีการส่งคืน การแก้ไข การส่งล่าช้า หรือข้อสังเกต"
    counts = Counter(row[1] for row in rows)
    said = " · ".join(f"{kind} {counts[kind]:,}" for kind in _TROUBLES if counts[kind])
    newest = sorted(rows, key=lambda row: row[1] == _TROUBLES[-1])[:2]
    return "\n".join([said, *(clipped(" ".join(row), WIDE) for row in newest)])


def _committee(members: Sequence[Sequence[str]], lead: str) -> str:
    if not members:
        return "ยังไม่ได้บันทึกรายชื่อกรรมการ"
    name, role, *_ = members[0]
    return clipped(f"{lead} · {role} {name}", WIDE)
