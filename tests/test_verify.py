"""`manage.py verify`: silent about what the portal wrote, and names the row that somebody changed by hand."""

from __future__ import annotations

import importlib
import os
import re
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from reporting.actions import evidence, handover, inquiries, pinning, threads, workflow
from reporting.models import (
    AuditEvent,
    Cover,
    Document,
    FileKind,
    Inquiry,
    Kind,
    MonthlyReport,
    PinnedReport,
    Publication,
    SalesLine,
    Signature,
    StoredFile,
    Transition,
    WeeklyEntry,
)
from reporting.stats import verification
from reporting.stats.inquiries import figures
from tests import build

triggers = importlib.import_module("reporting.migrations.0002_audit_is_append_only")

HALVES = "UPDATE reporting_{table} SET {column} = {column} / 2 WHERE id = {pk}"


@pytest.fixture
def corrected(published, province_staff, officer, chief) -> MonthlyReport:
    """A report with two confirmed revisions, the newer in the place of the older."""
    report = build.reopen(published, by=province_staff)
    build.enter(report, by=officer, week=2)
    build.sign(report, by=chief)
    report = workflow.submit(report=report, by=chief, now=build.NOW).report
    build.cover(report, by=province_staff)
    return workflow.publish(report=report, by=province_staff, now=build.NOW).report


@pytest.fixture
def pinned(published, department) -> PinnedReport:
    """A Director-General's report of the publication."""
    return pinning.pin(kind=Kind.DIRECTOR_YEAR, month=build.OCTOBER, on=None, by=department, now=build.NOW)


@pytest.fixture
def asked(published, department) -> Inquiry:
    """What the department asks about the whole of the publication."""
    publication = Publication.objects.get(superseded_at=None)
    figure = figures(publication)[0]
    return inquiries.ask(publication=publication, figure=figure, text="ก", by=department, now=build.NOW)


@pytest.fixture
def verify(capsys):
    """Runs the command; its exit code and output."""

    def run() -> tuple[int, str]:
        try:
            call_command("verify", no_color=True)
        except SystemExit as end:
            return end.code, capsys.readouterr().out
        return 0, capsys.readouterr().out

    return run


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount != 0, "nothing was changed"


def unlock_audit_log() -> None:
    with connection.cursor() as cursor:
        for statement in triggers.SQLITE_DROP if connection.vendor == "sqlite" else triggers.POSTGRES_DROP:
            cursor.execute(statement)


def test_what_the_portal_wrote_has_no_problems(
    corrected, officer, chief, neighbour, province_staff, pinned, asked, verify
):
    handover.start(successor=None, words="", by=officer, now=build.NOW)
    acting = build.acting(build.stand_in(chief, neighbour, by=province_staff))
    threads.post(report=corrected, text="ยืนยันแล้ว ขอบคุณ", by=acting, now=timezone.now())
    code, output = verify()
    assert code == 0
    *progress, last = output.splitlines()
    checked = [re.fullmatch(r"(.+): (\d+) checked in \d+\.\d s, 0 problems", line) for line in progress]
    assert [match[1] for match in checked] == list(verification.CHECKS)
    assert all(int(match[2]) > 0 for match in checked)
    assert last == f"{sum(int(match[2]) for match in checked)} checks, 0 problems"


def test_a_draft_without_its_grant_is_named(published, province_staff, verify):
    report = build.reopen(published, by=province_staff)
    MonthlyReport.objects.update(correction=None)
    code, output = verify()
    assert code == 1
    assert f"report {report.pk} under None" in output


@pytest.mark.parametrize("change", [{"closed": True}, {"extended_until": build.NOW.date()}])
def test_a_report_that_is_not_closed_as_its_month_is_is_found(report, verify, change):
    MonthlyReport.objects.filter(pk=report.pk).update(**change)
    code, output = verify()
    assert code == 1
    assert f"report {report.pk}: closed" in output


