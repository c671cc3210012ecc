"""What must hold at every moment, whatever anybody has done.

After each action that has changed something the rows it could have changed are read once, plainly, and
compared with the machine's books. A refused action is rolled back by the database, so after those only every
tenth step is compared. What goes through the product's own sums is asked after every publication – nothing
else can change a figure of the nation, and that the publications themselves stay as they are is compared each
time – and after every tenth change. At the end of an example everything is compared, and all that
`manage.py verify` knows is recomputed, the chain of the audit log included.
"""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal

from hypothesis.stateful import invariant

from reporting.access import TRANSITIONS
from reporting.actions.ticks import Level
from reporting.models import (
    CHANNEL_COLUMNS,
    Action,
    AuditEvent,
    MonthlyReport,
    ProducerGroup,
    Publication,
    ReturnedLine,
    SalesLine,
    State,
    Transition,
    WeeklyEntry,
)
from reporting.stats import nation, nation_year, verification
from tests import build

from .correcting import Correcting
from .world import World, meaning

EVERY = 10
RECOMPUTED = (
    verification.line_totals,
    verification.publications,
    verification.current_publications,
    verification.published_lines,
    verification.transitions,
    verification.audit_log,
)


class Always(Correcting):
    def __init__(self) -> None:
        super().__init__()
        self.checked = (0, 0)

    @invariant()
    def what_must_hold(self):
        changes, published = self.checked
        if self.changes == changes and World.steps % EVERY:
            return
        self.check_rows()
        if len(self.published) != published or self.changes // EVERY != changes // EVERY:
            self.check_sums()
        self.checked = (self.changes, len(self.published))

    def check_all(self) -> None:
        super().check_all()
        self.check_rows()
        self.check_sums()
        for check in RECOMPUTED:
            assert [finding for finding in check() if finding] == []

    def check_rows(self) -> None:
        lines = {line.pk: line for line in SalesLine.objects.order_by("pk")}
        reports = MonthlyReport.objects.filter(district_id__in=["4301", "4302"]).order_by("pk")
        self.no_tick_is_valid_on_another_meaning(lines)
        self.what_was_not_returned_does_not_change(lines)
        self.months_are_the_sums_of_their_weeks(lines)
        self.what_was_not_granted_does_not_change(lines)
        self.publications_never_change()
        self.counted_in_one_revision()
        self.every_move_has_one_log_row_and_one_audit_event(reports)
        for report in reports:
            if report.state == State.RETURNED:
                self.what_is_left_is_what_the_books_say(report, lines)

    def check_sums(self) -> None:
        self.the_nation_is_the_sum_of_the_publications()
        self.the_department_reaches_publications_only()

    # --- Rows ----------------------------------------------------------------------------------------

    def no_tick_is_valid_on_another_meaning(self, lines) -> None:
        for line in lines.values():
            for level in Level:
                if getattr(line, f"{level}_tick_version") == line.version:
                    assert self.ticked.get((level, line.pk)) == meaning(line)

    def what_was_not_returned_does_not_change(self, lines) -> None:
        """From a return to the publication, whatever the district does in between (R10)."""
        for report_id, frozen in self.frozen.items():
            own = {pk for pk, line in lines.items() if line.report_id == report_id}
            assert own - set(frozen) == set(self.returned[report_id]), "a line was added"
            for pk, before in frozen.items():
                assert meaning(lines[pk]) == before

    def months_are_the_sums_of_their_weeks(self, lines) -> None:
        sums: dict[int, Decimal] = defaultdict(Decimal)
        for line_id, *amounts in WeeklyEntry.objects.order_by().values_list("line_id", *CHANNEL_COLUMNS):
            sums[line_id] += sum(amounts)
        for pk, line in lines.items():
            assert line.total == sums[pk]

    def publications_never_change(self) -> None:
        stored = {(p.report_id, p.revision): p for p in Publication.objects.order_by("pk")}
        assert set(stored) == set(self.published)
        for key, (payload, total) in self.published.items():
            assert stored[key].payload == payload
            assert stored[key].total == total
            newest = self.current[key[0]][0]
            assert (stored[key].superseded_at is None) == (key[1] == newest)

    def counted_in_one_revision(self) -> Decimal:
        """No pair's month is counted twice (R13). The sum of what counts, line by line of the payloads."""
        counted, total = set(), Decimal(0)
        for publication in Publication.objects.current():
            for line in json.loads(publication.payload)["lines"]:
                key = (line["group"], line["category"], publication.month)
                assert key not in counted, f"{key} is counted in two revisions"
                counted.add(key)
                total += sum(Decimal(line[column]) for column in CHANNEL_COLUMNS)
        return total

    def every_move_has_one_log_row_and_one_audit_event(self, reports) -> None:
        rows, events = defaultdict(list), defaultdict(list)
        for row in Transition.objects.order_by("report_id", "sequence"):
            rows[row.report_id].append(row)
        streams = [f"report:{report.pk}" for report in reports]
        told = AuditEvent.objects.filter(stream__in=streams, action__in=Action.values).order_by("sequence")
        for stream, action in told.values_list("stream", "action"):
            events[stream].append(action)
        for report in reports:
            moves, own = self.moves.get(report.pk, []), rows[report.pk]
            assert [row.action for row in own] == moves
            assert [row.sequence for row in own] == list(range(1, len(own) + 1))
            assert events[f"report:{report.pk}"] == moves
            assert report.state == (own[-1].to_state if own else State.OPEN)
            assert report.revision == 1 + moves.count("reopen") - moves.count("end_correction")
            for row in own:
                verb = TRANSITIONS[row.action]
                # What had been returned goes back to the district as returned.
                taken_back = row.action == Action.WITHDRAW and row.to_state == State.RETURNED
                assert row.from_state in verb.sources and (row.to_state == verb.target or taken_back)

    def what_is_left_is_what_the_books_say(self, report, lines) -> None:
        """The same returned lines wait by the books, in the database and on the page."""
        known = self.answers[report.pk]
        before = self.returned[report.pk]
        left = {pk for pk, then in before.items() if meaning(lines[pk]) == then and not known.get(pk)}
        of_report = ReturnedLine.objects.in_force().filter(sent_back__report=report)
        stored = list(of_report.select_related("line"))
        assert {item.line_id for item in stored} == set(before)
        assert {item.line_id: item.answer for item in stored if item.answer} == {
            pk: text for pk, text in known.items() if text
        }
        assert {item.line_id for item in stored if not item.is_done} == left
        assert set(of_report.left().values_list("line_id", flat=True)) == left

    # --- Sums ----------------------------------------------------------------------------------------

    def the_nation_is_the_sum_of_the_publications(self) -> None:
        total = nation_year.year_table(2565).total
        assert total.total == sum((value for _, value in self.current.values()), Decimal(0))
        assert total.total == self.counted_in_one_revision()
        assert total.districts == len(self.current)
        by_category = nation.by_category(months=[build.OCTOBER])
        assert sum((cell.total for cell in by_category.values()), Decimal(0)) == total.total

    def the_department_reaches_publications_only(self) -> None:
        department = self.people["department"]
        visible = Publication.objects.visible_to(department).current().values_list("report_id", flat=True)
        assert set(visible) == set(self.current)
        assert not MonthlyReport.objects.visible_to(department).exists()
        assert not ProducerGroup.objects.visible_to(department).exists()
