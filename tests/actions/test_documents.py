"""Resolutions, RT.2 and signatures hold for exactly the figures they were made for (R8, R16, R18)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib

import pytest

from reporting.actions import certifications, documents, scans
from reporting.actions.documents import Upload
from reporting.actions.ticks import Level
from reporting.errors import BadInput, NotAllowed, NotReady, Stale, WrongState
from reporting.models import Document, FileKind, SignatureMethod, StoredFile
from tests import build, uploaded


@pytest.fixture
def ticked(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    return three_groups


def certify(report, by, **change):
    data = dataclasses.replace(build.resolution(), **change)
    return certifications.certify_district(report=report, data=data, by=by, now=build.NOW)


def test_the_committee_certifies_complete_and_ticked_figures_only(three_groups, chief):
    with pytest.raises(NotReady, match="ยังบันทึกมติไม่ได้"):
        certify(three_groups, chief)


def test_the_same_resolution_twice_is_one(ticked, chief):
    assert certify(ticked, chief) == certify(ticked, chief)
    assert ticked.certifications.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"), [({"number": " "}, "เลขที่"), ({"resolved_on": dt.date(2021, 11, 4)}, "ไม่เกินวันนี้")]
)
def test_a_resolution_needs_a_number_and_a_day_that_has_come(ticked, chief, change, sentence):
    with pytest.raises(BadInput, match=sentence):
        certify(ticked, chief, **change)


def test_the_minutes_are_kept_with_their_hash(ticked, chief):
    minutes = uploaded.pdf()
    certification = certify(ticked, chief, upload=Upload("มติ.pdf", minutes))
    stored = certification.file
    assert (stored.kind, stored.name) == (FileKind.RESOLUTION, "มติ.pdf")
    assert stored.sha256 == hashlib.sha256(minutes).hexdigest()
    assert stored.content() == minutes
    assert "มติ" not in stored.file.name


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"<svg/>", b"%PDF-" + b"0" * (10 * 1024 * 1024)])
def test_other_files_are_refused(ticked, chief, content):
    with pytest.raises(BadInput):
        certify(ticked, chief, upload=Upload("x.pdf", content))
    assert not StoredFile.objects.exists()


def test_rt2_is_issued_once_and_stored_as_drawn(ticked, chief):
    certify(ticked, chief)
    document = build.issue(ticked, by=chief)
    assert document.file.content() == build.PDF
    assert build.issue(ticked, by=chief) == document
    assert Document.objects.count() == 1


def test_rt2_needs_the_resolution(ticked, chief):
    with pytest.raises(NotReady) as refusal:
        documents.prepare_rt2(report=ticked, by=chief, now=build.NOW)
    assert [problem.code for problem in refusal.value.problems] == ["certified"]


def test_a_new_issue_replaces_the_old_and_keeps_it(ticked, officer, chief):
    certify(ticked, chief)
    old = build.issue(ticked, by=chief)
    build.enter(ticked, by=officer, value=build.amounts("3.00"))
    build.tick(ticked, Level.DISTRICT, by=chief)
    certify(ticked, chief, number="2/2564")
    new = build.issue(ticked, by=chief)
    old.refresh_from_db()
    assert old.replaced_at == build.NOW and new.replaced_at is None
    assert old.file.content() == build.PDF
    assert old.number != new.number


def test_what_changed_while_it_was_drawn_is_not_issued(ticked, officer, chief):
    certify(ticked, chief)
    prepared = documents.prepare_rt2(report=ticked, by=chief, now=build.NOW)
    build.enter(ticked, by=officer, value=build.amounts("3.00"))
    build.tick(ticked, Level.DISTRICT, by=chief)
    certify(ticked, chief, number="2/2564")
    with pytest.raises(Stale):
        documents.issue_rt2(report=ticked, issue=prepared, pdf=build.PDF, by=chief, now=build.NOW)


def test_the_signature_names_the_signer_and_the_bytes(ticked, chief):
    certify(ticked, chief)
    document = build.issue(ticked, by=chief)
    signature = documents.sign_rt2(report=ticked, statements=build.AGREED, by=chief, now=build.NOW)
    assert signature.method == SignatureMethod.ELECTRONIC
    assert (signature.signer_name, signature.document_sha256) == (chief.full_name, document.file.sha256)
    assert documents.sign_rt2(report=ticked, statements=build.AGREED, by=chief, now=build.NOW) == signature


def test_a_scan_of_the_signed_paper_is_a_signature(ticked, chief):
    certify(ticked, chief)
    paper = build.issue(ticked, by=chief)
    upload = Upload("scan.jpg", uploaded.picture())
    signature = scans.sign(report=ticked, upload=upload, seen=paper.pk, by=chief, now=build.NOW)
    assert signature.method == SignatureMethod.SCAN
    assert signature.scan.content_type == "image/jpeg"


def test_there_is_nothing_to_sign_before_rt2(ticked, chief):
    with pytest.raises(WrongState, match=r"ออก รต\.๒ ก่อน"):
        documents.sign_rt2(report=ticked, statements=build.AGREED, by=chief, now=build.NOW)


def test_the_officer_neither_certifies_nor_signs(ticked, officer):
    for call in (
        certify,
        lambda report, by: documents.sign_rt2(report=report, statements=build.AGREED, by=by, now=build.NOW),
    ):
        with pytest.raises(NotAllowed):
            call(ticked, officer)


def cover(report, by, ids):
    return certifications.certify_province(
        province=report.district.province,
        month=build.OCTOBER,
        report_ids=ids,
        data=build.resolution(),
        by=by,
        now=build.NOW,
    )


def test_a_provincial_resolution_names_the_districts_it_covers(submitted, province_staff):
    certification = cover(submitted, province_staff, [submitted.pk])
    coverage = certification.coverage.get()
    assert (coverage.report_id, coverage.revision) == (submitted.pk, 1)


def test_it_covers_submitted_districts_of_the_own_province_only(submitted, province_staff, other_province):
    with pytest.raises(WrongState, match="เมืองหนองคาย"):
        cover(submitted, province_staff, [submitted.pk, build.report_of("4301").pk])
    with pytest.raises(BadInput):
        cover(submitted, province_staff, [build.report_of("4101").pk])
    with pytest.raises(BadInput):
        cover(submitted, province_staff, [])
    with pytest.raises(NotAllowed):
        cover(submitted, other_province, [submitted.pk])


def test_a_signature_needs_every_statement_and_keeps_their_words(ticked, chief):
    certify(ticked, chief)
    build.issue(ticked, by=chief)
    for code in build.AGREED:
        with pytest.raises(BadInput, match="ให้ครบทุกข้อ"):
            documents.sign_rt2(report=ticked, statements=build.AGREED - {code}, by=chief, now=build.NOW)
    signature = documents.sign_rt2(report=ticked, statements=build.AGREED, by=chief, now=build.NOW)
    assert signature.statements.splitlines()[0] == "ข้าพเจ้าได้ตรวจ รต.๒ ฉบับนี้ครบทุกรายการแล้ว"
    assert len(signature.statements.splitlines()) == 3


def test_a_signature_keeps_who_signed_as_they_were_then(ticked, chief):
    chief.acting_for = "นายอำเภอท่าบ่อ"
    chief.save()
    certify(ticked, chief)
    build.issue(ticked, by=chief)
    signature = documents.sign_rt2(report=ticked, statements=build.AGREED, by=chief, now=build.NOW)
    name, position = chief.full_name, chief.position
    chief.full_name, chief.position, chief.acting_for = "ชื่อใหม่", "ตำแหน่งใหม่", ""
    chief.save()
    signature.refresh_from_db()
    said = (signature.signer_name, signature.position, signature.acting_for)
    assert said == (name, position, "นายอำเภอท่าบ่อ")
