"""The manuals: which there are, for whom, their sections in order, and the pages that each section is about.

The texts are templates, one a section. Those that several manuals have in common stand in `shared`. Nothing
here knows a person or the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

REVISED = date(2026, 11, 28)
"""When the texts were last held against the pages."""

SHARED = "shared"


@dataclass(frozen=True)
class Section:
    """`slug` is the anchor and the name of the template; `pages` are names of addresses it explains."""

    slug: str
    title: str
    pages: tuple[str, ...] = ()
    folder: str = ""


@dataclass(frozen=True)
class Manual:
    """`summary` says what is in it; each section of its own lies in the folder of its slug.

    `pdf_size` is that of the paper in kilobytes of 1,000 bytes, said before it is drawn; a test holds it.
    """

    slug: str
    title: str
    summary: str
    pdf_size: int
    sections: tuple[Section, ...]

    def template_of(self, section: Section) -> str:
        return f"reporting/help/manuals/{section.folder or self.slug}/{section.slug}.html"

    def section_about(self, page: str) -> Section | None:
        """The section that explains the page with this name; None where no section does."""
        return next((section for section in self.sections if page in section.pages), None)


def _shared(slug: str, title: str, *pages: str) -> Section:
    return Section(slug, title, pages, SHARED)


_SIGN_IN = _shared("sign-in", "เข้าสู่ระบบครั้งแรกและทุกครั้ง")
_HOME = _shared("home", "งานของฉัน และ Road Map ของเดือน", "home")
_CORRECTION = _shared("correction", "ขอแก้ไขข้อมูลที่จังหวัดยืนยันแล้ว", "correction", "side_by_side", "revisions")
_MESSAGES = _shared(
    "messages", "ข้อความ กล่องแจ้งเตือน และ LINE", "inbox", "mail_settings", "talk", "work_list", "receipt"
)
_PHONE = _shared("phone", "ใช้บนโทรศัพท์")
_HANDOVER = _shared("handover", "ย้าย ลา หรือเปลี่ยนผู้รับผิดชอบ", "handovers", "handover", "handover_accept")
_PASSWORD = _shared("password", "ลืมรหัสผ่าน โทรศัพท์หาย หรือเข้าไม่ได้", "account_change_password", "mfa_index")
_RETURNED = _shared("returned", "จังหวัดส่งคืน", "fix", "history")
_EVIDENCE = _shared("evidence", "หลักฐานเชิงประจักษ์", "evidence", "evidence_line", "evidence_add")

# The end of every manual for an office that hands in.
_LAST = (_MESSAGES, _PHONE, _HANDOVER, _PASSWORD)

_MANUALS = (
    Manual(
        "officer",
        "คู่มือเจ้าหน้าที่อำเภอ",
        "เก็บยอดตามแบบ รต.๑ บันทึกทุกสัปดาห์ เพิ่มกลุ่ม แก้รายการที่จังหวัดส่งคืน",
        930,
        (
            _SIGN_IN,
            _HOME,
            Section("collect", "เก็บยอดจากกลุ่มด้วยแบบ รต.๑", ("rt1",)),
            Section("weekly", "กรอกยอดประจำสัปดาห์", ("entry", "year_strip")),
            Section(
                "groups", "เพิ่มกลุ่มและประเภทผลิตภัณฑ์", ("group_add", "register", "group_close", "group_reopen")
            ),
            Section("nil", "ไม่มียอดจำหน่าย และลบรายการด้วย ✕", ("line_remove",)),
            Section("excel", "กรอกด้วย Excel", ("month_import",)),
            Section("keys", "ใช้แป้นพิมพ์อย่างเดียว"),
            Section("mistakes", "เมื่อระบบไม่รับตัวเลข หรือมีข้อสังเกต", ("line_note",)),
            Section("bad-line", "อินเทอร์เน็ตขาด หรือหมดเวลาการใช้งาน"),
            _EVIDENCE,
            _RETURNED,
            _CORRECTION,
            *_LAST,
        ),
    ),
    Manual(
        "chief",
        "คู่มือพัฒนาการอำเภอ",
        "ตรวจและยืนยันข้อมูล ให้ นตผ.อำเภอ รับรอง ออกและลงนาม รต.๒ ส่งจังหวัด",
        875,
        (
            _SIGN_IN,
            _HOME,
            Section("check", "ตรวจและยืนยันข้อมูล", ("sheet",)),
            Section("committee", "ทะเบียนคณะกรรมการ นตผ.อำเภอ", ("committee", "committee_member")),
            Section("resolution", "บันทึกมติจากการประชุม", ("certify",)),
            Section("circular", "เวียนหนังสือในระบบ", ("circulars", "circular")),
            Section("rt2", "ออก รต.๒ และลงนาม", ("rt2", "sign", "document", "signed_papers", "job")),
            Section("submit", "ส่งจังหวัด และดึงกลับ", ("withdraw",)),
            _RETURNED,
            _EVIDENCE,
            _CORRECTION,
            *_LAST,
        ),
    ),
    Manual(
        "province",
        "คู่มือเจ้าหน้าที่จังหวัด",
        "ตรวจด้วย รต.๓ และ รต.๔ ส่งคืน ให้ นตผ.จังหวัด รับรอง ยืนยันและส่งกรมฯ",
        850,
        (
            _SIGN_IN,
            _HOME,
            Section("board", "กระดานของเดือนและของปี", ("province_board", "province_year")),
            Section("review", "ตรวจรายการของอำเภอ", ("sheet",)),
            Section("return", "ส่งคืนให้อำเภอแก้", ("return_lines", "history")),
            Section(
                "certify", "มติ นตผ.จังหวัด", ("province_certify", "province_committee", "province_circulars")
            ),
            Section("publish", "ยืนยันและส่งกรมฯ"),
            Section("forms", "รต.๓ รต.๔ และหนังสือนำส่ง", ("rt3", "rt4", "rt4_sign", "document", "job")),
            Section(
                "corrections",
                "คำขอแก้ไข และข้อซักถามของกรมฯ",
                ("correction", "inquiries", "inquiry", "revisions"),
            ),
            Section(
                "people",
                "บัญชีของอำเภอ",
                ("users", "user", "user_new", "user_import", "responsible", "covers", "user_cover"),
            ),
            *_LAST,
        ),
    ),
    Manual(
        "department",
        "คู่มือเจ้าหน้าที่กรมฯ",
        "เปิดและปิดเดือน วันหยุด ขยายเวลา เป้าหมาย ตัวชี้วัด ภาพรวมประเทศ รายงานเสนออธิบดี",
        520,
        (
            _SIGN_IN,
            _HOME,
            Section(
                "months", "เปิด–ปิดเดือน วันหยุด และขยายเวลา", ("months", "month_dates", "holidays", "due_dates")
            ),
            Section(
                "nation",
                "ภาพรวมประเทศและไฟล์ของทุกตาราง",
                (
                    "nation_year",
                    "nation_month",
                    "nation_province",
                    "nation_district",
                    "nation_report",
                ),
            ),
            Section(
                "targets", "เป้าหมาย", ("targets", "targets_province", "targets_import", "targets_ladder")
            ),
            Section(
                "kpi",
                "ตัวชี้วัด และผู้ผลิตรายใหม่",
                ("kpi_nation", "kpi_province", "kpi_definition", "growth_nation", "growth_province"),
            ),
            Section("director", "รายงานเสนออธิบดี", ("director_reports", "director_report")),
            Section(
                "inquiries", "ซักถามจังหวัด และเปิดให้แก้ไข", ("inquiries", "inquiry", "correction", "revisions")
            ),
            Section(
                "people", "บัญชี เหตุผลส่งคืน และข้อมูลเปิด", ("users", "user", "covers", "return_reasons", "keys")
            ),
            _MESSAGES,
            _PASSWORD,
        ),
    ),
)
MANUALS = {manual.slug: manual for manual in _MANUALS}
