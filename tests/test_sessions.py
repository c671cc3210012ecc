"""A session that ended in the middle of the work: nothing typed is lost without a word."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import SalesLine
from reporting.stats import sheet
from tests import build

AT = {"district_code": "4302", "month": build.OCTOBER}


@pytest.fixture
def entry_form(client, three_groups, officer):
    """The address of the entry page and the form as it was filled in, after the session has ended."""
    client.force_login(officer)
    url = reverse("entry", kwargs=AT) + "?week=2"
    row = sheet.rows(three_groups)[0]
    posted = {"week": "2", "page": "1"}
    for column, text in (("regular", "๑,๒๓๔.๕๐"), ("transfer", ""), ("online", ""), ("seen", "")):
        posted[f"r-{row.group.pk}-{row.category}-{column}"] = text
    client.logout()
    return url, posted


def test_typed_figures_come_back_after_signing_in_and_are_saved_only_then(client, entry_form, officer):
    url, posted = entry_form
    answer = client.post(url, posted)
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    assert "ยังไม่ได้บันทึก" in client.get(answer["Location"]).content.decode()
    client.force_login(officer)
    page = client.get(url).content.decode()
    assert 'value="๑,๒๓๔.๕๐"' in page
    assert "ยังไม่ได้บันทึก" in page
    assert not SalesLine.objects.exists()
    client.post(url, posted)
    assert str(SalesLine.objects.get().regular) == "1234.50"
    assert "ก่อนหมดเวลา" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (
            "http://testserver/districts/4302/2565-10/sheet/?page=1",
            "/districts/4302/2565-10/sheet/%3Fpage%3D1",
        ),
        ("http://elsewhere.example/x/", "/home/"),
        ("", "/home/"),
    ],
)
def test_a_button_leads_back_to_the_page_it_was_on(client, report, referer, back):
    headers = {"referer": referer} if referer else {}
    answer = client.post(reverse("tick_district", kwargs=AT), headers=headers)
    assert answer["Location"] == f"{reverse('account_login')}?next={back}"


def test_an_address_without_a_page_says_so(client, report, chief):
    client.force_login(chief)
    answer = client.get(reverse("submit", kwargs=AT))
    assert answer.status_code == 405
    assert "เปิดหน้านี้โดยตรงไม่ได้" in answer.content.decode()
