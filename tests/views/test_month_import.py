"""The import of a month from a spreadsheet: what it would change, and storing exactly that."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reporting.actions import sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.workflow import LineToReturn
from reporting.models import AuditEvent, SalesLine, WeeklyEntry
from reporting.stats import desk
from tests import build
from tests.views.desk import at, login_url, text_of, told
from tests.views.spreadsheet import DOWNLOAD, IMPORT, Book, confirm, download, upload

FOOD, WEAVERS, CHILLI = "กลุ่มอาหารอร่อย", "กลุ่มทอผ้าบ้านน้ำโมง", "ร้านน้ำพริกแม่คำ"


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def book(signed_in, three_groups) -> Book:
    return download(signed_in)


def weeks(name: str = WEAVERS) -> list[tuple[int, tuple[str, ...]]]:
    entries = WeeklyEntry.objects.filter(line__group__name=name).order_by("week")
    return [(entry.week, tuple(map(str, entry.amounts))) for entry in entries]


def write(report, name: str, week: int, seen: Cell, wanted: Cell, *, by) -> None:
    """What somebody else saves in the weekly table meanwhile."""
    row = next(row for row in desk.rows(report) if row.name == name)
    typed = WeekRow(*row.key, seen=seen, wanted=wanted)
    [result] = sales.save_week(report=report, week=week, rows=[typed], by=by, now=build.NOW)
    assert result.outcome == sales.Outcome.SAVED


def amounts(*texts: str) -> Cell:
    return Cell(amounts=build.amounts(*texts))


def run(response):
    return response.context["page"].run


def only_error(response) -> str:
    assert response.status_code == 200 and not run(response).accepted
    [row] = run(response).refused
    [sentence] = row.errors
    return sentence


# --- what would change ---


def test_it_says_what_would_change_and_stores_nothing(signed_in, book, three_groups, officer):
    write(three_groups, WEAVERS, 2, Cell(), amounts("100.00", "20.00", "5.50"), by=officer)
    book = download(signed_in)
    book.type(book.row(WEAVERS), w1_regular=1230.5, w2_transfer=None, w3_online="๑,๐๐๐")
    response = upload(signed_in, book.data())
    [row] = run(response).accepted
    assert row.number == 6
    assert [(change.what, change.before, change.after) for change in row.changes] == [
        ("สัปดาห์ที่ 1", "เว้นว่าง", "1,230.50 / 0.00 / 0.00"),
        ("สัปดาห์ที่ 2", "100.00 / 20.00 / 5.50", "100.00 / 0.00 / 5.50"),
        ("สัปดาห์ที่ 3", "เว้นว่าง", "0.00 / 0.00 / 1,000.00"),
    ]
    assert run(response).unchanged == 3 and not run(response).refused
    assert weeks() == [(2, ("100.00", "20.00", "5.50"))]
    assert "นำเข้า 1 รายการ" in text_of(response)


def test_the_second_press_stores_what_was_shown(signed_in, book, officer):
    book.type(book.row(WEAVERS), w1_regular=1230.5, w5_online=2)
    response = confirm(signed_in, upload(signed_in, book.data()))
    assert response.status_code == 302
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ นำเข้า 1 รายการ"]
    assert weeks() == [(1, ("1230.50", "0.00", "0.00")), (5, ("0.00", "0.00", "2.00"))]
    line = SalesLine.objects.get(group__name=WEAVERS)
    assert tuple(map(str, line.amounts)) == ("1230.50", "0.00", "2.00")
    event = AuditEvent.objects.get(action="save_month")
    assert event.actor == officer and [change["week"] for change in event.changes] == [1, 5]


def test_pressing_twice_has_one_effect(signed_in, book):
    book.type(book.row(WEAVERS), w1_regular=5)
    shown = upload(signed_in, book.data())
    first, second = confirm(signed_in, shown), confirm(signed_in, shown)
    assert first.status_code == second.status_code == 302
    assert set(told(second)) == {"การบันทึกข้อมูลสมบูรณ์ นำเข้า 1 รายการ"}
    assert AuditEvent.objects.filter(action="save_month").count() == 1


def test_good_rows_go_in_alone(signed_in, book):
    book.type(book.row(WEAVERS), w1_regular="1,23")
    book.type(book.row(CHILLI), w1_regular=7)
    shown = upload(signed_in, book.data())
    [bad] = run(shown).refused
    assert bad.errors == [
        "สัปดาห์ที่ 1 รายได้ปกติ (คอลัมน์ J) “1,23”: เครื่องหมายจุลภาคต้องคั่นทีละสามหลัก เช่น 1,230 หรือ 1,230.50"
    ]
    assert confirm(signed_in, shown).status_code == 302
    assert weeks() == [] and weeks(CHILLI) == [(1, ("7.00", "0.00", "0.00"))]


def test_an_untouched_sheet_changes_nothing_even_when_others_went_on(signed_in, three_groups, officer):
    build.enter(three_groups, by=officer, week=1)
    book = download(signed_in)
    write(three_groups, WEAVERS, 1, amounts("100", "20", "5.50"), amounts("9"), by=officer)
    shown = upload(signed_in, book.data())
    assert run(shown).unchanged == 4 and not run(shown).rows[0].changes
    assert "นำเข้า 0" not in text_of(shown)


def test_a_cleared_week_is_cleared(signed_in, three_groups, officer):
    build.enter(three_groups, by=officer, week=1)
    book = download(signed_in)
    book.type(book.row(WEAVERS), w1_regular=None, w1_transfer=None, w1_online=None)
    confirm(signed_in, upload(signed_in, book.data()))
    assert weeks() == []


def test_no_sales_in_the_month_and_back(signed_in, book):
    book.type(book.row(WEAVERS), nil="ไม่มี")
    confirm(signed_in, upload(signed_in, book.data()))
    assert SalesLine.objects.get(group__name=WEAVERS).nil
    again = download(signed_in)
    again.type(again.row(WEAVERS), nil=None, w4_regular=3)
    confirm(signed_in, upload(signed_in, again.data()))
    assert not SalesLine.objects.get(group__name=WEAVERS).nil and weeks() == [(4, ("3.00", "0.00", "0.00"))]


def test_no_sales_instead_of_figures_that_were_cleared(signed_in, three_groups, officer):
    build.enter(three_groups, by=officer, week=1)
    book = download(signed_in)
    row = book.row(WEAVERS)
    book.type(row, nil="ไม่มี")
    assert "มียอดในแถว" in only_error(upload(signed_in, book.data()))
    book.type(row, w1_regular=None, w1_transfer=None, w1_online=None)
    confirm(signed_in, upload(signed_in, book.data()))
    assert SalesLine.objects.get(group__name=WEAVERS).nil and weeks() == []


# --- what cannot be figures ---


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (-5, "ติดลบไม่ได้"),
        (12.345, "12.345 มีทศนิยมเกิน 2 หลัก โปรดปัดเป็นสตางค์เอง เช่น 12.35"),
        (1_000_000_000, "มากเกินไป"),
        (1e300, "มากเกินไป"),
        ("=1+1", "เป็นสูตร"),
        (True, "ไม่ใช่ตัวเลข"),
        (build.NOW.date(), "ไม่ใช่ตัวเลข"),
        ("12e3", "ไม่ใช้ตัว e"),
        ("ห้าบาท", "ไม่ต้องใส่คำว่าบาท"),
        ("１２", "แบบปกติ"),
    ],
)
def test_a_cell_that_is_no_figure_says_what_to_type(signed_in, book, typed, sentence):
    book.type(book.row(WEAVERS), w2_online=typed)
    error = only_error(upload(signed_in, book.data()))
    assert error.startswith("สัปดาห์ที่ 2 รายได้ออนไลน์ (คอลัมน์ O)") and sentence in error


@pytest.mark.parametrize(
    ("typed", "stored", "note"),
    [
        ("1.25 แสน", "125000.00", "“1.25 แสน” อ่านเป็น 125,000.00"),
        ("ๅ/-", "123.00", "อ่านเป็น 123.00"),
        (999_999_999.99, "999999999.99", ""),
        ("๑,๒๓๐.๕๐", "1230.50", ""),
        (0, "0.00", ""),
    ],
)
def test_a_figure_that_was_understood_is_echoed(signed_in, book, typed, stored, note):
    book.type(book.row(WEAVERS), w1_regular=typed)
    shown = upload(signed_in, book.data())
    [row] = run(shown).accepted
    assert len(row.notes) == bool(note) and note in "".join(row.notes)
    confirm(signed_in, shown)
    assert weeks() == [(1, (stored, "0.00", "0.00"))]


@pytest.mark.parametrize(
    ("written", "stored", "note"),
    [
        ("0.30000000000000004", "0.30", "โปรแกรมตารางเก็บไว้เป็น 0.30000000000000004 อ่านเป็น 0.30"),
        ("1234.5600000000002", "1234.56", "อ่านเป็น 1,234.56"),
        ("1.2305E3", "1230.50", ""),
        ("-2.7755575615628914E-17", "0.00", "อ่านเป็น 0.00"),
    ],
)
def test_what_a_programs_arithmetic_leaves_behind_is_cut_off(signed_in, book, written, stored, note):
    shown = upload(signed_in, book.data_with_number(book.row(WEAVERS), "w1_regular", written))
    [row] = run(shown).accepted
    assert len(row.notes) == bool(note) and note in "".join(row.notes)
    confirm(signed_in, shown)
    assert weeks() == [(1, (stored, "0.00", "0.00"))]


def test_only_one_word_says_no_sales(signed_in, book):
    book.type(book.row(WEAVERS), nil="อาจจะ")
    assert "ใส่ได้เฉพาะคำว่า “ไม่มี”" in only_error(upload(signed_in, book.data()))


# --- whose row it is ---


def test_a_row_of_another_month_or_district(signed_in, book):
    row = book.row(WEAVERS)
    for other in ("4301/2565-10", "4302/2565-11"):
        book.type(row, key=f"{other}/1/FOOD", w1_regular=5)
        assert only_error(upload(signed_in, book.data())) == "แถวนี้เป็นของอำเภอหรือเดือนอื่น"


def test_a_sheet_of_another_month_is_said_once(signed_in, book):
    for row in range(6, 10):
        book.type(row, key=book.text(row, "key").replace("2565-10", "2565-11"))
    response = upload(signed_in, book.data())
    assert response.status_code == 422 and run(response) is None
    page = text_of(response)
    assert "ไฟล์นี้เป็นแบบของเดือนพฤศจิกายน 2564 แต่หน้านี้เป็นของเดือนตุลาคม 2564" in page


@pytest.mark.parametrize("others", [["4301/2565-10"], ["4302/2565-13"], ["4302/2565-11", "4302/2565-12"]])
def test_a_sheet_of_another_place_says_what_to_do(signed_in, book, others):
    for row in range(6, 10):
        book.type(row, key=f"{others[row % len(others)]}/1/FOOD")
    response = upload(signed_in, book.data())
    assert response.status_code == 422 and "เป็นแบบของอำเภอหรือเดือนอื่น โปรดดาวน์โหลด" in text_of(response)


def test_a_pair_that_is_not_in_the_month(signed_in, book):
    book.type(book.row(WEAVERS), key="4302/2565-10/999999/FOOD", w1_regular=5)
    assert "ไม่อยู่ในทะเบียน" in only_error(upload(signed_in, book.data()))


def test_a_row_without_key(signed_in, book):
    book.type(book.row(WEAVERS), key=None, w1_regular=5)
    assert "ไม่มีรหัสรายการ" in only_error(upload(signed_in, book.data()))


def test_a_row_without_key_that_only_says_no_sales(signed_in, book):
    book.type(12, name="กลุ่มที่เพิ่มเอง", nil="ไม่มี")
    assert "ไม่มีรหัสรายการ" in only_error(upload(signed_in, book.data()))


def test_a_row_under_another_name(signed_in, book):
    book.type(book.row(WEAVERS), name="กลุ่มอื่น", w1_regular=5)
    assert "ไม่ตรงกับรหัสรายการ" in only_error(upload(signed_in, book.data()))


def test_a_pair_that_is_there_twice_is_not_imported_at_all(signed_in, book):
    row, other = book.row(WEAVERS), book.row(CHILLI)
    book.type(row, w1_regular=5)
    book.type(other, key=book.text(row, "key"), name=WEAVERS, category="ผ้า เครื่องแต่งกาย", w1_regular=6)
    shown = upload(signed_in, book.data())
    assert [row.errors for row in run(shown).refused] == [["รายการนี้มี 2 แถวในไฟล์ โปรดเหลือไว้แถวเดียว"]] * 2
    assert not run(shown).accepted


def test_a_hidden_cell_that_was_changed(signed_in, book):
    book.type(book.row(WEAVERS), seen="1=หนึ่ง", w1_regular=5)
    assert "ข้อมูลที่ซ่อนไว้" in only_error(upload(signed_in, book.data()))


def test_a_line_that_was_not_returned_stays_locked(client, submitted, officer, province_staff):
    rows = desk.rows(submitted)
    reason = LineToReturn(rows[0].line_id, "OTHER", "โปรดตรวจ")
    workflow.return_lines(report=submitted, lines=[reason], by=province_staff, now=build.NOW)
    client.force_login(officer)
    book = download(client)
    book.type(book.row(WEAVERS), w1_regular=1)
    book.type(book.row(CHILLI), w1_regular=1)
    shown = upload(client, book.data())
    assert [row.errors for row in run(shown).refused] == [["จังหวัดไม่ได้ส่งคืนรายการนี้ จึงแก้ไขไม่ได้"]]
    assert confirm(client, shown).status_code == 302
    assert weeks()[0][1][0] == "1.00" and weeks(CHILLI)[0][1][0] == "100.00"


# --- what was seen is part of what is saved ---


def test_a_figure_changed_since_the_download_is_never_overwritten(signed_in, book, three_groups, chief):
    book.type(book.row(WEAVERS), w1_regular=5)
    write(three_groups, WEAVERS, 1, Cell(), amounts("7"), by=chief)
    shown = upload(signed_in, book.data())
    assert "หลังจากที่ท่านดาวน์โหลดแบบ" in only_error(shown)
    assert run(shown).refused[0].changes[0].before == "7.00 / 0.00 / 0.00"
    confirm(signed_in, shown)
    assert weeks() == [(1, ("7.00", "0.00", "0.00"))]


def test_another_week_changed_since_is_no_conflict(signed_in, book, three_groups, chief):
    book.type(book.row(WEAVERS), w1_regular=5)
    write(three_groups, WEAVERS, 2, Cell(), amounts("7"), by=chief)
    confirm(signed_in, upload(signed_in, book.data()))
    assert weeks() == [(1, ("5.00", "0.00", "0.00")), (2, ("7.00", "0.00", "0.00"))]


def test_a_figure_changed_between_the_presses_is_a_conflict_of_that_row(signed_in, book, three_groups, chief):
    book.type(book.row(WEAVERS), w1_regular=5, w3_regular=5)
    book.type(book.row(CHILLI), w1_regular=6)
    shown = upload(signed_in, book.data())
    write(three_groups, WEAVERS, 1, Cell(), amounts("7"), by=chief)
    response = confirm(signed_in, shown)
    assert response.status_code == 422
    assert weeks() == [(1, ("7.00", "0.00", "0.00"))] and weeks(CHILLI) == [(1, ("6.00", "0.00", "0.00"))]
    page = text_of(response)
    assert "ยังไม่ได้บันทึก 1 รายการ" in page and "มีผู้บันทึกค่าอื่นไว้ก่อน (สัปดาห์ที่ 1)" in page
    assert "การบันทึกข้อมูลสมบูรณ์ นำเข้า 1 รายการ" in page


def test_the_accepted_rows_cannot_be_altered_on_the_way(signed_in, book):
    book.type(book.row(WEAVERS), w1_regular=5)
    packed = upload(signed_in, book.data()).context["page"].packed
    response = signed_in.post(IMPORT, {"rows": "x" + packed})
    assert response.status_code == 422 and "อ่านไม่ได้แล้ว" in text_of(response)
    november = at("month_import", month=build.OCTOBER.next())
    build.open_month(build.OCTOBER.next(), by=AuditEvent.objects.first().actor)
    response = signed_in.post(november, {"rows": packed})
    assert response.status_code == 422 and "อ่านไม่ได้แล้ว" in text_of(response)
    assert weeks() == []


def test_an_ended_session_keeps_the_accepted_rows(client, officer, book):
    book.type(book.row(WEAVERS), w1_regular=5)
    shown = upload(client, book.data())
    client.logout()
    response = confirm(client, shown)
    assert response.url == login_url(IMPORT)
    client.force_login(officer)
    page = client.get(IMPORT)
    assert "ยังไม่ได้บันทึก โปรดตรวจอีกครั้งแล้วกดนำเข้า" in text_of(page)
    assert weeks() == []
    assert confirm(client, page).status_code == 302
    assert weeks() == [(1, ("5.00", "0.00", "0.00"))]


# --- text files ---


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_sheet_saved_as_text_is_read_too(signed_in, book, encoding, delimiter):
    book.type(book.row(WEAVERS), w1_regular=1230.5, w2_online="๒")
    data = book.csv(encoding, delimiter=delimiter)
    confirm(signed_in, upload(signed_in, data, name="month.csv"))
    assert weeks() == [(1, ("1230.50", "0.00", "0.00")), (2, ("0.00", "0.00", "2.00"))]


def test_a_text_file_without_memory_leaves_blank_weeks_alone(signed_in, three_groups, officer):
    build.enter(three_groups, by=officer, week=1)
    key = f"4302/2565-10/{SalesLine.objects.get(group__name=WEAVERS).group_id}/TEXTILE"
    head = "key,w1-regular,w1-transfer,w1-online,w2-regular,w2-transfer,w2-online"
    data = f"{head}\n{key},,,,8,,\n".encode()
    confirm(signed_in, upload(signed_in, data, name="own.csv"))
    assert weeks() == [(1, ("100.00", "20.00", "5.50")), (2, ("8.00", "0.00", "0.00"))]


# --- the ladder ---


def test_the_page_says_what_to_choose(signed_in, three_groups):
    page = text_of(signed_in.get(IMPORT))
    assert "เลือกไฟล์ที่กรอกแล้ว" in page and DOWNLOAD in page and 'enctype="multipart/form-data"' in page


def test_the_entry_page_leads_to_both(signed_in, three_groups):
    page = text_of(signed_in.get(at("entry")))
    assert "ดาวน์โหลด Excel" in page and "นำเข้าจาก Excel" in page
    assert DOWNLOAD in page and f"{IMPORT}?week=" in page


def test_no_file_is_said(signed_in, three_groups):
    response = signed_in.post(IMPORT)
    assert response.status_code == 422 and "โปรดเลือกไฟล์ก่อน" in text_of(response)


def test_another_file_is_said(signed_in, three_groups):
    response = upload(signed_in, b"a,b\n1,2\n", name="own.csv")
    assert response.status_code == 422 and "ไม่พบตารางของแบบบันทึกยอด" in text_of(response)


def test_what_a_person_wrote_is_escaped(signed_in, book):
    book.type(book.row(WEAVERS), key=None, name="<script>", w1_regular="<b>1")
    page = upload(signed_in, book.data()).content.decode()
    assert "<script>" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_once_handed_over_it_leads_back(client, submitted, officer, method):
    client.force_login(officer)
    response = getattr(client, method)(IMPORT)
    assert response.status_code == 302 and response.url == at("entry")
    assert told(response)[0].startswith("ส่งจังหวัดแล้ว")


def test_handed_over_between_the_presses_stores_nothing(client, three_groups, officer, chief):
    client.force_login(officer)
    book = download(client)
    book.type(book.row(WEAVERS), w2_regular=5)
    shown = upload(client, book.data())
    build.submit(three_groups, officer=officer, chief=chief)
    response = confirm(client, shown)
    assert told(response)[0].startswith("ส่งจังหวัดแล้ว")
    assert [week for week, _ in weeks()] == [1]


def test_visitors_sign_in_first(client, three_groups):
    assert client.get(IMPORT).url == login_url(IMPORT)
    response = client.post(IMPORT, {"file": SimpleUploadedFile("month.xlsx", b"PK")})
    assert response.url == login_url(IMPORT)


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_another_district_does_not_exist(client, three_groups, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(IMPORT).status_code == 404
    assert client.post(IMPORT).status_code == 404


def test_the_province_may_not(client, three_groups, province_staff):
    client.force_login(province_staff)
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT).status_code == 403


def test_it_is_never_put(signed_in, three_groups):
    assert signed_in.put(IMPORT).status_code == 405


# --- queries ---


@pytest.mark.parametrize("producers", [3, 30])
def test_queries_do_not_grow_with_the_rows(signed_in, report, officer, producers, django_assert_num_queries):
    """Look: session, person, report; months around the page; rows (2) and weeks. Store: one set of each."""
    build.producers(producers, district="4302", by=officer)
    build.enter(report, by=officer, week=1)
    book = download(signed_in)
    for row in range(6, 6 + producers):
        book.type(row, w1_regular=5, w2_regular=6, w3_online=7)
    with django_assert_num_queries(7):
        shown = upload(signed_in, book.data())
    assert len(run(shown).accepted) == producers
    with django_assert_num_queries(11):
        assert confirm(signed_in, shown).status_code == 302