def test_an_inquiry_about_another_figure_is_found(asked, verify):
    Inquiry.objects.update(amount="502.01")
    code, output = verify()
    assert code == 1
    assert f"inquiry {asked.pk}: its publication does not say 502.01" in output


def test_an_empty_database_has_no_problems(db, verify):
    code, output = verify()
    assert code == 0
    assert output.endswith("\n0 checks, 0 problems\n")


def test_a_changed_month_is_found(published, verify):
    line = SalesLine.objects.order_by("pk").last()
    execute(HALVES.format(table="salesline", column="regular", pk=line.pk))
    code, output = verify()
    assert code == 1
    assert f"line {line.pk}: month 50.00 / 20.00 / 5.50, its weeks 100.00 / 20.00 / 5.50" in output
    publication = Publication.objects.get()
    assert f"publication {publication.pk}: lines [{line.pk}] differ from it" in output
    assert output.endswith(" 2 problems\n")


def test_a_changed_week_is_found(published, verify):
    entry = WeeklyEntry.objects.order_by("pk").first()
    execute(HALVES.format(table="weeklyentry", column="online", pk=entry.pk))
    code, output = verify()
    assert code == 1
    assert f"line {entry.line_id}: month 100.00 / 20.00 / 5.50, its weeks 100.00 / 20.00 / 2.75" in output


def test_a_missing_week_is_found(published, verify):
    entry = WeeklyEntry.objects.order_by("pk").first()
    execute(f"DELETE FROM reporting_weeklyentry WHERE id = {entry.pk}")
    assert f"line {entry.line_id}: month 100.00 / 20.00 / 5.50, its weeks 0.00 / 0.00 / 0.00" in verify()[1]


def test_a_published_line_changed_together_with_its_weeks_is_found(published, verify):
    line = SalesLine.objects.order_by("pk").first()
    execute(HALVES.format(table="salesline", column="transfer", pk=line.pk))
    execute(f"UPDATE reporting_weeklyentry SET transfer = transfer / 2 WHERE line_id = {line.pk}")
    code, output = verify()
    assert code == 1
    assert f"lines [{line.pk}] differ from it" in output
    assert output.endswith(" 1 problems\n")


def test_a_changed_handover_pack_is_found(published, officer, verify):
    handover.start(successor=None, words="", by=officer, now=build.NOW)
    assert verify()[0] == 0
    execute("UPDATE reporting_handover SET content = '[]'")
    code, output = verify()
    assert code == 1
    assert "its content has another hash" in output


@pytest.mark.parametrize(
    "change, named",
    [
        (
            "UPDATE reporting_pinnedreport SET content = REPLACE(content, '400.00', '400.01')",
            "another hash",
        ),
        ("UPDATE reporting_pinnedreport SET content = 'no JSON'", "its content names other publications"),
        ("UPDATE reporting_pinnedreport SET basis_sha256 = 'abc'", "its publications are other ones"),
        ("UPDATE reporting_pinnedreport SET total = total + 0.01", "total 502.01, its publications 502.00"),
        ("UPDATE reporting_publication SET sha256 = 'abc'", "its publications are other ones"),
        ("DELETE FROM reporting_pinnedpublication", "its content names other publications"),
    ],
)
def test_a_changed_pinned_report_is_found(pinned, verify, change, named):
    execute(change)
    code, output = verify()
    assert code == 1
    assert re.search(rf"pinned report {pinned.pk} \(D.* 2565-10\): .*{re.escape(named)}", output)


def test_a_correction_leaves_a_pinned_report_as_it_is(
    pinned, published, officer, chief, province_staff, verify
):
    build.correct(published, officer=officer, chief=chief, staff=province_staff)
    assert "pinned reports: 1 checked in 0.0 s, 0 problems" in verify()[1]


