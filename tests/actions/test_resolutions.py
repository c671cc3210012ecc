"""Resolutions and signatures pressed twice, at night, or on another paper than the one looked at."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest

from reporting.actions import certifications, documents, workflow
from reporting.actions.documents import Upload
from reporting.actions.ticks import Level
from reporting.deadlines import BANGKOK
from reporting.errors import BadInput, Stale
from reporting.models import DistrictCertification, ProvincialCertification, Signature, StoredFile
from reporting.stats import snapshot
from tests import build, uploaded

SHORTLY_AFTER_MIDNIGHT = dt.datetime(2021, 11, 3, 0, 30, tzinfo=BANGKOK).astimezone(dt.UTC)
MINUTES = Upload("มติ.pdf", uploaded.pdf())


@pytest.fixture
def ticked(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    return three_groups


def certify(report, data, *, by, now=build.NOW):
    return certifications.certify_district(report=report, data=data, by=by, now=now)


def test_today_is_the_day_in_bangkok(ticked, chief):
    today = replace(build.resolution(), resolved_on=dt.date(2021, 11, 3))
    assert certify(ticked, today, by=chief, now=SHORTLY_AFTER_MIDNIGHT).resolved_on == today.resolved_on
    tomorrow = replace(today, resolved_on=dt.date(2021, 11, 4))
    with pytest.raises(BadInput, match="วันที่มีมติต้องไม่เกินวันนี้"):
        certify(ticked, tomorrow, by=chief, now=SHORTLY_AFTER_MIDNIGHT)


def test_the_same_resolution_twice_is_one(ticked, chief):
    data = replace(build.resolution(), upload=MINUTES)
    assert certify(ticked, data, by=chief) == certify(ticked, data, by=chief)
    assert certify(ticked, build.resolution(), by=chief).file.content() == MINUTES.content
    assert (DistrictCertification.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_a_file_or_a_note_that_comes_later_is_not_lost(ticked, chief):
    certify(ticked, build.resolution(), by=chief)
    with_file = certify(ticked, replace(build.resolution(), upload=MINUTES), by=chief)
    assert with_file.file.content() == MINUTES.content
    with_note = certify(ticked, replace(build.resolution(), note="ครบองค์ประชุม"), by=chief)
    assert with_note.note == "ครบองค์ประชุม"
    assert DistrictCertification.objects.count() == 3


def test_a_provincial_resolution_twice_is_one(submitted, province_staff):
    def cover(data):
        return certifications.certify_province(
            province=submitted.district.province,
            month=submitted.fiscal_month,
            report_ids=[submitted.pk],
            data=data,
            by=province_staff,
            now=build.NOW,
        )

    assert cover(build.resolution()) == cover(build.resolution())
    assert ProvincialCertification.objects.count() == 1
    cover(build.resolution("2/2564"))
    assert ProvincialCertification.objects.count() == 2


def test_only_the_document_that_was_looked_at_is_signed(ticked, chief):
    certify(ticked, build.resolution(), by=chief)
    issued = build.issue(ticked, by=chief)
    with pytest.raises(Stale, match="ฉบับใหม่กว่าฉบับที่ท่านเปิดดู"):
        documents.sign_rt2(report=ticked, statements=build.AGREED, seen=uuid.uuid4(), by=chief, now=build.NOW)
    assert not Signature.objects.exists()
    signature = documents.sign_rt2(
        report=ticked, statements=build.AGREED, seen=issued.pk, by=chief, now=build.NOW
    )
    assert signature.document == issued
    assert (
        documents.sign_rt2(report=ticked, statements=build.AGREED, seen=issued.pk, by=chief, now=build.NOW)
        == signature
    )


def test_a_district_resolution_is_on_the_figures_that_were_seen(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    seen = snapshot.of_report(three_groups).sha256
    build.enter(three_groups, by=officer, value=build.amounts("7.00"))
    build.tick(three_groups, Level.DISTRICT, by=chief)
    with pytest.raises(Stale, match="ยอดล่าสุด"):
        certifications.certify_district(
            report=three_groups, data=build.resolution(), seen=seen, by=chief, now=build.NOW
        )


def test_a_provincial_resolution_is_on_the_figures_that_were_seen(submitted, officer, chief, province_staff):
    seen = {submitted.pk: snapshot.of_report(submitted).sha256}
    report = workflow.withdraw(report=submitted, reason="แก้ยอด", by=chief, now=build.NOW).report
    build.enter(report, by=officer, value=build.amounts("7.00"))
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW)
    with pytest.raises(Stale, match="อำเภอท่าบ่อ"):
        certifications.certify_province(
            province=submitted.district.province,
            month=build.OCTOBER,
            report_ids=[submitted.pk],
            data=build.resolution(),
            seen=seen,
            by=province_staff,
            now=build.NOW,
        )
    assert not submitted.coverage.exists()
