"""RT.2 reports made by hand for the tests of drawing: no database, any number of lines, any names."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

from reporting.fiscal import FiscalMonth
from reporting.formats import baht_text
from reporting.models import Category
from reporting.reports.lines import Amounts
from reporting.reports.rt2 import Report, Row, SignatureBlock, SummaryRow

NUMBER = "RT2-4302-2565-10-1-1"
VERIFY_URL = "https://otop.example.go.th/verify/abcdefghijklmnopqrstuv/"

# A worker on a machine without Pango.
WITHOUT_PANGO = (
    sys.executable,
    "-c",
    "import sys; sys.modules['weasyprint'] = None; from reporting.reports.worker import main; main()",
)


def row(number: int, *, name: str = "กลุ่มทอผ้าพื้นเมืองบ้านน้ำโมง หมู่ {}") -> Row:
    kinds = ["กลุ่มผู้ผลิตชุมชน", "เจ้าของรายเดียว", "SME"]
    amounts = Amounts(Decimal(71_234 + 911 * number), Decimal(number % 3 * 1_500), Decimal("8250.75"))
    return Row(
        number=number,
        producer=name.format(number),
        category=list(Category)[number % 5].label,
        producer_type=kinds[number % 3],
        amounts=amounts,
        nil=False,
        district_tick=True,
        province_tick=number % 2 == 0,
    )


def summary(rows: list[Row]) -> list[SummaryRow]:
    lines = {
        category.label: [row.amounts for row in rows if row.category == category.label]
        for category in Category
    }
    return [SummaryRow(label, len(own), sum(own, Amounts())) for label, own in lines.items()]


def report(count: int, *, name: str = "กลุ่มทอผ้าพื้นเมืองบ้านน้ำโมง หมู่ {}", **changes: object) -> Report:
    """An issued RT.2 of `count` lines; `number=""` and `verify_url=""` make it a draft."""
    rows = [row(number, name=name) for number in range(1, count + 1)]
    total = SummaryRow("รวมทั้งสิ้น", count, sum((row.amounts for row in rows), Amounts()))
    made = Report(
        district="อำเภอท่าบ่อ",
        province="จังหวัดหนองคาย",
        month=FiscalMonth(2021, 10),
        revision=1,
        rows=tuple(rows),
        removed=(),
        summary=tuple(summary(rows)),
        total=total,
        total_words=baht_text(total.amounts.total),
        certification="คณะกรรมการ นตผ.อำเภอท่าบ่อ ได้รับรองข้อมูลแล้ว โดยวิธีประชุม เลขที่ 1/2564",
        signatures=(
            SignatureBlock("ผู้บันทึกข้อมูล", "ผู้บันทึก ตัวอย่าง", "นักวิชาการพัฒนาชุมชนปฏิบัติการ"),
            SignatureBlock("ผู้รับรองข้อมูล", position="ประธาน/ผู้แทน นตผ.อำเภอท่าบ่อ"),
            SignatureBlock("ผู้ยืนยันข้อมูล", "ผู้ยืนยัน ตัวอย่าง", "นักวิชาการพัฒนาชุมชนชำนาญการ", "พัฒนาการอำเภอท่าบ่อ"),
        ),
        content_sha256="a3f9" * 16,
        number=NUMBER,
        verify_url=VERIFY_URL,
    )
    return replace(made, **changes)


def draft(count: int) -> Report:
    return report(count, number="", verify_url="", notes=("ยังไม่มีมติ นตผ.อำเภอ",))


def text_of_pdf(content: bytes) -> str:
    """The text that a viewer finds in a PDF."""
    ran = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return ran.stdout.decode()
