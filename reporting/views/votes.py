"""The pages behind a committee member's link: what is asked, and the answer. No account, and no cookie.

The address is the secret (`secret_links`). Looking never answers, because messengers look at every link for a
preview; only the form does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from reporting.actions import answers
from reporting.errors import Refusal
from reporting.forms.circulars import AnswerForm
from reporting.models import Ballot, MonthlyReport, Outcome
from reporting.readiness import Standing
from reporting.reports import rt2
from reporting.stats.circulars import CircularStanding

from . import secret_links
from .common import require_form

View = Callable[..., HttpResponse]


def on_ballot(view: View) -> View:
    """Decorate a view behind a link: it gets the ballot. An unknown link is 404, too many of them 429."""

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
        found = Ballot.objects.select_related("circular__district__province", "circular__province")
        ballot = found.behind(token).first()
        if ballot is not None:
            response = view(request, ballot, **kwargs)
        elif secret_links.guesses_too_often(request):
            response = render(request, "reporting/votes/too_many.html", status=429)
        else:
            response = render(request, "reporting/votes/unknown.html", status=404)
        return secret_links.kept_apart(response)

    return guarded


@login_not_required
@csrf_exempt
@never_cache
@require_form
@on_ballot
def vote(request: HttpRequest, ballot: Ballot) -> HttpResponse:
    """What is asked of the member, the form, and the receipt once it is answered."""
    sent = request.POST if request.method == "POST" else None
    form = AnswerForm(sent, name=ballot.name, initial={"seen": ballot.times})
    if sent is not None and not ratelimit.consume(request, action="circular_answer", key=ballot.token_sha256):
        return render(request, "reporting/votes/too_many.html", status=429)
    if form.is_valid() and _answered(ballot, form):
        return redirect(request.path)
    standing = CircularStanding(ballot.circular)
    context = {"ballot": ballot, "circular": ballot.circular, "closed": _closed(standing)}
    context["token"] = request.resolver_match.kwargs["token"]
    if not context["closed"]:
        context |= {"form": form, **_asked(standing)}
    status = 422 if sent is not None else 200
    return render(request, "reporting/votes/vote.html", context, status=status)


@login_not_required
@never_cache
@require_safe
@on_ballot
def vote_paper(request: HttpRequest, ballot: Ballot, district_code: str) -> HttpResponse:
    """RT.2 of one of the districts that a provincial circular covers."""
    standing = CircularStanding(ballot.circular)
    reports = {item.report.district_id: item.report for item in standing.items}
    if district_code not in reports:
        raise Http404
    if _closed(standing):
        return redirect("vote", token=request.resolver_match.kwargs["token"])
    context = {"token": request.resolver_match.kwargs["token"], "paper": _paper(reports[district_code])}
    return render(request, "reporting/votes/paper.html", context)


def _answered(ballot: Ballot, form: AnswerForm) -> bool:
    said = form.cleaned_data
    try:
        answers.answer_circular(
            ballot=ballot,
            answer=said["answer"],
            remark=said["remark"],
            seen=said["seen"],
            now=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        ballot.refresh_from_db()
        return False
    return True


def _closed(standing: CircularStanding) -> str:
    """The sentence of a circular that takes no answers any more; empty while it does."""
    circular = standing.circular
    if circular.outcome == Outcome.CANCELLED:
        return "หนังสือเวียนฉบับนี้ถูกยกเลิกแล้ว ท่านไม่ต้องทำอะไรต่อ"
    if circular.outcome == Outcome.ADOPTED:
        return "หนังสือเวียนฉบับนี้ปิดรับคำตอบและบันทึกเป็นมติแล้ว ขอบคุณที่ร่วมพิจารณา"
    if circular.outcome == Outcome.VOID or standing.is_void:
        return "ยอดเปลี่ยนไปหลังเวียนหนังสือ ลิงก์นี้จึงใช้ไม่ได้แล้ว เจ้าหน้าที่จะส่งลิงก์ใหม่ให้ท่านเมื่อเวียนอีกครั้ง"
    if circular.is_expired(timezone.now()):
        return "พ้นวันสุดท้ายที่ตอบได้แล้ว หากยังต้องการตอบ โปรดติดต่อเจ้าหน้าที่ที่ส่งลิงก์ให้ท่าน"
    return ""


def _asked(standing: CircularStanding) -> dict[str, Any]:
    """The RT.2 of a district's circular, or one row for each district of a province's."""
    papers = [(item.report, _paper(item.report)) for item in standing.items]
    if standing.circular.district_id:
        return {"paper": papers[0][1]}
    rows = [{"report": report, "paper": paper} for report, paper in papers]
    return {"districts": rows, "total": sum(paper.total.amounts.total for _, paper in papers)}


def _paper(report: MonthlyReport) -> rt2.Report:
    """RT.2 as a draft without the notes that are meant for the desk."""
    return replace(rt2.build(Standing(report)), notes=())
