"""Standing in for somebody: which covers a person may take up, and the request that is made under one.

A person chooses to act in another's stead, and the session keeps the cover. Every request asks anew whether
it still runs; from the first one after its end on, everything is the own desk again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from reporting import badges
from reporting.badges import Badge
from reporting.deadlines import bangkok_date
from reporting.models import Cover, Inquiry, Notice, User

GetResponse = Callable[[HttpRequest], HttpResponse]

# Where the session keeps the cover under which its person acts.
TAKEN = "cover"


@dataclass(frozen=True)
class Offer:
    """A cover that names the person as the substitute; it can be taken up while it `runs`."""

    cover: Cover
    badge: Badge
    runs: bool


def offers(user: User) -> list[Offer]:
    """Whose work this person may take up now or later; none while one is taken up. At most 1 query."""
    if user.cover or not user.may_stand_in:
        return []
    today = bangkok_date(timezone.now())
    own = Cover.objects.not_over(today).filter(substitute=user.pk, absent__is_active=True)
    return [
        Offer(cover, badges.for_cover(cover, today=today), cover.has_begun(today))
        for cover in own.with_people().order_by("starts_on", "pk")
    ]


def take(request: HttpRequest, cover_id: int) -> Cover | None:
    """Act under a cover from the next request on; None when it is not the person's, or does not run today."""
    cover = _running(request.user, cover_id)
    if cover is not None:
        request.session[TAKEN] = cover.pk
    return cover


def leave(request: HttpRequest) -> None:
    """Back to the own desk, from the next request on."""
    request.session.pop(TAKEN, None)


def _running(user: User, cover_id: int) -> Cover | None:
    """The cover, if this person may act under it today; with the numbers of what waits for the absent one."""
    unread = Subquery(Notice.objects.count_for(OuterRef("absent")))
    running = Cover.objects.running(bangkok_date(timezone.now())).with_people()
    # A cover has the columns of a person's place, and so what waits for that office is counted alike.
    inquiries = Subquery(Inquiry.objects.count_for_each())
    running = running.annotate(
        unread_notices=Coalesce(unread, Value(0)), waiting_inquiries=Coalesce(inquiries, Value(0))
    )
    return running.filter(pk=cover_id, substitute=user.pk).first()


class CoverMiddleware:
    """Lets the person of the request act in the stead of whom the session says, while that cover runs.

    The request that finds it over does nothing else: what it carried was meant for a desk that is not the
    person's any more. It leads home, with a sentence.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        taken = request.session.get(TAKEN)
        if taken is None or not request.user.is_authenticated:
            return self.get_response(request)
        if cover := _running(request.user, taken):
            request.user.act_under(cover)
            request.user.unread_notices = cover.unread_notices
            request.user.waiting_inquiries = cover.waiting_inquiries
            return self.get_response(request)
        return self._over(request, taken)

    def _over(self, request: HttpRequest, taken: int) -> HttpResponse:
        leave(request)
        looked = request.method in ("GET", "HEAD")
        cover = Cover.objects.with_people().get(pk=taken)
        said = f"การปฏิบัติหน้าที่{cover.in_stead} ({cover.post}) สิ้นสุดแล้ว ท่านกลับมาที่งานของตนเอง"
        said += "" if looked else " รายการเมื่อครู่ไม่ได้บันทึก"
        if request.accepts("application/json") and not request.accepts("text/html"):
            return JsonResponse({"refusal": said}, status=409)
        messages.warning(request, said)
        return self.get_response(request) if looked and request.path == reverse("home") else redirect("home")
