"""The committee's register: adding, correcting, ending a time, and the sheet that a meeting signs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from reporting.models import CommitteeMember, CommitteeRole
from reporting.reports import sign_in
from tests import build
from tests.reports.test_pdf import pages
from tests.reports.test_pdf import words as words_of
from tests.views.desk import at, login_url, text_of, told

URL = at("committee")
PROVINCE_URL = reverse("province_committee", args=("43", build.OCTOBER))


def typed(**changes) -> dict[str, str]:
    fields = {"name": "นางจันทร์ ตัวอย่าง", "role": "CHAIR", "position": "ปลัดอำเภอ", "since": "๑/๑๐/๒๕๖๔"}
    return fields | {"email": "", "phone": ""} | changes


def member_url(member) -> str:
    return reverse("committee_member", args=("4302", build.OCTOBER, member.pk))


def test_a_member_is_added(client, report, chief):
    client.force_login(chief)
    response = client.post(URL, typed(email="chan@example.org", phone="042 411111"))
    assert response.url == URL
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์"]
    member = CommitteeMember.objects.get()
    assert (member.name, member.role, member.district_id) == (
        "นางจันทร์ ตัวอย่าง",
        CommitteeRole.CHAIR,
        "4302",
    )
    assert member.since == dt.date(2021, 10, 1)
    text = text_of(client.get(URL))
    for words in ["นางจันทร์ ตัวอย่าง", "ปลัดอำเภอ", "ประธาน", "042 411111", "องค์ประชุมอย่างน้อย 1 คน"]:
        assert words in text


def test_a_province_keeps_its_own(client, october, province_staff):
    client.force_login(province_staff)
    assert client.post(PROVINCE_URL, typed()).url == PROVINCE_URL
    assert CommitteeMember.objects.get().province_id == "43"
    assert "นางจันทร์ ตัวอย่าง" in text_of(client.get(PROVINCE_URL))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "โปรดพิมพ์ชื่อ–สกุลของกรรมการ"),
        ({"role": "KING"}, "KING"),
        ({"since": "เมื่อวาน"}, "อ่านวันที่ไม่ได้"),
        ({"email": "x"}, "อีเมลไม่ถูกต้อง"),
        ({"phone": "0" * 41}, "ข้อความยาวเกินไป"),
        ({"name": "กรรมการคนที่ 1", "role": "SECRETARY"}, "เป็นกรรมการอยู่แล้ว"),
    ],
)
def test_bad_input_is_shown_and_what_was_typed_stays(client, five_members, report, chief, changes, sentence):
    client.force_login(chief)
    response = client.post(URL, typed(**changes))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert 'value="ปลัดอำเภอ"' in text_of(response)
    assert CommitteeMember.objects.count() == 5


def test_a_member_is_corrected(client, five_members, report, chief):
    client.force_login(chief)
    url = member_url(five_members[1])
    assert 'value="กรรมการคนที่ 2"' in text_of(client.get(url))
    assert client.post(url, typed()).url == URL
    assert CommitteeMember.objects.get(pk=five_members[1].pk).name == "นางจันทร์ ตัวอย่าง"
    response = client.post(url, typed(name="กรรมการคนที่ 1"))
    assert response.status_code == 422 and "อยู่แล้ว" in text_of(response)


def test_a_time_is_ended_and_the_name_stays(client, five_members, report, chief):
    client.force_login(chief)
    url = member_url(five_members[1])
    response = client.post(url, {"do": "end", "until": "1/9/2564"})
    assert response.status_code == 422 and "ไม่ก่อนวันที่เริ่ม" in text_of(response)
    assert client.post(url, {"do": "end", "until": "31/10/2564"}).url == URL
    text = text_of(client.get(URL))
    assert "กรรมการคนที่ 2" in text and "พ้นตำแหน่งแล้ว" in text and "กรรมการปัจจุบัน 4 คน" in text
    assert 'name="do"' not in text_of(client.get(url))


def test_another_committees_member_is_not_found(client, five_members, report, chief, province_staff):
    (other,) = build.members(1, province_staff.province, by=province_staff)
    client.force_login(chief)
    assert client.get(member_url(other)).status_code == 404
    assert client.post(member_url(other), typed()).status_code == 404


@pytest.mark.parametrize("name", ["sign_in_sheet", "province_sign_in_sheet"])
def test_the_sheet_names_everybody_and_leaves_lines(client, report, chief, province_staff, name):
    person = chief if name == "sign_in_sheet" else province_staff
    area = person.district or person.province
    build.members(5, area, by=person)
    client.force_login(person)
    response = client.get(reverse(name, args=(area.pk, build.OCTOBER)))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    members = list(CommitteeMember.objects.of(area).in_order())
    sheet = sign_in.build(area, build.OCTOBER, members)
    text = render_to_string("print/sign_in.html", {"report": sheet})
    for words in ["ใบลงชื่อผู้เข้าประชุม", str(area), "กรรมการคนที่ ๕", "ประธาน", "ลายมือชื่อ", "องค์ประชุมอย่างน้อย ๓ คน"]:
        assert words in text


def test_a_number_of_two_figures_stands_on_one_line(report, chief):
    build.members(9, chief.district, by=chief)
    sheet = sign_in.build(
        chief.district, build.OCTOBER, list(CommitteeMember.objects.of(chief.district).in_order())
    )
    (page,) = pages(sheet, "print/sign_in.html")
    cells = [box for box in page.descendants() if type(box).__name__ == "TableCellBox"]
    cells = [box for box in cells if words_of(box) in ("๑๐", "๑๑", "๑๒")]
    assert len(cells) == 3
    for cell in cells:
        assert len([box for box in cell.descendants() if type(box).__name__ == "LineBox"]) == 1


@pytest.mark.parametrize("url", [URL, PROVINCE_URL])
def test_a_visitor_signs_in_first(client, report, url):
    assert client.get(url).url == login_url(url)


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


@pytest.mark.parametrize("count", [2, 30])
def test_queries(client, report, chief, count, django_assert_max_num_queries):
    build.members(count, chief.district, by=chief)
    client.force_login(chief)
    with django_assert_max_num_queries(8):
        client.get(URL)
