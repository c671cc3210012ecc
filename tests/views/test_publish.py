"""The province's confirmation: all or nothing, and at once what the department reads (R11)."""

from __future__ import annotations

import pytest

from reporting.actions.ticks import Level
from reporting.models import MonthlyReport, Publication, State, Transition
from tests import build
from tests.views.desk import at, login_url, told

URL = at("publish")
ANSWER = "การบันทึกข้อมูลสมบูรณ์ ยืนยันแล้ว กรมฯ เห็นยอดแล้ว เลขที่รับ 4302-2565-10-02"


@pytest.fixture
def covered(submitted, province_staff):
    build.cover(submitted, by=province_staff)
    return submitted


def test_the_month_is_published_with_a_receipt(client, covered, province_staff):
    client.force_login(province_staff)
    response = client.post(URL)
    assert response.status_code == 302
    assert response.url == at("sheet")
    assert told(response) == [ANSWER]
    assert MonthlyReport.objects.get(pk=covered.pk).state == State.PUBLISHED
    assert Publication.objects.get().line_count == 4


def test_a_second_press_gets_the_same_answer_and_has_no_effect(client, covered, province_staff):
    client.force_login(province_staff)
    client.post(URL)
    assert told(client.post(URL))[-1] == ANSWER
    assert Publication.objects.count() == 1
    assert Transition.objects.filter(action="publish").count() == 1


def test_what_is_missing_is_said_one_by_one(client, submitted, province_staff):
    client.force_login(province_staff)
    response = client.post(URL)
    assert response.url == at("sheet")
    assert told(response) == [
        "ยังไม่ยืนยันระดับจังหวัด 4 จาก 4 รายการ",
        "ยังไม่มีมติ นตผ.จังหวัด ที่ครอบคลุมอำเภอนี้",
    ]
    assert not Publication.objects.exists()


def test_without_the_committee_it_is_refused(client, submitted, province_staff):
    build.tick(submitted, Level.PROVINCE, by=province_staff)
    client.force_login(province_staff)
    assert told(client.post(URL)) == ["ยังไม่มีมติ นตผ.จังหวัด ที่ครอบคลุมอำเภอนี้"]


def test_before_submission_it_is_refused(client, three_groups, province_staff):
    client.force_login(province_staff)
    assert told(client.post(URL)) == ["ยืนยันและส่งกรมฯไม่ได้ เพราะขณะนี้รายงานอยู่ในสถานะ “กำลังบันทึก”"]


def test_a_visitor_signs_in_first(client, report):
    assert client.post(URL).url == login_url("/home/")


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL).status_code == 404


@pytest.mark.parametrize("who", ["officer", "chief"])
def test_without_the_right_it_is_forbidden(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL).status_code == 403


def test_it_takes_no_get(client, report, province_staff):
    client.force_login(province_staff)
    assert client.get(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 120])
def test_queries(client, report, officer, chief, province_staff, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.submit(report, officer=officer, chief=chief)
    build.cover(report, by=province_staff)
    client.force_login(province_staff)
    with django_assert_num_queries(23):
        client.post(URL)
