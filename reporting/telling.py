"""What is told of a hand-over in one sentence: who did what, what is to be done now, until when.

The other office reads something else than one's own: what the province is asked to check, the district only
hears of. No sentence holds a figure of baht, a reason or other words of people, because it also goes out by
e-mail (R12). Nothing here reads the database.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from reporting import deadlines
from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.models import Committee, MonthlyReport, Notice, NoticeKind, ReportingMonth, Role, User


@dataclass(frozen=True)
class Words:
    """A sentence for the people of the district, and one for those of the province.

    The department, where it is told at all, reads the province's unless it has its own.
    """

    district: str
    province: str
    department: str = ""

    def for_person(self, user: User) -> str:
        if user.is_district_staff:
            return self.district
        return self.province if user.is_province_staff else self.department or self.province


_HAND_OVERS: Mapping[str, Words] = {
    NoticeKind.SUBMIT: Words(
        "{who} ส่ง{what} ให้จังหวัดแล้ว จังหวัดยืนยัน{publish}", "{who} ส่ง{what} แล้ว โปรดตรวจและยืนยัน{publish}"
    ),
    NoticeKind.WITHDRAW: Words(
        "{who} ดึง{what} กลับมาแก้ไข โปรดแก้แล้วส่งใหม่{submit}", "{who} ดึง{what} กลับไปแก้ไข รออำเภอส่งใหม่{submit}"
    ),
    NoticeKind.RETURN_LINES: Words(
        "{who} ส่งคืน{what} {count} โปรดแก้หรือตอบ แล้วส่งใหม่{until}",
        "{who} ส่งคืน{what} {count} แล้ว รออำเภอแก้และส่งใหม่{until}",
    ),
    NoticeKind.PUBLISH: Words(
        "{who} ยืนยัน{what} แล้ว กรมฯ เห็นยอดแล้ว เดือนนี้ไม่มีงานค้าง",
        "{who} ยืนยัน{what} แล้ว กรมฯ เห็นยอดแล้ว อำเภอนี้ไม่มีงานค้าง",
    ),
    NoticeKind.REOPEN: Words(
        "{who} เปิด{what} ให้แก้ไข โปรดแก้แล้วส่งใหม่{until} ระหว่างนี้ฉบับเดิมยังมีผล",
        "{who} เปิด{what} ให้แก้ไข รออำเภอแก้แล้วส่งใหม่{until} ระหว่างนี้ฉบับเดิมยังมีผล",
    ),
    NoticeKind.END_CORRECTION: Words(
        "{who} ยุติการแก้ไข{what} แล้ว ฉบับที่จังหวัดยืนยันไว้ยังมีผลตามเดิม เดือนนี้ไม่มีงานค้าง",
        "{who} ยุติการแก้ไข{what} แล้ว ฉบับที่จังหวัดยืนยันไว้ยังมีผลตามเดิม อำเภอนี้ไม่มีงานค้าง",
    ),
}


def who(user: User) -> str:
    """The person with the role, as a sentence begins; and in whose stead, where it is somebody else's."""
    stead = f" {user.cover.in_stead}" if user.cover else ""
    return f"{user.full_name} ({user.get_role_display()}{stead})"


def what(report: MonthlyReport) -> str:
    """The thing that is handed over: a district's month, and which revision where it is not the first."""
    revision = f" ฉบับที่ {report.revision}" if report.is_correction else ""
    return f"รายงาน{report.district} เดือน{report.month}{revision}"


def until(due: date, *, now: datetime) -> str:
    """ " ภายในวันที่ …", or that it should be soon because the day has passed. Begins with a space."""
    if deadlines.is_late(now, due):
        return f"โดยเร็ว (เลยกำหนด {thai_date(due)} แล้ว)"
    return f"ภายในวันที่ {thai_date(due)}"


def hand_over(
    kind: str, report: MonthlyReport, *, by: User, now: datetime, count: int = 0, wish: date | None = None
) -> Words:
    """The sentences of a verb; `count` lines came back, wished mended until `wish`.

    A correction has no due date: it is wanted soon. A return is wanted back by the province's wish, or by the
    day on which the province has to confirm.
    """
    due = report.month.due
    correcting = report.is_correction
    words = {
        "who": who(by),
        "what": what(report),
        "count": f"{count:,} รายการ",
        "submit": "โดยเร็ว" if correcting else until(due.submit, now=now),
        "publish": "โดยเร็ว" if correcting else until(due.publish, now=now),
        "until": until(wish, now=now) if wish else "โดยเร็ว" if correcting else until(due.publish, now=now),
    }
    text = _HAND_OVERS[kind]
    return Words(text.district.format(**words), text.province.format(**words))


