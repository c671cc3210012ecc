"""Sending scans of signed papers: each says what became of it (D04)."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reporting.actions import certifications, scans
from reporting.actions.ticks import Level
from reporting.models import Signature, SignedScan
from tests import build, uploaded
from tests.views.desk import at, login_url, text_of, told

URL = reverse("signed_papers")


@pytest.fixture
def paper(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    return build.issue(three_groups, by=chief)


def scan_of(paper) -> bytes:
    return uploaded.scan(f"https://otop.example/verify/{paper.token}/")


def sent(*contents: bytes, **fields) -> dict[str, object]:
    files = [SimpleUploadedFile(f"{number}.jpg", content) for number, content in enumerate(contents, 1)]
    ticked = {"checked": "on", "agrees": "on", "same": "on"}
    return {name: value for name, value in (ticked | {"files": files} | fields).items() if value}


def test_each_file_says_what_became_of_it(client, paper, chief):
    client.force_login(chief)
    response = client.post(URL, sent(scan_of(paper), uploaded.picture(), b"<html>"))
    assert response.url == URL
    filed, waiting, refused = told(response)
    assert "จัดเข้าแฟ้มแล้ว 1 ไฟล์" in filed and f"1.jpg: {paper}" in filed
    assert "โปรดเลือกเอกสารด้านล่าง 1 ไฟล์" in waiting and "2.jpg" in waiting
    assert "ไม่ได้รับ 1 ไฟล์" in refused and "3.jpg: รับเฉพาะไฟล์" in refused
    assert Signature.objects.get().document == paper
    page = text_of(client.get(URL))
    assert "รอเลือกเอกสาร 1 ภาพ" in page and f'<option value="{paper.number}">' in page
    assert "อ่านจากคิวอาร์โค้ด" in page and paper.number in page


def test_the_sheet_leads_to_a_better_scan(client, paper, chief, province_staff):
    scans.receive(upload=uploaded.Upload("1.jpg", scan_of(paper)), by=chief, now=build.NOW)
    client.force_login(chief)
    assert "ส่งภาพใหม่แทน" in text_of(client.get(at("sheet")))
    client.force_login(province_staff)
    assert "ส่งภาพใหม่แทน" not in text_of(client.get(at("sheet")))


def test_a_strangers_paper_is_not_taken(client, paper, neighbour):
    client.force_login(neighbour)
    (refused,) = told(client.post(URL, sent(scan_of(paper))))
    assert "เป็นเอกสารของอำเภออื่น" in refused
    assert paper.number not in refused
    assert not SignedScan.objects.exists()


@pytest.mark.parametrize("missing", ["checked", "agrees", "same", "files"])
def test_every_statement_and_a_file_are_asked_for(client, paper, chief, missing):
    client.force_login(chief)
    response = client.post(URL, sent(scan_of(paper), **{missing: None}))
    assert response.status_code == 422
    assert "is-invalid" in text_of(response)
    assert not Signature.objects.exists()


def test_what_waits_with_one_district_is_nobody_elses(client, paper, chief, neighbour, province_staff):
    waiting = scans.receive(upload=uploaded.PHOTO, by=chief, now=build.NOW).waiting
    client.force_login(neighbour)
    assert "รอเลือกเอกสาร" not in text_of(client.get(URL))
    for person in (neighbour, province_staff):
        client.force_login(person)
        assert client.get(reverse("stored_file", args=(waiting.file_id,))).status_code == 404


def test_a_visitor_signs_in_first(client, places):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["officer", "province_staff", "department", "auditor", "administrator"])
def test_without_the_right_it_is_forbidden(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.post(URL).status_code == 403


def test_it_takes_no_delete(client, chief):
    client.force_login(chief)
    assert client.delete(URL).status_code == 405
