"""What a handover pack says: sections of words, ready to be pinned, and the part of them that is still open.

All of it is text: what is pinned is what was read, and no later change of a name, a label or a rule gives it
another meaning. The first sections are the whole pack in brief, one sheet; the others are its annex.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from reporting import brief, habits
from reporting.deadlines import bangkok_date
from reporting.fiscal import FiscalMonth
from reporting.formats import money, thai_date, thai_datetime
from reporting.models import (
    Committee,
    District,
    FollowUp,
    Inquiry,
    InquiryState,
    Message,
    MonthlyReport,
    ProducerType,
    ReturnedLine,
    State,
    quorum_of,
)
from reporting.sections import Section, section
from reporting.stats import handover, progress, snapshot
from reporting.stats.progress import LineCounts

_HABITS = (
    "จากเดือนที่จังหวัดยืนยันแล้ว: ค่ากลางและช่องทางของ 12 เดือนก่อนหน้า ขายมากหรือน้อยคือเดือนที่ทุกครั้ง"
    f"ถึง {habits.STRONG}% หรือไม่เกิน {habits.WEAK}% ของค่ากลาง คำชี้แจงของ 2 ปี หลักฐานของ 1 ปี"
)


def of_office(place: Committee, *, now: datetime) -> list[Section]:
    """The whole pack of a district, or of a province; a fixed number of queries."""
    today = bangkok_date(now)
    present = FiscalMonth.of(today)
    reports = handover.unfinished(place, present)
    pairs = handover.roster(place, present) if isinstance(place, District) else None
    sections = [
        *_open(place, reports, now=now),
        _due(place, reports, today=today),
        _trouble(place, handover.trouble(place, present, today=today)),
        *([_roster(pairs)] if pairs is not None else []),
        _committee(handover.register(place, today=today)),
        _colleagues(place),
    ]
    return [*brief.of_pack(sections, pairs), *sections]


def still_open(place: Committee, *, now: datetime) -> list[Section]:
    """The matters that are open at this moment, in the sections of the pack."""
    present = FiscalMonth.of(bangkok_date(now))
    return _open(place, handover.unfinished(place, present), now=now)


def text_of(sections: Sequence[Section]) -> str:
    """The one text for sections, as it is pinned."""
    return snapshot.canonical(list(sections))


def hash_of(sections: Sequence[Section]) -> str:
    return hashlib.sha256(text_of(sections).encode()).hexdigest()


def _open(place: Committee, reports: Sequence[MonthlyReport], *, now: datetime) -> list[Section]:
    counts = progress.line_counts(reports)
    about, line = ("เดือน", "รายการ") if isinstance(place, District) else ("อำเภอ เดือน", "รายการ")
    return [
        section(
            "months",
            "เดือนที่ยังไม่เสร็จ",
            (about, "สถานะ", "ยังขาด"),
            ((_name(report, place), _state(report), _lacks(report, counts[report.pk])) for report in reports),
            empty="ทุกเดือนที่เปิดได้รับการยืนยันแล้ว",
        ),
        section(
            "returned",
            "รายการที่จังหวัดส่งคืนและยังไม่แก้",
            (about, line, "เหตุผลและคำอธิบาย", "ขอให้แก้ภายใน"),
            (_returned(own, place) for own in handover.returned(place)),
            empty="ไม่มีรายการที่ส่งคืนค้างอยู่",
        ),
        section(
            "inquiries",
            "ข้อซักถามของกรมฯ ที่ยังไม่ปิดเรื่อง",
            (about, "เรื่อง", "รอใคร", "ผู้ถาม"),
            (_inquiry(inquiry, place) for inquiry in handover.inquiries(place)),
            empty="ไม่มีข้อซักถามค้างอยู่",
        ),
        section(
            "talks",
            "เรื่องที่เขียนถึงกันใน 60 วัน",
            (about, "เรื่อง", "ข้อความล่าสุด", "ผู้เขียน"),
            (_talk(message, place) for message in handover.talks(place, now=now)),
            empty="ไม่มีข้อความ",
        ),
        section(
            "marks",
            "รายการที่ติดดาวไว้",
            (about, line, "ผู้ติดดาว"),
            (_mark(mark, place) for mark in handover.marks(place)),
            empty="ไม่มีรายการที่ติดดาวไว้",
        ),
    ]


def _name(report: MonthlyReport, place: Committee) -> str:
    """A month, with its district where the office has several."""
    month = report.fiscal_month.label
    return month if isinstance(place, District) else f"{report.district}\n{month}"


def _state(report: MonthlyReport) -> str:
    state = report.get_state_display()
    return f"{state}\nฉบับแก้ไขที่ {report.revision}" if report.is_correction else state


def _lacks(report: MonthlyReport, counts: LineCounts) -> str:
    if report.state == State.SUBMITTED:
        return f"รอจังหวัดยืนยัน {counts.province_unticked:,} จาก {counts.present:,} รายการ"
    left = f"ยังไม่บันทึก {counts.not_reported:,} ยังไม่ยืนยัน {counts.district_unticked:,}"
    return f"{left} จาก {counts.expected:,} รายการ"


def _returned(own: ReturnedLine, place: Committee) -> Sequence[str]:
    report = own.sent_back.report
    wish = thai_date(own.wanted_by, short=True)
    return _name(report, place), str(own.line), f"{own.why}\n{own.text}", wish


def _inquiry(inquiry: Inquiry, place: Committee) -> Sequence[str]:
    publication = inquiry.publication
    month = publication.month.label
    about = month if isinstance(place, District) else f"{publication.district}\n{month}"
    is_with_district = inquiry.state == InquiryState.OPEN and inquiry.shared_at and not inquiry.heard_at
    waits = "รออำเภอชี้แจง" if is_with_district else inquiry.get_state_display()
    by = f"{inquiry.asked_by}\n{thai_date(inquiry.asked_at, short=True)}"
    return about, f"{inquiry.subject}\n{money(inquiry.amount)} บาท (ฉบับที่ {publication.revision})", waits, by


def _talk(message: Message, place: Committee) -> Sequence[str]:
    thread = message.thread
    own = place.pk in (message.author.district_id, message.author.province_id)
    author = f"{message.author}\n{thai_datetime(message.at)}"
    about = str(thread.line) if thread.line_id else "ทั้งเดือน"
    said = message.text if own else f"{message.text}\n(รอสำนักงานนี้ตอบ)"
    return _name(thread.report, place), about, said, author


def _mark(mark: FollowUp, place: Committee) -> Sequence[str]:
    by = f"{mark.marked_by}\n{thai_date(mark.marked_at, short=True)}"
    return _name(mark.line.report, place), str(mark.line), by


def _due(place: Committee, reports: Sequence[MonthlyReport], *, today: date) -> Section:
    """By when what has to be done; a province's months once, not once for each district."""
    of_district = isinstance(place, District)
    found = set()
    for report in reports:
        ours = of_district and report.state != State.SUBMITTED
        day = report.month.submit_due if ours else report.month.publish_due
        found.add((day, report.fiscal_month, "ส่งจังหวัด" if ours else "จังหวัดยืนยัน"))
    return section(
        "due",
        "กำหนดต่อไป",
        ("ภายใน", "เดือน", "สิ่งที่ต้องทำ"),
        (
            (f"{thai_date(day)}{' (เลยกำหนด)' if day < today else ''}", month.label, what)
            for day, month, what in sorted(found)
        ),
        empty="ไม่มีกำหนดที่รออยู่",
    )