def correction(
    kind: str, report: MonthlyReport, *, by: User, now: datetime, last_day: date | None = None
) -> Words:
    """A step of a correction that moves no state; the province decides, after closing the department."""
    begin, subject = who(by), what(report)
    if kind == NoticeKind.CORRECTION_ASKED:
        asked, decide = f"{begin} ขอแก้ไข{subject} ที่จังหวัดยืนยันแล้ว", "โปรดพิจารณาอนุญาตหรือไม่อนุญาต"
        if report.month.is_open:
            return Words(f"{asked} รอจังหวัดพิจารณา", f"{asked} {decide}")
        return Words(f"{asked} รอกรมฯ พิจารณา", f"{asked} เดือนนี้ปิดแล้ว รอกรมฯ พิจารณา", f"{asked} {decide}")
    if kind == NoticeKind.CORRECTION_REFUSED:
        told = f"{begin} ไม่อนุญาตให้แก้ไข{subject} ฉบับที่ยืนยันไว้ยังมีผล"
        return Words(f"{told} โปรดอ่านเหตุผลในหน้าแก้ไขข้อมูลที่ยืนยันแล้ว", told)
    if kind == NoticeKind.CORRECTION_WITHDRAWN:
        told = f"{begin} ถอนคำขอแก้ไข{subject} แล้ว ไม่ต้องพิจารณา"
        return Words(told, told)
    told = f"{begin} เลื่อนวันสุดท้ายที่แก้ไข{subject} ได้"
    day = until(last_day, now=now)
    return Words(f"{told} โปรดแก้แล้วส่ง{day}", f"{told} รออำเภอส่ง{day}")


def message(report: MonthlyReport, about: str, *, by: User) -> Words:
    """That somebody wrote about the month or about one of its lines, whose name is `about`."""
    subject = f"“{about}” ใน{what(report)}" if about else what(report)
    asked = f"{who(by)} เขียนข้อความถึงท่านเรื่อง{subject} โปรดอ่านและตอบ"
    if by.is_district_staff:
        return Words(f"{who(by)} เขียนข้อความถึงจังหวัดเรื่อง{subject}", asked)
    return Words(asked, f"{who(by)} เขียนข้อความถึงอำเภอเรื่อง{subject}")


def month_opened(month: ReportingMonth, *, again: bool = False, now: datetime) -> Words:
    """That figures of a month are taken, and until when each office has its part."""
    begin = f"กรมฯ เปิดรับข้อมูลเดือน{month}{'อีกครั้ง' if again else ' แล้ว'}"
    return Words(
        f"{begin} โปรดบันทึกและส่งจังหวัด{until(month.submit_due, now=now)}",
        f"{begin} โปรดตรวจและยืนยัน{until(month.publish_due, now=now)}",
    )


def months_opened(months: Sequence[FiscalMonth]) -> Words:
    """The same of several months at once, in time: which ones, not each one's dates."""
    names = f"{months[0]} ถึง{months[-1]}"
    begin = f"กรมฯ เปิดรับข้อมูล {len(months)} เดือน ({names}) แล้ว กำหนดของแต่ละเดือนอยู่ที่หน้าของเดือนนั้น"
    return Words(f"{begin} โปรดบันทึกและส่งจังหวัด", f"{begin} โปรดตรวจและยืนยัน")


def extension(kind: str, report: MonthlyReport, *, by: User) -> Words:
    """That a district got more time after the due date, which stays as it is; or no longer has it (R14)."""
    begin, due = who(by), thai_date(report.month.submit_due)
    if kind == NoticeKind.EXTENSION_ENDED:
        told = f"{begin} ยกเลิกการขยายเวลาของ{what(report)} สิ่งที่บันทึกไว้ยังอยู่ครบ กำหนดส่งเดิมคือ {due}"
        return Words(told, told)
    told = f"{begin} ขยายเวลาของ{what(report)} ถึงสิ้นวันที่ {thai_date(report.extended_until)}"
    late = f"ส่งหลัง {due} ยังถือว่าล่าช้า"
    return Words(f"{told} โปรดบันทึกและส่งจังหวัดก่อนหมดเวลา {late}", f"{told} อำเภอยังบันทึกและส่งได้ {late}")


