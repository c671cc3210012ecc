"""A fiscal year as of a past day against the present one, in one run.

The nation's year has 878 districts, twelve months and ten totals each; every third publication replaced an
earlier one half a year later, so that the past has as many rows as the present.
"""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

import pytest
from django.db import connection

from reporting.deadlines import last_moment
from reporting.fiscal import fiscal_year_months
from reporting.models import (
    Category,
    District,
    MonthlyReport,
    ProducerType,
    Publication,
    PublicationTotal,
)
from reporting.stats import nation, nation_year
from tests import build, nationwide

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

PROVINCES, DISTRICTS = 76, 878
YEAR = 2565
CORRECTED_AFTER = dt.timedelta(days=180)
MONEY = {"regular": Decimal("28000.25"), "transfer": Decimal("1500.50"), "online": Decimal("1200.75")}


@pytest.fixture
def year(department):
    """Publications of every reporting district and month, a third of them corrected."""
    others = [str(code) for code in range(11, 100) if str(code) not in ("41", "43")][: PROVINCES - 2]
    nationwide.provinces(*others)
    left = range(DISTRICTS - District.objects.reporting().count())
    nationwide.districts(*(f"{others[at % len(others)]}{at // len(others) + 10}" for at in left))
    for month in fiscal_year_months(YEAR):
        build.open_month(month, by=department)
    reports = MonthlyReport.objects.with_context().order_by("pk")
    rows = [row for report in reports for row in publications(report, department)]
    made = Publication.objects.bulk_create(rows, batch_size=2000)
    PublicationTotal.objects.bulk_create(
        [
            PublicationTotal(publication=one, category=category, producer_type=kind, lines=10, **MONEY)
            for one in made
            for category in Category.values
            for kind in ProducerType.values[:2]
        ],
        batch_size=5000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert Publication.objects.current().count() == DISTRICTS * 12


def publications(report, by):
    """A report's publication, and for every third the correction that replaced it."""
    at = dt.datetime.combine(report.month.publish_due, dt.time(10), tzinfo=dt.UTC)
    revisions = 2 if report.pk % 3 == 0 else 1
    for revision in range(1, revisions + 1):
        came = at + CORRECTED_AFTER * (revision - 1)
        yield Publication(
            report=report,
            province_id=report.district.province_id,
            district_id=report.district_id,
            month=report.fiscal_month,
            revision=revision,
            payload="{}",
            sha256="0" * 64,
            line_count=100,
            producers_group=60,
            submitted_at=at,
            submit_due=report.month.submit_due,
            publish_due=report.month.publish_due,
            published_at=came,
            published_by=by,
            superseded_at=at + CORRECTED_AFTER if revision < revisions else None,
            **{column: amount * 10 for column, amount in MONEY.items()},
        )


def test_a_years_figures_as_of_a_past_day(year, compare):
    """Sums of the table and by category, as the page asks for them, of a day amid the corrections."""
    day = last_moment(dt.date(2022, 10, 31))

    def figures(at):
        table = nation_year.year_table(YEAR, at=at)
        return table.total, nation.by_category(months=table.months, at=at)

    assert figures(day)[0].districts == figures(None)[0].districts == DISTRICTS * 12
    # A server does most of it: the time that somebody waits tells, besides this process's own.
    for clock in (time.perf_counter, time.process_time):
        compare(
            "year as of a day / now",
            lambda: figures(day),
            lambda: figures(None),
            bar=2,
            turns=15,
            clock=clock,
        )
