"""The returned lines on one page: why each came back, its weeks and its answer, stored in one press (R10)."""

from __future__ import annotations

import re
from html import unescape

import pytest

from reporting.actions import removal, returns, sales, workflow
from reporting.actions.returns import Answer, LineToReturn
from reporting.actions.sales import Cell, WeekRow
from reporting.models import ReturnedLine, SalesLine, State
from tests import build
from tests.views.desk import at, login_url, text_of, told

URL = at("fix")


@pytest.fixture
def lines(submitted, province_staff) -> list[SalesLine]:
    """Two lines that came back, for different reasons."""
    found = list(submitted.lines.select_related("group").order_by("id")[:2])
    wish = build.NOW.date()
    items = [
        LineToReturn(found[0].pk, "TOO_HIGH", "โปรดตรวจ <ใบเสร็จ>", wish),
        LineToReturn(found[1].pk, "ONLINE_TWICE", "ยอดออนไลน์ซ้ำ"),
    ]
    workflow.return_lines(report=submitted, lines=items, by=province_staff, now=build.NOW)
    return found


def fields(page) -> dict[str, str]:
    """What a browser would send of the form."""
    text = page.content.decode()
    form = text[text.index('class="fixes"') :]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if 'type="checkbox"' not in tag or " checked" in tag:
            found[name[1]] = unescape(value[1]) if value else "on"
    for name, value in re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S):
        found[name] = unescape(value)
    return found


def week(line, number, column="regular") -> str:
    return f"f-{line.pk}-{number}-{column}"


def press(client, changed, without=()):
    posted = fields(client.get(URL)) | changed
    return client.post(URL, {name: value for name, value in posted.items() if name not in without})


def amounts(line) -> tuple[str, ...]:
    fresh = SalesLine.objects.get(pk=line.pk)
    return tuple(str(amount) for amount in fresh.amounts)


def test_the_page_shows_only_what_came_back_with_all_that_helps(client, lines, submitted, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "จังหวัดส่งคืน 2 รายการ" in page
    assert "<b>ยอดสูงผิดปกติ โปรดตรวจกับหลักฐาน</b><br>โปรดตรวจ &lt;ใบเสร็จ&gt;" in page
    assert "ขอให้แก้ภายใน</span> 3 พฤศจิกายน 2564" in page
    assert "ตรวจใบเสร็จสัปดาห์ที่ 1: 125.50 บาท" in page
    assert "เทียบใบเสร็จสัปดาห์ที่ 1: รายได้ออนไลน์ 5.50 บาท กับรายได้ปกติ 100.00 บาท" in page
    assert page.count('class="panel fix fix-left"') == 2
    assert page.count("ส่งคืนให้แก้") == 2
    shown = {int(found) for found in re.findall(r'name="f-([0-9]+)-answer"', page)}
    assert shown == {line.pk for line in lines}


def test_last_month_stands_beside_the_line(client, lines, officer, department, chief, province_staff):
    # September, opened for the past; the producers were registered from October on.
    september = build.OCTOBER.previous()
    build.open_month(september, by=department)
    report = build.report_of("4302", september)
    SalesLine.objects.create(
        report=report,
        group=lines[0].group,
        category=lines[0].category,
        producer_type="GROUP",
        regular="4321.00",
        changed_at=build.NOW,
        changed_by=officer,
    )
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "<dt>เดือนก่อน</dt><dd>4,321.00</dd>" in page
    assert "<dt>เมื่อส่งคืน</dt><dd>125.50</dd>" in page


def test_every_week_of_a_line_is_mended_in_one_press(client, lines, officer):
    client.force_login(officer)
    first = lines[0]
    response = press(
        client, {week(first, 1): "90", week(first, 3): "๑๐", week(first, 3, "online"): "1,000.50"}
    )
    assert response.url == URL
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ เหลือ 1 รายการ"]
    assert amounts(first) == ("100.00", "20.00", "1006.00")
    assert amounts(lines[1]) == ("100.00", "20.00", "5.50")
    page = text_of(client.get(URL))
    assert "แก้แล้ว" in page and page.count('class="panel fix fix-left"') == 1


def test_an_answer_does_where_the_figures_are_right(client, lines, officer):
    client.force_login(officer)
    response = press(client, {f"f-{line.pk}-answer": "ตรวจกับใบเสร็จแล้ว" for line in lines})
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ แก้หรือตอบครบทุกรายการแล้ว"]
    page = text_of(client.get(URL))
    assert page.count("ตอบแล้ว") >= 2
    assert "แก้หรือตอบครบ 2 รายการแล้ว" in page and at("sheet") in page


def test_one_answer_for_all_that_are_left(client, lines, officer):
    client.force_login(officer)
    response = press(client, {week(lines[0], 1): "90", "rest": "ถูกต้อง", "answer_rest": "1"})
    assert response.url == URL
    answers = dict(ReturnedLine.objects.values_list("line_id", "answer"))
    assert answers == {lines[0].pk: "", lines[1].pk: "ถูกต้อง"}


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [({"rest": "ถูกต้อง"}, "กดปุ่มข้างล่าง"), ({"rest": " ", "answer_rest": "1"}, "โปรดพิมพ์คำตอบสำหรับรายการ")],
)
def test_an_answer_for_all_is_asked_for_by_its_own_button(client, lines, officer, posted, sentence):
    client.force_login(officer)
    response = press(client, posted)
    assert response.status_code == 422 and sentence in text_of(response)
    assert not ReturnedLine.objects.exclude(answer="").exists()


