"""Downloading evidence: only for those who may see the report or resolution that it belongs to."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import certifications, evidence, scans, workflow
from reporting.actions.certifications import ResolutionData
from reporting.actions.documents import Upload
from reporting.actions.ticks import Level
from reporting.models import Document, FileKind, Method, StoredFile
from tests import build, uploaded
from tests.views.desk import login_url

MINUTES = uploaded.picture("PNG")
SCAN = uploaded.picture()
PROVINCIAL = uploaded.pdf()


def resolution(content: bytes, name: str) -> ResolutionData:
    upload = Upload(name, content)
    return ResolutionData(Method.MEETING, "1/2564", build.NOW.date(), upload=upload)


@pytest.fixture
def files(three_groups, officer, chief, province_staff) -> dict[str, StoredFile]:
    """One file of each kind around one report of 4302."""
    report, now = three_groups, build.NOW
    build.enter(report, by=officer)
    build.tick(report, Level.DISTRICT, by=chief)
    certifications.certify_district(report=report, data=resolution(MINUTES, "มติ.png"), by=chief, now=now)
    paper = build.issue(report, by=chief)
    scans.sign(report=report, upload=Upload("ลงนาม.jpg", SCAN), seen=paper.pk, by=chief, now=now)
    report = workflow.submit(report=report, by=chief, now=now).report
    certifications.certify_province(
        province=report.district.province,
        month=report.fiscal_month,
        report_ids=[report.pk],
        data=resolution(PROVINCIAL, "จังหวัด.pdf"),
        by=province_staff,
        now=now,
    )
    by_name = {file.name: file for file in StoredFile.objects.all()}
    return {
        "document": Document.objects.get().file,
        "resolution": by_name["มติ.png"],
        "scan": by_name["ลงนาม.jpg"],
        "provincial": by_name["จังหวัด.pdf"],
    }


def address(file: StoredFile) -> str:
    return reverse("stored_file", args=(file.pk,))


@pytest.mark.parametrize("who", ["officer", "chief", "province_staff"])
@pytest.mark.parametrize("kind", ["document", "resolution", "scan"])
def test_the_reports_own_people_get_the_files_of_the_report(client, files, request, who, kind):
    client.force_login(request.getfixturevalue(who))
    response = client.get(address(files[kind]))
    assert response.status_code == 200
    assert response.getvalue() == files[kind].content()


def test_what_was_uploaded_comes_as_a_closed_attachment(client, files, chief):
    client.force_login(chief)
    response = client.get(address(files["resolution"]))
    assert response.getvalue() == files["resolution"].content()
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"private", "no-cache"} <= set(response["Cache-Control"].split(", "))


def test_the_provinces_minutes_are_for_the_province(client, files, chief, province_staff):
    client.force_login(province_staff)
    assert client.get(address(files["provincial"])).getvalue() == PROVINCIAL
    client.force_login(chief)
    assert client.get(address(files["provincial"])).status_code == 404


@pytest.mark.parametrize("kind", ["document", "resolution", "scan", "provincial"])
@pytest.mark.parametrize(
    "who", ["neighbour", "stranger", "other_province", "department", "auditor", "administrator"]
)
def test_others_do_not_find_them(client, files, request, who, kind):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(files[kind])).status_code == 404


def test_a_file_that_belongs_to_nothing_is_nobodys(client, files, chief, province_staff):
    intake = uploaded.PHOTO.intake
    stray = evidence.store_intake(intake, FileKind.SIGNED_SCAN, by=chief, now=build.NOW)
    for person in (chief, province_staff):
        client.force_login(person)
        assert client.get(address(stray)).status_code == 404


def test_a_visitor_signs_in_first(client, files):
    url = address(files["scan"])
    assert client.get(url).url == login_url(url)


def test_it_takes_no_post(client, files, chief):
    client.force_login(chief)
    assert client.post(address(files["scan"])).status_code == 405


def test_queries(client, files, chief, django_assert_num_queries):
    client.force_login(chief)
    with django_assert_num_queries(3):
        client.get(address(files["scan"])).getvalue()
