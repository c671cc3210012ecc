"""The page of a correction: asking, withdrawing, granting, refusing, extending and ending (R13)."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from reporting.actions import binder, months, workflow
from reporting.actions.workflow import LineToReturn
from reporting.models import (
    Correction,
    CorrectionState,
    EvidenceKind,
    MonthlyReport,
    Notice,
    ReturnedLine,
    State,
)
from reporting.stats import sheet
from tests import build, uploaded
from tests.views.desk import at, login_url, text_of, told

URL = at("correction")
SAVED = "การบันทึกข้อมูลสมบูรณ์"


def working() -> MonthlyReport:
    return MonthlyReport.objects.with_context().get(district_id="4302")


def values(report, count=1) -> list[str]:
    return [f"{row.group.pk}-{row.category}" for row in sheet.rows(report)[:count]]


def request_of(report, count=1, **said):
    words = {"reason": "MISTYPED", "text": "พิมพ์เกินหนึ่งหลัก", "direction": "less", "amount": "๙๐"}
    return {"pair": values(report, count)} | words | said


@pytest.fixture
def asked(client, published, officer) -> Correction:
    client.force_login(officer)
    client.post(URL, request_of(published, 2))
    return Correction.objects.get()


@pytest.fixture
def granted(client, asked, province_staff) -> Correction:
    client.force_login(province_staff)
    client.post(at("correction_grant"), {"pair": values(working()), "expires_on": "1/1/2600"})
    return Correction.objects.get()


@pytest.mark.parametrize("who", ["officer", "chief"])
def test_the_district_asks_line_by_line(client, published, request, who):
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(URL))
    assert page.count('name="pair"') == 4
    assert "125.50" in page, "the published figure stands beside each line"
    response = client.post(URL, request_of(published))
    assert (response.url, told(response)) == (URL, [f"{SAVED} ส่งคำขอแก้ไขแล้ว ถอนได้จนกว่าจะมีผู้พิจารณา"])
    asked = Correction.objects.get()
    assert (asked.state, asked.effect) == (CorrectionState.ASKED, -90)
    page = text_of(client.get(URL))
    assert "รอพิจารณา" in page and "−90.00 บาท" in page and "พิมพ์เกินหนึ่งหลัก" in page


def test_a_search_keeps_what_was_chosen_and_typed(client, published, officer):
    """It works without a script: a search is a button of the same form, and checks nothing yet."""
    client.force_login(officer)
    said = request_of(published, text="ยังพิมพ์ไม่จบ", find="น้ำพริก", search="1")
    response = client.post(URL, said)
    page = text_of(response)
    assert response.status_code == 200
    assert page.count('name="pair"') == 2, "the one that was chosen, and the one that was found"
    assert f'value="{values(published)[0]}" autocomplete="off" checked' in page
    assert "ยังพิมพ์ไม่จบ" in page
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"pair": []}, "อย่างน้อย 1 รายการ"),
        ({"pair": ["1-GOLD"]}, "ไม่อยู่ในเดือนนี้แล้ว"),
        ({"reason": ""}, "โปรดเลือกเหตุผล"),
        ({"text": " "}, "ผิดตรงไหน"),
        ({"amount": "1,23"}, "1,23"),
        ({"amount": ""}, "โปรดพิมพ์จำนวนเงิน"),
        ({"direction": "same"}, "ไม่ต้องพิมพ์จำนวนเงิน"),
    ],
)
def test_what_is_missing_is_said_on_the_form(client, published, officer, said, sentence):
    client.force_login(officer)
    response = client.post(URL, request_of(published) | said)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Correction.objects.exists()


@pytest.mark.parametrize("who", ["chief", "province_staff"])
def test_the_notice_of_a_request_leads_to_its_page(client, chief, province_staff, asked, request, who):
    person = request.getfixturevalue(who)
    client.force_login(person)
    notice = Notice.objects.get(user=person, kind="correction_asked")
    assert client.post(reverse("inbox_read"), {"open": notice.pk}).url == URL


def test_the_district_withdraws(client, asked, officer):
    client.force_login(officer)
    response = client.post(at("correction_withdraw"))
    assert told(response)[-1] == f"{SAVED} ถอนคำขอแล้ว"
    assert Correction.objects.get().state == CorrectionState.WITHDRAWN
    assert "อำเภอถอนคำขอ" in text_of(client.get(URL))


def test_the_province_grants_a_part_until_a_day(client, asked, province_staff):
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert page.count("checked>") == 2, "everything that is asked for is ticked at first"
    response = client.post(at("correction_grant"), {"pair": values(working()), "expires_on": "๑/๑/๒๖๐๐"})
    assert told(response)[-1].startswith(f"{SAVED} อนุญาตให้แก้ไขแล้ว")
    assert Correction.objects.get().granted_pairs() == {sheet.rows(working())[0].key}
    assert "ไม่ได้รับอนุญาต" in text_of(client.get(URL))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"pair": [], "expires_on": "1/1/2600"}, "อย่างน้อย 1 รายการ"),
        ({"expires_on": "32/1/2600"}, "ไม่มีวันที่ 32"),
        ({"expires_on": "1/1/2564"}, "ต้องไม่ก่อนวันนี้"),
    ],
)
def test_a_grant_that_is_not_whole_stays_on_the_page(client, asked, province_staff, said, sentence):
    client.force_login(province_staff)
    response = client.post(at("correction_grant"), {"pair": values(working(), 2)} | said)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert working().state == State.PUBLISHED


def test_a_refusal_needs_words(client, asked, province_staff):
    client.force_login(province_staff)
    assert client.post(at("correction_refuse"), {"text": " "}).status_code == 422
    client.post(at("correction_refuse"), {"text": "หลักฐานไม่พอ"})
    assert Correction.objects.get().state == CorrectionState.REFUSED
    assert "หลักฐานไม่พอ" in text_of(client.get(URL))


@pytest.mark.parametrize("who", ["province_staff", "department"])
def test_who_may_grant_opens_one_unasked(client, published, request, who):
    client.force_login(request.getfixturevalue(who))
    assert "เปิดให้อำเภอแก้ไข" in text_of(client.get(URL))
    response = client.post(URL, request_of(published, expires_on="1/1/2600"))
    assert told(response)[-1].startswith(f"{SAVED} เปิดให้แก้ไขแล้ว")
    assert (working().state, working().revision) == (State.OPEN, 2)


def test_the_department_sees_the_request_and_no_working_figure(client, granted, officer, department):
    report = working()
    build.enter(report, by=officer, value=build.amounts("777777.00"))
    client.force_login(department)
    page = text_of(client.get(URL))
    assert "777,777" not in page
    assert "125.50" in page and "พิมพ์เกินหนึ่งหลัก" in page


def test_the_department_opens_the_evidence_that_a_request_names(
    client, three_groups, officer, chief, province_staff, department
):
    (piece,) = binder.add(
        report=three_groups, kind=EvidenceKind.PHOTO, uploads=[uploaded.PHOTO], by=officer, now=build.NOW
    )
    report = build.publish(three_groups, officer=officer, chief=chief, staff=province_staff)
    client.force_login(officer)
    client.post(URL, request_of(report, evidence=[piece.pk]))
    client.force_login(department)
    file = reverse("stored_file", args=(piece.file_id,))
    assert f'href="{file}"' in text_of(client.get(URL))
    opened = client.get(file)
    assert opened.status_code == 200
    opened.close()


def test_the_grant_is_extended_and_ended(client, granted, province_staff):
    client.force_login(province_staff)
    assert client.post(at("correction_extend"), {"expires_on": "x"}).status_code == 422
    client.post(at("correction_extend"), {"expires_on": "2/1/2600"})
    assert Correction.objects.get().expires_on.day == 2
    assert client.post(at("correction_end"), {"text": ""}).status_code == 422
    response = client.post(at("correction_end"), {"text": "ไม่ต้องแก้แล้ว"})
    assert "เลขที่รับ 4302-2565-10-04" in told(response)[-1]
    assert (working().state, working().revision) == (State.PUBLISHED, 1)


def test_the_entry_page_opens_the_granted_rows_only(client, granted, officer):
    client.force_login(officer)
    page = text_of(client.get(at("entry")))
    assert "แก้ไขได้เฉพาะ 1 รายการนี้ ถึงสิ้นวันที่ 1 มกราคม 2600" in page
    assert page.count("is-locked") == 3
    assert "ส่งจังหวัดภายใน 1 มกราคม 2600" in text_of(client.get(at("sheet")))


def test_after_the_last_day_the_pages_say_what_to_do(client, granted, officer, province_staff):
    Correction.objects.update(expires_on=build.NOW.date())
    client.force_login(officer)
    for name in ("entry", "sheet", "correction"):
        assert "หมดเวลาแก้ไขแล้ว" in text_of(client.get(at(name)))
    client.force_login(province_staff)
    assert "ขยายเวลา หรือยุติการแก้ไข" in text_of(client.get(URL))


def test_a_draft_whose_last_day_is_over_has_no_weeks_on_the_years_strip(client, granted, officer):
    client.force_login(officer)
    assert 'class="boxes"' in text_of(client.get(at("year_strip"))).partition("strip-key")[0]
    Correction.objects.update(expires_on=build.NOW.date())
    page = text_of(client.get(at("year_strip"))).partition("strip-key")[0]
    assert 'class="boxes"' not in page
    assert "หมดเวลาแก้ไข" in page


def test_of_returned_lines_only_the_granted_take_figures(client, granted, officer, chief, province_staff):
    report = working()
    (pair,) = granted.granted_pairs()
    build.enter(report, by=officer, value=build.amounts("1000.00"))
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=timezone.now())
    own = {(line.group_id, line.category): line.pk for line in report.lines.all()}
    other = next(pk for key, pk in own.items() if key != pair)
    items = [LineToReturn(pk, "OTHER", "ตรวจ") for pk in (own[pair], other)]
    workflow.return_lines(report=working(), lines=items, by=province_staff, now=timezone.now())
    client.force_login(officer)
    page = text_of(client.get(at("fix")))
    assert f'name="f-{own[pair]}-1-regular"' in page
    assert f'name="f-{other}-1-regular"' not in page
    assert page.count("ไม่อยู่ในรายการที่ได้รับอนุญาตให้แก้ไข") == 1
    answer = {f"f-{other}-answer": "ถูกต้องแล้ว", f"f-{other}-answer-seen": ""}
    assert client.post(at("fix"), answer).status_code == 302
    assert ReturnedLine.objects.get(line=other).answer == "ถูกต้องแล้ว"


def test_the_province_looks_at_the_difference(client, granted, officer, chief, province_staff):
    report = working()
    build.enter(report, by=officer, value=build.amounts("1000.00"))
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW)
    client.force_login(province_staff)
    page = text_of(client.get(at("sheet")))
    assert "รายได้ปกติ 100.00 → 1,000.00 (+900.00)" in page
    assert "แก้ไข 1 · ไม่เปลี่ยนจากฉบับที่ยืนยันแล้ว 3 รายการ" in page
    assert page.count('name="tick"') == 1


def test_a_request_waits_on_the_first_page_of_who_decides(client, asked, province_staff, department):
    def waits(person) -> bool:
        client.force_login(person)
        return URL in text_of(client.get(reverse("home")))

    assert waits(province_staff) and not waits(department)
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    assert waits(department) and not waits(province_staff)


def test_of_a_closed_month_the_department_decides(client, asked, province_staff, department):
    months.close_month(month=build.OCTOBER, by=department, now=build.NOW)
    client.force_login(province_staff)
    page = text_of(client.get(URL))
    assert "กรมฯ เป็นผู้พิจารณา" in page and at("correction_grant") not in page
    client.force_login(department)
    assert at("correction_grant") in text_of(client.get(URL))


def test_a_month_that_was_never_published_is_refused(client, submitted, officer, department):
    client.force_login(officer)
    response = client.get(URL)
    assert (response.url, told(response)[0][:13]) == (at("sheet"), "ขอแก้ไขได้เมื")
    client.force_login(department)
    assert client.get(URL).status_code == 404


def test_a_visitor_signs_in_first(client, published):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "administrator"])
def test_another_area_is_not_found(client, published, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_without_the_right_it_is_forbidden(client, published, auditor):
    client.force_login(auditor)
    assert client.get(URL).status_code == 403


@pytest.mark.parametrize("name", ["withdraw", "grant", "refuse", "extend", "end"])
def test_looking_decides_nothing(client, asked, officer, name):
    client.force_login(officer)
    assert client.get(at(f"correction_{name}")).status_code == 405


@pytest.mark.parametrize("count", [3, 60])
def test_queries(client, report, officer, chief, province_staff, count, django_assert_max_num_queries):
    build.producers(count, district="4302", by=officer)
    build.publish(report, officer=officer, chief=chief, staff=province_staff)
    client.force_login(officer)
    with django_assert_max_num_queries(9):
        client.get(URL)
    client.post(URL, request_of(working(), count))
    client.force_login(province_staff)
    with django_assert_max_num_queries(9):
        client.get(URL)
