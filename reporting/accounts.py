"""Signing in: what allauth asks us, how long a session lasts, who needs a second factor.

Accounts are made by the administrator, the department or the province; nobody signs up. A session ends
twelve hours after its last page. Where a second factor is required, no page opens before one is set up, and
it cannot be given up.
"""

import time
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from reporting.deadlines import bangkok_date
from reporting.models import Cover, Inquiry, Notice, User

GetResponse = Callable[[HttpRequest], HttpResponse]

# A session in use is written at most this often (seconds); writing it at every page would cost a query each.
SESSION_REFRESH = 600


# Where the session keeps figures that were typed before it ended, and how many fields of them at most.
UNSAVED = "unsaved"
UNSAVED_FIELDS = 1000
# The pages that show again what was typed, or accepted from a spreadsheet, when the session ended.
KEEPS_UNSAVED = {"entry", "month_import", "fix"}


@lru_cache(maxsize=1)
def _people(today: date) -> QuerySet[User]:
    """Everybody with the own area, the numbers of what waits, and whether a cover names them as a substitute.

    The question is put together once a day and asked on every page: that takes half of the time.
    """
    unread = Subquery(Notice.objects.count_for(OuterRef("pk")))
    inquiries = Subquery(Inquiry.objects.count_for_each())
    covers = Cover.objects.not_over(today).filter(substitute=OuterRef("pk"))
    people = User.objects.select_related("district__province", "province")
    return people.annotate(
        unread_notices=Coalesce(unread, Value(0)),
        waiting_inquiries=Coalesce(inquiries, Value(0)),
        may_stand_in=Exists(covers),
    )


class Backend(AuthenticationBackend):
    def get_user(self, user_id: Any) -> User | None:
        """The person, with all that the menu says, in the one query of every page."""
        people = _people(bangkok_date(timezone.now()))
        return people.filter(pk=user_id, is_active=True).first()


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not settings.OTOP_REQUIRE_MFA


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Sends visitors to the sign-in. What was being saved when a session ended is not lost without a word.

    After signing in the person is back on the page where the form was, never on an address that only takes
    a form. Figures of the entry page, its import and returned lines are kept in the session and shown again.
    """

    def handle_no_permission(self, request: HttpRequest, view: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view)
        if request.accepts("application/json") and not request.accepts("text/html"):
            return JsonResponse({"refusal": "หมดเวลาการใช้งาน โปรดเข้าสู่ระบบอีกครั้ง"}, status=401)
        messages.warning(request, "หมดเวลาการใช้งาน รายการเมื่อครู่ยังไม่ได้บันทึก โปรดเข้าสู่ระบบแล้วทำรายการอีกครั้ง")
        back = request.headers.get("Referer", "")
        if request.resolver_match.url_name in KEEPS_UNSAVED:
            back = request.get_full_path()
            if len(request.POST) <= UNSAVED_FIELDS:
                request.session[UNSAVED] = {"path": request.path, "posted": request.POST.urlencode()}
        elif not url_has_allowed_host_and_scheme(back, {request.get_host()}):
            back = reverse("home")
        return redirect_to_login(urlunsplit(("", "", *urlsplit(back)[2:4], "")))


def take_unsaved(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page when the session ended; once, and None when there is nothing."""
    kept = request.session.get(UNSAVED)
    if not kept or kept["path"] != request.path:
        return None
    del request.session[UNSAVED]
    return QueryDict(kept["posted"])


class SlidingSessionMiddleware:
    """Moves the end of a session in use forward, by writing it again when the last writing is old enough."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            signed_in = request.user.last_login.timestamp() if request.user.last_login else 0
            if now - request.session.get("refreshed", signed_in) >= SESSION_REFRESH:
                request.session["refreshed"] = now
        return self.get_response(request)


class MethodMiddleware:
    """Says in words that an address does not take the method; Django's own answer is an empty page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            response.content = render_to_string("405.html", request=request)
        return response


class SecondFactorMiddleware:
    """Sends people without a second factor to its set-up, where `OTOP_REQUIRE_MFA` asks for one.

    Public pages and the account pages themselves stay open. The answer "has one" is kept in the session: it
    holds until the session ends because `MFAAdapter` lets nobody give it up.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if not settings.OTOP_REQUIRE_MFA or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name or ""
        if not getattr(view, "login_required", True) or name.startswith(("account_", "mfa_")):
            return None
        if not has_factors(request):
            messages.warning(request, "กรุณาตั้งค่าการยืนยันตัวตนสองขั้นตอนก่อนเข้าใช้งาน")
            return redirect("mfa_activate_totp")
        return None


def has_factors(request: HttpRequest) -> bool:
    """Whether somebody is signed in with all that is asked for; public pages show figures to nobody else."""
    if not request.user.is_authenticated:
        return False
    if not settings.OTOP_REQUIRE_MFA or request.session.get("second_factor"):
        return True
    if is_mfa_enabled(request.user):
        request.session["second_factor"] = True
        return True
    return False
