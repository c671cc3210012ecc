"""Ticks, the committees' resolutions, RT.2 and its signature."""

from __future__ import annotations

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import rule

from reporting import access
from reporting.actions import certifications, documents, ticks
from reporting.actions.ticks import Level
from reporting.models import SalesLine
from tests import build

from .world import DISTRICTS, WHO, World, meaning


class Papers(World):
    @rule(code=DISTRICTS, who=WHO, level=st.sampled_from(Level), stale=st.booleans(), some=st.booleans())
    def tick(self, code, who, level, stale, some):
        report = self.pages[code]
        seen = {pk: version - stale for pk, version in build.versions(report).items()}
        wanted = set(list(seen)[::2]) if some else None
        results = self.act(
            level.permission,
            report,
            who,
            "sign" if level is Level.DISTRICT else "province",
            lambda by: ticks.tick(report=report, level=level, seen=seen, wanted=wanted, by=by, now=self.now),
        )
        if results is None:
            return
        if stale:
            assert not [r for r in results if r.outcome is ticks.Outcome.CONFIRMED]
        confirmed = [result.line.pk for result in results if result.outcome is ticks.Outcome.CONFIRMED]
        for line in SalesLine.objects.filter(pk__in=confirmed):
            self.ticked[level, line.pk] = meaning(line)

    @rule(code=DISTRICTS, who=WHO)
    def prepare_papers(self, code, who):
        report = build.report_of(code)
        self.tick(code, None, Level.DISTRICT, False, False)

        @transaction.atomic
        def papers(by):
            certifications.certify_district(report=report, data=build.resolution(), by=by, now=self.now)
            build.issue(report, by=by, now=self.now)
            return documents.sign_rt2(report=report, statements=build.AGREED, by=by, now=self.now)

        self.act(access.Permission.SIGN, report, who, "sign", papers)

    @rule(code=DISTRICTS, who=WHO)
    def cover(self, code, who):
        report = self.pages[code]
        self.act(
            access.Permission.CERTIFY_PROVINCE,
            report.district.province,
            who,
            "province",
            lambda by: certifications.certify_province(
                province=report.district.province,
                month=build.OCTOBER,
                report_ids=[report.pk],
                data=build.resolution(),
                by=by,
                now=self.now,
            ),
        )
