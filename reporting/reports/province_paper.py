"""What RT.3 and RT.4 have in common as papers: identity, heading, seal and words at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from reporting.fiscal import FiscalMonth
from reporting.formats import thai_date
from reporting.models import Province, ProvincialCertification, Signature, User
from reporting.stats.sales import Basis
from reporting.stats.tie_out import TieOut

from . import table_files
from .drawing import Attachment
from .rows import DistrictRow
from .signatures import DOTS, SignatureBlock, signed_block
from .tables import Table, digest


@dataclass(frozen=True, kw_only=True)
class ProvincePaper:
    """The fields of a form of a province and month beside its figures.

    `number` and `verify_url` are empty on a draft. `heading_title` is the form's name, `title` what a file
    viewer shows. Texts carry Arabic digits, which the drawing turns into Thai.
    """

    province: Province
    month: FiscalMonth
    form: str
    heading_title: str
    rows: tuple[DistrictRow, ...]
    tie_out: TieOut | None = None
    signatures: tuple[SignatureBlock, ...] = ()
    number: str = ""
    verify_url: str = ""

    def issued(self, *, signer: User, number: str, verify_url: str) -> Self:
        """The same figures with the identity of an issue; `signer` confirms them for the province."""
        signatures = signatures_of(self.province, signer)
        return replace(self, signatures=signatures, number=number, verify_url=verify_url)

    @property
    def hindrance(self) -> str:
        """Why the form cannot be issued yet; empty when it can. Papers hold confirmed figures only (R12)."""
        if waiting := [row.district.name_th for row in self.rows if row.basis == Basis.UNCONFIRMED]:
            return f"ออก {self.form} ได้เมื่อจังหวัดยืนยันครบทุกอำเภอที่ส่งแล้ว ยังเหลือ: {' '.join(waiting)}"
        if all(row.basis == Basis.NONE for row in self.rows):
            return f"ออก {self.form} ได้เมื่อจังหวัดยืนยันข้อมูลของเดือนนี้แล้วอย่างน้อย 1 อำเภอ"
        return ""

    @property
    def is_draft(self) -> bool:
        return not self.number

    @property
    def title(self) -> str:
        draft = " (ร่าง)" if self.is_draft else ""
        return f"แบบ {self.form} {self.province} {self.month.label}{draft}"

    @property
    def heading(self) -> tuple[str, ...]:
        when = f"ประจำเดือน{self.month.label} ปีงบประมาณ พ.ศ. {self.month.fiscal_year}"
        return (f"แบบ {self.form}", self.heading_title, f"{self.province} {when}")

    @property
    def foot(self) -> str:
        """What every page says it belongs to."""
        return f"แบบ {self.form} {self.province} ประจำเดือน{self.month.label}"

    @property
    def tables(self) -> tuple[Table, ...]:
        raise NotImplementedError

    @cached_property
    def content_sha256(self) -> str:
        """The hash of every figure on the form: equal hashes mean equal papers."""
        return digest(f"{self.form} {self.province.pk} {self.month.key}", self.tables)

    @property
    def short_hash(self) -> str:
        """The twelve characters that every page carries."""
        return self.content_sha256[:12]

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The figures as files inside the PDF of an issue."""
        return table_files.attachments(self)


def signatures_of(
    province: Province, signer: User | None = None, signature: Signature | None = None
) -> tuple[SignatureBlock, ...]:
    """Who signs: who made the form, the committee, and the head of the office for the governor."""
    acting_for = f"ผู้ว่าราชการ{province}"
    head = SignatureBlock("ผู้ยืนยันข้อมูล", position=f"พัฒนาการ{province}", acting_for=acting_for)
    if signer:
        head = SignatureBlock("ผู้ยืนยันข้อมูล", signer.full_name, signer.position, signer.acting_for or acting_for)
    if signature:
        head = signed_block("ผู้ยืนยันข้อมูล", signature)
    return (
        SignatureBlock("ผู้จัดทำรายงาน"),
        SignatureBlock("ผู้รับรองข้อมูล", position=f"ประธาน/ผู้แทน นตผ.{province}"),
        head,
    )


def certification_of(
    province: Province, found: Iterable[tuple[str, ProvincialCertification | None]]
) -> tuple[str, ...]:
    """The committee's sentence, and which districts it does not cover yet (R18).

    `found` pairs the name of each district that has figures with the resolution that covers them.
    """
    found = list(found)
    who = f"คณะกรรมการ นตผ.{province} ได้รับรองข้อมูลผลการจำหน่ายผลิตภัณฑ์ OTOP ตามรายงานนี้แล้ว"
    resolutions = {one.pk: one for _, one in found if one}
    if not resolutions:
        return (f"{who} โดย{DOTS} เลขที่ {DOTS} เมื่อวันที่ {DOTS}",)
    each = [
        f"{one.get_method_display()} เลขที่ {one.number} "
        f"เมื่อวันที่ {thai_date(one.resolved_on)} {one.turnout}".rstrip()
        for one in resolutions.values()
    ]
    open_names = [name for name, one in found if one is None]
    missing = [f"อำเภอที่มติยังไม่ครอบคลุม: {' '.join(open_names)}"] if open_names else []
    return (f"{who} โดยวิธี{' และ'.join(each)}", *missing)
