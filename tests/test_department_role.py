"""On PostgreSQL the department's pages are read as a role that reaches no desk's figures (R12)."""

from __future__ import annotations

import io
import re

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.urls import reverse

from reporting import department_role
from reporting.actions import corrections, handover, inquiries, pinning
from reporting.department_role import READS
from reporting.models import (
    CorrectionReason,
    Handover,
    Kind,
    MonthlyReport,
    ProducerGroup,
    Publication,
    Role,
    SalesLine,
    WeeklyEntry,
)
from reporting.stats import nation, sheet
from reporting.stats.inquiries import figures
from tests import build
from tests.test_rights import PAGES, address, read, world  # noqa: F401 - a fixture

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

OCTOBER = build.OCTOBER
# Different at every request, though the page is the same.
CHANGING = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": ?"\w+"|nonce="[^"]+"')


def printed(name: str = "") -> list[str]:
    said = io.StringIO()
    call_command("department_role", *filter(None, [name]), stdout=said)
    return said.getvalue().splitlines()


@pytest.fixture
def limited(settings) -> str:
    """The role with exactly the printed grants; it goes with the test's transaction."""
    name = f"department_of_{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        for statement in printed(name):
            cursor.execute(statement)
    settings.OTOP_DEPARTMENT_ROLE = name
    return name


def asking() -> str:
    """The role that asks now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]


@pytest.fixture
def much(world, published, officer, province_staff):  # noqa: F811 - the fixture
    """The world of the rights with something on every page; the addresses of single things."""
    by, report = world[Role.DEPARTMENT], MonthlyReport.objects.get(pk=published.pk)
    wish = corrections.Wish([sheet.rows(report)[0].key], CorrectionReason.TWICE, "ยอดซ้ำ", effect=-400)
    corrections.ask(report=report, wish=wish, by=officer, now=build.NOW)
    handover.start(successor=None, words="", by=officer, now=build.NOW)
    pinned = pinning.pin(kind=Kind.DIRECTOR_MONTH, month=OCTOBER, on=None, by=by, now=build.NOW)
    line = report.lines.present().order_by("pk").first()
    asked = inquiries.ask(
        publication=Publication.objects.get(report=report),
        figure=figures(Publication.objects.get(report=report))[0],
        text="ถูกหรือไม่",
        by=by,
        now=build.NOW,
    )
    inquiries.write(inquiry=asked, text="ถูกต้อง", by=province_staff, now=build.NOW)
    one = {"inquiry_id": asked.pk, "pinned_id": pinned.pk, "user_id": province_staff.pk, "line_id": line.pk}
    found = {}
    for name, shown in PAGES.items():
        if "get" in shown.methods and Role.DEPARTMENT in shown.allowed:
            kwargs = {key: value for key, value in one.items() if key in shown.kwargs}
            own = type(shown)(shown.kind, shown.allowed, shown.methods, shown.kwargs | kwargs)
            found[name] = address(name, own, "own")
    return found


def test_every_page_of_the_department_is_as_before(much, world, client, limited, settings):  # noqa: F811
    queries = ("", "?on=2021-11-03&category=FOOD")
    client.force_login(world[Role.DEPARTMENT])
    wrong = []
    for name, url in much.items():
        for query in queries if name.startswith("nation") else ("",):
            settings.OTOP_DEPARTMENT_ROLE = ""
            before = page_of(client, url + query)
            settings.OTOP_DEPARTMENT_ROLE = limited
            if page_of(client, url + query) != before:
                wrong.append(name)
    assert wrong == []
    assert len(much) > 50


def page_of(client, url: str) -> tuple[int, bytes]:
    """The answer's status, and of a page what it says. A refusal by the database undoes nothing else."""
    client.handler._middleware_chain = None  # The middleware reads its setting when the server starts.
    try:
        with transaction.atomic():
            response = client.get(url, follow=True)  # What a redirect tells is told on its page.
            is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
            said = CHANGING.sub(b"", response.content) if is_page else b""
            read(response)
    except DatabaseError as refused:
        return 500, str(refused).encode()
    return response.status_code, said


WORKING = [model for model in apps.get_app_config("reporting").get_models() if model not in READS]


@pytest.mark.parametrize("model", WORKING, ids=lambda model: model.__name__)
def test_a_working_table_is_refused(db, limited, model):
    with (
        department_role.department_role(),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        model.objects.exists()


def test_the_tables_with_figures_of_the_desk_are_among_them():
    assert {SalesLine, WeeklyEntry} <= set(WORKING)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: list(ProducerGroup.objects.all()),
        lambda: list(Handover.objects.values_list("content")),
        lambda: Publication.objects.update(regular=0),
    ],
    ids=["the register", "what a pack says", "a changed figure"],
)
def test_more_than_is_open_is_refused(db, limited, ask):
    with (
        department_role.department_role(),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        ask()


def test_a_page_that_asked_a_working_line_would_be_refused(
    client, published, department, limited, monkeypatch
):
    def forgetful(**asked):
        with transaction.atomic():
            SalesLine.objects.exists()

    monkeypatch.setattr(nation, "by_category", forgetful)
    client.force_login(department)
    me = asking()
    with pytest.raises(ProgrammingError, match="permission denied for table reporting_salesline"):
        client.get(reverse("nation_month", args=[OCTOBER]))
    assert asking() == me


@pytest.mark.parametrize("role", [Role.PROVINCE, Role.AUDITOR])
def test_nobody_else_is_limited(client, published, limited, role, request, monkeypatch):
    person = request.getfixturevalue({Role.PROVINCE: "province_staff", Role.AUDITOR: "auditor"}[role])
    monkeypatch.setattr(department_role, "department_role", lambda: pytest.fail("was limited"))
    client.force_login(person)
    assert client.get(reverse("home")).status_code == 200


def test_what_the_department_does_is_done_as_before(client, october, department, limited):
    client.force_login(department)
    november = OCTOBER.next()
    client.post(reverse("month_open", args=[november]))
    assert MonthlyReport.objects.for_month(november).exists()


def test_a_file_is_read_as_the_role_until_its_end(client, published, department, limited):
    client.force_login(department)
    me = asking()
    response = client.get(reverse("nation_lines_export", args=(OCTOBER, "csv")))
    assert asking() == me
    parts = iter(response)
    next(parts)
    assert asking() == limited
    response._iterator.close()  # As the server does when the visitor goes away.
    assert asking() == me


def test_the_printed_statements_can_be_run_again_and_a_name_is_checked(db, limited):
    with connection.cursor() as cursor:
        for statement in printed(limited):
            cursor.execute(statement)
    with pytest.raises(CommandError, match="no name for a role"):
        printed("x; DROP TABLE")
