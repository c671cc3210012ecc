"""The evidence binder: what may be put in and taken out, when, and what stays for good (R9, R10, R16)."""

from __future__ import annotations

import pytest

from reporting.actions import binder, removal, workflow
from reporting.actions.ticks import Level
from reporting.actions.workflow import LineToReturn
from reporting.errors import BadInput, NotAllowed, WrongState
from reporting.models import AuditEvent, Evidence, EvidenceKind, SalesLine, StoredFile
from reporting.uploads import Upload
from tests import build, uploaded

KEPT, PHOTO, RECEIPT = EvidenceKind.KEPT_AT_GROUP, EvidenceKind.PHOTO, EvidenceKind.RECEIPT
OTHER_PHOTO = Upload("อื่น.png", uploaded.picture("PNG", colour="maroon"))


@pytest.fixture
def entered(three_groups, officer):
    build.enter(three_groups, by=officer)
    return three_groups


def lines(report) -> list[SalesLine]:
    return list(report.lines.order_by("pk"))


def add(report, by, *, line=None, kind=PHOTO, note="", uploads=(uploaded.PHOTO,)):
    line_id = line.pk if line else None
    return binder.add(
        report=report, line_id=line_id, kind=kind, note=note, uploads=uploads, by=by, now=build.NOW
    )


def remove(report, item, by, reason="ภาพผิดกลุ่ม"):
    return binder.remove(report=report, evidence_id=item.pk, reason=reason, by=by, now=build.NOW)


@pytest.mark.parametrize("who", ["officer", "chief"])
def test_several_files_for_one_line(entered, request, who):
    by = request.getfixturevalue(who)
    first, second = add(entered, by, line=lines(entered)[0], uploads=(uploaded.PHOTO, OTHER_PHOTO))
    assert (first.file.name, second.file.name) == ("ภาพ.jpg", "อื่น.png")
    assert (first.added_by, first.added_at, first.revision) == (by, build.NOW, 1)
    assert first.file.sha256 == uploaded.PHOTO.intake.sha256


def test_words_are_evidence_too(entered, officer):
    (item,) = add(entered, officer, kind=KEPT, note="สมุดบัญชี อยู่กับเหรัญญิก", uploads=())
    assert (item.file, item.note, item.line) == (None, "สมุดบัญชี อยู่กับเหรัญญิก", None)


def test_nothing_is_put_in_twice(entered, officer):
    line = lines(entered)[0]
    for _ in range(2):
        add(entered, officer, line=line, uploads=(uploaded.PHOTO, uploaded.PHOTO))
        add(entered, officer, kind=KEPT, note=" สมุดบัญชี ", uploads=())
    assert Evidence.objects.count() == 2
    assert AuditEvent.objects.filter(action="add_evidence").count() == 2


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"uploads": ()}, "อย่างน้อย 1 ไฟล์"),
        ({"kind": KEPT, "note": " ", "uploads": ()}, "โปรดบอกว่าเก็บอะไรไว้ที่ใคร"),
        ({"kind": KEPT, "note": "สมุด"}, "เป็นข้อความเท่านั้น"),
        ({"uploads": (Upload("x.jpg", b"<svg/>"),)}, "รับเฉพาะไฟล์"),
    ],
)
def test_what_is_not_evidence(entered, officer, change, sentence):
    with pytest.raises(BadInput, match=sentence):
        add(entered, officer, **change)
    assert not Evidence.objects.exists() and not StoredFile.objects.exists()


def test_a_line_of_another_month_or_taken_out_gets_none(entered, officer, published_neighbour):
    foreign = published_neighbour.lines.first()
    with pytest.raises(BadInput, match="ไม่พบรายการนี้"):
        add(entered, officer, line=foreign)
    line = lines(entered)[0]
    out = {"group_id": line.group_id, "category": line.category, "version": line.version}
    removal.remove_line(report=entered, **out, reason="ซ้ำ", by=officer, now=build.NOW)
    with pytest.raises(BadInput, match="ถูกนำออกแล้ว"):
        add(entered, officer, line=line)


@pytest.fixture
def published_neighbour(october, neighbour):
    build.producer("กลุ่มไกล", district="4301", by=neighbour)
    report = build.report_of("4301")
    build.enter(report, by=neighbour)
    return report


