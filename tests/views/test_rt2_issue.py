"""Issuing RT.2: drawn from exactly the present lines, stored byte for byte, once (R8, R16)."""

from __future__ import annotations

import hashlib

import pytest
from django.urls import reverse

from reporting.actions import certifications
from reporting.actions.ticks import Level
from reporting.models import AuditEvent, Document, State
from reporting.readiness import Standing
from reporting.reports import pdf
from reporting.reports.worker import Worker
from tests import build
from tests.reports import paper
from tests.views.desk import at, login_url, told

URL = at("rt2_issue")


@pytest.fixture
def certified(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    return three_groups


@pytest.fixture
def drawn(monkeypatch) -> list:
    """The forms that were drawn, without the work of drawing them."""
    forms = []

    def draw(template, form, **options):
        forms.append(form)
        return build.PDF

    monkeypatch.setattr(pdf, "draw", draw)
    return forms


def test_it_is_stored_byte_for_byte(client, certified, chief):
    client.force_login(chief)
    response = client.post(URL)
    assert response.url == at("rt2")
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ออก รต.๒ เลขที่ RT2-4302-2565-10-1-1 แล้ว"]
    issued = Document.objects.get()
    content = issued.file.content()
    assert content.startswith(b"%PDF-")
    assert issued.file.sha256 == hashlib.sha256(content).hexdigest()
    assert issued.content_sha256 == Standing(certified).snapshot.sha256
    assert (issued.issued_by, issued.line_count) == (chief, 4)
    assert AuditEvent.objects.filter(action="issue_rt2").count() == 1


def test_the_paper_carries_number_signer_and_the_public_address(client, certified, chief, drawn):
    client.force_login(chief)
    client.post(URL)
    issued = Document.objects.get()
    (form,) = drawn
    assert form.number == issued.number
    assert form.signatures[2].name == chief.full_name
    assert form.verify_url == "http://testserver" + reverse("verify", args=(issued.token,))
    assert form.content_sha256 == issued.content_sha256


def test_a_second_press_gets_the_same_document(client, certified, chief, drawn):
    client.force_login(chief)
    answers = [told(client.post(URL))[-1] for _ in range(2)]
    assert answers[0] == answers[1]
    assert (Document.objects.count(), len(drawn)) == (1, 1)


def test_what_is_missing_is_said(client, three_groups, officer, chief, drawn):
    build.enter(three_groups, by=officer)
    client.force_login(chief)
    response = client.post(URL)
    assert response.url == at("rt2")
    assert told(response)[0] == "ยังไม่ยืนยันระดับอำเภอ 4 จาก 4 รายการ"
    assert not Document.objects.exists() and not drawn


def test_a_line_that_changes_while_it_is_drawn_stops_the_issue(
    client, certified, officer, chief, monkeypatch
):
    def draw(template, form, **options):
        build.enter(certified, by=officer, value=build.amounts("9.00"))
        build.tick(certified, Level.DISTRICT, by=chief)
        certifications.certify_district(
            report=certified, data=build.resolution("2/2564"), by=chief, now=build.NOW
        )
        return build.PDF

    monkeypatch.setattr(pdf, "draw", draw)
    client.force_login(chief)
    assert told(client.post(URL)) == ["มีการแก้ไขรายการระหว่างออก รต.๒ โปรดตรวจแล้วออกใหม่อีกครั้ง"]
    assert not Document.objects.exists()


def test_a_new_issue_replaces_the_older_one(client, certified, officer, chief, drawn):
    client.force_login(chief)
    client.post(URL)
    build.enter(certified, by=officer, value=build.amounts("9.00"))
    build.tick(certified, Level.DISTRICT, by=chief)
    certifications.certify_district(report=certified, data=build.resolution(), by=chief, now=build.NOW)
    client.post(URL)
    old, new = Document.objects.order_by("issued_at")
    assert old.replaced_at is not None and new.replaced_at is None
    assert new.number == "RT2-4302-2565-10-1-2"


def test_a_submitted_month_is_refused(client, submitted, officer, chief, drawn):
    Document.objects.update(content_sha256="0" * 64)
    client.force_login(chief)
    assert "ส่งจังหวัดแล้ว จึงแก้ไขไม่ได้" in told(client.post(URL))[0]
    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


def test_without_pango_nothing_is_issued(client, certified, chief, monkeypatch):
    monkeypatch.setattr(pdf, "WORKER", Worker(paper.WITHOUT_PANGO))
    client.force_login(chief)
    assert "libpango-1.0-0" in told(client.post(URL))[0]
    assert not Document.objects.exists()


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


def test_it_takes_no_get(client, report, chief):
    client.force_login(chief)
    assert client.get(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 60])
def test_queries(client, report, officer, chief, drawn, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    build.tick(report, Level.DISTRICT, by=chief)
    certifications.certify_district(report=report, data=build.resolution(), by=chief, now=build.NOW)
    client.force_login(chief)
    with django_assert_num_queries(30):
        client.post(URL)
