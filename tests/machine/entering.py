"""The district's desk: people type, clear, remove, restore and add, with fresh and with stale screens."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reporting import access
from reporting.actions import groups, removal, sales
from reporting.actions.sales import Cell, WeekRow
from reporting.models import Category, ProducerGroup
from tests import build

from .correcting import Correcting
from .world import AMOUNT, DISTRICTS, PICK, WHO

CHANGE = st.tuples(PICK, st.integers(1, 5), st.one_of(st.none(), st.tuples(AMOUNT, AMOUNT, AMOUNT)))


class Entering(Correcting):
    @rule(
        code=DISTRICTS, who=WHO, pick=PICK, week=st.integers(1, 5), values=st.tuples(AMOUNT, AMOUNT, AMOUNT)
    )
    def enter_one(self, code, who, pick, week, values):
        self.save(code, who, pick, week, Cell(amounts=values))

    @rule(code=DISTRICTS, who=WHO, pick=PICK, week=st.integers(1, 5), nil=st.booleans())
    def clear_or_nil(self, code, who, pick, week, nil):
        self.save(code, who, pick, week, Cell(nil=nil))

    @rule(code=DISTRICTS, who=WHO, mine=st.booleans(), work=st.lists(CHANGE, min_size=2, max_size=5))
    def a_morning_at_the_desk(self, code, who, mine, work):
        """Several changes in a row, most often of a month that was fetched back to the desk for them."""
        if mine:
            self.back_to_the_desk(code)
        for pick, week, values in work:
            self.save(code, who, pick, week, Cell(amounts=values))

    def back_to_the_desk(self, code):
        """However the month comes back to its district from where it lies; `Chain` knows."""

    @rule(code=DISTRICTS, mine=st.booleans(), pick=PICK, values=st.tuples(AMOUNT, AMOUNT, AMOUNT))
    def enter_what_somebody_else_changed(self, code, mine, pick, values):
        """A stale screen never overwrites: the stored value is left as it is."""
        if mine:
            self.back_to_the_desk(code)
        report = build.report_of(code)
        rows = self.rows(report)
        row = rows[pick % len(rows)]
        before = self.stored(row, 1)
        unseen = Cell(amounts=build.amounts("123456.78"))
        wanted = Cell(amounts=values)
        if before in (unseen, wanted):
            return
        results = self.act(
            access.Permission.ENTER,
            report,
            None,
            "enter",
            lambda by: sales.save_week(
                report=report,
                week=1,
                rows=[WeekRow(*row.key, seen=unseen, wanted=wanted)],
                by=by,
                now=self.now,
            ),
        )
        if results:
            assert results[0].outcome in (sales.Outcome.CONFLICT, sales.Outcome.LOCKED)
            fresh = next(again for again in self.rows(report) if again.key == row.key)
            assert self.stored(fresh, 1) == before

    def stored(self, row, week) -> Cell:
        entry = row.weeks.get(week)
        return Cell(amounts=entry.amounts if entry else None, nil=bool(row.line and row.line.nil))

    def save(self, code, who, pick, week, wanted):
        report = build.report_of(code)
        rows = self.rows(report)
        row = rows[pick % len(rows)]
        change = WeekRow(*row.key, seen=self.stored(row, week), wanted=wanted)
        results = self.act(
            access.Permission.ENTER,
            report,
            who,
            "enter",
            lambda by: sales.save_week(report=report, week=week, rows=[change], by=by, now=self.now),
        )
        self.typed_in_time(report, results)

    def typed_in_time(self, report, results) -> None:
        if any(result.outcome is sales.Outcome.SAVED for result in results or ()):
            assert self.may_be_typed(report), "typed into a draft that has expired"

    @rule(code=DISTRICTS, regular=AMOUNT)
    def enter_all(self, code, regular):
        report = build.report_of(code)
        results = self.act(
            access.Permission.ENTER,
            report,
            None,
            "enter",
            lambda by: build.enter(
                report, by=by, week=2, value=(regular, Decimal("20.00"), Decimal("5.50")), now=self.now
            ),
        )
        self.typed_in_time(report, results)

    @rule(code=DISTRICTS, who=WHO, pick=PICK, stale=st.booleans())
    def remove(self, code, who, pick, stale):
        report = build.report_of(code)
        rows = self.rows(report)
        row = rows[pick % len(rows)]
        before = row.line.version if row.line else 0
        line = self.act(
            access.Permission.ENTER,
            report,
            who,
            "enter",
            lambda by: removal.remove_line(
                report=report,
                group_id=row.group.pk,
                category=row.category,
                version=before - 1 if stale else before,
                reason="บันทึกซ้ำ",
                by=by,
                now=self.now,
            ),
        )
        if line is not None and stale and before:
            assert row.line.is_removed, "a stale removal went through"

    @rule(code=DISTRICTS, who=WHO, pick=PICK)
    def restore(self, code, who, pick):
        report = self.pages[code]
        removed = list(report.lines.filter(removed_at__isnull=False))
        if removed:
            line = removed[pick % len(removed)]
            self.act(
                access.Permission.ENTER,
                report,
                who,
                "enter",
                lambda by: removal.restore_line(report=report, line_id=line.pk, by=by, now=self.now),
            )

    @rule(code=DISTRICTS, who=WHO, category=st.sampled_from(list(Category)))
    def add_category(self, code, who, category):
        report = self.pages[code]
        group = ProducerGroup.objects.filter(district_id=code).order_by("id").last()
        self.act(
            access.Permission.ENTER,
            report,
            who,
            "enter",
            lambda by: groups.add_category(
                report=report, group=group, category=category, by=by, now=self.now
            ),
        )
