"""ส่งมอบงาน: who leaves makes a pack, who comes reads what is open and accepts, and until then it is a gap."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import handover
from reporting.models import Handover, Role
from reporting.pack import hash_of
from reporting.pack import text_of as text_of_pack
from tests import build
from tests.views.desk import login_url, text_of, told

LIST = reverse("handovers")


@pytest.fixture
def successor(officer):
    return build.person("newcomer", Role.OFFICER, district="4302")


@pytest.fixture
def pack(three_groups, officer, successor):
    return handover.start(successor=successor, words="โทรหาแม่คำก่อนแปดโมง", by=officer, now=build.NOW)


def url(name: str, pack: Handover) -> str:
    return reverse(name, args=(pack.pk,))


def test_from_the_one_who_leaves_to_the_one_who_comes(client, three_groups, officer, successor):
    client.force_login(officer)
    assert f'<option value="{successor.pk}">{successor}</option>' in text_of(client.get(LIST))
    made = client.post(LIST, {"successor": successor.pk, "words": "โทรหาแม่คำก่อนแปดโมง"})
    found = Handover.objects.get()
    assert made.url == url("handover", found)
    page = text_of(client.get(made.url))
    assert "โทรหาแม่คำก่อนแปดโมง" in page
    assert "กลุ่มทอผ้าบ้านน้ำโมง" in page
    assert found.sha256 in page
    assert "ถอนชุดนี้" in page
    client.force_login(successor)
    assert "อ่านและรับมอบ" in text_of(client.get(reverse("home")))
    asked = client.get(url("handover_accept", found))
    assert "เดือนที่ยังไม่เสร็จ" in text_of(asked)
    done = client.post(
        url("handover_accept", found), {"seen": asked.context["seen"], "read": "on", "open": "on"}
    )
    assert done.url == url("handover", found)
    page = text_of(client.get(done.url))
    assert "รับมอบแล้ว" in page
    assert handover.STATEMENTS["open"] in page
    assert "อ่านและรับมอบ" not in text_of(client.get(reverse("home")))


def test_it_is_a_gap_for_the_development_officer_and_the_province(client, pack, chief, province_staff):
    for person in (chief, province_staff):
        client.force_login(person)
        assert "ยังไม่มีผู้รับมอบ" in text_of(client.get(reverse("home")))
        assert str(pack.leaver) in text_of(client.get(LIST))


def test_open_matters_that_moved_are_marked_and_have_to_be_read_again(
    client, pack, three_groups, officer, successor
):
    client.force_login(successor)
    seen = client.get(url("handover_accept", pack)).context["seen"]
    build.enter(three_groups, by=officer)
    late = client.post(url("handover_accept", pack), {"seen": seen, "read": "on", "open": "on"})
    assert late.status_code == 422
    page = text_of(late)
    assert "เปลี่ยนไประหว่างที่ท่านอ่าน" in page
    assert "เปลี่ยนจากวันที่ทำชุด" in page
    assert Handover.objects.waiting().exists()


def test_a_pack_of_an_earlier_day_has_no_section_of_inquiries(client, pack, successor):
    old = [one for one in pack.sections if one["code"] != "inquiries"]
    Handover.objects.update(content=text_of_pack(old), sha256=hash_of(old))
    client.force_login(successor)
    page = client.get(url("handover_accept", pack))
    assert "ไม่มีข้อซักถามค้างอยู่" in text_of(page)
    assert "เปลี่ยนจากวันที่ทำชุด" not in text_of(page)
    sent = {"seen": page.context["seen"], "read": "on", "open": "on"}
    assert client.post(url("handover_accept", pack), sent).url == url("handover", pack)
    assert "ข้อซักถาม" not in text_of(client.get(url("handover", pack))).partition("<main")[2]


def test_a_statement_left_out_is_asked_for(client, pack, successor):
    client.force_login(successor)
    response = client.post(url("handover_accept", pack), {"seen": "x", "read": "on"})
    assert response.status_code == 422
    assert "โปรดทำเครื่องหมายข้อนี้ก่อนรับมอบ" in text_of(response)


def test_another_successor_is_named(client, pack, chief, neighbour):
    other = build.person("other", Role.OFFICER, district="4302")
    client.force_login(chief)
    assert client.post(url("handover_successor", pack), {"successor": other.pk}).url == url("handover", pack)
    assert Handover.objects.get().successor == other
    wrong = client.post(url("handover_successor", pack), {"successor": neighbour.pk})
    assert told(wrong)[-1].startswith("ผู้รับมอบต้องมีบัญชี")
    assert Handover.objects.get().successor == other


def test_a_second_pack_waits_for_the_first_to_be_taken_back(client, pack, officer):
    client.force_login(officer)
    refused = client.post(LIST, {"successor": "", "words": "อีกชุด"})
    assert refused.status_code == 422
    assert 'name="words"' not in text_of(client.get(LIST))
    assert "ถอนชุดส่งมอบ" in text_of(client.get(url("handover_withdraw", pack)))
    assert client.post(url("handover_withdraw", pack)).url == LIST
    assert 'name="words"' in text_of(client.get(LIST))


def test_what_is_accepted_cannot_be_taken_back(client, pack, officer, successor):
    client.force_login(successor)
    seen = client.get(url("handover_accept", pack)).context["seen"]
    client.post(url("handover_accept", pack), {"seen": seen, "read": "on", "open": "on"})
    client.force_login(officer)
    assert "มีผู้รับแล้ว" in told(client.post(url("handover_withdraw", pack)))[-1]
    assert client.get(url("handover_accept", pack)).url == url("handover", pack)


def test_too_many_words_are_said(client, three_groups, officer):
    client.force_login(officer)
    response = client.post(LIST, {"successor": "", "words": "ก" * 4001})
    assert response.status_code == 422
    assert "ไม่เกิน 4,000 ตัวอักษร" in text_of(response)


def test_the_pack_on_paper(client, pack, officer):
    client.force_login(officer)
    response = client.get(url("handover_pdf", pack))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["handover", "handover_pdf", "handover_accept", "handover_withdraw"])
def test_the_ladder(client, pack, name, neighbour, other_province, department):
    assert client.get(url(name, pack)).url == login_url(url(name, pack))
    for person, status in ((neighbour, 404), (other_province, 404), (department, 403)):
        client.force_login(person)
        assert client.get(url(name, pack)).status_code == status


def test_an_officer_does_not_read_what_the_development_officer_leaves(client, three_groups, chief, officer):
    found = handover.start(successor=None, words="", by=chief, now=build.NOW)
    client.force_login(officer)
    assert client.get(url("handover", found)).status_code == 404
    assert str(found.leaver) not in text_of(client.get(LIST)).partition('id="main"')[2]


def test_the_log_says_it_in_words(client, pack, chief):
    client.force_login(chief)
    page = text_of(client.get(reverse("audit")))
    assert "ทำชุดส่งมอบงาน" in page
    assert "ผู้รับมอบ" in page


@pytest.mark.parametrize("number", [1, 30])
def test_queries_whatever_the_size_of_the_pack(client, officer, report, number, django_assert_num_queries):
    build.producers(number, district="4302", by=officer)
    found = handover.start(successor=None, words="", by=officer, now=build.NOW)
    client.force_login(officer)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(url("handover", found))
    with django_assert_num_queries(4):
        client.get(LIST)
