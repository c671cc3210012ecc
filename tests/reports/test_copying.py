"""Thai text on paper comes back as it was written: copied, searched, read aloud."""

from __future__ import annotations

import subprocess

import pytest
import weasyprint
from django.conf import settings
from django.test import override_settings
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from reporting.management.commands import build_fonts
from reporting.reports import pdf
from tests.reports import paper

HARD_TEXT = """
จำหน่าย น้ำ ก้ำ ค่ำ ย่ำ กำกับ อำเภอ ตำบล สำนัก ทำ ล้ำ ช้ำ น้ำปลาร้าบ้านป่าก๋ำ คลองฟ้ำ ปู่ ญี่ปุ่น หมู่ที่ ปั๊มน้ำมัน ปั้นดิน
ฝั่งโขง ฟื้นฟู ฟุ้ง ปุ๋ย ฐูฎุ กุฏิ กตัญญู ฤๅษี ฦๅชา เเม่ แม่ เก๊กฮวย เต้าเจี้ยว โต๊ะจีน ศิลป์ สิทธิ์ พันธุ์ ธุรกิจ วัฒน์ ใบไม้ ไม้ไผ่
พุทฺธํ สรณํ อรหํ สมฺมา พฤษภาคม ฯลฯ ๑๒๓,๔๕๖.๗๘ กข๑2ค3 OTOP-Plus SME 5ดาว ผ้าซิ่น เสื้อกี่ กษัตริย์ บุญชู รุ่งโรจน์
ที่ว่าการอำเภอเฝ้าไร่ หัตถกรรมน้ำใสใจจริง ทั้งสิ้น กล้วยฉาบกลุ่มสตรีบ้านนาค้ำ office fluff “อ้าง” ฌาปนกิจ ภูมิปัญญา ฬ่อ ฬีฬ่า เล็ก ๆ
"""
HARD_WORDS = HARD_TEXT.split()

