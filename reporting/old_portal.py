"""What stood on the old portal and what it has become here: its menu, and the nine items of its first page.

Words are written as they stood there, so that people find them again. Each word leads everybody to the page
that the own office has for the matter; nothing here knows a person or the database.
"""

from __future__ import annotations

from dataclasses import dataclass, field

DISTRICT, PROVINCE, NATION, OTHER = "district", "province", "nation", "other"

OFFICES = {DISTRICT: "อำเภอ", PROVINCE: "จังหวัด"}


@dataclass(frozen=True)
class Word:
    """A word of the old menu. `leads` is the name of an address by kind of office; `owner` whose page it was.

    `anchor` is a part of the help page, for what is open to everybody.
    """

    slug: str
    words: str
    here: str
    leads: dict[str, str] = field(default_factory=dict)
    owner: str = ""
    anchor: str = ""

    def belongs_to(self, office: str) -> bool:
        """Whether the page is this kind of office's own; a page without an owner is everybody's."""
        return self.owner in ("", office)

    @property
    def elsewhere(self) -> str:
        """What is said to an office that has another page for the matter."""
        return f"“{self.words}” เป็นหน้าของ{OFFICES[self.owner]} ระบบจึงเปิดหน้าของท่านที่ใช้ดูเรื่องเดียวกัน"


def _of_district(page: str, province: str = "province_board") -> dict[str, str]:
    return {DISTRICT: page, PROVINCE: province, NATION: "nation_month", OTHER: "home"}


def _of_province(page: str, district: str, nation: str) -> dict[str, str]:
    return {DISTRICT: district, PROVINCE: page, NATION: nation, OTHER: "home"}


_HOME = dict.fromkeys((DISTRICT, PROVINCE, NATION, OTHER), "home")
_REPORTS = {DISTRICT: "rt2", PROVINCE: "rt3", NATION: "nation_report", OTHER: "home"}

WORDS = (
    Word(
        "service",
        "บริการภายใน → ยอดจำหน่าย OTOP",
        "หน้าแรกของระบบ ที่อยู่เดียว ไม่ต้องผ่านเว็บไซต์อื่น",
        _HOME,
    ),
    Word(
        "sign-in", "เข้าสู่ระบบ", "ปุ่มเข้าสู่ระบบที่หน้าแรก ใช้ชื่อผู้ใช้ รหัสผ่าน และการยืนยันตัวตนสองชั้น แล้วเปิด “งานของฉัน”", _HOME
    ),
    Word("downloads", "ดาวน์โหลดคู่มือ/แบบฟอร์ม", "คู่มือและแบบฟอร์มเปล่าในหน้านี้", anchor="downloads"),
    Word(
        "road-map", "Road Map การรายงานข้อมูล", "Road Map ของเดือนในหน้านี้ และในหน้า “งานของฉัน”", anchor="road-map"
    ),
    Word(
        "entry-system",
        "ระบบบันทึกข้อมูล (ระดับอำเภอ)",
        "เมนูชื่อเดิมทางซ้าย เริ่มที่ “งานของฉัน”",
        _HOME,
    ),
    Word(
        "entry",
        "บันทึกยอดจำหน่ายสินค้า OTOP ประจำเดือน (ระดับอำเภอ)",
        "ตารางบันทึกรายสัปดาห์ของเดือน ระบบบันทึกให้เองทุกแถว",
        _of_district("entry"),
        DISTRICT,
    ),
    Word(
        "search",
        "เลือกปีงบประมาณ และเดือน จากนั้นกดค้นหา",
        "ระบบเปิดเดือนปัจจุบันให้ก่อน เดือนอื่นเลือกแล้วกดค้นหาที่เหนือตาราง",
        {DISTRICT: "entry", PROVINCE: "province_board", NATION: "nation_month", OTHER: "home"},
    ),
    Word(
        "add-group",
        "เพิ่มกลุ่ม",
        "ปุ่มเพิ่มกลุ่มในหน้าบันทึก พิมพ์ชื่อแล้วระบบค้นในทะเบียนให้",
        _of_district("group_add"),
        DISTRICT,
    ),
    Word("remove", "เครื่องหมาย ✕ สีแดง", "✕ ท้ายแถวในหน้าบันทึก ลบแล้วเรียกคืนได้", _of_district("entry"), DISTRICT),
    Word(
        "save",
        "บันทึก → การบันทึกข้อมูลสมบูรณ์ → OK",
        "ปุ่มบันทึกยังใช้ได้และขึ้นข้อความเดิม ไม่ต้องกด OK",
        _of_district("entry"),
        DISTRICT,
    ),
    Word(
        "confirm-district",
        "ยืนยันข้อมูลยอดขายจำหน่ายสินค้า OTOP ประจำเดือน (ระดับอำเภอ)",
        "ใบรายการของเดือน ยืนยันทีละรายการ ทั้งหน้า หรือทั้งหมด",
        _of_district("sheet"),
        DISTRICT,
    ),
    Word(
        "rows",
        "ลำดับแถว (ยืนยันข้อมูลได้ครั้งละ ๑๐๐ ลำดับ)",
        "หน้าละ 100 รายการ หรือยืนยันทั้งหมดในครั้งเดียว",
        _of_district("sheet"),
        DISTRICT,
    ),
    Word(
        "reports",
        "รายงานสำหรับตรวจสอบ",
        "เมนูชื่อเดิมทางซ้าย มีแบบ รต. ของสำนักงานท่าน",
        _REPORTS,
    ),
    Word(
        "rt2",
        "แบบฟอร์มยืนยันข้อมูลสำหรับพัฒนาการอำเภอ (รต.๒)",
        "รต.๒ ออกเป็น PDF มีเลขที่และ QR ลงนามในระบบหรือส่งภาพที่ลงนามแล้ว",
        _of_district("rt2"),
        DISTRICT,
    ),
    Word(
        "confirm-province",
        "ยืนยันข้อมูลยอดจำหน่ายสินค้า OTOP ประจำเดือน (ระดับจังหวัด)",
        "กระดานของเดือน เห็นทุกอำเภอพร้อมกัน แล้วเปิดทีละอำเภอ",
        _of_province("province_board", "history", "nation_month"),
        PROVINCE,
    ),
    Word(
        "search-district",
        "เลือกปีงบประมาณ อำเภอ และเดือน จากนั้นกดค้นหา",
        "เลือกอำเภอจากกระดาน หรือเลือกแล้วกดค้นหาที่เหนือตาราง",
        _of_province("province_board", "history", "nation_month"),
        PROVINCE,
    ),
    Word(
        "tell-district",
        "หากข้อมูลไม่ถูกต้อง แจ้งให้อำเภอดำเนินการแก้ไขข้อมูล",
        "ส่งคืนเป็นรายรายการพร้อมเหตุผล อำเภอเห็นทันทีในเมนู “แก้ไขที่จังหวัดส่งคืน”",
        _of_province("province_board", "fix", "nation_month"),
        PROVINCE,
    ),
    Word(
        "rt3",
        "รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP แยกตามผลิตภัณฑ์ (รต.๓)",
        "แยกตามผลิตภัณฑ์ (รต.๓) ดู พิมพ์ และรับเป็น Excel",
        _of_province("rt3", "rt2", "nation_report"),
        PROVINCE,
    ),
    Word(
        "rt4",
        "รายงานข้อมูลผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP (รต.๔)",
        "รายงานรวม (รต.๔) ดู ออก ลงนาม และรับเป็น Excel",
        _of_province("rt4", "rt2", "nation_report"),
        PROVINCE,
    ),
)
BY_SLUG = {word.slug: word for word in WORDS}


