"""กล่องแจ้งเตือน: what a person was told, the newest first, and the press that says it has been read."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reporting import badges, telling
from reporting.actions import notices
from reporting.badges import Badge
from reporting.models import Notice

from .common import SAVED, number

NOTICES_PER_PAGE = 30


@dataclass(frozen=True)
class Row:
    """One notice with its badge, and the address of the page that it is about."""

    notice: Notice
    badge: Badge
    url: str


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything the person was told; looking leaves it unread.

    Under a cover what the absent person was told, who alone says what has been read.
    """
    user = request.user
    told = (user.cover.absent if user.cover else user).notices
    told = told.select_related("month", "report", "user")
    page = Paginator(told, NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    rows = [Row(notice, badges.badge(notice.kind), telling.place(notice)) for notice in page]
    return render(request, "reporting/inbox/inbox.html", {"page": page, "rows": rows})


@require_POST
def inbox_read(request: HttpRequest) -> HttpResponse:
    """Mark one notice as read, and go to its page where that is wanted; or all that were on the screen."""
    if request.user.cover:
        raise PermissionDenied
    now = timezone.now()
    if "all" in request.POST:
        count = notices.mark_all_read(user=request.user, up_to=number(request.POST["all"]), now=now)
        messages.success(request, f"{SAVED} อ่านแล้ว {count} เรื่อง")
        return redirect("inbox")
    wanted = number(request.POST.get("open") or request.POST.get("read"))
    notice = request.user.notices.select_related("report", "month").filter(pk=wanted).first()
    if notice is None:
        raise Http404
    notices.mark_read(user=request.user, ids=[notice.pk], now=now)
    return redirect(telling.place(notice) if "open" in request.POST else "inbox")
