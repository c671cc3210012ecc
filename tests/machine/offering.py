"""What is offered on a page is what its action accepts, and nothing else.

Somebody opens a page; each button that is or is not on it is pressed behind a savepoint, with good input. The
page's button must never be refused, and what it does not offer must change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest import mock

from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from reporting import access
from reporting.actions import corrections, groups, removal, sales, ticks, workflow
from reporting.actions.corrections import Wish
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.errors import Refusal
from reporting.models import AuditEvent, Category, CorrectionReason, MonthlyReport, Publication, User
from reporting.stats import correctable, desk
from reporting.views.correction_page import CorrectionPage
from reporting.views.entry_notices import Notices
from reporting.views.sheet_page import SheetPage
from tests import build

from .correcting import Correcting
from .world import DISTRICTS, PEOPLE, PICK

# The people of the two districts' own offices, and those who decide above them.
AT_THE_DESK = st.sampled_from(["officer", "chief", "neighbour", "staff"])
ANYBODY = st.sampled_from([name for name, _, _ in PEOPLE])


class Offering(Correcting):
    @rule(code=DISTRICTS, who=AT_THE_DESK, fetched=st.sampled_from([True, False, False, False]))
    def the_buttons_of_the_sheet(self, code, who, fetched):
        report, by = self.read(code), self.people[who]
        if not access.can(by, access.Permission.SEE_DESK, report):
            return
        page = SheetPage(report, by, page=1, now=self.now)
        ready = not page.open_count
        offered = {name: page.press[name] for name in ("withdraw", "return_lines")}
        offered |= {name: page.press[name] and ready for name in ("submit", "publish")}
        line = next(iter(build.versions(report)), 0)
        items = [workflow.LineToReturn(line, "OTHER", "โปรดตรวจ")]
        who_when = {"report": report, "by": by, "now": self.now}
        self.compare("submit", offered["submit"], lambda: workflow.submit(**who_when))
        self.compare("withdraw", offered["withdraw"], lambda: workflow.withdraw(reason="ขอแก้", **who_when))
        self.compare(
            "return", offered["return_lines"], lambda: workflow.return_lines(lines=items, **who_when)
        )
        self.compare("publish", offered["publish"], lambda: workflow.publish(**who_when))
        for level in Level:
            seen = build.versions(report)
            self.compare(
                f"tick_{level}",
                page.level is level,
                lambda level=level, seen=seen: ticks.tick(level=level, seen=seen, **who_when),
            )
        if fetched:
            self.the_fetched_sheet(report, by, offered)

    def the_fetched_sheet(self, report: MonthlyReport, by: User, offered: dict[str, bool]) -> None:
        """The page as the browser gets it has these buttons, and leads to no other action."""
        browser = Client()
        browser.force_login(by)
        where = (report.district_id, report.fiscal_month)
        with mock.patch("django.utils.timezone.now", return_value=self.now):
            page = browser.get(reverse("sheet", args=where)).content.decode()
        found = {name: f'"{reverse(name, args=where)}"' in page for name in offered}
        assert found == offered

    @rule(code=DISTRICTS, who=AT_THE_DESK, pick=PICK)
    def a_row_of_the_desk(self, code, who, pick):
        report, by = self.read(code), self.people[who]
        if not access.can(by, access.Permission.ENTER, report):
            return
        shown = desk.rows(report)
        notices = Notices(report, by, shown, now=self.now)
        who_when = {"report": report, "by": by, "now": self.now}
        rows = self.rows(report)
        row = rows[pick % len(rows)]
        if row.line and row.line.is_removed:
            again = {"line_id": row.line.pk, **who_when}
            self.compare("restore", notices.may_restore(row.line), lambda: removal.restore_line(**again))
        else:
            entry = row.weeks.get(1)
            seen = Cell(entry.amounts if entry else None, nil=bool(row.line and row.line.nil))
            typed = WeekRow(*row.key, seen=seen, wanted=Cell(build.amounts("98765.43")))
            may = any(notices.may_change(one) for one in shown if one.key == row.key)
            self.compare("type", may, lambda: save(typed, who_when))
        self.an_added_row(notices, who_when)

    def an_added_row(self, notices: Notices, who_when: dict[str, Any]) -> None:
        """A correction takes the pairs that were granted only; without a grant any new one will do."""
        report = self.read(notices.report.district_id)
        known = {row.key for row in self.rows(report)}
        own = report.district.groups.order_by("id")
        pairs = [(group, category) for group in own for category in Category]
        new = [pair for pair in pairs if (pair[0].pk, pair[1]) not in known]
        if granted := self.granted.get(report.pk):
            new = [pair for pair in new if (pair[0].pk, pair[1]) in granted.pairs]
        if new:
            group, category = new[0]
            self.compare(
                "add",
                notices.may_add,
                lambda: groups.add_category(group=group, category=category, **who_when),
            )

    @precondition(lambda self: bool(self.current))
    @rule(code=DISTRICTS, who=ANYBODY)
    def the_page_of_a_correction(self, code, who):
        report, by = self.read(code), self.people[who]
        publication = Publication.objects.visible_to(by).current().filter(report=report).first()
        if publication is None:
            return
        publication.report = report
        page = CorrectionPage(publication, by, now=self.now)
        forms = page.forms(form=page.form() if page.may_begin else None)
        wish = Wish(sorted(correctable.keys(report))[:2], CorrectionReason.MISTYPED, "ตรวจพบตอนสอบทาน")
        who_when = {"by": by, "now": self.now}
        asks = page.may_begin and not page.may_decide
        opens = page.may_begin and page.may_decide
        self.compare("ask", asks, lambda: corrections.ask(report=report, wish=wish, **who_when))
        self.compare("open", opens, lambda: corrections.open_unasked(report=report, wish=wish, **who_when))
        self.compare(
            "end",
            "end" in forms,
            lambda: workflow.end_correction(report=report, reason="ไม่ต้องแก้", **who_when),
        )
        if newest := self.newest.get(report.pk):
            self.what_becomes_of(newest, page, forms, who_when)

    def what_becomes_of(self, newest, page, forms, who_when) -> None:
        later = self.day(30) + timedelta(days=self.changes)
        of_newest = {"correction": newest, **who_when}
        self.compare("take back", page.may_withdraw, lambda: corrections.withdraw(**of_newest))
        self.compare("grant", "grant" in forms, lambda: corrections.grant(expires_on=later, **of_newest))
        self.compare("refuse", "refuse" in forms, lambda: corrections.refuse(text="ยอดถูกแล้ว", **of_newest))
        self.compare("extend", "extend" in forms, lambda: corrections.extend(expires_on=later, **of_newest))

    def read(self, code: str) -> MonthlyReport:
        """The report as a page that is opened now reads it."""
        return MonthlyReport.objects.with_context().get(pk=self.pages[code].pk)

    def compare(self, name: str, offered: bool, press: Callable[[], object]) -> None:
        """Press and take it back. What is done already is answered kindly, but offered no more."""
        told = AuditEvent.objects.count()
        with transaction.atomic():
            try:
                press()
                refused = ""
            except Refusal as refusal:
                refused = str(refusal)
            changed = AuditEvent.objects.count() > told
            transaction.set_rollback(True)
        if offered:
            assert not refused, f"{name} is offered and refused: {refused}"
        else:
            assert not changed, f"{name} is not offered and goes through"


def save(typed: WeekRow, who_when: dict[str, Any]) -> None:
    """Save one row; a row that is not stored is a refusal too."""
    result = sales.save_week(week=1, rows=[typed], **who_when)[0]
    if result.outcome is not sales.Outcome.SAVED:
        raise Refusal(result.sentence)
