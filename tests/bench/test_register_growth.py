"""A year's producers of the nation: 240,000 lines of two years read the first time, then one district's."""

from __future__ import annotations

import random
import time

import pytest
from django.core.cache import cache

from reporting.fiscal import fiscal_year_months
from reporting.models import Category, District
from reporting.stats import register_growth
from tests import build, nationwide

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

YEAR = 2565
DISTRICTS, PRODUCERS = 90, 112


@pytest.fixture
def two_years(department):
    """Both years of 90 districts, with a line per producer and month."""
    others = [str(code) for code in range(50, 63)]
    nationwide.provinces(*others)
    left = range(DISTRICTS - District.objects.reporting().count())
    nationwide.districts(*(f"{others[at % len(others)]}{at // len(others) + 10}" for at in left))
    chance = random.Random(YEAR)
    for month in (*fiscal_year_months(YEAR - 1), *fiscal_year_months(YEAR)):
        build.open_month(month, by=department)
        for district in District.objects.reporting():
            first = int(district.pk) * 1000 + (0 if month.fiscal_year < YEAR else 8)
            lines = [
                (
                    chance.choice(Category.values),
                    "GROUP",
                    f"{chance.randrange(10**8) / 100:.2f}",
                    "0.00",
                    "0.00",
                )
                for _ in range(PRODUCERS)
            ]
            producers = range(first, first + PRODUCERS)
            nationwide.publish(district.pk, by=department, month=month, lines=lines, producers=producers)


def test_the_first_time_the_next_and_after_one_district(two_years, department, say):
    cache.clear()
    spent = []
    for turn in range(3):
        if turn == 2:
            nationwide.publish("4302", by=department, month=build.OCTOBER)
        start = time.perf_counter()
        found = register_growth.growth(YEAR)
        spent.append(time.perf_counter() - start)
    lines = DISTRICTS * PRODUCERS * 24
    first, same, one = spent
    said = f"{first:.2f} s, nothing new {same * 1000:.0f} ms, one district {one * 1000:.0f} ms"
    say(f"{lines:,} lines, {len(found)} provinces: {said}")