@dataclass(frozen=True)
class Item:
    """One of the nine items to download from the old first page.

    `here` says what it has become; `manual` and `blanks` name the manual and the blank forms to take instead.
    """

    words: str
    here: str
    manual: str = ""
    blanks: tuple[str, ...] = ()


ITEMS = (
    Item(
        "คู่มือระบบยอดจำหน่ายสินค้า OTOP (ขายส่งท้องถิ่น)",
        "คู่มือเจ้าหน้าที่อำเภอ ยอดขายส่งและขายปลีกบันทึกในตารางเดียวกัน",
        manual="officer",
    ),
    Item(
        "คู่มือการรายงานยอดจำหน่ายสินค้า OTOP (ขายปลีก ยอดจำหน่ายสินค้า 5 ประเภท)",
        "คู่มือเจ้าหน้าที่อำเภอ ข้อ “เพิ่มกลุ่มและประเภทผลิตภัณฑ์” และแบบ รต.๑ ที่มีช่อง 5 ประเภท",
        manual="officer",
        blanks=("rt1",),
    ),
    Item(
        "คู่มือการรายงานยอดจำหน่ายสินค้า OTOP (ขายส่ง ยอดจำหน่ายในเขตเทศบาล/จังหวัด/ประเทศและออนไลน์)",
        "คู่มือเจ้าหน้าที่อำเภอ ข้อ “กรอกยอดประจำสัปดาห์” ยอดแยกเป็นรายได้ปกติ รายได้โอน และรายได้ออนไลน์",
        manual="officer",
        blanks=("rt1",),
    ),
    Item(
        "คู่มือรายงานยอดจำหน่ายสินค้า OTOP (แบบรายงานกรุงเทพมหานคร)",
        "กรุงเทพมหานครอยู่ในทะเบียนพื้นที่ แต่ไม่ต้องรายงานในระบบนี้ จึงไม่มีแบบแยก",
    ),
    Item(
        "คู่มือรายงานการจำหน่ายสินค้า OTOP (ขายส่งจังหวัด)",
        "คู่มือเจ้าหน้าที่จังหวัด",
        manual="province",
    ),
    Item(
        "แบบฟอร์มยอดจำหน่ายในประเภทและจังหวัด (รวมด้วย Excel)",
        "แบบเปล่า Excel ของ รต.๓ และ รต.๔ ส่วนไฟล์ Excel ที่มีรายการของเดือนอยู่ในหน้าบันทึกของอำเภอ",
        blanks=("rt3", "rt4"),
    ),
    Item("แบบรายงานผลการจำหน่ายสินค้าในตลาดท้องถิ่นหนึ่งตำบล หนึ่งผลิตภัณฑ์", "แบบ รต.๒ ของอำเภอ", blanks=("rt2",)),
    Item(
        "แบบรายงานข้อมูลผลการจำหน่ายสินค้าหนึ่งตำบล หนึ่งผลิตภัณฑ์ OTOP แยกตามผลิตภัณฑ์ (ข้อ 3)",
        "แบบ รต.๓ ของจังหวัด",
        blanks=("rt3",),
    ),
    Item(
        "แบบรายงานข้อมูลผลการจำหน่ายสินค้าหนึ่งตำบล หนึ่งผลิตภัณฑ์ รายงานรวม (ข้อ 4)",
        "แบบ รต.๔ ของจังหวัด",
        blanks=("rt4",),
    ),
)
