"""Accounts from a spreadsheet: nothing is made by looking, and a bad row keeps no good one out."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from reporting.forms.account_sheet import HEADS, MOST
from reporting.models import AccountLink, User
from tests.views.desk import login_url, text_of

URL, TEMPLATE = reverse("user_import"), reverse("user_template")
GOOD = ("thabo.somchai", "นายสมชาย ใจดี", "นักวิชาการ", "เจ้าหน้าที่อำเภอ", "4302", "", "")
PACKED = re.compile(r'name="rows" value="([^"]+)"')


@pytest.fixture
def staff(client, province_staff):
    client.force_login(province_staff)
    return client


def looked_at(client, *rows, heads=HEADS):
    lines = (",".join(cells) for cells in (heads, *rows))
    file = SimpleUploadedFile("accounts.csv", "\n".join(lines).encode())
    return client.post(URL, {"file": file})


def test_the_sheet_is_filled_in_looked_at_and_made(staff):
    book = load_workbook(io.BytesIO(staff.get(TEMPLATE).content))
    sheet, codes = book.worksheets
    assert [cell.value for cell in sheet[1]] == list(HEADS)
    assert {row[0].value for row in codes.iter_rows(min_row=2)} == {"4301", "4302"}
    for column, value in enumerate(GOOD, start=1):
        sheet.cell(2, column, value)
    stream = io.BytesIO()
    book.save(stream)
    page = text_of(staff.post(URL, {"file": SimpleUploadedFile("a.xlsx", stream.getvalue())}))
    assert "เพิ่ม 1 บัญชี" in page and "อำเภอท่าบ่อ" in page
    assert not User.objects.filter(username=GOOD[0]).exists()
    page = text_of(staff.post(URL, {"rows": PACKED.search(page)[1]}))
    account = User.objects.get(username=GOOD[0])
    assert (account.district_id, account.has_usable_password()) == ("4302", False)
    assert reverse("own_password", args=(AccountLink.objects.get().token,)) in page


@pytest.mark.parametrize(
    ("at", "value", "sentence"),
    [
        (0, "officer", "มีผู้ใช้แล้ว"),
        (0, "ชื่อ มีวรรค", "ชื่อผู้ใช้:"),
        (1, "", "ชื่อ–สกุล:"),
        (2, "", "ตำแหน่ง:"),
        (3, "เจ้าหน้าที่จังหวัด", "หน้าที่ในระบบต้องเป็น"),
        (4, "9999", "รหัสอำเภอต้องเป็น"),
        (4, "4101", "ไม่มีสิทธิดูแล"),
        (6, "x", "อีเมล:"),
    ],
)
def test_a_bad_row_is_told_why_and_the_good_one_goes_in_alone(staff, officer, at, value, sentence):
    bad = ["thabo.other", *GOOD[1:]]
    bad[at] = value
    page = text_of(looked_at(staff, GOOD, bad))
    assert sentence in page and "เพิ่ม 1 บัญชี" in page
    before = User.objects.count()
    staff.post(URL, {"rows": PACKED.search(page)[1]})
    assert User.objects.count() == before + 1


def test_a_name_twice_in_the_file_is_made_by_neither(staff):
    page = text_of(looked_at(staff, GOOD, (GOOD[0].upper(), *GOOD[1:])))
    assert "มี 2 แถวในไฟล์" in page and PACKED.search(page) is None


def test_a_second_press_makes_nothing_more_and_says_so(staff):
    rows = PACKED.search(text_of(looked_at(staff, GOOD)))[1]
    staff.post(URL, {"rows": rows})
    again = staff.post(URL, {"rows": rows})
    assert again.status_code == 422 and "มีผู้ใช้แล้ว" in text_of(again)
    assert User.objects.filter(username=GOOD[0]).count() == AccountLink.objects.count() == 1


def test_rows_that_somebody_else_was_shown_are_refused(staff, client, other_province):
    rows = PACKED.search(text_of(looked_at(staff, GOOD)))[1]
    client.force_login(other_province)
    for text in (rows, "x" + rows):
        assert "อ่านไม่ได้แล้ว" in text_of(client.post(URL, {"rows": text}))
    assert not User.objects.filter(username=GOOD[0]).exists()


@pytest.mark.parametrize(
    ("rows", "heads", "sentence"),
    [
        ([GOOD], ("a", *HEADS[1:]), "ไม่พบหัวตาราง"),
        ([], HEADS, "ไม่มีบัญชีในไฟล์"),
        ([GOOD] * (MOST + 1), HEADS, "ครั้งละไม่เกิน"),
    ],
)
def test_a_file_that_is_not_the_sheet_says_what_to_do(staff, rows, heads, sentence):
    answer = looked_at(staff, *rows, heads=heads)
    assert answer.status_code == 422 and sentence in text_of(answer)
    assert staff.post(URL).status_code == 422


def test_the_department_imports_provinces_and_no_districts(client, department):
    client.force_login(department)
    udon = ("udon.province", "นางสาวมานี", "นักวิชาการ", "เจ้าหน้าที่จังหวัด", "41", "", "")
    page = text_of(looked_at(client, udon, GOOD))
    assert "เพิ่ม 1 บัญชี" in page and "หน้าที่ในระบบต้องเป็น" in page


@pytest.mark.parametrize("rows", [1, 30])
def test_queries_of_looking_do_not_grow(staff, rows, django_assert_num_queries):
    with django_assert_num_queries(6):
        looked_at(staff, *((f"name{number}", *GOOD[1:]) for number in range(rows)))


def test_a_visitor_signs_in_first(client, db):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "auditor"])
def test_nobody_else_may(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert (client.get(URL).status_code, client.get(TEMPLATE).status_code) == (403, 403)
