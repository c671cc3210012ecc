"""A state machine that drives the actions at random and checks what must always hold.

Right and wrong people enter, change, remove, restore, tick, certify, issue, sign, submit, withdraw,
return, answer, cover, publish and reopen, with present and with stale versions. The machine keeps its books
(what was ticked, what was published, how often a report moved) and compares them after every step.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reporting import access
from reporting.actions import (
    certifications,
    documents,
    fixing,
    groups,
    months,
    removal,
    returns,
    sales,
    ticks,
    workflow,
)
from reporting.actions.sales import Cell, WeekRow
from reporting.actions.ticks import Level
from reporting.errors import NotAllowed, Refusal
from reporting.formats import money
from reporting.models import (
    Action,
    AuditEvent,
    Category,
    MonthlyReport,
    ProducerGroup,
    Publication,
    Return,
    ReturnedLine,
    Role,
    SalesLine,
    State,
    Transition,
    WeeklyEntry,
)
from reporting.stats import nation, sheet
from tests import build

SHARDS = 4
EXAMPLES = 30
STEPS = 50

DISTRICTS = st.sampled_from(["4302", "4302", "4302", "4301"])
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
# Mostly the person whose work it is (None), sometimes anybody.
WHO = st.one_of(st.none(), st.none(), st.none(), st.sampled_from([name for name, _, _ in PEOPLE]))
AMOUNT = st.decimals(min_value=0, max_value=Decimal("999999.99"), places=2)
PICK = st.integers(min_value=0, max_value=9)


class Chain(RuleBasedStateMachine):
    """Two districts of one province and one month."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        build.places()
        self.people = {name: build.person(name, role, **area) for name, role, area in PEOPLE}
        build.open_month(build.OCTOBER, by=self.people["department"])
        self.now = build.NOW
        self.moves: dict[int, list[str]] = {}
        self.published: dict[tuple[int, int], tuple[str, Decimal]] = {}
        self.current: dict[int, tuple[int, Decimal]] = {}
        self.ticked: dict[tuple[str, int], tuple] = {}
        self.frozen: dict[int, dict[int, tuple]] = {}
        self.returned: dict[int, dict[int, tuple]] = {}
        self.answers: dict[int, dict[int, str]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    @initialize()
    def register(self) -> None:
        for district, person in (("4302", "officer"), ("4301", "neighbour")):
            by = self.people[person]
            build.producer("กลุ่มหนึ่ง", district=district, by=by, categories=(Category.FOOD, Category.HERB))
            build.producer("กลุ่มสอง", district=district, by=by, categories=(Category.TEXTILE,))

    # --- Means -----------------------------------------------------------------------------------

    def right_person(self, report: MonthlyReport, duty: str):
        if duty == "province":
            return self.people["staff"]
        if report.district_id == "4301":
            return self.people["neighbour"]
        return self.people["officer" if duty == "enter" else "chief"]

    def act(self, permission, report, who, duty, call):
        """Carry out one action by somebody; a wrong person must be refused for being the wrong one."""
        Chain.steps += 1
        self.now += dt.timedelta(minutes=1)
        by = self.people[who] if who else self.right_person(report, duty)
        allowed = access.can(by, permission, report)
        try:
            with transaction.atomic():
                done = call(by)
        except NotAllowed:
            # The department's part of reopening depends on the month as well as on the role.
            assert not allowed or permission == access.Permission.REOPEN
            return None
        except Refusal as refusal:
            assert allowed, f"{by} was refused for another reason than the missing right: {refusal}"
            return None
        assert allowed, f"{by} may not do this"
        return done

    def moved(self, done) -> None:
        """Book a move; a repeat must not count."""
        if done is not None and not done.repeated:
            self.moves.setdefault(done.report.pk, []).append(done.transition.action)

    def rows(self, report):
        return sheet.with_weeks(sheet.rows(report))

    # --- Entering ----------------------------------------------------------------------------------

    @rule(
        code=DISTRICTS, who=WHO, pick=PICK, week=st.integers(1, 5), values=st.tuples(AMOUNT, AMOUNT, AMOUNT)
    )
    def enter_one(self, code, who, pick, week, values):
        self.save(code, who, pick, week, Cell(amounts=values))

    @rule(code=DISTRICTS, who=WHO, pick=PICK, week=st.integers(1, 5), nil=st.booleans())
    def clear_or_nil(self, code, who, pick, week, nil):
        self.save(code, who, pick, week, Cell(nil=nil))

    @rule(code=DISTRICTS, pick=PICK, values=st.tuples(AMOUNT, AMOUNT, AMOUNT))
    def enter_what_somebody_else_changed(self, code, pick, values):
        """A stale screen never overwrites: the stored value is left as it is."""
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
        self.act(
            access.Permission.ENTER,
            report,
            who,
            "enter",
            lambda by: sales.save_week(report=report, week=week, rows=[change], by=by, now=self.now),
        )

    @rule(code=DISTRICTS, regular=AMOUNT)
    def enter_all(self, code, regular):
        report = build.report_of(code)
        self.act(
            access.Permission.ENTER,
            report,
            None,
            "enter",
            lambda by: build.enter(
                report, by=by, week=2, value=(regular, Decimal("20.00"), Decimal("5.50")), now=self.now
            ),
        )

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
        report = build.report_of(code)
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
        report = build.report_of(code)
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

    # --- Ticks ---------------------------------------------------------------------------------------

    @rule(code=DISTRICTS, who=WHO, level=st.sampled_from(Level), stale=st.booleans(), some=st.booleans())
    def tick(self, code, who, level, stale, some):
        report = build.report_of(code)
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
        for result in results:
            if result.outcome is ticks.Outcome.CONFIRMED:
                line = SalesLine.objects.get(pk=result.line.pk)
                self.ticked[level, line.pk] = meaning(line)

    # --- Papers --------------------------------------------------------------------------------------

    @rule(code=DISTRICTS, who=WHO)
    def prepare_papers(self, code, who):
        report = build.report_of(code)
        self.tick(code, None, Level.DISTRICT, False, False)

        def papers(by):
            certifications.certify_district(report=report, data=build.resolution(), by=by, now=self.now)
            build.issue(report, by=by, now=self.now)
            return documents.sign_rt2(report=report, statements=build.AGREED, by=by, now=self.now)

        self.act(access.Permission.SIGN, report, who, "sign", papers)

    @rule(code=DISTRICTS, who=WHO)
    def cover(self, code, who):
        self.cover_by(build.report_of(code), who)

    def cover_by(self, report, who):
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

    # --- Moves ---------------------------------------------------------------------------------------

    @rule(code=DISTRICTS, who=WHO)
    def submit(self, code, who):
        report = build.report_of(code)
        done = self.act(
            access.Permission.SUBMIT,
            report,
            who,
            "sign",
            lambda by: workflow.submit(report=report, by=by, now=self.now),
        )
        self.moved(done)
        if done and not done.repeated:
            self.check_submission(done.report)
            known = self.answers.get(report.pk, {})
            assert all(known.get(pk) for pk in self.unchanged(report)), "a line came back without a word"

    def check_submission(self, report):
        """What R8 asks, counted here without the product's own checks."""
        lines = list(report.lines.filter(removed_at__isnull=True))
        assert lines
        assert all(line.district_tick_version == line.version for line in lines)
        assert all(line.nil or line.weeks.exists() for line in lines)
        paper = report.documents.get(replaced_at__isnull=True)
        assert paper.revision == report.revision
        assert paper.total == sum((line.total for line in lines), Decimal(0))
        assert paper.signature.document_sha256 == paper.file.sha256
        assert paper.certification.content_sha256 == paper.content_sha256

    @rule(code=DISTRICTS, who=WHO)
    def withdraw(self, code, who):
        report = build.report_of(code)
        acted = report.province_acted_at
        done = self.act(
            access.Permission.SUBMIT,
            report,
            who,
            "sign",
            lambda by: workflow.withdraw(report=report, reason="ขอแก้ไข", by=by, now=self.now),
        )
        if done and not done.repeated:
            assert acted is None, "the district took back what the province had begun to check"
        self.moved(done)

    @rule(code=DISTRICTS, who=WHO, pick=PICK, worded=st.booleans(), days=st.sampled_from([None, -1, 0, 3]))
    def return_lines(self, code, who, pick, worded, days):
        report = build.report_of(code)
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
        if done and not done.repeated:
            assert worded and chosen and days != -1
            lines = SalesLine.objects.filter(report=report)
            self.frozen[report.pk] = {line.pk: meaning(line) for line in lines if line.pk not in chosen}
            self.returned[report.pk] = {line.pk: meaning(line) for line in lines if line.pk in chosen}
            self.answers[report.pk] = {}
            for line in lines.filter(pk__in=chosen):
                assert line.is_ticked_by_district and not line.is_ticked_by_province
        self.moved(done)

    @rule(
        code=DISTRICTS,
        who=WHO,
        pick=PICK,
        text=st.sampled_from(["ถูกต้องแล้ว", "ตรวจแล้ว", ""]),
        seen=st.booleans(),
    )
    def answer_one(self, code, who, pick, text, seen):
        """Say something to a returned line, or to one that never came back, with or without having looked."""
        report = build.report_of(code)
        pks = list(report.lines.order_by("pk").values_list("pk", flat=True))
        if not pks:
            return
        pk = pks[pick % len(pks)]
        known = self.answers.get(report.pk, {})
        said = returns.Answer(pk, known.get(pk, "") if seen else "ไม่เคยเห็น", text)
        results = self.act(
            access.Permission.ENTER,
            report,
            who,
            "enter",
            lambda by: returns.answer(report=report, answers=[said], by=by, now=self.now),
        )
        if results is None:
            return
        assert report.state == State.RETURNED and pk in self.returned[report.pk]
        if results[0].outcome is returns.Outcome.CONFLICT:
            assert not seen and text != known.get(pk, "")
        else:
            known[pk] = text

    @rule(code=DISTRICTS, who=WHO)
    def answer_the_rest(self, code, who):
        """Give one answer for every returned line that says the same as before and was not answered."""
        report = build.report_of(code)
        fixed = self.act(
            access.Permission.ENTER,
            report,
            who,
            "enter",
            lambda by: fixing.fix(report=report, for_the_rest="ทุกรายการถูกต้อง", by=by, now=self.now),
        )
        if fixed is None:
            return
        known = self.answers[report.pk]
        left = {pk for pk in self.unchanged(report) if not known.get(pk)}
        assert {one.line_id for one in fixed.answers} == left and not fixed.left
        known |= dict.fromkeys(left, "ทุกรายการถูกต้อง")

    def unchanged(self, report) -> set[int]:
        """The returned lines that say what they said when they came back."""
        now = {line.pk: meaning(line) for line in SalesLine.objects.filter(report=report)}
        return {pk for pk, before in self.returned.get(report.pk, {}).items() if now[pk] == before}

    @rule(code=DISTRICTS, who=WHO)
    def publish(self, code, who):
        report = build.report_of(code)
        done = self.act(
            access.Permission.PUBLISH,
            report,
            who,
            "province",
            lambda by: workflow.publish(report=report, by=by, now=self.now),
        )
        self.moved(done)
        if done and not done.repeated:
            lines = report.lines.filter(removed_at__isnull=True)
            total = sum((line.total for line in lines), Decimal(0))
            assert all(line.province_tick_version == line.version for line in lines)
            new = Publication.objects.get(report=report, revision=report.revision)
            assert new.sha256 == report.documents.get(replaced_at__isnull=True).content_sha256
            for books in (self.frozen, self.returned, self.answers):
                books.pop(report.pk, None)
            self.published[report.pk, report.revision] = (new.payload, total)
            self.current[report.pk] = (report.revision, total)

    @rule(code=DISTRICTS, regular=AMOUNT, who=WHO)
    def bring_to_the_province(self, code, regular, who):
        """Do all that the district has to do, so that deep states are common."""
        self.enter_all(code, regular)
        self.prepare_papers(code, None)
        self.submit(code, who)

    @rule(code=DISTRICTS, regular=AMOUNT, pick=PICK)
    def come_back_unchanged(self, code, regular, pick):
        """To the province, back for a reason, and there again with words instead of figures."""
        self.bring_to_the_province(code, regular, None)
        self.return_lines(code, None, pick, True, None)
        came_back = build.report_of(code).state == State.RETURNED
        self.answer_the_rest(code, None)
        self.submit(code, None)
        if came_back and not self.changed_since_return(code):
            assert build.report_of(code).state == State.SUBMITTED, "the words were not enough"

    def changed_since_return(self, code) -> bool:
        """Whether a figure of the month changed after the newest return, so that papers are needed anew."""
        report = build.report_of(code)
        return len(self.unchanged(report)) < len(self.returned.get(report.pk, {}))

    @rule(code=DISTRICTS, who=WHO)
    def bring_to_the_nation(self, code, who):
        """Do all that the province has to do."""
        self.tick(code, None, Level.PROVINCE, False, False)
        self.cover_by(build.report_of(code), None)
        self.publish(code, who)

    @rule(code=DISTRICTS, regular=AMOUNT, reopen=st.booleans())
    def bring_all_the_way(self, code, regular, reopen):
        """From whatever state to the next publication, through a correction where there is one already."""
        if reopen and self.current:
            self.reopen(code, None, "ยอดผิด")
        self.bring_to_the_province(code, regular, None)
        self.bring_to_the_nation(code, None)

    @precondition(lambda self: bool(self.current))
    @rule(code=DISTRICTS, who=WHO, reason=st.sampled_from(["ยอดผิด", ""]))
    def reopen(self, code, who, reason):
        report = build.report_of(code)
        done = self.act(
            access.Permission.REOPEN,
            report,
            who,
            "province",
            lambda by: workflow.reopen(report=report, reason=reason, by=by, now=self.now),
        )
        if done and not done.repeated:
            assert reason
        self.moved(done)

    @rule(who=WHO, close=st.sampled_from([True, False, False]))
    def close_or_open_the_month(self, who, close):
        report = build.report_of("4302")
        call = months.close_month if close else months.open_month
        who = who or "department"
        self.act(
            access.Permission.MANAGE_MONTHS,
            report,
            who,
            "department",
            lambda by: call(month=build.OCTOBER, by=by, now=self.now),
        )

    @rule()
    def the_department_looks(self):
        """No page of the department carries the total of figures that are not published (R12)."""
        client = Client()
        client.force_login(self.people["department"])
        pages = [
            client.get(reverse("nation_month", kwargs={"month": build.OCTOBER})),
            client.get(reverse("nation_province", kwargs={"month": build.OCTOBER, "province_code": "43"})),
            client.get(reverse("nation_district", kwargs={"month": build.OCTOBER, "district_code": "4302"})),
        ]
        text = "".join(page.content.decode() for page in pages)
        known = {total for _, total in self.published.values()} | {Decimal(0)}
        known.add(sum((value for _, value in self.current.values()), Decimal(0)))
        for code in ("4301", "4302"):
            lines = build.report_of(code).lines.filter(removed_at__isnull=True)
            total = sum((line.total for line in lines), Decimal(0))
            assert total in known or money(total) not in text
        for _, value in self.current.values():
            assert not value or money(value) in text

    # --- What always holds ---------------------------------------------------------------------------

    @invariant()
    def the_nation_is_the_sum_of_the_publications(self):
        total = nation.year_table(2565).total
        assert total.total == sum((value for _, value in self.current.values()), Decimal(0))
        assert total.districts == len(self.current)
        by_category = nation.by_category(months=[build.OCTOBER])
        assert sum((cell.total for cell in by_category.values()), Decimal(0)) == total.total

    @invariant()
    def publications_never_change(self):
        stored = {(p.report_id, p.revision): p for p in Publication.objects.all()}
        assert set(stored) == set(self.published)
        for key, (payload, total) in self.published.items():
            assert stored[key].payload == payload
            assert stored[key].total == total
            newest = self.current[key[0]][0]
            assert (stored[key].superseded_at is None) == (key[1] == newest)

    @invariant()
    def the_department_reaches_publications_only(self):
        department = self.people["department"]
        visible = Publication.objects.visible_to(department).current().values_list("report_id", flat=True)
        assert set(visible) == set(self.current)
        assert not MonthlyReport.objects.visible_to(department).exists()
        assert not ProducerGroup.objects.visible_to(department).exists()

    @invariant()
    def no_tick_is_valid_on_another_meaning(self):
        for line in SalesLine.objects.all():
            for level in Level:
                if getattr(line, f"{level}_tick_version") == line.version:
                    assert self.ticked[level, line.pk] == meaning(line)

    @invariant()
    def what_was_not_returned_does_not_change(self):
        """From a return to the publication, whatever the district does in between (R10)."""
        for report_id, frozen in self.frozen.items():
            lines = {line.pk: line for line in SalesLine.objects.filter(report=report_id)}
            returned = set(lines) - set(frozen)
            newest = Return.objects.filter(report=report_id).order_by("-id").first()
            assert returned == set(newest.lines.values_list("line_id", flat=True)), "a line was added"
            for pk, before in frozen.items():
                assert meaning(lines[pk]) == before

    @invariant()
    def what_is_left_is_what_the_books_say(self):
        """The same returned lines wait by the books, in the database and on the page."""
        for report in MonthlyReport.objects.with_context().filter(state=State.RETURNED):
            known = self.answers[report.pk]
            left = {pk for pk in self.unchanged(report) if not known.get(pk)}
            stored = ReturnedLine.objects.in_force().filter(sent_back__report=report)
            assert {item.line_id: item.answer for item in stored if item.answer} == {
                pk: text for pk, text in known.items() if text
            }
            assert set(stored.left().values_list("line_id", flat=True)) == left
            assert {item.line_id for item in stored.select_related("line") if not item.is_done} == left

    @invariant()
    def months_are_the_sums_of_their_weeks(self):
        sums: dict[int, Decimal] = {}
        for entry in WeeklyEntry.objects.all():
            sums[entry.line_id] = sums.get(entry.line_id, Decimal(0)) + sum(entry.amounts)
        for line in SalesLine.objects.all():
            assert line.total == sums.get(line.pk, Decimal(0))

    @invariant()
    def every_move_has_one_log_row_and_one_audit_event(self):
        for report in MonthlyReport.objects.filter(district_id__in=["4301", "4302"]):
            moves = self.moves.get(report.pk, [])
            rows = list(Transition.objects.filter(report=report))
            assert [row.action for row in rows] == moves
            assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
            events = AuditEvent.objects.filter(stream=f"report:{report.pk}").order_by("sequence")
            assert [event.action for event in events if event.action in Action.values] == moves
            assert report.state == (rows[-1].to_state if rows else State.OPEN)
            assert report.revision == 1 + moves.count("reopen")


def meaning(line: SalesLine) -> tuple:
    """What a tick vouches for."""
    return (*line.amounts, line.nil, line.is_removed, line.producer_type)


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.timeout(900)
def test_nothing_that_must_hold_ever_breaks(db, shard):
    """Six thousand steps on production's database, a third of them on SQLite."""
    examples = EXAMPLES if connection.vendor == "postgresql" else EXAMPLES // 3
    Chain.steps = 0
    run_state_machine_as_test(
        Chain,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert Chain.steps >= 5000 / SHARDS * examples / EXAMPLES
