"""Opening and closing months: the page, its question, and the two presses."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import AuditEvent, Holiday, MonthlyReport, ReportingMonth
from reporting.views.common import SAVED
from tests import build
from tests.views.desk import login_url, text_of, told

OCTOBER, NOVEMBER = build.OCTOBER, build.OCTOBER.next()
URL = reverse("months", args=[2565])
OPEN_NOVEMBER = reverse("month_open", args=[NOVEMBER])
OPEN_OCTOBER = reverse("month_open", args=[OCTOBER])
CLOSE_OCTOBER = reverse("month_close", args=[OCTOBER])
OPEN_YEAR = reverse("months_open", args=[2565])


def row_of(page: str, month: str) -> str:
    rows = page.partition("<tbody>")[2].split("<tr")
    return next(row for row in rows if month in row)


def test_twelve_months_with_state_due_dates_and_districts(client, submitted, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    october = row_of(page, "ตุลาคม 2564")
    assert "เปิดรับข้อมูล" in october
    assert "5 พ.ย. 2564" in october
    assert '<td class="num "> 2' not in october
    assert ">2</td>" in october and ">1</td>" in october
    assert page.count("ยังไม่เปิด<") == 11
    assert "ทั้ง 3 อำเภอ" in page


def test_months_that_are_not_opened_show_the_dates_they_would_get(client, october, department):
    Holiday.objects.create(day="2021-12-06", name="ชดเชย")
    client.force_login(department)
    november = row_of(text_of(client.get(URL)), "พฤศจิกายน 2564")
    assert "7 ธ.ค. 2564" in november
    assert "10 ธ.ค. 2564" in november


def test_it_asks_before_it_opens(client, october, department):
    client.force_login(department)
    page = text_of(client.get(URL, {"ask": NOVEMBER.slug}))
    assert "เปิดเดือน พฤศจิกายน 2564" in page
    assert "ทุกอำเภอเริ่มบันทึกได้ทันที และต้องส่งจังหวัดภายใน 6 ธันวาคม 2564" in page
    assert f'action="{OPEN_NOVEMBER}"' in page


def test_it_asks_before_it_closes_and_names_who_is_missing(client, submitted, department):
    client.force_login(department)
    page = text_of(client.get(URL, {"ask": OCTOBER.slug}))
    assert "อำเภอที่ยังไม่ส่ง 2 อำเภอ จะบันทึกและส่งไม่ได้อีก" in page
    assert f'action="{CLOSE_OCTOBER}"' in page


@pytest.mark.parametrize("asked", ["x", "2566-10", "2565-13", ""])
def test_an_unknown_question_is_not_asked(client, october, department, asked):
    client.force_login(department)
    response = client.get(URL, {"ask": asked})
    assert response.status_code == 200
    assert "<form" not in response.content.decode().partition('class="table-box"')[0].partition("<main")[2]


def test_opening_makes_a_report_for_every_district(client, october, department):
    client.force_login(department)
    response = client.post(OPEN_NOVEMBER)
    assert response.url == URL
    assert told(response) == [SAVED]
    assert MonthlyReport.objects.for_month(NOVEMBER).count() == 3


def test_pressing_twice_opens_once(client, october, department):
    client.force_login(department)
    assert set(told(client.post(OPEN_NOVEMBER)) + told(client.post(OPEN_NOVEMBER))) == {SAVED}
    assert MonthlyReport.objects.for_month(NOVEMBER).count() == 3
    assert AuditEvent.objects.filter(action="open_month").count() == 2


def test_past_months_can_be_opened(client, october, department):
    """R15: the letter asks in February for data since October."""
    client.force_login(department)
    client.post(reverse("month_open", args=[OCTOBER.plus(-24)]))
    assert ReportingMonth.objects.filter(month=OCTOBER.plus(-24)).exists()


def test_closing_and_not_opening_again_without_a_reason(client, october, department):
    client.force_login(department)
    assert told(client.post(CLOSE_OCTOBER)) == [SAVED]
    assert not ReportingMonth.objects.get().is_open
    assert "ปิดรับข้อมูล" in row_of(text_of(client.get(URL)), "ตุลาคม 2564")
    assert told(client.post(OPEN_OCTOBER)) == ["เดือนตุลาคม 2564 ปิดไปแล้ว หากต้องเปิดอีกครั้ง โปรดระบุเหตุผล"]
    assert not ReportingMonth.objects.get().is_open


def test_a_year_of_months_is_opened_in_one_press(client, october, department):
    """R15: what the letter asks for in February is opened for all months since October at once."""
    client.force_login(department)
    page = text_of(client.get(URL, {"ask": "all"}))
    assert "เปิด 11 เดือน: พฤศจิกายน 2564 ถึง กันยายน 2565" in page
    assert f'action="{OPEN_YEAR}"' in page
    assert set(told(client.post(OPEN_YEAR)) + told(client.post(OPEN_YEAR))) == {SAVED}
    assert ReportingMonth.objects.count() == 12
    assert AuditEvent.objects.filter(action="open_month").count() == 12
    assert "ยังไม่เปิด<" not in text_of(client.get(URL))


def test_months_that_have_not_begun_are_not_among_them(client, october, department):
    client.force_login(department)
    client.post(reverse("months_open", args=[2599]))
    assert ReportingMonth.objects.count() == 1


def test_a_month_that_is_not_opened_cannot_be_closed(client, october, department):
    client.force_login(department)
    response = client.post(reverse("month_close", args=[NOVEMBER]))
    assert response.url == URL
    assert told(response) == ["เดือนพฤศจิกายน 2564 ยังไม่ได้เปิด"]


def test_two_presses_at_the_same_moment_open_once(october, department, monkeypatch):
    """Neither finds a row to lock; the second meets the first one's row when it writes."""
    from reporting.actions import months

    manager = ReportingMonth.objects
    monkeypatch.setattr(
        manager, "select_for_update", lambda **_: ReportingMonth.objects.none(), raising=False
    )
    again = months.open_month(month=OCTOBER, by=department, now=build.NOW)
    assert again == october
    assert MonthlyReport.objects.count() == 3


