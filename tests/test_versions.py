"""What changed in each version: readable, in order, and about nobody twice."""

from __future__ import annotations

import datetime as dt

from reporting.versions import versions


def test_the_newest_stands_first_and_each_is_dated():
    days = [version.day for version in versions()]
    assert days == sorted(days, reverse=True)
    assert len({version.number for version in versions()}) == len(versions())
    assert all(dt.date(2026, 11, 22) <= day for day in days)


def test_each_says_what_is_new_and_for_whom():
    said = [change.text for version in versions() for change in version.changes]
    assert said and len(said) == len(set(said))
    assert all(version.title and version.changes for version in versions())
    assert {change.who for version in versions() for change in version.changes} >= {"อำเภอ", "จังหวัด", "กรมฯ"}
