"""A session that ended in the middle of the work: nothing typed is lost without a word."""

from __future__ import annotations

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
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


OURS = {"origin": "http://testserver", "referer": "http://testserver/somewhere/"}
AGAIN = "บันทึกอีกครั้ง</button>"


@pytest.fixture
def strict(officer):
    """A browser whose forms carry a mark from before its person has signed in once more."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    return client


def press(client, url, posted, *, headers=OURS):
    return client.post(url, posted | {"csrfmiddlewaretoken": "x" * 64}, headers=headers)


def hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def test_an_outdated_form_is_shown_again_and_saved_when_the_person_presses_once_more(
    strict, entry_form, officer
):
    url, posted = entry_form
    answer = press(strict, url, posted | {"<b>": 'มี "เครื่องหมาย" & <i>'})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert AGAIN in page and officer.full_name in page
    assert f'action="{url}"' in page
    assert "<i>" not in page
    kept = hidden(page)
    assert kept["<b>"] == 'มี "เครื่องหมาย" & <i>'
    assert posted.items() <= kept.items()
    assert kept["csrfmiddlewaretoken"] != "x" * 64
    assert not SalesLine.objects.exists()
    strict.post(url, kept, headers=OURS)
    assert str(SalesLine.objects.get().regular) == "1234.50"


def test_several_boxes_of_one_name_are_all_kept(strict, report):
    page = press(strict, reverse("tick_district", kwargs=AT), {"seen": ["1:1", "2:1"]}).content.decode()
    assert page.count('name="seen"') == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://elsewhere.example"},
        {"origin": "null", "referer": "http://testserver/x/"},
        {"origin": "http://testserver", "referer": "http://testserver.elsewhere.example/x/"},
        {"referer": "http://testserver@elsewhere.example/x/"},
    ],
)
def test_what_another_site_sends_is_refused_and_not_offered_again(strict, entry_form, headers):
    url, posted = entry_form
    answer = press(strict, url, posted, headers=headers)
    assert answer.status_code == 403
    assert AGAIN not in answer.content.decode()
    assert "๑,๒๓๔.๕๐" not in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "posted"),
    [
        ("entry", {"week": "1", "text": "ก" * 400_000}),
        ("sign", {"agree": "on", "password": "ลับมาก"}),
        ("account_change_password", {"oldpassword": "ลับมาก"}),
        ("sign", {"scan": SimpleUploadedFile("scan.pdf", build.PDF)}),
    ],
    ids=["too much", "a password", "an account page", "a file"],
)
def test_secrets_files_and_very_much_are_not_kept(strict, report, name, posted):
    url = reverse(name, kwargs={} if name.startswith("account") else AT)
    answer = press(strict, url, posted)
    assert answer.status_code == 403
    assert AGAIN not in answer.content.decode()
    assert "ลับมาก" not in answer.content.decode()


def test_a_visitor_gets_the_plain_answer(entry_form):
    url, posted = entry_form
    answer = press(Client(enforce_csrf_checks=True), url, posted)
    assert answer.status_code == 403
    assert "เข้าสู่ระบบในแท็บใหม่" in answer.content.decode()
    assert "๑,๒๓๔.๕๐" not in answer.content.decode()
