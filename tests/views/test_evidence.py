"""The binder of a district-month: every piece with who, when and what; the way from a number to it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from reporting.actions import binder as actions
from reporting.models import EvidenceKind
from tests import build, uploaded
from tests.views import binder
from tests.views.desk import at, login_url, text_of

URL = at("evidence")


@pytest.fixture
def entered(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups


@pytest.fixture
def filled(entered, officer, chief):
    """A photograph for the first line, and words for the month."""
    line = entered.lines.order_by("pk").first()
    return binder.put_in(entered, officer, line=line, note="แผงขาย"), binder.words(entered, chief)


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff"])
def test_every_piece_says_what_who_and_when(client, filled, officer, chief, request, who):
    photo, _ = filled
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(URL))
    for said in ["แผงขาย", "ภาพ.jpg", photo.file.sha256[:12], officer.full_name, "3 พ.ย. 2564"]:
        assert said in page
    for said in ["สมุดบัญชี อยู่กับเหรัญญิก", "เก็บไว้ที่กลุ่ม", chief.full_name, "ทั้งเดือน", str(photo.line)]:
        assert said in page
    assert reverse("file_thumbnail", args=(photo.file_id,)) in page
    assert reverse("stored_file", args=(photo.file_id,)) in page


def test_the_district_adds_and_takes_out_and_the_province_reads(client, filled, officer, province_staff):
    remove = reverse("evidence_remove", args=("4302", build.OCTOBER, filled[0].pk))
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert at("evidence_add") in page and remove in page and 'capture="environment"' in page
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert at("evidence_add") not in page and remove not in page


def test_one_line_and_one_kind_can_be_chosen(client, filled, officer):
    client.force_login(officer)
    of_line = text_of(client.get(URL, {"line": filled[0].line_id}))
    assert "แผงขาย" in of_line and "สมุดบัญชี อยู่กับเหรัญญิก" not in of_line
    of_kind = text_of(client.get(URL, {"kind": EvidenceKind.KEPT_AT_GROUP}))
    assert "แผงขาย" not in of_kind and "สมุดบัญชี อยู่กับเหรัญญิก" in of_kind
    assert "ไม่พบหลักฐานตามที่เลือก" in text_of(client.get(URL, {"kind": EvidenceKind.RT1}))
    assert client.get(URL, {"line": "x", "kind": "y"}).status_code == 200


def test_what_was_taken_out_is_told_with_its_reason(client, entered, filled, officer, province_staff):
    actions.remove(report=entered, evidence_id=filled[0].pk, reason="ภาพผิดกลุ่ม", by=officer, now=build.NOW)
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "นำออกแล้ว 1 รายการ" in page and "ภาพผิดกลุ่ม" in page


def test_an_empty_binder_says_what_to_do(client, entered, officer, province_staff):
    client.force_login(officer)
    assert "ถ่ายภาพหรือแนบไฟล์ด้านล่าง" in text_of(client.get(URL))
    client.force_login(province_staff)
    assert "อำเภอยังไม่ได้แนบหลักฐาน" in text_of(client.get(URL))


def test_after_submission_there_is_nothing_to_press(client, three_groups, officer, chief):
    build.submit(three_groups, officer=officer, chief=chief)
    client.force_login(officer)
    assert at("evidence_add") not in text_of(client.get(URL))


@pytest.mark.parametrize(
    ("who", "start"),
    [("province_staff", reverse("province_board", args=("43", build.OCTOBER))), ("chief", at("sheet"))],
)
def test_from_a_number_to_its_evidence_in_four_clicks(client, filled, request, who, start):
    """The board or the sheet shows the number; every step is a link on the page before it (S59)."""
    photo = filled[0]
    client.force_login(request.getfixturevalue(who))
    steps = [at("sheet"), binder.of_line(photo.line), reverse("stored_file", args=(photo.file_id,))]
    page, clicks = start, 0
    for step in steps:
        if step == page:
            continue
        links = re.findall(r'href="([^"#?]+)', text_of(client.get(page)))
        assert step in links
        page, clicks = step, clicks + 1
    assert client.get(page).getvalue() == uploaded.PHOTO.intake.content
    assert clicks <= 4


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, filled, request, who):
    client.force_login(request.getfixturevalue(who))
    for url in (URL, binder.of_line(filled[0].line), reverse("stored_file", args=(filled[0].file_id,))):
        assert client.get(url).status_code == 404


def test_it_takes_no_post(client, report, officer):
    client.force_login(officer)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [1, 12])
def test_queries(client, entered, officer, count, django_assert_num_queries):
    for number in range(count):
        binder.words(entered, officer, note=f"สมุด {number}", line=entered.lines.first())
    client.force_login(officer)
    with django_assert_num_queries(8):
        client.get(URL)
