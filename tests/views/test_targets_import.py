"""Importing the letter's table: every finding is shown, nothing is repaired without a person's decision."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from reporting.accounts import UNSAVED
from reporting.models import District, Target, TargetTable
from tests.target_tables import letter
from tests.views.desk import login_url, text_of, told

URL = reverse("targets_import", args=[2565, "43"])
PAGE = reverse("targets_province", args=[2565, "43"])
WRONG = [3, 4, 5, 6, 7]
NAMES = {"district_5": "4314", "district_6": "4315"}
SUGGESTED = {f"cell_{line}_5": "suggested" for line in WRONG}
SUMS = {"sum_0": "added", "sum_1": "added"}


@pytest.fixture
def nong_khai(places):
    """The districts of the letter, those of the small world among them."""
    for code, name in letter.NAMES.items():
        District.objects.update_or_create(
            pk=code, defaults={"province_id": "43", "name_th": name, "name_en": name}
        )


@pytest.fixture
def packed(client, nong_khai, department) -> str:
    """The letter's table after the first press, as it travels through the page."""
    client.force_login(department)
    response = client.post(URL, {"text": letter.text()})
    assert response.status_code == 200
    return response.context["draft"].packed


def decided(packed: str, **change: str) -> dict[str, str]:
    """Every decision that the letter needs, with some changed."""
    channels = {"channel_REGULAR": "REGULAR", "channel_TRANSFER": "TRANSFER"}
    return {"table": packed, "reason": "ตรวจกับหนังสือ", **channels, **NAMES, **SUGGESTED, **SUMS, **change}


def test_the_page_names_every_finding_and_stores_nothing(client, packed):
    page = text_of(client.post(URL, {"text": letter.text()}))
    for row in letter.rows("nongkhai_2565.csv"):
        if row["printed"] != row["accepted"]:
            assert f'printed">{int(row["printed"]):,}</dd>' in page
            assert f"<b>{int(row['accepted']):,}</b>" in page
    assert "104,059,781" in page and "104,256,783" in page and "110,162,925" in page
    assert "สระใคร (4314)" in page and "เฝ้าไร่ (4315)" in page and "ตามลำดับรหัสอำเภอ" in page
    assert "ชื่อที่ต้องเลือก 2 · ช่องที่น่าสงสัย 5 · ยอดรวมที่ไม่ตรง 3 จาก 6" in page
    assert not Target.objects.exists() and not TargetTable.objects.exists()


def test_the_letter_is_accepted_as_it_was_decided(client, packed):
    response = client.post(URL, decided(packed, why_7_5="เลข 8 แทน 4"))
    assert response.url == PAGE and "54 ค่า" in told(response)[-1]
    for row in letter.rows("nongkhai_2565.csv"):
        target = Target.objects.get(
            district=row["district_code"], month=int(row["month"]), channel=row["channel"]
        )
        assert (target.printed, target.accepted) == (Decimal(row["printed"]), Decimal(row["accepted"]))
        assert bool(target.note) == (row["printed"] != row["accepted"])
    assert Target.objects.get(district="4316", month=202112, channel="TRANSFER").note == "เลข 8 แทน 4"
    decisions = TargetTable.objects.get().decisions
    assert [one["label"] for one in decisions] == ["พ.ย. 64 รายได้ปกติ", "ธ.ค. 64 รายได้ปกติ"]
    assert decisions[0]["accepted"] == "104256783.00" and decisions[0]["printed"] == "104059781.00"


def test_nothing_is_chosen_beforehand(client, packed):
    response = client.post(
        URL, {"table": packed, "channel_REGULAR": "REGULAR", "channel_TRANSFER": "TRANSFER"}
    )
    page = text_of(response)
    assert response.status_code == 422 and not Target.objects.exists()
    assert page.count("โปรดเลือกค่าที่จะใช้") == 8 and page.count("โปรดเลือกอำเภอ</div>") == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "โปรดพิมพ์เหตุผล"),
        ({"cell_3_5": "other", "value_3_5": "1,23"}, "โปรดพิมพ์จำนวนเงิน"),
        ({"cell_3_5": "printed"}, "โปรดเลือกค่าที่จะใช้"),
        ({"district_6": "4314"}, "มีอำเภอเดียวกันมากกว่าหนึ่งแถว"),
        ({"channel_TRANSFER": "REGULAR"}, "คอลัมน์สองคอลัมน์"),
        ({"sum_0": ""}, "โปรดเลือกค่าที่จะใช้"),
    ],
)
def test_what_is_left_open_keeps_the_table_out(client, packed, change, sentence):
    response = client.post(URL, decided(packed, **change))
    assert response.status_code == 422 and sentence in text_of(response)
    assert not Target.objects.exists()


