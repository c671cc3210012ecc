"""Open data for machines: published sums as JSON and CSV to whoever has a key, and the page about it.

A key comes in the Authorization header, never in an address, which logs keep. Nothing is known here of a
person: no session is asked or made.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from reporting.actions import api_keys
from reporting.deadlines import bangkok_date
from reporting.forms.open_data import OpenDataForm
from reporting.models import ApiKey
from reporting.stats import open_data

from .common import public_address

NO_KEY = "โปรดส่งกุญแจที่กรมฯ ให้ไว้ในหัวเรื่อง Authorization: Bearer …"
TOO_MANY = "เรียกข้อมูลบ่อยเกินไป โปรดรอ 1 นาทีแล้วเรียกใหม่"

Answer = Callable[[HttpRequest, list, dict], HttpResponse]


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """The columns and parameters, for everybody."""
    context = {
        "columns": open_data.COLUMNS,
        "parameters": OpenDataForm(),
        "address": public_address(request, reverse("open_data_json")),
        "per_page": open_data.TOTALS_PER_PAGE * 3,
        "per_minute": settings.OTOP_OPEN_DATA_PER_MINUTE,
    }
    return render(request, "reporting/open_data/about.html", context)


def _with_key(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """401 without a valid key, 429 when it is used too often; the day of its use is kept."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        own = ApiKey.objects.valid().filter(key_sha256=api_keys.hash_of(secret.strip()))
        key = own.first() if kind.lower() == "bearer" else None
        asker = f"key {key.pk}" if key else f"address {get_adapter().get_client_ip(request)}"
        if _asks_too_often(asker):
            return _refused(TOO_MANY, status=429)
        if key is None:
            response = _refused(NO_KEY, status=401)
            response["WWW-Authenticate"] = "Bearer"
            return response
        api_keys.note_use(key=key, today=bangkok_date(timezone.now()))
        response = view(request)
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Authorization"])
        return response

    return guarded


def _asks_too_often(asker: str) -> bool:
    """Count a request; whether the asker has made more of them than a minute may have.

    Who guesses at keys is slowed down like who has one. allauth's counters leave GET out.
    """
    name = f"open-data {asker} {_minute()}".replace(" ", ":")
    cache.add(name, 0, timeout=120)
    try:
        return cache.incr(name) > settings.OTOP_OPEN_DATA_PER_MINUTE
    except ValueError:  # It has just been cleared.
        return False


def _minute() -> int:
    return int(timezone.now().timestamp()) // 60


@login_not_required
@require_safe
@_with_key
def totals_json(request: HttpRequest) -> HttpResponse:
    return _answered(request, _as_json)


@login_not_required
@require_safe
@_with_key
def totals_csv(request: HttpRequest) -> HttpResponse:
    return _answered(request, _as_csv)


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    """One page of the sums; 304 where nothing was published since, 400 for a parameter that cannot be."""
    form = OpenDataForm(request.GET)
    if not form.is_valid():
        return _refused(form.errors, status=400)
    etag = f'"{open_data.state_of(request.get_full_path())}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        pages = Paginator(open_data.totals(**form.scope), open_data.TOTALS_PER_PAGE)
        page = pages.get_page(form.cleaned_data["page"] or 1)
        asked = request.GET.dict() | {"page": page.number + 1}
        following = public_address(request, f"{request.path}?{urlencode(asked)}") if page.has_next() else ""
        about_page = {"page": page.number, "pages": pages.num_pages, "next": following}
        response = answer(request, list(page), about_page)
        if following:
            response["Link"] = f'<{following}>; rel="next"'
    response["ETag"] = etag
    return response


def _as_json(request: HttpRequest, totals: list, about_page: dict) -> HttpResponse:
    return _json(about_page | {"rows": list(open_data.rows(totals))})


def _refused(reason: Any, *, status: int) -> HttpResponse:
    return _json({"error": reason}, status=status)


def _json(content: dict[str, Any], **kwargs: Any) -> JsonResponse:
    """Thai is written as it is read."""
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False}, **kwargs)


def _as_csv(request: HttpRequest, totals: list, about_page: dict) -> HttpResponse:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(open_data.COLUMNS), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(open_data.rows(totals))
    return HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
