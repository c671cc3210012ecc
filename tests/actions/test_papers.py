"""Putting RT.3, RT.4 and the national report in force: under a lock, one issue after the other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction

from reporting.actions import papers
from reporting.errors import NotAllowed, Stale
from reporting.models import Document, Kind, Province, Scope
from tests import build


@pytest.fixture
def scope(october) -> Scope:
    return Scope(Kind.RT4, province=Province.objects.get(pk="43"), month=build.OCTOBER)


def prepared(scope, by, content="1" * 64) -> papers.Issue:
    return papers.prepare(scope=scope, content_sha256=content, total=Decimal("1.00"), line_count=1, by=by)


def issued(scope, issue, by) -> Document:
    return papers.issue(scope=scope, issue=issue, pdf=build.PDF, by=by, now=build.NOW)


def test_two_that_drew_the_same_figures_get_one_document(scope, province_staff):
    drawn = [prepared(scope, province_staff) for _ in range(2)]
    first, second = (issued(scope, issue, province_staff) for issue in drawn)
    assert first == second == Document.objects.get()


def test_an_issue_that_another_has_overtaken_is_stale(scope, province_staff):
    late = prepared(scope, province_staff)
    newer = issued(scope, prepared(scope, province_staff, "2" * 64), province_staff)
    with pytest.raises(Stale, match="มีฉบับใหม่ออกไปแล้วระหว่างจัดทำ"), transaction.atomic():
        issued(scope, late, province_staff)
    assert Document.objects.get() == newer and newer.replaced_at is None


@pytest.mark.parametrize("who", ["chief", "department", "auditor", "other_province"])
def test_only_the_province_itself_issues_its_forms(scope, request, who):
    with pytest.raises(NotAllowed):
        prepared(scope, request.getfixturevalue(who))
