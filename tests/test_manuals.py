"""The manuals cannot rot: every word they quote is on a page, every section and page they name exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from reporting.manuals import MANUALS, SHARED
from reporting.own_manual import manual_of
from tests.test_rights import url_names

ROOT = Path(__file__).resolve().parent.parent
HELP = ROOT / "templates" / "reporting" / "help"
TEXTS = sorted((HELP / "manuals").rglob("*.html"))
QUOTED = re.compile(r'{% ui "([^"]+)" %}')
THAI = re.compile("[\u0e00-\u0e7f]")
CUTS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", re.S)


def pieces_of(template: str) -> set[str]:
    """The words between tags, and those that stand in quotes inside them (labels of buttons, titles)."""
    template = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", template, flags=re.S)
    found = [*CUTS.split(template), *re.findall(r'"([^"]*)"', template)]
    found += [piece for text in re.findall(r'"([^"]*)"', template) for piece in CUTS.split(text)]
    return {" ".join(text.split()) for text in found}


def on_the_screen() -> set[str]:
    """Every piece of text that templates and code have for their users, except the help's own."""
    found = set()
    for path in (ROOT / "templates").rglob("*.html"):
        if not path.is_relative_to(HELP):
            found |= pieces_of(path.read_text())
    for path in (ROOT / "reporting").rglob("*.py"):
        if path.stem not in ("manuals", "old_portal") and "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found |= {" ".join(piece.split()) for piece in (node.value, *CUTS.split(node.value))}
    catalogue = (ROOT / "otop/locale/th/LC_MESSAGES/django.po").read_text()
    return found | set(re.findall(r'^msgstr "(.+)"$', catalogue, re.M))


def test_every_word_that_a_manual_quotes_is_on_a_page():
    known = on_the_screen()
    wrong = [
        f"{path.relative_to(HELP)}: {words}"
        for path in TEXTS
        for words in QUOTED.findall(path.read_text())
        if words not in known
    ]
    assert wrong == []


def test_the_check_finds_a_button_that_no_page_has():
    assert "บันทึกมติ" in on_the_screen()
    assert "ปุ่มที่ไม่มี" not in on_the_screen()


def test_every_text_belongs_to_a_manual_and_says_something():
    named = {manual.template_of(section) for manual in MANUALS.values() for section in manual.sections}
    assert {str(path.relative_to(ROOT / "templates")) for path in TEXTS} == named
    for path in TEXTS:
        assert len(THAI.findall(path.read_text())) > 150, path.name


def test_anchors_are_unique_and_shared_texts_are_shared():
    for manual in MANUALS.values():
        slugs = [section.slug for section in manual.sections]
        assert len(slugs) == len(set(slugs))
    users = {
        section.slug: {manual.slug for manual in MANUALS.values() if section in manual.sections}
        for manual in MANUALS.values()
        for section in manual.sections
        if section.folder == SHARED
    }
    assert {slug for slug, manuals in users.items() if len(manuals) < 2} == set()


def test_every_page_that_a_section_explains_exists():
    known = set(url_names(get_resolver()))
    named = {page for manual in MANUALS.values() for one in manual.sections for page in one.pages}
    assert named - known == set()


@pytest.mark.parametrize(
    ("who", "slug"),
    [
        ("officer", "officer"),
        ("chief", "chief"),
        ("province_staff", "province"),
        ("department", "department"),
        ("auditor", "department"),
    ],
)
def test_each_role_has_its_manual(request, who, slug):
    assert manual_of(request.getfixturevalue(who)).slug == slug


def test_an_account_without_sales_has_none(administrator):
    assert manual_of(administrator) is None
