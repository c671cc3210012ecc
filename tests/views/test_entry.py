"""The weekly table: what is typed is stored, what cannot be stored stays as it was typed."""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.urls import reverse

from reporting.actions import binder, groups, months, removal, sales, workflow
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.workflow import LineToReturn
from reporting.deadlines import BANGKOK
from reporting.fiscal import FiscalMonth
from reporting.models import AuditEvent, Category, SalesLine, WeeklyEntry
from reporting.stats import desk
from reporting.views.common import SAVED
from tests import build
from tests.views.desk import at, login_url, text_of, told
from tests.views.typed import URL, fields_of, name, save

COLLEAGUE = "นางสาวเพื่อน ร่วมงาน"


@pytest.fixture
def rows(three_groups):
    """The four rows of the month in the table's order."""
    return desk.rows(three_groups)


@pytest.fixture
def desk_of(client, officer):
    """Opens the page of one week, signed in as the officer."""
    client.force_login(officer)
    return lambda week=1, page=1: client.get(URL, {"week": week, "page": page})


@pytest.fixture
def colleague(chief):
    """The development officer, by name, saving figures at the same time."""
    chief.full_name = COLLEAGUE
    chief.save()

    def put(report, row, regular: str, *, week: int = 1, seen: Cell | None = None) -> None:
        wanted = Cell(amounts=build.amounts(regular))
        typed = WeekRow(*row.key, seen=seen or Cell(), wanted=wanted)
        [result] = sales.save_week(report=report, week=week, rows=[typed], by=chief, now=build.NOW)
        assert result.outcome == sales.Outcome.SAVED

    return put


def stored(row, week: int = 1) -> tuple[str, ...] | None:
    entry = WeeklyEntry.objects.filter(line__group=row.key[0], line__category=row.key[1], week=week).first()
    return tuple(str(amount) for amount in entry.amounts) if entry else None


# --- what the page shows ---


def test_every_pair_of_the_roster_is_a_row(desk_of, rows):
    page = text_of(desk_of())
    assert "บันทึกยอดจำหน่ายสินค้า OTOP ประจำเดือน" in page
    assert page.count('class="x-btn"') == 4
    assert page.index("กลุ่มทอผ้าบ้านน้ำโมง") < page.index("กลุ่มอาหารอร่อย") < page.index("ร้านน้ำพริกแม่คำ")
    assert page.count("ยังไม่บันทึก") == 4
    assert 'ต.ในเมือง<span class="kind"> · เจ้าของรายเดียว</span>' in page
    assert "<b>0</b> จาก 4 รายการ" in page
    assert "เพิ่มกลุ่ม" in page


