"""Autosave: rows of the weekly table on their own, answered row by row."""

from __future__ import annotations

import pytest

from reporting.actions import sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.workflow import LineToReturn
from reporting.models import AuditEvent, Role, SalesLine, WeeklyEntry
from reporting.stats import desk
from tests import build
from tests.views.desk import at

URL = at("entry_rows")
JSON = {"HTTP_ACCEPT": "application/json"}
NOTHING = Cell()


@pytest.fixture
def rows(three_groups):
    return desk.rows(three_groups)


@pytest.fixture
def send(client, officer):
    """Sends typed rows the way the page does; a row is (desk row, what was seen, texts by column)."""
    client.force_login(officer)

    def post(*typed, week="1", me=None, **more):
        fields = {"week": week, "me": str(me or officer.pk)} | more
        for row, seen, texts in typed:
            start = f"r-{row.key[0]}-{row.key[1]}-"
            blank = {"regular": "", "transfer": "", "online": ""}
            fields |= {start + column: text for column, text in (blank | texts).items()} | {
                start + "seen": seen
            }
        return client.post(URL, fields, **JSON)

    return post


def only(response) -> dict:
    assert response.status_code == 200
    [row] = response.json()["rows"]
    return row


def weeks() -> list[tuple[int, tuple[str, ...]]]:
    return [(entry.week, tuple(map(str, entry.amounts))) for entry in WeeklyEntry.objects.order_by("pk")]


def test_a_row_is_saved_and_says_so(send, rows):
    row = only(send((rows[0], "", {"regular": "๑,๒๓๐.๕๐", "online": "2"})))
    assert row["key"] == f"{rows[0].key[0]}-{rows[0].key[1]}"
    assert row["outcome"] == "saved"
    assert row["seen"] == "1230.50|0.00|2.00"
    assert row["rest"] == ["0.00", "0.00", "0.00"]
    assert "บันทึกแล้ว" in row["pill"]
    assert row["hints"] == ""
    assert weeks() == [(1, ("1230.50", "0.00", "2.00"))]


def test_the_other_weeks_are_told_for_the_months_sum(send, rows):
    send((rows[0], "", {"regular": "5"}), week="1")
    row = only(send((rows[0], "", {"regular": "7", "transfer": "1"}), week="2"))
    assert row["rest"] == ["5.00", "0.00", "0.00"]


def test_what_is_stored_already_is_no_conflict(send, rows):
    send((rows[0], "", {"regular": "5"}))
    again = only(send((rows[0], "", {"regular": "5"})))
    assert again["outcome"] == "unchanged"
    assert "บันทึกแล้ว" in again["pill"]
    assert AuditEvent.objects.filter(action="save_week").count() == 1


def test_a_conflict_shows_both_and_gives_what_is_stored(send, rows, chief, three_groups):
    theirs = WeekRow(*rows[0].key, seen=NOTHING, wanted=Cell(amounts=build.amounts("7.00")))
    sales.save_week(report=three_groups, week=1, rows=[theirs], by=chief, now=build.NOW)
    row = only(send((rows[0], "", {"regular": "5"})))
    assert row["outcome"] == "conflict"
    assert row["seen"] == "7.00|0.00|0.00"
    assert chief.full_name in row["hints"] and "ใช้ 7.00 แทน 5.00" in row["hints"]
    assert weeks() == [(1, ("7.00", "0.00", "0.00"))]
    key = f"{rows[0].key[0]}-{rows[0].key[1]}"
    assert (
        only(send((rows[0], row["seen"], {"regular": "5", "online": "3"}), take=f"{key}-regular"))["outcome"]
        == "saved"
    )
    assert weeks() == [(1, ("7.00", "0.00", "3.00"))]


def test_one_bad_row_does_not_keep_the_other(send, rows):
    response = send((rows[0], "", {"regular": "1,23"}), (rows[1], "", {"regular": "4"}))
    bad, good = response.json()["rows"]
    assert bad["outcome"] == "invalid"
    assert "จุลภาค" in bad["hints"] and "1,23" in bad["hints"]
    assert good["outcome"] == "saved"
    assert weeks() == [(1, ("4.00", "0.00", "0.00"))]


