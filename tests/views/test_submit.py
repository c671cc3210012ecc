"""Submitting to the province: everything on the list must stand (R8)."""

from __future__ import annotations

import pytest

from reporting.models import MonthlyReport, State, Transition
from tests import build
from tests.views.desk import at, login_url, told

URL = at("submit")
ANSWER = "การบันทึกข้อมูลสมบูรณ์ ส่งจังหวัดแล้ว เลขที่รับ 4302-2565-10-01"


@pytest.fixture
def signed(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.sign(three_groups, by=chief)
    return three_groups


def state() -> str:
    return MonthlyReport.objects.get(district_id="4302").state


def test_the_month_goes_to_the_province_with_a_receipt(client, signed, chief):
    client.force_login(chief)
    response = client.post(URL)
    assert response.status_code == 302
    assert response.url == at("sheet")
    assert told(response) == [ANSWER]
    assert state() == State.SUBMITTED


def test_a_second_press_gets_the_same_answer_and_has_no_effect(client, signed, chief):
    client.force_login(chief)
    client.post(URL)
    assert told(client.post(URL))[-1] == ANSWER
    assert Transition.objects.count() == 1


def test_what_is_missing_is_said_one_by_one(client, three_groups, chief):
    client.force_login(chief)
    response = client.post(URL)
    assert response.url == at("sheet")
    sentences = told(response)
    assert sentences[0] == "ยังไม่บันทึก 4 จาก 4 รายการ"
    assert "ยังไม่มีมติ นตผ.อำเภอ (ประชุม หรือหนังสือเวียน)" in sentences
    assert "พัฒนาการอำเภอยังไม่ลงนาม รต.๒" in sentences
    assert state() == State.OPEN


def test_a_published_month_is_refused(client, published, chief):
    client.force_login(chief)
    assert told(client.post(URL)) == ["ส่งจังหวัดไม่ได้ เพราะขณะนี้รายงานอยู่ในสถานะ “จังหวัดยืนยันแล้ว”"]


def test_a_visitor_signs_in_first(client, report):
    assert client.post(URL).url == login_url("/home/")


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL).status_code == 404


@pytest.mark.parametrize("who", ["officer", "province_staff"])
def test_without_the_right_it_is_forbidden(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL).status_code == 403


def test_it_takes_no_get(client, report, chief):
    client.force_login(chief)
    assert client.get(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 120])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    build.sign(report, by=chief)
    client.force_login(chief)
    with django_assert_num_queries(21):
        client.post(URL)
