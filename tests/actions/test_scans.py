"""Scans of signed papers file themselves by their code (D04), and are replaced by a mark (R16)."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from reporting.actions import certifications, documents, scans, workflow
from reporting.actions.ticks import Level
from reporting.errors import BadInput, NotAllowed, Stale, WrongState
from reporting.models import AuditEvent, Document, FiledBy, Signature, SignatureMethod, SignedScan, StoredFile
from reporting.uploads import Upload
from tests import build, uploaded


def issued_in(report, officer, chief, value="100.00") -> Document:
    build.enter(report, by=officer, value=build.amounts(value))
    build.tick(report, Level.DISTRICT, by=chief)
    certifications.certify_district(report=report, data=build.resolution(), by=chief, now=build.NOW)
    return build.issue(report, by=chief)


@pytest.fixture
def paper(three_groups, officer, chief) -> Document:
    return issued_in(three_groups, officer, chief)


def scan_of(document, name="scan.jpg", **options) -> Upload:
    return Upload(name, uploaded.scan(f"https://otop.example/verify/{document.token}/", **options))


def receive(upload, by):
    return scans.receive(upload=upload, by=by, now=build.NOW)


def test_a_scan_files_itself_and_signs(paper, chief):
    outcome = receive(scan_of(paper), chief)
    assert (outcome.document, outcome.sentence) == (paper, "")
    signature = Signature.objects.get()
    assert (signature.document, signature.method, signature.signer) == (paper, SignatureMethod.SCAN, chief)
    scan = SignedScan.objects.get()
    assert (scan.document, scan.filed_by, scan.file) == (paper, FiledBy.CODE, signature.scan)
    assert set(AuditEvent.objects.values_list("action", flat=True)) >= {"sign_rt2", "file_scan"}


def test_as_a_pdf_and_upside_down_too(paper, chief):
    assert receive(scan_of(paper, "scan.pdf", kind="PDF", turned=180), chief).document == paper


def test_the_issued_file_itself_bears_no_signature(paper, chief):
    issued = scan_of(paper, "issued.pdf", kind="PDF")
    StoredFile.objects.filter(pk=paper.file_id).update(sha256=issued.intake.sha256)
    refused = receive(issued, chief)
    assert refused.sentence.startswith("เป็นไฟล์ PDF ที่ระบบออก ยังไม่มีลายมือชื่อ")
    assert not Signature.objects.exists() and not SignedScan.objects.exists()


def test_the_same_scan_again_changes_nothing(paper, chief):
    for _ in range(2):
        assert receive(scan_of(paper), chief).document == paper
    assert SignedScan.objects.count() == 1
    assert AuditEvent.objects.filter(action="file_scan").count() == 1


def test_a_better_scan_takes_the_place_of_the_first_which_is_kept(paper, chief):
    receive(scan_of(paper), chief)
    first = SignedScan.objects.get()
    receive(scan_of(paper, turned=1), chief)
    first.refresh_from_db()
    second = SignedScan.objects.in_force().get()
    assert first.replaced_at == build.NOW and second != first
    assert Signature.objects.get().scan == second.file
    assert first.file.content()
    assert set(StoredFile.objects.visible_to(chief)) >= {first.file, second.file}


def test_pictures_of_one_papers_pages_are_joined(paper, chief):
    """Whoever photographs four pages sends four pictures, each with the code of the same paper."""
    pages = [scan_of(paper, f"{number}.jpg", turned=number) for number in (1, 2, 3)]
    for _ in range(2):
        (outcome,) = scans.receive_all(uploads=pages, by=chief, now=build.NOW)
        assert outcome.document == paper
        assert outcome.name == "1.jpg 2.jpg 3.jpg (รวมเป็นไฟล์เดียว 3 หน้า)"
    scan = SignedScan.objects.get()
    assert Signature.objects.get().scan == scan.file
    assert scan.file.name == f"{paper.number} ลงนามแล้ว.pdf"
    with pikepdf.open(BytesIO(scan.file.content())) as kept:
        assert len(kept.pages) == 3
    assert scans.document_on(Upload("again.pdf", scan.file.content()).intake) == paper


def test_other_files_that_come_along_go_their_own_way(paper, chief):
    pages = [scan_of(paper, "1.jpg"), uploaded.PHOTO, scan_of(paper, "2.jpg", turned=1)]
    filed, waiting = scans.receive_all(uploads=pages, by=chief, now=build.NOW)
    assert (filed.document, waiting.waiting.file.name) == (paper, "ภาพ.jpg")


def test_pages_of_a_paper_that_is_refused_are_refused_together(paper, chief, neighbour):
    pages = [scan_of(paper, "1.jpg"), scan_of(paper, "2.jpg", turned=1)]
    (refused,) = scans.receive_all(uploads=pages, by=neighbour, now=build.NOW)
    assert (refused.name, refused.sentence[:20]) == ("1.jpg 2.jpg", "เป็นเอกสารของอำเภออื่น"[:20])
    assert not SignedScan.objects.exists()


def test_after_submission_it_stays(paper, chief, three_groups):
    receive(scan_of(paper), chief)
    workflow.submit(report=three_groups, by=chief, now=build.NOW)
    assert receive(scan_of(paper, turned=1), chief).sentence.startswith("ส่งจังหวัดแล้ว")
    assert SignedScan.objects.count() == 1


def test_a_paper_signed_in_the_system_keeps_that_signature(paper, chief, three_groups):
    documents.sign_rt2(report=three_groups, statements=build.AGREED, by=chief, now=build.NOW)
    assert receive(scan_of(paper), chief).document == paper
    assert Signature.objects.get().method == SignatureMethod.ELECTRONIC


def test_another_districts_paper_is_not_yours(paper, neighbour):
    outcome = receive(scan_of(paper), neighbour)
    assert outcome.sentence.startswith("เป็นเอกสารของอำเภออื่น")
    assert not SignedScan.objects.exists() and StoredFile.objects.count() == 1


def test_a_replaced_paper_says_so(paper, three_groups, officer, chief):
    newer = issued_in(three_groups, officer, chief, value="9.00")
    assert "มีฉบับใหม่แทนแล้ว" in receive(scan_of(paper), chief).sentence
    assert receive(scan_of(newer), chief).document == newer


def test_a_paper_that_the_lines_have_left_behind_says_so(paper, three_groups, officer, chief):
    build.enter(three_groups, by=officer, value=build.amounts("9.00"))
    assert "ไม่ตรงกับรายการปัจจุบัน" in receive(scan_of(paper), chief).sentence


def test_a_code_of_nothing_and_a_file_of_nothing_are_refused(chief, report):
    unknown = Upload("x.jpg", uploaded.scan("https://otop.example/verify/no-such-token-here/"))
    assert "ไม่พบเอกสาร" in receive(unknown, chief).sentence
    assert "รับเฉพาะไฟล์" in receive(Upload("x.jpg", b"<html>"), chief).sentence
    assert not StoredFile.objects.exists()


def test_without_a_code_it_waits_once_until_somebody_chooses(paper, chief):
    waiting = [receive(uploaded.PHOTO, chief).waiting for _ in range(2)]
    assert waiting[0] == waiting[1] == SignedScan.objects.waiting().get()
    scan = scans.choose(scan=waiting[0], document=paper, by=chief, now=build.NOW)
    assert (scan.document, scan.filed_by) == (paper, FiledBy.PERSON)
    assert scans.choose(scan=scan, document=paper, by=chief, now=build.NOW) == scan
    assert Signature.objects.get().scan == scan.file
    with pytest.raises(WrongState, match="จัดเข้าแฟ้มแล้ว"):
        scans.put_aside(scan=scan, by=chief, now=build.NOW)


@pytest.mark.parametrize("several", [False, True])
def test_a_page_without_a_code_is_joined_to_those_that_are_there(paper, chief, several):
    first = [scan_of(paper, f"{number}.jpg", turned=number) for number in range(1, 2 + several)]
    scans.receive_all(uploads=first, by=chief, now=build.NOW)
    waiting = receive(uploaded.PHOTO, chief).waiting
    with pytest.raises(BadInput, match="แทนที่ทั้งชุด หรือเพิ่มเป็นหน้าต่อไป"):
        scans.choose(scan=waiting, document=paper, by=chief, now=build.NOW)
    for _ in range(2):
        scans.choose(scan=waiting, document=paper, further=True, by=chief, now=build.NOW)
    whole = SignedScan.objects.in_force().get()
    assert Signature.objects.get().scan == whole.file
    assert whole.file.name == f"{paper.number} ลงนามแล้ว.pdf"
    with pikepdf.open(BytesIO(whole.file.content())) as kept:
        assert len(kept.pages) == 2 + several
    assert scans.document_on(Upload("again.pdf", whole.file.content()).intake) == paper
    waiting.refresh_from_db()
    assert (waiting.document, waiting.replaced_at) == (paper, build.NOW)
    assert SignedScan.objects.filter(document=paper).count() == 3, "each picture is kept"


def test_a_page_without_a_code_may_take_the_place_of_all(paper, chief):
    receive(scan_of(paper), chief)
    waiting = receive(uploaded.PHOTO, chief).waiting
    scan = scans.choose(scan=waiting, document=paper, further=False, by=chief, now=build.NOW)
    assert SignedScan.objects.in_force().get() == scan
    assert Signature.objects.get().scan == waiting.file


def test_what_is_no_paper_is_put_aside_and_kept(paper, chief):
    waiting = receive(uploaded.PHOTO, chief).waiting
    for _ in range(2):
        scans.put_aside(scan=waiting, by=chief, now=build.NOW)
    assert not SignedScan.objects.waiting().exists()
    assert AuditEvent.objects.filter(action="put_scan_aside").count() == 1
    with pytest.raises(WrongState, match="นำออกไปแล้ว"):
        scans.choose(scan=waiting, document=paper, by=chief, now=build.NOW)


def test_only_who_signs_sends_scans(paper, officer, chief, neighbour):
    with pytest.raises(NotAllowed):
        receive(uploaded.PHOTO, officer)
    waiting = receive(uploaded.PHOTO, chief).waiting
    with pytest.raises(NotAllowed):
        scans.put_aside(scan=waiting, by=neighbour, now=build.NOW)
    with pytest.raises(BadInput, match="อำเภออื่น"):
        scans.choose(scan=waiting, document=paper, by=neighbour, now=build.NOW)


def test_signing_with_the_scan_of_another_paper_is_noticed(paper, three_groups, officer, chief):
    newer = issued_in(three_groups, officer, chief, value="9.00")
    wrong = {"report": three_groups, "upload": scan_of(paper), "by": chief, "now": build.NOW}
    with pytest.raises(BadInput, match=paper.number):
        scans.sign(**wrong, seen=newer.pk)
    with pytest.raises(WrongState, match="มีฉบับใหม่แทนแล้ว"):
        scans.sign(**wrong, seen=paper.pk)
    with pytest.raises(Stale):
        scans.sign(**wrong | {"upload": uploaded.PHOTO}, seen=newer.file_id)
    assert not Signature.objects.exists()
    assert scans.sign(**wrong | {"upload": scan_of(newer)}, seen=newer.pk).document == newer
    assert SignedScan.objects.get().filed_by == FiledBy.CODE
