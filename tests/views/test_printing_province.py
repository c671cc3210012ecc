"""RT.3 and RT.4 to take along: drafts as PDF and as Excel, for the province alone."""

from __future__ import annotations

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reporting.models import Document, StoredFile
from reporting.reports import pdf
from reporting.reports.worker import Worker
from tests import build, nationwide
from tests.reports import paper
from tests.views.desk import login_url, told

FILES = ["rt3_pdf", "rt3_xlsx", "rt4_pdf", "rt4_xlsx"]


def url(name: str) -> str:
    return reverse(name, args=("43", build.OCTOBER))


@pytest.mark.parametrize("form", ["rt3", "rt4"])
def test_the_pdf_is_a_draft_that_is_kept_nowhere(client, october, province_staff, form):
    client.force_login(province_staff)
    response = client.get(url(f"{form}_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{form.upper()}-43-2565-10-draft.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert "no-store" in response["Cache-Control"]
    assert not Document.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.parametrize(("form", "column"), [("rt3", 14), ("rt4", 10)])
def test_the_workbook_has_the_figures_as_numbers(client, submitted, province_staff, form, column):
    client.force_login(province_staff)
    response = client.get(url(f"{form}_xlsx"))
    assert response["Content-Disposition"] == f'attachment; filename="{form.upper()}-43-2565-10.xlsx"'
    sheet = load_workbook(io.BytesIO(response.content)).active
    assert 502 in [row[column - 1] for row in sheet.iter_rows(values_only=True)]
    assert sheet["A1"].value == "ร่าง ใช้ตรวจสอบเท่านั้น"


@pytest.mark.parametrize("form", ["rt3", "rt4"])
def test_the_page_shows_the_form_and_leads_to_its_files(client, october, province_staff, form):
    client.force_login(province_staff)
    page = client.get(url(form)).content.decode()
    assert url(f"{form}_pdf") in page and url(f"{form}_xlsx") in page
    assert f'aria-label="ตัวอย่าง {"รต.๓" if form == "rt3" else "รต.๔"}"' in page
    assert "(ลงชื่อ)" in page and "ปฏิบัติราชการแทน ผู้ว่าราชการจังหวัดหนองคาย" in page


def test_without_pango_the_page_says_what_to_install(client, october, province_staff, monkeypatch):
    monkeypatch.setattr(pdf, "WORKER", Worker(paper.WITHOUT_PANGO))
    client.force_login(province_staff)
    response = client.get(url("rt4_pdf"))
    assert response.url == url("rt4")
    assert "libpango-1.0-0" in told(response)[0]


@pytest.mark.parametrize("name", FILES)
def test_a_visitor_signs_in_first(client, october, name):
    assert client.get(url(name)).url == login_url(url(name))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 404), ("other_province", 404), ("administrator", 404), ("department", 403)],
)
def test_it_is_the_provinces_own(client, october, request, name, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(name)).status_code == status


@pytest.mark.parametrize("name", FILES)
def test_it_takes_no_put(client, october, province_staff, name):
    client.force_login(province_staff)
    assert client.put(url(name)).status_code == 405


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("more", [(), ("4303", "4305")])
def test_queries_do_not_grow_with_the_districts(
    client, places, department, province_staff, more, name, django_assert_num_queries
):
    nationwide.districts(*more)
    build.open_month(build.OCTOBER, by=department)
    for code in ("4301", *more):
        nationwide.publish(code, by=department)
    client.force_login(province_staff)
    with django_assert_num_queries(13):
        client.get(url(name))
