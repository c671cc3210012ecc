"""RT.2 as a PDF: the archive format, what stands on each page, and that nothing foreign gets in."""

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys

import pikepdf
import pytest
from django.conf import settings

from reporting.management.commands import build_fonts
from reporting.reports import drawing, pdf
from reporting.reports.worker import Worker
from tests.reports import paper, tables_by_hand

TEMPLATE = "print/rt2.html"
LONGEST_NAME = "วิสาหกิจชุมชนกลุ่มแม่บ้านเกษตรกรผู้ผลิตและแปรรูปผลิตภัณฑ์จากปลาน้ำโขงและสมุนไพรพื้นบ้าน" * 3


MISSING = """
import sys
class MissingLibrary:  # WeasyPrint is there, the system's Pango is not.
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
sys.meta_path.insert(0, MissingLibrary())
from reporting.reports.worker import main
main()
"""


@pytest.fixture(
    params=[paper.WITHOUT_PANGO, (sys.executable, "-c", MISSING)], ids=["no package", "no library"]
)
def without_pango(request, monkeypatch):
    worker = Worker(request.param)
    monkeypatch.setattr(pdf, "WORKER", worker)
    yield
    worker.close()


def pages(report, template: str = TEMPLATE) -> list:
    return [page._page_box for page in pdf.lay_out(template, report).pages]


def words(box) -> str:
    """All text on a page, its margins included."""
    return " ".join(child.text for child in box.descendants() if hasattr(child, "text"))


def row_numbers(box) -> list[str]:
    """The first cell of every row of the table of lines on a page, without the head and the sum."""
    rows = [child for child in box.descendants() if child.element_tag == "tr" and len(child.children) == 10]
    return [text for row in rows if re.fullmatch("[๐-๙]+", text := words(row.children[0]))]


def codes(box) -> int:
    """How many QR codes a page carries."""
    tags = [child.element for child in box.descendants() if child.element_tag == "img"]
    return len([tag for tag in tags if tag.get("class") == "qr"])


def test_it_is_an_archive_pdf_with_language_title_and_fonts():
    opened = pikepdf.open(io.BytesIO(pdf.draw(TEMPLATE, paper.report(3))))
    assert str(opened.Root.Lang) == "th"
    assert opened.Root.MarkInfo.Marked
    metadata = opened.open_metadata()
    assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
    assert metadata["dc:title"] == "แบบ รต.๒ อำเภอท่าบ่อ จังหวัดหนองคาย ตุลาคม ๒๕๖๔ ฉบับที่ ๑"
    fonts = {str(font.BaseFont) for page in opened.pages for font in page.Resources.Font.values()}
    assert {name.partition("+")[2] for name in fonts} == {"OTOP-Forms", "OTOP-Forms-Bold"}


def test_the_same_data_give_the_same_bytes_in_every_process(monkeypatch):
    first = pdf.draw(TEMPLATE, paper.report(30))
    assert pdf.draw(TEMPLATE, paper.report(30)) == first
    monkeypatch.setattr(pdf, "WORKER", other := Worker())
    assert pdf.draw(TEMPLATE, paper.report(30)) == first
    other.close()
    assert drawing.draw(pdf.sheet(TEMPLATE, paper.report(30))) == first


def test_other_tools_find_no_fault_and_every_font_inside(tmp_path):
    path = tmp_path / "rt2.pdf"
    path.write_bytes(pdf.draw(TEMPLATE, paper.report(30)))
    checked = subprocess.run(
        ["qpdf", "--check", path], capture_output=True, text=True, check=True, timeout=60
    )
    assert "No syntax or stream encoding errors found" in checked.stdout and not checked.stderr
    listed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True, timeout=60)
    fonts = [line.split() for line in listed.stdout.splitlines()[2:]]
    assert len(fonts) == 2
    assert all(font[-5:-2] == ["yes", "yes", "yes"] for font in fonts)  # Embedded, a subset, with its text.


