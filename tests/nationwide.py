"""Publications in bulk: districts that are published without going through the chain, for pages that sum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from reporting.actions import workflow
from reporting.models import (
    District,
    MonthlyReport,
    Province,
    Publication,
    PublicationTotal,
    State,
    Subdistrict,
    User,
)
from reporting.stats.snapshot import Snapshot, canonical
from tests import build

Line = tuple[str, str, str, str, str]
"""Category, producer type, and baht regular, transfer, online."""

LINES: tuple[Line, ...] = (
    ("FOOD", "GROUP", "1000.25", "200.50", "30.00"),
    ("HERB", "SME", "0.10", "0.20", "0.00"),
)


def districts(*codes: str) -> None:
    """More districts of their provinces; before the month is opened, so that it opens for them too."""
    for code in codes:
        District.objects.create(code=code, province_id=code[:2], name_th=f"อำเภอที่ {code}", name_en=code)
        Subdistrict.objects.create(code=f"{code}01", district_id=code, name_th="ในเมือง", name_en="Nai Mueang")


def provinces(*codes: str) -> None:
    """More provinces with one district each, code 01; before the month is opened."""
    for code in codes:
        Province.objects.create(code=code, name_th=code, name_en=code)
        districts(f"{code}01")


def content(report: MonthlyReport, lines: Sequence[Line], producers: Sequence[int] = ()) -> Snapshot:
    """The canonical content of such lines, all sold in week 1; each of a producer of its own, unless told."""
    lines = [
        _line(report, number, producer, line)
        for number, (producer, line) in enumerate(
            zip(producers or range(1, len(lines) + 1), lines, strict=True), start=1
        )
    ]
    return Snapshot(
        canonical(
            {
                "district": report.district_id,
                "month": report.fiscal_month.key,
                "revision": report.revision,
                "lines": lines,
                "removed": [],
            }
        )
    )


def publish(
    district: str,
    *,
    by: User,
    lines: Sequence[Line] = LINES,
    producers: Sequence[int] = (),
    month=build.OCTOBER,
    now: dt.datetime = build.NOW,
) -> Publication:
    """Publish a district-month with these lines, as the province's press would have.

    What is published already is corrected: the new revision takes the place of the one that counts.
    """
    report = build.report_of(district, month)
    if report.state == State.PUBLISHED:
        report.revision += 1
        report.reopened_at, report.reopened_by, report.reopen_reason = now, by, "ยอดซ้ำ"
        report.publications.current().update(superseded_at=now)
    report.state = State.PUBLISHED
    report.first_submitted_at = report.submitted_at = report.province_acted_at = report.published_at = now
    report.submitted_by = report.published_by = by
    report.save()
    found = content(report, lines, producers)
    publication = workflow.build_publication(report=report, content=found, by=by, now=now)
    publication.save()
    PublicationTotal.objects.bulk_create(workflow.build_totals(publication, found))
    return publication


def _line(report: MonthlyReport, number: int, producer: int, line: Line) -> dict[str, object]:
    category, producer_type, *amounts = line
    return {
        "line": number,
        "group": producer,
        "name": f"กลุ่มที่ {producer}",
        "subdistrict": f"{report.district_id}01",
        "category": category,
        "producer_type": producer_type,
        "nil": False,
        "version": 1,
        **dict(zip(("regular", "transfer", "online"), amounts, strict=True)),
        "weeks": [[1, *amounts]],
    }
