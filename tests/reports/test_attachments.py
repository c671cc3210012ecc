"""The figures inside the PDF of RT.2: those of the paper, for machines, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

import pikepdf
import pytest

from reporting.reports import figures, pdf, rt2_files, table_files
from reporting.reports.drawing import Attachment
from reporting.reports.lines import Amounts
from reporting.reports.tables import Kind
from tests.reports import paper, tables_by_hand

TEMPLATE = "print/rt2.html"


@pytest.fixture(scope="module")
def opened():
    with pikepdf.open(io.BytesIO(pdf.draw(TEMPLATE, paper.report(4)))) as document:
        yield document


def content_of(document, name: str) -> bytes:
    return document.attachments[name].get_file().read_bytes()


def test_both_files_are_inside_as_data_of_the_document(opened):
    assert set(opened.attachments) == {f"{paper.NUMBER}.csv", f"{paper.NUMBER}.json"}
    found = {}
    for file in opened.Root.AF:
        stream = file.EF.F
        found[str(file.UF)] = (str(file.AFRelationship), str(stream.Subtype), str(stream.Params.ModDate))
    assert found == {
        f"{paper.NUMBER}.csv": ("/Data", "/text/csv", "D:20000101000000Z"),
        f"{paper.NUMBER}.json": ("/Data", "/application/json", "D:20000101000000Z"),
    }


def test_the_table_says_what_the_paper_says(opened):
    content = content_of(opened, f"{paper.NUMBER}.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert head[1] == "กลุ่ม/ผู้ผลิต ผู้ประกอบการ OTOP"
    assert head[4:8] == ["รายได้ปกติ (บาท)", "รายได้โอน (บาท)", "รายได้ออนไลน์ (บาท)", "รวม (บาท)"]
    assert len(rows) == 4
    for row, line in zip(rows, paper.report(4).rows, strict=True):
        assert row[:4] == [str(line.number), line.producer, line.category, line.producer_type]
        own = line.amounts
        assert [Decimal(cell) for cell in row[4:8]] == [own.regular, own.transfer, own.online, own.total]
        assert row[8] == ""


def test_the_content_carries_sums_identity_and_exact_amounts(opened):
    text = content_of(opened, f"{paper.NUMBER}.json").decode()
    content = json.loads(text)
    assert text == json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert (content["form"], content["number"], content["month"]) == ("RT2", paper.NUMBER, "2021-10")
    assert content["content_sha256"] == "a3f9" * 16
    assert content["lines"][0]["baht"] == {
        "regular": "72145.00",
        "transfer": "1500.00",
        "online": "8250.75",
        "total": "81895.75",
    }
    totals = [Decimal(line["baht"]["total"]) for line in content["lines"]]
    assert Decimal(content["total"]["baht"]["total"]) == sum(totals)
    assert sum(Decimal(row["baht"]["total"]) for row in content["categories"]) == sum(totals)
    assert content["total"]["lines"] == 4


def test_a_nil_line_is_told_from_a_line_of_zero():
    report = paper.report(1)
    nil = replace(report, rows=(replace(report.rows[0], nil=True, amounts=Amounts()),))
    table, content = rt2_files.attachments(nil)
    assert table.content.decode().rstrip().endswith(",0.00,0.00,0.00,0.00,ใช่")
    assert json.loads(content.content)["lines"][0]["nil"] is True


@pytest.mark.parametrize("name", ["=1+1", "+66", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_name_becomes_a_formula(name):
    file = figures.csv_file("x", ["a"], [[name]], description="")
    _, row = csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""))
    assert row == [f"'{name}"]


def test_a_draft_carries_no_figures():
    assert paper.draft(2).attachments == ()


def issued(report):
    return replace(report, number="N-1", verify_url="https://otop.example.go.th/verify/abcdefghijkl/")


@pytest.mark.parametrize(
    "report",
    [tables_by_hand.form_rt3(3), tables_by_hand.form_rt4(3), tables_by_hand.form_nation(3)],
    ids=["rt3", "rt4", "nation"],
)
def test_a_form_of_tables_carries_its_tables(report):
    assert report.attachments == ()
    with pikepdf.open(io.BytesIO(pdf.draw("print/form.html", issued(report)))) as document:
        assert len(document.attachments) == len(report.tables) + 1
        content = json.loads(content_of(document, "N-1.json"))
        files = [content_of(document, f"N-1{part}.csv") for part in ("", "-2")[: len(report.tables)]]
    assert (content["number"], content["month"]) == ("N-1", "2021-10")
    assert content["content_sha256"] == report.content_sha256
    for table, told, file in zip(report.tables, content["tables"], files, strict=True):
        head, *rows = csv.reader(io.StringIO(file.decode("utf-8-sig")))
        assert head == [column["label"] for column in told["columns"]]
        assert rows == [[str(value) for value in row] for row in (*told["rows"], *told["totals"])]
        for row, wanted in zip(rows, (*table.rows, *table.totals), strict=True):
            for value, own, column in zip(row, wanted, table.columns, strict=True):
                if column.kind == "baht" and own != "ยังไม่กำหนด":
                    assert value.count(".") == 1 and Decimal(value) == own


def test_a_percentage_is_told_as_it_is_printed_and_nothing_as_nothing():
    report = issued(tables_by_hand.form_rt4(2))
    table, content = table_files.attachments(report)
    first, second, _ = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))[1:]
    assert (first[10], first[11]) == ("98765432.11", "100.0")
    assert (second[10], second[11]) == ("ยังไม่กำหนด", "")
    assert json.loads(content.content)["tables"][0]["totals"][0][1] == "รวม 2 อำเภอ"
    assert table_files.plain(Decimal("1234.56"), Kind.PERCENT) == "1234.6"


def test_files_can_be_given():
    own = Attachment("a.csv", "text/csv", b"a,b\r\n", "x")
    with pikepdf.open(io.BytesIO(pdf.draw(TEMPLATE, paper.report(1), attachments=[own]))) as document:
        assert list(document.attachments) == ["a.csv"]
        assert content_of(document, "a.csv") == b"a,b\r\n"