def circular(kind: str, committee: Committee, month: ReportingMonth, *, by: User | None) -> Words:
    """How a committee's circular ended, or that every member has answered; to its own office only."""
    begin, subject = who(by) if by else "", f"หนังสือเวียน นตผ.{committee} เดือน{month}"
    told = {
        NoticeKind.CIRCULAR_ANSWERED: f"กรรมการตอบ{subject} ครบทุกคนแล้ว โปรดอ่านคำตอบ แล้วปิดหรือยกเลิกหนังสือเวียน",
        NoticeKind.CIRCULAR_CLOSED: f"{begin} ปิด{subject} แล้ว บันทึกเป็นมติของคณะกรรมการ",
        NoticeKind.CIRCULAR_CANCELLED: f"{begin} ยกเลิก{subject} ยังไม่มีมติของคณะกรรมการ",
        NoticeKind.CIRCULAR_VOID: f"{begin} แก้ไขยอดที่เวียนไว้ {subject} จึงใช้ไม่ได้แล้ว โปรดตรวจแล้วเวียนใหม่",
    }[NoticeKind(kind)]
    return Words(told, told)


def due_moved(month: ReportingMonth) -> Words:
    """That the due dates of an open month follow a change of the table of holidays."""
    begin = f"กรมฯ ปรับกำหนดของเดือน{month} ตามวันหยุดราชการ"
    submit, publish = thai_date(month.submit_due), thai_date(month.publish_due)
    return Words(f"{begin} โปรดส่งจังหวัดภายในวันที่ {submit}", f"{begin} โปรดตรวจและยืนยันภายในวันที่ {publish}")


def month_closed(month: ReportingMonth) -> Words:
    """That no new figures are taken; what lies with an office can still be finished (R14)."""
    begin = f"กรมฯ ปิดรับข้อมูลเดือน{month} แล้ว"
    return Words(
        f"{begin} หากยังไม่ส่ง โปรดแจ้งจังหวัดเพื่อขอให้กรมฯ ขยายเวลา",
        f"{begin} ที่อำเภอส่งแล้วยังตรวจและยืนยันได้",
    )


def reminder(kind: str, reports: Sequence[MonthlyReport], *, now: datetime) -> str:
    """What an office still has to do, and until when: of its own report, or of all districts in `reports`."""
    month = reports[0].month
    publish = until(month.publish_due, now=now)
    if kind == NoticeKind.REMIND_SUBMIT:
        return f"{what(reports[0])} ยังไม่ส่งจังหวัด โปรดบันทึก ยืนยัน และส่ง{until(month.submit_due, now=now)}"
    if kind == NoticeKind.REMIND_FIX:
        return f"จังหวัดส่งคืน{what(reports[0])} โปรดแก้หรือตอบ แล้วส่งใหม่ จังหวัดต้องยืนยัน{publish}"
    names = " ".join(report.district.name_th for report in reports)
    return f"เดือน{month} ยังไม่ยืนยัน {len(reports)} อำเภอ: {names} โปรดติดตาม ตรวจ และยืนยัน{publish}"


_ASKED_ON_LINE: Mapping[str, tuple[str, str]] = {
    # The verb, or "" for a month that was never submitted → to whom, and what is told and asked.
    NoticeKind.SUBMIT: ("province", "อำเภอส่ง{what} ให้จังหวัดแล้ว\nขอความกรุณาตรวจและยืนยัน{publish}"),
    NoticeKind.WITHDRAW: ("province", "อำเภอขอดึง{what} กลับมาแก้ไข และจะส่งใหม่{submit}\nขออภัยในความไม่สะดวก"),
    NoticeKind.RETURN_LINES: (
        "district",
        "จังหวัดส่งคืน{what} บางรายการ\nขอความกรุณาแก้ไขหรือตอบตามเหตุผลในหน้านี้ แล้วส่งใหม่{wish} จังหวัดต้องยืนยัน{publish}",
    ),
    NoticeKind.PUBLISH: ("district", "จังหวัดยืนยัน{what} แล้ว กรมฯ เห็นยอดแล้ว\nเดือนนี้ไม่มีงานค้าง"),
    NoticeKind.REOPEN: (
        "district",
        "เปิด{what} ให้แก้ไขแล้ว\nขอความกรุณาแก้แล้วส่งใหม่โดยเร็ว ระหว่างนี้ฉบับเดิมยังมีผล",
    ),
    NoticeKind.END_CORRECTION: ("district", "ยุติการแก้ไข{what} แล้ว ฉบับที่ยืนยันไว้ยังมีผลตามเดิม\nเดือนนี้ไม่มีงานค้าง"),
    "": ("district", "{what} ยังไม่ส่งจังหวัด\nขอความกรุณาบันทึก ยืนยัน และส่ง{submit}"),
}


