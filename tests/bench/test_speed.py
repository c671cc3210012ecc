"""Speed as ratios measured in one run: `.venv/bin/python -m pytest tests/bench -p tests.postgres`.

Nothing here is asserted: a noisy machine must not break the build. The figures go into the README.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
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


def recorded(call) -> list[tuple[str, tuple]]:
    statements = []

    def keep(execute, sql, params, many, context):
        statements.append((sql, tuple(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        call()
    return statements


@override_settings(ROOT_URLCONF="tests.bench.test_speed")
def test_entry_page(month, client, officer, compare, say):
    client.force_login(officer)
    url = reverse("entry", kwargs={"district_code": "4302", "month": month.fiscal_month}) + "?week=3"
    client.get(url)
    statements = recorded(lambda: client.get(url))
    # The session and the user are read by the middleware, for the bare view too.
    own = [s for s in statements if not re.search(r'FROM "(django_session|reporting_user)"', s[0])]
    REPLAY[:] = [s for s in own if s[0].startswith("SELECT")]
    say(f"entry page of {LINES} lines: {len(statements)} queries (bar 12)")
    compare(
        f"entry page of {LINES} lines / bare view with the same SQL",
        lambda: client.get(url), lambda: client.get("/bare/"), bar=3, turns=40,
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
    html = rt2.html(rt2.build(Standing(month)))
    plain = re.sub(r"<style.*?</style>|<link[^>]*>", "", html, flags=re.S)
    plain = plain.replace("</head>", "<style>table{table-layout:fixed}</style></head>")
    compare(
        f"RT.2 of {LINES} lines / the same HTML without styling",
        lambda: pdf.render(html), lambda: pdf.render(plain), bar=1.3, turns=7,
    )
