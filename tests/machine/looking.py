"""The department looks at one of its pages."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import combinations

from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import rule

from reporting.formats import money
from reporting.models import SalesLine
from tests import build

from .world import World

FIGURE = re.compile(r"(?<![\d,.])\d[\d,]*\.\d\d(?![\d,])")


class Looking(World):
    def __init__(self) -> None:
        super().__init__()
        self.seen: dict[str, int] = {}

    @rule(page=st.sampled_from(["nation_month", "nation_province", "nation_district"]))
    def the_department_looks(self, page):
        """No page of the department carries the total of figures that are not published (R12)."""
        if self.seen.get(page) == self.changes:
            return  # Nothing has changed since this page was looked at.
        self.seen[page] = self.changes
        figures = set(FIGURE.findall(self.page_of_the_department(page)))
        totals = {report.pk: Decimal(0) for report in self.pages.values()}
        for line in SalesLine.objects.present().order_by("pk"):
            totals[line.report_id] += line.total
        known = self.published_sums()
        for total in totals.values():
            # Smaller figures can be a share or a time of day by chance.
            assert total < 1_000 or total in known or money(total) not in figures, f"{total} is not published"
        shown = [self.pages["4302"].pk] if page == "nation_district" else list(self.current)
        for report_id in shown:
            _, value = self.current.get(report_id, (0, Decimal(0)))
            assert not value or page == "nation_month" or money(value) in figures

    def published_sums(self) -> set[Decimal]:
        """Every sum that a page may make of published lines: of some of them, whole or by channel."""
        known = {total for _, total in self.published.values()}
        known.add(sum((value for _, value in self.current.values()), Decimal(0)))
        lines = [one for figures in self.figures.values() for one in figures.values()]
        by_column = [[sum(amounts) for amounts in lines], *map(list, zip(*lines, strict=True))]
        for column in by_column:
            for size in range(1, 4):
                known |= {sum(some) for some in combinations(column, size)}
        return known

    def page_of_the_department(self, page: str) -> str:
        areas = {"nation_province": {"province_code": "43"}, "nation_district": {"district_code": "4302"}}
        address = reverse(page, kwargs={"month": build.OCTOBER, **areas.get(page, {})})
        return self.window.get(address).content.decode()
