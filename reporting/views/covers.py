"""ปฏิบัติหน้าที่แทน: who stands in for whom; arranging and ending it, taking it up and leaving it.

Arranging and ending belong to who looks after the accounts, taking up to the substitute alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reporting import access, badges, covering
from reporting.access import Permission, needs
from reporting.actions import covers as actions
from reporting.badges import Badge
from reporting.deadlines import bangkok_date
from reporting.errors import Refusal
from reporting.forms.covers import CoverEndForm, CoverForm
from reporting.models import Cover, User

from .account import on_account
from .common import SAVED, require_form

PAST_PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A cover as it stands today, and whether this person may end it."""

    cover: Cover
    badge: Badge
    may_end: bool


@require_safe
@needs(Permission.SEE_USERS)
def covers(request: HttpRequest) -> HttpResponse:
    """Those that run or are to come, and those that are over, of the offices whose accounts one sees."""
    today = bangkok_date(timezone.now())
    found = Cover.objects.visible_to(request.user).with_people()
    present = found.not_over(today)
    past = found.exclude(pk__in=present.values("pk"))
    page = Paginator(past, PAST_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "present": _rows(request.user, present.order_by("starts_on", "pk"), today),
        "past": _rows(request.user, page, today),
        "page": page,
    }
    return render(request, "reporting/covers/covers.html", context)


@require_form
@on_account
def user_cover(request: HttpRequest, account: User) -> HttpResponse:
    """Let somebody stand in for the person of an account."""
    form = CoverForm(request.POST if request.method == "POST" else None, absent=account)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("substitute", "reason")}
        try:
            cover = actions.arrange(
                absent=account, days=form.days, **said, by=request.user, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            when = actions.Days(cover.starts_on, cover.ends_on)
            messages.success(request, f"{SAVED} {cover.substitute} ปฏิบัติหน้าที่{cover.in_stead} วันที่ {when}")
            return redirect("covers")
    context = {"account": account, "form": form}
    return render(request, "reporting/covers/arrange.html", context, status=422 if form.is_bound else 200)


@require_form
@needs(Permission.MANAGE_USERS)
def cover_end(request: HttpRequest, cover_id: int) -> HttpResponse:
    """End a cover before its last day, with the reason."""
    found = Cover.objects.visible_to(request.user).with_people()
    cover = get_object_or_404(found, pk=cover_id)
    if not access.may_manage_cover(request.user, cover):
        raise PermissionDenied
    form = CoverEndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end(cover=cover, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, f"{SAVED} {cover.substitute} ไม่ได้ปฏิบัติหน้าที่{cover.in_stead}แล้ว")
        return redirect("covers")
    context = {"cover": cover, "form": form}
    return render(request, "reporting/covers/end.html", context, status=422 if form.is_bound else 200)


@require_POST
def cover_take(request: HttpRequest, cover_id: int) -> HttpResponse:
    """Act in the absent person's stead from now on."""
    if covering.take(request, cover_id) is None:
        raise Http404
    return redirect("home")


@require_POST
def cover_leave(request: HttpRequest) -> HttpResponse:
    """Back to one's own desk; without a cover that is where one is."""
    covering.leave(request)
    messages.success(request, "ท่านกลับมาที่งานของตนเองแล้ว")
    return redirect("home")


def _rows(user: User, found: Iterable[Cover], today: date) -> list[Row]:
    return [
        Row(
            cover,
            badges.for_cover(cover, today=today),
            may_end=not cover.is_over(today) and access.may_manage_cover(user, cover),
        )
        for cover in found
    ]
