"""Which resolution covers a district's month: told by its RT.2, and of a confirmed one by its publication."""

from __future__ import annotations

import pytest

from reporting.actions import workflow
from reporting.models import Method, Province, ProvincialCertification, ProvincialCoverage
from reporting.stats import coverage
from tests import build, nationwide


@pytest.fixture
def resolution(october, province_staff):
    return ProvincialCertification.objects.create(
        province_id="43",
        month=build.OCTOBER,
        method=Method.MEETING,
        number="1/2564",
        resolved_on=build.NOW.date(),
        recorded_at=build.NOW,
        recorded_by=province_staff,
    )


def cover(publication, resolution, **change):
    row = {"report_id": publication.report_id, "revision": 1, "content_sha256": publication.sha256}
    ProvincialCoverage.objects.create(certification=resolution, **row | change)


def covering(district: str):
    rows = coverage.district_rows(Province.objects.get(pk="43"), build.OCTOBER)
    return next(row.certification for row in rows if row.report.district_id == district)


def test_a_confirmed_month_without_paper_is_covered_by_its_publication(department, resolution):
    cover(nationwide.publish("4301", by=department), resolution)
    assert (covering("4301"), covering("4302")) == (resolution, None)


def test_other_figures_than_the_published_are_not_covered(department, resolution):
    cover(nationwide.publish("4301", by=department), resolution, content_sha256="0" * 64)
    assert covering("4301") is None


def test_a_correction_is_not_covered_by_what_covers_the_published_revision(published, province_staff):
    assert covering("4302") is not None
    workflow.reopen(report=published, reason="ยอดซ้ำ", by=province_staff, now=build.NOW)
    assert covering("4302") is None
