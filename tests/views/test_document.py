"""The page of an issued paper: its facts, and a banner when another has taken its place (R16)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import workflow
from reporting.models import Document
from tests import build
from tests.views.desk import login_url, text_of


@pytest.fixture
def issued(submitted) -> Document:
    return Document.objects.get()


def address(document: Document) -> str:
    return reverse("document", args=(document.pk,))


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff"])
def test_it_says_what_is_known_of_the_paper(client, issued, chief, request, who):
    client.force_login(request.getfixturevalue(who))
    text = text_of(client.get(address(issued)))
    for words in [
        issued.number,
        "502.00",
        issued.short_hash,
        issued.file.sha256,
        chief.full_name,
        "ฉบับปัจจุบัน",
    ]:
        assert words in text
    assert reverse("document_file", args=(issued.pk,)) in text
    assert "มีฉบับใหม่แทน" not in text


@pytest.fixture
def replaced(published, officer, chief, province_staff) -> tuple[Document, Document]:
    report = workflow.reopen(report=published, reason="แก้", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("9.00"))
    build.sign(report, by=chief)
    return tuple(Document.objects.order_by("revision"))


def test_a_replaced_paper_leads_to_the_one_in_force(client, replaced, chief):
    old, new = replaced
    assert (old.replaced_by, new.replaced_by) == (new, None)
    client.force_login(chief)
    page = text_of(client.get(address(old)))
    assert "ฉบับนี้มีฉบับใหม่แทนแล้ว" in page
    assert f'<a href="{address(new)}">{new.number}</a>' in page
    assert "ฉบับนี้มีฉบับใหม่แทนแล้ว" not in text_of(client.get(address(new)))


def test_who_may_not_see_the_newer_paper_is_not_led_there(client, replaced, department):
    old, new = replaced
    client.force_login(department)
    page = text_of(client.get(address(old)))
    assert "ฉบับนี้มีฉบับใหม่แทนแล้ว" in page
    assert new.number not in page and str(new.pk) not in page


def test_a_visitor_signs_in_first(client, issued):
    assert client.get(address(issued)).url == login_url(address(issued))


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_others_do_not_find_it(client, issued, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(issued)).status_code == 404


def test_it_takes_no_post(client, issued, chief):
    client.force_login(chief)
    assert client.post(address(issued)).status_code == 405


def test_queries(client, issued, chief, django_assert_max_num_queries):
    client.force_login(chief)
    with django_assert_max_num_queries(6):
        client.get(address(issued))
