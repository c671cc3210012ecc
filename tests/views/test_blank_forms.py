"""The blank forms RT.1 to RT.4: for everybody, from the first page."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reporting.reports import pdf
from reporting.reports.worker import Worker
from reporting.views import printing
from tests.reports import paper
from tests.views.desk import text_of, told

FORMS = ["rt1", "rt2", "rt3", "rt4"]


@pytest.mark.parametrize("form", FORMS)
def test_the_first_page_leads_to_both_files_and_says_since_when_they_hold(client, db, form):
    page = text_of(client.get(reverse("landing")))
    assert reverse("blank_pdf", args=[form]) in page
    assert reverse("blank_xlsx", args=[form]) in page
    assert "ใช้ตั้งแต่ปีงบประมาณ พ.ศ. 2565" in page


@pytest.mark.parametrize("form", FORMS)
def test_a_visitor_gets_the_pdf_without_a_query(client, db, form, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("blank_pdf", args=[form]))
    assert response["Content-Disposition"] == f'attachment; filename="{form.upper()}.pdf"'
    assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize("form", FORMS)
def test_a_visitor_gets_the_workbook_without_a_query(client, db, form, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get(reverse("blank_xlsx", args=[form]))
    book = load_workbook(io.BytesIO(response.content))
    assert book.active["A1"].value == f"แบบ รต.{form[-1]}"


def test_it_is_drawn_once(client, db, monkeypatch):
    client.get(reverse("blank_pdf", args=["rt1"]))
    monkeypatch.setattr(printing.pdf, "draw", None)
    assert client.get(reverse("blank_pdf", args=["rt1"])).status_code == 200


def test_somebody_signed_in_gets_it_too(client, officer):
    client.force_login(officer)
    assert client.get(reverse("blank_xlsx", args=["rt2"])).status_code == 200


def test_without_pango_the_first_page_says_what_to_install(client, db, monkeypatch):
    printing._drawn_blank.cache_clear()
    monkeypatch.setattr(pdf, "WORKER", Worker(paper.WITHOUT_PANGO))
    response = client.get(reverse("blank_pdf", args=["rt2"]))
    assert response.url == reverse("landing")
    assert "libpango-1.0-0" in told(response)[0]


@pytest.mark.parametrize("name", ["rt5", "rt22", "RT1"])
def test_there_are_no_others(client, db, name):
    assert client.get(f"/blank/{name}.pdf").status_code == 404


@pytest.mark.parametrize("kind", ["blank_pdf", "blank_xlsx"])
def test_it_takes_no_post(client, db, kind):
    assert client.post(reverse(kind, args=["rt1"])).status_code == 405
