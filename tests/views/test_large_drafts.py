"""A draft that takes longer than one waits: asked for by POST, drawn by the worker, kept for an hour."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reporting import tasks
from reporting.actions import jobs
from reporting.models import Document, JobState, RenderJob, StoredFile
from reporting.models.jobs import DRAFT_LIFE, LEASE
from reporting.reports import pdf
from tests import build
from tests.views.desk import at, login_url, text_of

URL = at("rt2_draft")


@pytest.fixture
def drawn(monkeypatch) -> list:
    """What was drawn; drawing itself is left out."""
    forms = []

    def draw(template, form):
        forms.append(form)
        return build.PDF

    monkeypatch.setattr(pdf, "draw", draw)
    return forms


@pytest.fixture
def large(three_groups, officer, settings, drawn):
    """A month that counts as large, where tasks run at once as in the demonstration."""
    settings.OTOP_DRAW_AT_ONCE = 3
    build.enter(three_groups, by=officer)
    return three_groups


@pytest.fixture
def with_worker(large, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return large


def page(job) -> str:
    return reverse("job", args=(job.pk,))


def file(job) -> str:
    return reverse("job_file", args=(job.pk,))


def age(job, by: dt.timedelta) -> None:
    """Make a draft older."""
    RenderJob.objects.filter(pk=job.pk).update(expires_at=timezone.now() + DRAFT_LIFE - by)


def test_looking_offers_it_and_starts_nothing(client, large, officer, drawn):
    client.force_login(officer)
    text = text_of(client.get(URL))
    assert "เอกสารนี้ยาว 4 แถว" in text and "จัดทำ PDF" in text
    assert not RenderJob.objects.exists() and drawn == []


def test_asking_has_it_drawn_and_leads_to_the_file(client, large, officer, drawn):
    client.force_login(officer)
    answer = client.post(URL)
    job = RenderJob.objects.get()
    assert (answer.url, job.state, job.is_draft, len(drawn)) == (page(job), JobState.DONE, True, 1)
    text = text_of(client.get(page(job)))
    assert "ไฟล์ PDF พร้อมแล้ว" in text and file(job) in text
    response = client.get(file(job))
    assert response.content == build.PDF
    assert response["Content-Disposition"] == 'inline; filename="RT2-4302-2565-10-draft.pdf"'
    assert "no-store" in response["Cache-Control"]
    assert not Document.objects.exists() and not StoredFile.objects.exists()


def test_the_same_draft_is_drawn_once_for_all_who_ask(client, large, officer, province_staff, drawn):
    for who in (officer, province_staff):
        client.force_login(who)
        client.post(URL)
        assert client.get(URL).url == page(RenderJob.objects.get())
    assert len(drawn) == 1


def test_other_figures_and_another_signer_are_another_draft(client, large, officer, chief, drawn):
    client.force_login(officer)
    client.post(URL)
    build.enter(large, by=officer, value=build.amounts("9.00"))
    client.post(URL)
    client.force_login(chief)
    client.post(URL)
    assert (len(drawn), RenderJob.objects.count()) == (3, 3)


@pytest.mark.django_db(transaction=True)
def test_the_worker_draws_it(client, with_worker, officer, drawn):
    client.force_login(officer)
    urls = {client.post(URL).url for _ in range(2)}
    job = RenderJob.objects.get()
    assert (urls, job.state, DBTaskResult.objects.count()) == ({page(job)}, JobState.WAITING, 1)
    assert client.get(file(job)).url == page(job)
    text = text_of(client.get(page(job)))
    assert "รอคิวจัดทำ" in text and "ระบบเก็บไว้ 1 ชั่วโมง" in text
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    assert client.get(file(job)).content == build.PDF


def test_what_a_killed_worker_left_is_taken_over(client, with_worker, officer, drawn):
    client.force_login(officer)
    client.post(URL)
    job = RenderJob.objects.get()
    jobs.claim(job_id=job.pk, now=timezone.now() - 2 * LEASE)
    assert tasks.take_over() == 1
    job.refresh_from_db()
    assert (job.state, job.attempt, client.get(file(job)).content) == (JobState.DONE, 2, build.PDF)


def test_a_slow_worker_does_not_overwrite_what_another_took_over(report, officer):
    asked = {"content_sha256": "1" * 64, "line_count": 500, "address": "https://otop.example.go.th"}
    scope = build.job(report, by=officer).scope
    job, _ = jobs.ask(scope=scope, **asked, by=officer, now=build.NOW, is_draft=True)
    slow = jobs.claim(job_id=job.pk, now=build.NOW)
    jobs.claim(job_id=job.pk, now=build.NOW + 2 * LEASE)
    jobs.keep_draft(job=slow, content=build.PDF, content_sha256="1" * 64, now=build.NOW)
    job.refresh_from_db()
    assert (job.state, bool(job.file)) == (JobState.RUNNING, False)


def test_what_another_has_drawn_meanwhile_is_not_drawn_again(client, with_worker, officer, drawn):
    client.force_login(officer)
    client.post(URL)
    late = RenderJob.objects.get()
    content = late.content_sha256
    RenderJob.objects.filter(pk=late.pk).update(content_sha256="2" * 64)
    first = build.draft(with_worker, by=officer, content=content, now=timezone.now())
    tasks.draw.func(str(late.pk))
    late.refresh_from_db()
    assert (late.state, late.file.name, late.expires_at) == (JobState.DONE, first.file.name, first.expires_at)
    assert drawn == []


def test_after_its_hour_it_cannot_be_opened_and_is_drawn_anew(client, large, officer, drawn):
    client.force_login(officer)
    client.post(URL)
    job = RenderJob.objects.get()
    name = job.file.name
    age(job, DRAFT_LIFE)
    assert client.get(file(job)).url == page(job)
    assert "หมดเวลาเก็บแล้ว" in text_of(client.get(page(job)))
    assert default_storage.exists(name)
    client.post(URL)
    assert not default_storage.exists(name)
    assert (len(drawn), RenderJob.objects.at_hand(timezone.now()).count()) == (2, 1)


def test_the_timer_erases_what_is_over_and_nothing_else(report, officer, capsys):
    old = build.draft(report, by=officer, content="1" * 64)
    new = build.draft(report, by=officer, content="2" * 64, now=timezone.now())
    call_command("take_over")
    assert "1 drafts erased" in capsys.readouterr().out
    assert not default_storage.exists(old.file.name) and default_storage.exists(new.file.name)


def test_the_collection_sheets_go_the_same_way(client, three_groups, officer, settings, drawn):
    settings.OTOP_DRAW_AT_ONCE = 11
    client.force_login(officer)
    assert "เอกสารนี้ยาว 12 แถว" in text_of(client.get(at("rt1_pdf")))
    client.post(at("rt1_pdf"))
    job = RenderJob.objects.get()
    assert drawn[0].verify_url == f"http://testserver{at('entry')}"
    assert client.get(file(job))["Content-Disposition"] == 'inline; filename="RT1-4302-2565-10.pdf"'
    assert at("rt1") in text_of(client.get(page(job)))


@pytest.mark.parametrize("name", ["rt3_pdf", "rt4_pdf"])
def test_a_provinces_forms_go_the_same_way(client, submitted, province_staff, settings, drawn, name):
    settings.OTOP_DRAW_AT_ONCE = 0
    client.force_login(province_staff)
    url = reverse(name, args=("43", build.OCTOBER))
    assert client.post(url).url == page(RenderJob.objects.get())
    assert client.get(file(RenderJob.objects.get())).content == build.PDF


def test_the_nations_report_is_for_the_department_and_the_auditor(
    client, published, department, auditor, province_staff, settings, drawn
):
    settings.OTOP_DRAW_AT_ONCE = 0
    client.force_login(department)
    client.post(reverse("nation_report_pdf", args=(build.OCTOBER,)))
    job = RenderJob.objects.get(kind="NAT")
    client.force_login(auditor)
    assert client.get(file(job)).content == build.PDF
    client.force_login(province_staff)
    assert client.get(file(job)).status_code == 404


def test_without_pango_the_job_says_what_to_install(client, large, officer, monkeypatch):
    def refuses(template, form):
        raise pdf.PdfUnavailable

    monkeypatch.setattr(pdf, "draw", refuses)
    client.force_login(officer)
    text = text_of(client.get(client.post(URL).url))
    assert "libpango-1.0-0" in text and "ขอร่างใหม่ได้" in text


def test_a_visitor_signs_in_first(client, report, officer):
    job = build.draft(report, by=officer, now=timezone.now())
    assert client.get(file(job)).url == login_url(file(job))


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "department", "administrator"])
def test_others_do_not_find_it(client, report, officer, request, who):
    job = build.draft(report, by=officer, now=timezone.now())
    client.force_login(request.getfixturevalue(who))
    assert client.get(file(job)).status_code == client.get(page(job)).status_code == 404


def test_rights_are_looked_at_when_it_is_opened(client, report, officer):
    """Who moves to another office takes no draft along."""
    job = build.draft(report, by=officer, now=timezone.now())
    officer.district_id = "4301"
    officer.save()
    client.force_login(officer)
    assert client.get(file(job)).status_code == 404


def test_an_issue_has_no_draft(client, submitted, chief):
    client.force_login(chief)
    assert client.get(file(build.job(submitted, by=chief))).status_code == 404


def test_it_takes_no_post(client, report, officer):
    client.force_login(officer)
    assert client.post(file(build.draft(report, by=officer))).status_code == 405
