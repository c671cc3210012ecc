"""The order of a review: flagged by weight, a sample that is fixed by the submission, the rest."""

from __future__ import annotations

import datetime as dt

import pytest

from reporting.models import SalesLine
from reporting.risk import Flag
from reporting.stats import review, sheet
from tests import build


@pytest.fixture
def rows(report, officer):
    build.producers(30, district="4302", by=officer)
    build.enter(report, by=officer)
    return sheet.rows(report)


def heavy(weight: int) -> list[Flag]:
    return [Flag("OUTLIER", weight, "สูง")]


def numbers(rows) -> list[int]:
    return [row.number for row in rows]


def test_flagged_lines_come_first_the_heaviest_before_the_others(rows):
    flags = {rows[3].line.pk: heavy(20), rows[7].line.pk: heavy(90), rows[5].line.pk: heavy(20)}
    arranged = review.arrange(rows, flags, seed="x", size=4)
    assert numbers(arranged.flagged) == [8, 4, 6]
    assert len(arranged.sample) == 4
    assert numbers(arranged.sample) == sorted(numbers(arranged.sample))
    assert len(arranged.rest) == 23
    together = numbers(arranged.flagged) + numbers(arranged.sample) + numbers(arranged.rest)
    assert sorted(together) == list(range(1, 31))


def test_a_flag_more_leaves_the_others_in_the_sample(rows):
    before = review.arrange(rows, {}, seed="x", size=6).sample
    flags = {before[0].line.pk: heavy(20)}
    after = review.arrange(rows, flags, seed="x", size=6).sample
    assert set(numbers(before)[1:]) < set(numbers(after))
    assert len(after) == 6


def test_another_seed_draws_others(rows):
    drawn = {tuple(numbers(review.arrange(rows, {}, seed=str(n), size=6).sample)) for n in range(20)}
    assert len(drawn) == 20


def test_a_small_month_is_looked_at_whole_and_no_sample_is_possible(rows):
    assert len(review.arrange(rows, {}, seed="x", size=99).sample) == 30
    nothing = review.arrange(rows, {}, seed="x", size=0)
    assert (nothing.to_look_at, len(nothing.rest)) == ([], 30)


def test_removed_lines_are_not_drawn(rows, officer):
    SalesLine.objects.update(removed_at=build.NOW, removed_by=officer, removed_reason="ผิด")
    again = sheet.rows(rows[0].line.report)
    assert review.arrange(again, {}, seed="x", size=99).sample == []


def test_the_seed_belongs_to_one_submission(submitted):
    first = review.seed(submitted)
    assert first == review.seed(build.report_of("4302"))
    assert len(first) == 16
    submitted.submitted_at += dt.timedelta(microseconds=1)
    assert review.seed(submitted) != first