def test_other_years_are_a_press_away(client, october, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    for year in (2564, 2566):
        assert reverse("months", args=[year]) in page


@pytest.mark.parametrize("year", ["9999", "2543", "2600", "0"])
def test_a_year_that_cannot_be_is_not_found(client, october, department, year):
    client.force_login(department)
    assert client.get(f"/months/{year}/").status_code == 404


@pytest.mark.parametrize("year", ["2544", "2599"])
def test_the_first_and_the_last_year_open(client, october, department, year):
    client.force_login(department)
    assert client.get(f"/months/{year}/").status_code == 200


@pytest.mark.parametrize("slug", ["2500-10", "2543-09", "9999-10"])
def test_a_month_that_cannot_be_is_not_opened(client, october, department, slug):
    client.force_login(department)
    assert client.post(f"/months/{slug}/open/").status_code == 404
    assert ReportingMonth.objects.count() == 1


@pytest.mark.parametrize("slug", ["2544-10", "2599-09"])
def test_the_first_and_the_last_month_can_be_opened(client, october, department, slug):
    client.force_login(department)
    assert client.post(f"/months/{slug}/open/").status_code == 302
    assert ReportingMonth.objects.count() == 2


@pytest.mark.parametrize("url", [URL, OPEN_NOVEMBER, CLOSE_OCTOBER, OPEN_YEAR])
def test_a_visitor_signs_in_first(client, october, url):
    answer = client.get(url) if url == URL else client.post(url)
    assert answer.url == login_url(url if url == URL else "/home/")


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "auditor", "administrator"])
def test_nobody_else_may(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.post(OPEN_NOVEMBER).status_code == 403
    assert client.post(CLOSE_OCTOBER).status_code == 403
    assert client.post(OPEN_YEAR).status_code == 403
    assert ReportingMonth.objects.get().is_open


def test_wrong_methods(client, october, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405
    assert client.get(OPEN_NOVEMBER).status_code == 405
    assert client.get(CLOSE_OCTOBER).status_code == 405
    assert client.get(OPEN_YEAR).status_code == 405


@pytest.mark.parametrize("months", [1, 12])
def test_queries_do_not_grow_with_the_months(client, places, department, months, django_assert_num_queries):
    for number in range(months):
        build.open_month(OCTOBER.plus(number), by=department)
    client.force_login(department)
    with django_assert_num_queries(6):
        client.get(URL)
