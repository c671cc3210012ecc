"""Files of what pages show: CSV and workbook with the page's query, and no text that computes."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from reporting.deadlines import BANGKOK
from reporting.models import Publication, Target
from reporting.reports.export_files import ROWS_AT_ONCE, Export, csv_parts, xlsx_parts
from reporting.reports.tables import Column, Kind
from tests import build, nationwide
from tests.views.desk import login_url

OCTOBER = build.OCTOBER
DESK = {"district_code": "4302", "month": OCTOBER}
BOARD = {"province_code": "43", "month": OCTOBER}

PROVINCE_YEAR = {"fiscal_year": 2565, "province_code": "43"}

# Every file: the people who may have it, its address, the page it belongs to.
FILES = {
    "nation_year": ("department auditor", {"fiscal_year": 2565}, "nation_year"),
    "nation_areas": ("department auditor", {"fiscal_year": 2565}, "nation_year"),
    "nation_parts": ("department auditor", {"fiscal_year": 2565}, "nation_year"),
    "nation_province_year": ("department auditor", PROVINCE_YEAR, "nation_province_year"),
    "nation_province_areas": ("department auditor", PROVINCE_YEAR, "nation_province_year"),
    "nation_province_parts": ("department auditor", PROVINCE_YEAR, "nation_province_year"),
    "kpi_nation": ("department auditor", {"fiscal_year": 2565}, "kpi_nation"),
    "kpi_province": ("department auditor province_staff", PROVINCE_YEAR, "kpi_province"),
    "kpi_district": (
        "department auditor province_staff chief officer",
        {"fiscal_year": 2565, "district_code": "4302"},
        "kpi_district",
    ),
    "nation_month": ("department auditor", {"month": OCTOBER}, "nation_month"),
    "nation_lines": ("department auditor", {"month": OCTOBER}, "nation_month"),
    "nation_province": (
        "department auditor",
        {"month": OCTOBER, "province_code": "43"},
        "nation_province",
    ),
    "nation_district": (
        "department auditor",
        {"month": OCTOBER, "district_code": "4302"},
        "nation_district",
    ),
    "targets": ("department auditor officer", {"fiscal_year": 2565}, "targets"),
    "responsible": ("department province_staff administrator", {}, "responsible"),
    "progress": ("department auditor", {}, "home"),
    "users": ("department province_staff administrator", {}, "users"),
    "register": ("officer chief province_staff", DESK, "register"),
    "audit": ("auditor officer chief province_staff", {}, "audit"),
    "revisions": ("department auditor province_staff officer", {}, "revisions"),
    "board": ("province_staff", BOARD, "province_board"),
    "province_year": ("province_staff", {"province_code": "43", "fiscal_year": 2565}, "province_year"),
    "sheet": ("officer chief province_staff", DESK, "sheet"),
    "history": ("officer chief province_staff", DESK, "history"),
    "correction": ("officer chief province_staff department", DESK, "correction"),
    "holidays": ("department", {}, "holidays"),
    "months": ("department", {"fiscal_year": 2565}, "months"),
    "extensions": ("department", {"month": OCTOBER}, "month_dates"),
    "return_reasons": ("department", {}, "return_reasons"),
    "committee": ("chief", DESK, "committee"),
    "province_committee": ("province_staff", BOARD, "province_committee"),
    "handovers": ("officer chief province_staff", {}, "handovers"),
    "work_list": ("officer chief province_staff", {}, "work_list"),
}
NATIONAL = [name for name in FILES if name.startswith("nation_")]
TYPES = ["csv", "xlsx"]


def url(name: str, file_type: str = "csv") -> str:
    return reverse(f"{name}_export", kwargs=FILES[name][1] | {"file_type": file_type})


def read(response) -> list[list[str]]:
    content = b"".join(response.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("file_type", TYPES)
def test_who_sees_the_page_gets_the_file_from_it(client, published, request, name, file_type):
    people, kwargs, page = FILES[name]
    for who in people.split():
        client.force_login(request.getfixturevalue(who))
        assert url(name, file_type) in client.get(reverse(page, kwargs=kwargs)).content.decode()
        response = client.get(url(name, file_type))
        assert response.status_code == 200 and response.streaming
        assert b"".join(response.streaming_content)


@pytest.mark.parametrize("name", FILES)
def test_both_files_say_the_same(client, published, request, name):
    client.force_login(request.getfixturevalue(FILES[name][0].split()[0]))
    head, *rows = read(client.get(url(name)))
    book = load_workbook(io.BytesIO(b"".join(client.get(url(name, "xlsx")).streaming_content)))
    drawn = [list(row) for row in book.active.iter_rows(values_only=True)]
    assert drawn[0] == head
    assert len(drawn) == len(rows) + 1
    for own, other in zip(rows, drawn[1:], strict=True):
        for text, value in zip(own, other, strict=True):
            if isinstance(value, int | float):
                assert float(text.rstrip("%")) == pytest.approx(value, abs=0.05)
            else:
                assert text == (value or "")


def test_the_names_of_files_are_thai(client, published, department):
    client.force_login(department)
    disposition = client.get(url("nation_lines"))["Content-Disposition"]
    name = "รายการยอดจำหน่าย OTOP ทั้งประเทศ ตุลาคม 2564.csv"
    assert disposition == f"attachment; filename*=utf-8''{quote(name)}"


def test_the_year_has_the_provinces_and_their_sum(client, published, department):
    nationwide.publish("4101", by=department)
    client.force_login(department)
    head, *rows = read(client.get(url("nation_year")))
    assert head[2] == "ตุลาคม 2564 (บาท)"
    assert [row[1:3] + row[-1:] for row in rows] == [
        ["อุดรธานี", "1231.05", "1231.05"],
        ["หนองคาย", "502.00", "502.00"],
        ["รวม 2 จังหวัด", "1733.05", "1733.05"],
    ]
    assert rows[0][3] == ""  # Nobody has confirmed November: that is no zero.
    asked = {"channel": "ONLINE", "last": "10", "region": "ภาค"}
    assert read(client.get(url("nation_year"), asked))[-1][2:] == ["52.00", "52.00"]
    assert client.get(url("nation_year"), {"first": "12", "last": "10"}).status_code == 302


def test_completeness_and_parts_say_what_the_page_says(client, published, department):
    nationwide.publish("4101", by=department)
    client.force_login(department)
    head, *rows = read(client.get(url("nation_areas")))
    assert head[5:] == [
        "ฉบับที่ยืนยันแล้ว",
        "ฉบับที่คาดไว้",
        "ความครบถ้วน (ร้อยละ)",
        "อำเภอส่งทันกำหนด (ร้อยละ)",
        "จังหวัดยืนยันทันกำหนด (ร้อยละ)",
    ]
    assert rows[-1] == ["", "รวม", "1733.05", "100.0", "", "2", "3", "66.7", "100.0", "66.7"]
    rows = {tuple(row[:2]): row[2:7] for row in read(client.get(url("nation_parts")))}
    assert rows["เดือน", "ตุลาคม 2564"] == ["1400.35", "280.70", "52.00", "1733.05", "0.00"]
    assert rows["ช่องทาง", "รายได้ออนไลน์"] == ["", "", "52.00", "52.00", "0.00"]
    assert rows["ภาค", "ภาค"][3] == "1733.05"
    own = read(client.get(url("nation_province_parts"), {"category": "TEXTILE"}))
    assert next(row[5] for row in own if row[0] == "เดือน") == "125.50"
    assert "ภาค" not in {row[0] for row in own}


def test_the_key_figures_file_has_levels_and_sources(client, published, department):
    before = OCTOBER.plus(-12)
    build.open_month(before, by=department)
    nationwide.publish(
        "4302", by=department, month=before, lines=[("FOOD", "GROUP", "9.00", "0.00", "12.00")]
    )
    client.force_login(department)
    head, *rows = read(client.get(url("kpi_nation"), {"round": "1", "split": "1"}))
    said = dict(zip(head, rows[-1], strict=True))
    assert [row[1] for row in rows] == ["อุดรธานี", "หนองคาย", "รวมทั้งประเทศ"]
    assert (said["ผลงาน (บาท)"], said["ฐานของทั้งรอบ (บาท)"], said["เป้าหมาย (บาท)"]) == (
        "22.00",
        "6.00",
        "6.90",
    )
    assert said["ระดับ 5 (ร้อยละ 15.00) ยอดทั้งรอบ (บาท)"] == "6.90"
    assert said["ส่วนที่เพิ่มหรือลด (บาท)"] == "10.00"
    assert read(client.get(url("kpi_nation"), {"round": "1"}))[-1][-1] == ""
    assert read(client.get(url("kpi_district"), {"round": "1"}))[-1][-1] == "10.00"
    assert (
        client.get(url("kpi_nation"), {"round": "3"}).url == reverse("kpi_nation", args=[2565]) + "?round=3"
    )


def test_the_month_keeps_the_category_of_the_page(client, published, department):
    client.force_login(department)
    assert read(client.get(url("nation_month")))[-1][8] == "502.00"
    assert read(client.get(url("nation_month"), {"category": "TEXTILE"}))[-1][8] == "125.50"
    lines = read(client.get(url("nation_lines"), {"category": "TEXTILE"}))[1:]
    assert [row[4] for row in lines] == ["กลุ่มทอผ้าบ้านน้ำโมง"]


def test_a_districts_file_keeps_revision_and_sum(
    client, published, officer, chief, province_staff, department
):
    build.correct(published, officer=officer, chief=chief, staff=province_staff)
    client.force_login(department)
    assert {row[3] for row in read(client.get(url("nation_district")))[1:]} == {"2"}
    first = read(client.get(url("nation_district"), {"revision": "1", "type": "INDIVIDUAL"}))[1:]
    assert [(row[3], row[4], row[10]) for row in first] == [("1", "ร้านน้ำพริกแม่คำ", "125.50")]
    assert client.get(url("nation_district"), {"revision": "7"}).status_code == 404


@pytest.mark.parametrize("name", ["nation_year", "nation_month", "nation_lines", "nation_province"])
def test_a_past_day_is_kept_and_named(client, published, officer, chief, province_staff, department, name):
    late = dt.datetime(2021, 12, 20, 10, tzinfo=BANGKOK)
    build.correct(published, officer=officer, chief=chief, staff=province_staff, now=late)
    client.force_login(department)
    day = {"on": "2021-11-03"}
    page = client.get(reverse(FILES[name][2], kwargs=FILES[name][1]), day).content.decode()
    assert f'href="{url(name)}?on=2021-11-03"' in page
    response = client.get(url(name), day)
    assert quote("ณ 3 พ.ย. 2564") in response["Content-Disposition"]
    then, now = ("100.00", "20.00") if name in ("nation_lines", "nation_province") else ("502.00", "106.00")
    assert then in str(rows := read(response)) and now not in [cell for row in rows for cell in row[7:8]]


@pytest.mark.parametrize("name", NATIONAL)
def test_a_day_that_cannot_be_leads_back_to_the_page(client, published, department, name):
    client.force_login(department)
    response = client.get(url(name), {"on": "2999-01-01"})
    assert response.url == reverse(FILES[name][2], kwargs=FILES[name][1]) + "?on=2999-01-01"
    assert client.get(response.url).status_code == 422


def test_revisions_are_those_of_the_filter_and_of_ones_own_area(
    client, published, officer, chief, province_staff, department, stranger
):
    build.correct(published, officer=officer, chief=chief, staff=province_staff)
    nationwide.publish("4101", by=department)
    client.force_login(department)
    assert [row[1:5] + row[7:9] for row in read(client.get(url("revisions")))[1:]] == [
        ["หนองคาย", "ท่าบ่อ", "ตุลาคม 2564", "2", "106.00", "-396.00"]
    ]
    assert len(read(client.get(url("revisions"), {"all": "on"}))) == 4
    assert len(read(client.get(url("revisions"), {"all": "on", "province": "41"}))) == 2
    assert client.get(url("revisions"), {"month": "x"}).url == reverse("revisions") + "?month=x"
    client.force_login(stranger)
    assert [row[2] for row in read(client.get(url("revisions"), {"all": "on"}))[1:]] == ["เมืองอุดรธานี"]


def test_targets_say_what_is_not_set(client, published, department, province_staff, officer):
    Target.objects.create(district_id="4302", month=OCTOBER, channel="ONLINE", printed=Decimal("1000"))
    client.force_login(department)
    assert read(client.get(url("targets")))[1:] == [
        ["41", "อุดรธานี", "1", "0", "0", "12", "ยังไม่กำหนด"],
        ["43", "หนองคาย", "2", "1", "1", "24", "1000.00"],
        ["", "รวม", "", "", "", "", "1000.00"],
    ]
    for person, path in (
        (province_staff, url("targets")),
        (department, reverse("targets_csv", args=(2565, "43"))),
    ):
        client.force_login(person)
        rows = read(client.get(path))
        assert [row[1:4] + row[-1:] for row in rows[1:]] == [
            ["เมืองหนองคาย", "ยังไม่กำหนด", "ยังไม่กำหนด", "ยังไม่กำหนด"],
            ["ท่าบ่อ", "1000.00", "ยังไม่กำหนด", "1000.00"],
            ["รวม", "1000.00", "ยังไม่กำหนด", "1000.00"],
        ]
        assert read(client.get(path, {"channel": "REGULAR"}))[-1][-1] == "ยังไม่กำหนด"
    client.force_login(officer)
    assert [row[1] for row in read(client.get(url("targets")))[1:]] == ["ท่าบ่อ", "รวม"]


def test_who_is_responsible_keeps_the_filter(client, october, officer, chief, department):
    client.force_login(department)
    assert [row[0] for row in read(client.get(url("responsible")))[1:]] == ["จังหวัดอุดรธานี", "จังหวัดหนองคาย"]
    rows = read(client.get(url("responsible"), {"province": "43"}))[1:]
    assert ["อำเภอท่าบ่อ", "เจ้าหน้าที่อำเภอ", officer.full_name] in [row[:3] for row in rows]
    assert ["อำเภอเมืองหนองคาย", "", "ไม่มีบัญชีที่ใช้งาน"] in [[row[0], row[2], row[5]] for row in rows]
    assert client.get(url("responsible"), {"province": "x"}).url == reverse("responsible") + "?province=x"


def test_accounts_producers_and_the_log_keep_the_filter(
    client, published, officer, chief, department, auditor
):
    client.force_login(department)
    rows = read(client.get(url("users"), {"role": "officer"}))[1:]
    assert [row[:2] + row[4:6] for row in rows] == [
        [officer.username, officer.full_name, "อำเภอท่าบ่อ จังหวัดหนองคาย", "ใช้งานอยู่"]
    ]
    assert client.get(url("users"), {"role": "x"}).url == reverse("users") + "?role=x"
    client.force_login(officer)
    rows = read(client.get(url("register"), {"q": "ทอผ้า"}))[1:]
    assert [row[:2] + row[5:6] for row in rows] == [["กลุ่มทอผ้าบ้านน้ำโมง", "ในเมือง", "เปิดอยู่"]]
    client.force_login(auditor)
    everything, own = read(client.get(url("audit"))), read(client.get(url("audit"), {"action": "submit"}))
    assert len(everything) > len(own) == 2
    assert own[1][1] == chief.full_name and own[1][4] == "อำเภอท่าบ่อ · ตุลาคม 2564"


@pytest.mark.parametrize("more", [0, 6])
def test_the_logs_queries_do_not_grow(
    client, published, officer, auditor, more, django_assert_num_queries, monkeypatch
):
    for number in range(more):
        build.producer(f"กลุ่มใหม่ {number}", district="4302", by=officer)
    client.force_login(auditor)
    with django_assert_num_queries(5):  # Session, person, events, and the names of lines and months.
        read(client.get(url("audit")))


def test_who_stands_in_today_is_in_the_file(client, officer, chief, neighbour, province_staff):
    build.stand_in(chief, neighbour, by=province_staff)
    client.force_login(province_staff)
    found = {(row[0], row[2]): row[6] for row in read(client.get(url("responsible")))[1:]}
    assert found["อำเภอท่าบ่อ", chief.full_name].startswith(f"{neighbour.full_name} ถึง ")
    assert found["อำเภอท่าบ่อ", officer.full_name] == ""


def test_the_national_report_and_two_revisions_as_csv(
    client, published, officer, chief, province_staff, department
):
    build.correct(published, officer=officer, chief=chief, staff=province_staff)
    client.force_login(department)
    page = client.get(reverse("nation_report", args=[OCTOBER])).content.decode()
    for name, column in (("nation_report_month_csv", 10), ("nation_report_year_csv", 6)):
        assert f'href="{reverse(name, args=[OCTOBER])}"' in page
        assert read(client.get(reverse(name, args=[OCTOBER])))[-1][column] == "106.00"
    place = ("4302", OCTOBER)
    both = reverse("side_by_side_csv", args=place)
    page = client.get(reverse("side_by_side", args=place)).content.decode()
    assert f'href="{both}?before=1&amp;after=2"' in page
    rows = read(client.get(both, {"before": "1", "after": "2"}))
    assert rows[0][-2:] == ["ผลต่าง", "สิ่งที่เปลี่ยน"]
    assert sum(float(row[-2]) for row in rows[1:]) == -396


def test_the_desks_file_has_every_row_of_the_month(client, three_groups, officer):
    build.enter(three_groups, by=officer)
    build.producer("กลุ่มใหม่", district="4302", by=officer)
    client.force_login(officer)
    rows = read(client.get(url("sheet")))[1:]
    assert [(row[1], row[8], row[9]) for row in rows] == [
        ("กลุ่มทอผ้าบ้านน้ำโมง", "125.50", "รายงานแล้ว"),
        ("กลุ่มใหม่", "", "ยังไม่รายงาน"),
        ("กลุ่มอาหารอร่อย", "125.50", "รายงานแล้ว"),
        ("กลุ่มอาหารอร่อย", "125.50", "รายงานแล้ว"),
        ("ร้านน้ำพริกแม่คำ", "125.50", "รายงานแล้ว"),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_text_never_becomes_a_formula(text):
    columns = (Column("ชื่อ", Kind.TEXT, 20), Column("บาท", Kind.BAHT, 20))
    book = load_workbook(io.BytesIO(b"".join(xlsx_parts(Export("ก", columns, [(text, Decimal("-1.50"))])))))
    cell, amount = book.active[2]
    assert (cell.value.strip(), cell.data_type, cell.quotePrefix) == (text.strip(), "s", True)
    assert (amount.value, amount.number_format) == (-1.5, "#,##0.00")
    line = b"".join(csv_parts(Export("ก", columns, [(text, Decimal("-1.50"))]))).decode("utf-8-sig")
    assert line.split("\r\n", 1)[1].lstrip('"').startswith(f"'{text[0]}")


def test_a_producers_name_is_text_in_the_file(client, october, department):
    nationwide.publish("4101", by=department)
    Publication.objects.update(payload=Publication.objects.get().payload.replace("กลุ่มที่ 1", "=HYPERLINK(1)"))
    client.force_login(department)
    assert "'=HYPERLINK(1)" in [row[4] for row in read(client.get(url("nation_lines")))]
    book = load_workbook(io.BytesIO(b"".join(client.get(url("nation_lines", "xlsx")).streaming_content)))
    assert {cell.data_type for row in book.active for cell in row} == {"s", "n"}


@pytest.mark.parametrize("parts", [csv_parts, xlsx_parts])
def test_a_long_table_leaves_in_parts_and_whole(parts):
    asked = []
    rows = (asked.append(number) or (number, f"{number} & <ก>") for number in range(ROWS_AT_ONCE * 3 + 1))
    export = Export("ก", (Column("ที่", Kind.COUNT, 9), Column("ชื่อ", Kind.TEXT, 9)), rows)
    written = parts(export)
    first = next(written)
    assert len(asked) == ROWS_AT_ONCE
    content = first + b"".join(written)
    if parts is xlsx_parts:
        found = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    else:
        found = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert len(found) == ROWS_AT_ONCE * 3 + 2
    assert found[-1][1] == f"{ROWS_AT_ONCE * 3} & <ก>"


@pytest.mark.parametrize("name", [*NATIONAL, "revisions"])
def test_nothing_unconfirmed_is_read(client, submitted, department, name):
    nationwide.publish("4301", by=department)
    client.force_login(department)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url(name))
        said = b"".join(response.streaming_content) if response.streaming else b""
    working = ("salesline", "weeklyentry", "producergroup", "reporting_document")
    assert not [table for table in working for query in queries if table in query["sql"]]
    assert "น้ำพริก" not in said.decode()


def test_queries_do_not_grow_with_the_districts(client, places, department, django_assert_max_num_queries):
    nationwide.districts(*(f"41{number}" for number in range(10, 60)))
    build.open_month(OCTOBER, by=department)
    for number in range(10, 60):
        nationwide.publish(f"41{number}", by=department)
    client.force_login(department)
    with django_assert_max_num_queries(4):  # Session, person, publications and places.
        assert len(read(client.get(url("nation_lines")))) == 101


@pytest.mark.parametrize("name", FILES)
def test_a_visitor_signs_in_first(client, october, name):
    assert client.get(url(name)).url == login_url(url(name))


@pytest.mark.parametrize("name", FILES)
def test_it_takes_no_post(client, october, request, name):
    client.force_login(request.getfixturevalue(FILES[name][0].split()[0]))
    assert client.post(url(name)).status_code == 405


@pytest.mark.parametrize(
    ("who", "name", "status"),
    [
        ("neighbour", "sheet", 404),
        ("other_province", "board", 404),
        ("other_province", "province_year", 404),
        ("department", "sheet", 404),
        ("department", "board", 403),
        ("province_staff", "nation_lines", 403),
        ("officer", "nation_district", 403),
        ("administrator", "revisions", 403),
        ("administrator", "nation_year", 403),
        ("province_staff", "nation_province_areas", 403),
        ("province_staff", "kpi_nation", 403),
        ("other_province", "kpi_province", 404),
        ("neighbour", "kpi_district", 404),
    ],
)
def test_nobody_else_may(client, october, request, who, name, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(name)).status_code == status