def test_an_empty_month_says_what_to_do_first(client, report, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "ยังไม่มีรายการในเดือนนี้" in page
    assert reverse("group_add", args=("4302", build.OCTOBER)) in page


def test_weeks_sum_up_to_the_month_and_the_totals(desk_of, three_groups, rows, officer):
    build.enter(three_groups, by=officer, week=1)
    build.enter(three_groups, by=officer, week=2, value=build.amounts("1000.00"))
    page = text_of(desk_of(week=2))
    assert page.count('value="1,000.00"') == 4
    assert page.count("1,125.50</td>") == 4
    assert "รวมหน้านี้ สัปดาห์ที่ 2 (4 รายการ)" in page
    assert "4,000.00</td>" in page
    assert "รวมทั้งเดือน ทุกสัปดาห์ (4 รายการ)" in page
    assert "4,502.00</td>" in page
    assert "<b>4</b> จาก 4 รายการ" in page


def test_the_rows_stand_in_bodies_that_a_browser_can_pass_over(desk_of, report, officer):
    build.producers(23, district="4302", by=officer)
    page = desk_of(week=2).content.decode()
    bodies = page.split('<tbody role="rowgroup">')[1:]
    assert [body.partition("</tbody>")[0].count('<tr id="line-') for body in bodies] == [10, 10, 3]


def test_every_row_of_totals_adds_up_and_says_of_what(desk_of, three_groups, rows, officer):
    build.enter(three_groups, by=officer, week=1)
    build.enter(three_groups, by=officer, week=2, value=build.amounts("1000.00", "20.00", "3.00"))
    page = desk_of(week=2).content.decode()
    feet = re.findall(r"<tr.*?</tr>", page[page.index("<tfoot") : page.index("</tfoot>")], re.S)
    for foot, label in zip(feet, ("รวมสัปดาห์ที่ 2", "รวมเดือนนี้"), strict=True):
        figures = [Decimal(found.replace(",", "")) for found in re.findall(r"[\d,]+\.\d\d", foot)]
        assert sum(figures[:3]) == figures[3]
        assert f'data-label="{label}"' in foot


def test_the_week_of_today_comes_first(client, three_groups, officer, monkeypatch):
    now = dt.datetime(2021, 10, 30, 9, 0, tzinfo=BANGKOK)
    monkeypatch.setattr("reporting.views.entry.timezone", SimpleNamespace(now=lambda: now))
    client.force_login(officer)
    assert fields_of(client.get(URL))["week"] == "5"


def test_in_a_past_month_the_first_incomplete_week_comes_first(client, three_groups, officer):
    build.enter(three_groups, by=officer, week=1)
    client.force_login(officer)
    assert fields_of(client.get(URL))["week"] == "2"


@pytest.mark.parametrize("week", ["", "0", "6", "-1", "๒", "x", "99999999999999999999"])
def test_a_wrong_week_in_the_address_shows_a_week_of_the_month(client, three_groups, officer, week):
    client.force_login(officer)
    assert fields_of(client.get(URL, {"week": week}))["week"] == "1"


def test_a_month_before_the_first_one_can_be_filled_in(client, officer, department, three_groups):
    past = FiscalMonth(2021, 2)
    build.open_month(past, by=department)
    build.producer("กลุ่มเก่า", district="4302", by=officer, starts=FiscalMonth(2020, 10))
    client.force_login(officer)
    page = client.get(at("entry", month=past))
    assert "ประจำเดือน" in text_of(page)
    assert "กลุ่มเก่า" in text_of(page)
    assert "กลุ่มอาหารอร่อย" not in text_of(page)
    assert "สัปดาห์ 5" not in text_of(page)  # February of 28 days.
    typed = {field: "12.50" for field in fields_of(page) if field.endswith("-regular")}
    response = client.post(at("entry", month=past), fields_of(page) | typed)
    assert response.status_code == 302
    assert WeeklyEntry.objects.get().amounts == build.amounts("12.50")


def test_names_are_escaped_wherever_they_stand(desk_of, three_groups, officer):
    bad = "<script>alert('x')</script> \"กลุ่ม\" & เพื่อน"
    build.producer(bad, district="4302", by=officer)
    page = desk_of()
    text = page.content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt; &quot;กลุ่ม&quot; &amp; เพื่อน" in text
    row = next(row for row in desk.rows(three_groups) if row.name == bad)
    again = save(page.client, page, {name(row, "regular"): '"><script>1</script>'}).content.decode()
    assert "<script>" not in again.replace("<script src=", "")
    assert "&quot;&gt;&lt;script&gt;1&lt;/script&gt;" in again


def test_a_hundred_rows_a_page_and_the_week_stays(desk_of, report, officer):
    build.producers(112, district="4302", by=officer)
    first, second = desk_of(week=3), desk_of(week=3, page=2)
    assert text_of(first).count('class="x-btn"') == 100
    assert text_of(second).count('class="x-btn"') == 12
    assert "?week=3&amp;page=2" in text_of(first)
    assert "(12 จาก 112 รายการ)" in text_of(second)
    [field] = [field for field in fields_of(second) if field.endswith("-regular")][-1:]
    response = save(second.client, second, {field: "5"})
    assert response.url == f"{URL}?week=3&page=2"


# --- saving ---


def test_saving_says_how_many_and_stays_on_the_week(desk_of, client, rows):
    page = desk_of(week=2)
    typed = {name(rows[0], "regular"): "1,250.50", name(rows[1], "online"): "7"}
    response = save(client, page, typed)
    assert response.status_code == 302
    assert response.url == f"{URL}?week=2&page=1"
    assert told(response) == [f"{SAVED} 2 รายการ"]
    assert stored(rows[0], 2) == ("1250.50", "0.00", "0.00")
    assert stored(rows[1], 2) == ("0.00", "0.00", "7.00")
    assert stored(rows[2], 2) is None


def test_thai_digits_are_read(desk_of, client, rows):
    save(client, desk_of(), {name(rows[0], "regular"): " ๑,๒๕๐.๕๐ "})
    assert stored(rows[0]) == ("1250.50", "0.00", "0.00")


def test_nothing_typed_changes_nothing(desk_of, client, three_groups, rows, officer):
    build.enter(three_groups, by=officer)
    events = AuditEvent.objects.count()
    response = save(client, desk_of(), {})
    assert told(response) == [f"{SAVED} (ไม่มีค่าที่เปลี่ยนแปลง)"]
    assert AuditEvent.objects.count() == events
    assert set(SalesLine.objects.values_list("version", flat=True)) == {1}


def test_clearing_a_row_takes_its_week_away(desk_of, client, three_groups, rows, officer):
    build.enter(three_groups, by=officer)
    save(client, desk_of(), {name(rows[0], column): "" for column in ("regular", "transfer", "online")})
    assert stored(rows[0]) is None
    assert stored(rows[1]) == ("100.00", "20.00", "5.50")


def test_half_a_row_is_not_read_as_a_cleared_one(desk_of, client, three_groups, rows, officer):
    build.enter(three_groups, by=officer)
    save(client, desk_of(), {name(rows[0], "regular"): None})
    assert stored(rows[0]) == ("100.00", "20.00", "5.50")


def test_no_sales_in_the_month_is_a_report_too(desk_of, client, rows):
    save(client, desk_of(), {name(rows[0], "nil"): "on"})
    assert SalesLine.objects.get().nil
    page = text_of(desk_of())
    assert "ไม่มียอดจำหน่าย" in page
    assert "<b>1</b> จาก 4 รายการ" in page


def test_no_sales_and_an_amount_contradict_each_other(desk_of, client, rows):
    response = save(client, desk_of(), {name(rows[0], "nil"): "on", name(rows[0], "regular"): "5"})
    assert response.status_code == 422
    assert "เลือก “ไม่มียอดทั้งเดือน” ไว้ แต่มียอดในแถว" in text_of(response)
    assert fields_of(response)[name(rows[0], "regular")] == "5"
    assert name(rows[0], "nil") in fields_of(response)
    assert not SalesLine.objects.exists()


def test_no_sales_is_refused_while_another_week_has_some(desk_of, client, three_groups, rows, officer):
    build.enter(three_groups, by=officer, week=1)
    response = save(client, desk_of(week=2), {name(rows[0], "nil"): "on"})
    assert response.status_code == 422
    assert "สัปดาห์อื่นของเดือนนี้มียอดแล้ว" in text_of(response)
    assert stored(rows[0]) == ("100.00", "20.00", "5.50")


def test_what_cannot_be_read_stays_and_the_rest_is_saved(desk_of, client, rows):
    typed = {
        name(rows[0], "regular"): "1,23",
        name(rows[0], "online"): " ๕๐",
        name(rows[1], "regular"): "300",
    }
    response = save(client, desk_of(week=2), typed)
    page = text_of(response)
    assert response.status_code == 422
    assert "บันทึกแล้ว 1 รายการ ยังไม่ได้บันทึก 1 รายการ" in page
    assert "รายได้ปกติ “1,23”: เครื่องหมายจุลภาคต้องคั่นทีละสามหลัก" in page
    hint = f"hint-{rows[0].key[0]}-{rows[0].key[1]}"
    assert f'aria-describedby="{hint}"' in page
    assert f'id="{hint}"' in page
    assert page.count('aria-invalid="true"') == 1
    fields = fields_of(response)
    assert fields["week"] == "2"
    assert (fields[name(rows[0], "regular")], fields[name(rows[0], "online")]) == ("1,23", " ๕๐")
    assert stored(rows[1], 2) == ("300.00", "0.00", "0.00")
    assert stored(rows[0], 2) is None
    assert save(client, response, {name(rows[0], "regular"): "1230"}).status_code == 302
    assert stored(rows[0], 2) == ("1230.00", "0.00", "50.00")


def test_a_week_that_the_month_does_not_have_is_refused(desk_of, client, rows):
    response = save(client, desk_of(), {name(rows[0], "regular"): "5"}, week="6")
    assert told(response) == ["เดือนตุลาคม 2564 ไม่มีสัปดาห์ที่ 6"]
    assert not WeeklyEntry.objects.exists()


def test_a_row_of_another_district_is_not_saved_and_tells_nothing(desk_of, client, rows, neighbour):
    theirs = build.producer("กลุ่มของเมืองหนองคาย", district="4301", by=neighbour)
    prefix = f"r-{theirs.pk}-FOOD"
    typed = {f"{prefix}-seen": "", f"{prefix}-regular": "5", f"{prefix}-transfer": "", f"{prefix}-online": ""}
    response = save(client, desk_of(), typed)
    assert response.status_code == 422
    assert "รายการที่ไม่อยู่ในทะเบียนของเดือนนี้แล้ว ที่ท่านพิมพ์ไว้: 5" in text_of(response)
    assert "กลุ่มของเมืองหนองคาย" not in text_of(response)
    assert not SalesLine.objects.exists()


@pytest.mark.parametrize("seen", ["x", "1|2", "1|2|", "1|2|3|4", "-1|0|0", "1e3|0|0"])
def test_a_forged_seen_value_never_overwrites(desk_of, client, three_groups, rows, officer, seen):
    build.enter(three_groups, by=officer)
    typed = {name(rows[0], "seen"): seen, name(rows[0], "regular"): "9"}
    assert save(client, desk_of(), typed).status_code == 422
    assert stored(rows[0]) == ("100.00", "20.00", "5.50")


# --- two people at once ---


def test_different_lines_and_weeks_never_meet(desk_of, client, three_groups, rows, colleague):
    page = desk_of(week=1)
    colleague(three_groups, rows[1], "40.00", week=1)
    colleague(three_groups, rows[0], "50.00", week=2)
    response = save(client, page, {name(rows[0], "regular"): "60"})
    assert response.status_code == 302
    assert stored(rows[0], 1) == ("60.00", "0.00", "0.00")
    assert stored(rows[0], 2) == ("50.00", "0.00", "0.00")
    assert stored(rows[1], 1) == ("40.00", "0.00", "0.00")
    assert SalesLine.objects.get(group=rows[0].key[0], category=rows[0].key[1]).regular == Decimal("110.00")


@pytest.fixture
def conflict(desk_of, client, three_groups, rows, colleague):
    """The answer to a save of 5.00 where a colleague wrote 7.00 after the page was opened."""
    page = desk_of()
    colleague(three_groups, rows[0], "7.00")
    return save(client, page, {name(rows[0], "regular"): "5", name(rows[1], "regular"): "8"})


def test_a_conflict_shows_both_values_and_who_wrote_the_other(conflict, rows):
    page = text_of(conflict)
    assert conflict.status_code == 422
    assert "มีผู้บันทึกก่อน" in page
    assert "ของท่าน รายได้ปกติ 5.00 · รายได้โอน 0.00" in page
    assert f"ของ {COLLEAGUE} รายได้ปกติ 7.00 · รายได้โอน 0.00" in page
    assert f"มีผู้บันทึกก่อน: {COLLEAGUE}</b> 3 พ.ย. 2564 10:00 น." in page
    assert "รายได้ปกติ: ใช้ 7.00 แทน 5.00" in page
    assert fields_of(conflict)[name(rows[0], "regular")] == "5"
    assert stored(rows[0]) == ("7.00", "0.00", "0.00")
    assert stored(rows[1]) == ("8.00", "0.00", "0.00")


def test_pressing_again_writes_over_it_knowingly(client, conflict, rows):
    assert save(client, conflict, {}).status_code == 302
    assert stored(rows[0]) == ("5.00", "0.00", "0.00")


def test_one_may_leave_the_others_figures(client, conflict, rows):
    take = f"{rows[0].key[0]}-{rows[0].key[1]}-regular"
    assert f'name="take" value="{take}"' in text_of(conflict)
    assert save(client, conflict, {name(rows[1], "regular"): "9"}, take=take).status_code == 302
    assert stored(rows[0]) == ("7.00", "0.00", "0.00")
    assert stored(rows[1]) == ("9.00", "0.00", "0.00")


def test_one_chooses_for_each_cell(desk_of, client, three_groups, rows, colleague):
    page = desk_of()
    colleague(three_groups, rows[0], "7.00")
    typed = {name(rows[0], "regular"): "5", name(rows[0], "online"): "6"}
    conflict = save(client, page, typed)
    take = f"{rows[0].key[0]}-{rows[0].key[1]}-regular"
    assert save(client, conflict, {}, take=take).status_code == 302
    assert stored(rows[0]) == ("7.00", "0.00", "6.00")


def test_where_one_has_no_figures_the_row_is_chosen(desk_of, client, three_groups, rows, colleague):
    page = desk_of()
    colleague(three_groups, rows[0], "7.00")
    conflict = save(client, page, {name(rows[0], "nil"): "on"})
    take = f"{rows[0].key[0]}-{rows[0].key[1]}"
    assert f'name="take" value="{take}"' in text_of(conflict)
    assert save(client, conflict, {}, take=take).status_code == 302
    assert stored(rows[0]) == ("7.00", "0.00", "0.00")


def test_a_third_value_meanwhile_is_a_new_conflict(client, conflict, three_groups, rows, colleague):
    colleague(three_groups, rows[0], "11.00", seen=Cell(amounts=build.amounts("7.00")))
    again = save(client, conflict, {})
    assert again.status_code == 422
    assert "รายได้ปกติ 11.00" in text_of(again)
    assert stored(rows[0]) == ("11.00", "0.00", "0.00")


def test_an_unreadable_row_does_not_hide_a_conflict(desk_of, client, three_groups, rows, colleague):
    page = desk_of()
    colleague(three_groups, rows[0], "7.00")
    unread = save(client, page, {name(rows[0], "regular"): "5,0"})
    assert save(client, unread, {name(rows[0], "regular"): "50"}).status_code == 422
    assert stored(rows[0]) == ("7.00", "0.00", "0.00")


def test_the_same_value_from_both_is_no_conflict(desk_of, client, three_groups, rows, colleague):
    page = desk_of()
    colleague(three_groups, rows[0], "5.00")
    response = save(client, page, {name(rows[0], "regular"): "5"})
    assert told(response) == [f"{SAVED} 1 รายการ"]


def test_figures_for_a_line_that_was_taken_out_stay_on_the_screen(desk_of, client, three_groups, rows, chief):
    page = desk_of()
    removal.remove_line(
        report=three_groups,
        group_id=rows[0].key[0],
        category=rows[0].key[1],
        version=0,
        reason="เพิ่มซ้ำ",
        by=chief,
        now=build.NOW,
    )
    response = save(client, page, {name(rows[0], "regular"): "5"})
    assert response.status_code == 422
    assert "รายการนี้ถูกนำออกจากเดือนนี้แล้ว" in text_of(response)
    assert "ที่ท่านพิมพ์ไว้และยังไม่ได้บันทึก: รายได้ปกติ 5" in text_of(response)


def test_rows_that_moved_to_another_page_stay_on_the_screen(desk_of, client, report, officer):
    build.producers(100, district="4302", by=officer)
    page, last = desk_of(), desk.rows(report)[-1]
    groups.add_new_group(
        report=report,
        name="กลุ่มก",
        subdistrict=report.district.subdistricts.get(),
        producer_type=build.ProducerType.GROUP,
        category=Category.FOOD,
        by=officer,
        now=build.NOW,
    )
    response = save(client, page, {name(last, "regular"): "1,23"})
    assert fields_of(response)[name(last, "regular")] == "1,23"


def test_after_a_handover_meanwhile_nothing_typed_is_lost(desk_of, client, three_groups, officer, chief):
    page, row = desk_of(), desk.rows(three_groups)[0]
    build.submit(three_groups, officer=officer, chief=chief)
    response = save(client, page, {name(row, "regular"): "5", name(row, "online"): "x"})
    text = text_of(response)
    assert response.status_code == 422
    assert "ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้" in text
    assert "ที่ท่านพิมพ์ไว้และยังไม่ได้บันทึก: รายได้ปกติ 5 · รายได้ออนไลน์ x" in text
    assert 'name="r-' not in text


# --- states of the report ---


@pytest.fixture
def sent_back(submitted, province_staff):
    """A report of which the province returned the first line."""
    first = next(row for row in desk.rows(submitted))
    item = LineToReturn(first.line_id, "TOO_HIGH", "โปรดตรวจ <ใบเสร็จ>")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    return first


def test_only_returned_lines_can_be_typed_into(desk_of, sent_back):
    page = desk_of()
    assert [field for field in fields_of(page) if field.endswith("-regular")] == [name(sent_back, "regular")]
    text = text_of(page)
    assert "จังหวัดส่งคืน 1 รายการ" in text
    assert f"#line-{sent_back.key[0]}-{sent_back.key[1]}" in text
    assert "<b>จังหวัดส่งคืน: ยอดสูงผิดปกติ โปรดตรวจกับหลักฐาน</b> โปรดตรวจ &lt;ใบเสร็จ&gt;" in text
    assert "ส่งคืนให้แก้" in text
    assert reverse("group_add", args=("4302", build.OCTOBER)) not in text


def test_a_corrected_line_says_so(desk_of, client, sent_back):
    assert save(client, desk_of(), {name(sent_back, "regular"): "90"}).status_code == 302
    assert "แก้แล้ว" in text_of(desk_of())
    assert "ส่งคืนให้แก้" not in text_of(desk_of())


def test_a_line_that_did_not_come_back_cannot_be_forged(desk_of, client, submitted, sent_back):
    other = desk.rows(submitted)[1]
    forged = {name(other, "seen"): "100.00|20.00|5.50", name(other, "regular"): "1"}
    forged |= {name(other, "transfer"): "0", name(other, "online"): "0"}
    response = save(client, desk_of(), forged)
    assert response.status_code == 422
    assert "จังหวัดไม่ได้ส่งคืนรายการนี้ จึงแก้ไขไม่ได้" in text_of(response)
    assert stored(other) == ("100.00", "20.00", "5.50")


def test_a_submitted_month_can_only_be_read(client, submitted, officer, chief):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้" in page
    assert "<input" not in page.split("<tbody")[1]
    assert "100.00</td>" in page
    assert reverse("withdraw", args=("4302", build.OCTOBER)) not in page
    client.force_login(chief)
    assert reverse("withdraw", args=("4302", build.OCTOBER)) in text_of(client.get(URL))


def test_a_published_month_can_only_be_read(client, published, officer):
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "จังหวัดยืนยันแล้ว จึงแก้ไขไม่ได้" in page
    assert 'name="r-' not in page


def test_a_closed_month_can_only_be_read(client, three_groups, officer, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "กรมฯ ปิดรับข้อมูลของเดือนนี้แล้ว" in page
    assert 'name="r-' not in page


def test_a_correction_says_what_it_is(client, published, officer, province_staff):
    workflow.reopen(report=published, reason="พบใบเสร็จเพิ่ม", by=province_staff, now=build.NOW)
    client.force_login(officer)
    page = text_of(client.get(URL))
    assert "กำลังแก้ไขเป็นฉบับที่ 2" in page
    assert "เหตุผล: พบใบเสร็จเพิ่ม" in page
    assert province_staff.full_name in page
    assert "ฉบับที่จังหวัดยืนยันไว้แล้วยังแสดงและนับอยู่" in page
    assert "เลยกำหนดส่งจังหวัดแล้ว" not in page
    assert page.count('class="x-btn"') == 4


@pytest.mark.parametrize(("day", "late"), [(5, False), (6, True)])
def test_after_the_due_date_the_page_says_late(client, three_groups, officer, monkeypatch, day, late):
    now = dt.datetime(2021, 11, day, 23, 50, tzinfo=BANGKOK)
    monkeypatch.setattr("reporting.views.entry.timezone", SimpleNamespace(now=lambda: now))
    client.force_login(officer)
    assert ("เลยกำหนดส่งจังหวัดแล้ว (5 พฤศจิกายน 2564)" in text_of(client.get(URL))) is late


# --- who, how, how much ---


def test_a_visitor_signs_in_first(client, report):
    response = client.get(URL)
    assert response.status_code == 302
    assert response.url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_for_everybody_else_it_does_not_exist(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"week": "1"}).status_code == 404


def test_the_province_does_not_type(client, three_groups, rows, province_staff):
    client.force_login(province_staff)
    assert client.get(URL).status_code == 403
    assert client.post(URL, {"week": "1"}).status_code == 403


def test_a_month_that_is_not_opened_does_not_exist(client, report, officer):
    client.force_login(officer)
    assert client.get(at("entry", month=build.OCTOBER.next())).status_code == 404


def test_it_is_read_and_posted_only(client, report, officer):
    client.force_login(officer)
    assert client.put(URL).status_code == 405


def test_reading_writes_nothing(desk_of, rows):
    desk_of()
    assert not SalesLine.objects.exists()
    assert not AuditEvent.objects.filter(action="save_week").exists()


@pytest.mark.parametrize("count", [3, 112])
def test_queries_of_the_page(client, report, officer, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    client.force_login(officer)
    client.get(URL)
    with django_assert_num_queries(10):
        client.get(URL)
    build.enter(report, by=officer)
    with django_assert_num_queries(9):
        client.get(URL)


@pytest.mark.parametrize("count", [3, 100])
def test_queries_of_a_save(client, report, officer, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    client.force_login(officer)
    page = client.get(URL, {"week": "1"})
    typed = {field: "77" for field in fields_of(page) if field.endswith("-regular")}
    # SQLite takes so many values in one statement; PostgreSQL takes the whole page.
    at_once = connection.ops.bulk_batch_size(SalesLine._meta.concrete_fields, range(count))
    with django_assert_num_queries(10 + math.ceil(count / at_once)):
        assert save(client, page, typed).status_code == 302


# --- searching and showing all ---


def shown(page) -> int:
    return text_of(page).count('<tr id="line-')


def test_rows_are_found_on_all_pages_by_name_category_and_place(client, report, officer):
    build.producers(120, district="4302", by=officer)
    build.producer("ร้านน้ำพริกแม่คำ", district="4302", by=officer, categories=("HERB",))
    client.force_login(officer)
    page = client.get(URL, {"week": 2, "q": "น้ำ พริก"})
    assert shown(page) == 1
    assert "พบ 1 รายการที่มีคำว่า “น้ำ พริก”" in text_of(page)
    assert ">121</td>" in text_of(page)  # It keeps its number.
    assert shown(client.get(URL, {"q": "สมุนไพร"})) == 25
    assert shown(client.get(URL, {"q": "ในเมือง"})) == 100
    nothing = client.get(URL, {"q": "<b>ไม่มี"})
    assert shown(nothing) == 0
    assert "ไม่พบรายการที่มีคำว่า “&lt;b&gt;ไม่มี”" in text_of(nothing)


def test_a_search_outlives_a_save_and_another_week(client, report, officer):
    build.producers(3, district="4302", by=officer)
    client.force_login(officer)
    page = client.get(URL, {"week": 1, "q": "0002"})
    field = next(name for name in fields_of(page) if name.endswith("-regular"))
    query = {"week": 1, "page": 1, "q": "0002"}
    data = {name: value for name, value in fields_of(page).items() if value is not None} | {field: "5"}
    response = client.post(f"{URL}?{urlencode(query)}", data)
    assert response.url == f"{URL}?{urlencode(query)}"
    assert "?week=3&amp;page=1&amp;q=0002" in text_of(client.get(response.url))


def test_all_rows_on_one_page(client, report, officer):
    build.producers(230, district="4302", by=officer)
    client.force_login(officer)
    page = client.get(URL, {"week": 1})
    assert shown(page) == 100
    assert "แสดงทั้ง 230 รายการในหน้าเดียว" in text_of(page)
    everything = client.get(URL, {"week": 1, "rows": "all"})
    assert shown(everything) == 230
    assert "แสดงครั้งละ 100 รายการ" in text_of(everything)


def test_each_line_leads_to_its_evidence_with_how_much_there_is(client, three_groups, officer):
    client.force_login(officer)
    assert 'class="clip' not in text_of(client.get(at("entry")))
    build.enter(three_groups, by=officer)
    line, other = three_groups.lines.order_by("pk")[:2]
    binder.add(
        report=three_groups,
        line_id=line.pk,
        kind="KEPT",
        note="สมุดบัญชีกลุ่ม",
        uploads=[],
        by=officer,
        now=build.NOW,
    )
    page = text_of(client.get(at("entry")))
    for one, pieces in ((line, 1), (other, 0)):
        url = reverse("evidence_line", args=("4302", build.OCTOBER, one.pk))
        assert f'href="{url}" tabindex="-1" title="หลักฐาน {pieces} รายการ"' in page