def _trouble(place: Committee, seen: handover.Trouble) -> Section:
    rows = [
        (report, "ส่งล่าช้า", "", f"ส่งเมื่อ {thai_datetime(report.first_submitted_at)}") for report in seen.late
    ]
    rows += [(own.line.report, "จังหวัดส่งคืน", str(own.line), f"{own.why}: {own.text}") for own in seen.returned]
    rows += [(own.report, "เปิดแก้ไขหลังยืนยัน", "", own.reason) for own in seen.reopened]
    for line, doubted in seen.doubted:
        answer = f"ชี้แจงว่า {doubted.note}" if doubted.is_answered else "ยังไม่ชี้แจง"
        rows.append((line.report, "ข้อสังเกต", str(line), f"{' · '.join(doubted.sentences)} ({answer})"))
    rows.sort(key=lambda row: row[0].fiscal_month, reverse=True)
    return section(
        "trouble",
        "สิ่งที่เกิดขึ้นใน 3 เดือนก่อน",
        ("เดือน" if isinstance(place, District) else "อำเภอ เดือน", "เรื่อง", "รายการ", "รายละเอียด"),
        ((_name(report, place), *words) for report, *words in rows),
        empty="ไม่มีการส่งคืน การแก้ไข การส่งล่าช้า หรือข้อสังเกต",
    )


def _roster(pairs: handover.Pairs) -> Section:
    groups = len({entry.group_id for entry, _ in pairs})
    return section(
        "roster",
        f"ทะเบียน {groups:,} กลุ่ม {len(pairs):,} รายการ และสิ่งที่เป็นปกติของแต่ละรายการ",
        ("กลุ่ม/ผู้ผลิต ผู้ประกอบการ", "ประเภทผลิตภัณฑ์", "ยอดปกติ", "ช่องทาง", "ช่วงที่ขายมากและน้อย", "คำชี้แจง", "หลักฐาน"),
        (
            (
                f"{entry.group}\n{entry.group.subdistrict} · {ProducerType(entry.group.producer_type).short}",
                entry.get_category_display(),
                habits.usual(line),
                habits.channels(line),
                habits.seasons(line),
                habits.notes(line),
                habits.evidence(line),
            )
            for entry, line in pairs
        ),
        empty="ยังไม่มีกลุ่มในทะเบียน",
        lead=_HABITS,
    )


def _committee(register: handover.Register) -> Section:
    members = register.members
    waiting = " · ".join(
        f"{circular} ตอบได้ถึง {thai_date(circular.expires_on, short=True)}" for circular in register.circulars
    )
    return section(
        "committee",
        "คณะกรรมการ นตผ.",
        ("ชื่อ–สกุล", "หน้าที่", "ตำแหน่ง", "ตั้งแต่"),
        (
            (member.name, member.get_role_display(), member.position, thai_date(member.since, short=True))
            for member in members
        ),
        empty="ยังไม่ได้บันทึกรายชื่อกรรมการ จึงยังนับองค์ประชุมและเวียนหนังสือไม่ได้",
        lead=" · ".join(
            part
            for part in (
                f"กรรมการ {len(members)} คน องค์ประชุมอย่างน้อย {quorum_of(len(members))} คน" if members else "",
                f"หนังสือเวียนที่ยังเปิดอยู่: {waiting}" if waiting else "ไม่มีหนังสือเวียนที่เปิดอยู่",
            )
            if part
        ),
    )


def _colleagues(place: Committee) -> Section:
    return section(
        "people",
        "ผู้ที่ทำงานด้วย",
        ("ชื่อ–สกุล", "ตำแหน่ง", "สำนักงาน"),
        (
            (user.full_name, user.position, f"{user.office}\n{user.get_role_display()}")
            for user in handover.colleagues(place)
        ),
        empty="ยังไม่มีบัญชีอื่น",
    )
