"""Opening a published month for a correction, by the province or the department (R13)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import months, workflow
from reporting.models import MonthlyReport, Publication, SalesLine, State, Transition
from tests import build
from tests.views.desk import at, login_url, text_of, told

URL = at("reopen")
NATION = reverse("nation_district", args=(build.OCTOBER, "4302"))


def working() -> MonthlyReport:
    return MonthlyReport.objects.get(district_id="4302")


@pytest.mark.parametrize("who", ["province_staff", "department"])
def test_the_form_shows_the_publication(client, published, request, who):
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(URL))
    assert "เหตุผลที่เปิดแก้ไข" in page
    assert "ฉบับที่ 1 ที่มีผลอยู่" in page
    assert "502.00 บาท" in page
    assert working().state == State.PUBLISHED


@pytest.mark.parametrize(("who", "page"), [("province_staff", at("sheet")), ("department", NATION)])
def test_with_a_reason_a_new_revision_begins(client, published, request, who, page):
    client.force_login(request.getfixturevalue(who))
    response = client.post(URL, {"reason": "ยอดออนไลน์ซ้ำ"})
    assert response.status_code == 302
    assert response.url == page
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ เปิดแก้ไขฉบับที่ 2 แล้ว เลขที่รับ 4302-2565-10-03"]
    assert (working().state, working().revision) == (State.OPEN, 2)
    assert Publication.objects.current().get().revision == 1


def test_a_second_press_gets_the_same_answer(client, published, department):
    client.force_login(department)
    client.post(URL, {"reason": "ยอดซ้ำ"})
    response = client.post(URL, {"reason": "ยอดซ้ำ"})
    assert told(response)[-1].endswith("เลขที่รับ 4302-2565-10-03")
    assert Transition.objects.filter(action="reopen").count() == 1


def test_while_a_correction_is_open_the_form_is_refused(client, published, department, province_staff):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=department, now=build.NOW)
    for person, page in ((province_staff, at("sheet")), (department, NATION)):
        client.force_login(person)
        response = client.get(URL)
        assert response.url == page
        assert told(response)[-1].startswith("เปิดแก้ไขหลังยืนยันไม่ได้")


def test_the_department_sees_no_working_figure_of_a_correction(client, published, officer, department):
    """The form keeps to the publication, whatever the district is typing now (R12)."""
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=department, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("777777.00"))
    client.force_login(department)
    page = text_of(client.post(URL, {"reason": ""}))
    assert "502.00 บาท" in page
    assert "777,777" not in page


@pytest.mark.parametrize("reason", ["", "  ", "ก" * 501])
def test_a_missing_or_endless_reason_stays_on_the_form(client, published, province_staff, reason):
    client.force_login(province_staff)
    response = client.post(URL, {"reason": reason})
    assert response.status_code == 422
    assert reason.strip() in text_of(response)
    assert working().state == State.PUBLISHED


def test_after_the_month_is_closed_only_the_department_may(client, published, province_staff, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    client.force_login(province_staff)
    assert told(client.post(URL, {"reason": "ยอดซ้ำ"})) == ["เดือนนี้ปิดแล้ว การเปิดแก้ไขต้องขอให้กรมฯ ดำเนินการ"]
    assert working().state == State.PUBLISHED
    client.force_login(department)
    client.post(URL, {"reason": "ยอดซ้ำ"})
    assert working().state == State.OPEN


def test_a_month_that_was_never_published_is_refused(client, submitted, province_staff):
    client.force_login(province_staff)
    response = client.get(URL)
    assert response.url == at("sheet")
    assert told(response) == ["เปิดแก้ไขหลังยืนยันไม่ได้ เพราะขณะนี้รายงานอยู่ในสถานะ “ส่งจังหวัดแล้ว”"]
    assert client.post(URL, {"reason": "ยอดซ้ำ"}).url == at("sheet")
    assert working().state == State.SUBMITTED


def test_for_the_department_it_then_does_not_exist(client, submitted, department):
    client.force_login(department)
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"reason": "ยอดซ้ำ"}).status_code == 404


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "administrator"])
def test_another_area_is_not_found(client, published, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("who", ["officer", "chief", "auditor"])
def test_without_the_right_it_is_forbidden(client, published, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"reason": "x"}).status_code == 403


def test_another_method_is_refused(client, published, province_staff):
    client.force_login(province_staff)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 60])
def test_queries(
    client, report, officer, chief, province_staff, department, count, django_assert_num_queries
):
    build.producers(count, district="4302", by=officer)
    build.publish(report, officer=officer, chief=chief, staff=province_staff)
    client.force_login(department)
    with django_assert_num_queries(4):
        client.get(URL)
    with django_assert_num_queries(14):
        client.post(URL, {"reason": "ยอดซ้ำ"})
    assert SalesLine.objects.count() == count
