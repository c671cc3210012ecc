"""What the district does with lines that came back: it answers in words, or leaves that for later."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reporting import access
from reporting.actions import fixing, returns
from reporting.models import State

from .world import DISTRICTS, PICK, WHO, World


class Returning(World):
    @rule(
        code=DISTRICTS,
        who=WHO,
        pick=PICK,
        text=st.sampled_from(["ถูกต้องแล้ว", "ตรวจแล้ว", ""]),
        seen=st.booleans(),
    )
    def answer_one(self, code, who, pick, text, seen):
        """Say something to a returned line, or to one that never came back, with or without having looked."""
        report = self.pages[code]
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
        assert self.stamp(report, "state") == State.RETURNED and pk in self.returned[report.pk]
        if results[0].outcome is returns.Outcome.CONFLICT:
            assert not seen and text != known.get(pk, "")
        else:
            known[pk] = text

    @rule(code=DISTRICTS, who=WHO)
    def answer_the_rest(self, code, who):
        """Give one answer for every returned line that says the same as before and was not answered."""
        report = self.pages[code]
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
