"""Opening an issued document: the stored bytes, for those who may see the report."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import workflow
from reporting.models import Document
from tests import build
from tests.views.desk import login_url


@pytest.fixture
def issued(submitted) -> Document:
    return Document.objects.get()


def address(document: Document) -> str:
    return reverse("document_file", args=(document.pk,))


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff"])
def test_it_is_served_as_it_was_stored(client, issued, request, who):
    client.force_login(request.getfixturevalue(who))
    response = client.get(address(issued))
    assert response.status_code == 200
    assert response.getvalue() == build.PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="RT2-4302-2565-10-1-1.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert {"private", "no-cache"} <= set(response["Cache-Control"].split(", "))


def test_a_browser_that_has_the_bytes_gets_no_more_than_leave_to_show_them(client, issued, chief):
    client.force_login(chief)
    first = client.get(address(issued))
    etag = first["ETag"]
    assert first.getvalue() == build.PDF
    assert etag == f'"{issued.file.sha256}"'
    again = client.get(address(issued), headers={"if-none-match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    other = client.get(address(issued), headers={"if-none-match": '"other"'})
    assert other.getvalue() == build.PDF


@pytest.mark.parametrize("who", ["department", "auditor"])
def test_a_paper_of_published_figures_is_open_to_those_who_read_the_publication(
    client, published, request, who
):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(Document.objects.get())).getvalue() == build.PDF


def test_a_paper_of_a_correction_under_way_is_not(
    client, published, officer, chief, province_staff, department
):
    report = workflow.reopen(report=published, reason="แก้", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("9.00"))
    build.sign(report, by=chief)
    client.force_login(department)
    old, new = Document.objects.order_by("revision")
    assert client.get(address(old)).getvalue() == build.PDF
    assert client.get(address(new)).status_code == 404


def test_a_replaced_document_stays(client, published, officer, chief, province_staff):
    report = workflow.reopen(report=published, reason="แก้", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("9.00"))
    build.sign(report, by=chief)
    client.force_login(chief)
    old = Document.objects.get(revision=1)
    assert old.replaced_at is not None
    assert client.get(address(old)).getvalue() == build.PDF


def test_a_visitor_signs_in_first(client, issued):
    assert client.get(address(issued)).url == login_url(address(issued))


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_others_do_not_find_it(client, issued, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(issued)).status_code == 404


def test_an_unknown_document_is_not_found(client, issued, chief):
    client.force_login(chief)
    url = reverse("document_file", args=("00000000-0000-4000-8000-000000000000",))
    assert client.get(url).status_code == 404


def test_it_takes_no_post(client, issued, chief):
    client.force_login(chief)
    assert client.post(address(issued)).status_code == 405


def test_queries(client, issued, chief, django_assert_num_queries):
    client.force_login(chief)
    with django_assert_num_queries(3):
        client.get(address(issued)).getvalue()