def test_the_text_is_tagged_and_in_the_order_of_reading():
    report = paper.report(3, tie_out=tables_by_hand.SEAL)
    opened = pikepdf.open(io.BytesIO(pdf.draw(TEMPLATE, report)))
    kinds = []

    def walk(node):
        if isinstance(node, pikepdf.Dictionary) and "/S" in node:
            kinds.append(str(node.S))
        for child in node.get("/K", []) if isinstance(node, pikepdf.Dictionary) else []:
            walk(child)

    walk(opened.Root.StructTreeRoot)
    assert {"/Document", "/H1", "/Table", "/TR", "/TH", "/TD", "/P", "/Figure"} <= set(kinds)
    assert kinds.index("/H1") < kinds.index("/Table")


def test_a_tick_is_a_word_that_is_drawn_as_a_box():
    boxes = [child for page in pages(paper.report(2)) for child in page.descendants()]
    ticks = [box for box in boxes if getattr(box, "text", "") in build_fonts.TICKS]
    assert [box.text for box in ticks] == ["ยืนยันแล้ว", "ยังไม่ยืนยัน", "ยืนยันแล้ว", "ยืนยันแล้ว"]
    assert {round(box.width / box.style["font_size"] * 1000) for box in ticks} == {build_fonts.TICK_WIDTH}


def test_sums_of_hundreds_of_millions_stand_in_one_line():
    last = pages(paper.report(500))[-1]
    (total,) = [box for box in last.descendants() if box.element_tag == "tr" and "๕๐๐ รายการ" in words(box)]
    assert words(total).endswith("๑๕๔,๕๙๖,๖๒๕.๐๐")
    for cell in total.children:
        assert len([box for box in cell.descendants() if type(box).__name__ == "LineBox"]) <= 1


def test_the_sheet_is_a4_across_with_the_margins_of_official_letters():
    box = pages(paper.report(1))[0]
    millimetres = [
        round(value * 25.4 / 96) for value in (box.width, box.height, box.margin_left, box.margin_right)
    ]
    assert millimetres == [247, 165, 30, 20]


def test_a_form_stands_upright_unless_it_says_otherwise():
    box = pages(paper.report(1), "print/base.html")[0]
    millimetres = [
        round(value * 25.4 / 96) for value in (box.width, box.height, box.margin_left, box.margin_top)
    ]
    assert millimetres == [160, 252, 30, 25]
    assert paper.NUMBER in words(box) and "หน้า ๑/๑" in words(box)
    assert codes(box) == 1


def test_every_page_says_how_to_check_it():
    drawn = pages(paper.report(30))
    assert len(drawn) > 1
    for page in drawn:
        assert codes(page) == 1
        assert "สแกนคิวอาร์โค้ดเพื่อตรวจว่าเป็นฉบับจริงและยังใช้อยู่" in words(page)
        assert "ที่ otop.example.go.th/verify/" in words(page)


def test_a_draft_sends_nobody_to_be_checked():
    (page,) = pages(paper.report(1, number="", verify_url=""))
    assert codes(page) == 0 and "สแกน" not in words(page)


def filled(box) -> float:
    """Down to where rows and paragraphs reach, as a part of the page's height; its foot does not count."""
    parts = [part for part in box.children[0].descendants() if part.element_tag in ("tr", "p")]
    return (max(part.position_y + part.height for part in parts) - box.content_box_y()) / box.height


@pytest.mark.parametrize("count", [1, 2, 30, 44, 112])
def test_every_line_stands_once_and_the_signatures_with_the_last_two_sums(count):
    drawn = pages(paper.report(count))
    numbers = [number for page in drawn for number in row_numbers(page)]
    assert len(numbers) == len(set(numbers)) == count
    _, last_sum, after = words(drawn[-1]).partition("สมุนไพรที่ไม่ใช่อาหาร")
    assert last_sum and "ยอดจำหน่ายรวมทั้งสิ้น" in after and "ผู้ยืนยันข้อมูล" in after