def test_a_line_without_sales_and_back(client, lines, officer):
    client.force_login(officer)
    first = lines[0]
    nothing = dict.fromkeys([week(first, 1, column) for column in ("regular", "transfer", "online")], "")
    press(client, nothing | {f"f-{first.pk}-nil": "on"})
    assert SalesLine.objects.get(pk=first.pk).nil
    press(client, {week(first, 2): "7"}, without=[f"f-{first.pk}-nil"])
    assert not SalesLine.objects.get(pk=first.pk).nil
    assert amounts(first) == ("7.00", "0.00", "0.00")


def test_what_cannot_be_read_stays_and_the_other_line_is_stored(client, lines, officer):
    client.force_login(officer)
    changed = {week(lines[0], 1): "1,23", week(lines[0], 2): "50", week(lines[1], 1): "90"}
    response = press(client, changed | {f"f-{lines[0].pk}-answer": "ก" * 501})
    assert response.status_code == 422
    page = text_of(response)
    assert 'value="1,23"' in page and 'value="50"' in page and "is-invalid" in page
    assert "ไม่เกิน 500 ตัวอักษร" in page
    assert amounts(lines[0]) == ("100.00", "20.00", "5.50")
    assert amounts(lines[1])[0] == "90.00"


def test_no_sales_with_figures_is_refused(client, lines, officer):
    client.force_login(officer)
    response = press(client, {f"f-{lines[0].pk}-nil": "on"})
    assert response.status_code == 422
    assert "เลือก “ไม่มียอดทั้งเดือน” ไว้ แต่มียอดในตาราง" in text_of(response)


def test_somebody_elses_figures_are_shown_before_they_are_written_over(
    client, lines, submitted, officer, chief
):
    client.force_login(officer)
    typed = fields(client.get(URL)) | {week(lines[0], 1): "90"}
    seen = Cell(amounts=build.amounts("100.00", "20.00", "5.50"))
    other = Cell(amounts=build.amounts("77.00"))
    row = WeekRow(lines[0].group_id, lines[0].category, seen=seen, wanted=other)
    sales.save_week(report=submitted, week=1, rows=[row], by=chief, now=build.NOW)
    response = client.post(URL, typed)
    assert response.status_code == 422
    assert "มีผู้บันทึกค่าอื่นไว้ก่อน" in text_of(response) and "รายได้ปกติ 77.00" in text_of(response)
    assert amounts(lines[0])[0] == "77.00"
    again = fields(response)
    assert again[week(lines[0], 1)] == "90"
    assert client.post(URL, again).status_code == 302
    assert amounts(lines[0])[0] == "90.00"


