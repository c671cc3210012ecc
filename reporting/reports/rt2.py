"""RT.2: the form on which the development officer confirms a district-month (R8, R13).

`build` gathers everything the form says, once; the HTML preview and the PDF only draw it. The lines come
out of the canonical content (`stats.snapshot`), so that the paper, its hash, the signature and the later
publication say the same by construction. Ticks and the recorder are read beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reporting import readiness
from reporting.fiscal import FiscalMonth
from reporting.formats import baht_text, money, thai_date
from reporting.models import Category, ProducerType, Signature, State, User
from reporting.readiness import Standing
from reporting.stats import tie_out
from reporting.stats.tie_out import TieOut

from . import rt2_files, rt2_tables
from .corrections import Correction, correction_of
from .drawing import Attachment
from .lines import Amounts, Line, amounts_of, in_reading_order
from .signatures import DOTS, SignatureBlock, signed_block
from .tables import Table


@dataclass(frozen=True)
class Row:
    """One line of the form; the ticks are those that are valid now (R6)."""

    number: int
    producer: str
    category: str
    producer_type: str
    amounts: Amounts
    nil: bool
    district_tick: bool
    province_tick: bool


@dataclass(frozen=True)
class Removed:
    """A line that was taken out of the month, and why (R16)."""

    producer: str
    category: str
    reason: str


@dataclass(frozen=True)
class SummaryRow:
    """Totals of one category, or of all."""

    label: str
    lines: int
    amounts: Amounts


@dataclass(frozen=True)
class Report:
    """Everything on RT.2. Amounts are baht; texts carry Arabic digits, which the drawing turns into Thai.

    `number` and `verify_url` are empty on a draft; `notes` says what a draft still lacks.
    """

    district: str
    province: str
    month: FiscalMonth
    revision: int
    rows: tuple[Row, ...]
    removed: tuple[Removed, ...]
    summary: tuple[SummaryRow, ...]
    total: SummaryRow
    total_words: str
    certification: str
    signatures: tuple[SignatureBlock, ...]
    content_sha256: str
    correction: Correction | None = None
    number: str = ""
    verify_url: str = ""
    notes: tuple[str, ...] = ()
    tie_out: TieOut | None = None

    @property
    def is_draft(self) -> bool:
        return not self.number

    @property
    def short_hash(self) -> str:
        """The twelve characters that every page carries."""
        return self.content_sha256[:12]

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The figures as files inside the PDF of an issue."""
        return () if self.is_draft else rt2_files.attachments(self)

    @property
    def title(self) -> str:
        """The document's title, as a file viewer shows it."""
        draft = " (ร่าง)" if self.is_draft else ""
        return f"แบบ รต.2 {self.district} {self.province} {self.month.label} ฉบับที่ {self.revision}{draft}"

    @property
    def heading(self) -> tuple[str, ...]:
        return rt2_tables.heading(self)

    @property
    def tables(self) -> tuple[Table, ...]:
        return rt2_tables.tables(self)

    @property
    def closing(self) -> tuple[str, ...]:
        """What stands below the tables."""
        removed = (f"นำออก: {line.producer} ({line.category}) เหตุผล: {line.reason}" for line in self.removed)
        total = f"ยอดจำหน่ายรวมทั้งสิ้น {money(self.total.amounts.total)} บาท ({self.total_words})"
        return (total, self.certification, *removed)


def build(
    standing: Standing, *, signer: User | None = None, number: str = "", verify_url: str = ""
) -> Report:
    """The form of a report as it stands; 1 query beside what `standing` reads, 3 once it is published.

    `signer` is the development officer whose name is printed, None leaves it blank. `number` and
    `verify_url` belong to an issue; without them it is a draft.
    """
    report, content = standing.report, standing.snapshot.content
    beside = _beside(standing)
    # The paper is made before the province has seen it: its boxes stay empty until the month is handed over.
    seen_by_province = report.state in (State.SUBMITTED, State.PUBLISHED)
    rows = tuple(_rows(content["lines"], beside, seen_by_province=seen_by_province))
    total = SummaryRow("รวมทั้งสิ้น", len(rows), sum((row.amounts for row in rows), Amounts()))
    return Report(
        district=str(report.district),
        province=str(report.district.province),
        month=report.fiscal_month,
        revision=report.revision,
        rows=rows,
        removed=tuple(
            Removed(line["name"], Category(line["category"]).label, line["reason"])
            for line in in_reading_order(content["removed"])
        ),
        summary=tuple(_summary(rows)),
        total=total,
        total_words=baht_text(total.amounts.total),
        certification=_certification_sentence(standing),
        signatures=(
            _recorder(beside),
            _committee(report.district),
            _development_officer(signer, standing.signature),
        ),
        content_sha256=standing.snapshot.sha256,
        correction=correction_of(standing),
        number=number,
        verify_url=verify_url,
        notes=() if number else _notes(standing),
        tie_out=tie_out.of_district(report, standing.snapshot),
    )


