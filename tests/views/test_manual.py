"""A manual: open to everybody, found by search, and one press away from the page it explains."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.manuals import MANUALS
from tests.views.desk import at, text_of


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


def test_there_is_no_other_manual(client, db):
    assert client.get("/help/auditor/").status_code == 404


def test_it_takes_no_post(client, db):
    assert client.post(reverse("manual", args=["officer"])).status_code == 405
