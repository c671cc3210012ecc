"""The province's ticks, on what the district has submitted (R7, R9)."""

from __future__ import annotations

import pytest
from django.db.models import F

from reporting.models import MonthlyReport, SalesLine
from tests import build
from tests.views.desk import at, login_url, seen, told

URL = at("tick_province")


def ticked(report) -> set[int]:
    return set(
        SalesLine.objects.filter(report=report, province_tick_version=F("version")).values_list(
            "pk", flat=True
        )
    )


def test_the_whole_page_is_ticked(client, submitted, province_staff):
    client.force_login(province_staff)
    response = client.post(URL, {"seen": seen(submitted), "scope": "page"})
    assert response.url == at("sheet") + "?page=1"
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ระดับจังหวัด: ยืนยันแล้ว 4 รายการ"]
    assert len(ticked(submitted)) == 4


def test_the_first_tick_ends_the_districts_right_to_withdraw(client, submitted, province_staff):
    client.force_login(province_staff)
    client.post(URL, {"seen": seen(submitted), "tick": [min(build.versions(submitted))], "scope": "rows"})
    assert MonthlyReport.objects.get(pk=submitted.pk).province_acted_at is not None


def test_a_box_that_is_cleared_clears_the_tick(client, submitted, province_staff):
    client.force_login(province_staff)
    client.post(URL, {"seen": seen(submitted), "scope": "page"})
    kept, *_ = every = sorted(build.versions(submitted))
    boxes = {"ticked": every, "tick": [kept]}
    response = client.post(URL, {"seen": seen(submitted), "scope": "rows", **boxes})
    assert ticked(submitted) == {kept}
    assert told(response)[-1].endswith("ยืนยันไว้ก่อนแล้ว 1 รายการ · ยกเลิกการยืนยัน 3 รายการ")


def test_before_submission_it_is_refused(client, three_groups, officer, province_staff):
    build.enter(three_groups, by=officer)
    client.force_login(province_staff)
    response = client.post(URL, {"seen": seen(three_groups), "scope": "page"})
    assert response.url == at("sheet")
    assert told(response)[0].startswith("ยืนยันระดับจังหวัดได้เมื่ออำเภอส่งแล้ว")
    assert not ticked(three_groups)


def test_a_broken_form_changes_nothing_and_says_so(client, submitted, province_staff):
    client.force_login(province_staff)
    response = client.post(URL, {"seen": "drop", "scope": "all"})
    assert "ยังไม่ได้บันทึก" in told(response)[0]
    assert not ticked(submitted)


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


@pytest.mark.parametrize("count", [3, 100])
def test_queries(client, report, officer, chief, province_staff, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.submit(report, officer=officer, chief=chief)
    form = {"seen": seen(report), "scope": "page"}
    client.force_login(province_staff)
    with django_assert_num_queries(12):
        client.post(URL, form)
