"""Putting an issued form in force, whatever its kind: stored byte for byte, the older issue replaced (R16).

RT.2 has its own checks in `documents`. RT.3, RT.4 and the national report hold confirmed figures only; they
are issued here, under the lock of the province's or the month's row.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from reporting import access
from reporting.access import Permission
from reporting.errors import Stale
from reporting.models import (
    OF_A_PROVINCE,
    OF_THE_DIRECTOR,
    OF_THE_NATION,
    Document,
    FileKind,
    Kind,
    Province,
    ReportingMonth,
    Scope,
    User,
)

from . import audit, evidence

RIGHTS = {
    Kind.RT2: Permission.SIGN,
    Kind.RT3: Permission.ISSUE_PROVINCE,
    Kind.RT4: Permission.ISSUE_PROVINCE,
    **dict.fromkeys(OF_THE_NATION, Permission.ISSUE_NATION),
}
EVENTS = {
    Kind.RT3: "issue_rt3",
    Kind.RT4: "issue_rt4",
    Kind.NATION: "issue_nation",
    **dict.fromkeys(OF_THE_DIRECTOR, "issue_director"),
}


@dataclass(frozen=True)
class Issue:
    """The identity of a form that is about to be issued; it is printed on the paper."""

    number: str
    token: str
    revision: int
    content_sha256: str
    total: Decimal
    line_count: int
    certification_id: int | None = None


def token() -> str:
    """What a document's public page is found by; it cannot be guessed."""
    return secrets.token_urlsafe(16)


def require(scope: Scope, by: User) -> None:
    """Raise NotAllowed unless this person may issue this form of this scope."""
    access.require(by, RIGHTS[scope.kind], scope.report or scope.province)


def may_issue(scope: Scope, user: User) -> bool:
    """The same for a page's button."""
    return access.can(user, RIGHTS[scope.kind], scope.report or scope.province)


def prepare(
    *,
    scope: Scope,
    issued: int | None = None,
    content_sha256: str,
    total: Decimal,
    line_count: int,
    by: User,
) -> Issue:
    """The identity of the next RT.3, RT.4 or national report, for drawing it. Writes nothing.

    `issued`, how many there have been, spares a query to who knows it.
    """
    require(scope, by)
    revision = (Document.objects.of_scope(scope).count() if issued is None else issued) + 1
    return Issue(
        number=f"{scope.kind}-{scope.code}-{revision}",
        token=token(),
        revision=revision,
        content_sha256=content_sha256,
        total=total,
        line_count=line_count,
    )


@transaction.atomic(savepoint=False)
def issue(*, scope: Scope, issue: Issue, pdf: bytes, by: User, now: datetime) -> Document:
    """Store a drawn RT.3, RT.4 or national report. A repeated request gets the document in force.

    Stale when another issue with other figures came meanwhile; a refusal ends the transaction around it too.
    """
    require(scope, by)
    place = lock(scope)
    own = Document.objects.of_scope(scope)
    in_force = own.in_force().first()
    if in_force and in_force.content_sha256 == issue.content_sha256:
        return in_force
    if own.count() + 1 != issue.revision:
        raise Stale("มีฉบับใหม่ออกไปแล้วระหว่างจัดทำ โปรดตรวจแล้วออกใหม่อีกครั้ง")
    document = put_in_force(scope=scope, issue=issue, replaced=in_force, pdf=pdf, by=by, now=now)
    change = {"document": str(document.pk), "number": document.number, "file": document.file.sha256}
    change |= {"month": scope.month.key}
    audit.record(by=by, now=now, action=EVENTS[scope.kind], obj=place, changes=change)
    return document


def put_in_force(
    *, scope: Scope, issue: Issue, replaced: Document | None, pdf: bytes, by: User, now: datetime
) -> Document:
    """Store the bytes; the new issue takes the place of the one in force, `replaced`, if there is one.

    The caller holds the scope's lock and has read `replaced` under it.
    """
    older = Document.objects.filter(pk=replaced.pk) if replaced else Document.objects.none()
    older.update(replaced_at=now)
    stored = evidence.store(content=pdf, name=f"{issue.number}.pdf", kind=FileKind.DOCUMENT, by=by, now=now)
    document = Document.objects.create(
        **scope.columns,
        revision=issue.revision,
        number=issue.number,
        token=issue.token,
        content_sha256=issue.content_sha256,
        certification_id=issue.certification_id,
        file=stored,
        total=issue.total,
        line_count=issue.line_count,
        issued_at=now,
        issued_by=by,
    )
    older.update(replaced_by=document)
    return document


def lock(scope: Scope) -> Province | ReportingMonth:
    """The row that guards the scope's papers and its place in the audit log."""
    if scope.kind in OF_A_PROVINCE:
        return Province.objects.select_for_update(no_key=True).get(pk=scope.province.pk)
    return ReportingMonth.objects.select_for_update(no_key=True).get(month=scope.month)
