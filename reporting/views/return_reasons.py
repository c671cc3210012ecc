"""The department's list of reasons for returning a line: one page, and one page for each reason."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from reporting.access import Permission, needs
from reporting.actions import return_reasons as actions
from reporting.errors import Refusal
from reporting.forms.return_reasons import ReasonForm
from reporting.models import ReturnReason

from .common import SAVED, require_form, show_refusal


@require_form
@needs(Permission.MANAGE_REASONS)
def return_reasons(request: HttpRequest) -> HttpResponse:
    """All reasons in their order, those no longer offered at the end, and the form that adds one."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_reason(wording=form.wording, by=request.user, now=timezone.now())
        except Refusal as refusal:
            form.add_error("label", str(refusal))
        else:
            messages.success(request, SAVED)
            return redirect("return_reasons")
    reasons = list(in_order())
    context = {"reasons": reasons, "offered": sum(reason.active for reason in reasons), "form": form}
    return render(request, "reporting/reasons/reasons.html", context, status=422 if form.is_bound else 200)


def in_order() -> QuerySet[ReturnReason]:
    """All reasons, those no longer offered at the end."""
    return ReturnReason.objects.order_by("-active", "position", "code")


@require_form
@needs(Permission.MANAGE_REASONS)
def return_reason(request: HttpRequest, code: str) -> HttpResponse:
    """One reason: its words by the form, retired or offered again by the button beside it."""
    reason = get_object_or_404(ReturnReason, pk=code)
    do = request.POST.get("do", "")
    form = ReasonForm(request.POST) if request.method == "POST" and not do else ReasonForm.of(reason)
    who = {"code": code, "by": request.user, "now": timezone.now()}
    try:
        if do:
            (actions.retire_reason if do == "retire" else actions.use_reason)(**who)
        elif form.is_valid():
            actions.word_reason(wording=form.wording, **who)
        if do or form.is_valid():
            messages.success(request, SAVED)
            return redirect("return_reasons")
    except Refusal as refusal:
        if do:
            show_refusal(request, refusal)
        else:
            form.add_error("label", str(refusal))
    context = {"reason": reason, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "reporting/reasons/reason.html", context, status=status)


@require_POST
@needs(Permission.MANAGE_REASONS)
def return_reason_move(request: HttpRequest, code: str) -> HttpResponse:
    """One place up or down the list."""
    up = request.POST.get("to") == "up"
    try:
        actions.move_reason(code=code, up=up, by=request.user, now=timezone.now())
    except Refusal as refusal:
        show_refusal(request, refusal)
    else:
        messages.success(request, SAVED)
    return redirect("return_reasons")