@pytest.mark.parametrize(
    "change, named",
    [
        ("UPDATE reporting_publication SET payload = REPLACE(payload, '100.00', '200.00')", "hash, regular"),
        ("UPDATE reporting_publication SET payload = 'no JSON'", "hash, payload cannot be read"),
        ("UPDATE reporting_publication SET regular = regular + 1", "regular"),
        ("UPDATE reporting_publication SET online = 0", "online"),
        ("UPDATE reporting_publication SET producers_group = 7", "producers_group"),
        ("UPDATE reporting_publication SET line_count = 99", "line_count"),
        ("UPDATE reporting_publicationtotal SET transfer = 1", "totals by category and type"),
        ("DELETE FROM reporting_publicationtotal WHERE category = 'FOOD'", "totals by category and type"),
    ],
)
def test_a_changed_publication_is_found(published, verify, change, named):
    execute(change)
    code, output = verify()
    publication = Publication.objects.get()
    assert code == 1
    assert f"publication {publication.pk} (4302 2565-10 revision 1): {named}" in output


def test_a_missing_publication_is_found(published, verify):
    execute("DELETE FROM reporting_publicationtotal")
    execute("DELETE FROM reporting_publication")
    code, output = verify()
    assert code == 1
    assert f"report {published.pk}: PUBLISHED revision 1, but publications []" in output


def test_two_revisions_of_which_the_older_is_current_are_found(corrected, verify):
    execute("UPDATE reporting_publication SET superseded_at = published_at")
    execute("UPDATE reporting_publication SET superseded_at = NULL WHERE revision = 1")
    code, output = verify()
    assert code == 1
    assert f"report {corrected.pk}: PUBLISHED revision 2, but publications [(1, True), (2, False)]" in output


def test_a_state_without_its_transition_is_found(submitted, verify):
    execute(
        "UPDATE reporting_monthlyreport SET state = 'OPEN', submitted_at = NULL, submitted_by_id = NULL"
        f" WHERE id = {submitted.pk}"
    )
    code, output = verify()
    assert code == 1
    assert f"report {submitted.pk}: is OPEN, its log ends at SUBMITTED" in output


def test_a_missing_transition_is_found(published, verify):
    execute("DELETE FROM reporting_transition WHERE sequence = 1")
    assert f"report {published.pk}: transition 2 stands where 1 should" in verify()[1]


def test_a_transition_between_other_states_is_found(published, verify):
    execute("UPDATE reporting_transition SET from_state = 'RETURNED' WHERE sequence = 2")
    assert f"report {published.pk}: transition 2 leaves RETURNED, the report was SUBMITTED" in verify()[1]


def test_a_transition_that_the_audit_log_does_not_know_is_found(published, verify):
    unlock_audit_log()
    execute("DELETE FROM reporting_auditevent WHERE action = 'publish'")
    assert Transition.objects.count() == 2
    output = verify()[1]
    assert f"report {published.pk}: its log says ['submit', 'publish'], the audit log ['submit']" in output


@pytest.mark.parametrize(
    "change, named",
    [
        ("UPDATE reporting_auditevent SET reason = 'x' WHERE id = {pk}", "its content has another hash"),
        ("UPDATE reporting_auditevent SET changes = '[]' WHERE id = {pk}", "its content has another hash"),
        ("UPDATE reporting_auditevent SET hash = 'abc' WHERE id = {pk}", "its content has another hash"),
        ("UPDATE reporting_auditevent SET previous_hash = 'abc' WHERE id = {pk}", "does not follow"),
    ],
)
def test_a_changed_audit_event_is_found(published, verify, change, named):
    event = AuditEvent.objects.filter(object_type="monthlyreport").order_by("sequence").last()
    unlock_audit_log()
    execute(change.format(pk=event.pk))
    code, output = verify()
    assert code == 1
    assert f"audit event {event.pk} ({event.stream}): {named}" in output


def test_a_deleted_audit_event_is_found(published, verify):
    second = AuditEvent.objects.filter(object_type="monthlyreport").get(sequence=2)
    third = AuditEvent.objects.filter(object_type="monthlyreport").get(sequence=3)
    unlock_audit_log()
    execute(f"DELETE FROM reporting_auditevent WHERE id = {second.pk}")
    code, output = verify()
    assert code == 1
    assert f"audit event {third.pk} ({third.stream}): is number 3 where 2 should be" in output


