"""The verbs of the transition table, and the month that opens and closes around them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reporting import access
from reporting.actions import months, workflow
from reporting.models import Publication, SalesLine, WeeklyEntry
from tests import build

from .correcting import Correcting
from .world import DISTRICTS, PICK, WHO, meaning


class Moves(Correcting):
    @rule(code=DISTRICTS, who=WHO)
    def submit(self, code, who):
        report = self.pages[code]
        done = self.act(
            access.Permission.SUBMIT,
            report,
            who,
            "sign",
            lambda by: workflow.submit(report=report, by=by, now=self.now),
        )
        if self.moved(done):
            assert self.may_be_typed(report), "submitted from a draft that has expired"
            first = done.report.first_submitted_at.astimezone(build.BANGKOK).date()
            assert done.report.is_late == (first > report.month.submit_due)
            self.check_submission(done.report)
            known = self.answers.get(report.pk, {})
            assert all(known.get(pk) for pk in self.unchanged(report)), "a line came back without a word"

    def check_submission(self, report):
        """What R8 asks, counted here without the product's own checks."""
        lines = list(report.lines.filter(removed_at__isnull=True))
        assert lines
        assert all(line.district_tick_version == line.version for line in lines)
        typed = set(WeeklyEntry.objects.filter(line__report=report).values_list("line_id", flat=True))
        assert all(line.nil or line.pk in typed for line in lines)
        paper = report.documents.get(replaced_at__isnull=True)
        assert paper.revision == report.revision
        assert paper.total == sum((line.total for line in lines), Decimal(0))
        assert paper.signature.document_sha256 == paper.file.sha256
        if paper.certification.content_sha256 != paper.content_sha256:
            self.check_carried(paper.certification.revision, lines)

    def check_carried(self, revision, lines):
        """A committee's word on a published revision speaks for a correction that differs little from it."""
        before = self.figures[lines[0].report_id, revision]
        now = {line.pk: line.amounts for line in lines}
        nothing = (Decimal(0),) * 3
        apart = sum(
            abs(was - is_now)
            for pk in before.keys() | now.keys()
            for was, is_now in zip(before.get(pk, nothing), now.get(pk, nothing), strict=True)
        )
        total = sum(sum(amounts) for amounts in before.values())
        assert apart <= min(total / 100, Decimal(50_000)), "the committee never saw these figures"

    @rule(code=DISTRICTS, who=WHO)
    def withdraw(self, code, who):
        report = self.pages[code]
        acted = self.stamp(report, "province_acted_at")
        done = self.act(
            access.Permission.SUBMIT,
            report,
            who,
            "sign",
            lambda by: workflow.withdraw(report=report, reason="ขอแก้ไข", by=by, now=self.now),
        )
        if self.moved(done):
            assert acted is None, "the district took back what the province had begun to check"

    @rule(code=DISTRICTS, who=WHO, pick=PICK, worded=st.booleans(), days=st.sampled_from([None, -1, 0, 3]))
    def return_lines(self, code, who, pick, worded, days):
        report = self.pages[code]
        pks = list(build.versions(report))
        chosen = pks if pick == 9 else pks[: 1 + pick % 2]
        words = "โปรดตรวจ" if worded else " "
        wish = None if days is None else self.now.date() + dt.timedelta(days=days)
        items = [workflow.LineToReturn(pk, "OTHER", words, wish) for pk in chosen]
        whole = chosen == pks
        done = self.act(
            access.Permission.RETURN,
            report,
            who,
            "province",
            lambda by: workflow.return_lines(report=report, lines=items, whole=whole, by=by, now=self.now),
        )
        if self.moved(done):
            assert worded and chosen and days != -1
            lines = SalesLine.objects.filter(report=report)
            self.frozen[report.pk] = {line.pk: meaning(line) for line in lines if line.pk not in chosen}
            self.returned[report.pk] = {line.pk: meaning(line) for line in lines if line.pk in chosen}
            self.answers[report.pk] = {}
            for line in lines.filter(pk__in=chosen):
                assert line.is_ticked_by_district and not line.is_ticked_by_province

    @rule(code=DISTRICTS, who=WHO)
    def publish(self, code, who):
        report = self.pages[code]
        done = self.act(
            access.Permission.PUBLISH,
            report,
            who,
            "province",
            lambda by: workflow.publish(report=report, by=by, now=self.now),
        )
        if self.moved(done):
            report = done.report
            lines = list(report.lines.filter(removed_at__isnull=True))
            self.figures[report.pk, report.revision] = {line.pk: line.amounts for line in lines}
            total = sum((line.total for line in lines), Decimal(0))
            assert all(line.province_tick_version == line.version for line in lines)
            new = Publication.objects.get(report=report, revision=report.revision)
            assert new.sha256 == report.documents.get(replaced_at__isnull=True).content_sha256
            for books in (self.frozen, self.returned, self.answers, self.granted):
                books.pop(report.pk, None)
            self.published[report.pk, report.revision] = (new.payload, total)
            self.current[report.pk] = (report.revision, total)

    @rule(who=WHO, close=st.sampled_from([True, False, False, False]))
    def close_or_open_the_month(self, who, close):
        report = self.pages["4302"]
        who = who or "department"

        def call(by):
            if close:
                return months.close_month(month=build.OCTOBER, by=by, now=self.now)
            return months.reopen_month(month=build.OCTOBER, reason="ปิดผิดเดือน", by=by, now=self.now)

        self.act(access.Permission.MANAGE_MONTHS, report, who, "department", call)
