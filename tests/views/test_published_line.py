"""One published line explained: weeks, who and when, note, ticks, evidence, and all its revisions."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.actions import binder as actions
from reporting.actions import corrections, notes, removal, sales, workflow
from reporting.models import CorrectionReason, Evidence, Publication, Role
from reporting.stats import line_story, sheet
from tests import build, nationwide, uploaded
from tests.views import binder
from tests.views.desk import at, login_url, text_of

DAY = dt.timedelta(days=1)
TYPED, CONFIRMED, LATER = build.NOW - DAY, build.NOW, build.NOW + 30 * DAY


def address(line, *, district: str = "4302") -> str:
    return reverse("published_line", args=(district, build.OCTOBER, line.pk))


@pytest.fixture
def told(three_groups, officer, chief, province_staff):
    """The published line of ร้านน้ำพริกแม่คำ with a note, a photograph and words, and a word for the month."""
    build.enter(three_groups, by=officer, now=TYPED)
    line = three_groups.lines.select_related("group").get(group__name="ร้านน้ำพริกแม่คำ")
    said = {"group_id": line.group_id, "category": line.category, "by": officer, "now": TYPED}
    notes.write_note(report=three_groups, note="ออกร้านงานบุญบั้งไฟ", **said)
    binder.put_in(three_groups, officer, line=line, note="แผงขายในงาน")
    binder.words(three_groups, officer)
    wrong = binder.words(three_groups, officer, line=line, note="หลักฐานผิดกลุ่ม")
    gone = {"evidence_id": wrong.pk, "reason": "ผิดกลุ่ม", "by": officer, "now": TYPED}
    actions.remove(report=three_groups, **gone)
    build.sign(three_groups, by=chief)
    workflow.submit(report=three_groups, by=chief, now=CONFIRMED)
    build.cover(three_groups, by=province_staff)
    workflow.publish(report=three_groups, by=province_staff, now=CONFIRMED)
    return line


@pytest.fixture
def correcting(told, officer, province_staff):
    """Its month is opened again: other figures, another note and more evidence wait for a confirmation."""
    report = workflow.reopen(report=told.report, reason="ยอดซ้ำ", by=province_staff, now=LATER).report
    build.enter(report, by=officer, value=build.amounts("77777.00"), now=LATER)
    said = {"group_id": told.group_id, "category": told.category, "by": officer, "now": LATER}
    notes.write_note(report=report, note="คำชี้แจงลับ", **said)
    binder.put_in(report, officer, line=told, note="ภาพลับ", upload=uploaded.SECOND_PHOTO)
    return told


@pytest.mark.parametrize("who", ["department", "auditor", "province_staff", "officer", "chief"])
def test_everything_behind_the_number(client, told, request, who):
    client.force_login(request.getfixturevalue(who))
    page = text_of(client.get(address(told)))
    for said in (
        "ร้านน้ำพริกแม่คำ",
        "ฉบับที่ 1",
        "1–7 ต.ค.",
        "125.50",
        'เจ้าหน้าที่อำเภอ officer <small class="text-muted text-nowrap">2 พ.ย. 2564 10:00 น.</small>',
        'พัฒนาการอำเภอ chief <small class="text-muted">3 พ.ย. 2564 10:00 น.</small>',
        'เจ้าหน้าที่จังหวัด province <small class="text-muted">3 พ.ย. 2564 10:00 น.</small>',
        "“ออกร้านงานบุญบั้งไฟ”",
        "แผงขายในงาน",
        uploaded.PHOTO.intake.sha256,
        "สมุดบัญชี อยู่กับเหรัญญิก",
    ):
        assert said in page
    assert "หลักฐานผิดกลุ่ม" not in page


def test_a_correction_under_way_shows_in_nothing(client, correcting, department):
    client.force_login(department)
    page = text_of(client.get(address(correcting)))
    for said in ("77,777", "คำชี้แจงลับ", "ภาพลับ", "ยอดซ้ำ", "3 ธ.ค. 2564"):
        assert said not in page
    assert "“ออกร้านงานบุญบั้งไฟ”" in page
    assert "3 พ.ย. 2564 10:00 น." in page


def test_the_files_behind_a_publication_open_and_those_of_a_correction_do_not(
    client, correcting, department, auditor, administrator, other_province
):
    behind, waiting = Evidence.objects.exclude(file=None).order_by("pk")
    for person in (department, auditor):
        client.force_login(person)
        response = client.get(reverse("stored_file", args=(behind.file_id,)))
        assert response.getvalue() == uploaded.PHOTO.intake.content
        assert client.get(reverse("file_thumbnail", args=(behind.file_id,))).getvalue()
        assert client.get(reverse("stored_file", args=(waiting.file_id,))).status_code == 404
        assert client.get(at("evidence")).status_code == 404
    for person in (administrator, other_province):
        client.force_login(person)
        assert client.get(reverse("stored_file", args=(behind.file_id,))).status_code == 404


def test_once_confirmed_each_revision_keeps_its_own_story(
    client, correcting, chief, province_staff, department
):
    report = build.report_of("4302")
    build.sign(report, by=chief, now=LATER)
    workflow.submit(report=report, by=chief, now=LATER)
    build.cover(report, by=province_staff, now=LATER)
    workflow.publish(report=report, by=province_staff, now=LATER)
    client.force_login(department)
    now, then = (text_of(client.get(address(correcting), asked)) for asked in ({}, {"revision": "1"}))
    for said in ("“คำชี้แจงลับ”", "ภาพลับ", "แผงขายในงาน", "3 ธ.ค. 2564 10:00 น.", "(+77,651.50)"):
        assert said in now
    assert "“ออกร้านงานบุญบั้งไฟ”" in then
    assert "ภาพลับ" not in then
    assert "มีฉบับใหม่แทนแล้ว" in then
    assert "77,777.00 บาท" in then  # The list of the line's revisions leads to the one that counts.


def test_a_correction_that_was_ended_leaves_no_trace_in_the_next_revision(
    client, told, officer, chief, province_staff, department
):
    pairs = list(told.report.lines.values_list("group_id", "category"))
    wish = corrections.Wish(pairs, CorrectionReason.TWICE, "ยอดซ้ำ")
    opened = {"report": build.report_of("4302"), "wish": wish, "by": province_staff}
    report = corrections.open_unasked(**opened, now=LATER).report
    second = build.person("second", Role.OFFICER, district="4302")
    build.enter(report, by=second, value=build.amounts("77777.00"), now=LATER)
    build.tick(report, build.Level.DISTRICT, by=chief, now=LATER)
    report = workflow.end_correction(report=report, reason="ไม่ต้องแก้", by=province_staff, now=LATER).report
    others = sheet.rows(report)
    row = next(row for row in others if row.line.pk != told.pk)
    later = LATER + DAY
    report = corrections.open_unasked(**opened | {"report": report}, now=later).report
    usual, less = build.amounts("100.00", "20.00", "5.50"), build.amounts("1.00")
    change = sales.WeekRow(row.group.pk, row.category, sales.Cell(amounts=usual), sales.Cell(amounts=less))
    sales.save_week(report=report, week=1, rows=[change], by=officer, now=later)
    build.sign(report, by=chief, now=later)
    workflow.submit(report=report, by=chief, now=later)
    build.cover(report, by=province_staff, now=later)
    workflow.publish(report=report, by=province_staff, now=later)
    trail = line_story.trail(Publication.objects.get(revision=2), told.pk)
    assert (trail.typed[1].by, trail.typed[1].at) == (officer, TYPED)
    assert trail.ticks["district"].at == CONFIRMED
    client.force_login(department)
    assert "77,777" not in text_of(client.get(address(told)))


def test_a_tick_is_that_of_the_published_version(told, chief, province_staff):
    publication = Publication.objects.get()
    trail = line_story.trail(publication, told.pk)
    assert {level: hand.by for level, hand in trail.ticks.items()} == {
        "district": chief,
        "province": province_staff,
    }
    publication.payload = publication.payload.replace('"version":1', '"version":7')
    assert line_story.trail(publication, told.pk).ticks == {}


def test_a_line_that_was_taken_out_says_why_and_shows_what_it_was(
    client, told, officer, chief, province_staff, department
):
    report = workflow.reopen(report=told.report, reason="ยอดซ้ำ", by=province_staff, now=LATER).report
    told.refresh_from_db()
    where = {"group_id": told.group_id, "category": told.category, "version": told.version}
    removal.remove_line(report=report, reason="เลิกกิจการแล้ว", by=officer, now=LATER, **where)
    build.sign(report, by=chief, now=LATER)
    workflow.submit(report=report, by=chief, now=LATER)
    build.cover(report, by=province_staff, now=LATER)
    workflow.publish(report=report, by=province_staff, now=LATER)
    client.force_login(department)
    page = text_of(client.get(address(told)))
    assert "นำรายการนี้ออกแล้ว: เลิกกิจการแล้ว" in page
    assert "ไม่มีรายการนี้" in page
    assert "125.50 บาท" in page


@pytest.mark.parametrize("start", ["nation_year", "nation_month"])
def test_from_the_nation_to_the_evidence_in_four_clicks(client, told, department, start):
    """Every step is a link on the page before it (S59, D10); the last one is the file itself."""
    client.force_login(department)
    month = build.OCTOBER
    page = reverse(start, args=[2565 if start == "nation_year" else month])
    file = Evidence.objects.exclude(file=None).get().file_id
    steps = [
        reverse("nation_province", args=(month, "43")),
        reverse("nation_district", args=(month, "4302")),
        address(told),
        reverse("stored_file", args=(file,)),
    ]
    for step in steps:
        assert step in re.findall(r'href="([^"#?]+)', text_of(client.get(page)))
        page = step
    assert client.get(page).getvalue() == uploaded.PHOTO.intake.content
    assert len(steps) <= 4


def test_what_the_publication_does_not_know_is_not_found(client, told, department, officer):
    client.force_login(department)
    assert client.get(reverse("published_line", args=("4302", build.OCTOBER, 999_999))).status_code == 404
    for revision in ("2", "0", "x", "๑"):
        assert client.get(address(told), {"revision": revision}).status_code == 404


def test_before_publication_there_is_nothing(client, submitted, department, officer):
    for person in (department, officer):
        client.force_login(person)
        assert client.get(address(submitted.lines.first())).status_code == 404


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "administrator"])
def test_another_areas_is_not_found(client, told, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(address(told)).status_code == 404


def test_a_visitor_signs_in_first(client, told):
    assert client.get(address(told)).url == login_url(address(told))


def test_it_takes_no_post(client, told, department):
    client.force_login(department)
    assert client.post(address(told)).status_code == 405


def test_it_reads_no_working_line(client, told, department):
    client.force_login(department)
    with CaptureQueriesContext(connection) as queries:
        client.get(address(told))
    for query in queries:
        assert 'FROM "reporting_salesline"' not in query["sql"]
        assert "weeklyentry" not in query["sql"]


@pytest.mark.parametrize("lines", [2, 90])
def test_queries_do_not_grow_with_the_lines(client, october, department, lines, django_assert_num_queries):
    nationwide.publish("4302", by=department, lines=[("FOOD", "GROUP", "1.00", "0.00", "0.00")] * lines)
    client.force_login(department)
    with django_assert_num_queries(11):
        assert client.get(reverse("published_line", args=("4302", build.OCTOBER, 1))).status_code == 200
