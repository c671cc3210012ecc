"""Twenty people fill the last place in the binder at once, on PostgreSQL: it never holds more than it may.

The twin without the lock on the report's row must come to grief, or the test would prove nothing.
"""

from __future__ import annotations

import itertools
import threading

import pytest

from reporting.actions import binder
from reporting.errors import BadInput
from reporting.models import Evidence, EvidenceKind
from reporting.models.workflow import MonthlyReportQuerySet
from reporting.uploads import Upload
from tests import build, uploaded
from tests.test_races import CROWD, crowd

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

UPLOADS = [
    Upload(f"{shade}.png", uploaded.picture("PNG", colour=f"#0000{shade:02x}")) for shade in range(CROWD)
]
FITS = 3


@pytest.fixture
def full_after_three(three_groups, settings):
    largest = max(len(upload.intake.content) for upload in UPLOADS)
    settings.OTOP_EVIDENCE_MB = (FITS + 0.5) * largest / (1024 * 1024)
    return three_groups


def press_add(report, officer) -> None:
    number = itertools.count()

    def add():
        uploads = [UPLOADS[next(number)]]
        told = {"kind": EvidenceKind.PHOTO, "uploads": uploads, "by": officer, "now": build.NOW}
        return binder.add(report=report, **told)

    answers = crowd(add)
    assert [answer for answer in answers if not isinstance(answer, (list, BadInput))] == []
    assert Evidence.objects.count() == FITS == sum(isinstance(answer, list) for answer in answers)


def test_the_binder_never_holds_more_than_it_may(full_after_three, officer):
    press_add(full_after_three, officer)


def test_without_the_lock_it_comes_to_grief(full_after_three, officer, monkeypatch):
    monkeypatch.setattr(MonthlyReportQuerySet, "locked", MonthlyReportQuerySet.with_context)
    meeting, plain = threading.Barrier(CROWD), binder.room_left

    def all_at_once(report):
        found = plain(report)
        meeting.wait(timeout=30)
        return found

    monkeypatch.setattr(binder, "room_left", all_at_once)
    with pytest.raises(AssertionError):
        press_add(full_after_three, officer)
