"""The department's page of one month: due, closed, extended; who has more time, and opening again (R14)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.actions import extensions, months
from reporting.deadlines import bangkok_date
from reporting.formats import thai_date, thai_datetime
from reporting.forms.workflow import date_text
from reporting.models import AuditEvent, Extension, ReportingMonth
from reporting.views.common import SAVED
from tests import build
from tests.views.desk import login_url, text_of, told

OCTOBER = build.OCTOBER
URL = reverse("month_dates", args=[OCTOBER])
END = reverse("extension_end", args=[OCTOBER, "4302"])
REOPEN = reverse("month_reopen", args=[OCTOBER])
PAGES = [URL, END, REOPEN]


@pytest.fixture
def last_day() -> dt.date:
    return bangkok_date(timezone.now()) + dt.timedelta(days=7)


@pytest.fixture
def closed(report, department):
    months.close_month(month=OCTOBER, by=department, now=build.NOW)
    return build.report_of("4302")


@pytest.fixture
def extended(closed, department, last_day):
    now = timezone.now()
    extensions.extend(report=closed, until=last_day, reason="น้ำท่วม", by=department, now=now)
    return build.report_of("4302")


def asked(last_day, **change) -> dict[str, str]:
    return {"district": "4302", "until": date_text(last_day), "reason": "น้ำท่วม"} | change


def test_the_three_dates_stand_apart(client, extended, department, last_day):
    client.force_login(department)
    page = text_of(client.get(URL))
    for words in ("กำหนดอำเภอส่ง", "5 พฤศจิกายน 2564", "ปิดรับข้อมูล", thai_datetime(build.NOW)):
        assert words in page
    assert "ขยายเวลาเฉพาะบางอำเภอ" in page and "1 อำเภอ" in page
    assert thai_date(last_day) in page and "น้ำท่วม" in page and "มีผลอยู่" in page


def test_one_district_gets_more_time(client, closed, department, last_day):
    client.force_login(department)
    response = client.post(URL, asked(last_day))
    assert response.url == URL
    assert told(response) == [f"{SAVED} ขยายเวลาให้อำเภอท่าบ่อ แล้ว"]
    extension = Extension.objects.get()
    assert (extension.report, extension.until, extension.granted_by) == (closed, last_day, department)
    assert "ขยายเวลา 1 อำเภอ" in text_of(client.get(reverse("months", args=[2565])))


def test_who_has_submitted_is_not_offered(client, submitted, department, last_day):
    client.force_login(department)
    assert 'value="4302"' not in text_of(client.get(URL))
    response = client.post(URL, asked(last_day))
    assert response.status_code == 422
    assert "อำเภอนี้ส่งแล้ว" in text_of(response)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"district": ""}, "โปรดเลือกอำเภอ"),
        ({"district": "1001"}, "ไม่มีในเดือนนี้"),
        ({"until": ""}, "โปรดระบุวันที่"),
        ({"until": "1/1/2564"}, "วันสุดท้ายต้องไม่ก่อนวันนี้"),
        ({"reason": " "}, "โปรดระบุเหตุผลที่ขยายเวลา"),
        ({"reason": "ก" * 401}, "400"),
    ],
)
def test_bad_input_is_shown(client, closed, department, last_day, change, sentence):
    client.force_login(department)
    response = client.post(URL, asked(last_day, **change))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Extension.objects.exists()


def test_it_is_taken_back_with_a_reason(client, extended, department):
    client.force_login(department)
    assert "สิ่งที่บันทึกไว้ยังอยู่ครบ" in text_of(client.get(END))
    assert client.post(END, {"reason": ""}).status_code == 422
    response = client.post(END, {"reason": "ผิดอำเภอ"})
    assert response.url == URL
    page = text_of(client.get(URL))
    assert "ยกเลิกแล้ว" in page and "ผิดอำเภอ" in page
    assert client.get(END).status_code == 404


def test_a_month_closed_by_mistake_is_opened_again_with_a_reason(client, closed, department):
    client.force_login(department)
    assert f'href="{REOPEN}"' in text_of(client.get(reverse("months", args=[2565])))
    assert "กำหนดส่งคงเดิม" in text_of(client.get(REOPEN))
    assert client.post(REOPEN, {"reason": " "}).status_code == 422
    assert not ReportingMonth.objects.get().is_open
    assert told(client.post(REOPEN, {"reason": "ปิดผิดเดือน"})) == [SAVED]
    assert ReportingMonth.objects.get().is_open
    assert AuditEvent.objects.get(action="reopen_month").reason == "ปิดผิดเดือน"
    assert client.get(REOPEN).url == reverse("months", args=[2565])


@pytest.mark.parametrize("url", PAGES)
def test_a_month_that_was_never_opened_is_not_found(client, extended, department, url):
    client.force_login(department)
    assert client.get(url.replace("2565-10", "2565-11")).status_code == 404


@pytest.mark.parametrize("url", PAGES)
def test_a_visitor_signs_in_first(client, extended, url):
    assert client.get(url).url == login_url(url)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_nobody_else_may(client, extended, request, who):
    client.force_login(request.getfixturevalue(who))
    for url in PAGES:
        assert client.get(url).status_code == 403
        assert client.post(url, {"reason": "x"}).status_code == 403


def test_the_method(client, extended, department):
    client.force_login(department)
    assert [client.put(url).status_code for url in PAGES] == [405, 405, 405]


@pytest.mark.parametrize("districts", [1, 3])
def test_queries_do_not_grow_with_the_extensions(
    client, october, department, last_day, districts, django_assert_num_queries
):
    for code in ("4302", "4301", "4101")[:districts]:
        report = build.report_of(code)
        extensions.extend(report=report, until=last_day, reason="x", by=department, now=timezone.now())
    client.force_login(department)
    with django_assert_num_queries(6):
        client.get(URL)


# --- Everybody whom it concerns sees it ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "name"), [("officer", "home"), ("chief", "entry"), ("chief", "sheet"), ("province_staff", "home")]
)
def test_both_offices_see_it(client, extended, request, last_day, who, name):
    client.force_login(request.getfixturevalue(who))
    url = reverse(name) if name == "home" else reverse(name, args=["4302", OCTOBER])
    page = text_of(client.get(url))
    assert thai_date(last_day) in page
    assert "ขยายเวลา" in page


def test_the_board_and_the_department_see_it(client, extended, province_staff, department, auditor, last_day):
    client.force_login(province_staff)
    board = text_of(client.get(reverse("province_board", args=["43", OCTOBER])))
    assert f"ขยายเวลาถึง {thai_date(last_day, short=True)}" in board
    for who in (department, auditor):
        client.force_login(who)
        page = text_of(client.get(reverse("nation_district", args=[OCTOBER, "4302"])))
        assert "ขยายเวลาเฉพาะอำเภอนี้ถึง" in page


def test_the_desk_says_why(client, extended, officer):
    client.force_login(officer)
    page = text_of(client.get(reverse("entry", args=["4302", OCTOBER])))
    assert "เหตุผล: น้ำท่วม" in page
    assert "กำหนดส่งยังเป็น 5 พฤศจิกายน 2564" in page


def test_a_closed_month_without_time_says_whom_to_ask(client, closed, officer):
    client.force_login(officer)
    page = text_of(client.get(reverse("entry", args=["4302", OCTOBER])))
    assert "ขอให้กรมฯ ขยายเวลาให้อำเภอ" in page
