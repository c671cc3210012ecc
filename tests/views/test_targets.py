"""The pages of targets: the nation's list, a province's year, and the workbook."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reporting.actions import targets
from reporting.actions.targets import Source
from reporting.models import AuditEvent, TableSource, Target
from tests import build
from tests.actions.test_targets import accept, figure
from tests.views.desk import login_url, text_of, told

LIST = reverse("targets", args=[2565])
PROVINCE = reverse("targets_province", args=[2565, "43"])
XLSX = reverse("targets_xlsx", args=[2565, "43"])
ASSIGN = reverse("targets_assign", args=[2565, "43"])


@pytest.fixture
def table(department):
    """Three targets: one that differs from the print, a zero, and a transfer column that counts as online."""
    sums = [{"label": "ต.ค. 64 รายได้โอน", "printed": "9", "added": "8", "accepted": "8", "reason": "รวมผิด"}]
    return accept(
        figure("5000", column="REGULAR", printed=Decimal(50000), reason="พิมพ์ 0 เกิน"),
        figure("0", column="REGULAR", month=build.OCTOBER.next()),
        figure("345100", channel="ONLINE"),
        source=Source(TableSource.FILE, [["x"]], "ประมาณการ.xlsx", "ตรวจแล้ว", sums),
        by=department,
    )


def test_the_list_says_how_complete_each_province_is(client, table, department):
    client.force_login(department)
    page = text_of(client.get(LIST))
    assert "หนองคาย" in page and "กำหนดบางส่วน" in page and "2/24" in page and "350,100" in page
    assert "อุดรธานี" in page and "0/12" in page
    assert "เริ่มแล้ว 1 จาก 2 จังหวัด" in page


def test_the_year_tells_not_set_from_zero(client, table, department):
    client.force_login(department)
    page = text_of(client.get(PROVINCE + "?channel=REGULAR"))
    assert ">0</td>" in page
    assert page.count(">ยังไม่กำหนด</td>") > 20
    assert "กำหนดแล้ว 2 จาก 24 อำเภอ-เดือน" in page


def test_what_differs_from_the_print_is_shown_with_who_and_why(client, table, department):
    client.force_login(department)
    page = text_of(client.get(PROVINCE))
    assert "<del>50,000</del>" in page and "<b>5,000</b>" in page and "พิมพ์ 0 เกิน" in page
    assert "รวมผิด" in page and "ประมาณการ.xlsx" in page and department.full_name in page
    assert "กรมฯ กำหนดเป็นรายได้ออนไลน์" in page


@pytest.mark.parametrize("who", ["officer", "province_staff"])
def test_province_and_district_read_their_own(client, request, table, who):
    accept(figure("777", district="4301"), by=table.accepted_by)
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(LIST))
    assert "345,100" in page or "350,100" in page
    assert ("777" in page) == (who == "province_staff")
    assert "อุดรธานี" not in page and "นำเข้าตาราง" not in page


def test_the_workbook_has_what_counts(client, table, department):
    client.force_login(department)
    response = client.get(XLSX)
    book = load_workbook(io.BytesIO(response.content))
    assert book.sheetnames == ["ทุกช่องทาง", "รายได้ปกติ", "รายได้ออนไลน์"]
    cells = [[cell.value for cell in row] for row in book["รายได้ปกติ"].iter_rows()]
    (tha_bo,) = [row for row in cells if row[1] == "ท่าบ่อ"]
    assert tha_bo[2:] == [5000, 0, 5000]
    (capital,) = [row for row in cells if row[1] == "เมืองหนองคาย"]
    assert capital[2:] == ["ยังไม่กำหนด"] * 3
    assert any("50,000.00" in str(row[0]) and "พิมพ์ 0 เกิน" in str(row[0]) for row in cells)


def test_a_column_is_assigned_on_the_page(client, table, department):
    client.force_login(department)
    asked = {"table": table.pk, "column": "TRANSFER", "channel": "TRANSFER"}
    response = client.post(ASSIGN, asked)
    assert response.url == PROVINCE and "เปลี่ยนช่องทาง 1 ค่า" in told(response)[0]
    assert Target.objects.filter(channel="TRANSFER", printed_in="").count() == 1
    assert "ช่องทาง" in told(client.post(ASSIGN, asked | {"channel": "REGULAR"}))[-1]
    assert Target.objects.filter(channel="TRANSFER").count() == 1


@pytest.mark.parametrize("asked", [{"table": "0", "column": "TRANSFER"}, {"table": "x"}, {"column": "GOLD"}])
def test_a_table_that_is_not_there(client, table, department, asked):
    client.force_login(department)
    assert client.post(ASSIGN, {"table": table.pk, "channel": "ONLINE"} | asked).status_code == 404


def test_the_audit_log_says_it_in_words(client, table, auditor):
    event = AuditEvent.objects.get(action="accept_targets")
    assert event.changes["decisions"]
    client.force_login(auditor)
    page = text_of(client.get(reverse("audit")))
    assert "รับเป้าหมาย" in page and "5,000.00 (พิมพ์ 50,000.00) – พิมพ์ 0 เกิน" in page


def test_the_ladder_of_refusals(client, officer, province_staff, department, auditor):
    assert client.get(LIST).url == login_url(LIST)
    client.force_login(officer)
    assert client.get(PROVINCE).status_code == client.get(XLSX).status_code == 404
    client.force_login(province_staff)
    assert client.get(reverse("targets_province", args=[2565, "41"])).status_code == 404
    assert client.post(ASSIGN).status_code == 403
    client.force_login(department)
    assert client.post(PROVINCE).status_code == client.get(ASSIGN).status_code == 405
    assert client.get(reverse("targets", args=[9999])).status_code == 404
    assert client.get(reverse("targets_province", args=[2565, "10"])).status_code == 404
    client.force_login(auditor)
    assert client.get(PROVINCE).status_code == 200


def test_queries_do_not_grow(client, table, department, django_assert_num_queries):
    client.force_login(department)
    with django_assert_num_queries(6):
        client.get(LIST)
    targets.assign_column(table=table, column="TRANSFER", channel="TRANSFER", by=department, now=build.NOW)
    with django_assert_num_queries(7):
        client.get(PROVINCE)
