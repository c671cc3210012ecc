"""The page behind the link by which a person chooses the own password: no account, and no cookie."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from reporting.actions import account_links
from reporting.errors import Refusal, WrongState
from reporting.forms.accounts import OwnPasswordForm
from reporting.models import AccountLink

from . import secret_links
from .common import SAVED, require_form

UNKNOWN = "ไม่พบลิงก์นี้ ที่อยู่อาจคัดลอกมาไม่ครบ โปรดเปิดจากข้อความที่ได้รับ หรือขอลิงก์ใหม่จากผู้ดูแลบัญชีของท่าน"
TOO_OFTEN = "เปิดลิงก์หรือส่งรหัสผ่านหลายครั้งเกินไป โปรดรอ 5 นาทีแล้วลองใหม่"


@login_not_required
@csrf_exempt
@never_cache
@require_form
def own_password(request: HttpRequest, token: str) -> HttpResponse:
    """The form, or the sentence of a link that leads nowhere; looking uses nothing up."""
    link = AccountLink.objects.behind(token).select_related("account__district__province").first()
    if link is not None:
        return secret_links.kept_apart(_page(request, link))
    too_often = secret_links.guesses_too_often(request)
    return secret_links.kept_apart(
        _over(request, TOO_OFTEN, 429) if too_often else _over(request, UNKNOWN, 404)
    )


def _page(request: HttpRequest, link: AccountLink) -> HttpResponse:
    now, sent = timezone.now(), request.method == "POST"
    form = OwnPasswordForm(request.POST if sent else None)
    try:
        account_links.require_usable(link, link.account, now=now)
        if sent and not ratelimit.consume(request, action="own_password", key=link.token_sha256):
            return _over(request, TOO_OFTEN, 429)
        if form.is_valid():
            account_links.use(link=link, password=form.cleaned_data["password"], now=now)
            messages.success(request, f"{SAVED} ตั้งรหัสผ่านแล้ว เข้าสู่ระบบด้วยชื่อผู้ใช้ {link.account.username}")
            return redirect("account_login")
    except WrongState as over:
        return _over(request, str(over), 410)
    except Refusal as refusal:
        form.add_error("password", str(refusal))
    context = {"form": form, "account": link.account, "expires": link.expires_at}
    return render(request, "reporting/account/own_password.html", context, status=422 if sent else 200)


def _over(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "reporting/account/no_link.html", {"sentence": sentence}, status=status)
