"""The machine: all rules together, and the long ways that make deep states common."""

from __future__ import annotations

import gc

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from reporting.actions.ticks import Level
from reporting.models import State

from . import world
from .always import Always
from .entering import Entering
from .looking import Looking
from .moves import Moves
from .papers import Papers
from .returning import Returning
from .world import AMOUNT, DISTRICTS, PICK, WHO

RULES = 50


class Chain(Entering, Papers, Moves, Returning, Looking, Always):
    """Two districts of one province and one month."""

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
        came_back = self.stamp(self.pages[code], "state") == State.RETURNED
        self.answer_the_rest(code, None)
        self.submit(code, None)
        if came_back and not self.changed_since_return(code):
            assert self.stamp(self.pages[code], "state") == State.SUBMITTED, "the words were not enough"

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

    @rule(code=DISTRICTS, regular=AMOUNT, reopen=st.booleans())
    def bring_all_the_way(self, code, regular, reopen):
        """From whatever state to the next publication, through a correction where there is one already."""
        if reopen and self.current:
            self.reopen(code, None, "ยอดผิด")
        self.bring_to_the_province(code, regular, None)
        self.bring_to_the_nation(code, None)


def drive(*, examples: int = 15, steps: int = 1, **more: object) -> None:
    """Run so many examples of fifty rules each, and again until so many steps have been made.

    All work on one world, which each example leaves as it was.
    """
    world.make()
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
    while world.World.steps < steps:
        run_state_machine_as_test(Chain, settings=wanted)
    gc.unfreeze()
