"""A manual: open to everybody, found by search, and one press away from the page it explains."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.manual_pictures import ON_PAPER
from reporting.manuals import MANUALS
from reporting.reports import manual as manual_paper
from reporting.reports import pdf
from reporting.reports.worker import Worker
from reporting.views import help_page
from tests.reports import paper
from tests.views.desk import at, text_of, told


@pytest.mark.parametrize("slug", MANUALS)
def test_everybody_reads_every_section_without_a_query(client, db, slug, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("manual", args=[slug]))
    page = text_of(response)
    for section in MANUALS[slug].sections:
        assert f'href="#{section.slug}">{section.title}</a>' in page
        assert f'<section id="{section.slug}"' in page


def test_the_help_page_leads_to_every_manual(client, db):
    page = text_of(client.get(reverse("help")))
    for manual in MANUALS.values():
        assert f'href="{reverse("manual", args=[manual.slug])}"' in page
        assert manual.title in page


def test_who_is_signed_in_reads_it_beside_the_menu(client, officer):
    client.force_login(officer)
    page = text_of(client.get(reverse("manual", args=["officer"])))
    assert 'aria-label="เมนูหลัก"' in page


@pytest.mark.parametrize(
    ("who", "name", "anchor"),
    [
        ("officer", "entry", "officer/#weekly"),
        ("officer", "sheet", ""),
        ("chief", "sheet", "chief/#check"),
        ("chief", "fix", "chief/#returned"),
        ("province_staff", "sheet", "province/#review"),
    ],
)
def test_the_top_bar_leads_to_the_section_about_the_page(client, three_groups, request, who, name, anchor):
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(at(name)))
    assert f'class="ask" href="/help/{anchor}"' in page


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("ลืมรหัสผ่าน", "#password"),
        ("หนังสือเวียน", "#circular"),
        ("ส่งคืน", "#return"),
        ("วันหยุด", "#months"),
        ("Ctrl V", "#excel"),
    ],
)
def test_a_section_is_found_by_its_words(client, db, query, anchor):
    found = client.get(reverse("help"), {"q": query}).context["found"]
    assert any(one.passage.url.endswith(anchor) for one in found)


def test_a_word_of_the_text_is_shown_where_it_stands(client, db):
    found = client.get(reverse("help"), {"q": "รวมยอดย่อย"}).context["found"]
    assert found and "รวมยอดย่อย" in found[0].excerpt


@pytest.mark.parametrize("slug", MANUALS)
def test_everybody_takes_it_as_a_pdf_of_the_size_that_is_said(client, db, slug, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("manual_pdf", args=[slug]))
    assert response["Content-Type"] == "application/pdf"
    assert len(response.content) == pytest.approx(MANUALS[slug].pdf_size * 1000, rel=0.25)


def test_the_paper_has_every_section_and_its_pictures():
    report = manual_paper.Report(MANUALS["department"])
    (_, _, parts, _), *rest = pdf.lay_out("print/manual.html", report).make_bookmark_tree()
    titles = [f"{number}. {one.title}" for number, one in enumerate(report.manual.sections, start=1)]
    assert [part[0] for part in parts] == titles and not rest
    assert set(report.pictures) == {ON_PAPER.format(name) for name in ("sign-in", "home", "months", "nation")}


def test_it_is_drawn_once(client, db, monkeypatch):
    client.get(reverse("manual_pdf", args=["department"]))
    monkeypatch.setattr(pdf, "draw", None)
    assert client.get(reverse("manual_pdf", args=["department"])).status_code == 200


def test_without_pango_the_manual_itself_stays(client, db, monkeypatch):
    help_page._drawn.cache_clear()
    monkeypatch.setattr(pdf, "WORKER", Worker(paper.WITHOUT_PANGO))
    response = client.get(reverse("manual_pdf", args=["officer"]))
    assert response.url == reverse("manual", args=["officer"])
    assert "libpango-1.0-0" in told(response)[0]


def test_there_is_no_other_manual(client, db):
    assert client.get("/help/auditor/").status_code == 404


@pytest.mark.parametrize("name", ["manual", "manual_pdf"])
def test_it_takes_no_post(client, db, name):
    assert client.post(reverse(name, args=["officer"])).status_code == 405