def for_line(kind: str, report: MonthlyReport, *, link: str, now: datetime, wish: date | None = None) -> str:
    """A polite message to the other office, to be pasted into LINE: greeting, what, until when, the link.

    `wish` is the day until which the province would like what it returned.
    """
    to, text = _ASKED_ON_LINE[kind]
    greeting = (
        f"สำนักงานพัฒนาชุมชน{report.district.province}" if to == "province" else f"พัฒนาการ{report.district}"
    )
    due = report.month.due
    correcting = report.is_correction
    words = {
        "what": what(report),
        "submit": "โดยเร็ว" if correcting else until(due.submit, now=now),
        "publish": "โดยเร็ว" if correcting else until(due.publish, now=now),
        "wish": until(wish, now=now) if wish else "",
    }
    return f"เรียน {greeting}\n{text.format(**words)}\n{link}\nขอขอบพระคุณ"


def chase(reports: Sequence[MonthlyReport], *, link: str, now: datetime) -> str:
    """One message to all districts that have not submitted a month."""
    month = reports[0].month
    names = ", ".join(report.district.name_th for report in reports)
    asked = f"รายงานยอดจำหน่าย OTOP เดือน{month} ของอำเภอของท่านยังไม่ส่งจังหวัด"
    due = until(month.submit_due, now=now)
    return f"เรียน พัฒนาการอำเภอ {names}\n{asked}\nขอความกรุณาบันทึก ยืนยัน และส่ง{due}\n{link}\nขอขอบพระคุณ"


_OF_A_CORRECTION = (
    NoticeKind.CORRECTION_ASKED,
    NoticeKind.CORRECTION_REFUSED,
    NoticeKind.CORRECTION_WITHDRAWN,
    NoticeKind.CORRECTION_EXTENDED,
)


_OF_A_CIRCULAR = (
    NoticeKind.CIRCULAR_ANSWERED,
    NoticeKind.CIRCULAR_CLOSED,
    NoticeKind.CIRCULAR_CANCELLED,
    NoticeKind.CIRCULAR_VOID,
)


def place(notice: Notice) -> str:
    """The address of the page on which the person acts, within the portal."""
    user = notice.user
    if notice.month is None:
        return reverse("home")
    month = notice.month.month
    if notice.inquiry_id:
        return reverse("inquiry", args=(notice.inquiry_id,))
    if notice.kind in _OF_A_CIRCULAR and user.role == Role.PROVINCE:
        return reverse("province_circulars", args=(user.province_id, month))
    if notice.kind in _OF_A_CIRCULAR and user.role == Role.DEVELOPMENT_OFFICER:
        return reverse("circulars", args=(user.district_id, month))
    if notice.report is None:
        if user.is_district_staff:
            return reverse("entry", args=(user.district_id, month))
        return reverse("province_board", args=(user.province_id, month))
    at = (notice.report.district_id, month)
    if notice.kind in _OF_A_CORRECTION:
        return reverse("correction", args=at)
    if not (user.district_id or user.province_id):
        return reverse("nation_district", args=(month, notice.report.district_id))
    if notice.kind == NoticeKind.MESSAGE:
        return reverse("talk", args=at) + (f"?line={notice.line_id}" if notice.line_id else "")
    fixes = notice.kind in (NoticeKind.RETURN_LINES, NoticeKind.REMIND_FIX) and user.is_district_staff
    return reverse("fix" if fixes else "sheet", args=at)
