"""What the tests of the desk's pages share: addresses, and reading what a page told its user."""

from __future__ import annotations

import re

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.urls import reverse

from tests import build


def at(name: str, *, district: str = "4302", month=build.OCTOBER) -> str:
    """The address of a page of a district-month; ท่าบ่อ in October 2564 BE unless told."""
    return reverse(name, args=(district, month))


def told(response: HttpResponse) -> list[str]:
    """The messages that a response leaves for the next page, in words: a link in them is its words."""
    return [re.sub(r"</?a\b[^>]*>", "", str(message)) for message in get_messages(response.wsgi_request)]


def login_url(path: str) -> str:
    return f"{reverse('account_login')}?next={path}"


def seen(report) -> list[str]:
    """The hidden fields of a page with all present lines, "17:3" each."""
    return [f"{pk}:{version}" for pk, version in build.versions(report).items()]


def text_of(response: HttpResponse) -> str:
    """The page with runs of white space as one space, for finding sentences in it."""
    return " ".join(response.content.decode().split())
