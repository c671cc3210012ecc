"""ชี้แจง: the note on a line, from its own page and from the table; what the checkers see of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import notes, sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.actions.workflow import LineToReturn
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AuditEvent, SalesLine
from reporting.stats import desk
from tests import build
from tests.views.desk import at, login_url, text_of, told

JSON = {"HTTP_ACCEPT": "application/json"}


def url(row, *, query: str = "") -> str:
    return reverse("line_note", args=("4302", build.OCTOBER, *row.key)) + query


@pytest.fixture
def row(three_groups, officer):
    """The first row of the table, without sales in the whole month; the others have figures."""
    build.enter(three_groups, by=officer)
    first = desk.rows(three_groups)[0]
    seen = Cell(amounts=build.amounts("100", "20", "5.50"))
    nil = WeekRow(*first.key, seen=seen, wanted=Cell(nil=True))
    sales.save_week(report=three_groups, week=1, rows=[nil], by=officer, now=build.NOW)
    return desk.rows(three_groups)[0]


def test_the_page_says_what_looks_unusual(client, row, officer):
    client.force_login(officer)
    page = text_of(client.get(url(row, query="?week=2&page=1")))
    assert "ไม่มียอดทั้งเดือน โปรดบอกเหตุผล" in page
    assert "กลุ่มทอผ้าบ้านน้ำโมง" in page
    assert "อยู่นอกฤดูการผลิต" in page
    assert f'href="{at("entry")}?week=2&amp;page=1"' in page


def test_a_note_is_kept_and_shown_everywhere(client, row, officer, chief):
    client.force_login(officer)
    assert "ชี้แจงแล้ว" not in text_of(client.get(at("entry")))
    response = client.post(url(row, query="?week=2&page=1"), {"note": "  อยู่นอกฤดู <b>ทอ</b> "})
    assert response.url == f"{at('entry')}?week=2&page=1#line-{row.key[0]}-{row.key[1]}"
    line = SalesLine.objects.get(pk=row.line_id)
    assert (line.note, line.version) == ("อยู่นอกฤดู <b>ทอ</b>", row.version)
    page = text_of(client.get(at("entry")))
    assert "<b>ชี้แจงแล้ว:</b> <span data-note-text>อยู่นอกฤดู &lt;b&gt;ทอ&lt;/b&gt;</span>" in page
    client.force_login(chief)
    assert "<b>อำเภอชี้แจง:</b> อยู่นอกฤดู &lt;b&gt;ทอ&lt;/b&gt;" in text_of(client.get(at("sheet")))


def test_the_checkers_see_what_is_not_answered(client, row, three_groups, officer, chief, province_staff):
    client.force_login(chief)
    page = text_of(client.get(at("sheet")))
    assert "ข้อสังเกตที่อำเภอยังไม่ชี้แจง 1 รายการ" in page
    assert f'href="?page=1#line-{row.line_id}"' in page
    assert "ไม่มียอดทั้งเดือน โปรดบอกเหตุผล" in page
    build.sign(three_groups, by=chief)
    workflow.submit(report=three_groups, by=chief, now=build.NOW)  # Nothing of it keeps the month here.
    client.force_login(province_staff)
    assert "ข้อสังเกตที่อำเภอยังไม่ชี้แจง 1 รายการ" in text_of(client.get(at("sheet")))


def test_an_answered_doubt_is_no_longer_counted(client, row, three_groups, officer, chief):
    write(three_groups, row, officer)
    client.force_login(chief)
    assert "ข้อสังเกตที่อำเภอยังไม่ชี้แจง" not in text_of(client.get(at("sheet")))


def test_the_tables_script_gets_the_drawn_sentences(client, row, officer):
    client.force_login(officer)
    answer = client.post(url(row), {"note": "หยุดผลิตชั่วคราว"}, **JSON).json()
    assert answer["note"] == "หยุดผลิตชั่วคราว"
    assert "ชี้แจงแล้ว" in answer["hints"]
    assert "hint-doubt" not in answer["hints"]


def test_the_log_says_before_and_after(client, row, three_groups, officer):
    write(three_groups, row, officer, note="หนึ่ง")
    write(three_groups, row, officer, note="สอง")
    write(three_groups, row, officer, note="สอง")
    changes = [event.changes for event in AuditEvent.objects.filter(action="write_note").order_by("pk")]
    assert [(one["before"]["note"], one["after"]["note"]) for one in changes] == [("", "หนึ่ง"), ("หนึ่ง", "สอง")]
    client.force_login(officer)
    page = text_of(client.get(reverse("audit")))
    assert "ชี้แจงรายการ" in page
    assert "สอง" in page


def test_a_note_leaves_the_ticks(row, three_groups, officer, chief):
    build.tick(three_groups, Level.DISTRICT, by=chief)
    write(three_groups, row, officer)
    assert SalesLine.objects.get(pk=row.line_id).is_ticked_by_district


def write(report, row, by, note="อยู่นอกฤดูการผลิต"):
    group_id, category = row.key
    return notes.write_note(
        report=report, group_id=group_id, category=category, note=note, by=by, now=build.NOW
    )


def test_a_pair_without_figures_has_nothing_to_explain(client, three_groups, officer):
    row = desk.rows(three_groups)[0]
    with pytest.raises(BadInput, match="ยังไม่มียอดของรายการนี้"):
        write(three_groups, row, officer)
    client.force_login(officer)
    response = client.post(url(row), {"note": "ก"})
    assert response.status_code == 422
    assert "ยังไม่มียอดของรายการนี้" in text_of(response)
    answer = client.post(url(row), {"note": "ก"}, **JSON)
    assert answer.status_code == 422
    assert "ยังไม่มียอดของรายการนี้" in answer.json()["refusal"]


def test_after_handing_over_nothing_can_be_said(client, row, three_groups, officer, chief):
    build.submit(three_groups, officer=officer, chief=chief)
    with pytest.raises(WrongState):
        write(three_groups, row, officer)
    client.force_login(officer)
    assert told(client.post(url(row), {"note": "ก"}))[0].startswith("ส่งจังหวัดแล้ว")


def test_only_a_returned_line_can_be_explained_again(row, three_groups, officer, chief, province_staff):
    sent = build.submit(three_groups, officer=officer, chief=chief)
    item = LineToReturn(row.line_id, "OTHER", "เหตุใดไม่มียอด")
    workflow.return_lines(report=sent, lines=[item], by=province_staff, now=build.NOW)
    assert write(three_groups, row, officer).note == "อยู่นอกฤดูการผลิต"
    with pytest.raises(WrongState, match="ไม่ได้ส่งคืนรายการนี้"):
        write(three_groups, desk.rows(three_groups)[1], officer)


def test_nobody_else_explains(row, three_groups, province_staff):
    with pytest.raises(NotAllowed):
        write(three_groups, row, province_staff)


def test_a_long_note_is_refused_and_stays(client, row, officer):
    client.force_login(officer)
    response = client.post(url(row), {"note": "ก" * 501})
    assert response.status_code == 422
    assert "ยาวเกินไป" in text_of(response)
    assert "ก" * 501 in text_of(response)


def test_a_visitor_signs_in_first(client, row):
    assert client.get(url(row)).url == login_url(url(row))


@pytest.mark.parametrize("who", ["neighbour", "stranger", "department", "auditor", "administrator"])
def test_for_everybody_else_it_does_not_exist(client, row, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(url(row)).status_code == 404


def test_the_province_does_not_explain(client, row, province_staff):
    client.force_login(province_staff)
    assert client.post(url(row), {"note": "ก"}).status_code == 403


def test_a_row_that_is_not_there(client, three_groups, officer):
    client.force_login(officer)
    assert client.get(reverse("line_note", args=("4302", build.OCTOBER, 987654, "FOOD"))).status_code == 404


def test_it_is_read_and_posted_only(client, row, officer):
    client.force_login(officer)
    assert client.delete(url(row)).status_code == 405
