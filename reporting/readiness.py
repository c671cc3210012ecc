"""What is still missing: the checks before a district may submit (R8) and before a province may publish.

The page shows the list; the action refuses on the same list. Nothing here writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from reporting.formats import thai_date
from reporting.models import (
    DistrictCertification,
    Document,
    Kind,
    MonthlyReport,
    ProvincialCoverage,
    Publication,
    Signature,
)
from reporting.stats import progress, snapshot


@dataclass(frozen=True)
class Check:
    """One condition: what it says, whether it is met, and the page where it can be met.

    `waiting` marks a condition that cannot be met before those above it.
    """

    code: str
    text: str
    done: bool
    url_name: str = ""
    action_label: str = ""
    waiting: bool = False


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
    """Where each of the reports stands, read together: at most 9 queries whatever their number."""
    found = [Standing(report) for report in reports]
    counts = progress.line_counts(reports)
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


def before_certifying(standing: Standing) -> list[Check]:
    """Checks before the committee's resolution: complete (R5) and validly ticked (R6)."""
    counts = standing.counts
    return [
        Check(
            code="complete",
            text=(
                f"บันทึกครบทุกรายการ {counts.expected:,} รายการ"
                if counts.expected and not counts.not_reported
                else f"ยังไม่บันทึก {counts.not_reported:,} จาก {counts.expected:,} รายการ"
                if counts.expected
                else "ยังไม่มีรายการในเดือนนี้ โปรดเพิ่มกลุ่มก่อน"
            ),
            done=counts.expected > 0 and counts.not_reported == 0,
            url_name="entry",
            action_label="ไปบันทึก",
        ),
        Check(
            code="ticked",
            text=(
                f"ยืนยันระดับอำเภอครบ {counts.present:,} รายการ"
                if counts.present and not counts.district_unticked
                else f"ยังไม่ยืนยันระดับอำเภอ {counts.district_unticked:,} จาก {counts.present:,} รายการ"
                if counts.present
                else "ยังไม่มีรายการที่บันทึกแล้วให้ยืนยัน"
            ),
            done=counts.present > 0 and counts.district_unticked == 0,
            url_name="sheet",
            action_label="ไปยืนยัน",
            waiting=not counts.present,
        ),
    ]


def before_issuing(standing: Standing) -> list[Check]:
    """Checks before RT.2 is issued: those above and the committee's resolution on these figures."""
    checks = before_certifying(standing)
    ready = all(check.done for check in checks)
    return [*checks, _certification_check(standing, waiting=not ready)]


def before_submit(standing: Standing) -> list[Check]:
    """The full list before a district may submit (R8, and R13 for a correction)."""
    checks = before_issuing(standing)
    checks.append(_document_check(standing, waiting=not all(check.done for check in checks)))
    checks.append(_signature_check(standing, waiting=not all(check.done for check in checks)))
    if standing.report.is_correction:
        changed = standing.changes_publication
        checks.append(
            Check(
                code="changed",
                text=(
                    "มีรายการที่แก้ไขจากฉบับที่จังหวัดยืนยันแล้ว"
                    if changed
                    else "ยังไม่มีรายการใดต่างจากฉบับที่จังหวัดยืนยันแล้ว จึงส่งฉบับแก้ไขไม่ได้"
                ),
                done=changed,
                url_name="entry",
                action_label="ไปแก้ไข",
            )
        )
    return checks


def before_publish(standing: Standing) -> list[Check]:
    """The list before a province may publish: every line ticked, and covered by its committee (R11, R18)."""
    counts, coverage = standing.counts, standing.coverage
    ticked = counts.present > 0 and counts.province_unticked == 0
    return [
        Check(
            code="signed",
            text="อำเภอลงนาม รต.๒ ตรงกับรายการที่ส่ง"
            if standing.signature
            else "รต.๒ ที่ลงนามไม่ตรงกับรายการที่ส่ง โปรดส่งคืนอำเภอ",
            done=standing.signature is not None,
            url_name="sheet",
            action_label="ดู รต.๒",
        ),
        Check(
            code="checked",
            text=(
                f"ยืนยันระดับจังหวัดครบ {counts.present:,} รายการ"
                if ticked
                else f"ยังไม่ยืนยันระดับจังหวัด {counts.province_unticked:,} จาก {counts.present:,} รายการ"
            ),
            done=ticked,
            url_name="sheet",
            action_label="ไปยืนยัน",
        ),
        Check(
            code="covered",
            text=(
                f"มติ นตผ.จังหวัด {coverage.certification.number} ครอบคลุมอำเภอนี้แล้ว"
                if coverage
                else "ยังไม่มีมติ นตผ.จังหวัด ที่ครอบคลุมอำเภอนี้"
            ),
            done=coverage is not None,
            url_name="province_certify",
            action_label="บันทึกมติ",
        ),
    ]


def problems(checks: list[Check]) -> list[Check]:
    """The checks that are still open."""
    return [check for check in checks if not check.done]


def _certification_check(standing: Standing, *, waiting: bool) -> Check:
    certification = standing.certification
    if certification:
        when = thai_date(certification.resolved_on)
        text = f"นตผ.อำเภอรับรองแล้ว ({certification.get_method_display()} {certification.number} เมื่อ {when})"
    elif standing.latest_certification:
        text = "มีการแก้ไขรายการหลัง นตผ.อำเภอรับรอง ต้องรับรองใหม่"
    else:
        text = "ยังไม่มีมติ นตผ.อำเภอ (ประชุม หรือหนังสือเวียน)"
    return Check("certified", text, certification is not None, "certify", "บันทึกมติ", waiting)


def _document_check(standing: Standing, *, waiting: bool) -> Check:
    document = standing.document
    if document:
        text = f"ออก รต.๒ แล้ว เลขที่ {document.number}"
    elif standing.latest_document:
        text = "รต.๒ ที่ออกไว้ไม่ตรงกับรายการปัจจุบัน ต้องออกใหม่"
    else:
        text = "ยังไม่ได้ออก รต.๒"
    return Check("issued", text, document is not None, "rt2", "ออก รต.๒", waiting)


def _signature_check(standing: Standing, *, waiting: bool) -> Check:
    signature = standing.signature
    text = f"ลงนามแล้ว โดย{signature.signer_name}" if signature else "พัฒนาการอำเภอยังไม่ลงนาม รต.๒"
    return Check("signed", text, signature is not None, "sign", "ลงนาม", waiting)
