"""The national report: on the screen as it will be printed, as PDF and as Excel, from publications only."""

from __future__ import annotations

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from reporting.models import PublicationTotal
from reporting.reports import pdf
from reporting.reports.worker import Worker
from tests import build, nationwide
from tests.reports import paper
from tests.views.desk import login_url, text_of, told

ALL = ["nation_report", "nation_report_pdf", "nation_report_xlsx"]


def url(name: str = "nation_report") -> str:
    return reverse(name, args=[build.OCTOBER])


@pytest.mark.parametrize("who", ["department", "auditor"])
def test_the_provinces_and_the_sum_of_month_and_year(client, published, department, request, who):
    nationwide.publish("4101", by=department)
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(url()))
    for words in ("๑,๗๓๓.๐๕", "รวม ๒ จังหวัด", "๑/๒", "ยังไม่กำหนด", "สะสมตุลาคม ๒๕๖๔", "ร่าง"):
        assert words in page
    assert "หนึ่งพันเจ็ดร้อยสามสิบสามบาทห้าสตางค์" in page
    assert "ยอดตรงกัน" in page
    assert url("nation_report_pdf") in page and url("nation_report_xlsx") in page


def test_it_is_reached_from_the_months_page(client, october, department):
    client.force_login(department)
    page = client.get(reverse("nation_month", args=[build.OCTOBER])).content.decode()
    assert page.count(url()) == 2  # The menu, and the page itself.


def test_what_differs_is_said_with_both_figures(client, published, department):
    PublicationTotal.objects.filter(category="TEXTILE").update(online="1000000.00")
    client.force_login(department)
    page = text_of(client.get(url()))
    assert "รต.๓ ทุกจังหวัด 1,000,496.50 บาท · รต.๔ ทุกจังหวัด 502.00 บาท" in page
    assert "รต.๓ ทุกจังหวัด ๑,๐๐๐,๔๙๖.๕๐ บาท · รต.๔ ทุกจังหวัด ๕๐๒.๐๐ บาท" in page  # On the paper.
    assert "ที่ไม่ตรงกัน: หนองคาย" in page


def test_the_files(client, published, department):
    client.force_login(department)
    response = client.get(url("nation_report_pdf"))
    assert response["Content-Disposition"] == 'inline; filename="OTOP-2565-10-draft.pdf"'
    assert response.content.startswith(b"%PDF-")
    response = client.get(url("nation_report_xlsx"))
    assert response["Content-Disposition"] == 'attachment; filename="OTOP-2565-10.xlsx"'
    month, year = load_workbook(io.BytesIO(response.content)).worksheets
    assert (month.title, year.title) == ("ประจำเดือน", "สะสมปีงบประมาณ")


def test_without_pango_the_page_says_what_to_install(client, october, department, monkeypatch):
    monkeypatch.setattr(pdf, "WORKER", Worker(paper.WITHOUT_PANGO))
    client.force_login(department)
    response = client.get(url("nation_report_pdf"))
    assert response.url == url()
    assert "libpango-1.0-0" in told(response)[0]


@pytest.mark.parametrize("name", ALL)
def test_a_visitor_signs_in_first(client, october, name):
    assert client.get(url(name)).url == login_url(url(name))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("who", ["officer", "chief", "province_staff", "administrator"])
def test_nobody_else_may(client, october, request, name, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(name)).status_code == 403


@pytest.mark.parametrize("name", ALL)
def test_it_takes_no_put(client, october, department, name):
    client.force_login(department)
    assert client.put(url(name)).status_code == 405


@pytest.mark.parametrize("name", ALL)
def test_nothing_unconfirmed_is_read(client, submitted, department, name):
    client.force_login(department)
    with CaptureQueriesContext(connection) as queries:
        client.get(url(name))
    # The page names the nation's own issues, which belong to no district's report, and on top the districts
    # that have more time, by their dates alone.
    beside = ('"report_id" IS NULL', 'FROM "reporting_extension"')
    said = " ".join(query["sql"] for query in queries if not any(part in query["sql"] for part in beside))
    working = ("salesline", "weeklyentry", "monthlyreport", "document", "producergroup")
    assert not [table for table in working if table in said]


@pytest.mark.parametrize(("name", "queries"), list(zip(ALL, (12, 10, 10), strict=True)))
@pytest.mark.parametrize("provinces", [0, 12])
def test_queries_do_not_grow_with_the_provinces(
    client, places, department, name, queries, provinces, django_assert_num_queries
):
    codes = [str(number + 50) for number in range(provinces)]
    nationwide.provinces(*codes)
    build.open_month(build.OCTOBER, by=department)
    for code in ("4301", *(f"{code}01" for code in codes)):
        nationwide.publish(code, by=department)
    client.force_login(department)
    with django_assert_num_queries(queries):
        client.get(url(name))