CONSONANTS = [chr(code) for code in range(ord("ก"), ord("ฮ") + 1) if chr(code) not in "ฤฦ"]
# After a consonant: marks, tones and vowels as Thai writes them.
ENDS = [
    *("", "ะ", "า", "ำ", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู", "็", "์", "ิ์", "ุ์"),
    *(f"{vowel}{tone}" for vowel in ("", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู") for tone in "่้๊๋"),
    *(f"{tone}{vowel}" for tone in "่้๊๋" for vowel in ("า", "ำ", "ะ")),
]
SYLLABLES = st.builds(
    lambda before, letter, end: before + letter + end,
    st.sampled_from(["", "", "", "เ", "แ", "โ", "ใ", "ไ"]),
    st.sampled_from(CONSONANTS),
    st.sampled_from(ENDS),
)
READINGS = [(), ("-layout",), ("-raw",)]
CELLS = {
    "regular": "<p>{}</p>",
    "bold": "<p><b>{}</b></p>",
    "in a table": "<table><tr><td>{}</td></tr></table>",
}
# Of the ink; rounding makes a thousandth, a mark left out or moved twenty times as much.
LIKENESS = 0.002
WORDS = st.lists(SYLLABLES, min_size=1, max_size=4).map("".join)


def text_of(content: bytes, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", *options, "-", "-"], input=content, capture_output=True, check=True, timeout=60
    )
    assert done.stderr == b""
    return done.stdout.decode()


def printed(words, folder, *, cell: str) -> bytes:
    """The words in the forms' fonts and sizes, each in the cell's HTML, drawn by `pdf` itself."""
    body = "".join(cell.format(word) for word in words)
    (folder / "words.html").write_text(
        f'{{% extends "print/base.html" %}}{{% block content %}}{body}{{% endblock %}}'
    )
    engine = settings.TEMPLATES[0]
    with override_settings(TEMPLATES=[engine | {"DIRS": [*engine["DIRS"], folder]}]):
        return pdf.draw("words.html", paper.report(1))


def lines_among(words, text: str) -> list[str]:
    """The lines of the text that are one of the words, in their order."""
    return [line.strip() for line in text.splitlines() if line.strip() in set(words)]


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_hard_words_come_back_in_every_way_of_reading(cell, tmp_path):
    content = printed(HARD_WORDS, tmp_path, cell=cell)
    for options in READINGS:
        assert lines_among(HARD_WORDS, text_of(content, *options)) == HARD_WORDS


def test_a_tick_comes_back_as_its_word():
    content = pdf.draw("print/rt2.html", paper.report(5))
    for options in READINGS:
        text = text_of(content, *options)
        assert (text.count("ยืนยันแล้ว"), text.count("ยังไม่ยืนยัน")) == (5 + 2, 3)


def test_a_word_comes_back_whatever_stood_before_it(tmp_path):
    """Each letter's first use decides what it stands for in the whole document."""
    turned = HARD_WORDS[::-1]
    assert lines_among(turned, text_of(printed(turned, tmp_path, cell="<p>{}</p>"))) == turned


def test_a_text_of_many_lines_comes_back_whole(tmp_path):
    text = "".join(word for word in HARD_WORDS if "-" not in word)  # A reader drops a hyphen at a line's end.
    content = printed([text], tmp_path, cell='<div style="width: 60mm" class="rt-end">{}</div>')
    assert text in "".join(text_of(content).split())


def test_what_was_typed_in_parts_comes_back_as_the_letter_it_is(tmp_path):
    parts = ["ค\u0e4d\u0e32", "น\u0e49\u0e4d\u0e32", "น\u0e4d\u0e49\u0e32"]
    whole = ["ค\u0e33", "น\u0e49\u0e33", "น\u0e49\u0e33"]
    assert lines_among(whole, text_of(printed(parts, tmp_path, cell="<p>{}</p>"))) == whole


def test_every_syllable_comes_back(tmp_path):
    for style in ("<p>{}</p>", "<p><b>{}</b></p>"):
        lines = [" ".join(f"ก{letter}{end}น" for end in ENDS) for letter in CONSONANTS]
        text = text_of(printed(lines, tmp_path, cell=style)).split()
        words = " ".join(lines).split()
        assert [word for word in text if word in set(words)] == words


@hypothesis_settings(max_examples=10, deadline=None)
@given(words=st.lists(WORDS, min_size=30, max_size=60))
def test_any_words_come_back(words, tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    assert lines_among(words, text_of(printed(words, folder, cell="<p>{}</p>"))) == words


@pytest.mark.parametrize("style", build_fonts.STYLES)
def test_the_fonts_look_like_sarabun(style):
    """The same words in both fonts, as pictures: nothing stands elsewhere."""
    fonts = settings.BASE_DIR / "static" / "fonts"
    words = [*HARD_WORDS, *(f"{letter}{end}" for letter in CONSONANTS for end in ("ุ่", "ี้", "้ำ", "ู", "์"))]
    ours, sarabun = (picture(words, fonts / f"{name}-{style}.ttf") for name in ("OtopForms", "Sarabun"))
    assert len(ours) == len(sarabun)
    different = sum(abs(a - b) > 96 for a, b in zip(ours, sarabun, strict=True))
    ink = sum(value < 128 for value in sarabun)
    assert ink > 20_000
    assert different / ink < LIKENESS


def picture(words, font) -> bytes:
    """One page with the words, as grey pixels."""
    style = f'@font-face {{ font-family: Own; src: url("{font.as_uri()}") }}'
    style += "@page { size: A4 } body { font: 12pt/30pt Own }"
    content = weasyprint.HTML(string=f'<html lang="th"><style>{style}</style>{" ".join(words)}').write_pdf()
    command = ["pdftoppm", "-gray", "-r", "100", "-f", "1", "-l", "1", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True, timeout=60)
    return done.stdout
