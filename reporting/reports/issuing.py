"""Issuing a form: one table of kinds, and one way from the data to the stored document.

The table says for each kind what is drawn, how its identity is made and how it is put in force. `ask` finds
the document that is in force, or the one job that makes it; `run` is that job.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from reporting.actions import documents, jobs, papers
from reporting.actions.papers import Issue
from reporting.errors import Refusal, WrongState
from reporting.models import OF_THE_DIRECTOR, Document, Kind, RenderJob, Scope, User
from reporting.readiness import Standing

from . import director, drafts, nation, pdf, province_forms, rt2, sealing
from .drafts import Clock
from .province_forms import ProvinceForms

BROKEN = "จัดทำเอกสารไม่สำเร็จเพราะระบบขัดข้อง โปรดลองใหม่ หากยังไม่ได้ โปรดแจ้งผู้ดูแลระบบ"


@dataclass(frozen=True)
class Paper:
    """How one kind of form is issued.

    `read(scope)` gathers the data once for the others: `in_force` is the document that says exactly what is
    true now, if there is one; `content` is the hash of the next or raises a refusal, `prepare` makes its
    identity, knowing how many there have been; `build` what is drawn; `rows` says how many rows that has.
    """

    template: str
    read: Callable[[Scope], Any]
    in_force: Callable[[Scope, Any], Document | None]
    content: Callable[[Scope, Any, datetime], str]
    prepare: Callable[[Scope, Any, int, User, datetime], Issue]
    rows: Callable[[Any], int]
    build: Callable[[Scope, Any, User, str, str], Any]
    issue: Callable[..., Document]


def read(scope: Scope) -> Any:
    """The data of a form, for asking and drawing in one go."""
    return PAPERS[scope.kind].read(scope)


def ask(
    *, scope: Scope, address: str, by: User, now: datetime, data: Any = None, at_once: int = 0
) -> Document | tuple[RenderJob, bool]:
    """The document in force, or the job that makes it and whether it is a new one. Raises refusals.

    `address` is the portal's own; the QR code leads there. `data` is what was just read, if it was. Who asks
    draws a new job of up to `at_once` rows; it comes claimed.
    """
    papers.require(scope, by)
    paper = PAPERS[scope.kind]
    data = data or paper.read(scope)
    if document := paper.in_force(scope, data):
        return document
    rows = paper.rows(data)
    return jobs.ask(
        scope=scope,
        content_sha256=paper.content(scope, data, now),
        line_count=rows,
        leased=rows <= at_once,
        address=address,
        by=by,
        now=now,
    )


def in_force(scope: Scope) -> Document | None:
    """The issued form that says exactly what is true now, if there is one."""
    paper = PAPERS[scope.kind]
    return paper.in_force(scope, paper.read(scope))


def run(job_id: UUID, *, clock: Clock, data: Any = None) -> Document | None:
    """Claim a job and carry it out; None when another has it."""
    job = jobs.claim(job_id=job_id, now=clock())
    return carry_out(job, clock=clock, data=data) if job else None


def carry_out(job: RenderJob, *, clock: Clock, data: Any = None) -> Document | None:
    """Draw the form of a claimed job and put it in force; None for a draft, which stays with its job.

    A refusal is noted and raised. `data` spares a second reading to who has just asked and waits, so nobody
    looks at the progress; storing the form looks again under the lock.
    """
    try:
        if job.is_draft:
            drafts.make(job, clock=clock)
            return None
        return _make(job, clock=clock, data=data)
    except Refusal as refusal:
        jobs.fail(job=job, error=str(refusal), now=clock())
        raise
    except Exception:
        jobs.fail(job=job, error=BROKEN, now=clock())
        raise


def _make(job: RenderJob, *, clock: Clock, data: Any) -> Document:
    scope, by, paper, watched = job.scope, job.asker, PAPERS[job.kind], data is None
    issued = list(Document.objects.of_scope(scope).values_list("content_sha256", "replaced_at"))
    # Between asking and here another may have issued the same content.
    if data is None or (job.content_sha256, None) in issued:
        data = paper.read(scope)
    if document := paper.in_force(scope, data):
        jobs.finish(job=job, document=document, now=clock())
        return document
    issue = paper.prepare(scope, data, len(issued), by, clock())
    url = job.address + reverse("verify", args=(issue.token,))
    form = paper.build(scope, data, by, issue.number, url)
    if watched:
        jobs.report_progress(job=job, percent=20)
    drawn = sealing.sealed(pdf.draw(paper.template, form))
    if watched:
        jobs.report_progress(job=job, percent=90)
    with transaction.atomic():
        document = paper.issue(scope=scope, issue=issue, pdf=drawn, by=by, now=clock())
        jobs.finish(job=job, document=document, now=clock())
    return document


def _rt2_prepare(scope: Scope, standing: Standing, issued: int, by: User, now: datetime) -> Issue:
    return documents.prepare_rt2(report=scope.report, standing=standing, issued=issued, by=by, now=now)


def _rt2_content(scope: Scope, standing: Standing, now: datetime) -> str:
    documents.require_ready(scope.report, standing, now=now)
    return standing.snapshot.sha256


def _rt2_build(scope: Scope, standing: Standing, by: User, number: str, url: str) -> rt2.Report:
    return rt2.build(standing, signer=by, number=number, verify_url=url)


def _rt2_issue(*, scope: Scope, issue: Issue, pdf: bytes, by: User, now: datetime) -> Document:
    return documents.issue_rt2(report=scope.report, issue=issue, pdf=pdf, by=by, now=now)


def _of_tables(
    read: Callable[[Scope], Any], *, total: Callable[[Any], Decimal], districts: Callable[[Any], int]
) -> Paper:
    """How RT.3, RT.4 and the reports of the nation are issued; `total` and `districts` are what it sums."""

    def content(scope: Scope, report: Any, now: datetime) -> str:
        if report.hindrance:
            raise WrongState(report.hindrance)
        return report.content_sha256

    def prepare(scope: Scope, report: Any, issued: int, by: User, now: datetime) -> Issue:
        return papers.prepare(
            scope=scope,
            issued=issued,
            content_sha256=content(scope, report, now),
            total=total(report),
            line_count=districts(report),
            by=by,
        )

    return Paper(
        template="print/form.html",
        read=read,
        in_force=_with_these_figures,
        content=content,
        prepare=prepare,
        rows=lambda report: sum(len(table.rows) for table in report.tables),
        build=lambda scope, report, by, number, url: report.issued(signer=by, number=number, verify_url=url),
        issue=papers.issue,
    )


def _with_these_figures(scope: Scope, report: Any) -> Document | None:
    own = Document.objects.of_scope(scope).in_force()
    return own.filter(content_sha256=report.content_sha256).first()


def _province_forms(scope: Scope) -> ProvinceForms:
    return province_forms.build(scope.province, scope.month, working=True)


PAPERS = {
    Kind.RT2: Paper(
        template="print/rt2.html",
        read=lambda scope: Standing(scope.report),
        in_force=lambda scope, standing: standing.document,
        content=_rt2_content,
        prepare=_rt2_prepare,
        rows=lambda standing: standing.snapshot.line_count,
        build=_rt2_build,
        issue=_rt2_issue,
    ),
    Kind.RT3: _of_tables(
        lambda scope: _province_forms(scope).rt3,
        total=lambda report: report.confirmed.total.baht,
        districts=lambda report: report.confirmed.districts,
    ),
    Kind.RT4: _of_tables(
        lambda scope: _province_forms(scope).rt4,
        total=lambda report: report.confirmed.figures.total,
        districts=lambda report: report.confirmed.districts,
    ),
    Kind.NATION: _of_tables(
        lambda scope: nation.build(scope.month),
        total=lambda report: report.total.month.total,
        districts=lambda report: report.total.month.districts,
    ),
    **dict.fromkeys(
        OF_THE_DIRECTOR,
        _of_tables(
            director.latest,
            total=lambda report: report.total,
            districts=lambda report: report.content["publications"],
        ),
    ),
}
