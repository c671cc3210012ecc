"""Sending lines back to the district: each with a coded reason and words, or with the common ones (R10)."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from reporting.models import MonthlyReport, Return, ReturnedLine, ReturnReason, State
from reporting.views import workflow as views
from tests import build
from tests.views.desk import at, login_url, text_of, told

URL = at("return_lines")


def state() -> str:
    return MonthlyReport.objects.get(district_id="4302").state


def returned() -> dict[int, tuple[str, str]]:
    return {item.line_id: (item.reason_id, item.text) for item in ReturnedLine.objects.all()}


@pytest.fixture
def lines(submitted) -> list[int]:
    return sorted(build.versions(submitted))


def test_the_form_lists_the_lines_and_the_reasons(client, lines, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert page.count('name="line"') == 4
    assert "ยอดออนไลน์ซ้ำกับยอดปกติ" in page
    assert "เหตุผลเดียวกันทุกรายการที่เลือก" in page


def test_a_reason_that_is_no_longer_used_is_not_offered(client, lines, province_staff):
    ReturnReason.objects.filter(code="COPIED").update(active=False)
    client.force_login(province_staff)
    assert 'value="COPIED"' not in text_of(client.get(URL))
    form = {"line": [lines[0]], f"reason_{lines[0]}": "COPIED", f"text_{lines[0]}": "ตรวจ"}
    assert client.post(URL, form).status_code == 422


def test_lines_go_back_with_their_own_reasons(client, lines, province_staff):
    first, second = lines[:2]
    form = {
        "line": [first, second],
        f"reason_{first}": "TOO_HIGH",
        f"text_{first}": " ตรวจใบเสร็จ ",
        f"reason_{second}": "OTHER",
        f"text_{second}": "ชื่อกลุ่มผิด",
    }
    client.force_login(province_staff)
    response = client.post(URL, form)
    assert response.url == at("sheet")
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ส่งคืนอำเภอแล้ว เลขที่รับ 4302-2565-10-02"]
    assert returned() == {first: ("TOO_HIGH", "ตรวจใบเสร็จ"), second: ("OTHER", "ชื่อกลุ่มผิด")}
    assert state() == State.RETURNED


def test_one_reason_may_stand_for_all_and_a_lines_own_goes_first(client, lines, province_staff):
    first, second = lines[:2]
    form = {
        "line": [first, second],
        "reason_same": "COPIED",
        "text_same": "เท่ากับเดือนก่อน",
        f"reason_{second}": "TOO_LOW",
    }
    client.force_login(province_staff)
    client.post(URL, form)
    assert returned() == {first: ("COPIED", "เท่ากับเดือนก่อน"), second: ("TOO_LOW", "เท่ากับเดือนก่อน")}


def test_a_second_press_gets_the_same_answer(client, lines, province_staff):
    form = {"line": [lines[0]], "reason_same": "OTHER", "text_same": "ตรวจ"}
    client.force_login(province_staff)
    client.post(URL, form)
    assert told(client.post(URL, form))[-1].endswith("เลขที่รับ 4302-2565-10-02")
    assert ReturnedLine.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "โปรดเลือกรายการที่จะส่งคืนอย่างน้อย 1 รายการ"),
        ({"line": "first"}, "โปรดเลือกเหตุผล"),
        ({"line": "first", "reason_same": "NONSENSE", "text_same": "คำอธิบาย"}, "โปรดเลือกเหตุผล"),
        ({"line": "first", "reason_same": "OTHER"}, "โปรดพิมพ์คำอธิบายให้อำเภอทราบ"),
        ({"line": "first", "reason_same": "OTHER", "text_same": "   "}, "โปรดพิมพ์คำอธิบายให้อำเภอทราบ"),
        ({"line": "first", "reason_same": "OTHER", "text_same": "ก" * 501}, "ไม่เกิน 500 ตัวอักษร"),
        ({"line": "first", "reason_same": "OTHER", "text_same": "ก\0ข"}, "อ่านไม่ได้"),
        ({"line": "0", "reason_same": "OTHER", "text_same": "คำอธิบาย"}, "ไม่อยู่ในรายงานนี้แล้ว"),
        ({"line": "x", "reason_same": "OTHER", "text_same": "คำอธิบาย"}, "ไม่อยู่ในรายงานนี้แล้ว"),
    ],
)
def test_what_is_not_complete_is_shown_again_with_a_sentence(client, lines, province_staff, typed, sentence):
    client.force_login(province_staff)
    chosen = {"line": str(lines[0])} if typed.get("line") == "first" else {}
    response = client.post(URL, typed | chosen)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert state() == State.SUBMITTED


def test_what_was_typed_is_kept(client, lines, province_staff):
    first, second = lines[:2]
    form = {"line": [first], f"text_{first}": 'ยอด "สูง" มาก', "text_same": "", f"reason_{second}": "TOO_LOW"}
    client.force_login(province_staff)
    page = text_of(client.post(URL, form))
    assert "ยอด &quot;สูง&quot; มาก" in page
    assert f'value="{first}" autocomplete="off" checked' in page
    assert '<option value="TOO_LOW" selected>' in page


def test_words_typed_for_a_line_that_was_not_chosen_are_not_lost_silently(client, lines, province_staff):
    first, second = lines[:2]
    form = {"line": [first], "reason_same": "OTHER", "text_same": "ตรวจ", f"text_{second}": "อันนี้ด้วย"}
    client.force_login(province_staff)
    response = client.post(URL, form)
    assert response.status_code == 422
    assert "พิมพ์ไว้แต่ยังไม่ได้เลือกรายการนี้" in text_of(response)
    assert not returned()


def test_the_whole_report_goes_back_for_one_reason(client, lines, province_staff):
    client.force_login(province_staff)
    form = {"whole": "1", "reason_same": "OTHER", "text_same": "รายงานผิดเดือน"}
    assert client.post(URL, form).url == at("sheet")
    assert returned() == dict.fromkeys(lines, ("OTHER", "รายงานผิดเดือน"))
    assert Return.objects.get().whole


@pytest.mark.parametrize("missing", ["reason_same", "text_same"])
def test_the_whole_report_needs_the_common_reason_and_words(client, lines, province_staff, missing):
    client.force_login(province_staff)
    form = {"whole": "1", "reason_same": "OTHER", "text_same": "รายงานผิดเดือน", f"reason_{lines[0]}": "COPIED"}
    response = client.post(URL, form | {missing: ""})
    assert response.status_code == 422
    page = text_of(response)
    assert "ส่งคืนทั้งรายงาน: โปรดเลือกเหตุผลและพิมพ์คำอธิบาย" in page
    assert "checked" not in page and '<option value="COPIED" selected>' in page
    assert state() == State.SUBMITTED


def test_enter_returns_the_chosen_lines_and_never_the_whole_report(client, lines, province_staff):
    """A browser presses the first button of a form when somebody types Enter."""
    client.force_login(province_staff)
    form = text_of(client.get(URL)).partition('class="return-form"')[2]
    first = re.search(r"<button[^>]*>", form)[0]
    assert "whole" not in first and "danger" in first


def test_each_line_may_have_a_wish_of_its_own(client, lines, province_staff, monkeypatch):
    monkeypatch.setattr(views.timezone, "now", lambda: build.NOW)
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert (
        'name="until_same" maxlength="40" autocomplete="off" placeholder="วว/ดด/ปปปป" value="8/11/2564"'
        in page
    )
    first, second = lines[:2]
    form = {"line": [first, second], "reason_same": "OTHER", "text_same": "ตรวจ", "until_same": "8/11/2564"}
    client.post(URL, form | {f"until_{second}": "๔ พ.ย. ๒๕๖๔"})
    wishes = dict(ReturnedLine.objects.values_list("line_id", "wanted_by"))
    assert wishes == {first: dt.date(2021, 11, 8), second: dt.date(2021, 11, 4)}


@pytest.mark.parametrize(("typed", "sentence"), [("2/11/2564", "ไม่ก่อนวันนี้ (3/11/2564)"), ("x", "อ่านวันที่ไม่ได้")])
def test_a_wish_that_cannot_be_is_shown_again(client, lines, province_staff, monkeypatch, typed, sentence):
    monkeypatch.setattr(views.timezone, "now", lambda: build.NOW)
    client.force_login(province_staff)
    form = {"line": [lines[0]], "reason_same": "OTHER", "text_same": "ตรวจ", f"until_{lines[0]}": typed}
    response = client.post(URL, form)
    assert response.status_code == 422
    assert sentence in text_of(response) and f'value="{typed}"' in text_of(response)
    assert not returned()


def test_before_submission_it_is_refused(client, three_groups, officer, province_staff):
    build.enter(three_groups, by=officer)
    client.force_login(province_staff)
    response = client.get(URL)
    assert response.url == at("sheet")
    assert told(response) == ["ส่งคืนแก้ไขไม่ได้ เพราะขณะนี้รายงานอยู่ในสถานะ “กำลังบันทึก”"]
    line = min(build.versions(three_groups))
    response = client.post(URL, {"line": [line], "reason_same": "OTHER", "text_same": "พิมพ์ไว้"})
    assert response.status_code == 422
    assert "ส่งคืนแก้ไขไม่ได้" in text_of(response)
    assert "พิมพ์ไว้" in text_of(response)


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(URL).status_code == 404


@pytest.mark.parametrize("who", ["officer", "chief"])
def test_without_the_right_it_is_forbidden(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.post(URL).status_code == 403


def test_another_method_is_refused(client, report, province_staff):
    client.force_login(province_staff)
    assert client.delete(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 70])  # SQLite takes the returned lines of one insert by 76.
def test_queries(client, report, officer, chief, province_staff, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.submit(report, officer=officer, chief=chief)
    client.force_login(province_staff)
    with django_assert_num_queries(6):
        client.get(URL)
    form = {"line": list(build.versions(report)), "reason_same": "OTHER", "text_same": "ตรวจ"}
    with django_assert_num_queries(22):
        client.post(URL, form)
