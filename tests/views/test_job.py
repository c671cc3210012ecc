"""The page of a form that is being drawn: how far it is, and where it leads."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.actions import jobs
from reporting.models import Document, JobState, Kind, Scope
from tests import build
from tests.views.desk import at, login_url, text_of


@pytest.fixture
def job(submitted, chief):
    return build.job(submitted, by=chief)


def page(job) -> str:
    return reverse("job", args=(job.pk,))


def state(job) -> str:
    return reverse("job_state", args=(job.pk,))


def test_it_waits_and_looks_again_without_a_script(client, job, officer):
    client.force_login(officer)
    text = text_of(client.get(page(job)))
    assert "รอคิวจัดทำ" in text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in text
    assert state(job) in text and at("rt2") in text


def test_the_script_reads_how_far_it_is(client, job, officer):
    client.force_login(officer)
    held = jobs.claim(job_id=job.pk, now=build.NOW)
    jobs.report_progress(job=held, percent=20)
    answer = client.get(state(job)).json()
    assert answer == {"progress": 20, "sentence": "กำลังจัดหน้าและวาดเอกสาร", "over": False}


def test_it_leads_to_the_document_when_that_is_there(client, job, officer):
    client.force_login(officer)
    document = Document.objects.get()
    jobs.finish(job=job, document=document, now=build.NOW)
    assert client.get(page(job)).url == reverse("document", args=(document.pk,))
    assert client.get(state(job)).json()["over"] is True


def test_a_failure_says_why_and_looks_no_more(client, job, officer):
    client.force_login(officer)
    held = jobs.claim(job_id=job.pk, now=build.NOW)
    jobs.fail(job=held, error="เครื่องแม่ข่ายขาดแพ็กเกจ", now=build.NOW)
    text = text_of(client.get(page(job)))
    assert "เครื่องแม่ข่ายขาดแพ็กเกจ" in text
    assert "http-equiv" not in text and "job.js" not in text


def test_the_department_follows_its_own_report_only(client, job, department, officer):
    asked = {"content_sha256": "1" * 64, "line_count": 878, "address": "https://otop.example.go.th"}
    nation, _ = jobs.ask(scope=Scope(Kind.NATION, month=build.OCTOBER), by=department, now=build.NOW, **asked)
    client.force_login(department)
    assert client.get(page(nation)).status_code == 200
    assert client.get(page(job)).status_code == 404
    client.force_login(officer)
    assert client.get(page(nation)).status_code == 404


def test_a_visitor_signs_in_first(client, job):
    assert client.get(page(job)).url == login_url(page(job))


@pytest.mark.parametrize("who", ["neighbour", "stranger", "other_province", "auditor", "administrator"])
def test_others_do_not_find_it(client, job, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(page(job)).status_code == client.get(state(job)).status_code == 404


def test_it_takes_no_post(client, job, officer):
    client.force_login(officer)
    assert client.post(page(job)).status_code == client.post(state(job)).status_code == 405


def test_queries(client, job, officer, django_assert_max_num_queries):
    client.force_login(officer)
    assert job.state == JobState.WAITING
    with django_assert_max_num_queries(4):
        client.get(state(job))
