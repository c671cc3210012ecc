"""The weekly table against Django's own admin with an editable list of the same lines, in one run.

The admin is registered here and nowhere else. It is given what helps it: the producers are read with the
lines, and nothing is written to its log.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.handlers.wsgi import WSGIHandler
from django.template import Template
from django.test import RequestFactory, override_settings
from django.test.utils import _TestState
from django.urls import include, path, reverse

from reporting.models import SalesLine
from tests import build

pytestmark = [pytest.mark.bench, pytest.mark.django_db]

LINES = 100
AMOUNTS = ("regular", "transfer", "online")


class EditableLines(admin.ModelAdmin):
    list_display = ("group", "category", *AMOUNTS, "nil")
    list_editable = (*AMOUNTS, "nil")
    list_select_related = ("group",)
    list_per_page = LINES

    def has_view_permission(self, request, obj=None) -> bool:
        return True

    has_change_permission = has_module_permission = has_view_permission
    has_add_permission = has_delete_permission = lambda self, request, obj=None: False

    def get_actions(self, request) -> dict:
        return {}

    def log_change(self, request, obj, message) -> None:
        """Nothing: the log's table is not installed."""


site = admin.AdminSite()
site.has_permission = lambda request: True
site.register(SalesLine, EditableLines)

urlpatterns = [path("compared/", site.urls), path("", include("otop.urls"))]
LIST = "/compared/reporting/salesline/"


class Browser:
    """Asks as the server is asked, without the test client's recording."""

    def __init__(self, session: str) -> None:
        self.handler, self.factory = WSGIHandler(), RequestFactory()
        self.factory.cookies[settings.SESSION_COOKIE_NAME] = session

    def get(self, url: str) -> str:
        response = self.handler.get_response(self.factory.get(url))
        assert response.status_code == 200
        return response.content.decode()

    def post(self, url: str, fields: dict[str, str]) -> None:
        form = "application/x-www-form-urlencoded"
        request = self.factory.post(url, urlencode(fields), content_type=form)
        request._dont_enforce_csrf_checks = True
        assert self.handler.get_response(request).status_code == 302


@pytest.fixture
def month(report, officer):
    build.producers(LINES, district="4302", by=officer)
    build.enter(report, by=officer)
    return report


@pytest.fixture
def browser_of_officer(month, client, officer, monkeypatch):
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    client.force_login(officer)
    return Browser(client.cookies[settings.SESSION_COOKIE_NAME].value)


@pytest.mark.parametrize("what", ["page", "save"])
@override_settings(ROOT_URLCONF=__name__, INSTALLED_APPS=[*settings.INSTALLED_APPS, "django.contrib.admin"])
def test_against_the_admin(browser_of_officer, month, compare, what):
    at = {"district_code": "4302", "month": month.fiscal_month}
    desk = reverse("entry", kwargs=at) + "?week=1"
    ours, theirs = browser_of_officer.get(desk), browser_of_officer.get(LIST)
    assert len(re.findall(r'name="form-\d+-regular"', theirs)) == LINES == ours.count('-regular"')
    if what == "page":
        one, other = (lambda: browser_of_officer.get(LIST)), (lambda: browser_of_officer.get(desk))
    else:
        one = saving(browser_of_officer, LIST, admin_fields())
        other = saving(browser_of_officer, desk, desk_fields())
    turns = 15 if what == "page" else 3
    compare(f"{what} of {LINES} lines: weekly table / Django's admin", other, one, bar=0.1, turns=turns)


def saving(browser: Browser, url: str, fields):
    """A call that saves other figures in every row each time."""
    figures = iter(range(1, 10_000))
    return lambda: browser.post(url, fields(next(figures)))


def admin_fields():
    ids = list(SalesLine.objects.order_by("-pk").values_list("pk", flat=True))
    fixed = {"form-TOTAL_FORMS": LINES, "form-INITIAL_FORMS": LINES, "form-MIN_NUM_FORMS": 0, "_save": "1"}
    fixed |= {f"form-{at}-id": pk for at, pk in enumerate(ids)}

    def fields(figure: int) -> dict:
        return fixed | {f"form-{at}-{name}": f"{figure}.00" for at in range(LINES) for name in AMOUNTS}

    return fields


def desk_fields():
    keys = [
        f"r-{group}-{category}-" for group, category in SalesLine.objects.values_list("group", "category")
    ]
    seen = ["100.00|20.00|5.50"]

    def fields(figure: int) -> dict:
        before = seen.pop()
        seen.append("|".join([f"{figure}.50"] * 3))
        typed = {key + name: f"{figure}.50" for key in keys for name in AMOUNTS}
        return {"week": 1, "page": 1} | typed | {key + "seen": before for key in keys}

    return fields
