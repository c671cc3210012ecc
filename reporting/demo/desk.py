"""The steps of the chain as the people of Nong Khai take them, each through its real action.

A step takes the moment at which it is done. What was typed is what the register sells, so a page shows the
same figures whether its month was loaded or typed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from decimal import Decimal

from django.urls import reverse

from reporting.actions import (
    certifications,
    corrections,
    documents,
    followups,
    removal,
    sales,
    signing,
    threads,
    ticks,
    workflow,
)
from reporting.actions.certifications import ResolutionData
from reporting.actions.corrections import Wish
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.fiscal import to_be
from reporting.models import Correction, Kind, Method, MonthlyReport, SalesLine, User
from reporting.readiness import Standing
from reporting.reports import rt2
from reporting.reports.pdf import PdfUnavailable

from .committees import present
from .people import People
from .press import Press
from .sales import Sale


class Desk:
    """One district's month, with its people."""

    def __init__(self, report: MonthlyReport, people: People, sold: Sequence[Sale]) -> None:
        self.report, self.sold = report, sold
        self.officer = people.officers[report.district_id]
        self.chief = people.chiefs[report.district_id]
        self.staff = people.staff[report.district.province_id]

    def type_week(self, week: int, *, now: dt.datetime, first: int | None = None) -> None:
        """Type a week of the first so many lines (None: all). A nil line is said to be nil in every week."""
        rows = [_row(sale, week) for sale in self.sold[:first]]
        sales.save_week(report=self.report, week=week, rows=rows, by=self.officer, now=now)

    def change(self, number: int, *, week: int, factor: Decimal, now: dt.datetime) -> None:
        """Correct one line's regular sales of a week."""
        sale = [sale for sale in self.sold if sale.weeks][number]
        seen = dict(sale.weeks)[week]
        wanted = ((seen[0] * factor).quantize(Decimal(1)), seen[1], seen[2])
        group_id, category = sale.pair.entry.group_id, sale.pair.category
        row = WeekRow(group_id, category, seen=Cell(seen), wanted=Cell(wanted))
        sales.save_week(report=self.report, week=week, rows=[row], by=self.officer, now=now)

    def remove(self, number: int, *, reason: str, now: dt.datetime) -> None:
        entry = self.sold[number].pair.entry
        line = self.report.lines.get(group_id=entry.group_id, category=entry.category)
        removal.remove_line(
            report=self.report,
            group_id=entry.group_id,
            category=entry.category,
            version=line.version,
            reason=reason,
            by=self.officer,
            now=now,
        )

    def tick(self, level: Level, *, now: dt.datetime) -> None:
        seen = dict(SalesLine.objects.filter(report=self.report).present().values_list("pk", "version"))
        by = self.chief if level is Level.DISTRICT else self.staff
        ticks.tick(report=self.report, level=level, seen=seen, by=by, now=now)

    def certify(self, *, number: str, method: Method = Method.MEETING, now: dt.datetime) -> None:
        there = present(self.report.district, now.date())
        data = ResolutionData(method=method, number=number, resolved_on=now.date(), present=there)
        certifications.certify_district(report=self.report, data=data, by=self.chief, now=now)

    def prepare_form(self, press: Press, address: str, *, now: dt.datetime) -> None:
        """Begin drawing the RT.2 of the figures as they stand; nothing may change until it is issued."""
        report = MonthlyReport.objects.with_context().get(pk=self.report.pk)
        self.issue = documents.prepare_rt2(report=report, by=self.chief, now=now)
        url = address + reverse("verify", kwargs={"token": self.issue.token})
        form = rt2.build(Standing(report), signer=self.chief, number=self.issue.number, verify_url=url)
        self.drawing = press.begin(form)

    def issue_and_sign(self, *, now: dt.datetime) -> None:
        """Issue the prepared RT.2 and sign it. Raises PdfUnavailable when it could not be drawn."""
        pdf = self.drawing.result()
        if pdf is None:
            raise PdfUnavailable
        documents.issue_rt2(report=self.report, issue=self.issue, pdf=pdf, by=self.chief, now=now)
        agreed = signing.STATEMENTS[Kind.RT2]
        documents.sign_rt2(report=self.report, statements=agreed, by=self.chief, now=now)

    def submit(self, *, now: dt.datetime) -> None:
        workflow.submit(report=self.report, by=self.chief, now=now)

    def send_back(self, lines: Collection[tuple[int, str, str]], *, now: dt.datetime) -> None:
        """Return lines, each given by its place among the district's lines, a coded reason and words."""
        own = list(SalesLine.objects.filter(report=self.report).present().order_by("id"))
        wish = now.date() + dt.timedelta(days=4)
        chosen = [workflow.LineToReturn(own[place].pk, reason, text, wish) for place, reason, text in lines]
        workflow.return_lines(report=self.report, lines=chosen, by=self.staff, now=now)

    def lines(self) -> list[SalesLine]:
        """The lines with sales, in the order in which they were typed."""
        return list(self.report.lines.filter(nil=False).present().order_by("id"))

    def say(self, by: User, text: str, *, line: SalesLine | None = None, now: dt.datetime) -> None:
        threads.post(report=self.report, line_id=line.pk if line else None, text=text, by=by, now=now)

    def follow(self, by: User, line: SalesLine, *, now: dt.datetime) -> None:
        followups.follow(report=self.report, line_id=line.pk, wanted=True, by=by, now=now)

    def publish(self, *, now: dt.datetime) -> None:
        workflow.publish(report=self.report, by=self.staff, now=now)

    def ask_correction(self, wish: Wish, *, now: dt.datetime) -> Correction:
        return corrections.ask(report=self.report, wish=wish, by=self.chief, now=now)

    def grant(self, correction: Correction, *, by: User | None = None, now: dt.datetime) -> None:
        """Granted, by the province unless told, until a month after today: the draft stays open."""
        until = now.date() + dt.timedelta(days=30)
        corrections.grant(correction=correction, expires_on=until, by=by or self.staff, now=now)


def certify_province(desks: Sequence[Desk], *, number: str = "", now: dt.datetime) -> None:
    """The provincial committee's resolution that covers the districts of these desks."""
    report = desks[0].report
    certifications.certify_province(
        province=report.district.province,
        month=report.fiscal_month,
        report_ids=[desk.report.pk for desk in desks],
        data=ResolutionData(
            method=Method.MEETING,
            number=number or f"{2 * report.fiscal_month.position - 1}/{to_be(now.year)}",
            resolved_on=now.date(),
            present=present(report.district.province, now.date()),
        ),
        by=desks[0].staff,
        now=now,
    )


def _row(sale: Sale, week: int) -> WeekRow:
    """What the officer types into a line's row; the row was empty before."""
    entry, amounts = sale.pair.entry, dict(sale.weeks).get(week)
    nil = not sale.weeks
    seen = Cell(nil=nil and week > 1)
    return WeekRow(entry.group_id, entry.category, seen=seen, wanted=Cell(amounts=amounts, nil=nil))
