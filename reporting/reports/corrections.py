"""What a correction changes against the publication it replaces, line by line (R13)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from reporting.formats import DASH, money, signed_money, thai_date
from reporting.models import Category, Channel, ProducerType
from reporting.readiness import Standing

from .lines import Line, amounts_of, in_reading_order

PairKey = tuple[int, str]


@dataclass(frozen=True)
class Difference:
    """One thing that a correction changes on one line: before, after and the change as it is printed."""

    producer: str
    category: str
    item: str
    before: str
    after: str
    change: str = ""


@dataclass(frozen=True)
class Correction:
    """Which revision is replaced, when that was published, why, by whose leave, and what changes.

    `resolution` says whose resolution carries over, where the committee was not asked again.
    """

    replaces: int
    published_on: str
    reason: str
    granted: str
    resolution: str
    differences: tuple[Difference, ...]
    total_before: str
    total_after: str
    total_change: str


def correction_of(standing: Standing) -> Correction | None:
    """The correction that a report is, or None for a first revision.

    Compared with the publication of the revision before, also after the correction took its place.
    """
    report = standing.report
    earlier = report.publications.filter(revision__lt=report.revision).order_by("-revision")
    before = earlier.first() if report.is_correction else None
    if before is None:
        return None
    total = standing.snapshot.total
    return Correction(
        replaces=before.revision,
        published_on=thai_date(before.published_at),
        reason=report.reopen_reason,
        granted=f"{report.reopened_by} {report.reopened_by.position} เมื่อวันที่ {thai_date(report.reopened_at)}",
        resolution=_resolution(standing),
        differences=tuple(differences(before.content, standing.snapshot.content)),
        total_before=money(before.total),
        total_after=money(total),
        total_change=signed_money(total - before.total),
    )


def _resolution(standing: Standing) -> str:
    if not standing.is_certification_carried:
        return ""
    certification = standing.certification
    return (
        f"แก้ไขไม่เกินเกณฑ์ที่ต้องรับรองใหม่ จึงใช้มติ นตผ.อำเภอ เลขที่ {certification.number}"
        f" ที่รับรองฉบับที่ {certification.revision} ต่อไป"
    )


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
    """What differs between two contents, in the reading order of the later one's names."""
    old, new = by_pair(before), by_pair(after)
    reasons = {(line["group"], line["category"]): line["reason"] for line in after["removed"]}
    gone = [line for key, line in old.items() if key not in new]
    found = []
    for line in in_reading_order([*new.values(), *gone]):
        key = (line["group"], line["category"])
        found.extend(of_line(old.get(key), new.get(key), reason=reasons.get(key, "")))
    return found


def of_line(old: Line | None, new: Line | None, *, reason: str = "") -> list[Difference]:
    """What differs on one line of two contents; None where a content has no such line.

    `reason` is why the line was taken out, if it was.
    """
    if new is None:
        return [_left(old, reason)] if old else []
    return _changed(old, new) if old else [_came(new)]


def by_pair(content: dict[str, Any]) -> dict[PairKey, Line]:
    """The lines of a content by producer and category, which name a line in every revision (R1)."""
    return {(line["group"], line["category"]): line for line in content["lines"]}


def _left(line: Line, reason: str) -> Difference:
    total = amounts_of(line).total
    item = f"นำรายการออก: {reason}" if reason else "นำรายการออก"
    return _difference(line, item, money(total), DASH, signed_money(-total))


def _came(line: Line) -> Difference:
    total = amounts_of(line).total
    return _difference(line, "เพิ่มรายการ", DASH, money(total), signed_money(total))


def _changed(old: Line, new: Line) -> list[Difference]:
    """One difference for each thing that changed on a line that both contents have."""
    found = []
    if old["name"] != new["name"]:
        found.append(_difference(new, "ชื่อ", old["name"], new["name"]))
    if old["producer_type"] != new["producer_type"]:
        kinds = [ProducerType(line["producer_type"]).short for line in (old, new)]
        found.append(_difference(new, "ประเภทผู้ผลิต", *kinds))
    if old["nil"] != new["nil"]:
        words = ["ไม่มียอดจำหน่าย" if line["nil"] else "มียอดจำหน่าย" for line in (old, new)]
        found.append(_difference(new, "การรายงานยอด", *words))
    for channel in Channel:
        was, now = Decimal(old[channel.column]), Decimal(new[channel.column])
        if was != now:
            found.append(_difference(new, channel.label, money(was), money(now), signed_money(now - was)))
    return found


def _difference(line: Line, item: str, before: str, after: str, change: str = "") -> Difference:
    return Difference(line["name"], Category(line["category"]).label, item, before, after, change)
