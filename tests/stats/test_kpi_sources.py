"""Where a growth comes from: the same to the satang in nation, provinces, districts and lines."""

from __future__ import annotations

import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.utils import timezone

from reporting import kpi
from reporting.models import (
    CHANNEL_COLUMNS,
    Category,
    District,
    KpiDefinition,
    Measure,
    Province,
    Publication,
)
from reporting.stats import kpi_sources
from reporting.stats.kpi import Scope
from tests import build, nationwide

SCOPE = Scope(2565, 1)
NOVEMBER = build.OCTOBER.next()
MONTHS = (build.OCTOBER, NOVEMBER)


@pytest.fixture
def two_years(places, department):
    """October and November of two years, of which 4301 was silent in the earlier November."""
    cache.clear()
    chance = random.Random(2565)
    for month in MONTHS:
        build.open_month(month.plus(-12), by=department)
        build.open_month(month, by=department)
    for district in ("4301", "4302", "4101"):
        for month in (*(month.plus(-12) for month in MONTHS), *MONTHS):
            if (district, month) != ("4301", NOVEMBER.plus(-12)):
                publish(district, month, department, chance)


def publish(district, month, by, chance):
    """Twelve lines of nine producers of the district; every third amount is nothing."""
    first = int(district) * 100
    lines = [(chance.choice(Category.values), "GROUP", *amounts(chance)) for _ in range(12)]
    producers = [first + chance.randrange(9) for _ in lines]
    nationwide.publish(district, by=by, month=month, lines=lines, producers=producers)


def amounts(chance):
    return [f"{chance.choice((0, 1, 1)) * chance.randrange(10**9) / 100:.2f}" for _ in CHANNEL_COLUMNS]


def by_hand(columns, *, without):
    """From the lines of all publications, except those of a district-month that was silent a year before."""
    sold = defaultdict(lambda: [Decimal(0)] * 4)
    for publication in Publication.objects.current():
        if (publication.district_id, publication.month) == without:
            continue
        at = 0 if publication.month >= build.OCTOBER else 2
        for line in publication.content["lines"]:
            for column in CHANNEL_COLUMNS:
                sold[line["group"]][at + (column not in columns)] += Decimal(line[column])
    return kpi.explain((kpi.Sold(*one[:2]), kpi.Sold(*one[2:])) for one in sold.values())


@pytest.mark.parametrize("measure", Measure.values)
def test_nation_provinces_districts_and_lines_agree_to_the_satang(two_years, measure):
    definition = KpiDefinition(measure=measure)
    provinces = kpi_sources.explained_by_province(SCOPE, definition)
    nation = sum(provinces.values(), kpi.Explained())
    for areas in (Province.objects.reporting(), District.objects.reporting()):
        own = [kpi_sources.explained(area, SCOPE, definition) for area in areas]
        assert sum(own, kpi.Explained()) == nation
    assert provinces["43"] == kpi_sources.explained(Province.objects.get(pk="43"), SCOPE, definition)
    assert nation == by_hand(definition.columns, without=("4301", NOVEMBER))
    assert nation.new and nation.real
    assert bool(nation.moved) == (measure == Measure.ONLINE)  # There is no other channel to move from.


def test_only_what_has_changed_is_read_again(two_years, department, django_assert_num_queries):
    definition = KpiDefinition(measure=Measure.ONLINE)
    with django_assert_num_queries(3):
        before = kpi_sources.explained_by_province(SCOPE, definition)
    with django_assert_num_queries(1):
        assert kpi_sources.explained_by_province(SCOPE, definition) == before
    old = Publication.objects.get(district="4101", month=NOVEMBER)
    content = {**old.content, "revision": 2, "lines": old.content["lines"][1:]}
    Publication.objects.filter(pk=old.pk).update(superseded_at=timezone.now())
    found = nationwide.Snapshot(nationwide.canonical(content))
    old.pk, old.revision, old.payload, old.sha256 = None, 2, found.text, found.sha256
    old.save()
    with django_assert_num_queries(2):
        after = kpi_sources.explained_by_province(SCOPE, definition)
    assert after["43"] == before["43"]
    assert after["41"] == kpi_sources.explained(Province.objects.get(pk="41"), SCOPE, definition)
    assert after["41"] != before["41"]


def test_a_year_without_a_base_explains_nothing(two_years):
    definition = KpiDefinition(measure=Measure.ONLINE)
    assert kpi_sources.explained_by_province(Scope(2564, 1), definition) == {}
    district = District.objects.get(pk="4101")
    assert kpi_sources.explained(district, Scope(2564, 1), definition) is None
