"""A form that takes long is left to the worker; its page says how far it is."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from reporting.actions import certifications
from reporting.actions.ticks import Level
from reporting.models import Document, JobState, RenderJob
from reporting.reports import pdf
from tests import build
from tests.views.desk import at


@pytest.fixture
def large(three_groups, officer, chief, settings, monkeypatch):
    """A month that counts as large, in an installation with a worker."""
    settings.OTOP_DRAW_AT_ONCE = 3
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(pdf, "draw", lambda template, form: build.PDF)
    build.enter(three_groups, by=officer)
    build.tick(three_groups, Level.DISTRICT, by=chief)
    certifications.certify_district(report=three_groups, data=build.resolution(), by=chief, now=build.NOW)
    return three_groups


def test_it_is_left_to_the_worker(client, large, chief):
    client.force_login(chief)
    answers = [client.post(at("rt2_issue")).url for _ in range(2)]
    job = RenderJob.objects.get()
    assert answers == [reverse("job", args=(job.pk,))] * 2
    assert (job.state, job.line_count, job.address) == (JobState.WAITING, 4, "http://testserver")
    assert (DBTaskResult.objects.count(), Document.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_the_worker_draws_it(client, large, chief):
    client.force_login(chief)
    url = client.post(at("rt2_issue")).url
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    document = Document.objects.get()
    assert client.get(url).url == reverse("document", args=(document.pk,))
    assert document.file.content() == build.PDF


def test_the_qr_code_leads_to_the_public_address(client, large, chief, settings):
    settings.OTOP_PUBLIC_URL = "https://otop.example.go.th"
    client.force_login(chief)
    client.post(at("rt2_issue"))
    assert RenderJob.objects.get().address == "https://otop.example.go.th"
