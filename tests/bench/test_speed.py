"""Speed as ratios measured in one run: `.venv/bin/python -m pytest tests/bench -p tests.postgres`.

Nothing here is asserted: a noisy machine must not break the build. The figures go into the README.
"""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
import weasyprint
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import FileResponse, HttpResponse
from django.template import Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext, _TestState
from django.urls import include, path, reverse
from django.utils import timezone

from reporting import tasks
from reporting.actions import certifications, ticks, workflow
from reporting.actions.ticks import Level
from reporting.models import Document, Kind, Scope
from reporting.readiness import Standing
from reporting.reports import drawing, pdf, rt2
from reporting.stats import desk, risk
from tests import build, nationwide, past

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

LINES = 112
REPLAY: list[tuple[str, tuple]] = []
FILES: list[str] = []


def bare(request):
    """The yardstick: the same SQL, its rows joined as strings, and nothing else."""
    parts = []
    with connection.cursor() as cursor:
        for sql, params in REPLAY:
            cursor.execute(sql, params)
            for row in cursor.fetchall():
                parts.append(" ".join(map(str, row)))
    return HttpResponse("\n".join(parts))


def bare_file(request):
    """The yardstick of a file: nothing but its bytes."""
    return FileResponse(open(FILES[0], "rb"))


urlpatterns = [path("bare/", bare), path("file/", bare_file), path("", include("otop.urls"))]


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
    seen = build.versions(report)
    thousand = queries(
        lambda: ticks.tick(report=report, level=Level.PROVINCE, seen=seen, by=province_staff, now=build.NOW)
    )
    build.cover(report, by=province_staff)
    publish = queries(lambda: workflow.publish(report=report, by=province_staff, now=build.NOW))
    say(f"ticking 1,000 lines for the province: {thousand} queries (bar 12)")
    say(f"ticking 100 lines: {tick} queries (bar 10); publishing 1,000 lines: {publish} queries (bar 25)")


def test_risk_review(report, officer, department, say):
    groups = build.producers(1000, district="4302", by=officer, starts=report.fiscal_month.plus(-30))
    for months in range(1, 25):
        figure = build.amounts(f"{90_000 + 731 * months}.25", "0", "900")
        month = report.fiscal_month.plus(-months)
        past.publish(month, groups, lambda _, figure=figure: figure, by=officer, department=department)
    build.enter(report, by=officer)
    lines, weeks = list(report.lines.all()), desk.filled(report)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    runs = [database_time(lambda: risk.of_report(report, lines, weeks, {})) for _ in range(5)]
    spent = sorted(seconds for seconds, _ in runs)[2]
    say(
        f"risk review of 1,000 lines with two years' past: {runs[0][1]} queries,"
        f" {spent * 1000:.0f} ms of database time (bar 300)"
    )


def database_time(call) -> tuple[float, int]:
    """Seconds from sending the statements to having their rows, and how many there were."""
    spent = []

    def clock(execute, sql, params, many, context):
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            spent.append(time.perf_counter() - start)

    with connection.execute_wrapper(clock):
        call()
    return sum(spent), len(spent)


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
        page = weasyprint.HTML(string=text, url_fetcher=drawing.only(weasyprint, {}))
        return page.write_pdf(pdf_variant=drawing.VARIANT)

    compare(
        f"RT.2 of {LINES} lines / the same HTML without styling",
        lambda: draw(html),
        lambda: draw(plain),
        bar=1.3,
        turns=7,
    )


@override_settings(ROOT_URLCONF="tests.bench.test_speed")
def test_serving_an_issued_document(month, officer, chief, client, compare, say):
    """The stored bytes to the last one, against a view that streams the same file and asks for nothing else.

    The bar of 20 ms is of wall time; the CPU's is said, because another program may hold the processor.
    """
    build.sign(month, by=chief)
    document = Document.objects.get()
    drawn = pdf.draw("print/rt2.html", rt2.build(Standing(month), number=document.number, verify_url="x"))
    document.file.file.storage.delete(document.file.file.name)
    document.file.file.save("large", ContentFile(drawn))
    FILES[:] = [document.file.file.path]
    client.force_login(chief)
    get = server(client.cookies[settings.SESSION_COOKIE_NAME].value)

    def read(url):
        response = get(url)
        # Closing the answer as well would close the test's connection.
        with closing(response.file_to_stream):
            assert b"".join(response) == drawn

    url = reverse("document_file", args=(document.pk,))
    say(f"serving an issued RT.2 of {len(drawn) // 1024} kB: {queries(lambda: read(url))} queries, bar 20 ms")
    compare(
        "serving an issued RT.2 / bare view that streams the same file",
        lambda: read(url),
        lambda: read("/file/"),
        bar=2,
        turns=51,
    )


def test_the_board_of_a_provinces_year(client, submitted, department, province_staff, say):
    """25 districts × 12 months, half of them published."""
    nationwide.districts(*(f"43{number}" for number in range(50, 73)))
    months = [build.OCTOBER.plus(number) for number in range(1, 12)]
    for number, month in enumerate(months):
        build.open_month(month, by=department)
        for code in range(50, 73):
            if (code + number) % 2:
                nationwide.publish(f"43{code}", by=department, month=month)
    client.force_login(province_staff)
    get = server(client.cookies[settings.SESSION_COOKIE_NAME].value)
    url = reverse("province_year", args=("43", 2565))
    get(url)
    say(f"board of 25 districts x 12 months: {queries(lambda: get(url))} queries (bar 12)")


@pytest.mark.django_db(transaction=True)
def test_fifty_officers_ask_for_the_same_rt2(month, officer, chief, say, monkeypatch):
    """How often it is drawn, with the real drawing; only PostgreSQL lets them in together."""
    build.tick(month, Level.DISTRICT, by=chief)
    certifications.certify_district(report=month, data=build.resolution(), by=chief, now=build.NOW)
    drawn, plain = [], pdf.draw
    monkeypatch.setattr(pdf, "draw", lambda *form: drawn.append(form) or plain(*form))

    def press(_):
        try:
            scope = Scope(Kind.RT2, report=month)
            return tasks.issue(scope=scope, address="https://otop.example", by=chief, now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(press, range(50)))
    say(f"50 officers ask for the same RT.2 of {LINES} lines: drawn {len(drawn)} time(s), bar 1")
