"""Checking a paper without its QR code: by its number and code, or by its file."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from reporting.forms.verification import HashingHandler
from reporting.models import Document, StoredFile
from tests import build
from tests.views.desk import text_of

URL = reverse("verify_paper")


@pytest.fixture(autouse=True)
def _no_tries_yet(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "v"}
    }
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def issued(submitted) -> Document:
    return Document.objects.get()


def by_code(client, number: str, code: str):
    return client.post(f"{URL}?way=code", {"code-number": number, "code-short_hash": code})


def by_file(client, content: bytes):
    return client.post(f"{URL}?way=file", {"file-file": SimpleUploadedFile("รต2.pdf", content)})


def test_the_page_offers_both_ways_to_a_visitor(client, db):
    page = text_of(client.get(URL))
    for words in ["code-number", "code-short_hash", "file-file", "คิวอาร์โค้ด"]:
        assert words in page


def test_number_and_code_of_the_paper_prove_it(client, issued):
    text = text_of(by_code(client, issued.number, issued.short_hash))
    for words in ["เอกสารนี้ออกจากระบบจริง", "ฉบับปัจจุบัน", "502.00 บาท"]:
        assert words in text


def test_they_may_be_typed_as_a_phone_types_them(client, issued):
    typed = issued.number.lower().translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    code = f" {issued.short_hash[:6].upper()} {issued.short_hash[6:]}"
    assert "เอกสารนี้ออกจากระบบจริง" in text_of(by_code(client, typed, code))


def test_a_number_with_another_code_is_not_known(client, issued):
    response = by_code(client, issued.number, "0" * 12)
    assert response.status_code == 404
    assert "502.00" not in text_of(response)


@pytest.mark.parametrize(
    "number,code,words", [("", "", "โปรดพิมพ์เลขที่เอกสาร"), ("RT2-1", "abc", "รหัสข้อมูลมี 12 ตัว แต่พิมพ์ 3 ตัว")]
)
def test_what_is_missing_is_said(client, db, number, code, words):
    response = by_code(client, number, code)
    assert response.status_code == 422
    assert words in text_of(response)


def test_the_issued_bytes_are_recognised(client, issued):
    text = text_of(by_file(client, build.PDF))
    assert "ไฟล์นี้ตรงกับฉบับที่ระบบออกทุกตัวอักษร" in text
    assert issued.number in text


def test_one_changed_byte_is_not_the_issued_file(client, issued):
    response = by_file(client, build.PDF[:-1] + b"!")
    assert response.status_code == 404
    assert "ไฟล์นี้ไม่ใช่ไฟล์ที่ระบบออก" in text_of(response)


def test_the_file_of_a_kept_file_that_is_no_paper_is_not_known(client, issued):
    StoredFile.objects.update(sha256=hashlib.sha256(b"x").hexdigest())
    assert by_file(client, build.PDF).status_code == 404


def test_nothing_of_the_file_is_kept(client, issued, settings, tmp_path, monkeypatch):
    """Neither in the portal's folder nor in the machine's for temporary files, however large it is."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")  # It does not exist: using it would fail.
    before = sorted(settings.MEDIA_ROOT.rglob("*"))
    assert by_file(client, b"%PDF-" + b"x" * (5 * 1024 * 1024)).status_code == 404
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == before
    assert StoredFile.objects.count() == 1


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, db, monkeypatch):
    monkeypatch.setattr(HashingHandler, "new_file", lambda *args: pytest.fail("it was read"))
    response = by_file(client, b"x" * (11 * 1024 * 1024))
    assert response.status_code == 422
    assert "ไฟล์ใหญ่เกิน 10 เมกะไบต์" in text_of(response)


def test_no_file_is_said(client, db):
    response = client.post(f"{URL}?way=file")
    assert response.status_code == 422
    assert "โปรดเลือกไฟล์ PDF" in text_of(response)


def test_guessing_is_slowed_down_and_the_qr_code_is_not(client, issued, settings):
    settings.ACCOUNT_RATE_LIMITS = {"verify": "2/m/ip"}
    answers = [by_code(client, issued.number, "0" * 12).status_code for _ in range(3)]
    assert answers == [404, 404, 429]
    assert client.get(reverse("verify", args=(issued.token,))).status_code == 200


def test_it_needs_no_cookie(issued):
    visitor = Client(enforce_csrf_checks=True)
    assert by_code(visitor, issued.number, issued.short_hash).status_code == 200


def test_another_method_is_refused(client, db):
    assert client.put(URL).status_code == 405
