"""No form is drawn twice and no document made twice, on PostgreSQL; each with a twin that comes to grief."""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from reporting import tasks
from reporting.actions import certifications, jobs
from reporting.actions.ticks import Level
from reporting.models import AuditEvent, Document, JobState, Kind, RenderJob, Scope, StoredFile
from reporting.models.jobs import LEASE
from reporting.readiness import Standing
from reporting.reports import drafts, issuing, pdf
from tests import build

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

OFFICERS = 50
ADDRESS = "https://otop.example.go.th"


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


def at_once(count, call):
    """The answers of so many threads that start together."""
    start = threading.Barrier(count)

    def one(_):
        try:
            start.wait(timeout=30)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def press(report, chief):
    scope = Scope(Kind.RT2, report=report)
    return tasks.issue(scope=scope, address=ADDRESS, by=chief, now=dt.datetime.now(dt.UTC))


def test_fifty_who_ask_for_the_same_form_have_it_drawn_once(certified, chief, drawn):
    answers = at_once(OFFICERS, lambda: press(certified, chief))
    document = Document.objects.get()
    waited_for = [answer for answer in answers if isinstance(answer, RenderJob)]
    assert len(drawn) == 1
    assert [job for job in waited_for if RenderJob.objects.get(pk=job.pk).document != document] == []
    assert StoredFile.objects.filter(kind="document").count() == 1
    assert AuditEvent.objects.filter(action="issue_rt2").count() == 1


def test_without_the_job_it_is_drawn_again_and_again(certified, chief, drawn, monkeypatch):
    """The twin: everybody gets a job of their own."""
    meeting = threading.Barrier(OFFICERS)
    plain = issuing.documents.prepare_rt2

    def all_at_once(**asked):
        prepared = plain(**asked)
        if not meeting.broken and len(drawn) == 0:
            meeting.wait(timeout=30)
        return prepared

    def own_job(*, scope, content_sha256, by, **asked):
        job = RenderJob.objects.create(
            **scope.columns,
            content_sha256=os.urandom(32).hex(),
            asked_by=by,
            asked_at=asked.pop("now"),
            **({"state": "RUNNING", "attempt": 1, "lease_until": build.NOW} if asked.pop("leased") else {}),
            **asked,
        )
        return job, True

    monkeypatch.setattr(issuing.jobs, "ask", own_job)
    monkeypatch.setattr(issuing.documents, "prepare_rt2", all_at_once)
    at_once(OFFICERS, lambda: press(certified, chief))
    assert len(drawn) > 1


def test_two_who_ask_for_the_same_large_draft_have_it_drawn_once(three_groups, officer, chief, drawn):
    build.enter(three_groups, by=officer)
    scope = Scope(Kind.RT2, report=three_groups)

    def ask():
        form = drafts.build(scope, by=chief, address=ADDRESS)
        return tasks.draft(form, address=ADDRESS, by=chief, now=dt.datetime.now(dt.UTC))

    answers = at_once(2, ask)
    assert len(drawn) == 1
    assert {RenderJob.objects.get(pk=job.pk).state for job in answers} == {JobState.DONE}
    assert {RenderJob.objects.get(pk=job.pk).file.name for job in answers} != {""}


def killed_while_storing(job_id) -> None:
    """Another process draws the job and is killed after the document is stored, before it is committed.

    Where a browser has run in this process, its event loop gives parent and child different connections: the
    child would find an older one of the parent, which the kill does not end. So it forgets what it inherits.
    """
    connection.close()
    child = os.fork()
    if child == 0:
        try:
            connection.connection = None
            issuing.jobs.finish = lambda **told: os.kill(os.getpid(), signal.SIGKILL)
            issuing.run(job_id, clock=lambda: build.NOW)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def test_what_a_killed_worker_began_is_taken_over_and_made_once(certified, chief, drawn):
    job, _ = issuing.ask(scope=Scope(Kind.RT2, report=certified), address=ADDRESS, by=chief, now=build.NOW)
    killed_while_storing(job.pk)
    assert (Document.objects.count(), StoredFile.objects.filter(kind="document").count()) == (0, 0)
    assert RenderJob.objects.get().state == JobState.RUNNING
    assert issuing.run(job.pk, clock=lambda: build.NOW) is None
    after = build.NOW + LEASE + dt.timedelta(seconds=1)
    document = issuing.run(job.pk, clock=lambda: after)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.document) == (JobState.DONE, 2, document)
    assert Document.objects.get() == document


def test_a_job_without_a_lease_is_lost_with_its_worker(certified, chief, drawn, monkeypatch):
    """The twin: only what waits is ever taken."""
    monkeypatch.setattr(jobs, "LEASE", dt.timedelta(days=36_500))
    job, _ = issuing.ask(scope=Scope(Kind.RT2, report=certified), address=ADDRESS, by=chief, now=build.NOW)
    killed_while_storing(job.pk)
    assert issuing.run(job.pk, clock=lambda: build.NOW + 10 * LEASE) is None
    assert not Document.objects.exists()


def two_draw(job, monkeypatch) -> list:
    """A worker that was only slow, and the one that took its job over, come to the end together."""
    meeting = threading.Barrier(2)
    clocks = iter([build.NOW, build.NOW + 2 * LEASE])
    taking = threading.Lock()
    drawing = []

    def draw(template, form):
        drawing.append(form)
        meeting.wait(timeout=30)
        return build.PDF

    def run():
        with taking:
            now = next(clocks)
        if now > build.NOW:
            while not RenderJob.objects.get(pk=job.pk).attempt:
                pass
        try:
            return issuing.run(job.pk, clock=lambda: now)
        except Exception as error:
            return error

    monkeypatch.setattr(pdf, "draw", draw)
    answers = at_once(2, run)
    assert len(drawing) == 2
    return answers


def test_two_that_draw_one_job_make_one_document(certified, chief, monkeypatch):
    job, _ = issuing.ask(scope=Scope(Kind.RT2, report=certified), address=ADDRESS, by=chief, now=build.NOW)
    answers = two_draw(job, monkeypatch)
    document = Document.objects.get()
    assert answers == [document, document]
    assert AuditEvent.objects.filter(action="issue_rt2").count() == 1


def test_without_the_look_under_the_lock_the_database_still_refuses_the_second(certified, chief, monkeypatch):
    """The twin: nobody looks whether the document is there; one of the two comes to grief."""
    monkeypatch.setattr(Standing, "document", property(lambda standing: None))
    job, _ = issuing.ask(scope=Scope(Kind.RT2, report=certified), address=ADDRESS, by=chief, now=build.NOW)
    answers = two_draw(job, monkeypatch)
    assert [answer for answer in answers if not isinstance(answer, Document)] != []
    assert Document.objects.in_force().count() == 1
