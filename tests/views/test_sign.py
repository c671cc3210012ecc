"""Signing RT.2: statements one by one, the person once more, or a scan of the signed paper (R8)."""

from __future__ import annotations

import uuid
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reporting.actions import certifications, signing
from reporting.actions.ticks import Level
from reporting.models import Document, Signature, SignatureMethod, StoredFile
from tests import build, uploaded
from tests.views.desk import at, login_url, text_of, told

URL = at("sign")
PASSWORD = "rain on the tin roof"
SCAN = uploaded.pdf()


@pytest.fixture(autouse=True)
def _nobody_has_tried_yet():
    cache.clear()


@pytest.fixture
def chief(chief):
    chief.set_password(PASSWORD)
    chief.save()
    return chief


@pytest.fixture
def issued(three_groups, officer, chief) -> Document:
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    return build.issue(three_groups, by=chief)


def electronic(paper, **changes) -> dict[str, str]:
    ticked = {"checked": "on", "agrees": "on", "binds": "on"}
    fields = {"document": str(paper.pk)} | ticked | changes
    return {"way": "electronic"} | {f"electronic-{name}": value for name, value in fields.items() if value}


def scan(paper, content=SCAN, name="รต2 ลงนาม.pdf", **changes) -> dict[str, object]:
    ticked = {"checked": "on", "agrees": "on", "same": "on"}
    fields = {"document": str(paper.pk), "file": SimpleUploadedFile(name, content)} | ticked | changes
    return {"way": "scan"} | {f"scan-{name}": value for name, value in fields.items() if value}


def test_the_page_names_the_document(client, issued, chief):
    client.force_login(chief)
    response = client.get(URL)
    assert response.status_code == 200
    text = text_of(response)
    for words in [issued.number, issued.short_hash, "502.00", "4 รายการ", "ประชุม 1/2564", chief.full_name]:
        assert words in text
    assert reverse("document", args=(issued.pk,)) in text


@pytest.fixture
def said_who(client, chief):
    """The chief, signed in, who has said again a moment ago who they are."""
    client.force_login(chief)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return chief


def test_signing_in_the_system(client, issued, said_who, chief):
    response = client.post(URL, electronic(issued))
    assert response.url == at("sheet")
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ ลงนาม รต.๒ เลขที่ RT2-4302-2565-10-1-1 แล้ว"]
    signature = Signature.objects.get()
    assert (signature.document, signature.method) == (issued, SignatureMethod.ELECTRONIC)
    assert (signature.signer_name, signature.position) == (chief.full_name, chief.position)
    assert signature.document_sha256 == issued.file.sha256


def test_signing_with_a_scan(client, issued, chief):
    client.force_login(chief)
    assert client.post(URL, scan(issued)).url == at("sheet")
    signature = Signature.objects.get()
    assert signature.method == SignatureMethod.SCAN
    assert (signature.scan.content(), signature.scan.name) == (SCAN, "รต2 ลงนาม.pdf")


def test_a_second_press_gets_the_same_answer(client, issued, said_who):
    answers = [told(client.post(URL, electronic(issued)))[-1] for _ in range(2)]
    assert answers[0] == answers[1]
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("missing", ["checked", "agrees", "binds"])
def test_every_statement_must_be_ticked(client, issued, chief, missing):
    client.force_login(chief)
    response = client.post(URL, electronic(issued, **{missing: ""}))
    assert response.status_code == 422
    assert "โปรดทำเครื่องหมายข้อนี้ก่อนลงนาม" in text_of(response)
    assert not Signature.objects.exists()


def test_the_person_is_asked_again_and_comes_back_to_a_signed_form(client, issued, chief):
    client.force_login(chief)
    asked = client.post(URL, electronic(issued))
    assert asked.url == f"{reverse('account_reauthenticate')}?next={quote(URL, safe='')}"
    assert not Signature.objects.exists()
    wrong = client.post(asked.url, {"password": "wrong", "next": URL})
    assert wrong.status_code == 200 and not Signature.objects.exists()
    back = client.post(asked.url, {"password": PASSWORD, "next": URL})
    assert back.url == at("sheet")
    assert told(back)[-1].endswith(f"ลงนาม รต.๒ เลขที่ {issued.number} แล้ว")
    assert Signature.objects.get().statements == "\n".join(signing.STATEMENTS[issued.kind].values())


