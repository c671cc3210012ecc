"""RT.1 of a district-month: the sheets on the screen, as PDF and as Excel."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from reporting.reports import pdf, rt1
from reporting.reports.worker import Worker
from tests import build
from tests.reports import paper
from tests.views.desk import at, login_url, text_of, told

ALL = ["rt1", "rt1_pdf", "rt1_xlsx"]


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff"])
def test_the_sheet_has_the_districts_producers(client, three_groups, request, who):
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(at("rt1")))
    assert "ตำบลในเมือง อำเภอท่าบ่อ จังหวัดหนองคาย" in page
    for words in ("กลุ่มทอผ้าบ้านน้ำโมง", "ร้านน้ำพริกแม่คำ", "4 รายการ", "๑–๗", "๒๙–๓๑", "ลงชื่อ<br>ผู้ให้ข้อมูล"):
        assert words in page
    assert at("rt1_pdf") in page and at("rt1_xlsx") in page


def test_the_code_leads_to_where_the_figures_are_typed_in(client, three_groups, officer, monkeypatch):
    drawn = []
    monkeypatch.setattr(pdf, "draw", lambda template, report: drawn.append(report) or b"%PDF-")
    client.force_login(officer)
    client.get(at("rt1_pdf"))
    assert drawn[0].verify_url == f"http://testserver{at('entry')}"


def test_the_files(client, three_groups, officer):
    client.force_login(officer)
    response = client.get(at("rt1_pdf"))
    assert response["Content-Disposition"] == 'inline; filename="RT1-4302-2565-10.pdf"'
    assert response.content.startswith(b"%PDF-")
    response = client.get(at("rt1_xlsx"))
    assert response["Content-Disposition"] == 'attachment; filename="RT1-4302-2565-10.xlsx"'
    names = [row[2] for row in load_workbook(io.BytesIO(response.content)).active.iter_rows(values_only=True)]
    assert "กลุ่มทอผ้าบ้านน้ำโมง" in names


def test_a_removed_line_is_not_collected_again(client, three_groups, officer):
    build.enter(three_groups, by=officer)
    line = three_groups.lines.get(group__name="ร้านน้ำพริกแม่คำ")
    three_groups.lines.filter(pk=line.pk).update(
        removed_at=build.NOW, removed_by=officer, removed_reason="เลิกกิจการ"
    )
    client.force_login(officer)
    assert "ร้านน้ำพริกแม่คำ" not in text_of(client.get(at("rt1")))


def test_a_month_without_a_roster_leaves_rows_for_the_pen(client, report, officer):
    client.force_login(officer)
    page = text_of(client.get(at("rt1")))
    assert at("register") in page
    assert page.count(">ออนไลน์<") == rt1.BLANK_ROWS


def test_the_entry_page_leads_here(client, three_groups, officer):
    client.force_login(officer)
    assert client.get(at("entry")).content.decode().count(at("rt1")) == 2  # The menu, and the page itself.


def test_without_pango_the_page_says_what_to_install(client, three_groups, officer, monkeypatch):
    monkeypatch.setattr(pdf, "WORKER", Worker(paper.WITHOUT_PANGO))
    client.force_login(officer)
    response = client.get(at("rt1_pdf"))
    assert response.url == at("rt1")
    assert "libpango-1.0-0" in told(response)[0]


@pytest.mark.parametrize("name", ALL)
def test_a_visitor_signs_in_first(client, report, name):
    assert client.get(at(name)).url == login_url(at(name))


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "administrator"])
def test_another_area_is_not_found(client, report, request, name, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(at(name)).status_code == 404


@pytest.mark.parametrize("name", ALL)
def test_it_takes_no_put(client, report, officer, name):
    client.force_login(officer)
    assert client.put(at(name)).status_code == 405


@pytest.mark.parametrize(("name", "queries"), [("rt1", 7), ("rt1_pdf", 6), ("rt1_xlsx", 6)])
@pytest.mark.parametrize("count", [3, 20])
def test_queries(client, report, officer, name, queries, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    client.force_login(officer)
    client.get(at(name))
    with django_assert_num_queries(queries):
        client.get(at(name))
