"""The draft of RT.2 as a PDF: for reading before anything is issued."""

from __future__ import annotations

import pytest

from reporting.models import Document, RenderJob, StoredFile
from reporting.reports import pdf
from reporting.reports.worker import Worker
from tests import build
from tests.reports import paper
from tests.views.desk import at, login_url, told

URL = at("rt2_draft")


@pytest.fixture
def entered(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff"])
def test_it_is_a_pdf_and_keeps_nothing(client, entered, request, who):
    client.force_login(request.getfixturevalue(who))
    response = client.get(URL)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="RT2-4302-2565-10-draft.pdf"'
    assert response.content.startswith(b"%PDF-")
    assert "no-store" in response["Cache-Control"]
    assert not Document.objects.exists() and not StoredFile.objects.exists()


def test_an_empty_month_can_be_drawn(client, report, chief):
    client.force_login(chief)
    assert client.get(URL).content.startswith(b"%PDF-")


def test_without_pango_the_page_says_what_to_install_and_the_rest_works(client, entered, chief, monkeypatch):
    monkeypatch.setattr(pdf, "WORKER", Worker(paper.WITHOUT_PANGO))
    client.force_login(chief)
    response = client.get(URL)
    assert response.url == at("rt2")
    assert "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" in told(response)[0]
    assert client.get(at("rt2")).status_code == 200


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_a_small_one_is_drawn_for_a_post_as_well(client, entered, chief):
    client.force_login(chief)
    assert client.post(URL).content.startswith(b"%PDF-")
    assert not RenderJob.objects.exists()


def test_it_takes_no_put(client, report, chief):
    client.force_login(chief)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 20])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    client.force_login(chief)
    client.get(URL)
    with django_assert_num_queries(11):
        client.get(URL)
