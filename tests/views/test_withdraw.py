"""Taking a submitted month back, with a reason, until the province acts (R9)."""

from __future__ import annotations

import pytest

from reporting.actions import workflow
from reporting.actions.ticks import Level
from reporting.models import MonthlyReport, State, Transition
from tests import build
from tests.views.desk import at, login_url, text_of, told

URL = at("withdraw")


def state() -> str:
    return MonthlyReport.objects.get(district_id="4302").state


def test_the_form_says_what_will_happen(client, submitted, chief):
    client.force_login(chief)
    page = text_of(client.get(URL))
    assert "เหตุผลที่ดึงกลับ" in page
    assert "ต้องส่งใหม่ภายในกำหนด" in page
    assert state() == State.SUBMITTED


def test_with_a_reason_it_comes_back(client, submitted, chief):
    client.force_login(chief)
    response = client.post(URL, {"reason": "พบยอดผิด 1 กลุ่ม"})
    assert response.url == at("sheet")
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ดึงกลับแล้ว แก้ไขได้ เลขที่รับ 4302-2565-10-02"]
    assert state() == State.OPEN
    assert Transition.objects.get(action="withdraw").reason == "พบยอดผิด 1 กลุ่ม"


def test_a_second_press_gets_the_same_answer(client, submitted, chief):
    client.force_login(chief)
    client.post(URL, {"reason": "พบยอดผิด"})
    response = client.post(URL, {"reason": "พบยอดผิด"})
    assert told(response)[-1].endswith("เลขที่รับ 4302-2565-10-02")
    assert Transition.objects.filter(action="withdraw").count() == 1


def test_after_a_return_the_form_says_what_opens(client, submitted, chief, province_staff):
    item = workflow.LineToReturn(submitted.lines.first().pk, "OTHER", "ตรวจ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    build.explain(submitted, "ถูกต้อง", by=chief)
    workflow.submit(report=submitted, by=chief, now=build.NOW)
    client.force_login(chief)
    assert "แก้ไขได้เฉพาะรายการที่จังหวัดส่งคืนไว้" in text_of(client.get(URL))


@pytest.mark.parametrize("reason", ["", "   ", "ก" * 501])
def test_a_missing_or_endless_reason_stays_on_the_form(client, submitted, chief, reason):
    client.force_login(chief)
    response = client.post(URL, {"reason": reason})
    assert response.status_code == 422
    assert reason.strip() in text_of(response)
    assert state() == State.SUBMITTED


def test_once_the_province_has_acted_it_is_refused(client, submitted, chief, province_staff):
    build.tick(submitted, Level.PROVINCE, by=province_staff)
    client.force_login(chief)
    response = client.get(URL)
    assert response.url == at("sheet")
    assert told(response)[0].startswith("จังหวัดเริ่มตรวจแล้ว จึงดึงกลับไม่ได้")
    response = client.post(URL, {"reason": "พิมพ์ไว้แล้ว"})
    assert response.status_code == 422
    assert "จังหวัดเริ่มตรวจแล้ว" in text_of(response)
    assert "พิมพ์ไว้แล้ว" in text_of(response)
    assert state() == State.SUBMITTED


def test_before_submission_it_is_refused(client, three_groups, chief):
    client.force_login(chief)
    assert told(client.get(URL)) == ["ดึงกลับไม่ได้ เพราะขณะนี้รายงานอยู่ในสถานะ “กำลังบันทึก”"]


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)
    assert client.post(URL).url == login_url("/home/")


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["officer", "province_staff"])
def test_without_the_right_it_is_forbidden(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"reason": "x"}).status_code == 403


def test_another_method_is_refused(client, report, chief):
    client.force_login(chief)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 120])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.submit(report, officer=officer, chief=chief)
    client.force_login(chief)
    with django_assert_num_queries(5):
        client.get(URL)
    with django_assert_num_queries(16):
        client.post(URL, {"reason": "พบยอดผิด"})
