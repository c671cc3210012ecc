"""The page of the reasons for returning a line, and the page of each reason."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import ReturnReason
from tests.views.desk import login_url, text_of, told

URL = reverse("return_reasons")
ONE = reverse("return_reason", args=["OTHER"])
MOVE = reverse("return_reason_move", args=["OTHER"])


def codes() -> list[str]:
    return list(ReturnReason.objects.filter(active=True).values_list("code", flat=True))


def test_the_page_lists_all_reasons_in_their_order(client, department):
    ReturnReason.objects.filter(pk="COPIED").update(active=False)
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "ใช้อยู่ 9 ข้อ" in page
    assert page.index("ยอดออนไลน์ซ้ำกับยอดปกติ") < page.index("ยอดสูงผิดปกติ") < page.index("ยอดเท่ากับเดือนก่อน")
    assert "เลิกใช้" in page


def test_a_reason_is_added(client, department):
    client.force_login(department)
    response = client.post(URL, {"label": "ไม่มีใบเสร็จ", "advice": "ขอใบเสร็จ"})
    assert response.url == URL and told(response) == ["การบันทึกข้อมูลสมบูรณ์"]
    assert "ไม่มีใบเสร็จ" in text_of(client.get(URL))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("", "โปรดพิมพ์เหตุผล"), ("ก" * 121, "ข้อความยาวเกินไป"), ("ยอดเท่ากับเดือนก่อนทุกช่อง", "อยู่แล้ว")],
)
@pytest.mark.parametrize("url", [URL, ONE])
def test_what_cannot_be_kept_is_shown_again(client, department, url, typed, sentence):
    client.force_login(department)
    response = client.post(url, {"label": typed, "advice": "พิมพ์ไว้"})
    assert response.status_code == 422
    assert sentence in text_of(response) and "พิมพ์ไว้" in text_of(response)
    assert ReturnReason.objects.count() == 10


def test_a_reason_is_worded_anew(client, department):
    client.force_login(department)
    assert "อื่น ๆ (ระบุในคำอธิบาย)" in text_of(client.get(ONE))
    assert client.post(ONE, {"label": "เหตุผลอื่น", "advice": ""}).url == URL
    assert ReturnReason.objects.get(pk="OTHER").label == "เหตุผลอื่น"


def test_a_reason_is_retired_and_used_again(client, department):
    client.force_login(department)
    assert client.post(ONE, {"do": "retire"}).url == URL
    assert "OTHER" not in codes()
    assert "ใช้อีกครั้ง" in text_of(client.get(ONE))
    client.post(ONE, {"do": "use"})
    assert codes()[-1] == "OTHER"


def test_the_last_reason_is_not_retired(client, department):
    ReturnReason.objects.exclude(pk="OTHER").update(active=False)
    client.force_login(department)
    response = client.post(ONE, {"do": "retire"})
    assert response.status_code == 422 and "อย่างน้อย 1 ข้อ" in text_of(response)
    assert codes() == ["OTHER"]


def test_a_reason_moves(client, department):
    client.force_login(department)
    before = codes()
    assert client.post(MOVE, {"to": "up"}).url == URL
    assert codes() == [*before[:-2], before[-1], before[-2]]
    client.post(MOVE, {"to": "down"})
    assert codes() == before
    ReturnReason.objects.filter(pk="OTHER").update(active=False)
    assert told(client.post(MOVE, {"to": "up"}))[-1].startswith("เหตุผลนี้เลิกใช้แล้ว")


def test_a_visitor_signs_in_first(client, db):
    assert client.get(URL).url == login_url(URL)
    assert client.get(ONE).url == login_url(ONE)


def test_an_unknown_reason_is_not_found(client, department):
    client.force_login(department)
    assert client.get(reverse("return_reason", args=["NO_SUCH"])).status_code == 404


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_without_the_right_it_is_forbidden(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == client.get(ONE).status_code == 403
    assert client.post(MOVE, {"to": "up"}).status_code == 403


def test_another_method_is_refused(client, department):
    client.force_login(department)
    assert client.put(URL).status_code == client.delete(ONE).status_code == 405
    assert client.get(MOVE).status_code == 405


def test_queries(client, department, django_assert_num_queries):
    client.force_login(department)
    with django_assert_num_queries(4):
        client.get(URL)
