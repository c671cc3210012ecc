"""What RT.3 and RT.4 have in common as papers of a province: heading, hindrance and words at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from reporting.formats import thai_date
from reporting.models import Province, ProvincialCertification, Signature, User
from reporting.stats.sales import Basis
from reporting.stats.tie_out import TieOut

from .rows import DistrictRow
from .signatures import DOTS, SignatureBlock, signed_block
from .table_paper import TablePaper


@dataclass(frozen=True, kw_only=True)
class ProvincePaper(TablePaper):
    """The fields of a form of a province and month beside its figures; `heading_title` is the form's name."""

    province: Province
    form: str
    heading_title: str
    rows: tuple[DistrictRow, ...]
    tie_out: TieOut | None = None

    def issued(self, *, signer: User, number: str, verify_url: str) -> Self:
        """The same figures with the identity of an issue; `signer` confirms them for the province."""
        signatures = signatures_of(self.province, signer)
        return replace(self, signatures=signatures, number=number, verify_url=verify_url)

    @property
    def hindrance(self) -> str:
        """Why the form cannot be issued yet; empty when it can. Papers hold confirmed figures only (R12)."""
        if self.past:
            return self.past_hindrance
        if waiting := [row.district.name_th for row in self.rows if row.basis == Basis.UNCONFIRMED]:
            return f"ออก {self.form} ได้เมื่อจังหวัดยืนยันครบทุกอำเภอที่ส่งแล้ว ยังเหลือ: {' '.join(waiting)}"
        if all(row.basis == Basis.NONE for row in self.rows):
            return f"ออก {self.form} ได้เมื่อจังหวัดยืนยันข้อมูลของเดือนนี้แล้วอย่างน้อย 1 อำเภอ"
        return ""

    @property
    def name(self) -> str:
        return f"แบบ {self.form} {self.province}"

    @property
    def scope_text(self) -> str:
        return f"{self.form} {self.province.pk} {self.month.key}"

    @property
    def heading(self) -> tuple[str, ...]:
        return (f"แบบ {self.form}", self.heading_title, f"{self.province} {self.when}", *self.of_the_day)

    @property
    def foot(self) -> str:
        """What every page says it belongs to."""
        return f"{self.name} ประจำเดือน{self.month.label}"


def signatures_of(
    province: Province, signer: User | None = None, signature: Signature | None = None
) -> tuple[SignatureBlock, ...]:
    """Who signs: who made the form, the committee, and the head of the office for the governor."""
    governor = province.governor
    head = SignatureBlock("ผู้ยืนยันข้อมูล", position=f"พัฒนาการ{province}", acting_for=governor)
    if signer:
        head = SignatureBlock("ผู้ยืนยันข้อมูล", signer.full_name, signer.position, signer.acting_for or governor)
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
        f"{one.get_method_display()} {one.numbered} "
        f"เมื่อวันที่ {thai_date(one.resolved_on)} {one.turnout}".rstrip()
        for one in resolutions.values()
    ]
    open_names = [name for name, one in found if one is None]
    missing = [f"อำเภอที่มติยังไม่ครอบคลุม: {' '.join(open_names)}"] if open_names else []
    return (f"{who} โดยวิธี{' และ'.join(each)}", *missing)
