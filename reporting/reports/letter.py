"""The covering letter: from the district to the province with RT.2, from the province to the department.

A letter of the outward form (หนังสือภายนอก) with the parts in their order: number, place, date, subject,
addressee, reference, enclosures, the body with the figures by channel and their sum in words, the closing
words, who signs and for whom, and where to call. What only the office knows – the registry's number, the
day, the address, the telephone – stays dotted for the pen or for the editable file. PDF and file draw the
same Letter.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from reporting.errors import WrongState
from reporting.fiscal import MONTHS_TH, FiscalMonth, to_be
from reporting.formats import baht_text, money, thai_digits
from reporting.models import Channel, Document, Kind, Province, Scope, Signature, User
from reporting.readiness import Standing

from . import province_forms

DOTS = "." * 24
PAPER = "ผลการจำหน่ายผลิตภัณฑ์หนึ่งตำบล หนึ่งผลิตภัณฑ์ (OTOP)"


@dataclass(frozen=True)
class Amount:
    """The baht of one channel, or of all."""

    label: str
    baht: Decimal

    @property
    def text(self) -> str:
        return f"{money(self.baht)} บาท"


@dataclass(frozen=True)
class Letter:
    """Everything in a covering letter; texts carry Arabic digits, which the drawing turns into Thai.

    `place` and `contact` are lines, `enclosures` what and how many; what is written as it is printed, because
    a form keeps its number. `opening` and `closing` stand around the figures; `signer` is the name, the
    position and for whom.
    """

    number: str
    place: tuple[str, ...]
    date: str
    subject: str
    to: str
    reference: str
    enclosures: tuple[tuple[str, str], ...]
    opening: str
    amounts: tuple[Amount, ...]
    total: Amount
    closing: tuple[str, ...]
    signer: tuple[str, ...]
    contact: tuple[str, ...]
    verify_url: str = ""
    is_draft: bool = False

    @property
    def title(self) -> str:
        return f"หนังสือนำส่ง {self.subject}"

    @property
    def total_words(self) -> str:
        return baht_text(self.total.baht)


def of_district(standing: Standing, *, user: User, today: dt.date) -> Letter:
    """The letter that goes with a district's RT.2 to the province. WrongState before RT.2 is issued."""
    report, document = standing.report, standing.document
    if document is None:
        raise WrongState("ยังไม่มี รต.๒ ที่ตรงกับรายการปัจจุบัน โปรดออก รต.๒ ก่อนทำหนังสือนำส่ง")
    district, month = report.district, report.fiscal_month
    sums = standing.snapshot.channel_totals()
    amounts = tuple(Amount(channel.label, sums[channel.column]) for channel in Channel)
    resolution = standing.certification
    return Letter(
        number=f"ที่ {district.province.abbreviation} {DOTS}",
        place=(f"ที่ว่าการ{district}", f"{district} {district.province}"),
        date=_date(today),
        subject=_subject(document),
        to=f"ผู้ว่าราชการ{district.province}",
        reference=f"หนังสือ{district.province} ที่ {DOTS} ลงวันที่ {DOTS}",
        enclosures=(
            (f"แบบ รต.๒ เลขที่ {document.number}", "จำนวน 1 ชุด"),
            (
                f"มติ นตผ.{district} ({resolution.get_method_display()} {thai_digits(resolution.number)})",
                "จำนวน 1 ชุด",
            ),
        ),
        opening=(
            f"{_asked('จังหวัด')} นั้น {district}ได้จัดเก็บและตรวจสอบข้อมูลประจำเดือน{month.label} "
            f"จำนวน {document.line_count:,} รายการ และคณะกรรมการ นตผ.{district} ได้รับรองข้อมูลแล้ว "
            "ปรากฏยอดจำหน่าย ดังนี้"
        ),
        amounts=amounts,
        total=Amount("รวมทั้งสิ้น", document.total),
        closing=("จึงเรียนมาเพื่อโปรดพิจารณา",),
        signer=_signer(standing.signature, user, fallback=f"นาย{district}"),
        contact=(f"สำนักงานพัฒนาชุมชน{district}", f"โทร. {DOTS}", f"ผู้ประสานงาน {DOTS}"),
    )


def of_province(province: Province, month: FiscalMonth, *, user: User, today: dt.date) -> Letter:
    """The letter that goes with a province's RT.4 to the department. WrongState before RT.4 is issued."""
    scope = Scope(Kind.RT4, province=province, month=month)
    form = province_forms.build(province, month, working=True).rt4
    issued = Document.objects.of_scope(scope).in_force().with_context()
    document = issued.filter(content_sha256=form.content_sha256).first()
    if document is None:
        raise WrongState("ยังไม่มี รต.๔ ที่ตรงกับข้อมูลที่ยืนยันแล้ว โปรดออก รต.๔ ก่อนทำหนังสือนำส่ง")
    sums = form.confirmed.figures
    amounts = tuple(Amount(label, sums.channels[at]) for at, label in enumerate(form.channels))
    confirmed, all_districts = form.confirmed.districts, form.total.districts
    return Letter(
        number=f"ที่ {province.abbreviation} {DOTS}",
        place=(f"ศาลากลาง{province}", f"ถนน{DOTS} {province.abbreviation} {'.' * 10}"),
        date=_date(today),
        subject=_subject(document),
        to="อธิบดีกรมการพัฒนาชุมชน",
        reference=f"หนังสือกรมการพัฒนาชุมชน ที่ {DOTS} ลงวันที่ {DOTS}",
        enclosures=(
            ("แบบ รต.๓ แยกตามผลิตภัณฑ์", "จำนวน 1 ชุด"),
            (f"แบบ รต.๔ เลขที่ {document.number}", "จำนวน 1 ชุด"),
        ),
        opening=(
            f"{_asked('กรมการพัฒนาชุมชน')} นั้น {province}ได้ตรวจสอบและยืนยันข้อมูลประจำเดือน{month.label} "
            f"จำนวน {confirmed} อำเภอ จากทั้งหมด {all_districts} อำเภอ และคณะกรรมการ นตผ.{province} "
            "ได้รับรองข้อมูลแล้ว ปรากฏยอดจำหน่าย ดังนี้"
        ),
        amounts=amounts,
        total=Amount("รวมทั้งสิ้น", document.total),
        closing=("จึงเรียนมาเพื่อโปรดทราบ",),
        signer=_signer(getattr(document, "signature", None), user, fallback=province.governor),
        contact=(f"สำนักงานพัฒนาชุมชน{province}", f"โทร./โทรสาร {DOTS}", f"ผู้ประสานงาน {DOTS}"),
    )


def _subject(document: Document) -> str:
    """What the letter is about; a later issue says that it corrects the one before."""
    corrected = " (ฉบับแก้ไข)" if document.revision > 1 else ""
    return f"รายงาน{PAPER} ประจำเดือน{document.fiscal_month.label}{corrected}"


def _asked(who: str) -> str:
    return f"ตามที่{who}ขอให้รายงาน{PAPER} เป็นประจำทุกเดือน"


def _date(today: dt.date) -> str:
    """The month and the year; the day is written when the letter gets its number."""
    return f"{'.' * 6} {MONTHS_TH[today.month - 1]} {to_be(today.year)}"


def _signer(signature: Signature | None, user: User, *, fallback: str) -> tuple[str, ...]:
    """Name, position and for whom: of who signed the form, else of the reader."""
    if signature:
        name, position, acting_for = signature.signer_name, signature.position, signature.acting_for
    else:
        name, position, acting_for = user.full_name, user.position, user.acting_for
    return (f"({name})", position, f"ปฏิบัติราชการแทน {acting_for or fallback}")