def test_somebody_elses_answer_is_shown_before_it_is_written_over(client, lines, submitted, officer, chief):
    client.force_login(officer)
    typed = fields(client.get(URL)) | {f"f-{lines[0].pk}-answer": "ของเจ้าหน้าที่"}
    answers = [Answer(lines[0].pk, "", "ของพัฒนาการ")]
    returns.answer(report=submitted, answers=answers, by=chief, now=build.NOW)
    response = client.post(URL, typed)
    assert response.status_code == 422
    assert "มีผู้ตอบไว้ก่อน: “ของพัฒนาการ”" in text_of(response)
    assert client.post(URL, fields(response)).status_code == 302
    assert ReturnedLine.objects.get(line=lines[0]).answer == "ของเจ้าหน้าที่"


def test_a_removed_line_says_so(client, lines, submitted, officer):
    first = lines[0]
    which = {"group_id": first.group_id, "category": first.category, "version": first.version}
    removal.remove_line(report=submitted, **which, reason="ซ้ำ", by=officer, now=build.NOW)
    client.force_login(officer)
    page = client.get(URL)
    assert "นำออกจากเดือนนี้แล้ว: ซ้ำ" in text_of(page)
    assert week(first, 1) not in fields(page)
    press(client, {f"f-{first.pk}-answer": "แจ้งแล้ว"})
    assert ReturnedLine.objects.get(line=first).answer == "แจ้งแล้ว"


def test_where_nothing_came_back_the_page_says_so_and_takes_nothing(client, submitted, officer):
    client.force_login(officer)
    assert "ไม่มีรายการที่จังหวัดส่งคืนค้างอยู่" in text_of(client.get(URL))
    response = client.post(URL, {"rest": "ถูกต้อง", "answer_rest": "1"})
    assert response.status_code == 422
    assert "ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้" in text_of(response)
    assert build.report_of("4302").state == State.SUBMITTED


def test_an_open_month_has_nothing_to_answer(client, three_groups, officer):
    client.force_login(officer)
    response = client.post(URL, {"rest": "ถูกต้อง", "answer_rest": "1"})
    assert response.status_code == 422 and "ไม่มีรายการที่จังหวัดส่งคืนค้างอยู่" in text_of(response)


def test_a_visitor_signs_in_first_and_finds_again_what_was_typed(client, lines, officer):
    assert client.get(URL).url == login_url(URL)
    client.force_login(officer)
    typed = fields(client.get(URL)) | {week(lines[0], 1): "90"}
    client.logout()
    client.post(URL, typed)
    session = client.session
    kept = session["unsaved"]
    client.force_login(officer)
    session = client.session
    session["unsaved"] = kept
    session.save()
    page = client.get(URL)
    assert fields(page)[week(lines[0], 1)] == "90"
    assert "ยังไม่ได้บันทึก" in text_of(page)
    assert amounts(lines[0])[0] == "100.00"


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("stranger", 404), ("department", 404), ("province_staff", 403)]
)
def test_others_do_not_get_in(client, lines, request, who, status):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == client.post(URL).status_code == status


def test_another_method_is_refused(client, lines, officer):
    client.force_login(officer)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [2, 45])
def test_queries(client, report, officer, chief, province_staff, count, django_assert_num_queries):
    """The same for two lines and for a whole report of three pages."""
    build.producers(count, district="4302", by=officer)
    build.submit(report, officer=officer, chief=chief)
    items = [LineToReturn(pk, "TOO_HIGH", "ตรวจ") for pk in build.versions(report)]
    workflow.return_lines(report=report, lines=items, whole=True, by=province_staff, now=build.NOW)
    client.force_login(officer)
    with django_assert_num_queries(14):
        page = client.get(URL)
    assert "จังหวัดส่งคืนทั้งรายงาน" in text_of(page)
    changed = fields(page) | {name: "9" for name in fields(page) if name.endswith("-2-regular")}
    with django_assert_num_queries(19):
        client.post(URL, changed)
