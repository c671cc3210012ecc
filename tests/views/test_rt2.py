"""The preview of RT.2: what the paper will say, how it stands, and the one button that comes next."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import certifications
from reporting.actions.ticks import Level
from reporting.models import Document
from reporting.readiness import Standing
from tests import build
from tests.views.desk import at, login_url, text_of

URL = at("rt2")


@pytest.fixture
def certified(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    return three_groups


def page(client, user) -> str:
    client.force_login(user)
    response = client.get(URL)
    assert response.status_code == 200
    return text_of(response)


def test_a_draft_shows_the_lines_and_what_is_missing(client, three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    text = page(client, chief)
    for words in ["กลุ่มทอผ้าบ้านน้ำโมง", "๑๒๕.๕๐", "๕๐๒.๐๐", "ห้าร้อยสองบาทถ้วน", "ร่าง"]:
        assert words in text
    assert "ยังไม่ยืนยันระดับอำเภอ 4 จาก 4 รายการ" in text
    assert at("rt2_draft") in text
    assert at("rt2_issue") not in text


def test_a_certified_month_can_be_issued_by_the_development_officer_only(client, certified, officer, chief):
    assert at("rt2_issue") in page(client, chief)
    assert at("rt2_issue") not in page(client, officer)


def test_an_issued_form_can_be_opened_and_signed(client, certified, officer, chief):
    issued = build.issue(certified, by=chief)
    text = page(client, chief)
    assert issued.number in text and issued.short_hash in text
    assert reverse("document", args=(issued.pk,)) in text
    assert at("sign") in text
    assert "ออกแล้ว" in text
    assert at("rt2_draft") not in text
    assert at("sign") not in page(client, officer)


def test_a_signed_form_says_who_signed(client, submitted, chief, province_staff):
    text = page(client, province_staff)
    assert "ลงนามแล้ว" in text
    assert chief.full_name in text
    assert at("sign") not in text


def test_a_change_after_the_issue_shows_that_it_must_be_issued_again(client, certified, officer, chief):
    issued = build.issue(certified, by=chief)
    build.enter(certified, by=officer, value=build.amounts("9.00"))
    text = page(client, chief)
    assert "รายการแก้ไขแล้ว ต้องออกใหม่" in text
    assert issued.number in text
    assert at("rt2_issue") not in text


def test_replaced_issues_stay_in_the_list(client, certified, officer, chief):
    first = build.issue(certified, by=chief)
    build.enter(certified, by=officer, value=build.amounts("9.00"))
    build.sign(certified, by=chief)
    text = page(client, chief)
    assert "มีฉบับใหม่แทน" in text
    second = Document.objects.in_force().get()
    assert first.number in text and second.number in text


def test_a_name_is_text(client, report, officer, chief):
    build.producer("กลุ่ม <b>หนา</b> & เพื่อน", district="4302", by=officer)
    build.enter(report, by=officer)
    text = page(client, chief)
    assert "กลุ่ม &lt;b&gt;หนา&lt;/b&gt; &amp; เพื่อน" in text
    assert "<b>หนา</b>" not in text


def test_the_page_shows_the_content_that_has_the_hash(client, certified, chief):
    assert Standing(certified).snapshot.sha256[:12] in page(client, chief)


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404


def test_it_takes_no_post(client, report, chief):
    client.force_login(chief)
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 60])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    build.sign(report, by=chief)
    client.force_login(chief)
    client.get(URL)
    with django_assert_num_queries(14):
        client.get(URL)
