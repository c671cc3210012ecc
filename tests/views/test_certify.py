"""Recording the district committee's resolution: how, which number, when, and its paper (R8, R18)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from reporting.actions.ticks import Level
from reporting.models import AuditEvent, DistrictCertification, Method
from reporting.readiness import Standing
from tests import build, uploaded
from tests.views.desk import at, login_url, text_of, told

URL = at("certify")
MINUTES = uploaded.pdf()


@pytest.fixture
def ticked(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    return three_groups


def typed(**changes) -> dict[str, object]:
    fields = {"method": "MEETING", "number": "11/2564", "resolved_on": "๒/๑๑/๒๕๖๔", "note": ""} | changes
    return {name: value for name, value in fields.items() if value is not None}


def test_the_page_shows_what_is_certified(client, ticked, chief):
    client.force_login(chief)
    response = client.get(URL)
    assert response.status_code == 200
    text = text_of(response)
    for words in ["มติ นตผ.อำเภอท่าบ่อ", "4 รายการ", "400.00", "80.00", "22.00", "502.00", at("rt2_draft")]:
        assert words in text
    assert 'name="resolved_on"' in text


def test_a_meeting_is_recorded(client, ticked, chief):
    client.force_login(chief)
    response = client.post(URL, typed(note="ครบองค์ประชุม"))
    assert response.url == at("sheet")
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์"]
    recorded = DistrictCertification.objects.get()
    assert (recorded.method, recorded.number, recorded.note) == (Method.MEETING, "11/2564", "ครบองค์ประชุม")
    assert recorded.resolved_on == dt.date(2021, 11, 2)
    assert recorded.content_sha256 == Standing(ticked).snapshot.sha256
    assert (recorded.recorded_by, recorded.file) == (chief, None)


def test_a_circular_with_its_file_is_recorded(client, ticked, chief):
    client.force_login(chief)
    file = SimpleUploadedFile("หนังสือเวียน.pdf", MINUTES)
    client.post(URL, typed(method="CIRCULAR", number="นค 0519.2/ว 7", file=file))
    recorded = DistrictCertification.objects.get()
    assert recorded.method == Method.CIRCULAR
    assert (recorded.file.name, recorded.file.content()) == ("หนังสือเวียน.pdf", MINUTES)


def test_a_second_press_records_it_once(client, ticked, chief):
    client.force_login(chief)
    for _ in range(2):
        file = SimpleUploadedFile("มติ.pdf", MINUTES)
        assert told(client.post(URL, typed(file=file)))[-1] == "การบันทึกข้อมูลสมบูรณ์"
    assert DistrictCertification.objects.count() == 1
    assert AuditEvent.objects.filter(action="certify_district").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"method": None}, "โปรดเลือกวิธีรับรอง"),
        ({"number": "  "}, "โปรดระบุเลขที่มติหรือเลขที่หนังสือ"),
        ({"number": "1" * 81}, "เลขที่ยาวได้ไม่เกิน 80 ตัวอักษร"),
        ({"resolved_on": ""}, "โปรดระบุวันที่"),
        ({"resolved_on": "2/11/2021"}, "ปี 2021 เป็น ค.ศ. โปรดพิมพ์เป็น พ.ศ. เช่น 2/11/2564"),
        ({"resolved_on": "31/2/2564"}, "ไม่มีวันที่ 31 กุมภาพันธ์ 2564"),
        ({"resolved_on": "1/1/2650"}, "วันที่มีมติต้องไม่เกินวันนี้"),
        ({"note": "ก" * 501}, "หมายเหตุยาวได้ไม่เกิน 500 ตัวอักษร"),
        ({"file": SimpleUploadedFile("x.exe", b"MZ")}, "รับเฉพาะไฟล์ PDF, JPG, PNG หรือ WebP โปรดเลือกไฟล์ใหม่"),
    ],
)
def test_bad_input_is_shown_and_what_was_typed_stays(client, ticked, chief, changes, sentence):
    client.force_login(chief)
    response = client.post(URL, typed(**{"note": "ที่ประชุมเห็นชอบ"} | changes))
    assert response.status_code == 422
    text = text_of(response)
    assert sentence in text
    assert "ที่ประชุมเห็นชอบ" in text or "note" in changes
    assert 'value="MEETING"' in text
    assert not DistrictCertification.objects.exists()


def test_before_everything_is_ticked_the_page_says_what_is_missing(client, three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    client.force_login(chief)
    text = text_of(client.get(URL))
    assert "ยังไม่ยืนยันระดับอำเภอ 4 จาก 4 รายการ" in text
    assert 'name="resolved_on"' not in text
    response = client.post(URL, typed())
    assert response.status_code == 422
    text = text_of(response)
    assert "ยังบันทึกมติไม่ได้ โปรดทำรายการที่ค้างให้ครบก่อน" in text
    assert "11/2564" in text


def test_a_resolution_that_the_lines_left_behind_is_marked(client, ticked, officer, chief):
    client.force_login(chief)
    client.post(URL, typed())
    assert "ตรงกับยอดปัจจุบัน" in text_of(client.get(URL))
    build.enter(ticked, by=officer, value=build.amounts("9.00"))
    build.tick(ticked, Level.DISTRICT, by=chief)
    text = text_of(client.get(URL))
    assert "ต้องรับรองใหม่" in text and "11/2564" in text


def test_after_an_issue_the_page_warns(client, ticked, chief):
    client.force_login(chief)
    client.post(URL, typed())
    build.issue(ticked, by=chief)
    assert "ต้องออก รต.๒ และลงนามใหม่" in text_of(client.get(URL))


def test_a_submitted_month_takes_no_resolution(client, submitted, chief):
    client.force_login(chief)
    response = client.get(URL)
    assert "จึงบันทึกมติใหม่ไม่ได้" in text_of(response)
    assert 'name="resolved_on"' not in text_of(response)
    response = client.post(URL, typed(number="99/2564"))
    assert response.status_code == 422
    assert "ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้" in text_of(response)
    assert DistrictCertification.objects.count() == 1


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(URL, typed()).status_code == 404


@pytest.mark.parametrize("who", ["officer", "province_staff"])
def test_without_the_right_it_is_forbidden(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.post(URL, typed()).status_code == 403


def test_it_takes_no_put(client, report, chief):
    client.force_login(chief)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 60])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    build.tick(report, Level.DISTRICT, by=chief)
    client.force_login(chief)
    with django_assert_num_queries(12):
        client.get(URL)
    with django_assert_num_queries(17):
        client.post(URL, typed())
