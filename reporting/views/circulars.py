"""Circular letters from the officer's side: start, see who answered, hand out links, close, cancel."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting.actions import circular_end
from reporting.actions import circulars as actions
from reporting.errors import NotReady, Refusal, WrongState
from reporting.forms.circulars import CircularForm, ProvinceCircularForm
from reporting.forms.workflow import ReasonForm
from reporting.models import Circular, CommitteeMember
from reporting.readiness import Standing, before_certifying
from reporting.reports import pdf
from reporting.reports import slips as slips_form
from reporting.stats import coverage
from reporting.stats.circulars import CircularStanding

from . import circular_rows, cockpit
from .common import SAVED, require_form
from .seats import Seat, on_seat


@require_form
@on_seat
def circulars(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The circulars of the month, and the form that starts one on the figures it shows."""
    sent = (request.POST,) if request.method == "POST" else ()
    form, shown = _district_form(request, seat, *sent) if seat.report else _province_form(seat, *sent)
    if form.is_valid() and (circular := _started(request, seat, form)):
        messages.success(request, f"{SAVED} เวียนหนังสือแล้ว โปรดส่งลิงก์ให้กรรมการแต่ละคน")
        return redirect(seat.url("circular", circular_id=circular.pk))
    now = timezone.now()
    today = timezone.localdate(now)
    context = {
        "seat": seat,
        "form": form,
        "members": CommitteeMember.objects.of(seat.committee).on(today).count(),
        "sent_round": [
            {
                "circular": circular,
                "url": seat.url("circular", circular_id=circular.pk),
                "state": circular_rows.state_of(CircularStanding(circular), now),
            }
            for circular in _circulars(seat)
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/circulars/circulars.html", context | shown, status=status)


@require_safe
@never_cache
@on_seat
def circular(request: HttpRequest, seat: Seat, circular_id: int) -> HttpResponse:
    """Who answered what and when, and the links of those who can still answer."""
    standing = standing_or_404(seat, circular_id)
    now = timezone.now()
    is_open = standing.circular.ended_at is None
    urls = {
        f"{name}_url": seat.url(f"circular_{name}", circular_id=circular_id)
        for name in ("close", "cancel", "slips")
    }
    context = {
        "seat": seat,
        "circular": standing.circular,
        "standing": standing,
        "state": circular_rows.state_of(standing, now),
        "rows": circular_rows.rows(request, seat, standing, now),
        "takes_answers": standing.takes_answers(now),
        "is_open": is_open,
        "may_close": is_open and standing.has_quorum and not standing.is_void,
        "missing": max(0, standing.circular.quorum - standing.agreed),
        "files": seat.files("circular_export", circular_id=circular_id),
        **urls,
    }
    return render(request, "reporting/circulars/circular.html", context)


@require_POST
@on_seat
def circular_close(request: HttpRequest, seat: Seat, circular_id: int) -> HttpResponse:
    found = get_object_or_404(_circulars(seat), pk=circular_id)
    try:
        circular_end.close_circular(circular=found, by=request.user, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{SAVED} บันทึกเป็นมติ นตผ.{seat.level}แล้ว")
        return redirect(seat.certify_url)
    return redirect(seat.url("circular", circular_id=found.pk))


@require_POST
@on_seat
def circular_renew(request: HttpRequest, seat: Seat, circular_id: int, ballot_id: int) -> HttpResponse:
    """Another link for one member, whose old one got into other hands or lost."""
    found = get_object_or_404(_circulars(seat), pk=circular_id)
    ballot = get_object_or_404(found.ballots.all(), pk=ballot_id)
    who = {"by": request.user, "now": timezone.now()}
    try:
        actions.renew_link(ballot=ballot, seen=request.POST.get("seen", ""), **who)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{SAVED} ลิงก์เดิมของ {ballot.name} ใช้ไม่ได้แล้ว โปรดส่งลิงก์ใหม่")
    return redirect(seat.url("circular", circular_id=found.pk))


@require_form
@on_seat
def circular_cancel(request: HttpRequest, seat: Seat, circular_id: int) -> HttpResponse:
    found = get_object_or_404(_circulars(seat), pk=circular_id)
    back = seat.url("circular", circular_id=found.pk)
    form = ReasonForm(request.POST or None, label="เหตุผลที่ยกเลิก")
    if form.is_valid():
        why = {"reason": form.cleaned_data["reason"], "by": request.user, "now": timezone.now()}
        try:
            circular_end.cancel_circular(circular=found, **why)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{SAVED} ยกเลิกหนังสือเวียนแล้ว")
            return redirect(back)
    context = {"seat": seat, "circular": found, "form": form, "back_url": back}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/circulars/cancel.html", context, status=status)


@require_safe
@never_cache
@on_seat
def circular_slips(request: HttpRequest, seat: Seat, circular_id: int) -> HttpResponse:
    """The links on paper, for members who are handed them."""
    standing = standing_or_404(seat, circular_id)
    if not standing.takes_answers(timezone.now()):
        raise WrongState("หนังสือเวียนฉบับนี้ไม่รับคำตอบแล้ว จึงไม่มีใบตอบให้พิมพ์")
    urls = {ballot.pk: circular_rows.link(request, ballot) for ballot in standing.ballots}
    content = pdf.draw("print/slips.html", slips_form.build(standing, urls))
    headers = {"Content-Disposition": f'inline; filename="slips-{circular_id}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def standing_or_404(seat: Seat, circular_id: int) -> CircularStanding:
    return CircularStanding(get_object_or_404(_circulars(seat), pk=circular_id))


def _circulars(seat: Seat) -> Any:
    found = Circular.objects.of(seat.committee).filter(month=seat.month)
    return found.select_related("district__province", "province", "started_by", "ended_by")


def _district_form(request: HttpRequest, seat: Seat, *sent: Any) -> tuple[CircularForm, dict[str, Any]]:
    """The form for a district's month, with what is missing before it can be sent round."""
    standing = Standing(seat.report)
    checks = before_certifying(standing)
    shown = {
        "seen": {seat.report.pk: standing.snapshot.sha256},
        "counts": standing.counts,
        "total": standing.snapshot.total,
        "todo": [row for row in cockpit.todo(checks, seat.report, request.user) if not row.done],
        "may_start": seat.report.takes_figures_at(timezone.now()) and all(check.done for check in checks),
    }
    return CircularForm(*sent), shown


def _province_form(seat: Seat, *sent: Any) -> tuple[CircularForm, dict[str, Any]]:
    rows = coverage.district_rows(seat.committee, seat.month)
    any_free = any(row.can_be_covered for row in rows)
    return ProvinceCircularForm(*sent, rows=rows), {
        "rows": rows,
        "any_free": any_free,
        "may_start": any_free,
    }


def _started(request: HttpRequest, seat: Seat, form: CircularForm) -> Circular | None:
    chosen = [seat.report.pk] if seat.report else form.cleaned_data["reports"]
    try:
        return actions.start_circular(
            committee=seat.committee,
            month=seat.month,
            seen={pk: request.POST.get(f"seen-{pk}") for pk in chosen},
            data=form.data_for_action(),
            by=request.user,
            now=timezone.now(),
        )
    except NotReady:
        form.add_error(None, "ยังเวียนหนังสือไม่ได้ โปรดทำรายการที่ค้างให้ครบก่อน")
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None