def test_a_cell_may_be_typed_kept_or_left_unset(client, packed):
    client.post(
        URL,
        decided(
            packed,
            cell_3_5="other",
            value_3_5="๘๒๓,๗๖๑",
            cell_4_5="printed",
            cell_5_5="unset",
            sum_2="printed",
        ),
    )
    stored = {one.district_id: one for one in Target.objects.filter(month=202112, channel="TRANSFER")}
    assert stored["4307"].value == 823761 and stored["4308"].value == 3950122
    assert stored["4308"].note == "ตรวจกับหนังสือ" and "4314" not in stored
    assert [one["accepted"] for one in TargetTable.objects.get().decisions][2:] == ["6058982.00", ""]


def test_a_line_may_be_left_out(client, packed):
    client.post(URL, decided(packed, district_6="skip", sum_2="printed"))
    assert not Target.objects.filter(district="4315").exists()
    assert Target.objects.filter(district="4314").count() == 6


def test_a_column_counts_for_the_channel_that_was_chosen(client, packed):
    client.post(URL, decided(packed, channel_TRANSFER="ONLINE"))
    assert Target.objects.filter(channel="ONLINE", printed_in="TRANSFER").count() == 27
    assert "กรมฯ กำหนดเป็นรายได้ออนไลน์" in text_of(client.get(PAGE))


def test_a_second_import_says_what_it_replaces(client, packed):
    client.post(URL, decided(packed))
    assert "จะใช้แทนค่าที่กำหนดไว้แล้ว 54 ค่า" in text_of(client.post(URL, {"text": letter.text()}))


def test_a_workbook_is_read_like_a_pasted_table(client, nong_khai, department):
    book = Workbook()
    for row in letter.text().split("\n"):
        book.active.append(row.split("\t"))
    file = io.BytesIO()
    book.save(file)
    client.force_login(department)
    response = client.post(URL, {"file": SimpleUploadedFile("เป้า.xlsx", file.getvalue())})
    assert len(response.context["draft"].findings.suspects) == 5
    client.post(URL, decided(response.context["draft"].packed))
    assert TargetTable.objects.get().file_name == "เป้า.xlsx"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "โปรดวางตาราง หรือเลือกไฟล์"),
        ({"text": "สวัสดี"}, "ไม่พบช่องของตาราง"),
        ({"text": "ก\t5"}, "ไม่พบหัวตารางที่เป็นชื่อเดือน"),
        ({"table": "ปลอม"}, "อ่านไม่ได้แล้ว"),
    ],
)
def test_what_cannot_be_read_is_said(client, nong_khai, department, sent, sentence):
    client.force_login(department)
    response = client.post(URL, sent)
    assert response.status_code == 422 and sentence in text_of(response)


def test_a_damaged_file_is_said(client, nong_khai, department):
    client.force_login(department)
    response = client.post(URL, {"file": SimpleUploadedFile("เป้า.xlsx", b"PK\x03\x04 broken")})
    assert response.status_code == 422 and "เปิดไฟล์ไม่ได้" in text_of(response)


def test_decisions_outlive_an_ended_session(client, packed, department):
    session = client.session
    posted = "&".join(f"{name}={value}" for name, value in decided(packed).items())
    session[UNSAVED] = {"path": URL, "posted": posted}
    session.save()
    response = client.get(URL)
    assert "ยังไม่ได้บันทึก" in text_of(response) and response.context["form"]["cell_3_5"].value() == "suggested"


def test_another_province_does_not_take_the_table(client, packed):
    other = reverse("targets_import", args=[2565, "41"])
    assert "อ่านไม่ได้แล้ว" in text_of(client.post(other, decided(packed)))


def test_the_ladder_of_refusals(client, officer, province_staff):
    assert client.get(URL).url == login_url(URL)
    client.force_login(officer)
    assert client.get(URL).status_code == 404
    client.force_login(province_staff)
    assert client.get(URL).status_code == client.post(URL).status_code == 403
    assert client.put(URL).status_code == 405
