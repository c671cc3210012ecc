"""The forms of tables and RT.1 as laid out pages: nothing lost, nothing split, all fit to sign."""

from __future__ import annotations

import logging
import re

import pytest

from reporting.formats import arabic_digits
from reporting.models import User
from reporting.reports import drawing, pdf, rt1, rt2_blank
from reporting.reports.tables import Kind
from tests.reports import tables_by_hand as by_hand
from tests.reports.test_pdf import LONGEST_NAME, codes, pages, words

FORMS = {"rt3": by_hand.form_rt3, "rt4": by_hand.form_rt4}
LAST_ROW = re.compile(r"[0-9]+")


def sheets(report, template: str = "print/form.html") -> list:
    return pages(report, template)


def numbers(box) -> list[int]:
    """The first cell of every row of the table on a page, without heads and sums."""
    rows = [child for child in box.descendants() if child.element_tag == "tr" and len(child.children) > 5]
    firsts = [arabic_digits(words(row.children[0])).strip() for row in rows]
    return [int(text) for text in firsts if LAST_ROW.fullmatch(text)]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("count", [1, 30, 112])
def test_every_row_stands_once_and_the_signatures_with_the_last_two(name, count):
    drawn = sheets(FORMS[name](count))
    assert [number for page in drawn for number in numbers(page)] == list(range(1, count + 1))
    assert "ผู้ยืนยันข้อมูล" in words(drawn[-1])
    assert len(numbers(drawn[-1])) >= min(count, 2)


def test_five_hundred_districts_can_be_drawn():
    drawn = sheets(by_hand.form_rt4(500))
    assert [number for page in drawn for number in numbers(page)] == list(range(1, 501))
    assert len(numbers(drawn[-1])) >= 2


@pytest.mark.parametrize("name", FORMS)
def test_the_longest_names_leave_no_page_of_signatures_alone(name):
    drawn = sheets(FORMS[name](12, name=LONGEST_NAME[:60] + " {}"))
    assert [number for page in drawn for number in numbers(page)] == list(range(1, 13))
    assert len(numbers(drawn[-1])) >= 2


@pytest.mark.parametrize("name", FORMS)
def test_every_page_has_the_head_and_says_what_it_belongs_to(name):
    report = FORMS[name](60)
    drawn = sheets(report)
    assert len(drawn) > 2
    for number, page in enumerate(drawn, start=1):
        text = words(page)
        assert "อำเภอ" in text and "บาท" in text
        assert f"แบบ {report.form} จังหวัดหนองคาย ประจำเดือนตุลาคม ๒๕๖๔" in text
        assert report.short_hash in text
        assert f"หน้า {'๐๑๒๓๔๕๖๗๘๙'[number]}/{'๐๑๒๓๔๕๖๗๘๙'[len(drawn)]}" in text
        assert text.count("ร่าง") >= 2
        assert codes(page) == 0


def test_an_issued_form_has_number_and_code_and_is_no_draft():
    issued = {"number": "RT3-43-2565-10-1", "verify_url": "https://otop.example.go.th/verify/abcdefghijkl/"}
    (page,) = sheets(
        by_hand.form_rt3(3).issued(signer=User(full_name="ผู้ออกเอกสาร", position="พัฒนาการ"), **issued)
    )
    assert "RT3-43-2565-10-1" in words(page)
    assert "ร่าง" not in words(page)
    assert codes(page) == 1


def test_76_provinces_keep_their_great_sums_and_counts_in_one_line():
    report = by_hand.form_nation(76)
    drawn = sheets(report)
    assert [number for page in drawn for number in numbers(page)] == list(range(1, 77)) * 2
    for page in drawn:
        for child in page.descendants():
            is_cell = type(child).__name__ == "TableCellBox" and child.element_tag == "td"
            if is_cell and child.element.get("class") in (f"k-{Kind.BAHT}", f"k-{Kind.COUNT}"):
                lines = [line for line in child.descendants() if type(line).__name__ == "LineBox"]
                assert len(lines) <= 1, words(child)


def test_the_columns_fill_the_sheet():
    """247 mm, which A4 across leaves between its margins."""
    for report in (by_hand.form_rt3(1), by_hand.form_rt4(1), by_hand.form_nation(1)):
        assert {sum(column.mm for column in table.columns) for table in report.tables} == {2470}


