"""Ticks: the district's and the province's marks that a line is right (R6, R7).

A tick is given for the version that was on the screen. A line that has changed since is left alone
and reported, a line without figures cannot be ticked, a repeated tick is no new effect. A box that its
author left as it was shown says nothing: what a colleague ticked or cleared meanwhile stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.db.models import F

from reporting import access
from reporting.access import Permission
from reporting.errors import WrongState
from reporting.models import MonthlyReport, SalesLine, State, User, WeeklyEntry
from reporting.stats import review

from . import audit, locks


class Level(StrEnum):
    DISTRICT = "district"
    PROVINCE = "province"

    @property
    def permission(self) -> Permission:
        return {
            Level.DISTRICT: Permission.TICK_DISTRICT,
            Level.PROVINCE: Permission.TICK_PROVINCE,
        }[self]

    @property
    def label(self) -> str:
        return {Level.DISTRICT: "ระดับอำเภอ", Level.PROVINCE: "ระดับจังหวัด"}[self]


class Outcome(StrEnum):
    CONFIRMED = "confirmed"
    ALREADY = "already"
    CLEARED = "cleared"
    CHANGED = "changed"
    BLOCKED = "blocked"

    @property
    def label(self) -> str:
        return {
            Outcome.CONFIRMED: "ยืนยันแล้ว",
            Outcome.ALREADY: "ยืนยันไว้ก่อนแล้ว",
            Outcome.CLEARED: "ยกเลิกการยืนยัน",
            Outcome.CHANGED: "มีการแก้ไขระหว่างนี้ ยังไม่ยืนยัน",
            Outcome.BLOCKED: "ยืนยันไม่ได้",
        }[self]


@dataclass(frozen=True)
class TickResult:
    """What became of one line's tick; `sentence` says why it was blocked."""

    line: SalesLine
    outcome: Outcome
    sentence: str = ""


@transaction.atomic
def tick(
    *,
    report: MonthlyReport,
    level: Level,
    seen: Mapping[int, int],
    wanted: set[int] | None = None,
    shown: set[int] | None = None,
    by: User,
    now: datetime,
) -> list[TickResult]:
    """Tick the `wanted` lines and clear the others that were on the screen; one result per line.

    `seen` maps line ids to the versions that were shown; `wanted` None means all of them. `shown` are the
    lines whose box was ticked before its author began: boxes that were left as they were change nothing; None
    says that every line is meant. At most 10 statements whatever the number of lines. Raises WrongState when
    this level may not tick now.
    """
    report = locks.lock_report(report)
    access.require(by, level.permission, report)
    _require_ticking(report, level, now=now)
    wanted = set(seen) if wanted is None else wanted
    lines = locks.lock_lines(report, ids=list(seen))
    typists = _typists(report)
    found = [_decide(line, level, seen[line.pk], line.pk in wanted, typists, by) for line in lines]
    results = [_unless_left(result, shown, wanted) for result in found if result is not None]
    results = [result for result in results if result is not None]
    _write(report, level, results, by=by, now=now)
    return results


def _require_ticking(report: MonthlyReport, level: Level, *, now: datetime) -> None:
    if level is Level.DISTRICT:
        locks.require_takes_figures(report, now=now)
    elif report.state != State.SUBMITTED:
        raise WrongState(f"ยืนยันระดับจังหวัดได้เมื่ออำเภอส่งแล้ว ขณะนี้รายงานอยู่ในสถานะ “{report.get_state_display()}”")


def _typists(report: MonthlyReport) -> dict[int, set[int]]:
    """Line id → who typed a week of it; a line without any week is absent."""
    found: dict[int, set[int]] = defaultdict(set)
    entries = WeeklyEntry.objects.filter(line__report=report)
    for line_id, person in entries.values_list("line_id", "saved_by_id"):
        found[line_id].add(person)
    return found


def _decide(
    line: SalesLine, level: Level, version: int, wanted: bool, typists: Mapping[int, set[int]], by: User
) -> TickResult | None:
    """The result for one line, or None when it is neither ticked nor to be ticked."""
    ticked = getattr(line, f"{level}_tick_version") == line.version
    if not wanted:
        return TickResult(line, Outcome.CLEARED) if ticked and line.version == version else None
    if line.is_removed:
        return TickResult(line, Outcome.BLOCKED, "รายการนี้ถูกนำออกแล้ว")
    if line.version != version:
        return TickResult(line, Outcome.CHANGED)
    if ticked:
        return TickResult(line, Outcome.ALREADY)
    if not line.nil and line.pk not in typists:
        return TickResult(line, Outcome.BLOCKED, "ยังไม่มียอดและยังไม่ได้ระบุว่าไม่มียอดจำหน่าย")
    if settings.OTOP_SEPARATE_DUTIES and by.pk in {line.changed_by_id, *typists.get(line.pk, ())}:
        return TickResult(line, Outcome.BLOCKED, "ผู้บันทึกยืนยันรายการของตนเองไม่ได้")
    return TickResult(line, Outcome.CONFIRMED)


def _unless_left(result: TickResult, shown: set[int] | None, wanted: set[int]) -> TickResult | None:
    """The result, unless its author left the box as it was and a colleague has changed it since."""
    pk = result.line.pk
    if shown is None or (pk in shown) != (pk in wanted):
        return result
    if result.outcome is Outcome.CONFIRMED:
        return TickResult(result.line, Outcome.CHANGED)
    return None if result.outcome is Outcome.CLEARED else result


def _write(
    report: MonthlyReport, level: Level, results: list[TickResult], *, by: User, now: datetime
) -> None:
    confirmed = [result.line.pk for result in results if result.outcome is Outcome.CONFIRMED]
    cleared = [result.line.pk for result in results if result.outcome is Outcome.CLEARED]
    if not confirmed and not cleared:
        return
    version, person, moment = f"{level}_tick_version", f"{level}_tick_by", f"{level}_tick_at"
    lines = SalesLine.objects.filter(report=report)
    if confirmed:
        lines.filter(pk__in=confirmed).update(**{version: F("version"), person: by, moment: now})
    if cleared:
        lines.filter(pk__in=cleared).update(**{version: None, person: None, moment: None})
    if level is Level.PROVINCE and report.province_acted_at is None:
        # From here on the district can no longer withdraw (R9).
        report.province_acted_at = now
        report.save(update_fields=["province_acted_at"])
    versions = {result.line.pk: result.line.version for result in results}
    changes = {
        "confirmed": [[pk, versions[pk]] for pk in confirmed],
        "cleared": [[pk, versions[pk]] for pk in cleared],
    }
    if level is Level.PROVINCE:
        changes["sample"] = {"seed": review.seed(report), "size": review.sample_size(report)}
    audit.record(by=by, now=now, action=f"tick_{level}", obj=report, changes=changes)
