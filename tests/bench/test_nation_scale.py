"""The nation's year on a database of the nation's size: 878 districts × 60 months, five million lines.

`.venv/bin/python -m pytest tests/bench/test_nation_scale.py -p tests.postgres`, alone: it fills the test
database with `seed_nation` first, which takes some minutes, and empties it afterwards. A database that is
filled already (`--reuse-db`) is used as it stands and left alone.

Times are what somebody waits, medians of both sides in turns. A page's own SQL is every query that its
request sends, session and person included, sent again with the same parameters and all rows fetched.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from reporting.actions import seeding
from reporting.fiscal import fiscal_year_months
from reporting.models import CHANNEL_COLUMNS, Publication, ReportingMonth, Role, User
from reporting.reports import export_files, exports
from reporting.stats.two_years import Asked, by_area, by_part
from tests.bench.test_export import megabytes
from tests.bench.test_speed import plain_templates, recorded, server  # noqa: F401 - a fixture

pytestmark = [pytest.mark.bench, pytest.mark.postgres, pytest.mark.django_db]

Call = Callable[[], object]


@pytest.fixture(scope="module", autouse=True)
def nation(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        found = seeding.is_loaded()
        if not found:
            call_command("seed_nation")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    yield
    if not found:
        with django_db_blocker.unblock():
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def years() -> list[int]:
    """The fiscal years that are stored, the oldest first."""
    return sorted({one.month.fiscal_year for one in ReportingMonth.objects.all()})


@pytest.fixture
def page(client, plain_templates) -> Callable[[str], object]:  # noqa: F811 - the fixture
    """A function that answers a GET of somebody from the department as the server does."""
    client.force_login(User.objects.get(role=Role.DEPARTMENT))
    return server(client.cookies[settings.SESSION_COOKIE_NAME].value)


def again(statements: list[tuple[str, tuple]]) -> Call:
    """The same SQL, its rows fetched, and nothing else."""

    def send() -> None:
        with connection.cursor() as cursor:
            for sql, params in statements:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()

    return send


def seconds(call: Call, turns: int = 5) -> float:
    spent = []
    for _ in range(turns):
        start = time.perf_counter()
        call()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def test_the_page_against_its_own_sql(page, years, compare, say):
    url = reverse("nation_year", args=[years[-1]])
    page(url)
    statements = recorded(lambda: page(url))
    asked = [one for one in statements if one[0].startswith("SELECT")]
    say(f"nation's year: {len(asked)} queries (bar 10)")
    compare(
        "nation's year / its own SQL",
        lambda: page(url),
        again(asked),
        bar=1.5,
        turns=15,
        clock=time.perf_counter,
    )


ONE_YEAR = ("reporting_publication", "reporting_publicationtotal", "reporting_reportingmonth")


def test_a_year_takes_no_longer_when_more_are_stored(page, years, say):
    """The oldest year with all the others beside it, and from tables that hold nothing else."""
    url = reverse("nation_year", args=[years[0]])
    page(url)
    all_years = seconds(lambda: page(url), 15)
    first, *_, last = (month.key for month in fiscal_year_months(years[0]))
    wanted = f"month BETWEEN {first} AND {last}"
    only = {
        "reporting_publicationtotal": "publication_id IN"
        f" (SELECT id FROM public.reporting_publication WHERE {wanted})"
    }
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA one_year")
        for table in ONE_YEAR:
            cursor.execute(f"CREATE TABLE one_year.{table} (LIKE public.{table} INCLUDING ALL)")
            cursor.execute(
                f"INSERT INTO one_year.{table} SELECT * FROM public.{table} WHERE {only.get(table, wanted)}"
            )
            cursor.execute(f"ANALYZE one_year.{table}")
        cursor.execute("SET LOCAL search_path = one_year, public")
        page(url)
        one_year = seconds(lambda: page(url), 15)
        cursor.execute("SET LOCAL search_path = public")
        all_years = statistics.median([all_years, seconds(lambda: page(url), 15)])
    ratio = all_years / one_year
    verdict = "holds" if ratio <= 1.2 else "FALLS SHORT"
    say(
        f"nation's year, {len(years)} years stored / 1: {ratio:.2f}"
        f" ({all_years * 1000:.0f} / {one_year * 1000:.0f} ms, bar 1.2) {verdict}"
    )


MONEY = ", ".join(f"sum(x.{column})" for column in CHANNEL_COLUMNS)
FROM_LINES = """
SELECT {by}, o.month, count(DISTINCT r.id), {money}
FROM reporting_salesline l
{weeks}
JOIN reporting_monthlyreport r ON r.id = l.report_id
JOIN reporting_reportingmonth o ON o.id = r.month_id
JOIN reporting_district d ON d.code = r.district_id
WHERE r.state = 'PUBLISHED' AND l.removed_at IS NULL AND o.month = ANY(%s)
GROUP BY {by}, o.month
"""
FROM_TEXTS = """
SELECT {by}, p.month, count(DISTINCT p.id), sum((x.line->>'regular')::numeric),
    sum((x.line->>'transfer')::numeric), sum((x.line->>'online')::numeric)
FROM reporting_publication p, jsonb_array_elements(p.payload::jsonb->'lines') AS x(line)
WHERE p.superseded_at IS NULL AND p.month = ANY(%s)
GROUP BY {by}, p.month
"""
WAYS = {
    "the lines": (FROM_LINES, "d.province_id", "l.category, l.producer_type", ("", "l")),
    "the weeks": (
        FROM_LINES,
        "d.province_id",
        "l.category, l.producer_type",
        ("JOIN reporting_weeklyentry w ON w.line_id = l.id", "w"),
    ),
    "the publications' texts": (
        FROM_TEXTS,
        "p.province_id",
        "x.line->>'category', x.line->>'producer_type'",
        ("", ""),
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_the_figures_against_the_same_from(years, say, way):
    """Baht of a year and of the one before by province and month, and by category, type and month."""
    asked = Asked(fiscal_year_months(years[-1]))
    keys = [month.key for month in [*fiscal_year_months(years[-2]), *fiscal_year_months(years[-1])]]
    statements = recorded(lambda: by_part(asked, by_area(asked)))
    text, area, part, (weeks, alias) = WAYS[way]
    money = MONEY.replace("x.", f"{alias}.")
    summed = [(text.format(by=by, money=money, weeks=weeks), (keys,)) for by in (area, part)]
    own, other = seconds(again(statements), 9), seconds(again(summed), 3 if way == "the lines" else 1)
    verdict = "holds" if other / own >= 50 else "FALLS SHORT"
    say(
        f"figures of two years from {way} / from publications: {other / own:.0f} times the database's time"
        f" ({other * 1000:.0f} / {own * 1000:.1f} ms, bar 50) {verdict}"
    )


@pytest.mark.parametrize("write", [export_files.csv_parts, export_files.xlsx_parts])
def test_memory_of_a_months_lines_stays_flat(years, say, write):
    month = fiscal_year_months(years[-1])[0]
    lines = sum(Publication.objects.current().filter(month=month).values_list("line_count", flat=True))
    before, most, started = megabytes(), 0.0, time.process_time()
    for _ in write(exports.lines(exports.in_force(month, None), name="ทั้งประเทศ")):
        most = max(most, megabytes() - before)
    say(
        f"{write.__name__} of {lines:,} lines: {most:.0f} MB above idle (bar 100),"
        f" {time.process_time() - started:.1f} s CPU"
    )