def test_every_width_has_its_rule_in_the_style_sheet(settings):
    css = (settings.BASE_DIR / "static/css/print-tables.css").read_text()
    reports = (by_hand.form_rt3(1), by_hand.form_rt4(1), by_hand.form_nation(1), rt2_blank.Report())
    used = {column.mm for report in reports for table in report.tables for column in table.columns}
    assert {mm for mm in used if f".rt .mm-{mm} {{ width: {mm / 10:g}mm }}" not in css} == set()


def collection(count: int, *, name: str = "กลุ่มทอผ้าบ้านน้ำโมง {}") -> rt1.Report:
    rows = tuple(rt1.Row(number, name.format(number), "FOOD", "GROUP") for number in range(1, count + 1))
    parts = (rt1.Section("ตำบลโพนสา", rows[: count // 2]), rt1.Section("ตำบลท่าบ่อ", rows[count // 2 :]))
    sections = tuple(part for part in parts if part.rows)
    return rt1.Report("อำเภอท่าบ่อ", "จังหวัดหนองคาย", by_hand.MONTH, sections, "https://otop.example.go.th/e/")


@pytest.mark.parametrize("count", [1, 30, 112])
def test_a_collection_sheet_has_every_producer_once_and_the_code_on_every_page(count):
    drawn = sheets(collection(count), "print/rt1.html")
    assert [number for page in drawn for number in numbers(page)] == list(range(1, count + 1))
    for page in drawn:
        assert codes(page) == 1
        assert "ลงชื่อ ผู้ให้ข้อมูล" in words(page)
        assert numbers(page)
    assert "ร่าง" not in words(drawn[0])


def test_a_further_page_of_a_subdistrict_names_it_too():
    drawn = [words(page) for page in sheets(collection(30), "print/rt1.html")]
    halves = drawn[: len(drawn) // 2], drawn[len(drawn) // 2 :]
    for half, subdistrict in zip(halves, ("ตำบลโพนสา", "ตำบลท่าบ่อ"), strict=True):
        assert len(half) > 1 and all(subdistrict in page for page in half)


def test_a_producer_is_not_split_over_two_pages():
    for page in sheets(collection(30, name=LONGEST_NAME[:200] + " {}"), "print/rt1.html"):
        text = words(page)
        assert text.count("ออนไลน์") == text.count("โอน") == text.count("ปกติ") == len(numbers(page))


def test_a_long_name_leaves_the_three_rows_of_a_producer_alike():
    (page, *_) = sheets(collection(6, name=LONGEST_NAME[:190] + " {}"), "print/rt1.html")
    rows = [child for child in page.descendants() if child.element_tag == "tr" and child.height > 0]
    heights = [row.height for row in rows if re.search("(ปกติ|โอน|ออนไลน์)", words(row))]
    assert len(heights) > 6
    assert max(heights) < 1.7 * min(heights)


@pytest.mark.parametrize("count", [1, 30])
def test_the_rows_of_a_collection_sheet_are_high_enough_for_a_pen(count):
    for page in sheets(collection(count), "print/rt1.html"):
        rows = [child for child in page.descendants() if child.element_tag == "tr"]
        written = [row.height * 25.4 / 96 for row in rows if "รายได้" not in words(row)]
        assert min(height for height in written if height > 0) >= 6.5


def test_the_blank_collection_sheet_is_one_page_without_a_code():
    (page,) = sheets(rt1.blank(), "print/rt1.html")
    assert codes(page) == 0
    assert "ใช้ตั้งแต่ปีงบประมาณ พ.ศ. ๒๕๖๕" in words(page)
    assert words(page).count("ออนไลน์") == rt1.BLANK_ROWS


def test_the_blank_rt2_is_two_pages_with_lines_and_signatures():
    lines, end = sheets(rt2_blank.Report())
    assert numbers(lines) == list(range(1, rt2_blank.ROWS + 1))
    assert "ผู้ยืนยันข้อมูล" in words(end)


def test_every_letter_has_a_glyph_and_every_rule_is_understood(caplog):
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        for report in (by_hand.form_rt3(3), by_hand.form_rt4(3), by_hand.form_nation(3), rt2_blank.Report()):
            drawing.draw(pdf.sheet("print/form.html", report))
        drawing.draw(pdf.sheet("print/rt1.html", collection(3)))
    assert caplog.records == []


def test_the_same_figures_give_the_same_hash_and_the_same_bytes():
    one, same, other = by_hand.form_rt4(3), by_hand.form_rt4(3), by_hand.form_rt4(4)
    assert one.content_sha256 == same.content_sha256 != other.content_sha256
    assert pdf.draw("print/form.html", one) == pdf.draw("print/form.html", same)
