"""The public first page: open to everybody, and skipped by those who are signed in."""

from __future__ import annotations

from django.urls import reverse

from tests.views.desk import text_of


def test_a_visitor_sees_the_way_in(client, db):
    response = client.get(reverse("landing"))
    assert response.status_code == 200
    page = text_of(response)
    assert "บริการภายใน" in page
    assert reverse("account_login") in page


def test_it_leads_to_the_help_in_the_old_words(client, db):
    page = text_of(client.get(reverse("landing")))
    assert f'href="{reverse("help")}">ดาวน์โหลดคู่มือ/แบบฟอร์ม</a>' in page


def test_somebody_signed_in_goes_to_the_own_page(client, officer):
    client.force_login(officer)
    response = client.get(reverse("landing"))
    assert response.status_code == 302
    assert response.url == reverse("home")


def test_it_takes_no_post(client, db):
    assert client.post(reverse("landing")).status_code == 405


def test_it_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(reverse("landing"))
