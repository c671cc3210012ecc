"""Jobs of drawing: asked for once, held by a lease, taken over after it, given up after three tries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import call_command

from reporting import tasks
from reporting.actions import certifications, jobs
from reporting.actions.ticks import Level
from reporting.errors import NotReady
from reporting.models import Document, JobState, Kind, RenderJob, Scope
from reporting.models.jobs import LEASE
from reporting.reports import issuing, pdf
from tests import build

ADDRESS = "https://otop.example.go.th"
AFTER_THE_LEASE = build.NOW + LEASE + dt.timedelta(seconds=1)


@pytest.fixture
def certified(three_groups, officer, chief):
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    return three_groups


@pytest.fixture
def drawn(monkeypatch) -> list:
    forms = []

    def draw(template, form):
        forms.append(form)
        return build.PDF

    monkeypatch.setattr(pdf, "draw", draw)
    return forms


def ask(report, by):
    scope = Scope(Kind.RT2, report=report)
    return issuing.ask(scope=scope, address=ADDRESS, by=by, now=build.NOW)


def run(job, now=build.NOW):
    return issuing.run(job.pk, clock=lambda: now)


def test_who_asks_again_gets_the_job_that_is_under_way(certified, chief):
    job, is_new = ask(certified, chief)
    again, is_new_again = ask(certified, chief)
    assert (again, is_new, is_new_again) == (job, True, False)


def test_a_job_makes_the_document_and_then_there_is_nothing_to_ask_for(certified, chief, drawn):
    job, _ = ask(certified, chief)
    document = run(job)
    job.refresh_from_db()
    assert (job.state, job.document, job.attempt, job.progress) == (JobState.DONE, document, 1, 100)
    assert drawn[0].verify_url.startswith(f"{ADDRESS}/verify/")
    assert ask(certified, chief) == document


def test_what_is_drawn_by_one_is_not_drawn_by_another(certified, chief, drawn):
    job, _ = ask(certified, chief)
    assert jobs.claim(job_id=job.pk, now=build.NOW) is not None
    assert run(job) is None
    assert drawn == []


def test_after_its_lease_the_next_one_takes_the_job_over(certified, chief, drawn):
    job, _ = ask(certified, chief)
    jobs.claim(job_id=job.pk, now=build.NOW)
    assert list(RenderJob.objects.abandoned(build.NOW)) == []
    assert list(RenderJob.objects.abandoned(AFTER_THE_LEASE)) == [job]
    run(job, now=AFTER_THE_LEASE)
    job.refresh_from_db()
    assert (job.state, job.attempt, len(drawn)) == (JobState.DONE, 2, 1)


def test_a_job_that_nobody_was_told_of_is_found(certified, chief, drawn, capsys):
    job, _ = ask(certified, chief)
    call_command("take_over")
    assert "1 jobs taken over" in capsys.readouterr().out
    assert Document.objects.get().jobs.get() == job


def test_who_asks_after_the_lease_takes_it_over(certified, chief, drawn):
    ask(certified, chief)
    scope = Scope(Kind.RT2, report=certified)
    answer = tasks.issue(scope=scope, address=ADDRESS, by=chief, now=AFTER_THE_LEASE)
    assert answer == Document.objects.get()


def test_a_job_that_kills_everybody_is_given_up(certified, chief, drawn):
    job, _ = ask(certified, chief)
    for attempt in range(jobs.MOST_ATTEMPTS):
        assert jobs.claim(job_id=job.pk, now=build.NOW + attempt * 2 * LEASE)
    assert jobs.claim(job_id=job.pk, now=build.NOW + 10 * LEASE) is None
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, jobs.GAVE_UP)


def test_a_late_failure_does_not_end_what_another_has_taken_over(certified, chief):
    job, _ = ask(certified, chief)
    slow = jobs.claim(job_id=job.pk, now=build.NOW)
    jobs.claim(job_id=job.pk, now=AFTER_THE_LEASE)
    jobs.fail(job=slow, error="ช้าเกินไป", now=AFTER_THE_LEASE)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING


def test_figures_that_changed_meanwhile_end_the_job_with_a_sentence(certified, officer, chief, drawn):
    job, _ = ask(certified, chief)
    build.enter(certified, by=officer, value=build.amounts("9.00"))
    with pytest.raises(NotReady):
        run(job)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "ยังไม่ยืนยันระดับอำเภอ 4 จาก 4 รายการ" in job.error
    assert not Document.objects.exists()


def test_a_fault_is_kept_with_the_job_and_holds_up_no_other(certified, chief, monkeypatch, caplog):
    def breaks(template, form):
        raise MemoryError

    monkeypatch.setattr(pdf, "draw", breaks)
    job, _ = ask(certified, chief)
    tasks.draw.enqueue(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, issuing.BROKEN)
    assert "MemoryError" in caplog.text
    again, is_new = ask(certified, chief)
    assert is_new and again != job
