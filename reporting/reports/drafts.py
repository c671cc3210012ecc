"""Forms as they stand, before or beside an issue: one table of what is drawn, from the scope alone.

A small draft is drawn while one waits and kept nowhere. A large one is a job like an issue and lies with its
job for an hour; whoever asks for the same drawing meanwhile gets the same file.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils import timezone

from reporting import access
from reporting.access import Permission
from reporting.actions import jobs
from reporting.models import Channel, Kind, RenderJob, Scope, User
from reporting.readiness import Standing

from . import nation, pdf, province_forms, rt1, rt2
from .past import Past

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Draft:
    """A form about to be drawn; `rows` is how many rows it has on paper, `name` what its file is called."""

    scope: Scope
    template: str
    paper: Any
    rows: int
    name: str

    @cached_property
    def content_sha256(self) -> str:
        """The hash of everything that is drawn, names of signers and resolutions included."""
        return pdf.sheet(self.template, self.paper).sha256

    def draw(self) -> bytes:
        """The PDF. Raises PdfUnavailable and PdfTooLarge."""
        return pdf.draw(self.template, self.paper)


def build(scope: Scope, *, by: User, address: str, past: Past | None = None) -> Draft:
    """The form of a scope as it stands, for this reader; `address` is the portal's own.

    A form of published figures may be asked for as of a past day. RT.1 is never issued, so its paper is no
    draft of anything and says so in its name.
    """
    if past:
        template, paper, rows = OF_A_DAY[scope.kind](scope, past)
        return Draft(scope, template, paper, rows, name_of(scope, past=past))
    template, paper, rows = FORMS[scope.kind](scope, by, address)
    return Draft(scope, template, paper, rows, name_of(scope))


def name_of(scope: Scope, *, past: Past | None = None) -> str:
    """What the file of a draft is called; one of a past day names the day."""
    form = "OTOP" if scope.kind == Kind.NATION else scope.kind.value
    day = f"-{past.day.isoformat()}" if past else ""
    return f"{form}-{scope.code}.pdf" if scope.kind == Kind.RT1 else f"{form}-{scope.code}{day}-draft.pdf"


def make(job: RenderJob, *, clock: Clock = timezone.now) -> None:
    """Draw a job's draft as the form stands now, unless another job has the same drawing already."""
    form = build(job.scope, by=job.asker, address=job.address)
    same = RenderJob.objects.drafts_of(job.scope, content_sha256=form.content_sha256)
    if other := same.at_hand(clock()).first():
        jobs.share_draft(job=job, other=other, now=clock())
        return
    jobs.report_progress(job=job, percent=20)
    drawn = form.draw()
    jobs.report_progress(job=job, percent=90)
    jobs.keep_draft(job=job, content=drawn, content_sha256=form.content_sha256, now=clock())


def signer_of(user: User, standing: Standing) -> User | None:
    """Whose name RT.2 shows: the one on the issued paper, or that of the reader who may issue it."""
    if standing.document:
        return standing.document.issued_by
    return user if access.can(user, Permission.SIGN, standing.report) else None


Form = tuple[str, Any, int]


def _rt1(scope: Scope, by: User, address: str) -> Form:
    report = scope.report
    entry = reverse("entry", args=(report.district_id, report.fiscal_month))
    paper = rt1.build(report, entry_url=f"{address}{entry}")
    return "print/rt1.html", paper, paper.lines * len(Channel)


def _rt2(scope: Scope, by: User, address: str) -> Form:
    standing = Standing(scope.report)
    paper = rt2.build(standing, signer=signer_of(by, standing))
    return "print/rt2.html", paper, standing.snapshot.line_count


def _rt3(scope: Scope, past: Past | None = None) -> Form:
    return _of_tables(province_forms.build(scope.province, scope.month, working=True, past=past).rt3)


def _rt4(scope: Scope, past: Past | None = None) -> Form:
    return _of_tables(province_forms.build(scope.province, scope.month, working=True, past=past).rt4)


def _nation(scope: Scope, past: Past | None = None) -> Form:
    return _of_tables(nation.build(scope.month, past=past))


def _of_tables(paper: Any) -> Form:
    return "print/form.html", paper, sum(len(table.rows) for table in paper.tables)


OF_A_DAY: dict[str, Callable[[Scope, Past | None], Form]] = {
    Kind.RT3: _rt3,
    Kind.RT4: _rt4,
    Kind.NATION: _nation,
}
FORMS: dict[str, Callable[[Scope, User, str], Form]] = {
    Kind.RT1: _rt1,
    Kind.RT2: _rt2,
    Kind.RT3: lambda scope, by, address: _rt3(scope),
    Kind.RT4: lambda scope, by, address: _rt4(scope),
    Kind.NATION: lambda scope, by, address: _nation(scope),
}