@pytest.mark.parametrize("who", ["neighbour", "stranger", "province_staff", "department", "auditor"])
def test_only_the_own_district_fills_the_binder(entered, officer, request, who):
    (item,) = add(entered, officer)
    by = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        add(entered, by)
    with pytest.raises(NotAllowed):
        remove(entered, item, by)


def test_evidence_leaves_the_ticks(entered, officer, chief):
    build.tick(entered, Level.DISTRICT, by=chief)
    add(entered, officer, line=lines(entered)[0])
    assert all(line.is_ticked_by_district for line in lines(entered))


def test_after_submission_nothing_moves(three_groups, officer, chief):
    report = build.submit(three_groups, officer=officer, chief=chief)
    with pytest.raises(WrongState, match="ส่งจังหวัดแล้ว"):
        add(report, officer)
    workflow.withdraw(report=report, reason="ลืมหลักฐาน", by=chief, now=build.NOW)
    (item,) = add(report, officer)
    assert remove(report, item, officer).is_removed


def test_a_returned_month_takes_evidence_for_the_returned_lines(three_groups, officer, chief, province_staff):
    build.enter(three_groups, by=officer)
    returned, kept, *_ = lines(three_groups)
    (of_kept,) = add(three_groups, officer, line=kept)
    build.sign(three_groups, by=chief)
    report = workflow.submit(report=three_groups, by=chief, now=build.NOW).report
    back = LineToReturn(returned.pk, "OTHER", "ขอหลักฐาน")
    workflow.return_lines(report=report, lines=[back], by=province_staff, now=build.NOW)
    with pytest.raises(WrongState, match="ไม่ได้ส่งคืนรายการนี้"):
        add(report, officer, line=kept)
    with pytest.raises(WrongState, match="นำหลักฐานของรายการออกไม่ได้"):
        remove(report, of_kept, officer)
    (new,) = add(report, officer, line=returned)
    assert remove(report, new, officer).is_removed
    assert add(report, officer)  # What speaks for the whole month belongs to no line.


def test_what_a_published_figure_stands_on_stays(three_groups, officer, chief, province_staff):
    build.enter(three_groups, by=officer)
    (old,) = add(three_groups, officer, line=lines(three_groups)[0])
    report = build.publish(three_groups, officer=officer, chief=chief, staff=province_staff)
    report = workflow.reopen(report=report, reason="ยอดตก", by=province_staff, now=build.NOW).report
    with pytest.raises(WrongState, match="ใช้ประกอบฉบับที่จังหวัดยืนยันแล้ว"):
        remove(report, old, officer)
    (new,) = add(report, officer, kind=RECEIPT)
    assert new.revision == 2
    assert remove(report, new, officer).is_removed


def test_taking_out_is_a_mark_with_a_reason(entered, officer, chief):
    (item,) = add(entered, officer)
    with pytest.raises(BadInput, match="เหตุผล"):
        remove(entered, item, officer, reason=" ")
    removed = remove(entered, item, chief)
    assert (removed.removed_by, removed.removed_reason) == (chief, "ภาพผิดกลุ่ม")
    assert remove(entered, item, officer, reason="อื่น").removed_reason == "ภาพผิดกลุ่ม"
    assert removed.file.content() == uploaded.PHOTO.intake.content
    (again,) = add(entered, officer)
    assert again != item
    assert AuditEvent.objects.filter(action="remove_evidence").count() == 1


def test_the_binder_is_full_with_a_sentence(entered, officer, settings):
    settings.OTOP_EVIDENCE_MB = 1
    size = 1024 * 1024
    assert binder.room_left(entered) == size
    (item,) = add(entered, officer)
    remove(entered, item, officer)
    assert binder.room_left(entered) == size - item.file.size  # What was taken out is kept and counts.
    settings.OTOP_EVIDENCE_MB = 0
    with pytest.raises(BadInput, match=r"เหลือที่ 0\.0 เมกะไบต์"):
        add(entered, officer, uploads=(OTHER_PHOTO,))
    assert StoredFile.objects.count() == 1
    add(entered, officer, kind=KEPT, note="สมุดบัญชี", uploads=())