@pytest.mark.parametrize("column", ["days", "substitute", "district"])
def test_an_act_that_its_cover_does_not_cover_is_found(
    report, officer, chief, neighbour, province_staff, verify, column
):
    cover = build.stand_in(chief, neighbour, by=province_staff)
    threads.post(report=report, text="ขอบคุณ", by=build.acting(cover), now=timezone.now())
    long_ago = {"starts_on": build.NOW.date(), "ends_on": build.NOW.date()}
    other = {"days": long_ago, "substitute": {"substitute": officer}, "district": {"district": "4301"}}
    Cover.objects.filter(pk=cover.pk).update(**other[column])
    code, output = verify()
    assert code == 1
    event = AuditEvent.objects.get(action="post_message")
    assert f"audit event {event.pk} ({event.stream}): not covered by {cover.pk}" in output


def test_other_bytes_in_a_file_are_found(submitted, verify):
    stored = StoredFile.objects.get()
    with open(stored.file.path, "r+b") as file:
        file.write(b"%PDG")
    assert f"file {stored.pk} ({stored.name}): has other bytes" in verify()[1]
    with open(stored.file.path, "ab") as file:
        file.write(b"more")
    assert f"has {stored.size + 4} bytes instead of {stored.size}" in verify()[1]


def test_a_missing_file_is_found(submitted, verify):
    stored = StoredFile.objects.get()
    stored.file.storage.delete(stored.file.name)
    code, output = verify()
    assert code == 1
    assert f"file {stored.pk} ({stored.name}): is not there" in output


@pytest.mark.parametrize("name", ["ab/left-behind", "left-behind"])
def test_a_file_that_belongs_to_no_row_is_found_after_a_day(submitted, verify, name):
    default_storage.save(name, ContentFile(b"of a killed process"))
    assert verify()[0] == 0
    long_ago = time.time() - timedelta(days=1, minutes=1).total_seconds()
    os.utime(default_storage.path(name), (long_ago, long_ago))
    code, output = verify()
    assert code == 1
    assert f"{name}: belongs to no row" in output


def test_old_files_and_their_thumbnails_belong_to_their_rows(report, officer, verify):
    stored = evidence.store(
        content=b"photo", name="a.jpg", kind=FileKind.EVIDENCE, by=officer, now=build.NOW, thumbnail=b"small"
    )
    for file in (stored.file, stored.thumbnail):
        os.utime(file.path, (0, 0))
    code, output = verify()
    assert code == 0
    assert "stray files: 2 checked" in output


def test_a_signature_on_other_bytes_is_found(submitted, verify):
    signature = Signature.objects.get()
    execute("UPDATE reporting_signature SET document_sha256 = 'abc'")
    output = verify()[1]
    assert f"signature {signature.pk}: signed other bytes than {signature.document.number}" in output


def test_of_many_bad_rows_the_first_ten_are_named(report, officer, verify):
    build.producers(12, district="4302", by=officer)
    build.enter(report, by=officer)
    execute("UPDATE reporting_salesline SET regular = 7")
    code, output = verify()
    assert code == 1
    assert output.count("line ") - output.count("line totals") == 10
    assert "… and 2 more" in output
    assert output.endswith(" 12 problems\n")


@pytest.mark.parametrize(
    "revision, change, words",
    [
        (1, {"replaced_by": None}, "was replaced, and does not say by which issue"),
        (2, {"replaced_at": build.NOW}, "0 issues of its form are in force"),
        (2, {"total": 1}, "total 1.00, its publication"),
    ],
)
def test_a_changed_paper_is_found(corrected, verify, revision, change, words):
    Document.objects.filter(revision=revision).update(**change)
    code, output = verify()
    assert code == 1
    assert words in output
