"""The register of a committee, and the sheet that its meeting signs."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reporting.actions import committee as actions
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.forms.committee import EndMemberForm, MemberForm
from reporting.models import CommitteeMember, quorum_of
from reporting.reports import pdf, sign_in

from .common import SAVED, require_form
from .seats import Seat, on_seat


@require_form
@on_seat
def committee(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Everybody who sits or sat in the committee, and the form that adds a member."""
    form = MemberForm(request.POST or None, initial={"since": seat.month.first_day})
    if form.is_valid():
        try:
            who = {"by": request.user, "now": timezone.now()}
            actions.add_member(committee=seat.committee, data=form.data_for_action(), **who)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAVED)
            return redirect(seat.committee_url)
    today = bangkok_date(timezone.now())
    members = list(CommitteeMember.objects.of(seat.committee).in_order())
    rows = [
        {
            "member": member,
            "url": seat.url("committee_member", member_id=member.pk),
            "sits": member.until is None or member.until >= today,
        }
        for member in members
    ]
    sitting = sum(row["sits"] for row in rows)
    context = {
        "seat": seat,
        "form": form,
        "rows": rows,
        "sitting": sitting,
        "quorum": quorum_of(sitting),
        "files": seat.files("committee_export"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "reporting/committee/committee.html", context, status=status)


@require_form
@on_seat
def committee_member(request: HttpRequest, seat: Seat, member_id: int) -> HttpResponse:
    """Correct a member, or end the member's time; the row stays (R16)."""
    member = get_object_or_404(CommitteeMember.objects.of(seat.committee), pk=member_id)
    ends = request.POST.get("do") == "end"
    change = MemberForm(request.POST) if request.POST and not ends else MemberForm.of(member)
    end = EndMemberForm(request.POST if ends else None, initial={"until": bangkok_date(timezone.now())})
    form = end if ends else change
    if form.is_valid() and _written(request, member, form):
        messages.success(request, SAVED)
        return redirect(seat.committee_url)
    context = {"seat": seat, "member": member, "change": change, "end": end}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/committee/member.html", context, status=status)


@require_safe
@never_cache
@on_seat
def sign_in_sheet(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The sheet of names for a meeting, with those who sit in the committee today."""
    today = bangkok_date(timezone.now())
    members = list(CommitteeMember.objects.of(seat.committee).on(today).in_order())
    sheet = sign_in.build(seat.committee, seat.month, members)
    headers = {"Content-Disposition": f'inline; filename="{sheet.file_name}"'}
    content = pdf.draw("print/sign_in.html", sheet)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _written(request: HttpRequest, member: CommitteeMember, form: forms.Form) -> bool:
    who = {"member": member, "by": request.user, "now": timezone.now()}
    try:
        if isinstance(form, MemberForm):
            actions.change_member(data=form.data_for_action(), **who)
        else:
            actions.end_member(until=form.cleaned_data["until"], **who)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
