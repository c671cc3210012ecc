"""The public page behind the QR code: genuine or not, current or replaced, and no name of anybody."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import certifications, workflow
from reporting.actions.ticks import Level
from reporting.models import Document
from tests import build
from tests.views.desk import text_of


@pytest.fixture
def certified(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    return three_groups


def address(document: Document) -> str:
    return reverse("verify", args=(document.token,))


def shown(client, document: Document) -> str:
    response = client.get(address(document))
    assert response.status_code == 200
    return text_of(response)


def test_a_visitor_learns_that_it_is_genuine_and_current(client, certified, chief):
    issued = build.issue(certified, by=chief)
    text = shown(client, issued)
    for words in [
        "เอกสารนี้ออกจากระบบจริง",
        ">และยังใช้อยู่</span></h1>",
        "ฉบับปัจจุบัน",
        "อำเภอท่าบ่อ จังหวัดหนองคาย",
        "ตุลาคม 2564 ฉบับที่ 1",
        issued.number,
        issued.short_hash,
        "502.00 บาท",
        "3 พฤศจิกายน 2564",
        "ยังไม่ลงนามในระบบ",
    ]:
        assert words in text


def test_it_names_nobody_and_no_line(client, submitted, officer, chief):
    text = shown(client, Document.objects.get())
    for secret in [officer.full_name, chief.full_name, "กลุ่มทอผ้าบ้านน้ำโมง", "4 รายการ", "100.00"]:
        assert secret not in text
    assert "ลงนามแล้ว" in text


def test_the_department_sees_no_more_than_a_visitor(client, submitted, department):
    issued = Document.objects.get()
    visitor = shown(client, issued)
    client.force_login(department)
    assert shown(client, issued) == visitor


def test_a_replaced_document_names_the_newer_one(client, certified, officer, chief):
    old = build.issue(certified, by=chief)
    build.enter(certified, by=officer, value=build.amounts("9.00"))
    build.sign(certified, by=chief)
    text = shown(client, old)
    assert ">แต่ใช้ไม่ได้แล้ว</span></h1>" in text
    assert "มีฉบับใหม่แทน" in text
    assert "RT2-4302-2565-10-1-2" in text


def test_a_document_that_the_lines_have_left_behind_says_so(client, certified, officer, chief):
    issued = build.issue(certified, by=chief)
    build.enter(certified, by=officer, value=build.amounts("9.00"))
    text = shown(client, issued)
    assert ">แต่ข้อมูลเปลี่ยนไปแล้ว</span></h1>" in text
    assert "รายการแก้ไขแล้ว รอออกฉบับใหม่" in text
    assert "ฉบับปัจจุบัน" not in text


def test_while_a_correction_is_made_the_published_paper_stays_current(
    client, published, officer, chief, province_staff
):
    first = Document.objects.get()
    report = workflow.reopen(report=published, reason="แก้", by=province_staff, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("9.00"))
    assert "ฉบับปัจจุบัน" in shown(client, first)
    build.sign(report, by=chief)
    assert "RT2-4302-2565-10-2-2" in shown(client, first)


def test_an_unknown_token_says_that_there_is_no_such_document(client, db):
    response = client.get(reverse("verify", args=("unknown-token",)))
    assert response.status_code == 404
    assert "ไม่พบเอกสารนี้ในระบบ" in text_of(response)


@pytest.mark.parametrize("token", ["short", "x" * 200, "ก", "' OR 1=1 --"])
def test_what_is_no_token_at_all_is_not_found(client, db, token):
    assert client.get(f"/verify/{token}/").status_code == 404


def test_it_is_not_kept_by_browsers(client, submitted):
    assert "no-store" in client.get(address(Document.objects.get()))["Cache-Control"]


def test_it_takes_no_post(client, submitted):
    assert client.post(address(Document.objects.get())).status_code == 405


@pytest.mark.parametrize("count", [3, 60])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    build.sign(report, by=chief)
    url = address(Document.objects.get())
    with django_assert_num_queries(3):
        client.get(url)
    workflow.submit(report=report, by=chief, now=build.NOW)
    with django_assert_num_queries(1):
        client.get(url)