def test_what_was_said_too_long_ago_is_asked_again(client, issued, said_who, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert client.post(URL, electronic(issued)).url.startswith(reverse("account_reauthenticate"))
    assert not Signature.objects.exists()


def test_a_form_that_went_stale_meanwhile_is_shown_on_its_own_address(client, issued, officer, chief):
    client.force_login(chief)
    asked = client.post(URL, electronic(issued, document=str(uuid.uuid4())))
    response = client.post(asked.url, {"password": PASSWORD, "next": URL})
    assert response.status_code == 422
    assert f'action="{URL}"' in text_of(response)


def test_guessing_passwords_is_stopped(client, issued, chief):
    client.force_login(chief)
    asked = client.post(URL, electronic(issued))
    answers = [client.post(asked.url, {"password": "wrong", "next": URL}).status_code for _ in range(11)]
    assert answers[-1] == 429
    assert client.post(asked.url, {"password": PASSWORD, "next": URL}).status_code == 429
    assert not Signature.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"MZ\x90\x00 a program", "รับเฉพาะไฟล์ PDF, JPG, PNG หรือ WebP โปรดเลือกไฟล์ใหม่"),
        (b"<html>%PDF-</html>", "รับเฉพาะไฟล์ PDF, JPG, PNG หรือ WebP โปรดเลือกไฟล์ใหม่"),
        (b"", "ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่"),
        (b"%PDF-" + b"0" * (10 * 1024 * 1024), "ไฟล์ใหญ่เกิน 10 เมกะไบต์ โปรดย่อขนาดแล้วแนบใหม่"),
    ],
)
def test_a_file_that_is_no_scan_is_refused(client, issued, chief, content, sentence):
    client.force_login(chief)
    response = client.post(URL, scan(issued, content=content))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Signature.objects.exists()
    assert StoredFile.objects.count() == 1


def test_without_a_file_the_form_asks_for_it(client, issued, chief):
    client.force_login(chief)
    response = client.post(URL, scan(issued, file=None))
    assert response.status_code == 422
    assert "โปรดแนบไฟล์" in text_of(response)


def test_another_document_than_the_one_looked_at_is_not_signed(client, issued, said_who):
    response = client.post(URL, electronic(issued, document=str(uuid.uuid4())))
    assert response.status_code == 422
    assert "มี รต.๒ ฉบับใหม่กว่าฉบับที่ท่านเปิดดู โปรดตรวจฉบับใหม่ก่อนลงนาม" in text_of(response)
    assert not Signature.objects.exists()


def test_another_name_on_the_paper_is_pointed_out(client, issued, chief, places):
    deputy = build.person("deputy", build.Role.DEVELOPMENT_OFFICER, district="4302")
    client.force_login(deputy)
    assert f"พิมพ์ชื่อผู้ยืนยันเป็น {chief.full_name}" in text_of(client.get(URL))


def test_without_a_document_there_is_nothing_to_sign(client, three_groups, chief):
    client.force_login(chief)
    response = client.get(URL)
    assert response.url == at("rt2")
    assert told(response) == ["ยังไม่มี รต.๒ ที่ตรงกับรายการปัจจุบัน โปรดออก รต.๒ ก่อนลงนาม"]


def test_a_change_after_the_issue_leaves_nothing_to_sign(client, issued, officer, chief):
    build.enter(issued.report, by=officer, value=build.amounts("9.00"))
    client.force_login(chief)
    assert client.post(URL, electronic(issued)).url == at("rt2")
    assert not Signature.objects.exists()


def test_what_is_signed_already_leads_back_to_the_form(client, submitted, chief):
    client.force_login(chief)
    assert client.get(URL).url == at("rt2")


def test_a_visitor_signs_in_first(client, report):
    assert client.get(URL).url == login_url(URL)


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 404
    assert client.post(URL).status_code == 404


@pytest.mark.parametrize("who", ["officer", "province_staff"])
def test_without_the_right_it_is_forbidden(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(URL).status_code == 403
    assert client.post(URL).status_code == 403


def test_it_takes_no_put(client, report, chief):
    client.force_login(chief)
    assert client.put(URL).status_code == 405


@pytest.mark.parametrize("count", [3, 60])
def test_queries(client, report, officer, chief, count, django_assert_num_queries):
    build.producers(count, district="4302", by=officer)
    build.enter(report, by=officer)
    build.tick(report, Level.DISTRICT, by=chief)
    certifications.certify_district(report=report, data=build.resolution(), by=chief, now=build.NOW)
    issued = build.issue(report, by=chief)
    client.force_login(chief)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    with django_assert_num_queries(8):
        client.get(URL)
    with django_assert_num_queries(20):
        client.post(URL, electronic(issued))
