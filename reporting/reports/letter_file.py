"""The covering letter as a Word file that people edit: the fonts of official letters, 16 pt, on A4.

Thai is complex script to Word: without the second size (`szCs`) it would stand in another size than the
digits, and without `cs` in another font. "TH SarabunPSK" is what offices have; where it is missing, another
font stands in for it.
"""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reporting.formats import thai_digits

from .letter import Letter

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "TH SarabunPSK"
SIZE = 16
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
HALF = Cm(8)


def draw(letter: Letter) -> bytes:
    """The bytes of the .docx."""
    word = Document()
    _paper(word)
    _font(word.styles["Normal"])
    word.core_properties.title = letter.title
    word.core_properties.author = letter.contact[0]
    _head(word, letter)
    _line(word, letter.opening, first=Cm(2.5), before=6)
    _amounts(word, letter)
    for line in letter.closing:
        _line(word, line, first=Cm(2.5), before=6)
    _line(word, "ขอแสดงความนับถือ", left=HALF, align=CENTRE, before=12, after=48)
    for line in letter.signer:
        _line(word, line, left=HALF, align=CENTRE)
    for number, line in enumerate(letter.contact):
        _line(word, line, before=0 if number else 24)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _head(document: Any, letter: Letter) -> None:
    """From the number to the enclosures; the first 3 cm stay free for the office's Garuda."""
    first, *others = letter.place
    _line(document, f"{letter.number}\t{first}", before=Pt(57).pt, stops=[Cm(9.5)])
    for line in others:
        _line(document, line, left=Cm(9.5))
    _line(document, letter.date, left=HALF, before=6)
    for label, text in (("เรื่อง", letter.subject), ("เรียน", letter.to), ("อ้างถึง", letter.reference)):
        _line(document, f"{label}\t{text}", left=Cm(1.5), first=-Cm(1.5), stops=[Cm(1.5)], before=6)
    for number, (what, count) in enumerate(letter.enclosures, start=1):
        label = "สิ่งที่ส่งมาด้วย" if number == 1 else ""
        text = f"{label}\t{thai_digits(number)}. {what}\t{thai_digits(count)}"
        stops = [Cm(2.8), Cm(13.2)]
        _line(
            document,
            text,
            as_is=True,
            left=Cm(2.8),
            first=-Cm(2.8),
            stops=stops,
            before=6 if number == 1 else 0,
        )


def _amounts(document: Any, letter: Letter) -> None:
    for number, amount in enumerate(letter.amounts, start=1):
        _line(document, f"{number}. {amount.label}\t{amount.text}", left=Cm(2.5), right=Cm(13.5))
    _line(document, f"{letter.total.label}\t{letter.total.text}", left=Cm(2.5), right=Cm(13.5), bold=True)
    _line(document, f"({letter.total_words})", left=Cm(2.5))


def _line(
    document: Any,
    text: str,
    *,
    left: int = 0,
    first: int = 0,
    right: int | None = None,
    stops: list[int] | None = None,
    align: Any = None,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    as_is: bool = False,
) -> None:
    """A paragraph with Thai digits unless `as_is`; `stops` are tabs, `right` a tab at which figures end."""
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent, shape.alignment = left, first, align
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.0
    for stop in stops or ():
        shape.tab_stops.add_tab_stop(stop)
    if right:
        shape.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT)
    run = paragraph.add_run(text if as_is else thai_digits(text))
    run.bold = run.font.cs_bold = bold or None


def _paper(document: Any) -> None:
    """A4 with the margins of official letters."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin = Cm(3), Cm(2)
    page.top_margin, page.bottom_margin = Cm(2.5), Cm(2)


def _font(style: Any) -> None:
    style.font.name, style.font.size = FONT, Pt(SIZE)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    size = properties.makeelement(qn("w:szCs"), {qn("w:val"): str(SIZE * 2)})
    properties.find(qn("w:sz")).addnext(size)
    language = properties.makeelement(qn("w:lang"), {qn("w:bidi"): "th-TH"})
    size.addnext(language)
