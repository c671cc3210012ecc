"""การแจ้งเตือน: where a person's letters go; and for the administrator, the letters that could not be sent."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from reporting.access import Permission, needs
from reporting.actions import outbox, users
from reporting.forms.mail import MailForm
from reporting.models import Mail, MailState

from .common import SAVED, require_form

LETTERS_PER_PAGE = 50


@require_form
def mail_settings(request: HttpRequest) -> HttpResponse:
    """The person's own address, and whether letters are wanted."""
    user = request.user
    posted = request.POST if request.method == "POST" else None
    form = MailForm(posted, initial={"email": user.email, "wants_mail": user.wants_mail})
    if form.is_valid():
        users.choose_mail(user=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, SAVED)
        return redirect("mail_settings")
    context = {"form": form, "sends_mail": settings.OTOP_SENDS_MAIL}
    return render(request, "reporting/mail/mail_settings.html", context, status=422 if form.is_bound else 200)


@require_safe
@needs(Permission.SEE_MAIL)
def mail_failed(request: HttpRequest) -> HttpResponse:
    """Letters that were given up, each with the reason, the newest first; how many still wait."""
    given_up = Mail.objects.with_context().filter(state=MailState.FAILED)
    page = Paginator(given_up, LETTERS_PER_PAGE).get_page(request.GET.get("page"))
    waiting = Mail.objects.filter(state=MailState.WAITING).count()
    context = {"page": page, "waiting": waiting, "sends_mail": settings.OTOP_SENDS_MAIL}
    return render(request, "reporting/mail/mail_failed.html", context)


@require_POST
@needs(Permission.SEE_MAIL)
def mail_again(request: HttpRequest, mail_id: int) -> HttpResponse:
    """Try a letter again that was given up; a repeated press has no other effect."""
    mail = get_object_or_404(Mail.objects.with_context(), pk=mail_id)
    outbox.send_again(mail=mail, by=request.user, now=timezone.now())
    messages.success(request, f"{SAVED} ระบบจะส่งอีเมลถึง {mail.person} อีกครั้ง")
    return redirect("mail_failed")
