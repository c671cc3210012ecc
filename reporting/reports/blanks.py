"""The blank forms that everybody may take: what each is for, what draws it, and how large its files are.

Sizes are said before anything is drawn, so that who has a slow line knows what comes; a test holds them to
the files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import province_blank, rt1, rt2_blank, rt3, rt4


@dataclass(frozen=True)
class Blank:
    """`slug` stands in the address; sizes are in kilobytes of 1,000 bytes."""

    slug: str
    name: str
    title: str
    build: Callable[[], Any]
    template: str
    pdf_size: int
    xlsx_size: int

    @property
    def since(self) -> str:
        """From when on this version is used."""
        return rt1.SINCE


_OF_TABLES = "print/form.html"
_FORMS = (
    Blank("rt1", "รต.๑", rt1.TITLE, rt1.blank, "print/rt1.html", 31, 7),
    Blank("rt2", "รต.๒", "แบบฟอร์มยืนยันข้อมูลสำหรับพัฒนาการอำเภอ", rt2_blank.Report, _OF_TABLES, 29, 8),
    Blank("rt3", rt3.FORM, rt3.TITLE, province_blank.ByCategory, _OF_TABLES, 33, 7),
    Blank("rt4", rt4.FORM, f"{rt4.TITLE} รายงานรวม", province_blank.InTotal, _OF_TABLES, 31, 7),
)
BLANK_FORMS = {form.slug: form for form in _FORMS}
