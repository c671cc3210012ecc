"""เปิดอีกครั้ง: a closed producer is expected again as it was."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import closing
from reporting.models import AuditEvent, ProducerGroup
from tests import build
from tests.views.desk import at, login_url, text_of, told

REASON = {"reason": "กลับมาผลิตอีก"}


def url(group, *, query: str = "") -> str:
    return reverse("group_reopen", args=("4302", build.OCTOBER, group.pk)) + query


@pytest.fixture
def group(three_groups, officer) -> ProducerGroup:
    """A closed producer."""
    found = ProducerGroup.objects.get(name="กลุ่มอาหารอร่อย")
    return closing.close_group(
        report=three_groups, group=found, reason="ย้ายไปอยู่อำเภออื่น", by=officer, now=build.NOW
    )


def test_the_page_says_when_and_why_it_was_closed_and_what_will_happen(client, group, officer):
    client.force_login(officer)
    page = text_of(client.get(url(group, query="?status=closed")))
    assert "กลุ่มอาหารอร่อย" in page
    assert "3 พ.ย. 2564" in page and officer.full_name in page and "ย้ายไปอยู่อำเภออื่น" in page
    assert "ต้องรายงานทุกประเภทตามเดิม" in page
    assert f'href="{at("register")}?status=closed"' in page
    assert ProducerGroup.objects.active().count() == 2


def test_it_is_opened_with_its_reason_and_leads_back(client, group, officer):
    client.force_login(officer)
    response = client.post(url(group, query="?q=%E0%B8%81"), REASON)
    assert response.url == f"{at('register')}?q=%E0%B8%81"
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ เปิด “กลุ่มอาหารอร่อย” อีกครั้งแล้ว"]
    assert ProducerGroup.objects.active().count() == 3
    assert {entry.ends for entry in group.roster.all()} == {None}
    assert AuditEvent.objects.get(action="reopen_group").reason == "กลับมาผลิตอีก"


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [("", "โปรดพิมพ์เหตุผลที่เปิดอีกครั้ง"), ("  ", "โปรดพิมพ์เหตุผลที่เปิดอีกครั้ง"), ("ก" * 501, "invalid-feedback")],
)
def test_without_a_reason_nothing_happens(client, group, officer, reason, sentence):
    client.force_login(officer)
    response = client.post(url(group), {"reason": reason})
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert ProducerGroup.objects.active().count() == 2


def test_a_name_that_was_taken_meanwhile_is_said(client, group, officer):
    build.producer(group.name, district="4302", by=officer)
    client.force_login(officer)
    response = client.post(url(group), REASON)
    assert response.status_code == 422
    assert "ลงทะเบียนใหม่หลังจากปิดกลุ่มนี้" in text_of(response)
    assert "กลับมาผลิตอีก</textarea>" in text_of(response)


def test_pressing_twice_has_one_effect_and_one_answer(client, group, officer):
    client.force_login(officer)
    answers = [client.post(url(group), REASON) for _ in range(2)]
    assert told(answers[0])[0] == told(answers[1])[-1]
    assert AuditEvent.objects.filter(action="reopen_group").count() == 1


def test_an_open_one_leads_back_to_the_register(client, group, officer):
    other = ProducerGroup.objects.get(name="ร้านน้ำพริกแม่คำ")
    client.force_login(officer)
    response = client.get(url(other))
    assert response.url == at("register")
    assert "เปิดอยู่แล้ว" in told(response)[-1]


@pytest.mark.parametrize("number", [0, 999_999_999, 10**30])
def test_an_unknown_producer_does_not_exist(client, group, officer, number):
    client.force_login(officer)
    where = f"{at('register')}{number}/reopen/"
    assert client.get(where).status_code == 404
    assert client.post(where, REASON).status_code == 404


def test_names_and_reasons_are_escaped(client, three_groups, officer):
    bad = build.producer("<script>1</script>", district="4302", by=officer)
    who = {"report": three_groups, "group": bad, "by": officer, "now": build.NOW}
    closing.close_group(reason="<script>2</script>", **who)
    client.force_login(officer)
    page = client.get(url(bad)).content.decode()
    assert "<script>1" not in page and "<script>2" not in page


def test_a_visitor_signs_in_first(client, group):
    assert client.get(url(group)).url == login_url(url(group))


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, group, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(group)).status_code == 404
    assert client.post(url(group), REASON).status_code == 404


def test_the_province_opens_nothing(client, group, province_staff):
    client.force_login(province_staff)
    assert client.get(url(group)).status_code == 403
    assert client.post(url(group), REASON).status_code == 403


def test_it_is_read_and_posted_only(client, group, officer):
    client.force_login(officer)
    assert client.put(url(group)).status_code == 405


def test_queries_of_the_page(client, group, officer, django_assert_num_queries):
    client.force_login(officer)
    client.get(url(group))
    with django_assert_num_queries(7):
        client.get(url(group))
