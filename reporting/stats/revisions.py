"""Publications that took the place of earlier ones: why, by whose leave, and what that did to the sum (R13).

Nothing but publications, their corrections and the log of the workflow is read: why a month was reopened is
told once the new revision is confirmed, never before (R12).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from reporting.models import Action, Correction, Publication, Transition, User

Key = tuple[int, int]
"""A report's id, and the number of a revision."""


@dataclass(frozen=True)
class Lacking:
    """What the figures of a past moment do not hold: so many publications, so many of them corrections."""

    publications: int
    corrections: int

    @property
    def first_ones(self) -> int:
        """District-months that nobody had confirmed yet."""
        return self.publications - self.corrections


@dataclass(frozen=True)
class Reason:
    """Why a month was opened again, who granted it and when.

    A revision from before corrections named their lines was asked for by nobody, with no effect in mind.
    """

    text: str
    by: User
    at: datetime
    asked_by: User | None = None
    expected: Decimal | None = None


@dataclass(frozen=True)
class Revised:
    """A publication with the one it replaced; a first revision replaced none and has no reason."""

    publication: Publication
    before: Publication | None
    reason: Reason | None

    @property
    def effect(self) -> Decimal | None:
        """Baht by which the sum changed; None for a first revision."""
        return self.publication.total - self.before.total if self.before else None


def lacking(publications: QuerySet[Publication], *, at: datetime) -> Lacking:
    """How many of these publications came after that moment; 1 query."""
    later = publications.confirmed_after(at).order_by()
    counted = later.aggregate(n=Count("pk"), corrections=Count("pk", filter=Q(revision__gt=1)))
    return Lacking(counted["n"], counted["corrections"])


def of_page(publications: Sequence[Publication]) -> list[Revised]:
    """The publications of a page with what they replaced, in their order; 3 queries whatever their number."""
    revised = [one for one in publications if one.revision > 1]
    earlier = _earlier(revised)
    why = reasons(revised)
    return [
        Revised(one, earlier.get((one.report_id, one.revision - 1)), why.get(one.pk)) for one in publications
    ]


def reasons(publications: Iterable[Publication]) -> dict[int, Reason]:
    """Publication id → why it was made, for those that replaced another; at most 2 queries."""
    revised = [one for one in publications if one.revision > 1]
    if not revised:
        return {}
    asked = Correction.objects.of_publications(revised)
    found = {pk: _of_correction(correction) for pk, correction in asked.items()}
    return found | _from_the_log(one for one in revised if one.pk not in found)


def _of_correction(correction: Correction) -> Reason:
    return Reason(
        text=correction.why,
        by=correction.granted_by,
        at=correction.granted_at,
        asked_by=None if correction.is_unasked else correction.asked_by,
        expected=correction.effect,
    )


def _from_the_log(publications: Iterable[Publication]) -> dict[int, Reason]:
    """Of several openings of one revision the last led to its publication; the others were ended."""
    wanted = {(one.report_id, one.revision): one.pk for one in publications}
    opened = Transition.objects.filter(action=Action.REOPEN, report__in={report for report, _ in wanted})
    steps = opened.select_related("by").order_by("report_id", "sequence") if wanted else ()
    return {
        wanted[step.report_id, step.revision]: Reason(step.reason, step.by, step.at)
        for step in steps
        if (step.report_id, step.revision) in wanted
    }


def _earlier(publications: Sequence[Publication]) -> dict[Key, Publication]:
    if not publications:
        return {}
    of_reports = Publication.objects.filter(report__in=[one.report_id for one in publications])
    return {(one.report_id, one.revision): one for one in of_reports.defer("payload").order_by()}
