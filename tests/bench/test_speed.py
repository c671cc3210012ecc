"""Speed as ratios measured in one run: `.venv/bin/python -m pytest tests/bench -p tests.postgres`.

Nothing here is asserted: a noisy machine must not break the build. The figures go into the README.
"""

from __future__ import annotations

import re

import pytest
import weasyprint
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpResponse
from django.template import Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext, _TestState
from django.urls import include, path, reverse

from reporting.actions import ticks, workflow
from reporting.actions.ticks import Level
from reporting.readiness import Standing
from reporting.reports import pdf, rt2
from tests import build

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

LINES = 112
REPLAY: list[tuple[str, tuple]] = []


def bare(request):
    """The yardstick: the same SQL, its rows joined as strings, and nothing else."""
    parts = []
    with connection.cursor() as cursor:
        for sql, params in REPLAY:
            cursor.execute(sql, params)
            for row in cursor.fetchall():
                parts.append(" ".join(map(str, row)))
    return HttpResponse("\n".join(parts))


urlpatterns = [path("bare/", bare), path("", include("otop.urls"))]


@pytest.fixture
def month(report, officer, department):
    """112 lines, entered in three weeks, with the month before published."""
    build.producers(LINES, district="4302", by=officer)
    for week in (1, 2, 3):
        build.enter(report, by=officer, week=week)
    return report


def server(session: str):
    """A function that answers a GET as the server does, without the test client's recording."""
    handler, factory = WSGIHandler(), RequestFactory()
    factory.cookies[settings.SESSION_COOKIE_NAME] = session

    def get(url: str) -> HttpResponse:
        response = handler.get_response(factory.get(url))
        assert response.status_code == 200
        return response

    return get


def recorded(call) -> list[tuple[str, tuple]]:
    statements = []

    def keep(execute, sql, params, many, context):
        statements.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        call()
    return statements


@pytest.fixture
def plain_templates(monkeypatch):
    """Templates as they are drawn in production, without the record that tests keep of them."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)


@override_settings(ROOT_URLCONF="tests.bench.test_speed")
def test_entry_page(month, client, officer, compare, say, plain_templates):
    client.force_login(officer)
    url = reverse("entry", kwargs={"district_code": "4302", "month": month.fiscal_month}) + "?week=3"
    get = server(client.cookies[settings.SESSION_COOKIE_NAME].value)
    get(url)
    statements = recorded(lambda: get(url))
    # The session and the user are read by the middleware, for the bare view too.
    own = [s for s in statements if not re.search(r'FROM "(django_session|reporting_user)"', s[0])]
    REPLAY[:] = [s for s in own if s[0].startswith("SELECT")]
    say(f"entry page of {LINES} lines: {len(statements)} queries (bar 12)")
    compare(
        f"entry page of {LINES} lines / bare view with the same SQL",
        lambda: get(url),
        lambda: get("/bare/"),
        bar=3,
        turns=60,
    )


def queries(call) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)


def test_query_counts(report, officer, chief, province_staff, say):
    build.producers(1000, district="4302", by=officer)
    build.enter(report, by=officer)
    hundred = dict(list(build.versions(report).items())[:100])
    tick = queries(
        lambda: ticks.tick(report=report, level=Level.DISTRICT, seen=hundred, by=chief, now=build.NOW)
    )
    build.sign(report, by=chief)
    workflow.submit(report=report, by=chief, now=build.NOW)
    build.cover(report, by=province_staff)
    publish = queries(lambda: workflow.publish(report=report, by=province_staff, now=build.NOW))
    say(f"ticking 100 lines: {tick} queries (bar 10); publishing 1,000 lines: {publish} queries (bar 25)")


def test_saving_100_lines(report, officer, say):
    build.producers(100, district="4302", by=officer)
    build.enter(report, by=officer)
    changed = queries(lambda: build.enter(report, by=officer, value=build.amounts("7.00")))
    say(f"saving 100 changed lines: {changed} queries, reading them for the test included (bar 15)")


def test_rt2(month, compare):
    html = render_to_string("print/rt2.html", {"report": rt2.build(Standing(month))})
    plain = re.sub(r"<style.*?</style>|<link[^>]*>", "", html, flags=re.S)
    plain = plain.replace("</head>", "<style>table{table-layout:fixed}</style></head>")

    def draw(text: str) -> bytes:
        page = weasyprint.HTML(string=text, url_fetcher=pdf._fetcher(weasyprint, {}))
        return page.write_pdf(pdf_variant=pdf.VARIANT)

    compare(
        f"RT.2 of {LINES} lines / the same HTML without styling",
        lambda: draw(html),
        lambda: draw(plain),
        bar=1.3,
        turns=7,
    )
