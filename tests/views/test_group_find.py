"""Typing ahead: the district's own producers, as JSON."""

from __future__ import annotations

import pytest

from reporting.models import ProducerGroup
from tests import build
from tests.views.desk import at, login_url

URL = at("group_find")


def hits(client, q: str) -> list[dict[str, object]]:
    return client.get(URL, {"q": q}).json()["groups"]


def test_a_hit_has_what_tells_producers_apart(client, three_groups, officer):
    group = ProducerGroup.objects.get(name="กลุ่มอาหารอร่อย")
    client.force_login(officer)
    assert hits(client, "อาหาร อร่อย") == [
        {"id": group.pk, "name": "กลุ่มอาหารอร่อย", "place": "ต.ในเมือง", "taken": "อาหาร, เครื่องดื่ม"}
    ]


def test_categories_of_other_months_are_not_taken(client, three_groups, officer, department):
    build.open_month(build.OCTOBER.next(), by=department)
    late = build.producer("กลุ่มมาทีหลัง", district="4302", by=officer, starts=build.OCTOBER.next())
    client.force_login(officer)
    assert [(hit["id"], hit["taken"]) for hit in hits(client, "ทีหลัง")] == [(late.pk, "")]


def test_hits_come_in_thai_order_twenty_at_most(client, three_groups, officer):
    build.producers(30, district="4302", by=officer)
    client.force_login(officer)
    assert len(hits(client, "")) == 20
    assert [hit["name"] for hit in hits(client, "น")][-2:] == ["กลุ่มทอผ้าบ้านน้ำโมง", "ร้านน้ำพริกแม่คำ"]


@pytest.mark.parametrize("q", ["ไม่มีกลุ่มนี้", "%", "' OR 1=1", "\0", "ก" * 5000])
def test_nothing_found_is_an_empty_list(client, three_groups, officer, q):
    client.force_login(officer)
    assert hits(client, q) == []


def test_other_districts_and_closed_ones_are_not_found(client, three_groups, officer, neighbour):
    build.producer("กลุ่มข้างบ้าน", district="4301", by=neighbour)
    ProducerGroup.objects.filter(name="ร้านน้ำพริกแม่คำ").update(closed_at=build.NOW, closed_by=officer)
    client.force_login(officer)
    assert hits(client, "ข้างบ้าน") == hits(client, "น้ำพริก") == []


def test_names_come_as_data_that_no_browser_reads_as_a_page(client, three_groups, officer):
    build.producer("<script>1</script>", district="4302", by=officer)
    client.force_login(officer)
    response = client.get(URL, {"q": "script"})
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.json()["groups"][0]["name"] == "<script>1</script>"


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_the_province_adds_nothing_and_looks_for_nothing(client, report, province_staff):
    client.force_login(province_staff)
    assert client.get(URL).status_code == 403


def test_it_takes_no_post(client, report, officer):
    client.force_login(officer)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 120])
def test_two_queries_besides_session_person_and_report(
    client, report, officer, count, django_assert_num_queries
):
    build.producers(count, district="4302", by=officer)
    client.force_login(officer)
    with django_assert_num_queries(5):
        client.get(URL, {"q": "ตัวอย่าง"})
