"""Refusals: an action that may not happen says why, in a sentence the officer can act on.

Every refusal is shown to the user as it is written here; none of them ever becomes a server error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Refusal(Exception):
    """Base of all refusals. `str(refusal)` is the Thai sentence that is shown."""


class NotAllowed(Refusal):
    """The person has no right to do this (section of rights in `access`)."""

    def __init__(self, sentence: str = "ท่านไม่มีสิทธิทำรายการนี้") -> None:
        super().__init__(sentence)


class WrongState(Refusal):
    """The report, line or month is not in a state in which this can be done."""


class Stale(Refusal):
    """What the person saw has been changed by somebody else in the meantime (R6)."""


class BadInput(Refusal):
    """A value breaks a rule that only the stored data can tell, for example a duplicate name."""


class SimilarNames(BadInput):
    """A new name looks like registered ones. `groups` are those the person has to tell it apart from.

    `same`: it is the name of an open producer of the same subdistrict, which no word of the person changes.
    """

    def __init__(self, sentence: str, groups: Sequence[Any], *, same: bool = False) -> None:
        self.groups = list(groups)
        self.same = same
        super().__init__(sentence)


class NotReady(Refusal):
    """Checks are still open (R8, R11). `problems` is the same list that the page shows."""

    def __init__(self, problems: Sequence[Any], *, lead: str) -> None:
        self.problems = list(problems)
        super().__init__(lead + ": " + " · ".join(problem.text for problem in self.problems))
