"""Uploaded files: what is refused before it is opened, and that no file can make an error of ours."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from reporting.actions.reach import Reach
from reporting.errors import BadInput
from reporting.forms.dry_run import Checker, DryRun
from reporting.forms.file_row import find_table
from reporting.forms.month_sheet import KEY, NAME, SEEN, key_text, week_code
from reporting.forms.sales import NIL
from reporting.models import CHANNEL_COLUMNS, AuditEvent, SalesLine, WeeklyEntry
from reporting.stats import desk
from reporting.uploads import table_limits, tables
from tests.uploads.damage import damaged, parts_of, zipped
from tests.views import spreadsheet
from tests.views.spreadsheet import confirm

FILES = 1_000
EACH_THROUGH_THE_PAGE = 40


def plain() -> bytes:
    """A small workbook that is whole."""
    book = Workbook()
    book.active.append(["key", "w1-regular", "w1-transfer", "w1-online"])
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(name: str, content: bytes = b"<a/>") -> bytes:
    return zipped([*parts_of(plain()), (name, content)])


def with_text(name: str, old: bytes, new: bytes) -> bytes:
    parts = [(part, text.replace(old, new) if part == name else text) for part, text in parts_of(plain())]
    return zipped(parts)


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        list(tables.read_sheets(data))
    return str(refused.value)


def test_a_whole_workbook_is_read():
    [rows] = tables.read_sheets(plain())
    assert rows == [("key", "w1-regular", "w1-transfer", "w1-online", *[None] * 57)]


BOMB = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", table_limits.EMPTY),
        (b" \r\n", table_limits.EMPTY),
        (b"a,b\n" * 600_000, table_limits.TOO_LARGE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), table_limits.OLD_EXCEL),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            table_limits.ENCRYPTED,
        ),
        (b"\n<html><table><tr><td>1</td></tr></table></html>", table_limits.HTML),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", table_limits.HTML),
        (b"PK\x03\x04 and nothing more", table_limits.BROKEN),
        (plain()[:-200], table_limits.BROKEN),
        (
            zipped([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]),
            table_limits.OTHER_OFFICE,
        ),
        (with_part("xl/vbaProject.bin"), table_limits.MACROS),
        (
            with_text("[Content_Types].xml", b"spreadsheetml.sheet.main+xml", b"macroEnabled.main+xml"),
            table_limits.MACROS,
        ),
        (with_part("xl/externalLinks/externalLink1.xml"), table_limits.LINKED),
        (with_part("xl/embeddings/oleObject1.bin"), table_limits.LINKED),
        (with_part("xl/connections.xml"), table_limits.LINKED),
        (with_part("xl/workbook.xml"), table_limits.BROKEN),
        (
            with_text("xl/worksheets/sheet1.xml", b"<worksheet", BOMB + b"<worksheet"),
            table_limits.DANGEROUS_XML,
        ),
        (
            with_part("xl/more.xml", "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE x>".encode("utf-16")),
            table_limits.DANGEROUS_XML,
        ),
        (
            with_part("xl/more.xml", b"<?xml version='1.0' encoding='cp037'?>"),
            table_limits.DANGEROUS_XML,
        ),
    ],
)
def test_a_file_that_is_no_plain_workbook_says_what_to_do(data, sentence):
    assert refusal(data) == sentence
    assert "โปรด" in sentence


def test_a_password_inside_the_zip():
    data = bytearray(plain())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert refusal(bytes(data)) == table_limits.ENCRYPTED


@pytest.mark.parametrize(
    "parts",
    [
        [(f"xl/{number}.xml", b"<a/>") for number in range(101)],
        [("xl/zeros.xml", bytes(9_000_000))],
        [("xl/zeros.xml", b" " * 2_000_000)],
    ],
    ids=["parts", "unpacked", "ratio"],
)
def test_a_file_that_grows_is_not_unpacked(parts, monkeypatch):
    def never(*args):
        raise AssertionError("unpacked before the limits were looked at")

    data = zipped(parts, zipfile.ZIP_DEFLATED)
    monkeypatch.setattr(zipfile.ZipFile, "read", never)
    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    assert refusal(data) == table_limits.UNPACKS_LARGE


def test_rows_and_columns_have_limits():
    full, long, wide = Workbook(), Workbook(), Workbook()
    full.active.cell(tables.MAX_ROWS, tables.MAX_COLUMNS).value = 1
    long.active.cell(tables.MAX_ROWS + 1, 1).value = 1
    wide.active.cell(1, tables.MAX_COLUMNS + 1).value = 1
    [rows] = tables.read_sheets(saved(full))
    assert len(rows) == tables.MAX_ROWS
    assert refusal(saved(long)) == tables.TOO_MANY_ROWS
    assert refusal(saved(wide)) == tables.TOO_MANY_COLUMNS
    assert refusal(b"x\n" * (tables.MAX_ROWS + 1)) == tables.TOO_MANY_ROWS
    assert refusal(b"," * tables.MAX_COLUMNS + b"x") == tables.TOO_MANY_COLUMNS


@pytest.mark.parametrize("data", [b"\xff\x00\x81\x82,", b"key\x00,w1", b'a,"b\n', b"\x98\x99\xfc\xfd"])
def test_bytes_that_are_no_text(data):
    assert refusal(data) == tables.NOT_A_TABLE


@pytest.mark.parametrize(
    ("head", "whole"),
    [
        ("key,w1-regular,w1-transfer,w1-online", True),
        ("key,w1-regular,w1-transfer", False),
        ("key,w1-regular,w1-transfer,w1-online,w1-online", False),
        ("key,name", False),
    ],
)
def test_a_week_has_all_its_columns_once(head, whole):
    sheets = tables.read_sheets(f"{head}\n".encode())
    if whole:
        columns, rows = find_table(sheets)
        assert set(columns.at) == set(head.split(",")) and rows == []
    else:
        with pytest.raises(BadInput, match="หัวตารางของแบบไม่ครบหรือซ้ำกัน"):
            find_table(sheets)


@pytest.fixture
def filled_book(three_groups) -> bytes:
    """A small sheet of the month, so that a thousand of them are read in a few seconds."""
    book = Workbook()
    codes = [week_code(week, column) for week in (1, 2) for column in CHANNEL_COLUMNS]
    book.active.append([KEY, NAME, *codes, NIL, SEEN])
    for number, row in enumerate(desk.rows(three_groups), start=1):
        figures = [number * 10.25, None, None, None, "๕", 1]
        book.active.append([key_text(three_groups, row.key), row.name, *figures, None, "-"])
    return saved(book)


def test_a_thousand_damaged_spreadsheets_make_no_error(filled_book, three_groups):
    checker = Checker(
        three_groups, rows=desk.rows(three_groups), filled=desk.filled(three_groups), within=Reach()
    )
    read, refused = 0, 0
    for data in damaged(filled_book, FILES, seed=2565):
        try:
            columns, table = find_table(tables.read_sheets(data))
        except BadInput as refusal:
            refused += 1
            assert "โปรด" in str(refusal)
        else:
            read += 1
            assert isinstance(checker.check(columns, table), DryRun)
    assert refused > FILES // 3 and read > FILES // 10


def test_nothing_of_a_damaged_spreadsheet_is_stored_unseen(client, officer, filled_book, three_groups):
    client.force_login(officer)
    refused = 0
    for data in damaged(filled_book, EACH_THROUGH_THE_PAGE, seed=2566):
        response = spreadsheet.upload(client, data)
        assert response.status_code in (200, 422)
        refused += response.status_code == 422
        assert not response.context["page"].packed or response.status_code == 200
    assert 0 < refused < EACH_THROUGH_THE_PAGE
    assert not WeeklyEntry.objects.exists() and not SalesLine.objects.exists()
    assert not AuditEvent.objects.filter(action="save_month").exists()
    confirm(client, spreadsheet.upload(client, filled_book))  # The whole one is stored.
    assert WeeklyEntry.objects.count() == 8
