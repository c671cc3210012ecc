"""Which districts of a province's month the provincial committee can certify, and which it has (R18).

A submitted report cannot change, so its RT.2 in force says its total, its lines and its content's hash;
nothing has to be added up again here. Of a confirmed one its publication says the hash as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from reporting.fiscal import FiscalMonth
from reporting.models import (
    Document,
    Kind,
    MonthlyReport,
    Province,
    ProvincialCertification,
    ProvincialCoverage,
    Publication,
    State,
)

from . import carrying, snapshot


@dataclass(frozen=True)
class DistrictRow:
    """One district's month: its RT.2 once it was handed over, and the resolution that covers it."""

    report: MonthlyReport
    document: Document | None
    certification: ProvincialCertification | None

    @property
    def can_be_covered(self) -> bool:
        return self.report.state == State.SUBMITTED and self.document is not None


def district_rows(province: Province, month: FiscalMonth) -> list[DistrictRow]:
    """Every reporting district of the province in the month, by code; 3 queries, 6 with corrections."""
    mine = MonthlyReport.objects.filter(district__province=province).for_month(month)
    reports = list(mine.with_context().order_by("district_id"))
    papers = Document.objects.in_force().filter(
        kind=Kind.RT2, report__in=reports, report__state__in=(State.SUBMITTED, State.PUBLISHED)
    )
    documents = {document.report_id: document for document in papers}
    covering: dict[int, ProvincialCertification] = {}
    confirmed = Publication.objects.current().filter(
        report=OuterRef("report"),
        report__state=State.PUBLISHED,
        revision=OuterRef("revision"),
        sha256=OuterRef("content_sha256"),
    )
    rows = ProvincialCoverage.objects.filter(report__in=reports).select_related("certification")
    coverage = list(rows.annotate(confirmed=Exists(confirmed)).order_by("certification_id"))
    for row in coverage:
        document = documents.get(row.report_id)
        asked = document and (document.revision, document.content_sha256)
        if row.confirmed or asked == (row.revision, row.content_sha256):
            covering[row.report_id] = row.certification
    covering = _carried(reports, documents, coverage) | covering
    return [DistrictRow(report, documents.get(report.pk), covering.get(report.pk)) for report in reports]


def _carried(
    reports: Sequence[MonthlyReport],
    documents: Mapping[int, Document],
    coverage: Iterable[ProvincialCoverage],
) -> dict[int, ProvincialCertification]:
    """The resolutions on published revisions that carry over to corrections; 3 queries, if there are any."""
    corrected = [report for report in reports if report.is_correction and report.pk in documents]
    if not corrected:
        return {}
    published: dict[int, list[Publication]] = {}
    for publication in Publication.objects.filter(report__in=corrected):
        published.setdefault(publication.report_id, []).append(publication)
    contents = snapshot.of_reports(corrected)
    found = {}
    for report in corrected:
        one = carrying.carried(
            [row for row in coverage if row.report_id == report.pk],
            published.get(report.pk, []),
            revision=report.revision,
            content=contents[report.pk].content,
        )
        if one and one.holds:
            found[report.pk] = one.resolution.certification
    return found
