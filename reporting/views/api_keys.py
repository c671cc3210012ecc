"""The department's page of the keys of open data: given, shown once, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reporting.access import Permission, needs
from reporting.actions import api_keys
from reporting.forms.open_data import KeyForm
from reporting.models import ApiKey

from .common import SAVED, require_form


@require_form
@never_cache
@needs(Permission.MANAGE_KEYS)
def keys(request: HttpRequest) -> HttpResponse:
    """All keys, the newest first. The answer to a POST shows the new one, for this time only."""
    form = KeyForm(request.POST if request.method == "POST" else None)
    secret, status = "", 200
    if form.is_valid():
        _, secret = api_keys.make_key(name=form.cleaned_data["name"], by=request.user, now=timezone.now())
        form = KeyForm()
    elif form.is_bound:
        status = 422
    found = ApiKey.objects.select_related("made_by", "revoked_by")
    context = {"form": form, "secret": secret, "keys": found}
    return render(request, "reporting/open_data/keys.html", context, status=status)


@require_POST
@needs(Permission.MANAGE_KEYS)
def key_revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """End a key at once."""
    key = api_keys.revoke_key(key=get_object_or_404(ApiKey, pk=key_id), by=request.user, now=timezone.now())
    messages.success(request, f"{SAVED} กุญแจของ {key.name} ใช้ไม่ได้แล้ว")
    return redirect("keys")
