"""Corrections of what is published: asked for, granted in part or whole, refused, extended and ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from reporting import access
from reporting.actions import corrections, workflow
from reporting.actions.corrections import Wish
from reporting.deadlines import bangkok_date, end_of_day
from reporting.models import Correction, CorrectionReason, SalesLine, State
from reporting.stats import correctable
from tests import build

from .world import DISTRICTS, PICK, WHO, World, meaning

DAYS = st.sampled_from([-1, 0, 1, 7])
is_published = precondition(lambda self: bool(self.current))


@dataclass
class Grant:
    """What may change until when, and what the lines and their ticks said before."""

    correction: Correction
    pairs: set[tuple[int, str]]
    expires_on: dt.date
    lines: dict[int, tuple]
    ticked: dict[tuple[str, int], tuple]


class Correcting(World):
    def __init__(self) -> None:
        super().__init__()
        self.newest: dict[int, Correction] = {}
        self.granted: dict[int, Grant] = {}

    def wish(self, report, pick, text) -> Wish:
        pairs = sorted(correctable.keys(report))
        return Wish(pairs if pick == 9 else pairs[: 1 + pick % 3], CorrectionReason.MISTYPED, text)

    def day(self, days) -> dt.date:
        return bangkok_date(self.now) + dt.timedelta(days=days)

    @is_published
    @rule(code=DISTRICTS, who=WHO, pick=PICK, text=st.sampled_from(["พิมพ์ผิด", "พิมพ์ผิด", " "]))
    def ask(self, code, who, pick, text):
        report = self.pages[code]
        if report.pk not in self.current:
            return
        wish = self.wish(report, pick, text)
        asked = self.act(
            access.Permission.ASK_CORRECTION,
            report,
            who,
            "enter",
            lambda by: corrections.ask(report=report, wish=wish, by=by, now=self.now),
        )
        if asked:
            assert text.strip() and self.stamp(report, "state") == State.PUBLISHED
            self.newest[report.pk] = asked

    @is_published
    @rule(code=DISTRICTS, who=WHO, text=st.sampled_from(["ยอดถูกแล้ว", " "]), own=st.booleans())
    def refuse_or_take_back(self, code, who, text, own):
        """The district takes its request back, or it is refused; what is granted stays granted."""
        report = self.pages[code]
        if (newest := self.newest.get(report.pk)) is None:
            return
        permission = access.Permission.ASK_CORRECTION if own else access.Permission.REOPEN
        ended = self.act(
            permission,
            report,
            who,
            "enter" if own else "province",
            lambda by: (
                corrections.withdraw(correction=newest, by=by, now=self.now)
                if own
                else corrections.refuse(correction=newest, text=text, by=by, now=self.now)
            ),
        )
        if ended:
            assert not ended.is_open and report.pk not in self.granted

    @is_published
    @rule(code=DISTRICTS, who=WHO, part=st.booleans(), days=DAYS)
    def grant(self, code, who, part, days):
        report = self.pages[code]
        if (newest := self.newest.get(report.pk)) is None:
            return
        asked = sorted(line.key for line in newest.lines.all())
        pairs = asked[:1] if part else asked
        granted = self.act(
            access.Permission.REOPEN,
            report,
            who,
            "province",
            lambda by: corrections.grant(
                correction=newest, pairs=pairs, expires_on=self.day(days), by=by, now=self.now
            ),
        )
        self.begun(report, granted, set(pairs), days)

    @is_published
    @rule(code=DISTRICTS, who=WHO, pick=PICK, days=DAYS)
    def open_unasked(self, code, who, pick, days):
        report = self.pages[code]
        if report.pk not in self.current:
            return
        wish = self.wish(report, pick, "ตรวจพบเอง")
        granted = self.act(
            access.Permission.REOPEN,
            report,
            who,
            "province",
            lambda by: corrections.open_unasked(
                report=report, wish=wish, expires_on=self.day(days), by=by, now=self.now
            ),
        )
        self.begun(report, granted, set(wish.pairs), days)

    def begun(self, report, granted, pairs, days) -> None:
        """Book a grant; the same one once more must not count."""
        if granted is None:
            return
        known = self.granted.get(report.pk)
        if known and known.correction.pk == granted.pk:
            return
        assert known is None, "two corrections of one month are open"
        assert pairs and days >= 0
        self.moves[report.pk].append("reopen")
        self.newest[report.pk] = granted
        lines = {line.pk: meaning(line) for line in SalesLine.objects.filter(report=report)}
        ticked = {key: said for key, said in self.ticked.items() if key[1] in lines}
        self.granted[report.pk] = Grant(granted, pairs, granted.expires_on, lines, ticked)

    @is_published
    @rule(code=DISTRICTS, who=WHO, days=DAYS)
    def extend(self, code, who, days):
        report = self.pages[code]
        if (newest := self.newest.get(report.pk)) is None:
            return
        day = self.day(days)
        extended = self.act(
            access.Permission.REOPEN,
            report,
            who,
            "province",
            lambda by: corrections.extend(correction=newest, expires_on=day, by=by, now=self.now),
        )
        if extended:
            assert days >= 0
            self.granted[report.pk].expires_on = day

    @is_published
    @rule(code=DISTRICTS, who=WHO, reason=st.sampled_from(["ไม่ต้องแก้แล้ว", " "]))
    def end(self, code, who, reason):
        """Whatever the draft came to, the lines say again what is published, and so do their ticks."""
        report = self.pages[code]
        done = self.act(
            access.Permission.REOPEN,
            report,
            who,
            "province",
            lambda by: workflow.end_correction(report=report, reason=reason, by=by, now=self.now),
        )
        if not self.moved(done):
            return
        assert reason.strip()
        before = self.granted.pop(report.pk)
        self.ticked |= before.ticked
        for line in SalesLine.objects.filter(report=report):
            was = before.lines.get(line.pk)
            assert line.is_removed if was is None else meaning(line) == was or line.is_removed == was[4]
        for books in (self.frozen, self.returned, self.answers):
            books.pop(report.pk, None)

    @rule(
        code=DISTRICTS,
        to=st.sampled_from(["today", "due", "expiry"]),
        seconds=st.sampled_from([-2, 0, 1]),
    )
    def time_passes(self, code, to, seconds):
        """To just before or just after a midnight in Bangkok: any, that of the due date, that of a grant."""
        day = bangkok_date(self.now)
        if to == "due":
            day = self.pages[code].month.submit_due
        elif grant := self.granted.get(self.pages[code].pk):
            day = grant.expires_on
        self.now = max(self.now, end_of_day(day) + dt.timedelta(seconds=seconds))

    def may_be_typed(self, report) -> bool:
        """Whether the grant still runs, counted by the calendar of Bangkok."""
        grant = self.granted.get(report.pk)
        return grant is None or self.now.astimezone(build.BANGKOK).date() <= grant.expires_on

    def what_was_not_granted_does_not_change(self, lines) -> None:
        for report_id, grant in self.granted.items():
            for pk, line in lines.items():
                if line.report_id == report_id and (line.group_id, line.category) not in grant.pairs:
                    assert grant.lines.get(pk) == meaning(line)
