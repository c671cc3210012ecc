"""A state machine that drives the actions at random and checks what must always hold.

Right and wrong people enter, change, remove, restore, tick, certify, issue, sign, submit, withdraw,
return, answer, cover, publish and reopen, with present and with stale versions. The machine keeps its books
(what was ticked, what was published, how often a report moved) and compares them as `always` says.
"""

from __future__ import annotations

import pytest
from django.db import connection

from . import chain

SHARDS = 4
STEPS = 5_000


@pytest.mark.timeout(900)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_nothing_that_must_hold_ever_breaks(db, shard):
    """Twenty thousand steps – actions tried – on production's database, a third of them on SQLite."""
    chain.drive(steps=STEPS if connection.vendor == "postgresql" else STEPS // 3)
