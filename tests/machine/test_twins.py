"""Twins of the portal with one guard taken away: the machine must find each, or it would prove nothing.

Their runs are the same each time (no chance), so that a twin is found always or never. What the machine finds
does not depend on the database, so they run on one of the two.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError
from hypothesis import Phase

from reporting import access
from reporting.actions import desk, locks, reach, returns, sales, ticks, workflow
from reporting.models import MonthlyReport, Publication
from reporting.models.workflow import MonthlyReportQuerySet
from reporting.stats import nation
from reporting.views.sheet_page import SheetPage

from . import chain

pytestmark = pytest.mark.client

EXAMPLES = 200


def found() -> None:
    with pytest.raises((AssertionError, DatabaseError)):
        chain.drive(examples=EXAMPLES, derandomize=True, phases=[Phase.generate])


def test_rights_that_are_not_asked(db, monkeypatch):
    monkeypatch.setattr(access, "require", lambda *args: None)
    found()


def test_a_changed_line_that_keeps_its_ticks(db, monkeypatch):
    monkeypatch.setattr(desk, "touch", lambda line, **who: None)
    found()


def test_lines_that_were_not_returned_can_be_typed(db, monkeypatch):
    monkeypatch.setattr(locks, "returned_line_ids", lambda report: None)
    found()


def test_a_return_without_words(db, monkeypatch):
    monkeypatch.setattr(returns, "_require_complete", lambda *args, **more: None)
    found()


def test_a_submission_that_checks_nothing(db, monkeypatch):
    monkeypatch.setattr(workflow, "before_submit", lambda standing: [])
    found()


def test_a_publication_that_checks_nothing(db, monkeypatch):
    monkeypatch.setattr(workflow, "before_publish", lambda standing: [])
    found()


def test_totals_of_a_publication_that_lack_a_category(db, monkeypatch):
    plain = workflow.build_totals
    monkeypatch.setattr(workflow, "build_totals", lambda *args: plain(*args)[1:])
    found()


def test_a_figure_that_is_in_a_week_and_not_in_the_month(db, monkeypatch):
    plain = desk.Desk.put

    def put(self, key, weeks, **more):
        line = plain(self, key, weeks, **more)
        line.online = 0
        return line

    monkeypatch.setattr(desk.Desk, "put", put)
    found()


def test_a_department_that_reaches_working_reports(db, monkeypatch):
    plain = MonthlyReportQuerySet.visible_to
    monkeypatch.setattr(
        MonthlyReportQuerySet,
        "visible_to",
        lambda self, user: plain(self, user) if user.district_id or user.province_id else self,
    )
    found()


def test_a_correction_of_lines_that_were_not_granted(db, monkeypatch):
    monkeypatch.setattr(reach, "of_report", lambda report: reach.Reach(locks.returned_line_ids(report)))
    found()


def test_a_grant_that_never_expires(db, monkeypatch):
    monkeypatch.setattr(MonthlyReport, "is_frozen_at", lambda self, now: False)
    found()


def test_a_save_that_does_not_look_at_what_was_seen(db, monkeypatch):
    plain = sales._Desk.take

    def take(self, row):
        return plain(self, replace(row, seen=self.stored(self.lines.get(row.key))))

    monkeypatch.setattr(sales._Desk, "take", take)
    found()


def test_a_save_of_ticks_that_overrules_a_colleagues(db, monkeypatch):
    monkeypatch.setattr(ticks, "_unless_left", lambda result, *boxes: result)
    found()


def test_a_button_that_is_offered_too_early(db, monkeypatch):
    monkeypatch.setattr(SheetPage, "open_count", 0)
    found()


def test_a_nation_that_counts_every_revision(db, monkeypatch):
    monkeypatch.setattr(nation, "_in_force", lambda months, at=None: Publication.objects.order_by())
    found()
