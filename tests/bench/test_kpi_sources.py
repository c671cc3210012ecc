"""Where the nation's growth comes from: 200,000 lines read the first time, and nothing of them the next."""

from __future__ import annotations

import random
import time

import pytest
from django.core.cache import cache

from reporting.models import Category, District, KpiDefinition, Measure
from reporting.stats import kpi_sources
from reporting.stats.kpi import Scope
from tests import build, nationwide

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

SCOPE = Scope(2565, 1)
DISTRICTS, PRODUCERS = 150, 112


@pytest.fixture
def two_rounds(department):
    """Six months of two years, each of 150 districts with a line per producer."""
    others = [str(code) for code in range(50, 63)]
    nationwide.provinces(*others)
    left = range(DISTRICTS - District.objects.reporting().count())
    nationwide.districts(*(f"{others[at % len(others)]}{at // len(others) + 10}" for at in left))
    chance = random.Random(2565)
    for month in (*SCOPE.back(1), *SCOPE.months):
        build.open_month(month, by=department)
        for district in District.objects.reporting():
            first = int(district.pk) * 1000
            lines = [
                (Category.FOOD, "GROUP", *(f"{chance.randrange(10**8) / 100:.2f}" for _ in range(3)))
                for _ in range(PRODUCERS)
            ]
            producers = range(first, first + PRODUCERS)
            nationwide.publish(district.pk, by=department, month=month, lines=lines, producers=producers)


def test_the_first_time_and_the_next(two_rounds, say):
    definition = KpiDefinition(measure=Measure.ONLINE)
    cache.clear()
    spent = []
    for _ in range(2):
        start = time.perf_counter()
        found = kpi_sources.explained_by_province(SCOPE, definition)
        spent.append(time.perf_counter() - start)
    lines = DISTRICTS * PRODUCERS * 12
    say(f"{lines:,} lines, {len(found)} provinces: {spent[0]:.2f} s, then {spent[1] * 1000:.0f} ms")
