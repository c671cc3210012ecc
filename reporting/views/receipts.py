"""The receipt of a hand-over: what went from whom to whom, when, in time or late, with which figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reporting import badges, deadlines
from reporting.badges import Badge
from reporting.models import (
    Action,
    Document,
    Kind,
    MonthlyReport,
    Publication,
    Return,
    Role,
    State,
    Transition,
)

from . import line_texts

DEPARTMENT = "กรมการพัฒนาชุมชน"

# Which office a verb hands the month to; the others hand it to the province.
_TO_DISTRICT = (Action.RETURN_LINES, Action.REOPEN, Action.END_CORRECTION)


@dataclass(frozen=True)
class Receipt:
    """A hand-over in words. `paper` has hash, total and number of lines of what was handed over."""

    transition: Transition
    from_office: str
    to_office: str
    before: Badge
    after: Badge
    due: date | None
    timing: Badge | None
    paper: Document | Publication | None
    returned: int

    @property
    def short_hash(self) -> str:
        if self.paper is None:
            return ""
        full = self.paper.sha256 if isinstance(self.paper, Publication) else self.paper.content_sha256
        return full[:12]


@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """One receipt, to read and to print; with words for LINE while nothing has followed it."""
    found = Transition.objects.visible_to(request.user).with_context()
    transition = get_object_or_404(found, receipt=number)
    report = transition.report
    newest = not report.transitions.filter(sequence__gt=transition.sequence).exists()
    line = _line(request, transition) if newest else ""
    context = {"receipt": _receipt(transition), "report": report, "line": line}
    context["own"] = bool(request.user.district_id or request.user.province_id)
    return render(request, "reporting/workflow/receipt.html", context)


def _receipt(transition: Transition) -> Receipt:
    report, action = transition.report, transition.action
    due = _due(transition)
    late = due is not None and deadlines.is_late(transition.at, due)
    of_return = Return.objects.filter(report=report, at=transition.at)
    return Receipt(
        transition=transition,
        from_office=_from(transition),
        to_office=_to(report, action),
        before=badges.badge(transition.from_state),
        after=badges.badge(transition.to_state),
        due=due,
        timing=badges.badge("LATE" if late else "ON_TIME") if due else None,
        paper=_paper(transition),
        returned=of_return.first().lines.count() if action == Action.RETURN_LINES else 0,
    )


def _from(transition: Transition) -> str:
    """The office that handed the month over: that of the month, wherever its person has moved since."""
    if transition.action in (Action.SUBMIT, Action.WITHDRAW):
        return f"สำนักงานพัฒนาชุมชน{transition.report.district}"
    if transition.by.role == Role.DEPARTMENT:
        return DEPARTMENT
    return f"สำนักงานพัฒนาชุมชน{transition.report.district.province}"


def _to(report: MonthlyReport, action: str) -> str:
    """The office that has the matter from then on; a publication is the department's to read."""
    if action == Action.PUBLISH:
        return DEPARTMENT
    if action in (*_TO_DISTRICT, Action.WITHDRAW):
        return f"สำนักงานพัฒนาชุมชน{report.district}"
    return f"สำนักงานพัฒนาชุมชน{report.district.province}"


def _due(transition: Transition) -> date | None:
    """The day by which this step was due. A correction has none, nor has what is submitted after a return."""
    if transition.revision > 1:
        return None
    if transition.action == Action.SUBMIT and transition.from_state == State.OPEN:
        return transition.report.submit_due
    if transition.action == Action.PUBLISH:  # The publication keeps the date of its day.
        own = transition.report.publications.filter(revision=transition.revision)
        return own.values_list("publish_due", flat=True).get()
    return None


def _paper(transition: Transition) -> Document | Publication | None:
    """The figures that were handed over: the publication, or the RT.2 with which the month was submitted."""
    report, revision = transition.report, transition.revision
    if transition.action in (Action.PUBLISH, Action.END_CORRECTION):
        return report.publications.filter(revision=revision).defer("payload").first()
    if transition.action == Action.REOPEN:
        return report.publications.filter(revision=revision - 1).defer("payload").first()
    issued = report.documents.filter(kind=Kind.RT2, revision=revision, issued_at__lte=transition.at)
    return issued.order_by("-issued_at").first()


def _line(request: HttpRequest, transition: Transition) -> str:
    """The message to the other office, for who pressed; the province passes on the department's."""
    user, office = request.user, _from(transition)
    if user.office != office and not (office == DEPARTMENT and user.is_province_staff):
        return ""
    return line_texts.after(request, transition.action, transition.report, now=timezone.now())
