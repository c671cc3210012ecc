"""The province's board: its sums, its stages, and who is overdue."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from reporting.actions.ticks import Level
from reporting.models import Province
from reporting.stats import board
from tests import build, nationwide

DUE = dt.date(2021, 11, 5)


def of_nong_khai(month=build.OCTOBER, *, today: dt.date = DUE) -> board.Board:
    return board.of_province(Province.objects.get(pk="43"), month, today=today)


def test_sums_and_stages(submitted, department):
    nationwide.publish("4301", by=department)
    page = of_nong_khai()
    assert (page.published, page.expected) == (1, 2)
    assert [row.district.pk for row in page.waiting] == ["4302"]
    assert page.stages == {"OPEN": 0, "SUBMITTED": 1, "RETURNED": 0, "PUBLISHED": 1, "CORRECTION": 0}
    assert page.total == Decimal("1733.05")
    assert (page.counts.expected, page.counts.district_ticked) == (4, 4)
    assert page.before is None


def test_a_verified_district_has_every_line_entered_and_ticked(three_groups, officer, chief):
    assert not of_nong_khai().rows[1].is_verified
    build.enter(three_groups, by=officer)
    assert not of_nong_khai().rows[1].is_verified
    build.tick(three_groups, Level.DISTRICT, by=chief)
    assert of_nong_khai().rows[1].is_verified
    assert not of_nong_khai().rows[0].is_verified


def test_overdue_begins_the_day_after_the_due_date_and_ends_with_submission(submitted):
    after = DUE + dt.timedelta(days=3)
    assert [row.days_overdue for row in of_nong_khai().rows] == [0, 0]
    assert [row.days_overdue for row in of_nong_khai(today=after).rows] == [3, 0]
    assert [row.timing for row in of_nong_khai(today=after).rows] == ["LATE", "ON_TIME"]
    assert of_nong_khai(today=after).rows[0].timing_label == "เลยกำหนด 3 วัน"


def test_last_month_is_what_was_published_then(published, department):
    build.open_month(build.OCTOBER.next(), by=department)
    page = of_nong_khai(build.OCTOBER.next())
    assert [row.before for row in page.rows] == [None, Decimal("502.00")]
    assert page.before == Decimal("502.00")


def test_a_month_that_is_not_opened(october, province_staff):
    page = of_nong_khai(build.OCTOBER.next())
    assert not page.is_opened
    assert page.total == 0
    assert [row.timing for row in page.rows] == ["", ""]