@dataclass(frozen=True)
class _Beside:
    """What the content does not carry about a line: its ticks and who typed it."""

    version: int
    district_tick: int | None
    province_tick: int | None
    recorder: tuple[str, str]


def _beside(standing: Standing) -> dict[int, _Beside]:
    columns = ("pk", "version", "district_tick_version", "province_tick_version")
    people = ("changed_by__full_name", "changed_by__position")
    found = standing.report.lines.present().order_by("changed_at", "pk").values_list(*columns, *people)
    return {
        pk: _Beside(version, district, province, (name, position))
        for pk, version, district, province, name, position in found
    }


def _rows(lines: Sequence[Line], beside: dict[int, _Beside], *, seen_by_province: bool) -> list[Row]:
    rows = []
    for number, line in enumerate(in_reading_order(lines), start=1):
        extra = beside.get(line["line"])
        rows.append(
            Row(
                number=number,
                producer=line["name"],
                category=Category(line["category"]).label,
                producer_type=ProducerType(line["producer_type"]).short,
                amounts=amounts_of(line),
                nil=line["nil"],
                district_tick=bool(extra) and extra.district_tick == line["version"],
                province_tick=seen_by_province and bool(extra) and extra.province_tick == line["version"],
            )
        )
    return rows


def _summary(rows: Sequence[Row]) -> list[SummaryRow]:
    """All five categories in the official order, those without a line too."""
    summary = []
    for category in Category:
        own = [row.amounts for row in rows if row.category == category.label]
        summary.append(SummaryRow(category.label, len(own), sum(own, Amounts())))
    return summary


def _certification_sentence(standing: Standing) -> str:
    who = f"คณะกรรมการ นตผ.{standing.report.district}"
    what = "ได้รับรองข้อมูลยอดจำหน่ายผลิตภัณฑ์ OTOP ตามรายการในแบบนี้แล้ว"
    certification = standing.certification
    if certification is None:
        return f"{who} {what} โดย{DOTS} เลขที่ {DOTS} เมื่อวันที่ {DOTS}"
    method = certification.get_method_display()
    day = thai_date(certification.resolved_on)
    said = f"{who} {what} โดยวิธี{method} {certification.numbered} เมื่อวันที่ {day}"
    return f"{said} {certification.turnout}".rstrip()


def _recorder(beside: dict[int, _Beside]) -> SignatureBlock:
    """The person who typed most of the lines; of several, the one who typed last."""
    typed = Counter(extra.recorder for extra in reversed(beside.values()))
    name, position = typed.most_common(1)[0][0] if typed else ("", "")
    return SignatureBlock("ผู้บันทึกข้อมูล", name, position)


def _committee(district: object) -> SignatureBlock:
    return SignatureBlock("ผู้รับรองข้อมูล", position=f"ประธาน/ผู้แทน นตผ.{district}")


def _development_officer(signer: User | None, signature: Signature | None) -> SignatureBlock:
    if signature:
        return signed_block("ผู้ยืนยันข้อมูล", signature)
    if signer is None:
        return SignatureBlock("ผู้ยืนยันข้อมูล", position="พัฒนาการอำเภอ")
    return SignatureBlock("ผู้ยืนยันข้อมูล", signer.full_name, signer.position, signer.acting_for)


def _notes(standing: Standing) -> tuple[str, ...]:
    """What can be done next towards an issue; what waits for it goes without saying."""
    open_checks = readiness.problems(readiness.before_issuing(standing))
    return tuple(check.text for check in open_checks if not check.waiting)
