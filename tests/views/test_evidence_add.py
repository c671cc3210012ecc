"""Putting evidence in: several files at once, one that may not be kept keeps no other out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import Evidence, StoredFile
from tests import build, uploaded
from tests.views import binder
from tests.views.desk import at, login_url, text_of, told

URL = at("evidence_add")
GOOD, OTHER = uploaded.picture(), uploaded.picture(colour="maroon")


@pytest.fixture
def line(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups.lines.order_by("pk").first()


@pytest.mark.parametrize("who", ["officer", "chief"])
def test_several_files_at_once(client, line, request, who):
    client.force_login(request.getfixturevalue(who))
    response = client.post(URL, binder.sent(GOOD, OTHER, line=line.pk, note="แผงขาย"))
    assert response.url == binder.of_line(line)
    assert told(response) == ["การบันทึกข้อมูลสมบูรณ์ เพิ่มหลักฐาน 2 รายการ"]
    assert list(Evidence.objects.values_list("line", "note", "file__name")) == [
        (line.pk, "แผงขาย", "ภาพ 1.jpg"),
        (line.pk, "แผงขาย", "ภาพ 2.jpg"),
    ]


def test_from_the_camera_for_the_whole_month(client, line, officer):
    client.force_login(officer)
    (shot,) = binder.sent(GOOD)["files"]
    assert client.post(URL, binder.sent(camera=shot)).url == at("evidence")
    assert Evidence.objects.get().line is None


def test_a_bad_file_keeps_no_other_out(client, line, officer):
    client.force_login(officer)
    response = client.post(URL, binder.sent(GOOD, b"<svg/>", uploaded.bomb(9_000, 8_000)))
    said = told(response)
    assert said[0].endswith("เพิ่มหลักฐาน 1 รายการ")
    refused = [sentence.partition(":")[0] for sentence in said[1:]]
    assert refused == ["ไม่ได้เพิ่ม “ภาพ 2.jpg”", "ไม่ได้เพิ่ม “ภาพ 3.jpg”"]
    assert StoredFile.objects.count() == 1


def test_words_alone(client, line, officer):
    client.force_login(officer)
    client.post(URL, binder.sent(kind="KEPT", note="สมุดบัญชี อยู่กับเหรัญญิก", line=line.pk))
    assert Evidence.objects.get().note == "สมุดบัญชี อยู่กับเหรัญญิก"


@pytest.mark.parametrize(
    ("contents", "fields", "sentence"),
    [
        ((), {}, "โปรดเลือกไฟล์หรือถ่ายภาพอย่างน้อย 1 ไฟล์"),
        ((b"<html>",), {}, "รับเฉพาะไฟล์"),
        ((GOOD,), {"kind": ""}, "โปรดเลือกชนิดหลักฐาน"),
        ((GOOD,), {"kind": "KEPT", "note": "สมุด"}, "เป็นข้อความเท่านั้น"),
        ((), {"kind": "KEPT"}, "โปรดบอกว่าเก็บอะไรไว้ที่ใคร"),
        ((GOOD,), {"line": "987654"}, "ไม่พบรายการนี้ในเดือนนี้"),
        ((GOOD,), {"note": "ก" * 501}, "ยาวเกินไป"),
        ((GOOD,) * 31, {}, "แนบได้ครั้งละไม่เกิน 30 ไฟล์"),
    ],
)
def test_bad_input_is_shown(client, line, officer, contents, fields, sentence):
    client.force_login(officer)
    response = client.post(URL, binder.sent(*contents, **fields))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Evidence.objects.exists() and not StoredFile.objects.exists()


def test_a_full_binder_says_how_much_is_left(client, line, officer, settings):
    settings.OTOP_EVIDENCE_MB = 0
    client.force_login(officer)
    response = client.post(URL, binder.sent(GOOD))
    assert response.status_code == 422
    assert "แฟ้มหลักฐานของเดือนนี้เหลือที่ 0.0 เมกะไบต์" in text_of(response)


def test_after_submission_it_is_refused(client, three_groups, officer, chief):
    build.submit(three_groups, officer=officer, chief=chief)
    client.force_login(officer)
    response = client.post(URL, binder.sent(GOOD))
    assert response.url == at("evidence")
    assert told(response)[0].startswith("ส่งจังหวัดแล้ว")
    assert not Evidence.objects.exists()


def test_a_visitor_signs_in_first(client, report):
    assert client.post(URL).url == login_url(reverse("home"))


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "auditor"])
def test_another_area_is_not_found(client, report, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(URL, binder.sent(GOOD)).status_code == 404


def test_the_province_puts_nothing_in(client, report, province_staff):
    client.force_login(province_staff)
    assert client.post(URL, binder.sent(GOOD)).status_code == 403


def test_it_takes_only_post(client, report, officer):
    client.force_login(officer)
    assert client.get(URL).status_code == 405
