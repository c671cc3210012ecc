"""The world that the machine drives: two districts of one province and one month, and the machine's books.

The world is made once for a run; each example works on it behind a savepoint and leaves no trace. What the
machine knows by itself – who moved what, which figures were ticked, published and returned – stands in its
books, and `always` compares them with the database.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from decimal import Decimal

from django.db import transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from reporting import access
from reporting.errors import NotAllowed, Refusal
from reporting.models import Category, MonthlyReport, Role, SalesLine, User
from reporting.stats import sheet
from tests import build

PEOPLE = [
    ("officer", Role.OFFICER, {"district": "4302"}),
    ("chief", Role.DEVELOPMENT_OFFICER, {"district": "4302"}),
    ("neighbour", Role.DEVELOPMENT_OFFICER, {"district": "4301"}),
    ("stranger", Role.DEVELOPMENT_OFFICER, {"district": "4101"}),
    ("staff", Role.PROVINCE, {"province": "43"}),
    ("other_staff", Role.PROVINCE, {"province": "41"}),
    ("department", Role.DEPARTMENT, {}),
    ("auditor", Role.AUDITOR, {}),
    ("administrator", Role.ADMINISTRATOR, {}),
]
DISTRICTS = st.sampled_from(["4302", "4302", "4302", "4301"])
# Mostly the person whose work it is (None), sometimes anybody.
WHO = st.one_of(st.none(), st.none(), st.none(), st.sampled_from([name for name, _, _ in PEOPLE]))
AMOUNT = st.decimals(min_value=0, max_value=Decimal("999999.99"), places=2)
PICK = st.integers(min_value=0, max_value=9)


def make() -> None:
    """Places, people, the open month, and two producers with three roster pairs in each district."""
    build.places()
    people = {name: build.person(name, role, **area) for name, role, area in PEOPLE}
    build.open_month(build.OCTOBER, by=people["department"])
    for district, person in (("4302", "officer"), ("4301", "neighbour")):
        by = people[person]
        build.producer("กลุ่มหนึ่ง", district=district, by=by, categories=(Category.FOOD, Category.HERB))
        build.producer("กลุ่มสอง", district=district, by=by, categories=(Category.TEXTILE,))
    World.people, World.steps = people, 0
    World.window = Client()
    World.window.force_login(people["department"])
    World.pages = {code: build.report_of(code) for code in ("4301", "4302")}


class World(RuleBasedStateMachine):
    people: dict[str, User]
    window: Client
    """The department's browser."""
    pages: dict[str, MonthlyReport]
    """District code → its report as it stood when the run began. Whoever acts may have so old a page open; an
    action has to read the report anew, and a rule that needs the present state does so itself."""
    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()
        self.now = build.NOW
        self.changes = 0
        self.moves: dict[int, list[str]] = {}
        self.published: dict[tuple[int, int], tuple[str, Decimal]] = {}
        self.figures: dict[tuple[int, int], dict[int, tuple]] = {}
        self.current: dict[int, tuple[int, Decimal]] = {}
        self.ticked: dict[tuple[str, int], tuple] = {}
        self.frozen: dict[int, dict[int, tuple]] = {}
        self.returned: dict[int, dict[int, tuple]] = {}
        self.answers: dict[int, dict[int, str]] = {}

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:  # Otherwise the example has failed already, and says why.
                self.check_all()
        finally:
            transaction.set_rollback(True)
            self.savepoint.__exit__(None, None, None)

    def check_all(self) -> None:
        """Everything that must hold at the end of an example; the classes that know it add to it."""

    def right_person(self, report: MonthlyReport, duty: str) -> User:
        if duty == "province":
            return self.people["staff"]
        if report.district_id == "4301":
            return self.people["neighbour"]
        return self.people["officer" if duty == "enter" else "chief"]

    def act(
        self,
        permission: access.Permission,
        area: access.Area,
        who: str | None,
        duty: str,
        call: Callable[[User], object],
    ):
        """Carry out one action by somebody; a wrong person must be refused for being the wrong one."""
        World.steps += 1
        self.now += dt.timedelta(seconds=1)
        by = self.people[who] if who else self.right_person(area, duty)
        allowed = access.can(by, permission, area)
        try:
            done = call(by)
        except NotAllowed:
            # The department's part of reopening depends on the month as well as on the role.
            assert not allowed or permission == access.Permission.REOPEN
            return None
        except Refusal as refusal:
            assert allowed, f"{by} was refused for another reason than the missing right: {refusal}"
            return None
        assert allowed, f"{by} may not do this"
        self.changes += 1
        return done

    def moved(self, done) -> bool:
        """Book a move; a repeat must not count."""
        if done is None or done.repeated:
            return False
        self.moves.setdefault(done.report.pk, []).append(done.transition.action)
        return True

    def stamp(self, report: MonthlyReport, name: str) -> object:
        """A column of the report as it stands now."""
        return MonthlyReport.objects.values_list(name, flat=True).get(pk=report.pk)

    def rows(self, report: MonthlyReport) -> list[sheet.SheetRow]:
        return sheet.with_weeks(sheet.rows(report))

    def unchanged(self, report: MonthlyReport) -> set[int]:
        """The returned lines that say what they said when they came back."""
        now = {line.pk: meaning(line) for line in SalesLine.objects.filter(report=report)}
        return {pk for pk, before in self.returned.get(report.pk, {}).items() if now[pk] == before}


def meaning(line: SalesLine) -> tuple:
    """What a tick vouches for."""
    return (*line.amounts, line.nil, line.is_removed, line.producer_type)
