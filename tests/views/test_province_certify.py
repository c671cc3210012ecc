"""Recording the provincial committee's resolution for the districts that it covers (R18)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reporting.models import (
    District,
    ProvincialCertification,
    ProvincialCoverage,
    Role,
    State,
    Subdistrict,
)
from reporting.readiness import Standing
from tests import build, uploaded
from tests.views.desk import login_url, text_of, told

URL = reverse("province_certify", args=("43", build.OCTOBER))


@pytest.fixture
def both(submitted, neighbour):
    """Both districts of the province, submitted: 4302 and 4301."""
    officer = build.person("officer-4301", Role.OFFICER, district="4301")
    other = build.report_of("4301")
    build.producers(2, district="4301", by=officer)
    return [submitted, build.submit(other, officer=officer, chief=neighbour)]


def typed(*reports, **changes) -> dict[str, object]:
    fields = {"method": "MEETING", "number": "3/2564", "resolved_on": "3 พ.ย. 2564", "note": ""}
    return {"reports": [report.pk for report in reports]} | fields | changes


def test_the_page_lists_the_districts_with_their_totals(client, submitted, province_staff):
    client.force_login(province_staff)
    response = client.get(URL)
    assert response.status_code == 200
    text = text_of(response)
    for words in ["อำเภอท่าบ่อ", "502.00", "รอจังหวัดตรวจ", "อำเภอเมืองหนองคาย", "กำลังบันทึก", "ยังไม่มีมติของเดือนนี้"]:
        assert words in text
    assert text.count('name="reports"') == 1
    assert "checked" in text
    assert "อำเภอเมืองอุดรธานี" not in text


def test_one_resolution_covers_several_districts(client, both, province_staff):
    client.force_login(province_staff)
    file = SimpleUploadedFile("มติจังหวัด.png", uploaded.picture("PNG"))
    response = client.post(URL, typed(*both, file=file))
    assert response.url == URL
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์"]
    recorded = ProvincialCertification.objects.get()
    assert (recorded.number, recorded.resolved_on) == ("3/2564", dt.date(2021, 11, 3))
    assert {row.report for row in recorded.coverage.all()} == set(both)
    assert all(Standing(report).coverage for report in both)
    text = text_of(client.get(URL))
    assert "ประชุม 3/2564" in text and "มติจังหวัด.png" in text
    assert "checked" not in text


def test_a_second_press_records_it_once(client, both, province_staff):
    client.force_login(province_staff)
    answers = [told(client.post(URL, typed(*both)))[-1] for _ in range(2)]
    assert answers == ["การบันทึกข้อมูลสมบูรณ์"] * 2
    assert ProvincialCertification.objects.count() == 1
    assert ProvincialCoverage.objects.count() == 2


def test_a_later_resolution_covers_another_district(client, both, province_staff):
    client.force_login(province_staff)
    client.post(URL, typed(both[0]))
    client.post(URL, typed(both[1]))
    assert ProvincialCertification.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reports": []}, "โปรดเลือกอำเภอที่มตินี้ครอบคลุมอย่างน้อย 1 อำเภอ"),
        ({"reports": ["999999"]}, "มีอำเภอที่ยังไม่ได้ส่งรายงาน หรือจังหวัดดำเนินการไปแล้ว โปรดเลือกใหม่"),
        ({"reports": ["x"]}, "มีอำเภอที่ยังไม่ได้ส่งรายงาน หรือจังหวัดดำเนินการไปแล้ว โปรดเลือกใหม่"),
        ({"number": ""}, "โปรดระบุเลขที่มติหรือเลขที่หนังสือ"),
        ({"resolved_on": "เมื่อวาน"}, "อ่านวันที่ไม่ได้ โปรดพิมพ์ วัน/เดือน/ปี พ.ศ. เช่น 2/11/2564"),
        ({"resolved_on": "1/1/2650"}, "วันที่มีมติต้องไม่เกินวันนี้"),
    ],
)
def test_bad_input_is_shown_and_what_was_typed_stays(client, submitted, province_staff, changes, sentence):
    client.force_login(province_staff)
    response = client.post(URL, typed(submitted, note="เห็นชอบ") | changes)
    assert response.status_code == 422
    text = text_of(response)
    assert sentence in text and "เห็นชอบ" in text
    assert (f'id="report-{submitted.pk}" checked' in text) is ("reports" not in changes)
    assert not ProvincialCertification.objects.exists()


def test_a_district_that_has_not_submitted_cannot_be_covered(client, submitted, province_staff):
    client.force_login(province_staff)
    other = build.report_of("4301")
    assert other.state == State.OPEN
    assert client.post(URL, typed(submitted, other)).status_code == 422
    assert not ProvincialCertification.objects.exists()


def test_another_provinces_district_cannot_be_covered(client, submitted, province_staff):
    client.force_login(province_staff)
    assert client.post(URL, typed(submitted, build.report_of("4101"))).status_code == 422
    assert not ProvincialCertification.objects.exists()


def test_nothing_submitted_means_nothing_to_record(client, october, province_staff):
    client.force_login(province_staff)
    text = text_of(client.get(URL))
    assert "ยังไม่มีอำเภอที่ส่งรายงานและรอจังหวัดยืนยัน" in text
    assert 'name="number"' not in text


def test_a_month_that_is_not_opened_says_so(client, province_staff):
    client.force_login(province_staff)
    assert "ยังไม่เปิดงวดของเดือนนี้" in text_of(client.get(URL))


def test_a_published_district_shows_its_resolution(client, published, province_staff):
    client.force_login(province_staff)
    text = text_of(client.get(URL))
    assert "จังหวัดยืนยันแล้ว" in text and "ประชุม 1/2564" in text
    assert 'name="reports"' not in text


def test_a_visitor_signs_in_first(client, october):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "chief", "stranger", "other_province", "administrator"])
def test_another_area_is_not_found(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(URL, typed()).status_code == 404


@pytest.mark.parametrize("who", ["department", "auditor"])
def test_without_the_right_it_is_forbidden(client, october, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.post(URL, typed()).status_code == 403


def test_it_takes_no_put(client, october, province_staff):
    client.force_login(province_staff)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("districts", [1, 4])
def test_queries(client, places, department, province_staff, districts, django_assert_num_queries):
    people = []
    for number in range(districts):
        code = f"43{number + 1:02}"
        District.objects.get_or_create(
            code=code, defaults={"province_id": "43", "name_th": code, "name_en": code, "reports_otop": True}
        )
        Subdistrict.objects.get_or_create(
            code=f"{code}01", defaults={"district_id": code, "name_th": "ตำบล", "name_en": "Tambon"}
        )
        roles = (Role.OFFICER, Role.DEVELOPMENT_OFFICER)
        people.append((code, *(build.person(f"{role}-{code}", role, district=code) for role in roles)))
    build.open_month(build.OCTOBER, by=department)
    reports = []
    for code, officer, chief in people:
        build.producers(2, district=code, by=officer)
        reports.append(build.submit(build.report_of(code), officer=officer, chief=chief))
    client.force_login(province_staff)
    client.post(URL, typed(*reports))
    with django_assert_num_queries(14):
        client.get(URL)
