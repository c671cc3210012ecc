"""RT.2 as an Excel workbook."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from tests import build
from tests.views.desk import at, login_url, text_of

URL = at("rt2_xlsx")


def test_it_has_the_lines_and_says_that_it_is_a_draft(client, three_groups, officer):
    build.enter(three_groups, by=officer)
    client.force_login(officer)
    assert URL in text_of(client.get(at("rt2")))
    response = client.get(URL)
    assert response["Content-Disposition"] == 'attachment; filename="RT2-4302-2565-10-1.xlsx"'
    lines, sums = load_workbook(io.BytesIO(response.content)).worksheets
    assert lines["A1"].value == "ร่าง ใช้ตรวจสอบเท่านั้น"
    names = [row[1] for row in lines.iter_rows(values_only=True)]
    assert "กลุ่มทอผ้าบ้านน้ำโมง" in names
    assert 502 in [row[5] for row in sums.iter_rows(values_only=True)]


def test_an_issued_one_is_no_draft(client, submitted, province_staff):
    client.force_login(province_staff)
    lines = load_workbook(io.BytesIO(client.get(URL).content)).worksheets[0]
    assert lines["A1"].value == "แบบ รต.2 แบบฟอร์มยืนยันข้อมูลสำหรับพัฒนาการอำเภอ"


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "administrator"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_it_takes_no_post(client, report, officer):
    client.force_login(officer)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 20])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    client.force_login(chief)
    client.get(URL)
    with django_assert_num_queries(11):
        client.get(URL)
