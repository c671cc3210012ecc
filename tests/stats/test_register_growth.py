"""New, continuing and closed producers: as sets made by hand, and to the satang what is published."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reporting.fiscal import fiscal_year_months
from reporting.models import CHANNEL_COLUMNS, Category, District, Province, Publication
from reporting.stats import register_growth
from reporting.stats.register_growth import Standing
from tests import build, nationwide

YEAR = 2565
NOVEMBER = build.OCTOBER.next()
BEFORE = tuple(month.plus(-12) for month in (build.OCTOBER, NOVEMBER))
LATER = build.NOW + dt.timedelta(days=40)
DISTRICTS = ("4301", "4302", "4101")


@pytest.fixture
def two_years(places, department):
    """October and November of two years; 4301 was silent in the earlier November, 4101 in the later one."""
    cache.clear()
    chance = random.Random(2565)
    for month in (*BEFORE, build.OCTOBER, NOVEMBER):
        build.open_month(month, by=department)
        for district in DISTRICTS:
            if (district, month) not in (("4301", BEFORE[1]), ("4101", NOVEMBER)):
                publish(district, month, department, chance)


def publish(district, month, by, chance, now=build.NOW):
    """Twelve lines of fourteen producers of the district, of which some sell nothing in a year."""
    first = int(district) * 100 + (0 if month in BEFORE else 4)
    lines = [(chance.choice(Category.values), "GROUP", *amounts(chance)) for _ in range(12)]
    producers = [first + chance.randrange(10) for _ in lines]
    nationwide.publish(district, by=by, month=month, lines=lines, producers=producers, now=now)


def amounts(chance):
    nothing = chance.random() < 0.3
    return ["0.00" if nothing else f"{chance.randrange(10**9) / 100:.2f}" for _ in CHANNEL_COLUMNS]


def by_hand(district, *, category="", publications=None):
    """Sets and sums of a district, from the lines of its publications in months that both years have."""
    current = list(publications or Publication.objects.current().filter(district=district))
    months = {one.month for one in current}
    sold = defaultdict(lambda: defaultdict(lambda: [Decimal(0), Decimal(0)]))
    for one in current:
        then = one.month not in fiscal_year_months(YEAR)
        if one.month.plus(12 if then else -12) in months:
            for line in one.content["lines"]:
                baht = sum(Decimal(line[column]) for column in CHANNEL_COLUMNS)
                sold[line["group"]][line["category"]][then] += baht
    found = {standing: [set(), Decimal(0), Decimal(0)] for standing in Standing}
    for producer, own in sold.items():
        now, then = (sum(part[at] for part in own.values()) for at in (0, 1))
        if not now and not then:
            continue
        standing = Standing.NEW if not then else Standing.CONTINUING if now else Standing.CLOSED
        wanted = [part for code, part in own.items() if category in ("", code)]
        part_now, part_then = (sum(part[at] for part in wanted) for at in (0, 1))
        if part_then if standing == Standing.CLOSED else part_now:
            found[standing][0].add(producer)
        found[standing][1] += part_now
        found[standing][2] += part_then
    return found


def said(one):
    return {standing: [part.producers, part.now, part.then] for standing, part in one.parts.items()}


def counted(found):
    return {standing: [len(producers), now, then] for standing, (producers, now, then) in found.items()}


@pytest.mark.parametrize("category", ["", *Category.values])
def test_counts_and_sums_are_those_of_the_sets_made_by_hand(two_years, category):
    province = Province.objects.get(pk="43")
    for one in register_growth.growth(YEAR, province=province, category=category):
        assert said(one) == counted(by_hand(one.area.pk, category=category))
    own = register_growth.growth(YEAR, province=province)
    assert all(one.parts[standing].producers for standing in Standing for one in own)


def test_what_is_compared_and_what_is_not_make_up_what_is_published(two_years):
    current = Publication.objects.current()
    for one in register_growth.growth(YEAR, province=Province.objects.get(pk="43")):
        own = current.filter(district=one.area, month__in=fiscal_year_months(YEAR))
        assert one.now + one.not_compared == one.published == sum(each.total for each in own)
    by_district = {one.pk: by_hand(one.pk) for one in District.objects.reporting()}
    silent = current.get(district="4301", month=NOVEMBER).total
    [far, near] = register_growth.growth(YEAR)
    assert (near.not_compared, far.not_compared) == (silent, Decimal(0))
    assert (near.months, far.months) == (3, 1)
    assert far.now == by_district["4101"][Standing.NEW][1] + by_district["4101"][Standing.CONTINUING][1]


def test_the_nation_its_provinces_and_its_districts_agree(two_years):
    whole = register_growth.total(register_growth.growth(YEAR))
    districts = [
        one
        for province in Province.objects.reporting()
        for one in register_growth.growth(YEAR, province=province)
    ]
    assert said(whole) == said(register_growth.total(districts))
    assert whole.published == sum(one.published for one in districts)
    by_category = [
        register_growth.total(register_growth.growth(YEAR, category=one)) for one in Category.values
    ]
    for standing in Standing:
        assert sum(one.parts[standing].now for one in by_category) == whole.parts[standing].now
        assert sum(one.parts[standing].then for one in by_category) == whole.parts[standing].then
    assert sum(one.published for one in by_category) == whole.published


def test_shares_are_of_the_year_in_which_the_sales_were(two_years):
    whole = register_growth.total(register_growth.growth(YEAR))
    assert whole.share(Standing.NEW) + whole.share(Standing.CONTINUING) == pytest.approx(100)
    assert whole.share(Standing.CLOSED) == 100 * whole.parts[Standing.CLOSED].then / whole.then
    assert register_growth.Growth().share(Standing.NEW) is None


@pytest.mark.parametrize("category", ["", "FOOD"])
def test_the_producers_of_a_district_by_name(two_years, category):
    district = District.objects.select_related("province").get(pk="4302")
    found = register_growth.producers(district, YEAR, category=category)
    expected = by_hand("4302", category=category)
    for standing in (Standing.NEW, Standing.CLOSED):
        assert {one.pk for one in found if one.standing == standing} == expected[standing][0]
    assert {one.name for one in found} == {f"กลุ่มที่ {one.pk}" for one in found}


def test_a_past_day_is_that_of_its_publications(two_years, department):
    before = said(register_growth.total(register_growth.growth(YEAR)))
    publish("4302", build.OCTOBER, department, random.Random(7), now=LATER)
    after = said(register_growth.total(register_growth.growth(YEAR)))
    assert after != before
    assert said(register_growth.total(register_growth.growth(YEAR, at=build.NOW))) == before


def test_only_the_district_that_has_changed_is_read_again(two_years, department, django_assert_num_queries):
    with django_assert_num_queries(5):
        before = register_growth.growth(YEAR)
    with django_assert_num_queries(3):
        assert register_growth.growth(YEAR) == before
    publish("4302", build.OCTOBER, department, random.Random(7))
    with CaptureQueriesContext(connection) as captured:
        register_growth.growth(YEAR)
    assert len(captured) == 4
    read = captured[-1]["sql"]
    assert read.count(",", read.index("p.id IN ("), read.index(")", read.index("p.id IN ("))) == 3
    district = District.objects.select_related("province").get(pk="4302")
    with django_assert_num_queries(2):
        register_growth.producers(district, YEAR)


def test_a_confirmation_reads_its_district_ahead(
    three_groups, officer, chief, province_staff, department, django_capture_on_commit_callbacks
):
    cache.clear()
    build.open_month(BEFORE[0], by=department)
    nationwide.publish("4302", by=department, month=BEFORE[0])
    with django_capture_on_commit_callbacks(execute=True):
        build.publish(three_groups, officer=officer, chief=chief, staff=province_staff)
    with CaptureQueriesContext(connection) as captured:
        [_, near] = register_growth.growth(YEAR)
    assert len(captured) == 3
    assert near.now == Decimal("502.00")


def test_a_year_without_a_year_before_compares_nothing(two_years):
    whole = register_growth.total(register_growth.growth(YEAR - 1))
    assert (whole.months, whole.now) == (0, Decimal(0))
    assert whole.not_compared == whole.published > 0
    district = District.objects.select_related("province").get(pk="4302")
    assert register_growth.producers(district, YEAR - 1) == []
