"""Trust: every way of adding up what is published gives the same satang, now and as of any moment.

Districts of two provinces publish in two months, and correct what they have published, at random moments.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporting.models import Category, ProducerType, Publication
from tests import adding_up, build, nationwide

MONTHS = [build.OCTOBER, build.OCTOBER.next()]
DISTRICTS = ("4301", "4302", "4101")
INSTANT = dt.timedelta(microseconds=1)

amount = st.integers(0, 10**13).map(lambda satang: f"{Decimal(satang) / 100:.2f}")
line = st.tuples(
    st.sampled_from(Category.values), st.sampled_from(ProducerType.values), amount, amount, amount
)
publishing = st.tuples(
    st.sampled_from(DISTRICTS),
    st.sampled_from(MONTHS),
    st.lists(line, max_size=3),
    st.timedeltas(dt.timedelta(0), dt.timedelta(days=3)),
)
"""A district, a month, its lines, and how long after the one before it they were confirmed."""

Events = list[tuple[str, object, list[nationwide.Line], dt.datetime]]


@pytest.fixture
def two_months(places, department):
    for month in MONTHS:
        build.open_month(month, by=department)


def happened(drawn: list[tuple]) -> Events:
    events, now = [], build.NOW
    for district, month, lines, later in drawn:
        now += later
        events.append((district, month, lines, now))
    return events


def cube(events: Events, at: dt.datetime | None) -> adding_up.Cube:
    """What counts at a moment, by hand: of each district-month the last that was confirmed by then."""
    newest = {(district, month): lines for district, month, lines, now in events if at is None or now <= at}
    sums: adding_up.Cube = defaultdict(Decimal)
    for (district, month), lines in newest.items():
        for category, producer_type, *money in lines:
            for channel, baht in zip(("regular", "transfer", "online"), money, strict=True):
                sums[month, district[:2], district, category, producer_type, channel] += Decimal(baht)
    return sums


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(publishing, min_size=1, max_size=7), data=st.data())
def test_nation_provinces_districts_and_lines_agree_at_any_moment(two_months, department, drawn, data):
    events = happened(drawn)
    near = st.builds(
        lambda event, by: event[3] + by * INSTANT, st.sampled_from(events), st.sampled_from((-1, 0, 1))
    )
    cutoff = data.draw(near, label="cut-off")
    with transaction.atomic():
        for district, month, lines, now in events:
            nationwide.publish(district, by=department, month=month, lines=lines, now=now)
        for at in (None, cutoff):
            assert adding_up.differing(cube(events, at), MONTHS, at) == []
        transaction.set_rollback(True)


@pytest.fixture
def published(two_months, department) -> Events:
    """Two districts, one of them corrected a day later."""
    day = dt.timedelta(days=1)
    events = [
        ("4302", MONTHS[0], list(nationwide.LINES), build.NOW),
        ("4101", MONTHS[0], [("FOOD", "GROUP", "5.00", "0.00", "0.50")], build.NOW),
        ("4302", MONTHS[0], [("FOOD", "GROUP", "1000.25", "200.50", "30.01")], build.NOW + day),
    ]
    for district, month, lines, now in events:
        nationwide.publish(district, by=department, month=month, lines=lines, now=now)
    return events


# What was changed by hand, and some of the paths that must then say something else.
TWINS = {
    "a sum": (
        "UPDATE reporting_publication SET regular = regular + 0.01 WHERE revision = 2",
        {"year: sum", "month: provinces", "province: RT.4", "director: sum", "key figure: sum"},
    ),
    "a part": (
        "UPDATE reporting_publicationtotal SET online = online + 0.01 WHERE regular = 5",
        {"year: parts", "month: categories", "province: RT.3", "open data", "district: shares"},
    ),
    "a line": (
        "UPDATE reporting_publication SET payload = REPLACE(payload, '30.01', '30.02')",
        {"district: lines", "district: weeks", "file of lines", "province: seal, รต.๒"},
    ),
    "a place": (
        "UPDATE reporting_publication SET district_id = '4301' WHERE revision = 2",
        {"year: a province's districts", "province: RT.4", "district: lines", "open data"},
    ),
}


@pytest.mark.parametrize("twin", TWINS)
def test_one_satang_that_was_changed_by_hand_is_found(published, twin):
    assert adding_up.differing(cube(published, None), MONTHS, None) == []
    statement, named = TWINS[twin]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0
    assert named <= set(adding_up.differing(cube(published, None), MONTHS, None))


def test_a_revision_that_counts_an_instant_too_long_is_found(published):
    at = published[-1][3]
    assert adding_up.differing(cube(published, at), MONTHS, at) == []
    Publication.objects.filter(superseded_at=at).update(superseded_at=at + INSTANT)
    found = adding_up.differing(cube(published, at), MONTHS, at)
    assert {"year: cells", "district: lines", "director: sum", "province: RT.3"} - set(found) == set()
