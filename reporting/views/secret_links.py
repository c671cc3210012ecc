"""What pages behind a secret address share: guesses are slowed down, and the address goes nowhere else.

No referrer, no search engine, and no line of the log (otop.logs). Without a referrer a browser does not say
where a form comes from, so these pages do without the safety mark of other forms: a form of another site
cannot know the address.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

GUESSES_PER_MINUTE = 20


def kept_apart(response: HttpResponse) -> HttpResponse:
    """The page with the heads that keep its address to itself."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def guesses_too_often(request: HttpRequest) -> bool:
    """Whether this address has tried more unknown links within a minute than anybody mistypes.

    allauth counts only what is sent by a form; a guess is a look.
    """
    key = f"link-guesses:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=60)
    try:
        return cache.incr(key) > GUESSES_PER_MINUTE
    except ValueError:  # The minute ended between the two lines.
        return False
