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
from reporting.stats import carrying, progress, returned, snapshot
from reporting.stats.carrying import Carried


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
    def certifications(self) -> Sequence[DistrictCertification]:
        """The district committee's resolutions on all revisions, in the order in which they were recorded."""
        return list(_certifications().filter(report=self.report))

    @property
    def latest_certification(self) -> DistrictCertification | None:
        """The newest resolution on this revision, whatever has become of the lines."""
        own = [one for one in self.certifications if one.revision == self.report.revision]
        return own[-1] if own else None

    @cached_property
    def carried_certification(self) -> Carried | None:
        """The resolution on the published revision, with how far the correction is from that (R13)."""
        return self._carried(self.certifications) if self.report.is_correction else None

    @property
    def is_certification_carried(self) -> bool:
        """Whether the resolution in force is one on an earlier revision."""
        certification = self.certification
        return certification is not None and certification.revision != self.report.revision

    @property
    def certification(self) -> DistrictCertification | None:
        """The district committee's resolution, as long as the lines are those it certified.

        On a correction that differs little, the one on the published revision carries over.
        """
        latest = self.latest_certification
        if latest and latest.content_sha256 == self.snapshot.sha256:
            return latest
        carried = self.carried_certification
        return carried.resolution if carried and carried.holds else None

    @cached_property
    def paper(self) -> Document | None:
        """The RT.2 that no other has replaced, whatever revision and lines it was made of."""
        found = _documents().filter(report=self.report, kind=Kind.RT2).first()
        if found:
            found.report = self.report  # The paper's page reads it no second time.
        return found

    @property
    def latest_document(self) -> Document | None:
        """The same, if it is of this revision."""
        paper = self.paper
        return paper if paper and paper.revision == self.report.revision else None

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
    def all_coverage(self) -> Sequence[ProvincialCoverage]:
        """What provincial resolutions cover of the report, of all revisions, the newest resolution last."""
        return list(_coverage().filter(report=self.report))

    @cached_property
    def coverage(self) -> ProvincialCoverage | None:
        """The provincial resolution that covers exactly this content (R18).

        On a correction that differs little, the one on the published revision carries over.
        """
        own = [one for one in self.all_coverage if one.revision == self.report.revision]
        exact = [one for one in own if one.content_sha256 == self.snapshot.sha256]
        if exact or not self.report.is_correction:
            return exact[-1] if exact else None
        carried = self._carried(self.all_coverage)
        return carried.resolution if carried and carried.holds else None

    @cached_property
    def publications(self) -> Sequence[Publication]:
        """What has been published of a month that is or was corrected; nothing of a first revision."""
        return list(self.report.publications.all()) if self.report.is_correction else []

    @property
    def previous_publication(self) -> Publication | None:
        """The publication that a correction is to replace (R13)."""
        return next((one for one in self.publications if one.superseded_at is None), None)

    @property
    def changes_publication(self) -> bool:
        """Whether the working lines differ from the publication they are to replace."""
        before = self.previous_publication
        return before is None or snapshot.figures(before.content) != snapshot.figures(self.snapshot.content)

    def _carried(self, resolutions: Sequence[carrying.Resolution]) -> Carried | None:
        if not resolutions:
            return None
        content, revision = self.snapshot.content, self.report.revision
        return carrying.carried(resolutions, self.publications, revision=revision, content=content)


def standings(reports: Sequence[MonthlyReport]) -> list[Standing]:
    """Where each of the reports stands, read together: at most 10 queries whatever their number."""
    found = [Standing(report) for report in reports]
    counts = progress.line_counts(reports)
    sent_back = returned.waiting(reports)
    certifications = _by_report(_certifications(), reports)
    documents = _by_report(_documents().filter(kind=Kind.RT2), reports)
    for standing in found:
        report = standing.report
        standing.counts = counts[report.pk]
        standing.returned = sent_back.get(report.pk, [])
        standing.certifications = certifications[report.pk]
        standing.paper = next(iter(documents[report.pk]), None)
    _fill_contents(found)
    return found


def _certifications() -> QuerySet[DistrictCertification]:
    return DistrictCertification.objects.select_related("recorded_by", "file").order_by("recorded_at", "id")


def _coverage() -> QuerySet[ProvincialCoverage]:
    return ProvincialCoverage.objects.select_related("certification").order_by("certification_id")


def _documents() -> QuerySet[Document]:
    return Document.objects.in_force().select_related(
        "file", "issued_by", "signature__signer", "signature__scan"
    )


def _by_report(rows: QuerySet[Any], reports: Sequence[MonthlyReport]) -> dict[int, list[Any]]:
    """The rows of each report in their order; an empty list where it has none. 1 query."""
    found: dict[int, list[Any]] = {report.pk: [] for report in reports}
    for row in rows.filter(report__in=reports) if reports else ():
        found[row.report_id].append(row)
    return found


def _fill_contents(found: Sequence[Standing]) -> None:
    """Give each standing its content, coverage and publications, where anything is compared with them."""
    compared = {
        standing.report.pk: standing
        for standing in found
        if standing.latest_certification or standing.report.is_correction
    }
    reports = [standing.report for standing in compared.values()]
    contents = snapshot.of_reports(reports) if reports else {}
    corrected = [report for report in reports if report.is_correction]
    publications = _by_report(Publication.objects.order_by("revision"), corrected)
    coverage = _by_report(_coverage(), reports)
    for standing in found:
        report_id = standing.report.pk
        standing.publications = publications.get(report_id, [])
        standing.all_coverage = coverage.get(report_id, [])
        if report_id in compared:
            standing.snapshot = contents[report_id]
