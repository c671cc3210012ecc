"""The public's page: only where it is wanted, and without what few producers sold."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import build, nationwide
from tests.views.desk import text_of

URL = reverse("public_month", args=[build.OCTOBER])
MANY = [("FOOD", "GROUP", "100.00", "0", "0")] * 6 + [("HERB", "SME", "70.00", "0", "0")] * 5


@pytest.fixture
def wanted(settings):
    settings.OTOP_PUBLIC_TOTALS = True


def test_it_does_not_exist_unless_it_is_wanted(client, published):
    file = reverse("public_export", args=(build.OCTOBER, "csv"))
    for path in (URL, file, reverse("public_totals")):
        assert client.get(path).status_code == 404


def test_everybody_sees_the_newest_month(client, october, department, wanted):
    nationwide.publish("4302", by=department, lines=MANY)
    nationwide.publish("4101", by=department, lines=MANY)
    response = client.get(reverse("public_totals"))
    assert response.url == URL
    page = text_of(client.get(URL))
    for figure in ("600.00", "350.00", "950.00", "1,900.00"):
        assert figure in page
    assert "ปกปิด" not in page


def test_the_other_months_are_a_press_away(client, october, department, wanted):
    november, before = build.OCTOBER.plus(1), build.OCTOBER.plus(-1)
    for month in (november, before):
        build.open_month(month, by=department)
    for month in (build.OCTOBER, november, before):
        nationwide.publish("4302", by=department, month=month, lines=MANY)
    shown = client.get(URL).context
    assert [one["url"] for one in shown["months"]] == [URL, reverse("public_month", args=[november])]
    assert [(one["label"], one["url"]) for one in shown["years"]] == [
        (2565, reverse("public_month", args=[november])),
        (2564, reverse("public_month", args=[before])),
    ]


def test_the_first_page_leads_there_where_it_is_wanted(client, db, settings):
    settings.OTOP_PUBLIC_TOTALS = False
    assert reverse("public_totals") not in text_of(client.get(reverse("landing")))
    settings.OTOP_PUBLIC_TOTALS = True
    assert reverse("public_totals") in text_of(client.get(reverse("landing")))


def test_few_producers_are_hidden_and_cannot_be_worked_out(client, october, department, wanted):
    nationwide.publish("4302", by=department, lines=MANY)
    few = [("FOOD", "GROUP", "11.00", "0", "0")] * 6 + [("HERB", "SME", "23.00", "0", "0")]
    nationwide.publish("4101", by=department, lines=few)
    page = text_of(client.get(URL))
    assert "23.00" not in page
    assert page.count(">ปกปิด<") >= 4
    assert "1,039.00" in page


def test_the_file_hides_what_the_page_hides(client, october, department, wanted):
    nationwide.publish("4302", by=department, lines=MANY)
    few = [("FOOD", "GROUP", "11.00", "0", "0")] * 6 + [("HERB", "SME", "23.00", "0", "0")]
    nationwide.publish("4101", by=department, lines=few)
    path = reverse("public_export", args=(build.OCTOBER, "csv"))
    assert f'href="{path}"' in text_of(client.get(URL))
    said = b"".join(client.get(path).streaming_content).decode("utf-8-sig")
    cells = {cell for line in said.splitlines() for cell in line.split(",")}
    assert {"ปกปิด", "89.00"} <= cells and not {"23.00", "66.00"} & cells
    assert said.count("\r\n") == text_of(client.get(URL)).count("<tr>")


def test_a_month_without_publications_is_not_there(client, submitted, wanted):
    file = reverse("public_export", args=(build.OCTOBER, "csv"))
    for path in (URL, file, reverse("public_totals")):
        assert client.get(path).status_code == 404


def test_nothing_unconfirmed_is_read_and_the_queries_are_few(client, submitted, department, wanted):
    nationwide.publish("4301", by=department, lines=MANY)
    with CaptureQueriesContext(connection) as queries:
        assert "502.00" not in text_of(client.get(URL))
    working = ("salesline", "weeklyentry", "monthlyreport", "producergroup")
    assert not [table for table in working for query in queries if table in query["sql"]]
    assert len(queries) == 3


def test_it_takes_no_post(client, published, wanted):
    assert client.post(URL).status_code == 405
