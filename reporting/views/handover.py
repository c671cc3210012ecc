"""ส่งมอบงาน: the packs of an office, making one, reading it, accepting it, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from reporting import pack
from reporting.access import Permission, needs
from reporting.actions import handover as actions
from reporting.errors import Refusal, Stale
from reporting.forms.handover import AcceptForm, HandoverForm, SuccessorForm
from reporting.models import Handover
from reporting.reports import handover as paper
from reporting.reports import pdf

from .common import SAVED, require_form, show_refusal


@require_form
@needs(Permission.HAND_OVER)
def handovers(request: HttpRequest) -> HttpResponse:
    """The packs of one's area, the newest first, and the form of whoever leaves."""
    form = HandoverForm(request.POST if request.method == "POST" else None, leaver=request.user)
    if form.is_valid():
        try:
            made = actions.start(**form.cleaned_data, by=request.user, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{SAVED} ทำชุดส่งมอบแล้ว รอผู้รับมอบ")
            return redirect("handover", handover_id=made.pk)
    packs = list(Handover.objects.visible_to(request.user).with_people().defer("content"))
    own = next((one for one in packs if one.is_waiting and one.leaver == request.user), None)
    context = {"packs": packs, "own": own, "form": form}
    return render(request, "reporting/handover/handovers.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs(Permission.HAND_OVER)
def handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    """A pack as it was pinned, with what this person can do about it."""
    found = _pack_or_404(request, handover_id)
    names = actions.may_name(request.user, found)
    form = SuccessorForm(leaver=found.leaver, initial={"successor": found.successor}) if names else None
    context = {
        "handover": found,
        "naming": form,
        "accepts": found.may_be_accepted_by(request.user),
        "withdraws": found.is_waiting and found.leaver == request.user,
    }
    return render(request, "reporting/handover/handover.html", context)


@require_safe
@never_cache
@needs(Permission.HAND_OVER)
def handover_pdf(request: HttpRequest, handover_id: int) -> HttpResponse:
    found = paper.Paper(_pack_or_404(request, handover_id))
    try:
        content = pdf.draw("print/handover.html", found)
    except Refusal as refusal:
        show_refusal(request, refusal)
        return redirect("handover", handover_id=handover_id)
    headers = {"Content-Disposition": f'inline; filename="{found.file_name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_form
@needs(Permission.HAND_OVER)
def handover_accept(request: HttpRequest, handover_id: int) -> HttpResponse:
    """What is open now, read once more, and the statements of whoever takes the office over."""
    found, now = _pack_or_404(request, handover_id), timezone.now()
    form = AcceptForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid():
            seen = form.cleaned_data["seen"]
            actions.accept(handover=found, statements=form.agreed, seen=seen, by=request.user, now=now)
            messages.success(request, f"{SAVED} รับมอบงานแล้ว")
            return redirect("handover", handover_id=handover_id)
    except Stale as stale:
        form = AcceptForm()
        show_refusal(request, stale)
    except Refusal as refusal:
        show_refusal(request, refusal)
        return redirect("handover", handover_id=handover_id)
    if not found.may_be_accepted_by(request.user):
        return redirect("handover", handover_id=handover_id)
    sections = pack.still_open(found.place, now=now)
    seen, pinned = pack.hash_of(sections), {one["code"]: one["rows"] for one in found.sections}
    shown = [
        section | {"changed": section["rows"] != pinned.get(section["code"], [])} for section in sections
    ]
    context = {"handover": found, "sections": shown, "form": form, "seen": seen}
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/handover/accept.html", context, status=status)


@require_POST
@needs(Permission.HAND_OVER)
def handover_successor(request: HttpRequest, handover_id: int) -> HttpResponse:
    found = _pack_or_404(request, handover_id)
    form = SuccessorForm(request.POST, leaver=found.leaver)
    who = {"by": request.user, "now": timezone.now()}
    try:
        if form.is_valid():
            actions.name_successor(handover=found, successor=form.cleaned_data["successor"], **who)
            messages.success(request, SAVED)
    except Refusal as refusal:
        show_refusal(request, refusal)
    for error in form.errors.get("successor", ()):
        messages.error(request, error)
    return redirect("handover", handover_id=handover_id)


@require_form
@needs(Permission.HAND_OVER)
def handover_withdraw(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Take one's own pack back before it is accepted, after being asked once."""
    found = _pack_or_404(request, handover_id)
    if request.method != "POST":
        return render(request, "reporting/handover/withdraw.html", {"handover": found})
    try:
        actions.withdraw(handover=found, by=request.user, now=timezone.now())
        messages.success(request, f"{SAVED} ถอนชุดส่งมอบแล้ว ทำชุดใหม่ได้")
    except Refusal as refusal:
        show_refusal(request, refusal)
    return redirect("handovers")


def _pack_or_404(request: HttpRequest, handover_id: int) -> Handover:
    return get_object_or_404(Handover.objects.visible_to(request.user).with_people(), pk=handover_id)
