"""The machine: all rules together, and the long ways that make deep states common."""

from __future__ import annotations

import gc
from itertools import count

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from reporting.actions.ticks import Level
from reporting.models import State

from . import world
from .always import Always
from .correcting import is_published
from .looking import Looking
from .moves import Moves
from .offering import Offering
from .papers import Papers
from .returning import Returning
from .windows import Windows
from .world import AMOUNT, DISTRICTS, PICK, WHO

RULES = 50


class Chain(Windows, Papers, Moves, Returning, Looking, Offering, Always):
    """Two districts of one province and one month."""

    @initialize(start=st.sampled_from(["published", "at the province", "at the desk"]), regular=AMOUNT)
    def begin(self, start, regular):
        """Often with a month that has come far: returns and corrections go as deep as first drafts."""
        if start != "at the desk":
            self.bring_to_the_province("4302", regular, None)
        if start == "published":
            self.bring_to_the_nation("4302", None)

    @rule(code=DISTRICTS, regular=AMOUNT, who=WHO)
    def bring_to_the_province(self, code, regular, who):
        """Do all that the district has to do, so that deep states are common."""
        self.enter_all(code, regular)
        self.prepare_papers(code, None)
        self.submit(code, who)

    @rule(code=DISTRICTS, regular=AMOUNT, pick=PICK, worded=st.sampled_from([True, True, False]))
    def come_back_unchanged(self, code, regular, pick, worded):
        """To the province, back for a reason, and there again with words instead of figures."""
        self.bring_to_the_province(code, regular, None)
        self.return_lines(code, None, pick, worded, None)
        came_back = self.stamp(self.pages[code], "state") == State.RETURNED
        self.answer_the_rest(code, None)
        self.submit(code, None)
        if came_back and self.may_be_typed(self.pages[code]) and not self.changed_since_return(code):
            assert self.stamp(self.pages[code], "state") == State.SUBMITTED, "the words were not enough"

    @rule(code=DISTRICTS, regular=AMOUNT, level=st.sampled_from(Level), pick=PICK)
    def tick_in_two_windows(self, code, regular, level, pick):
        """A colleague ticks every other line after the second window has been opened."""
        self.enter_all(code, regular)
        self.open_the_other_window(code)
        self.tick(code, None, level, False, True)
        self.tick_in_the_other_window(code, None, level, pick)

    def changed_since_return(self, code) -> bool:
        """Whether a figure of the month changed after the newest return, so that papers are needed anew."""
        report = self.pages[code]
        return len(self.unchanged(report)) < len(self.returned.get(report.pk, {}))

    def back_to_the_desk(self, code):
        """By the way that the state leaves open, so that what is typed often meets a month that takes it."""
        state = self.stamp(self.pages[code], "state")
        if state == State.SUBMITTED:
            self.withdraw(code, None)
            self.return_lines(code, None, 0, True, None)
        elif state == State.PUBLISHED:
            self.open_unasked(code, "department", 9, 1)

    @rule(code=DISTRICTS, who=WHO)
    def bring_to_the_nation(self, code, who):
        """Do all that the province has to do."""
        self.tick(code, None, Level.PROVINCE, False, False)
        self.cover(code, None)
        self.publish(code, who)

    @is_published
    @rule(code=DISTRICTS, pick=PICK, asked=st.booleans(), part=st.booleans(), regular=AMOUNT)
    def bring_to_a_correction(self, code, pick, asked, part, regular):
        """A grant, asked for or not, under which something is typed at once."""
        if asked:
            self.ask(code, None, pick, "พิมพ์ผิด")
        self.be_granted(code, pick, part)
        self.enter_all(code, regular)

    def be_granted(self, code, pick, part):
        """By the department, which may whether the month is open or not."""
        self.grant(code, "department", part, 1)
        self.open_unasked(code, "department", pick, 1)
        if not self.may_be_typed(self.pages[code]):
            self.extend(code, "department", 1)

    @is_published
    @rule(code=DISTRICTS, regular=AMOUNT, longer=st.booleans())
    def outlive_the_grant(self, code, regular, longer):
        """The draft stands still after its last day, until it is given more time or comes to nothing."""
        if self.pages[code].pk not in self.granted:
            return
        self.time_passes(code, "expiry", 1)
        self.enter_all(code, regular)
        if longer:
            self.extend(code, "department", 1)
            self.enter_all(code, regular)
        else:
            self.end(code, "department", "ไม่ต้องแก้แล้ว")

    @rule(code=DISTRICTS, regular=AMOUNT, reopen=st.sampled_from([True, True, False]))
    def bring_all_the_way(self, code, regular, reopen):
        """From whatever state to the next publication, through a correction where there is one already."""
        if reopen and self.current:
            self.be_granted(code, 9, False)
        self.bring_to_the_province(code, regular, None)
        self.bring_to_the_nation(code, None)


def drive(*, examples: int = 15, **more: object) -> None:
    """Run so many examples of fifty rules each on one world, which each example leaves as it was."""
    world.make()
    _run(Chain, examples=examples, **more)


def drive_far(*, steps: int, first: int) -> None:
    """Run after run until so many steps have been made, each with a seed of its own, counted from `first`.

    Without seeds all runs would be the same where chance is switched off, as it is in CI.
    """
    world.make()
    for number in count(first):
        print(f"seed {number}")
        _run(seed(number)(type("Chain", (Chain,), {})), examples=15)
        if world.World.steps >= steps:
            break


def _run(machine: type[Chain], *, examples: int, **more: object) -> None:
    wanted = settings(
        max_examples=examples,
        stateful_step_count=RULES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        **{"phases": (Phase.generate, Phase.shrink), "report_multiple_bugs": False} | more,
    )
    # What is there by now stays to the end: the collector need not look at it again after every few queries.
    gc.freeze()
    run_state_machine_as_test(machine, settings=wanted)
