"""Where a report stands: its counts, content and papers, read once, for one report or for many together.

What is still missing follows from it (`readiness`). Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from reporting.models import (
    DistrictCertification,
    Document,
    Kind,
    MonthlyReport,
    ProvincialCoverage,
    Publication,
    ReturnedLine,
    Signature,
)
from reporting.stats import progress, returned, snapshot


class Standing:
    """Where a report stands: its counts, content and papers, each read once when first asked for."""

    def __init__(self, report: MonthlyReport) -> None:
        self.report = report

    @cached_property
    def counts(self) -> progress.LineCounts:
        return progress.counts_of(self.report)

    @cached_property
    def snapshot(self) -> snapshot.Snapshot:
        return snapshot.of_report(self.report)

    @cached_property
    def returned(self) -> list[ReturnedLine]:
        """The lines that lie with the district because the province sent them back (R10)."""
        return returned.waiting([self.report]).get(self.report.pk, [])

    @cached_property
    def latest_certification(self) -> DistrictCertification | None:
        own = self.report.certifications.filter(revision=self.report.revision)
        return own.select_related("recorded_by", "file").order_by("-recorded_at", "-id").first()

    @property
    def certification(self) -> DistrictCertification | None:
        """The district committee's resolution, as long as the lines are those it certified."""
        latest = self.latest_certification
        return latest if latest and latest.content_sha256 == self.snapshot.sha256 else None

    @cached_property
    def latest_document(self) -> Document | None:
        documents = self.report.documents.in_force().filter(kind=Kind.RT2, revision=self.report.revision)
        return documents.select_related("file", "issued_by", "signature__signer", "signature__scan").first()

    @property
    def document(self) -> Document | None:
        """RT.2, as long as it was issued from exactly these lines and names the resolution in force."""
        latest, certification = self.latest_document, self.certification
        if latest is None or certification is None or latest.content_sha256 != self.snapshot.sha256:
            return None
        return latest if latest.certification_id == certification.pk else None

    @property
    def signature(self) -> Signature | None:
        """The signature on the RT.2 in force."""
        return getattr(self.document, "signature", None) if self.document else None

    @cached_property
    def coverage(self) -> ProvincialCoverage | None:
        """The provincial resolution that covers exactly this content (R18)."""
        covering = self.report.coverage.filter(
            revision=self.report.revision, content_sha256=self.snapshot.sha256
        )
        return covering.select_related("certification").order_by("-certification_id").first()

    @cached_property
    def previous_publication(self) -> Publication | None:
        """The publication that a correction is to replace (R13)."""
        return self.report.publications.current().first() if self.report.is_correction else None

    @property
    def changes_publication(self) -> bool:
        """Whether the working lines differ from the publication they are to replace."""
        before = self.previous_publication
        return before is None or snapshot.figures(before.content) != snapshot.figures(self.snapshot.content)


def standings(reports: Sequence[MonthlyReport]) -> list[Standing]:
    """Where each of the reports stands, read together: at most 10 queries whatever their number."""
    found = [Standing(report) for report in reports]
    counts = progress.line_counts(reports)
    sent_back = returned.waiting(reports)
    certifications = _of_revision(
        DistrictCertification.objects.select_related("recorded_by", "file").order_by("recorded_at", "id"),
        reports,
    )
    documents = _of_revision(
        Document.objects.in_force()
        .filter(kind=Kind.RT2)
        .select_related("file", "issued_by", "signature__signer", "signature__scan"),
        reports,
    )
    for standing in found:
        standing.counts = counts[standing.report.pk]
        standing.returned = sent_back.get(standing.report.pk, [])
        standing.latest_certification = certifications.get(standing.report.pk)
        standing.latest_document = documents.get(standing.report.pk)
    _fill_contents(found)
    return found


def _of_revision(papers: QuerySet[Any], reports: Sequence[MonthlyReport]) -> dict[int, Any]:
    """By report id, the last of the papers that belong to the revision being worked on."""
    revisions = {report.pk: report.revision for report in reports}
    found = papers.filter(report__in=reports)
    return {paper.report_id: paper for paper in found if paper.revision == revisions[paper.report_id]}


def _fill_contents(found: Sequence[Standing]) -> None:
    """Give each standing its content, coverage and publication, where anything is compared with them."""
    compared = {
        standing.report.pk: standing
        for standing in found
        if standing.latest_certification or standing.report.is_correction
    }
    reports = [standing.report for standing in compared.values()]
    contents = snapshot.of_reports(reports) if reports else {}
    corrections = [report for report in reports if report.is_correction]
    publications = Publication.objects.current().filter(report__in=corrections)
    before = {publication.report_id: publication for publication in publications}
    for standing in found:
        standing.coverage = None
        standing.previous_publication = before.get(standing.report.pk)
        if standing.report.pk in compared:
            standing.snapshot = contents[standing.report.pk]
    covering = ProvincialCoverage.objects.filter(report__in=reports).select_related("certification")
    for row in covering.order_by("certification_id"):
        standing = compared[row.report_id]
        if (row.revision, row.content_sha256) == (standing.report.revision, standing.snapshot.sha256):
            standing.coverage = row
