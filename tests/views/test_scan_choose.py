"""Saying which paper a waiting scan is of, or that it is none."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import scans
from reporting.models import SignedScan
from reporting.uploads import Upload
from tests import build, uploaded
from tests.views.desk import login_url, text_of, told
from tests.views.test_signed_papers import paper  # noqa: F401 - the same paper

URL = reverse("signed_papers")


@pytest.fixture
def waiting(chief) -> SignedScan:
    return scans.receive(upload=uploaded.PHOTO, by=chief, now=build.NOW).waiting


def url(scan) -> str:
    return reverse("scan_choose", args=(scan.pk,))


def chosen(scan, document) -> dict[str, object]:
    return {f"s{scan.pk}-document": document}


def test_a_choice_files_it(client, waiting, paper, chief):  # noqa: F811 - the fixture
    client.force_login(chief)
    response = client.post(url(waiting), chosen(waiting, paper.number))
    assert response.url == URL
    assert told(response) == [f"การบันทึกข้อมูลสมบูรณ์ จัดเข้าแฟ้ม {paper} แล้ว"]
    assert SignedScan.objects.get().document == paper


def test_it_is_put_aside(client, waiting, chief):
    client.force_login(chief)
    assert told(client.post(url(waiting), {"aside": "1"})) == ["การบันทึกข้อมูลสมบูรณ์ นำภาพออกแล้ว"]
    assert not SignedScan.objects.waiting().exists()


@pytest.mark.parametrize(
    ("document", "sentence"),
    [("", "โปรดเลือกเอกสาร"), ("RT2-0000", "เอกสารนี้รับภาพไม่ได้แล้ว")],
)
def test_without_a_paper_it_goes_on_waiting(client, waiting, paper, chief, document, sentence):  # noqa: F811
    client.force_login(chief)
    assert sentence in told(client.post(url(waiting), chosen(waiting, document)))[0]
    assert SignedScan.objects.waiting().exists()


def test_where_there_is_a_scan_it_is_asked_which_way(client, waiting, paper, chief):  # noqa: F811 - the fixture
    client.force_login(chief)
    assert "เพิ่มเป็นหน้าต่อไป" not in text_of(client.get(URL))
    scans.choose(scan=waiting, document=paper, by=chief, now=build.NOW)
    page = scans.receive(
        upload=Upload("2.jpg", uploaded.picture(size=(90, 120))), by=chief, now=build.NOW
    ).waiting
    assert "เพิ่มเป็นหน้าต่อไป" in text_of(client.get(URL))
    assert "มีภาพอยู่แล้ว" in told(client.post(url(page), chosen(page, paper.number)))[0]
    client.post(url(page), chosen(page, paper.number) | {f"s{page.pk}-way": "further"})
    assert SignedScan.objects.in_force().get().file.content_type == "application/pdf"


def test_a_way_that_there_is_not_is_said(client, waiting, paper, chief):  # noqa: F811 - the fixture
    client.force_login(chief)
    client.post(url(waiting), chosen(waiting, paper.number) | {f"s{waiting.pk}-way": "sideways"})
    assert SignedScan.objects.waiting().exists()


def test_a_refusal_is_told(client, waiting, paper, chief):  # noqa: F811 - the fixture
    scans.put_aside(scan=waiting, by=chief, now=build.NOW)
    client.force_login(chief)
    assert "นำออกไปแล้ว" in told(client.post(url(waiting), chosen(waiting, paper.number)))[0]


def test_a_visitor_signs_in_first(client, waiting):
    assert client.post(url(waiting)).url == login_url(reverse("home"))


def test_another_districts_is_not_found(client, waiting, neighbour):
    client.force_login(neighbour)
    assert client.post(url(waiting), {"aside": "1"}).status_code == 404


@pytest.mark.parametrize("who", ["officer", "province_staff", "department"])
def test_without_the_right_it_is_forbidden(client, waiting, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.post(url(waiting), {"aside": "1"}).status_code == 403


def test_it_takes_only_post(client, waiting, chief):
    client.force_login(chief)
    assert client.get(url(waiting)).status_code == 405
