"""ปิดกลุ่ม: the page's month is the last one that expects the producer."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import AuditEvent, ProducerGroup
from reporting.stats import sheet
from tests import build
from tests.views.desk import at, login_url, text_of, told

NOVEMBER = build.OCTOBER.next()
REASON = {"reason": "เลิกผลิตหรือเลิกกิจการแล้ว", "detail": ""}


def url(group, *, month=build.OCTOBER, query: str = "") -> str:
    return reverse("group_close", args=("4302", month, group.pk)) + query


@pytest.fixture
def group(three_groups) -> ProducerGroup:
    return ProducerGroup.objects.get(name="กลุ่มอาหารอร่อย")


def test_the_page_says_what_will_happen(client, group, officer):
    client.force_login(officer)
    page = text_of(client.get(url(group, query="?q=%E0%B8%81&page=1")))
    assert "กลุ่มอาหารอร่อย · ต.ในเมือง" in page and "เครื่องดื่ม <small>ตั้งแต่ ต.ค. 2564</small>" in page
    assert "ตุลาคม 2564 เป็นเดือนสุดท้ายที่ต้องรายงาน" in page
    assert "ตั้งแต่เดือนพฤศจิกายน 2564" in page
    assert "ยอดที่บันทึกแล้วยังอยู่ครบ" in page
    assert f'href="{at("register")}?q=%E0%B8%81&amp;page=1"' in page
    assert ProducerGroup.objects.active().count() == 3


def test_it_is_closed_with_its_reason_and_leads_back(client, three_groups, group, officer, department):
    build.open_month(NOVEMBER, by=department)
    client.force_login(officer)
    response = client.post(url(group, query="?status=open&page=1"), REASON)
    assert response.url == f"{at('register')}?status=open&page=1"
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ปิด “กลุ่มอาหารอร่อย” แล้ว เดือนตุลาคม 2564 เป็นเดือนสุดท้ายที่ต้องรายงาน"]
    group.refresh_from_db()
    assert group.closed_by == officer
    assert AuditEvent.objects.get(action="close_group").reason == REASON["reason"]
    assert len(sheet.rows(three_groups)) == 4
    assert len(sheet.rows(build.report_of("4302", NOVEMBER))) == 2


def test_words_of_ones_own_are_kept(client, group, officer):
    client.force_login(officer)
    client.post(url(group), {"reason": "อื่น ๆ", "detail": "ขอถอนตัว"})
    assert AuditEvent.objects.get(action="close_group").reason == "ขอถอนตัว"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "โปรดเลือกเหตุผล"),
        ({"detail": "คำที่พิมพ์ไว้"}, "โปรดเลือกเหตุผล"),
        ({"reason": "อื่น ๆ", "detail": " "}, "โปรดพิมพ์เหตุผล"),
        ({"reason": "เพิ่มซ้ำกับรายการอื่น"}, "โปรดเลือกเหตุผล"),
        ({"reason": "อื่น ๆ", "detail": "ก" * 401}, "invalid-feedback"),
    ],
)
def test_without_a_reason_nothing_happens(client, group, officer, typed, sentence):
    client.force_login(officer)
    response = client.post(url(group), {"csrfmiddlewaretoken": "x"} | typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert typed.get("detail", "").strip() in text_of(response)
    assert ProducerGroup.objects.active().count() == 3


def test_figures_of_a_later_month_refuse_it_and_say_so_at_once(
    client, three_groups, group, officer, department
):
    build.open_month(NOVEMBER, by=department)
    build.enter(build.report_of("4302", NOVEMBER), by=officer)
    client.force_login(officer)
    sentence = "มีรายการในเดือนพฤศจิกายน 2564 แล้ว"
    page = text_of(client.get(url(group)))
    assert sentence in page
    assert url(group, month=NOVEMBER) in page
    response = client.post(url(group), REASON)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert ProducerGroup.objects.active().count() == 3
    assert client.post(url(group, month=NOVEMBER), REASON).status_code == 302


def test_a_submitted_month_may_be_the_last_one(client, submitted, group, officer):
    client.force_login(officer)
    assert client.post(url(group), REASON).status_code == 302
    assert ProducerGroup.objects.active().count() == 2


def test_pressing_twice_has_one_effect_and_one_answer(client, group, officer):
    client.force_login(officer)
    answers = [client.post(url(group), REASON) for _ in range(2)]
    assert answers[0].url == answers[1].url
    assert told(answers[0])[0] == told(answers[1])[-1]
    assert AuditEvent.objects.filter(action="close_group").count() == 1


def test_a_closed_one_leads_back_to_the_register(client, group, officer):
    client.force_login(officer)
    client.post(url(group), REASON)
    response = client.get(url(group))
    assert response.url == at("register")
    assert "ปิดไปแล้ว" in told(response)[-1]


@pytest.mark.parametrize("number", [0, 999_999_999, 10**30])
def test_an_unknown_producer_does_not_exist(client, group, officer, number):
    client.force_login(officer)
    where = f"{at('register')}{number}/close/"
    assert client.get(where).status_code == 404
    assert client.post(where, REASON).status_code == 404


def test_another_districts_producer_is_not_closed_from_here(client, group, officer, neighbour):
    theirs = build.producer("กลุ่มข้างบ้าน", district="4301", by=neighbour)
    client.force_login(officer)
    assert client.get(url(theirs)).status_code == 404
    assert client.post(url(theirs), REASON).status_code == 404


def test_names_are_escaped(client, three_groups, officer):
    bad = build.producer("<script>1</script>", district="4302", by=officer)
    client.force_login(officer)
    assert "<script>1" not in client.get(url(bad)).content.decode()
    response = client.post(url(bad), REASON)
    assert "<script>1" not in client.get(response.url).content.decode()


def test_a_visitor_signs_in_first(client, group):
    assert client.get(url(group)).url == login_url(url(group))


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, group, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(group)).status_code == 404
    assert client.post(url(group), REASON).status_code == 404


def test_the_province_closes_nothing(client, group, province_staff):
    client.force_login(province_staff)
    assert client.get(url(group)).status_code == 403
    assert client.post(url(group), REASON).status_code == 403


def test_it_is_read_and_posted_only(client, group, officer):
    client.force_login(officer)
    assert client.put(url(group)).status_code == 405


@pytest.mark.parametrize("count", [0, 112])
def test_queries_of_the_page(client, group, officer, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    client.force_login(officer)
    client.get(url(group))
    with django_assert_num_queries(7):
        client.get(url(group))