def test_a_row_that_cannot_be_read_goes_on_to_say_what_is_stored(send, rows):
    send((rows[0], "", {"regular": "5"}), week="1")
    bad = only(send((rows[0], "", {"regular": "1,23"}), week="2"))
    assert bad["outcome"] == "invalid"
    assert "<i class=on>1</i><i>2</i>" in bad["weeks"]


def test_a_returned_row_that_cannot_be_read_keeps_the_provinces_words(send, submitted, rows, province_staff):
    line = SalesLine.objects.get(group=rows[0].key[0], category=rows[0].key[1])
    reason = LineToReturn(line.pk, "OTHER", "ใบเสร็จไม่ตรงกับยอด")
    workflow.return_lines(report=submitted, lines=[reason], by=province_staff, now=build.NOW)
    bad = only(send((rows[0], "100.00|20.00|5.50", {"regular": "1,23"})))
    assert bad["outcome"] == "invalid" and "ใบเสร็จไม่ตรงกับยอด" in bad["hints"]


def test_typed_text_is_escaped(send, rows):
    row = only(send((rows[0], "", {"regular": "<script>"})))
    assert "<script>" not in row["hints"] and "&lt;script&gt;" in row["hints"]


def test_a_line_that_was_not_returned_stays_locked(send, submitted, rows, province_staff):
    line = SalesLine.objects.get(group=rows[0].key[0], category=rows[0].key[1])
    reason = LineToReturn(line.pk, "OTHER", "โปรดตรวจยอด")
    workflow.return_lines(report=submitted, lines=[reason], by=province_staff, now=build.NOW)
    stored = "100.00|20.00|5.50"
    free = only(send((rows[0], stored, {"regular": "9"})))
    locked = only(send((rows[1], stored, {"regular": "9"})))
    assert free["outcome"] == "saved" and "แก้แล้ว" in free["pill"]
    assert locked["outcome"] == "locked" and "จังหวัดไม่ได้ส่งคืนรายการนี้" in locked["hints"]


def test_once_handed_over_nothing_is_saved(send, submitted, rows):
    before = weeks()
    response = send((rows[0], "", {"regular": "9"}))
    assert response.json()["refusal"].startswith("ส่งจังหวัดแล้ว")
    assert only(response)["outcome"] == "refused"
    assert weeks() == before


def test_a_week_that_the_month_does_not_have(send, rows):
    response = send((rows[0], "", {"regular": "9"}), week="7")
    assert response.status_code == 422
    assert "ไม่มีสัปดาห์ที่ 7" in response.json()["refusal"]


def test_somebody_else_signed_in_meanwhile(send, rows, chief):
    response = send((rows[0], "", {"regular": "9"}), me=chief.pk)
    assert response.status_code == 409
    assert "ผู้อื่นเข้าสู่ระบบ" in response.json()["refusal"]
    assert weeks() == []


def test_an_ended_session_is_said_in_json_and_keeps_nothing_on_the_server(client, rows):
    response = client.post(URL, {"week": "1"}, **JSON)
    assert response.status_code == 401
    assert "หมดเวลาการใช้งาน" in response.json()["refusal"]
    assert "unsaved" not in client.session


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_another_district_does_not_exist(client, rows, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL, {"week": "1"}, **JSON).status_code == 404


def test_the_province_may_not_type(client, rows, province_staff):
    assert province_staff.role == Role.PROVINCE
    client.force_login(province_staff)
    assert client.post(URL, {"week": "1"}, **JSON).status_code == 403


def test_it_is_never_got(client, rows, officer):
    client.force_login(officer)
    assert client.get(URL).status_code == 405


def test_queries_of_one_row(send, rows, three_groups, officer, django_assert_num_queries):
    """6 in the action, 2 for its savepoint; the session, the person, the report; the line's past."""
    build.enter(three_groups, by=officer)
    with django_assert_num_queries(12):
        assert only(send((rows[0], "100.00|20.00|5.50", {"regular": "9"})))["outcome"] == "saved"