@pytest.mark.parametrize("count", [24, 30, 44, 112, 116])
def test_no_page_but_the_last_ends_half_empty(count):
    drawn = pages(paper.report(count))
    assert min(map(filled, drawn[:-1])) > 0.5


def test_the_longest_names_leave_no_page_of_signatures_alone():
    drawn = pages(paper.report(30, name=LONGEST_NAME[:200]))
    assert len([number for page in drawn for number in row_numbers(page)]) == 30
    assert "สมุนไพรที่ไม่ใช่อาหาร" in words(drawn[-1])
    assert "ผู้ยืนยันข้อมูล" in words(drawn[-1])


def test_the_head_of_the_table_is_on_every_page():
    *before, last = pages(paper.report(112))
    for page in before:
        assert "กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP" in words(page)
    assert "ยอดรวมตามประเภทผลิตภัณฑ์" in words(last)


def test_every_page_says_what_it_belongs_to():
    drawn = pages(paper.report(60))
    assert len(drawn) > 2
    for number, page in enumerate(drawn, start=1):
        text = words(page)
        assert "แบบ รต.๒ อำเภอท่าบ่อ จังหวัดหนองคาย ประจำเดือนตุลาคม ๒๕๖๔ ฉบับที่ ๑" in text
        assert paper.NUMBER in text
        assert "a3f9a3f9a3f9" in text
        assert f"หน้า {'๐๑๒๓๔๕๖๗๘๙'[number]}/{'๐๑๒๓๔๕๖๗๘๙'[len(drawn)]}" in text
        assert codes(page) == 1
        assert "ร่าง" not in text


def test_a_draft_says_so_on_every_page_and_has_no_code():
    for page in pages(paper.draft(30)):
        assert words(page).count("ร่าง") >= 2
        assert codes(page) == 0


def test_thai_digits_throughout_except_in_identifiers():
    text = " ".join(words(page) for page in pages(paper.report(12)))
    assert not re.search("[0-9]", text.replace(paper.NUMBER, "").replace("a3f9a3f9a3f9", ""))


def test_every_letter_has_a_glyph_and_every_rule_is_understood(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        drawing.draw(pdf.sheet(TEMPLATE, paper.report(12)))
        drawing.draw(pdf.sheet(TEMPLATE, paper.draft(12)))
    assert caplog.records == []


def test_a_name_is_text_whatever_it_contains():
    name = '<img src="http://example.com/x.png"><style>@import "file:///etc/passwd"</style>&amp; {{{{ 7 }}}}'
    box = pages(paper.report(1, name=name))[0]
    text = words(box).replace(" ", "")
    assert '<imgsrc="http://example.com/x.png">' in text
    assert "&amp;{{๗}}" in text


def test_a_form_without_its_font_is_not_drawn(tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "STATIC", tmp_path)
    with pytest.raises(drawing.library().urls.FatalURLFetchingError):
        pdf.lay_out(TEMPLATE, paper.report(1))


def test_without_pango_the_sentence_names_the_packages(without_pango):
    with pytest.raises(pdf.PdfUnavailable) as refused:
        pdf.draw(TEMPLATE, paper.report(1))
    assert str(refused.value) == (
        "เครื่องแม่ข่ายนี้ยังออกเอกสาร PDF ไม่ได้ เพราะขาดแพ็กเกจ libpango-1.0-0 libpangoft2-1.0-0 "
        "libharfbuzz-subset0 โปรดแจ้งผู้ดูแลระบบให้ติดตั้ง ข้อมูลและหน้าจออื่นใช้งานได้ตามปกติ"
    )


def test_the_portal_starts_without_loading_weasyprint():
    code = (
        "import django, sys; django.setup(); import otop.urls; "
        "assert not [name for name in sys.modules if name.startswith('weasyprint')]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=settings.BASE_DIR, timeout=120)
