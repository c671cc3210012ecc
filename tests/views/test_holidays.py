"""The table of holidays and what it moves: seen, changed with a reason, followed after a look (R14)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import AuditEvent, Holiday
from reporting.views.common import SAVED
from tests import build
from tests.views.desk import login_url, text_of, told

URL, DUE = reverse("holidays"), reverse("due_dates")
REMOVE = "/holidays/2021-11-05/remove/"
PAGES = [URL, DUE, REMOVE]
DAY = {"day": "5/11/2564", "name": "วันหยุดพิเศษ", "reason": "มติคณะรัฐมนตรี"}


@pytest.fixture
def fifth(october) -> Holiday:
    return Holiday.objects.create(day="2021-11-05", name="วันหยุดพิเศษ")


def test_the_days_of_a_year(client, fifth, department):
    client.force_login(department)
    page = text_of(client.get(URL, {"year": 2564}))
    assert "5 พฤศจิกายน 2564" in page and "วันหยุดพิเศษ" in page
    assert "วันหยุดพิเศษ" not in text_of(client.get(URL, {"year": 2565}))


def test_a_day_is_added_and_what_it_would_move_is_offered(client, october, department):
    client.force_login(department)
    response = client.post(URL, DAY)
    assert response.url == f"{URL}?year=2564"
    assert told(response) == [SAVED]
    assert AuditEvent.objects.get(action="add_holiday").reason == "มติคณะรัฐมนตรี"
    assert "1 เดือนจะเปลี่ยน" in text_of(client.get(URL, {"year": 2564}))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"day": ""}, "โปรดระบุวันที่"),
        ({"day": "31/2/2564"}, "invalid-feedback"),
        ({"name": ""}, "โปรดพิมพ์ชื่อวันหยุด"),
        ({"reason": " "}, "โปรดระบุเหตุผล"),
        ({"name": "ก" * 121}, "ยาวเกินไป"),
    ],
)
def test_bad_input_is_shown(client, october, department, change, sentence):
    client.force_login(department)
    response = client.post(URL, DAY | change)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Holiday.objects.exists()


def test_a_day_that_is_there_already_is_refused(client, fifth, department):
    client.force_login(department)
    response = client.post(URL, DAY | {"name": "ชื่ออื่น"})
    assert response.status_code == 422
    assert "เป็นวันหยุดอยู่แล้ว: วันหยุดพิเศษ" in text_of(response)


def test_a_day_is_taken_out_with_a_reason(client, fifth, department):
    client.force_login(department)
    assert "5 พฤศจิกายน 2564" in text_of(client.get(REMOVE))
    assert client.post(REMOVE, {"reason": ""}).status_code == 422
    assert client.post(REMOVE, {"reason": "ยกเลิกมติ"}).url == URL
    assert not Holiday.objects.exists()
    assert client.get(REMOVE).status_code == 404


@pytest.mark.parametrize("day", ["2021-02-30", "2021-13-01", "x"])
def test_a_day_that_cannot_be_is_not_found(client, october, department, day):
    client.force_login(department)
    assert client.get(f"/holidays/{day}/remove/").status_code == 404


def test_due_dates_follow_what_was_shown(client, fifth, october, department):
    client.force_login(department)
    page = text_of(client.get(DUE))
    for words in ("อำเภอส่งภายใน", "5 พฤศจิกายน 2564", "8 พฤศจิกายน 2564", "ปรับกำหนด 1 เดือน"):
        assert words in page
    assert "<td>จังหวัดยืนยันภายใน</td>" not in page, "the tenth stays"
    shown = {build.OCTOBER.slug: "2021-11-08 2021-11-08 2021-11-10"}
    assert client.post(DUE, shown).url == URL
    october.refresh_from_db()
    assert october.submit_due.isoformat() == "2021-11-08"
    assert "ไม่มีกำหนดที่ต้องปรับ" in text_of(client.get(DUE))


def test_what_was_shown_before_another_change_is_refused(client, fifth, october, department):
    client.force_login(department)
    response = client.post(DUE, {build.OCTOBER.slug: "2021-11-09 2021-11-09 2021-11-10"})
    assert response.url == DUE
    assert "ตารางวันหยุดเปลี่ยนไปแล้ว" in told(response)[0]
    october.refresh_from_db()
    assert october.submit_due.isoformat() == "2021-11-05"


@pytest.mark.parametrize("url", PAGES)
def test_a_visitor_signs_in_first(client, fifth, url):
    assert client.get(url).url == login_url(url)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_nobody_else_may(client, fifth, request, who):
    client.force_login(request.getfixturevalue(who))
    for url in PAGES:
        assert client.get(url).status_code == 403
        assert client.post(url, DAY).status_code == 403


def test_the_method(client, fifth, department):
    client.force_login(department)
    assert [client.put(url).status_code for url in PAGES] == [405, 405, 405]


@pytest.mark.parametrize("days", [1, 20])
def test_queries_do_not_grow_with_the_days(client, october, department, days, django_assert_num_queries):
    Holiday.objects.bulk_create(Holiday(day=f"2021-10-{day + 1:02}", name="วันหยุด") for day in range(days))
    client.force_login(department)
    with django_assert_num_queries(4):
        client.get(URL, {"year": 2564})
