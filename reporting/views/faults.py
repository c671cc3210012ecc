"""The answer to a form whose safety mark is out of date: shown once more, so that no typing is lost.

Signing in gives out a new mark, so a page that was opened before carries an old one. What came from a page of
ours is shown to the person who is signed in, who may send it again with the new mark. It is never sent by
itself, and nothing that may have come from another site, no password and no file is ever offered again.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure as plain_answer

_MAX_BYTES = 1_000_000


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse the form (403); with a button to send it again where that is safe."""
    if not _may_send_again(request):
        return plain_answer(request, reason)
    posted = request.POST.lists()
    fields = [(name, value) for name, values in posted if name != "csrfmiddlewaretoken" for value in values]
    return render(request, "reporting/faults/again.html", {"fields": fields}, status=403)


def _may_send_again(request: HttpRequest) -> bool:
    page = request.resolver_match.url_name or ""
    return (
        request.method == "POST"
        and request.user.is_authenticated
        and _comes_from_us(request)
        and not page.startswith(("account_", "mfa_"))
        and int(request.META.get("CONTENT_LENGTH") or 0) < _MAX_BYTES
        and not request.FILES
        and not any("password" in name for name in request.POST)
    )


def _comes_from_us(request: HttpRequest) -> bool:
    """Whether the browser names a page of this very site as the form's origin, and no other."""
    ours = f"{request.scheme}://{request.get_host()}/"
    named = [request.headers.get("Origin"), request.headers.get("Referer")]
    sources = [f"{source}/" for source in named if source]
    return bool(sources) and all(source.startswith(ours) for source in sources)
