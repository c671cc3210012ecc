"""The district's ticks: a page, all pages, or the boxes as they are, with a result per line (R6, R7)."""

from __future__ import annotations

import pytest

from reporting.actions import sales
from reporting.models import AuditEvent, SalesLine
from reporting.stats import sheet
from tests import build
from tests.views.desk import at, login_url, seen, text_of, told

URL = at("tick_district")


@pytest.fixture
def entered(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups


def ticked(report) -> set[int]:
    return set(SalesLine.objects.filter(report=report).ticked_by_district().values_list("pk", flat=True))


def test_the_whole_page_is_ticked(client, entered, chief):
    client.force_login(chief)
    response = client.post(URL, {"seen": seen(entered), "scope": "page", "page": "1"})
    assert response.status_code == 302
    assert response.url == at("sheet") + "?page=1"
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ระดับอำเภอ: ยืนยันแล้ว 4 รายการ"]
    assert len(ticked(entered)) == 4


def test_the_box_in_the_head_ticks_the_page_without_javascript(client, entered, chief):
    client.force_login(chief)
    client.post(URL, {"seen": seen(entered), "scope": "rows", "page_all": "1"})
    assert len(ticked(entered)) == 4


def test_all_pages_come_in_one_field(client, entered, chief):
    client.force_login(chief)
    client.post(URL, {"seen": " ".join(seen(entered)), "scope": "all"})
    assert len(ticked(entered)) == 4


def test_boxes_are_saved_as_they_are(client, entered, chief):
    first, second, *_ = sorted(build.versions(entered))
    client.force_login(chief)
    client.post(URL, {"seen": seen(entered), "tick": [first], "scope": "rows"})
    assert ticked(entered) == {first}
    boxes = {"ticked": [first], "tick": [second]}
    response = client.post(URL, {"seen": seen(entered), "scope": "rows", **boxes})
    assert ticked(entered) == {second}
    told_once = "การบันทึกข้อมูลสมบูรณ์ ระดับอำเภอ: ยืนยันแล้ว 1 รายการ · ยกเลิกการยืนยัน 1 รายการ"
    assert told_once in told(response)


def test_two_open_pages_do_not_undo_each_other(client, entered, chief):
    """The second was opened before the first was saved: it knows nothing of those ticks, and leaves them."""
    first, second, *_ = sorted(build.versions(entered))
    client.force_login(chief)
    for pressed in (first, second):
        client.post(URL, {"seen": seen(entered), "tick": [pressed], "scope": "rows"})
    assert ticked(entered) == {first, second}
    page = client.get(at("sheet")).content.decode()
    assert page.count('name="ticked"') == 2


def test_a_repeated_press_has_one_effect_and_a_friendly_answer(client, entered, chief):
    client.force_login(chief)
    form = {"seen": seen(entered), "scope": "page"}
    client.post(URL, form)
    response = client.post(URL, form)
    assert told(response)[-1] == "การบันทึกข้อมูลสมบูรณ์ ระดับอำเภอ: ยืนยันไว้ก่อนแล้ว 4 รายการ"
    assert AuditEvent.objects.filter(action="tick_district").count() == 1


def test_saving_without_a_change_is_a_success(client, entered, chief):
    client.force_login(chief)
    response = client.post(URL, {"seen": seen(entered), "scope": "rows"})
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ระดับอำเภอ: ไม่มีรายการที่เปลี่ยน"]


def test_lines_changed_meanwhile_and_lines_without_figures_are_named(client, entered, officer, chief):
    shown = seen(entered)
    changed, emptied = [row for row in sheet.with_weeks(sheet.rows(entered)) if row.line][:2]
    for row, wanted in ((changed, sales.Cell(amounts=build.amounts("7.00"))), (emptied, sales.Cell())):
        before = sales.Cell(amounts=row.weeks[1].amounts)
        typed = sales.WeekRow(row.group.pk, row.category, seen=before, wanted=wanted)
        sales.save_week(report=entered, week=1, rows=[typed], by=officer, now=build.NOW)
    emptied_line = SalesLine.objects.get(pk=emptied.line.pk)
    shown = [pair for pair in shown if not pair.startswith(f"{emptied.line.pk}:")]
    shown.append(f"{emptied_line.pk}:{emptied_line.version}")
    client.force_login(chief)
    response = client.post(URL, {"seen": shown, "scope": "page"}, follow=True)
    page = text_of(response)
    assert "ยืนยันแล้ว 2 รายการ" in page
    assert "ยังไม่ยืนยันระดับอำเภอ 2 รายการ" in page
    assert "มีการแก้ไขระหว่างนี้ ยังไม่ยืนยัน" in page
    assert "ยังไม่มียอดและยังไม่ได้ระบุว่าไม่มียอดจำหน่าย" in page
    assert len(ticked(entered)) == 2


def test_names_are_escaped_in_the_list_of_problems(client, report, officer, chief):
    build.producer("กลุ่ม <b>&", district="4302", by=officer)
    build.enter(report, by=officer)
    line = report.lines.get()
    client.force_login(chief)
    response = client.post(URL, {"seen": f"{line.pk}:9", "scope": "page"}, follow=True)
    assert "กลุ่ม &lt;b&gt;&amp;" in text_of(response)
    assert "กลุ่ม <b>" not in text_of(response)


def test_of_many_problems_twenty_are_named(client, report, officer, chief):
    build.producers(25, district="4302", by=officer)
    build.enter(report, by=officer)
    pairs = [f"{pk}:9" for pk in build.versions(report)]
    client.force_login(chief)
    page = text_of(client.post(URL, {"seen": pairs, "scope": "page"}, follow=True))
    assert "ยังไม่ยืนยันระดับอำเภอ 25 รายการ" in page
    assert "และอีก 5 รายการ" in page


@pytest.mark.parametrize("pairs", [[], [""], ["x"], ["1:2:3"], ["1"], ["๑:๑"], ["1:1 x"], ["9" * 30 + ":1"]])
def test_a_broken_form_changes_nothing_and_says_so(client, entered, chief, pairs):
    client.force_login(chief)
    response = client.post(URL, {"seen": pairs, "scope": "page"})
    assert response.status_code == 302
    assert "ยังไม่ได้บันทึก" in told(response)[0]
    assert not ticked(entered)


def test_lines_of_another_report_are_left_alone(client, entered, chief, neighbour):
    build.producer("กลุ่มของเพื่อนบ้าน", district="4301", by=neighbour)
    other = build.report_of("4301")
    build.enter(other, by=neighbour)
    client.force_login(chief)
    client.post(URL, {"seen": seen(other), "scope": "page"})
    assert not ticked(other)


def test_a_visitor_signs_in_first(client, report):
    assert client.post(URL).url == login_url("/home/")


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL).status_code == 404


@pytest.mark.parametrize("who", ["officer", "province_staff"])
def test_without_the_right_it_is_forbidden(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL).status_code == 403


def test_after_submission_it_is_refused(client, submitted, chief):
    client.force_login(chief)
    response = client.post(URL, {"seen": seen(submitted), "scope": "rows"})
    assert response.url == at("sheet")
    assert told(response)[0].startswith("ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้")
    assert len(ticked(submitted)) == 4


def test_it_takes_no_get(client, report, chief):
    client.force_login(chief)
    assert client.get(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 100])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    """Eight in the action, with its savepoint; session, person and report around it."""
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    form = {"seen": seen(report), "scope": "page"}
    client.force_login(chief)
    with django_assert_num_queries(11):
        client.post(URL, form)
