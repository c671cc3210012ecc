"""One account: made, worded anew, moved, ended and begun again, and the link for its password.

An account outside one's area is not found; one that is seen but not one's own to manage is 403.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reporting import access
from reporting.access import Permission, needs
from reporting.actions import account_links, accounts
from reporting.errors import Refusal
from reporting.formats import thai_datetime
from reporting.forms.accounts import EndForm, LostForm, MoveForm, NewAccountForm, PersonForm
from reporting.models import AccountLink, User

from .common import SAVED, public_address, require_form, show_refusal

# Where the session keeps which link is to be shown on the next page; the link itself is not kept in it.
SHOWN_ONCE = "account_link"

View = Callable[..., HttpResponse]


def on_account(view: View) -> View:
    """Decorate a view that changes an account: it gets the account. A Refusal is told on its page."""

    @wraps(view)
    @needs(Permission.MANAGE_USERS)
    def guarded(request: HttpRequest, user_id: int) -> HttpResponse:
        account = _account_or_404(request, user_id)
        if not access.may_manage(request.user, account):
            raise PermissionDenied
        try:
            return view(request, account)
        except Refusal as refusal:
            show_refusal(request, refusal)
            return redirect("user", user_id=user_id)

    return guarded


@require_form
@needs(Permission.MANAGE_USERS)
def user_new(request: HttpRequest) -> HttpResponse:
    """A new account; its page then shows the link for its person."""
    form = NewAccountForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        said = {"username": form.cleaned_data["username"], "person": form.person, "post": form.post}
        try:
            account, link = accounts.make(**said, by=request.user, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _with_link(request, account, link, "เพิ่มบัญชีแล้ว")
    context = {"form": form}
    return render(request, "reporting/account/new.html", context, status=422 if form.is_bound else 200)


@require_form
@never_cache
@needs(Permission.SEE_USERS)
def user(request: HttpRequest, user_id: int) -> HttpResponse:
    """What is known of an account, and the form of whoever looks after it."""
    account = _account_or_404(request, user_id)
    manages, sent = access.may_manage(request.user, account), request.method == "POST"
    if sent and not manages:
        raise PermissionDenied
    form = PersonForm(request.POST) if sent else PersonForm.of(account)
    if form.is_valid():
        try:
            accounts.edit(account=account, person=form.person, by=request.user, now=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAVED)
            return redirect("user", user_id=user_id)
    context = {"account": account, "form": form, "manages": manages, **_links(request, account)}
    context["may_be_covered"] = access.has_permission(account, Permission.HAND_OVER)
    return render(request, "reporting/account/account.html", context, status=422 if sent else 200)


@require_POST
@on_account
def user_link(request: HttpRequest, account: User) -> HttpResponse:
    """A link for a password that was forgotten, or an invitation once more."""
    link = account_links.give(account=account, by=request.user, now=timezone.now())
    return _with_link(request, account, link, "ออกลิงก์แล้ว ลิงก์เดิมใช้ไม่ได้อีก")


@require_form
@on_account
def user_move(request: HttpRequest, account: User) -> HttpResponse:
    """Another area or role, after saying what ends."""
    initial = {name: getattr(account, name) for name in ("role", "district", "province", "position")}
    form = MoveForm(request.POST or None, by=request.user, initial=initial)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("position", "hand_over")}
        moved = accounts.move(account=account, post=form.post, **said, by=request.user, now=timezone.now())
        messages.success(request, f"{SAVED} {moved} อยู่ที่{moved.place}แล้ว สิทธิในที่เดิมสิ้นสุดทันที")
        return redirect("user", user_id=account.pk)
    return _asked(request, account, form, "reporting/account/move.html")


@require_form
@on_account
def user_lost(request: HttpRequest, account: User) -> HttpResponse:
    """Away with a second factor that is lost, with the reason."""
    form = LostForm(request.POST or None)
    if form.is_valid():
        return _forget_factors(request, account, form.cleaned_data["reason"])
    context = {"account": account, "form": form}
    return render(request, "reporting/account/lost.html", context, status=422 if form.is_bound else 200)


@reauthentication_required
def _forget_factors(request: HttpRequest, account: User, reason: str) -> HttpResponse:
    """By someone who has just said again who they are."""
    account, link = accounts.forget_factors(
        account=account, reason=reason, by=request.user, now=timezone.now()
    )
    return _with_link(request, account, link, "ล้างการยืนยันตัวตนสองชั้นแล้ว โปรดส่งลิงก์ให้เจ้าของบัญชี")


@require_form
@on_account
def user_end(request: HttpRequest, account: User) -> HttpResponse:
    """End an account, with the reason."""
    form = EndForm(request.POST or None)
    if form.is_valid():
        accounts.deactivate(account=account, **form.cleaned_data, by=request.user, now=timezone.now())
        messages.success(request, f"{SAVED} ปิดใช้งานบัญชี {account.username} แล้ว")
        return redirect("user", user_id=account.pk)
    return _asked(request, account, form, "reporting/account/end.html")


@require_POST
@on_account
def user_revive(request: HttpRequest, account: User) -> HttpResponse:
    """Begin an ended account again; a new password is chosen through a new link."""
    account, link = accounts.activate(account=account, by=request.user, now=timezone.now())
    return _with_link(request, account, link, "เปิดใช้งานบัญชีอีกครั้งแล้ว")


def _account_or_404(request: HttpRequest, user_id: int) -> User:
    found = User.objects.visible_to(request.user).select_related("district__province", "province")
    return get_object_or_404(found, pk=user_id)


def _asked(request: HttpRequest, account: User, form: Any, template: str) -> HttpResponse:
    """The form of a move or an end; the pack is offered where there is anything to hand over."""
    if not accounts.can_leave_pack(account):
        del form.fields["hand_over"]
    context = {"account": account, "form": form}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _with_link(request: HttpRequest, account: User, link: AccountLink, done: str) -> HttpResponse:
    """To the account's page, which shows the link this once."""
    request.session[SHOWN_ONCE] = link.pk
    messages.success(request, f"{SAVED} {done}")
    return redirect("user", user_id=account.pk)


def _links(request: HttpRequest, account: User) -> dict[str, Any]:
    """The newest link's standing; its address and the words to send it, on the page after it was made."""
    newest = account.links.select_related("made_by", "mail").first()
    found: dict[str, Any] = {"link": newest, "link_open": bool(newest and newest.is_usable(timezone.now()))}
    if newest and request.session.get(SHOWN_ONCE) == newest.pk:
        del request.session[SHOWN_ONCE]
        url = public_address(request, reverse("own_password", args=(newest.token,)))
        words = (
            f"เรียน {account.full_name}\nโปรดเปิดลิงก์นี้เพื่อตั้งรหัสผ่านของท่านในระบบยอดจำหน่าย OTOP\n{url}\n"
            f"ชื่อผู้ใช้ {account.username} ลิงก์ใช้ได้ครั้งเดียว ถึง {thai_datetime(newest.expires_at)} โปรดอย่าส่งต่อ"
        )
        found |= {"url": url, "words": words, "mailed": hasattr(newest, "mail")}
    return found
