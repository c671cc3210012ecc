"""Two confirmed revisions side by side: what differs first, sums, why, and by whose leave."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from reporting.actions import removal, sales, workflow
from reporting.deadlines import BANGKOK
from reporting.models import Publication
from reporting.reports import side_by_side as reports
from reporting.stats import sheet
from tests import build, nationwide
from tests.views.desk import at, login_url, text_of

URL = at("side_by_side")
LATER = dt.datetime(2021, 12, 20, 10, 0, tzinfo=BANGKOK)


def typed(row, *, seen, value) -> sales.WeekRow:
    return sales.WeekRow(
        row.group.pk, row.category, seen=sales.Cell(amounts=seen), wanted=sales.Cell(amounts=value)
    )


@pytest.fixture
def corrected(published, officer, chief, province_staff):
    """Revision 2: one line has 40.00 less, one moved to another week, one was taken out, one stayed."""
    report = workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=LATER).report
    less, moved, gone, _ = sheet.rows(report)
    usual = build.amounts("100.00", "20.00", "5.50")
    for week, row, seen, value in (
        (1, less, usual, build.amounts("60.00", "20.00", "5.50")),
        (1, moved, usual, build.amounts("90.00", "20.00", "5.50")),
        (2, moved, None, build.amounts("10.00")),
    ):
        rows = [typed(row, seen=seen, value=value)]
        sales.save_week(report=report, week=week, rows=rows, by=officer, now=LATER)
    removal.remove_line(
        report=report,
        group_id=gone.group.pk,
        category=gone.category,
        version=gone.version,
        reason="รายงานซ้ำกับอำเภออื่น",
        by=officer,
        now=LATER,
    )
    build.sign(report, by=chief, now=LATER)
    workflow.submit(report=report, by=chief, now=LATER)
    build.cover(report, by=province_staff, now=LATER)
    return workflow.publish(report=report, by=province_staff, now=LATER).report


def shown(response) -> list[tuple[Decimal, tuple[str, ...]]]:
    return [(row.change, row.words) for row in response.context["page"]]


@pytest.mark.parametrize("who", ["department", "auditor", "province_staff", "officer", "chief"])
def test_only_what_differs_with_its_words_and_the_reason(client, corrected, request, who):
    client.force_login(request.getfixturevalue(who))
    response = client.get(URL)
    assert shown(response) == [
        (Decimal("-40.00"), ()),
        (Decimal("0.00"), (reports.WEEKS_MOVED,)),
        (Decimal("-125.50"), ("นำรายการออก: รายงานซ้ำกับอำเภออื่น",)),
    ]
    page = text_of(response)
    assert "แตกต่าง 3 รายการ" in page
    assert "เหมือนกันทั้งสองฉบับ 1 รายการ" in page
    assert "<b>ยอดซ้ำ</b>" in page
    assert "เจ้าหน้าที่จังหวัด province อนุญาต 20 ธ.ค. 2564 10:00 น." in page


def test_the_lines_that_are_the_same_come_last_when_they_are_wanted(client, corrected, department):
    client.force_login(department)
    response = client.get(URL, {"all": "on"})
    assert shown(response)[3:] == [(Decimal("0.00"), ())]
    assert "แสดงด้วย" not in text_of(response)


def test_sums_by_channel_and_by_category_add_up_to_the_publications(corrected):
    before, after = Publication.objects.order_by("revision")
    report = reports.build(corrected.district, before, after)
    assert (report.total.before, report.total.after) == (before.total, after.total)
    assert report.total.change == Decimal("-165.50")
    for sums in (report.by_channel, report.by_category):
        assert sum(one.before for one in sums) == before.total
        assert sum(one.after for one in sums) == after.total
    assert sum(row.change for row in report.rows) == report.total.change
    assert [one.after for one in report.by_channel] == [after.regular, after.transfer, after.online]


def test_any_two_are_compared_in_either_order(client, corrected, officer, chief, province_staff, department):
    build.correct(
        corrected, officer=officer, chief=chief, staff=province_staff, reason="ใบเสร็จหาย", now=LATER
    )
    client.force_login(department)
    response = client.get(URL, {"before": "3", "after": "1"})
    assert response.context["report"].labels == ("ฉบับที่ 3", "ฉบับที่ 1")
    page = text_of(response)
    assert page.index("ยอดซ้ำ") < page.index("ใบเสร็จหาย")
    usual = client.get(URL).context["report"]
    assert usual.labels == ("ฉบับที่ 2", "ฉบับที่ 3")
    assert response.context["report"].total.change == -(
        client.get(URL, {"before": "1", "after": "3"}).context["report"].total.change
    )


def test_a_single_revision_has_nothing_to_be_compared_with(client, published, department):
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "ยังไม่มีฉบับอื่นให้เทียบ" in page
    assert "เหมือนกันทุกรายการ" in page


@pytest.mark.parametrize(
    "asked", [{"before": "9"}, {"after": "x"}, {"before": "2", "after": "2"}, {"before": "๑"}]
)
def test_what_cannot_be_compared_is_said_beside_the_last_two(client, corrected, department, asked):
    client.force_login(department)
    response = client.get(URL, asked)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert response.context["report"].labels == ("ฉบับที่ 1", "ฉบับที่ 2")


def test_the_workbook_says_what_the_page_says(client, corrected, department):
    client.force_login(department)
    context = client.get(URL, {"all": "on"}).context
    response = client.get(context["xlsx_url"])
    assert 'filename="SIDE-BY-SIDE-4302-2565-10-1-2.xlsx"' in response["Content-Disposition"]
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["รายการ", "แยกตามช่องทาง", "แยกตามประเภทผลิตภัณฑ์"]
    cells = [[cell.value for cell in row] for row in book["รายการ"].iter_rows()]
    changes = [row[-2] for row in cells if isinstance(row[0], int)]
    assert changes == [float(row.change) for row in context["report"].rows]
    assert any("ยอดซ้ำ" in str(row[0]) for row in cells)


def test_a_correction_under_way_is_not_there(client, corrected, officer, province_staff, department):
    report = workflow.reopen(report=corrected, reason="เหตุลับ", by=province_staff, now=LATER).report
    build.enter(report, by=officer, week=3, value=build.amounts("77777.00"), now=LATER)
    client.force_login(department)
    page = text_of(client.get(URL, {"all": "on"}))
    assert "เหตุลับ" not in page
    assert "77,777" not in page
    assert client.get(URL, {"after": "3"}).status_code == 422


def test_the_history_and_the_publication_lead_to_it(client, corrected, officer, department):
    client.force_login(officer)
    assert f'href="{URL}"' in text_of(client.get(at("history")))
    client.force_login(department)
    assert f'href="{URL}"' in text_of(client.get(f"/nation/{build.OCTOBER.slug}/districts/4302/"))
    feed = text_of(client.get("/revisions/"))
    assert f'href="{URL}?before=1&amp;after=2"' in feed


@pytest.mark.parametrize("name", ["side_by_side", "side_by_side_xlsx"])
def test_a_month_that_nobody_confirmed_is_not_found(client, submitted, department, officer, name):
    for person in (department, officer):
        client.force_login(person)
        assert client.get(at(name)).status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "administrator"])
def test_another_areas_is_not_found(client, corrected, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


def test_it_takes_no_post(client, corrected, department):
    client.force_login(department)
    assert client.post(URL).status_code == 405


def test_it_reads_no_working_line_and_no_more_with_more_lines(client, october, department):
    counts = []
    for district, lines in (("4302", 2), ("4301", 150)):
        nationwide.publish(district, by=department, lines=[("FOOD", "GROUP", "1.00", "0.00", "0.00")] * lines)
        client.force_login(department)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(at("side_by_side", district=district), {"all": "on"}).context["page"])
        counts.append(len(queries))
        said = " ".join(query["sql"] for query in queries)
        assert "salesline" not in said
        assert "weeklyentry" not in said
    assert counts == [6, 6]
