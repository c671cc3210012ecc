"""The first page of each role: what waits for this person, and the button that does it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from reporting import readiness
from reporting.actions import months, workflow
from reporting.actions.ticks import Level
from reporting.models import MonthlyReport
from reporting.views.desk_district import DistrictDesk
from tests import build
from tests.views.desk import at, login_url, text_of

URL = reverse("home")
NOVEMBER = build.OCTOBER.next()


@pytest.fixture
def entered(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups


def page_of(client, person) -> str:
    client.force_login(person)
    return text_of(client.get(URL))


# --- a district ---


def test_the_officer_sees_what_is_still_to_be_typed(client, three_groups, officer):
    page = page_of(client, officer)
    assert "รายงานเดือนตุลาคม 2564 อยู่ที่ท่าน: ยังไม่บันทึก 4 จาก 4 รายการ" in page
    assert f'href="{at("entry")}"' in page


def test_the_officer_sees_what_waits_for_the_development_officer(client, entered, officer):
    page = page_of(client, officer)
    assert "รอพัฒนาการอำเภอ" in page
    assert "บันทึกครบทุกรายการ 4 รายการ" in page
    assert at("certify") not in page
    assert "ไปยืนยัน" not in page


def test_the_development_officer_sees_the_next_step_and_its_button(client, entered, chief):
    page = page_of(client, chief)
    assert "อยู่ที่ท่าน: ยังไม่ยืนยันระดับอำเภอ 4 จาก 4 รายการ" in page
    assert f'href="{at("sheet")}#lines"' in page
    assert "ส่งจังหวัดภายใน 5 พฤศจิกายน 2564" in page


def test_the_list_is_the_one_on_which_submission_is_refused(client, entered, chief):
    build.tick(entered, Level.DISTRICT, by=chief)
    page = page_of(client, chief)
    report = MonthlyReport.objects.with_context().get(pk=entered.pk)
    checks = readiness.before_submit(readiness.Standing(report))
    assert len(checks) == 5
    for check in checks:
        assert check.text in page
    assert at("certify") in page
    assert at("sign") not in page


def test_what_is_ready_says_so(client, entered, chief, officer):
    build.sign(entered, by=chief)
    assert "รายงานเดือนตุลาคม 2564 พร้อมส่งจังหวัดแล้ว" in page_of(client, chief)
    assert "รอพัฒนาการอำเภอส่งจังหวัด" in page_of(client, officer)


def test_the_road_and_the_figures(client, entered, chief):
    page = page_of(client, chief)
    assert page.count("รายการ</small>") >= 2
    assert "4/4" in page
    assert "0/4" in page
    assert "502" in page
    assert "ยังไม่มีเดือนก่อนให้เทียบ" in page


def test_a_submitted_month_lies_with_the_province(client, submitted, chief):
    page = page_of(client, chief)
    assert "ส่งรายงานเดือนตุลาคม 2564 แล้ว อยู่ที่จังหวัด" in page
    assert "ท่านยังดึงกลับได้" in page


def test_returned_lines_come_first_with_the_provinces_words(client, submitted, officer, province_staff):
    line = submitted.lines.first()
    item = workflow.LineToReturn(line.pk, "TOO_HIGH", "โปรดตรวจใบเสร็จ")
    workflow.return_lines(report=submitted, lines=[item], by=province_staff, now=build.NOW)
    page = page_of(client, officer)
    assert "จังหวัดส่งคืน 1 รายการของเดือนตุลาคม 2564: “โปรดตรวจใบเสร็จ”" in page
    assert "แก้ 1 รายการ" in page
    assert "ยอดสูงผิดปกติ" in page


def test_a_published_month_leaves_nothing_to_do(client, published, chief):
    page = page_of(client, chief)
    assert "จังหวัดยืนยันรายงานเดือนตุลาคม 2564 แล้ว" in page
    assert "สิ่งที่ต้องทำ เดือน" not in page


def test_a_correction_says_that_the_older_revision_stays(client, published, chief, province_staff):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    page = page_of(client, chief)
    assert "ฉบับแก้ไขเดือนตุลาคม 2564 อยู่ที่ท่าน" in page
    assert "ระหว่างนี้ฉบับเดิมยังมีผล" in page
    assert "ยังไม่มีรายการใดต่างจากฉบับที่จังหวัดยืนยันแล้ว" in page


def test_other_unfinished_months_are_lines_with_their_own_button(client, entered, officer, department):
    build.open_month(NOVEMBER, by=department)
    page = page_of(client, officer)
    assert "เดือนอื่นที่ยังไม่เสร็จ" in page
    assert "รายงานเดือนพฤศจิกายน 2564 อยู่ที่ท่าน: ยังไม่บันทึก 4 จาก 4 รายการ" in page


def test_another_open_month_has_its_whole_list_with_buttons(client, entered, chief, department):
    build.open_month(NOVEMBER, by=department)
    page = page_of(client, chief)
    assert "สิ่งที่ต้องทำทั้งหมดของเดือนนี้ เหลือ 5 ข้อ" in page
    other = page.partition("เดือนอื่นที่ยังไม่เสร็จ")[2].partition("สัปดาห์ของปีงบประมาณ")[0]
    for words in ("ยังไม่ยืนยันระดับอำเภอ 4 จาก 4 รายการ", "ยังไม่ได้ออก รต.๒", "ส่งจังหวัด ภายใน 5 พฤศจิกายน 2564"):
        assert words in other
    assert other.count(at("sheet")) == 2


def test_a_month_that_lies_with_the_province_has_no_list(client, submitted, chief, department):
    build.open_month(NOVEMBER, by=department)
    page = page_of(client, chief)
    october = page.partition("เดือนอื่นที่ยังไม่เสร็จ")[2].partition("สัปดาห์ของปีงบประมาณ")[0]
    assert "อยู่ที่จังหวัด" in october and "สิ่งที่ต้องทำทั้งหมด" not in october


def test_doubtful_figures_want_a_note_and_their_button_leads_to_the_line(client, entered, officer):
    """Nothing is held up by them; with notes they count as done."""
    build.enter(entered, by=officer, value=build.amounts("10000"))
    page = page_of(client, officer)
    assert "ตัวเลขที่ต้องดู 4 รายการ ยังไม่มีคำชี้แจง 4 รายการ" in page
    first = entered.lines.order_by("group__sort_key", "category").first()
    assert f'href="{at("entry")}?rows=all#line-{first.group_id}-{first.category}"' in page
    entered.lines.update(note="งานกาชาด")
    assert "รายการที่ต้องดู 4 รายการ มีคำชี้แจงครบ" in page_of(client, officer)


def test_sending_is_the_last_thing_to_do_and_has_its_button_once_all_is_ready(
    client, entered, chief, officer
):
    assert f'href="{at("sheet")}#submit"' not in page_of(client, chief)
    build.sign(entered, by=chief)
    assert page_of(client, chief).count(f'href="{at("sheet")}#submit"') == 3
    assert f'href="{at("sheet")}#submit"' not in page_of(client, officer)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (dt.datetime(2021, 11, 3, 13, 59, 59, tzinfo=dt.UTC), "เหลือ 2 วัน 3 ชั่วโมง ถึงสิ้นวันที่ 5"),
        (dt.datetime(2021, 11, 5, 16, 59, tzinfo=dt.UTC), "เหลือไม่ถึง 1 นาที ถึงสิ้นวันที่ 5"),
        (dt.datetime(2021, 11, 5, 17, 0, tzinfo=dt.UTC), "เลยกำหนด 1 วัน"),
    ],
)
def test_the_sentence_counts_down_to_midnight_in_bangkok(three_groups, officer, now, words):
    said = DistrictDesk(officer, now=now).say
    assert said.detail.endswith(f"ส่งจังหวัดภายใน 5 พฤศจิกายน 2564 · {words}")


def test_a_closed_month_says_that_nothing_can_be_sent(client, entered, chief, department):
    months.close_month(month=entered.month.month, by=department, now=build.NOW)
    page = page_of(client, chief)
    assert "กรมฯ ปิดรับข้อมูลเดือนตุลาคม 2564 แล้ว โดยที่ยังไม่ได้ส่ง" in page
    assert "สิ่งที่ต้องทำ เดือน" not in page


def test_the_month_before_is_compared_with_its_publication(client, published, officer, department):
    build.open_month(NOVEMBER, by=department)
    report = build.report_of("4302", NOVEMBER)
    build.enter(report, by=officer, value=build.amounts("138.05"))
    page = page_of(client, officer)
    assert "552" in page
    assert "10.0% จาก ต.ค." in page


def test_without_an_open_month_the_page_says_so(client, officer):
    assert "กรมฯ ยังไม่เปิดงวดให้รายงาน" in page_of(client, officer)


# --- a province ---


def test_the_province_sees_its_score_and_what_to_check(client, submitted, province_staff):
    page = page_of(client, province_staff)
    assert "เดือนตุลาคม 2564 มี 1 อำเภอส่งแล้ว รอจังหวัดตรวจและยืนยัน" in page
    assert "0/2" in page
    assert "อำเภอท่าบ่อ: ยังไม่ยืนยันระดับจังหวัด 4 จาก 4 รายการ" in page
    assert f'href="{at("sheet")}"' in page


def test_the_province_sees_what_is_ready_and_who_is_late(client, submitted, province_staff):
    build.cover(submitted, by=province_staff)
    page = page_of(client, province_staff)
    assert "อำเภอท่าบ่อ พร้อมยืนยันและส่งกรมฯ" in page
    assert f'href="{at("sheet")}#publish"' in page
    assert "อำเภอเมืองหนองคาย ยังไม่ส่ง" in page
    assert "ล่าช้า" in page


def test_the_province_sees_who_is_correcting(client, published, province_staff):
    assert "1/2" in page_of(client, province_staff)
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    page = page_of(client, province_staff)
    assert "อำเภอท่าบ่อ กำลังแก้ไขฉบับใหม่" in page
    assert "1/2" in page


def test_with_nothing_open_the_province_sees_that(client, province_staff):
    assert "ไม่มีเรื่องรอจังหวัด" in page_of(client, province_staff)


# --- the nation ---


@pytest.mark.parametrize("who", ["department", "auditor"])
def test_the_nation_sees_published_figures_only(client, published, neighbour, request, who):
    build.producer("กลุ่มลับ", district="4301", by=neighbour)
    build.enter(build.report_of("4301"), by=neighbour, value=build.amounts("777777.00"))
    page = page_of(client, request.getfixturevalue(who))
    assert "502.00" in page
    assert "1/3" in page
    assert "777,777" not in page
    assert reverse("nation_month", args=(build.OCTOBER,)) in page


def test_only_the_department_manages_months_and_only_the_auditor_the_log(
    client, october, department, auditor
):
    months = reverse("months", args=(2565,))
    page = page_of(client, department)
    assert months in page
    assert reverse("audit") not in page
    page = page_of(client, auditor)
    assert months not in page
    assert reverse("audit") in page


def test_a_correction_keeps_counting_for_the_nation(client, published, department):
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=department, now=build.NOW)
    page = page_of(client, department)
    assert "1/3" in page
    assert "502.00" in page


def test_without_an_open_month_the_nation_sees_that(client, department):
    assert "ยังไม่มีเดือนที่เปิดให้รายงาน" in page_of(client, department)


def test_the_administrator_is_led_to_the_accounts(client, administrator):
    page = page_of(client, administrator)
    assert reverse("users") in page
    assert "ไม่เห็นยอดจำหน่าย" in page


# --- for all ---


def test_a_visitor_signs_in_first(client, db):
    assert client.get(URL).url == login_url(URL)


def test_it_takes_no_post(client, officer):
    client.force_login(officer)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize(("months", "groups"), [(1, 3), (4, 30)])
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("officer", 22),
        ("chief", 22),
        ("province_staff", 12),
        ("department", 7),
        ("auditor", 6),
        ("administrator", 3),
    ],
)
def test_queries(
    client,
    department,
    officer,
    chief,
    province_staff,
    request,
    who,
    expected,
    months,
    groups,
    django_assert_num_queries,
):
    """The same number for one open month as for four, for few lines as for many."""
    build.producers(groups, district="4302", by=officer)
    for number in range(months):
        month = build.OCTOBER.plus(number)
        build.open_month(month, by=department)
        report = build.report_of("4302", month)
        if number:
            later = build.NOW + dt.timedelta(days=30 * number)
            build.submit(report, officer=officer, chief=chief, now=later)
        else:
            build.enter(report, by=officer)
            build.sign(report, by=chief)
            if who == "province_staff":
                workflow.submit(report=report, by=chief, now=build.NOW)
    client.force_login(request.getfixturevalue(who))
    with django_assert_num_queries(expected):
        client.get(URL)
