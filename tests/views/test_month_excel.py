"""The download of a month as a spreadsheet."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl.utils import get_column_letter

from reporting.actions import removal, sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.workflow import LineToReturn
from reporting.models import Category
from reporting.stats import desk
from tests import build
from tests.views.desk import at, login_url
from tests.views.spreadsheet import DOWNLOAD, Book, download

FOOD, WEAVERS, CHILLI = "กลุ่มอาหารอร่อย", "กลุ่มทอผ้าบ้านน้ำโมง", "ร้านน้ำพริกแม่คำ"


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def test_it_has_a_row_per_line_with_what_is_stored(signed_in, three_groups, officer):
    build.enter(three_groups, by=officer, week=2)
    book = download(signed_in)
    row = book.row(FOOD, "FOOD")
    assert book.text(row, "category") == "อาหาร"
    assert [book.text(row, f"w2-{column}") for column in ("regular", "transfer", "online")] == [100, 20, 5.5]
    assert book.text(row, "w1-regular") is None
    assert book.text(row, "seen") == "2=100.00|20.00|5.50"
    words = [cell.value for cell in book.sheet[row]]
    assert {"กลุ่มผู้ผลิตชุมชน", "ในเมือง"} <= set(words)
    names = [book.text(6 + number, "name") for number in range(4)]
    assert names == [WEAVERS, FOOD, FOOD, CHILLI]


def test_last_month_stands_beside(signed_in, three_groups, officer, department):
    month = build.OCTOBER.next()
    build.enter(three_groups, by=officer, value=build.amounts("7.25", "0", "3"))
    build.open_month(month, by=department)
    book = Book(signed_in.get(at("month_excel", month=month)).content)
    row = book.row(FOOD, "FOOD")
    heads = {cell.value: cell.column for cell in book.sheet[4] if cell.value}
    first = heads["เดือนก่อน"]
    assert [book.sheet.cell(row, first + step).value for step in range(3)] == [7.25, 0, 3]


def test_only_figures_and_no_sales_can_be_typed_into(signed_in, three_groups):
    book = download(signed_in)
    row = book.row(FOOD, "FOOD")
    free = {code for code, column in book.codes.items() if not book.sheet.cell(row, column).protection.locked}
    assert free == {
        f"w{week}-{channel}" for week in range(1, 6) for channel in ("regular", "transfer", "online")
    } | {"nil"}
    assert book.sheet.protection.sheet
    assert book.sheet.column_dimensions["A"].hidden
    assert book.sheet.column_dimensions[get_column_letter(book.codes["seen"])].hidden
    assert book.sheet.row_dimensions[3].hidden
    assert book.sheet.freeze_panes == "E6"


def test_it_prints_on_a4_landscape_with_the_head_on_every_sheet(signed_in, three_groups):
    sheet = download(signed_in).sheet
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$4:$5", "$B:$D")
    assert len(sheet.col_breaks.brk) == 1


def test_the_program_warns_in_thai(signed_in, three_groups):
    checks = download(signed_in).sheet.data_validations.dataValidation
    assert {check.type for check in checks} == {"decimal", "list"}
    assert all(check.error.startswith(("จำนวนเงิน", "เลือก")) for check in checks)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "=HYPERLINK(1)"])
def test_a_name_never_becomes_a_formula(signed_in, report, officer, start):
    name = f"{start}cmd|ร้านแม่คำ"
    build.producer(name, district="4302", by=officer, categories=(Category.FOOD,))
    response = signed_in.get(DOWNLOAD)
    book = Book(response.content)
    cell = book.sheet.cell(6, book.codes["name"])
    assert cell.data_type == "s" and cell.value == name.strip() and cell.number_format == "@"
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        formulas = archive.read("xl/worksheets/sheet1.xml").decode().split("<f>")[1:]
    assert formulas and all(formula.startswith("SUM(") for formula in formulas)


def test_a_line_without_sales_says_so(signed_in, three_groups, officer):
    row = desk.rows(three_groups)[0]
    nil = WeekRow(*row.key, seen=Cell(), wanted=Cell(nil=True))
    sales.save_week(report=three_groups, week=1, rows=[nil], by=officer, now=build.NOW)
    book = download(signed_in)
    at_row = book.row(WEAVERS)
    assert book.text(at_row, "nil") == "ไม่มี" and book.text(at_row, "seen") == "nil"


def test_a_removed_line_is_not_in_it(signed_in, three_groups, officer):
    row = desk.rows(three_groups)[0]
    removal.remove_line(
        report=three_groups,
        group_id=row.key[0],
        category=row.key[1],
        version=row.version,
        reason="เลิกกิจการ",
        by=officer,
        now=build.NOW,
    )
    with pytest.raises(LookupError):
        download(signed_in).row(WEAVERS)


def test_after_a_return_only_the_returned_row_is_free(client, submitted, officer, province_staff):
    row = desk.rows(submitted)[0]
    reason = LineToReturn(row.line_id, "OTHER", "โปรดตรวจ")
    workflow.return_lines(report=submitted, lines=[reason], by=province_staff, now=build.NOW)
    client.force_login(officer)
    book = download(client)
    locked = [book.sheet.cell(at_row, book.codes["w1-regular"]).protection.locked for at_row in range(6, 10)]
    assert locked == [False, True, True, True]


def test_a_month_without_rows_is_a_sheet_too(signed_in, report):
    assert download(signed_in).sheet.max_row == 6


def test_the_file_is_named_by_place_and_month(signed_in, three_groups):
    response = signed_in.get(DOWNLOAD)
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_queries_do_not_grow_with_the_rows(signed_in, report, officer, django_assert_num_queries):
    """The session, the person, the report; rows (3), weeks and the past."""
    build.producers(30, district="4302", by=officer)
    with django_assert_num_queries(8):
        signed_in.get(DOWNLOAD)


def test_visitors_sign_in_first(client, three_groups):
    assert client.get(DOWNLOAD).url == login_url(DOWNLOAD)


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_another_district_does_not_exist(client, three_groups, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(DOWNLOAD).status_code == 404


def test_the_province_may_not(client, three_groups, province_staff):
    client.force_login(province_staff)
    assert client.get(DOWNLOAD).status_code == 403


def test_it_is_never_posted(signed_in, three_groups):
    assert signed_in.post(DOWNLOAD).status_code == 405
